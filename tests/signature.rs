//! Signatures that OpenSSL makes are verified, and nothing else is.

mod support;

use bars_csr::public_key::PublicKey;
use bars_csr::signature::{SignatureError, verify};
use const_oid::ObjectIdentifier;
use support::program;
use tempfile::TempDir;

const MESSAGE: &[u8] = b"what is signed";
const RSA: [(&str, &str); 4] = [
    ("sha1", "1.2.840.113549.1.1.5"),
    ("sha256", "1.2.840.113549.1.1.11"),
    ("sha384", "1.2.840.113549.1.1.12"),
    ("sha512", "1.2.840.113549.1.1.13"),
];
const ECDSA: [(&str, &str); 3] =
    [("sha256", "1.2.840.10045.4.3.2"), ("sha384", "1.2.840.10045.4.3.3"), ("sha512", "1.2.840.10045.4.3.4")];

struct Signer {
    folder: TempDir,
    key: PublicKey,
}

impl Signer {
    fn new(genpkey: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut arguments = vec!["genpkey", "-out", "key.pem"];
        arguments.extend(genpkey.split(' '));
        program("openssl", folder.path(), &arguments, b"").expect_success();
        let arguments = ["pkey", "-in", "key.pem", "-pubout", "-outform", "DER"];
        let der = program("openssl", folder.path(), &arguments, b"").expect_success().stdout;
        Self { folder, key: PublicKey::from_der(&der).expect("a public key") }
    }

    fn sign(&self, digest: &str) -> Vec<u8> {
        let digest = format!("-{digest}");
        let arguments = ["dgst", &digest, "-sign", "key.pem"];
        program("openssl", self.folder.path(), &arguments, MESSAGE).expect_success().stdout
    }

    fn verifies_what_it_signs(&self, algorithms: &[(&str, &str)]) {
        for (digest, oid) in algorithms {
            let algorithm = ObjectIdentifier::new_unwrap(oid);
            let signature = self.sign(digest);
            assert_eq!(verify(MESSAGE, algorithm, &self.key, &signature), Ok(()), "{digest}");
            let other = verify(b"something else", algorithm, &self.key, &signature);
            assert_eq!(other, Err(SignatureError::Wrong), "{digest}");
            for at in 0..signature.len() {
                let mut changed = signature.clone();
                changed[at] ^= 1;
                let result = verify(MESSAGE, algorithm, &self.key, &changed);
                assert_eq!(result, Err(SignatureError::Wrong), "{digest}, octet {at}");
            }
        }
    }
}

#[test]
fn rsa_is_verified_with_four_digests() {
    Signer::new("-algorithm RSA -pkeyopt rsa_keygen_bits:2048").verifies_what_it_signs(&RSA);
}

#[test]
fn ecdsa_on_p256_is_verified_with_three_digests() {
    Signer::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-256").verifies_what_it_signs(&ECDSA);
}

#[test]
fn ecdsa_on_p384_is_verified_with_three_digests() {
    Signer::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-384").verifies_what_it_signs(&ECDSA);
}

#[test]
fn a_key_of_another_kind_did_not_sign() {
    let signer = Signer::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    let rsa = Signer::new("-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    for ((_, algorithm), key) in [(RSA[1], &signer.key), (ECDSA[0], &rsa.key)] {
        let algorithm = ObjectIdentifier::new_unwrap(algorithm);
        assert_eq!(verify(MESSAGE, algorithm, key, &[0; 256]), Err(SignatureError::Wrong));
    }
}

#[test]
fn what_is_not_known_is_named() {
    let ed25519 = ObjectIdentifier::new_unwrap("1.3.101.112");
    let signer = Signer::new("-algorithm ED25519");
    let unknown = Err(SignatureError::UnknownAlgorithm(ed25519));
    assert_eq!(verify(MESSAGE, ed25519, &signer.key, &[0; 64]), unknown);
    let algorithm = ObjectIdentifier::new_unwrap(ECDSA[0].1);
    let p521 = Signer::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-521");
    let unknown = Err(SignatureError::UnknownKey(ObjectIdentifier::new_unwrap("1.2.840.10045.2.1")));
    assert_eq!(verify(MESSAGE, algorithm, &p521.key, &p521.sign("sha256")), unknown);
}

#[test]
fn an_rsa_key_of_512_bits_is_not_used() {
    let signer = Signer::new("-algorithm RSA -pkeyopt rsa_keygen_bits:512");
    let algorithm = ObjectIdentifier::new_unwrap(RSA[0].1);
    let result = verify(MESSAGE, algorithm, &signer.key, &signer.sign("sha1"));
    assert_eq!(result, Err(SignatureError::UnusableKey));
}
