//! OpenSSL, as the tests use it for keys.

use std::path::Path;

use super::program;

/// What OpenSSL writes, or the test fails.
#[track_caller]
pub fn openssl(folder: &Path, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    program("openssl", folder, arguments, input).expect_success().stdout
}

/// The digest of a key's SubjectPublicKeyInfo according to OpenSSL.
#[track_caller]
pub fn fingerprint_by_openssl(key: &[u8]) -> String {
    let here = Path::new(".");
    let public = openssl(here, &["pkey", "-pubout", "-outform", "DER"], key);
    let digest = String::from_utf8(openssl(here, &["dgst", "-sha256", "-r"], &public)).expect("text");
    digest.split_whitespace().next().expect("a digest").to_owned()
}
