//! What a person pastes or drops, and what is in it.
//!
//! Text is cleaned of what mail programs and others do to it, and searched for PEM blocks
//! (RFC 7468) and for base64 without markers; a zip archive is read entry by entry; anything else
//! must be DER or BER. What an item is, its structure decides: markers are often wrong. Whatever
//! had to be put right is said, and so is what is there and not understood.

mod appearance;
mod archive;
mod base64;
mod encoding;
mod error;
mod gathering;
mod html;
mod item;
mod mail;
mod pem;
mod reading;
mod search;
mod structure;
mod text;

pub use appearance::Appearance;
pub(crate) use archive::crc32;
pub use archive::{MOST_ENTRIES, MOST_UNPACKED_BYTES, MOST_ZIP_BYTES};
pub(crate) use encoding::decode as decode_text;
pub use error::ReadError;
use gathering::Gathering;
pub use item::{Item, ItemKind, KeyForm};
pub use reading::{Change, Found, Place, Reading, Repair, Unread};
use text::Text;

/// The most that is read of one text or one file that is no zip archive: far more than a hundred
/// certificates.
pub const MOST_BYTES: usize = 1_048_576;

/// What an input may have. One that has more is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one text, or of one file that is no zip archive.
    pub document_bytes: usize,
    /// The most bytes of a zip archive, as it comes.
    pub zip_bytes: usize,
    /// The most entries that it may have.
    pub entries: u64,
    /// The most that all of its entries may unpack to.
    pub unpacked_bytes: u64,
}

impl Limits {
    /// For what belongs to one endpoint.
    pub const ONE: Self = Self {
        document_bytes: MOST_BYTES,
        zip_bytes: MOST_ZIP_BYTES,
        entries: MOST_ENTRIES,
        unpacked_bytes: MOST_UNPACKED_BYTES,
    };
}

/// Says what is in it, in the order in which it stands there: one thing at least.
///
/// # Errors
/// The first thing that cannot be read. A part that is not understood spoils the whole, so that
/// nobody goes on with half a chain. Entries of a zip archive are each on their own, and those
/// without anything of ours are named.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_within(bytes, &Limits::ONE)
}

/// As [`read`], within other limits.
///
/// # Errors
/// As [`read`].
pub fn read_within(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    if archive::is_zip(bytes) { archive::read(bytes, limits) } else { read_document(bytes, limits) }
}

fn read_document(bytes: &[u8], limits: &Limits) -> Result<Reading, ReadError> {
    if bytes.len() > limits.document_bytes {
        return Err(ReadError::TooLarge { bytes: bytes.len(), most: limits.document_bytes });
    }
    if let Some(reading) = read_octets(bytes)? {
        return Ok(reading);
    }
    let (decoded, was_utf16) = encoding::decode(bytes);
    if decoded.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let mut reading = search::search(&mail::clean(Text::new(&decoded)))?;
    if reading.found.is_empty() {
        return Err(match Appearance::of(bytes, &decoded) {
            Appearance::CutDer => ReadError::DamagedDer { label: None },
            appearance => ReadError::NotRecognised { appearance },
        });
    }
    if was_utf16 {
        reading.repairs.insert(0, Repair { change: Change::Utf16, place: Place::default() });
    }
    Ok(reading)
}

/// The things that the octets are, one after another, with nothing but white space behind them.
fn read_octets(octets: &[u8]) -> Result<Option<Reading>, ReadError> {
    let mut gathering = Gathering::default();
    let mut rest = octets;
    while !rest.is_empty() {
        let Some(found) = structure::recognise(rest) else { return Ok(None) };
        rest = found.rest.trim_ascii_start();
        let taken = gathering.take(found, &Place::default());
        taken.ok_or(ReadError::DamagedDer { label: None })?;
    }
    Ok(Some(gathering.reading).filter(|reading| !reading.found.is_empty()))
}
