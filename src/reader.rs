//! What a person pastes or drops, and what is in it.
//!
//! A zip archive is read entry by entry, an email part by part. Text is cleaned of what mail programs
//! and others do to it, and searched for PEM blocks (RFC 7468) and for base64 without markers; anything
//! else must be DER or BER. What an item is, its structure decides: markers are often wrong. Whatever
//! had to be put right is said, and so is what is there and was not read.

mod appearance;
mod archive;
mod base64;
mod cleaning;
mod encoding;
mod error;
mod foreign;
mod gathering;
mod html;
mod item;
mod layer;
mod mail;
mod pem;
mod reading;
mod search;
mod session;
mod structure;
mod text;

pub use appearance::Appearance;
pub(crate) use archive::crc32;
pub use archive::{MOST_ENTRIES, MOST_UNPACKED_BYTES, MOST_ZIP_BYTES, is_added_by_system};
pub(crate) use encoding::decode as decode_text;
pub use error::{Container, ReadError, Stop};
pub use item::{Item, ItemKind, KeyForm};
pub use reading::{Change, Found, MOST_ENTRY_CHARACTERS, Place, Reading, Repair, Taken, Unread};
use session::Session;

/// The most that is read of one text or one file that is neither a zip archive nor an email: far more
/// than a hundred certificates.
pub const MOST_BYTES: usize = 1_048_576;

/// The most things that are read of one input: more than there are roots in Windows and Java together.
pub const MOST_THINGS: usize = 5_000;

/// What an input may have. One that has more is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one text, or of one file that is neither a zip archive nor an email.
    pub document_bytes: usize,
    /// The most bytes of a zip archive or an email, as it comes.
    pub zip_bytes: usize,
    /// The most entries or parts that it may have.
    pub entries: u64,
    /// The most that all of its entries may unpack to.
    pub unpacked_bytes: u64,
    /// The most things that may be in it.
    pub things: usize,
}

impl Limits {
    /// For what belongs to one endpoint.
    pub const ONE: Self = Self {
        document_bytes: MOST_BYTES,
        zip_bytes: MOST_ZIP_BYTES,
        entries: MOST_ENTRIES,
        unpacked_bytes: MOST_UNPACKED_BYTES,
        things: MOST_THINGS,
    };
}

/// Says what is in it, in the order in which it stands there: one thing at least.
///
/// # Errors
/// The first thing that was not read, where nothing was found. Beside something that was found, what
/// was not read is named with its place, so that nobody goes on with half a chain unawares.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_within(bytes, &Limits::ONE)
}

/// As [`read`], within other limits.
///
/// # Errors
/// As [`read`], and where there is more than the limits allow.
pub fn read_within(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    read_beside(bytes, limits, &mut |_| false)
}

/// As [`read_within`], without the texts and files that `takes` takes for another use: it is shown each of
/// them, those in archives and emails too. Where it takes something, there need be nothing else.
///
/// # Errors
/// As [`read_within`].
pub fn read_beside(
    bytes: &[u8],
    limits: &Limits,
    takes: &mut dyn FnMut(&[u8]) -> bool,
) -> Result<Reading, ReadError> {
    Session::new(limits, takes).read(bytes)
}
