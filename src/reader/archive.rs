//! Zip archives (PKWARE's APPNOTE): every entry is an input of its own.

use std::sync::Arc;

use miniz_oxide::inflate::decompress_slice_iter_to_slice;
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive};
use zeroize::Zeroizing;

use super::error::Container;
use super::reading::entry_name;
use super::session::Session;
use super::{Appearance, Limits, Place, ReadError, Reading, Unread};

/// The most that a zip archive may have, as it comes.
pub const MOST_ZIP_BYTES: usize = 10_485_760;
/// The most entries that it may have.
pub const MOST_ENTRIES: u64 = 1_000;
/// The most that those of its entries may unpack to that are read: what a browser looks through in two
/// seconds, whatever it is.
pub const MOST_UNPACKED_BYTES: u64 = 12_000_000;

/// Whether the octets are a zip archive: their first are those of an entry, or of an empty archive.
pub(super) fn is_zip(octets: &[u8]) -> bool {
    octets.starts_with(b"PK\x03\x04") || octets.starts_with(b"PK\x05\x06")
}

/// The entry that tells an office document (ECMA-376 part 2) from other archives.
const OFFICE: &[u8] = b"[Content_Types].xml";

/// Whether the first entry is that of an office document, where programs write it.
pub(super) fn begins_office(octets: &[u8]) -> bool {
    /// Octets before the name of an entry (APPNOTE section 4.3.7).
    const HEADER: usize = 30;
    octets.get(HEADER..).is_some_and(|name| name.starts_with(OFFICE))
}

/// Reads every entry. What they say of their size is believed only where it makes less work.
pub(super) fn read(octets: &[u8], session: &mut Session<'_>) -> Result<Reading, ReadError> {
    let limits = session.limits;
    if octets.len() > limits.zip_bytes {
        return Err(ReadError::TooLarge { bytes: octets.len(), most: limits.zip_bytes });
    }
    let archive = ZipArchive::from_slice(octets).map_err(|_| ReadError::DamagedZip)?;
    let is_office = check_limits(&archive, session)?;
    let mut reading = Reading::default();
    let (mut files, mut locked) = (0usize, Locked::default());
    for record in archive.entries() {
        let record = record.map_err(|_| ReadError::DamagedZip)?;
        if is_no_file(&record) {
            continue;
        }
        files = files.saturating_add(1);
        if record.flags().is_encrypted() {
            locked.add(&record);
            continue;
        }
        let name = name_of(&record);
        let inside = unpack(&archive, &record, limits).and_then(|octets| session.read_inside(&octets));
        match inside {
            Ok(inside) => reading.extend(inside, |place| place.within(&name)),
            Err(error @ ReadError::TooManyThings { .. }) => return Err(error),
            // What makes up an office document is no file that anybody put there.
            Err(ReadError::NotRecognised { .. } | ReadError::Empty) if is_office => {}
            Err(error) => reading.unread.push(Unread { place: Place::entry(&name), error }),
        }
    }
    if locked.count > 0 && locked.count == files {
        return Err(ReadError::LockedZip);
    }
    reading.unread.extend(locked.told());
    if reading.is_empty() {
        return Err(if is_office {
            ReadError::NotRecognised { appearance: Appearance::OfficeFile }
        } else {
            ReadError::NothingInside { container: Container::Zip, unread: reading.unread }
        });
    }
    Ok(reading)
}

/// Entries that need a password, which is told once.
#[derive(Default)]
struct Locked {
    first: Option<Arc<str>>,
    count: usize,
}

impl Locked {
    fn add(&mut self, record: &ZipFileHeaderRecord<'_>) {
        self.first.get_or_insert_with(|| name_of(record));
        self.count = self.count.saturating_add(1);
    }

    fn told(self) -> Option<Unread> {
        let error = ReadError::EncryptedEntry { others: self.count.saturating_sub(1) };
        self.first.map(|first| Unread { place: Place::entry(&first), error })
    }
}

