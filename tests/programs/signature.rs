//! Signatures that OpenSSL makes are verified, and nothing else is.

use crate::support::program;
use bars_csr::certificate::Certificate;
use bars_csr::public_key::PublicKey;
use bars_csr::signature::{Digest, SignatureAlgorithm, SignatureError, verify};
use const_oid::ObjectIdentifier;
use tempfile::TempDir;

const MESSAGE: &[u8] = b"what is signed";
const DIGESTS: [(&str, Digest); 4] = [
    ("sha1", Digest::Sha1),
    ("sha256", Digest::Sha256),
    ("sha384", Digest::Sha384),
    ("sha512", Digest::Sha512),
];
const ECDSA_SHA256: SignatureAlgorithm = SignatureAlgorithm::Ecdsa(Digest::Sha256);

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

    fn sign(&self, digest: &str, options: &[&str]) -> Vec<u8> {
        let digest = format!("-{digest}");
        let arguments = [&["dgst", &digest, "-sign", "key.pem"], options].concat();
        program("openssl", self.folder.path(), &arguments, MESSAGE).expect_success().stdout
    }

    fn verifies_what_it_signs(&self, digest: &str, algorithm: SignatureAlgorithm, options: &[&str]) {
        let signature = self.sign(digest, options);
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

#[test]
fn rsa_is_verified_with_four_digests() {
    let signer = Signer::new("-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    for (name, digest) in DIGESTS {
        signer.verifies_what_it_signs(name, SignatureAlgorithm::RsaPkcs1(digest), &[]);
    }
}

#[test]
fn rsa_pss_is_verified_with_four_digests_by_free_and_by_restricted_keys() {
    for algorithm in ["RSA", "RSA-PSS"] {
        let signer = Signer::new(&format!("-algorithm {algorithm} -pkeyopt rsa_keygen_bits:2048"));
        for (name, digest) in DIGESTS {
            let salt = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20";
            let algorithm = SignatureAlgorithm::RsaPss { digest, salt_length: 20 };
            signer.verifies_what_it_signs(name, algorithm, &salt.split(' ').collect::<Vec<_>>());
            let signature = signer.sign(name, &salt.split(' ').collect::<Vec<_>>());
            for salt_length in [0, 19, 21, 255] {
                let other = SignatureAlgorithm::RsaPss { digest, salt_length };
                assert_eq!(verify(MESSAGE, other, &signer.key, &signature), Err(SignatureError::Wrong));
            }
        }
    }
}

#[test]
fn ecdsa_is_verified_on_two_curves_with_three_digests() {
    for curve in ["P-256", "P-384"] {
        let signer = Signer::new(&format!("-algorithm EC -pkeyopt ec_paramgen_curve:{curve}"));
        for (name, digest) in &DIGESTS[1..] {
            signer.verifies_what_it_signs(name, SignatureAlgorithm::Ecdsa(*digest), &[]);
        }
    }
}

#[test]
fn pss_parameters_are_read_and_unusual_ones_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let pss = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
    let read = |options: &str| {
        let key = "req -x509 -newkey rsa:2048 -nodes -subj /CN=a -keyout key -outform DER -sigopt rsa_padding_mode:pss";
        let arguments = format!("{key} {options}");
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let der = program("openssl", folder.path(), &arguments, b"").expect_success().stdout;
        let certificate = Certificate::from_der(&der).expect("a certificate");
        (certificate.signature_algorithm(), certificate.verify_signature(certificate.public_key()))
    };
    let usual = SignatureAlgorithm::RsaPss { digest: Digest::Sha256, salt_length: 32 };
    assert_eq!(read("-sha256 -sigopt rsa_pss_saltlen:32"), (usual, Ok(())));
    let defaults = SignatureAlgorithm::RsaPss { digest: Digest::Sha1, salt_length: 20 };
    assert_eq!(read("-sha1 -sigopt rsa_pss_saltlen:20"), (defaults, Ok(())));
    let unusual = (SignatureAlgorithm::Other(pss), Err(SignatureError::UnknownAlgorithm(pss)));
    assert_eq!(read("-sha256 -sigopt rsa_mgf1_md:sha512"), unusual);
}

#[test]
fn a_key_of_another_kind_did_not_sign() {
    let signer = Signer::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    let rsa = Signer::new("-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    for (algorithm, key) in [
        (SignatureAlgorithm::SHA256_WITH_RSA, &signer.key),
        (SignatureAlgorithm::RsaPss { digest: Digest::Sha256, salt_length: 32 }, &signer.key),
        (ECDSA_SHA256, &rsa.key),
    ] {
        assert_eq!(verify(MESSAGE, algorithm, key, &[0; 256]), Err(SignatureError::Wrong));
    }
}

#[test]
fn what_is_not_known_is_named() {
    let ed25519 = ObjectIdentifier::new_unwrap("1.3.101.112");
    let signer = Signer::new("-algorithm ED25519");
    let unknown = Err(SignatureError::UnknownAlgorithm(ed25519));
    assert_eq!(verify(MESSAGE, SignatureAlgorithm::Other(ed25519), &signer.key, &[0; 64]), unknown);
    let p521 = Signer::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-521");
    let unknown = Err(SignatureError::UnknownKey(ObjectIdentifier::new_unwrap("1.2.840.10045.2.1")));
    assert_eq!(verify(MESSAGE, ECDSA_SHA256, &p521.key, &p521.sign("sha256", &[])), unknown);
}

#[test]
fn an_rsa_key_of_512_bits_is_not_used() {
    let signer = Signer::new("-algorithm RSA -pkeyopt rsa_keygen_bits:512");
    let algorithm = SignatureAlgorithm::RsaPkcs1(Digest::Sha1);
    let result = verify(MESSAGE, algorithm, &signer.key, &signer.sign("sha1", &[]));
    assert_eq!(result, Err(SignatureError::UnusableKey));
}
