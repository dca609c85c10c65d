//! The zip archive that finished files go into (PKWARE's APPNOTE).

use std::io::Write;

use rawzip::path::EntryPath;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, Error, ZipArchiveWriter};
use zeroize::Zeroizing;

use crate::index::{Index, digest_of_name};
use crate::name::file_stem;
use crate::reader::crc32;

/// A file on its way into an archive.
pub struct Entry<'a> {
    /// Its path: ASCII letters, digits, dots and hyphens, with slashes between folders.
    pub path: String,
    /// Its octets.
    pub octets: &'a [u8],
    /// Whether nobody but its owner shall read it.
    pub is_private: bool,
}

/// An archive could not be written: something in it is larger than archives have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveError;

/// Octets of the largest block of DEFLATE that is not compressed (RFC 1951 section 3.2.4).
const BLOCK: usize = 65_535;

/// Octets that an archive adds to an entry and twice its path, at most.
const FRAME: usize = 160;

/// Packs files, in their order, with the time in seconds since the Unix epoch as the time of each.
///
/// Nothing is compressed. The entries are DEFLATE all the same, in blocks of its kind that is not
/// compressed: their sizes stand behind them, and some programs, Java among them, take that of no other
/// method.
///
/// # Errors
/// [`ArchiveError`].
pub fn pack(entries: &[Entry<'_>], now: i64) -> Result<Zeroizing<Vec<u8>>, ArchiveError> {
    let size = |entry: &Entry<'_>| {
        let blocks = entry.octets.len().div_ceil(BLOCK).max(1).saturating_mul(5);
        let paths = entry.path.len().saturating_mul(2);
        [entry.octets.len(), blocks, paths, FRAME].into_iter().fold(0, usize::saturating_add)
    };
    // All of it at once: an archive that grows leaves copies of keys behind.
    let size = entries.iter().map(size).fold(FRAME, usize::saturating_add);
    let mut octets = Zeroizing::new(Vec::with_capacity(size));
    write(entries, now, &mut octets).map_err(|_| ArchiveError)?;
    Ok(octets)
}

fn write(entries: &[Entry<'_>], now: i64, archive: &mut Vec<u8>) -> Result<(), Error> {
    let mut writer = ZipArchiveWriter::new(archive);
    let time = UtcDateTime::from_unix(now);
    for Entry { path, octets, is_private } in entries {
        let (mut file, _) = writer
            .new_file(EntryPath::verbatim(path.as_bytes()))
            .compression_method(CompressionMethod::DEFLATE)
            .last_modified(time)
            .unix_permissions(if *is_private { 0o100_600 } else { 0o100_644 })
            .start()?;
        write_blocks(octets, &mut file)?;
        let length = u64::try_from(octets.len()).unwrap_or(u64::MAX);
        file.finish(DataDescriptorOutput::new(crc32(octets), length))?;
    }
    writer.finish()?;
    Ok(())
}

fn write_blocks(octets: &[u8], out: &mut impl Write) -> std::io::Result<()> {
    let mut rest = octets;
    loop {
        let (block, after) = rest.split_at(rest.len().min(BLOCK));
        rest = after;
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.write_all(&[u8::from(rest.is_empty())])?;
        out.write_all(&length.to_le_bytes())?;
        out.write_all(&(!length).to_le_bytes())?;
        out.write_all(block)?;
        if rest.is_empty() {
            return Ok(());
        }
    }
}

/// Gives each name once: one that was given before, in whatever case, gets a number. No name is one that
/// Windows keeps for a device.
#[derive(Default)]
pub(crate) struct UniqueNames(Index);

impl UniqueNames {
    /// The name, or the name with the first number that makes it new.
    pub(crate) fn take(&mut self, name: &str) -> String {
        let name = file_stem(name);
        let mut unique = name.clone();
        let mut candidates = (2u32..).map(|number| format!("{name}-{number}"));
        while !self.0.is_new(digest_of_name(&unique)) {
            unique = candidates.next().unwrap_or_default();
        }
        unique
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_has_room_from_the_beginning_and_long_files_are_cut_into_blocks() -> Result<(), ArchiveError>
    {
        let octets = vec![7; 200_000];
        let name = |number: usize| format!("{}/{number}", "a".repeat(64));
        let entry = |number| Entry { path: name(number), octets: &octets, is_private: true };
        let entries: Vec<Entry<'_>> = (0..10).map(entry).collect();
        let archive = pack(&entries, 1_795_521_600)?;
        assert!(archive.capacity() < archive.len() + 11 * FRAME, "{} {}", archive.capacity(), archive.len());
        let read = rawzip::ZipArchive::from_slice(archive.as_slice()).map_err(|_| ArchiveError)?;
        assert_eq!(read.entries().count(), 10);
        Ok(())
    }

    #[test]
    fn names_that_differ_in_case_alone_get_numbers() {
        let mut names = UniqueNames::default();
        let taken = ["a.nhs.uk", "A.nhs.uk", "a.nhs.uk-2", "a.NHS.uk"].map(|name| names.take(name));
        assert_eq!(taken, ["a.nhs.uk", "A.nhs.uk-2", "a.nhs.uk-2-2", "a.NHS.uk-3"]);
    }
}