fn name_of(record: &ZipFileHeaderRecord<'_>) -> Arc<str> {
    entry_name(&String::from_utf8_lossy(record.file_path().as_bytes()))
}

/// Whether an entry is a folder, or added by a system.
fn is_no_file(record: &ZipFileHeaderRecord<'_>) -> bool {
    record.is_dir() || is_added(record.file_path().as_bytes())
}

/// Whether a file, with its folders, is one that the Finder of macOS or the Explorer of Windows adds for
/// itself.
pub fn is_added_by_system(path: &str) -> bool {
    is_added(path.as_bytes())
}

fn is_added(path: &[u8]) -> bool {
    let mut parts = path.split(|octet| matches!(octet, b'/' | b'\\'));
    let name = parts.next_back().unwrap_or_default();
    let is_known = [b".DS_Store".as_slice(), b"Thumbs.db", b"desktop.ini"].contains(&name);
    is_known || name.starts_with(b"._") || parts.any(|part| part == b"__MACOSX")
}

/// Holds the entries against what is left of the limits, and says whether they are those of an office
/// document. Those that are not unpacked anyway do not count.
fn check_limits(archive: &ZipSliceArchive<&[u8]>, session: &mut Session<'_>) -> Result<bool, ReadError> {
    let most = u64::try_from(session.limits.document_bytes).unwrap_or(u64::MAX);
    let (mut bytes, mut is_office) = (0u64, false);
    for record in archive.entries() {
        let record = record.map_err(|_| ReadError::DamagedZip)?;
        if is_no_file(&record) {
            continue;
        }
        session.take_entry()?;
        let size = record.uncompressed_size_hint();
        bytes = bytes.saturating_add(if size > most { 0 } else { size });
        is_office |= record.file_path().as_bytes() == OFFICE;
    }
    let too_large = ReadError::UnpacksTooLarge { bytes, most: session.limits.unpacked_bytes };
    session.unpacked = session.unpacked.checked_sub(bytes).ok_or(too_large)?;
    Ok(is_office)
}

/// The octets of one entry, which must be as many as it says and have the checksum that it says.
fn unpack(
    archive: &ZipSliceArchive<&[u8]>,
    record: &ZipFileHeaderRecord<'_>,
    limits: &Limits,
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let bytes = usize::try_from(record.uncompressed_size_hint()).unwrap_or(usize::MAX);
    if bytes > limits.document_bytes {
        return Err(ReadError::TooLarge { bytes, most: limits.document_bytes });
    }
    let entry = archive.get_entry(record.wayfinder()).map_err(|_| ReadError::DamagedZip)?;
    let octets = match record.compression_method() {
        CompressionMethod::STORE => Zeroizing::new(entry.data().get(..bytes).unwrap_or_default().to_vec()),
        CompressionMethod::DEFLATE => inflate(entry.data(), bytes)?,
        other => return Err(ReadError::UnknownCompression { method: other.as_u16() }),
    };
    if octets.len() != bytes || crc32(&octets) != record.crc32() {
        return Err(ReadError::DamagedZip);
    }
    Ok(octets)
}

/// DEFLATE (RFC 1951).
fn inflate(packed: &[u8], bytes: usize) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let mut octets = Zeroizing::new(vec![0; bytes]);
    let written = decompress_slice_iter_to_slice(&mut octets, std::iter::once(packed), false, true)
        .map_err(|_| ReadError::DamagedZip)?;
    octets.truncate(written);
    Ok(octets)
}

/// The checksum of APPNOTE section 4.4.7. Without the tables that crates have for it, which are larger
/// than all the rest of this module.
pub(crate) fn crc32(octets: &[u8]) -> u32 {
    let bit = |crc: u32| (crc >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(crc & 1));
    !octets.iter().fold(u32::MAX, |crc, &octet| (0..8).fold(crc ^ u32::from(octet), |crc, _| bit(crc)))
}
