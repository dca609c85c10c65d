//! What came of reading an input: what was found, where, and what was put right for it.

use super::{Item, ItemKind, ReadError};

/// What an input holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What was found, in the order in which it stands there.
    pub found: Vec<Found>,
    /// What was put right to find it.
    pub repairs: Vec<Repair>,
    /// The entries of a zip archive in which nothing was found.
    pub unread: Vec<Unread>,
}

/// A thing and where it was.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The thing.
    pub item: Item,
    /// Where it begins.
    pub place: Place,
}

/// Where in an input something is. All of it is the whole input, where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name of an entry, where the input is a zip archive.
    pub entry: Option<String>,
    /// The line, from 1, where it is text.
    pub line: Option<usize>,
    /// Whether it stands in a PKCS#7 bundle there.
    pub in_bundle: bool,
}

/// Something that was put right, and where it first was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What it was.
    pub change: Change,
    /// Where it was.
    pub place: Place,
}

/// What can be put right. White space, the ends and the length of lines, and marks of the byte
/// order are not: nobody depends on them (RFC 7468 section 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The text was in UTF-16.
    Utf16,
    /// It was in quoted-printable (RFC 2045 section 6.7).
    QuotedPrintable,
    /// Tags and entities of HTML were in it.
    Html,
    /// Line ends and other characters were escaped with backslashes, as in JSON.
    Escapes,
    /// Spaces of other kinds were in it, such as those that do not break.
    UnusualSpaces,
    /// Characters that nobody sees were in it.
    InvisibleCharacters,
    /// Dashes of other kinds were in it.
    UnusualDashes,
    /// It was marked as quoted, with `>` or `|`.
    Quoting,
    /// It was in base64url (RFC 4648 section 5).
    Base64Url,
    /// A marker had other than five dashes on one of its sides.
    Dashes {
        /// Whether it is the one that opens the block.
        opens: bool,
        /// Its label.
        label: String,
        /// How many dashes stood before it.
        before: usize,
        /// How many dashes stood after it.
        after: usize,
    },
    /// The line that closes a block had another label than the one that opens it.
    OtherEnd {
        /// The label of the line that opens it.
        opens: String,
        /// The label of the line that closes it.
        closes: String,
    },
    /// The line that opens a block was missing.
    BeginMissing {
        /// The label of the line that closes it.
        label: String,
    },
    /// The line that closes a block was missing.
    EndMissing {
        /// The label of the line that opens it.
        label: String,
    },
    /// Both lines were missing.
    MarkersMissing,
    /// The label promises something else than what is there.
    WrongLabel {
        /// The label.
        label: String,
        /// What is there.
        kind: ItemKind,
    },
    /// OpenSSL's own settings stood behind a certificate, and were left out.
    TrustSettings,
}

/// An entry of a zip archive in which nothing was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its name.
    pub entry: String,
    /// Why.
    pub error: ReadError,
}

impl Reading {
    /// What was found, without the places.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.found.iter().map(|found| &found.item)
    }
}

impl Place {
    /// A line of text.
    pub(super) fn line(line: usize) -> Self {
        Self { line: Some(line), ..Self::default() }
    }
}

impl Unread {
    /// Whether it is something of ours that was damaged, and no file of another kind.
    pub fn is_damaged(&self) -> bool {
        match self.error {
            ReadError::DamagedBase64 { .. }
            | ReadError::MissingBegin { .. }
            | ReadError::MissingEnd { .. }
            | ReadError::DamagedDer { .. }
            | ReadError::DamagedZip => true,
            ReadError::Empty
            | ReadError::TooLarge { .. }
            | ReadError::NotRecognised { .. }
            | ReadError::TooManyEntries { .. }
            | ReadError::UnpacksTooLarge { .. }
            | ReadError::EncryptedEntry
            | ReadError::UnknownCompression { .. }
            | ReadError::ZipInZip
            | ReadError::NothingInZip { .. } => false,
        }
    }
}
