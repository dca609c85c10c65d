//! Why an input cannot be read.

use super::{Appearance, Unread};
pub use crate::ber::Stop;

/// Why nothing can be made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing, or white space only.
    Empty,
    /// More than is read at once.
    TooLarge {
        /// How many bytes there are.
        bytes: usize,
        /// How many are taken.
        most: usize,
    },
    /// Neither PEM nor base64 nor a structure that is known.
    NotRecognised {
        /// What it looks like.
        appearance: Appearance,
    },
    /// A character that base64 does not have, or one too few or too many.
    DamagedBase64 {
        /// The label of the markers, where there are any.
        label: Option<String>,
        /// The line of the input, from 1.
        line: usize,
    },
    /// The line that opens a block is missing, and what is there is not whole.
    MissingBegin {
        /// The label of the line that closes it.
        label: String,
    },
    /// The line that closes a block is missing, and what is there is not whole.
    MissingEnd {
        /// The label of the line that opens it.
        label: String,
    },
    /// The octets are cut short, or are not what the markers promise.
    DamagedDer {
        /// The label of the markers, where there are any.
        label: Option<String>,
        /// Where reading stops; none where every element is whole, and what they make is not known.
        stop: Option<Stop>,
    },
    /// A zip archive, or an entry of one, that is cut short or damaged.
    DamagedZip,
    /// A zip archive of more entries, or an email of more parts, than are read.
    TooManyEntries {
        /// How many are taken.
        most: u64,
    },
    /// More keys, certificates and other things than are read.
    TooManyThings {
        /// How many are taken.
        most: usize,
    },
    /// A zip archive that unpacks to more than is read.
    UnpacksTooLarge {
        /// How many bytes it says it unpacks to.
        bytes: u64,
        /// How many are taken.
        most: u64,
    },
    /// A zip archive that needs a password for everything in it.
    LockedZip,
    /// An entry of a zip archive that needs a password.
    EncryptedEntry {
        /// How many others of the archive need one as well.
        others: usize,
    },
    /// An entry of a zip archive that is compressed in another way than DEFLATE.
    UnknownCompression {
        /// The number of the way (APPNOTE section 4.4.5).
        method: u16,
    },
    /// A zip archive in a zip archive.
    ZipInZip,
    /// Base64 in base64, or an email in an email, more often than anybody packs it.
    TooDeep {
        /// How often it is undone.
        most: usize,
    },
    /// A zip archive or an email in which nothing of ours was found.
    NothingInside {
        /// Which of them.
        container: Container,
        /// What is in it.
        unread: Vec<Unread>,
    },
}

/// What other files are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A zip archive.
    Zip,
    /// An email (RFC 5322, RFC 2045).
    Email,
}
