//! Inputs after public reports, and what is found in them.

use std::path::Path;

use bars_csr::certificate::Certificate;
use bars_csr::reader::{Change, Item, Reading, read};

/// The first octets of the SHA-1 digests of the certificates there, as OpenSSL computes them.
pub const LEAF: &str = "56ee3fd3";
/// That which issued it.
pub const SUB: &str = "583a0ad0";
/// The root.
pub const ROOT: &str = "06185c2a";

/// One of the files.
pub fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/reports");
    std::fs::read(folder.join(name)).expect("the file is there")
}

/// The endpoint's certificate as DER.
pub fn leaf() -> Vec<u8> {
    let mut octets = file("cert-nul.cer");
    octets.truncate(904);
    octets
}

/// The private key as DER.
pub fn key() -> Vec<u8> {
    let mut octets = file("key-nul.der");
    octets.truncate(1_216);
    octets
}

/// A reading of something in which there must be something.
#[track_caller]
pub fn reading(octets: impl AsRef<[u8]>) -> Reading {
    read(octets.as_ref()).expect("it is read")
}

/// The certificates that are found, by their digests.
pub fn digests(reading: &Reading) -> Vec<String> {
    let digest = |item: &Item| match item {
        Item::Certificate(der) => {
            let certificate = Certificate::from_der(der).expect("a certificate");
            certificate.sha1().iter().take(4).map(|octet| format!("{octet:02x}")).collect()
        }
        other => format!("{other:?}"),
    };
    reading.items().map(digest).collect()
}

/// The certificates in something in which nothing else is, and of which nothing was not read.
#[track_caller]
pub fn certificates(octets: impl AsRef<[u8]>) -> Vec<String> {
    let reading = reading(octets);
    assert_eq!(reading.unread, []);
    digests(&reading)
}

/// What was put right.
pub fn changes(reading: &Reading) -> Vec<Change> {
    reading.repairs.iter().map(|repair| repair.change.clone()).collect()
}

/// Base64 in lines of that width.
pub fn base64(octets: &[u8], width: usize) -> String {
    use base64ct::{Base64, Encoding};
    let letters = Base64::encode_string(octets);
    let lines: Vec<&str> =
        letters.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).expect("letters")).collect();
    lines.join("\n")
}
