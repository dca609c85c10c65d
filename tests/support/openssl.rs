//! OpenSSL, as the tests use it for keys.

use std::path::Path;
use std::sync::OnceLock;

use super::program;

/// What OpenSSL writes, or the test fails.
#[track_caller]
pub fn openssl(folder: &Path, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    program("openssl", folder, arguments, input).expect_success().stdout
}

/// A plain 2048-bit key as OpenSSL writes it, the same for a whole run.
pub fn plain_key() -> &'static [u8] {
    static PLAIN: OnceLock<Vec<u8>> = OnceLock::new();
    PLAIN.get_or_init(|| {
        openssl(Path::new("."), &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], b"")
    })
}

/// The digest of a key's SubjectPublicKeyInfo according to OpenSSL.
#[track_caller]
pub fn fingerprint_by_openssl(key: &[u8]) -> String {
    let here = Path::new(".");
    let public = openssl(here, &["pkey", "-pubout", "-outform", "DER"], key);
    let digest = String::from_utf8(openssl(here, &["dgst", "-sha256", "-r"], &public)).expect("text");
    digest.split_whitespace().next().expect("a digest").to_owned()
}
