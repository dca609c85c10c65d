//! Zip archives in memory. What other programs make of them is tested with those.

use std::collections::BTreeMap;
use std::io::Write;

use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchive, ZipArchiveWriter};

/// The files of an archive by their paths. A path that is there twice fails the test.
pub fn unpack(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = ZipArchive::from_slice(zip).expect("an archive");
    let mut files = BTreeMap::new();
    for entry in archive.entries() {
        let entry = entry.expect("an entry");
        let path = std::str::from_utf8(entry.file_path().as_bytes()).expect("text").to_owned();
        let data = archive.get_entry(entry.wayfinder()).expect("an entry").data();
        let octets = match entry.compression_method() {
            CompressionMethod::STORE => data.to_vec(),
            _ => miniz_oxide::inflate::decompress_to_vec(data).expect("DEFLATE"),
        };
        assert_eq!(files.insert(path.clone(), octets), None, "{path}");
    }
    files
}

/// An archive of one file, compressed.
pub fn compressed(path: &str, octets: &[u8]) -> Vec<u8> {
    compressed_files(&[(path, octets)])
}

/// An archive of files, compressed.
pub fn compressed_files(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut writer = ZipArchiveWriter::new(&mut archive);
    for (path, octets) in files {
        let file = writer.new_file(*path).compression_method(CompressionMethod::DEFLATE).start();
        let (mut file, _) = file.expect("a file");
        file.write_all(&miniz_oxide::deflate::compress_to_vec(octets, 9)).expect("written");
        let length = u64::try_from(octets.len()).expect("a length");
        file.finish(DataDescriptorOutput::new(rawzip::crc32(octets), length)).expect("written");
    }
    writer.finish().expect("written");
    archive
}
