//! What came of reading an input: what was found, where, and what was put right for it.

use std::sync::Arc;

use super::{Item, ItemKind, ReadError};

/// What an input holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What was found, in the order in which it stands there.
    pub found: Vec<Found>,
    /// What was put right to find it.
    pub repairs: Vec<Repair>,
    /// What is there and was not read: entries of a zip archive, parts of an email, and parts of a
    /// text.
    pub unread: Vec<Unread>,
    /// The texts and files that were taken out of the reading.
    pub taken: Vec<Taken>,
}

/// A text or file that was taken out of a reading, for another use.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    /// Where it is.
    pub place: Place,
    /// How many were taken before.
    pub number: usize,
}

/// A thing and where it was.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The thing.
    pub item: Item,
    /// Where it begins.
    pub place: Place,
}

/// The most characters of an entry's name that are kept: its end, where the name of the file is.
pub const MOST_ENTRY_CHARACTERS: usize = 255;

/// Where in an input something is. All of it is the whole input, where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name of an entry, where the input is a zip archive, or of a part, where it is an email; with
    /// the names of what is around it before it. Everything in the entry shares it.
    pub entry: Option<Arc<str>>,
    /// The line, from 1, where it is text.
    pub line: Option<usize>,
    /// The octet, from 0, where it is not the first thing of a file in DER.
    pub octet: Option<usize>,
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
    /// A part of the text was in UTF-16, and the rest was not.
    PartlyUtf16,
    /// It was in base64 once more (RFC 4648), as in the secrets of Kubernetes.
    Base64,
    /// It was in quoted-printable (RFC 2045 section 6.7).
    QuotedPrintable,
    /// Tags and entities of HTML were in it.
    Html,
    /// Octets were written as `%` and two digits, as in a web address (RFC 3986 section 2.1).
    Percent,
    /// Line ends and other characters were escaped with backslashes, as in JSON.
    Escapes,
    /// Each line was a string of a program, with quotation marks around it.
    QuotationMarks,
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
    /// A line that opens a block stood there, and another before anything that it could open.
    BeginTwice {
        /// Its label.
        label: String,
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
    /// Octets stood behind a thing, and were left out.
    OctetsBehind {
        /// What they stood behind.
        kind: ItemKind,
        /// How many.
        octets: usize,
    },
    /// Something that is no base64 stood in a block behind a thing that was whole, and was left out.
    TextBehind {
        /// What it stood behind.
        kind: ItemKind,
    },
}

/// What is there and was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Where it is.
    pub place: Place,
    /// Why.
    pub error: ReadError,
}

impl Reading {
    /// What was found, without the places.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.found.iter().map(|found| &found.item)
    }

    /// Whether nothing was found, and nothing taken.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty() && self.taken.is_empty()
    }

    /// Adds what something inside the input holds, of which every place is told by `place`.
    pub(super) fn extend(&mut self, inside: Self, place: impl Fn(Place) -> Place) {
        self.found.extend(inside.found.into_iter().map(|found| Found { place: place(found.place), ..found }));
        let repairs = inside.repairs.into_iter();
        self.repairs.extend(repairs.map(|repair| Repair { place: place(repair.place), ..repair }));
        let taken = inside.taken.into_iter();
        self.taken.extend(taken.map(|taken| Taken { place: place(taken.place), ..taken }));
        let unread = inside.unread.into_iter();
        self.unread.extend(unread.map(|unread| Unread { place: place(unread.place), ..unread }));
    }

    /// The reading, or why there is none: where nothing was found, the first thing that was not read.
    pub(super) fn or_first_unread(mut self) -> Result<Self, ReadError> {
        if self.is_empty() && !self.unread.is_empty() {
            return Err(self.unread.swap_remove(0).error);
        }
        Ok(self)
    }
}

impl Place {
    /// A line of text.
    pub(super) fn line(line: usize) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// An entry of an archive, or a part of an email.
    pub(super) fn entry(name: &Arc<str>) -> Self {
        Self { entry: Some(Arc::clone(name)), ..Self::default() }
    }

    /// The place in an entry. Within another entry, its name stands before.
    pub(super) fn within(self, name: &Arc<str>) -> Self {
        let entry = match &self.entry {
            None => Arc::clone(name),
            Some(inner) => entry_name(&format!("{name}/{inner}")),
        };
        Self { entry: Some(entry), ..self }
    }
}

/// A name from outside, cut to what is kept of it.
pub(super) fn entry_name(name: &str) -> Arc<str> {
    match name.char_indices().rev().nth(MOST_ENTRY_CHARACTERS.saturating_sub(1)) {
        Some((start, _)) if start > 0 => {
            let end: String = name.get(start..).unwrap_or_default().chars().skip(1).collect();
            format!("…{end}").into()
        }
        _ => name.into(),
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
            | ReadError::TooManyThings { .. }
            | ReadError::UnpacksTooLarge { .. }
            | ReadError::LockedZip
            | ReadError::EncryptedEntry { .. }
            | ReadError::UnknownCompression { .. }
            | ReadError::ZipInZip
            | ReadError::TooDeep { .. }
            | ReadError::NothingInside { .. } => false,
        }
    }
}
