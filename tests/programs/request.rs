//! Certificate requests, before OpenSSL.

use std::path::Path;

use crate::support::program;
use bars_csr::key::{KeySize, PrivateKey};
use bars_csr::name::EndpointName;
use bars_csr::request::CertificateRequest;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

fn make(name: &str) -> (PrivateKey, CertificateRequest) {
    let mut rng = UnwrapErr(SysRng);
    let key = PrivateKey::make(KeySize::Rsa2048, &mut rng, &mut |_| {}).expect("a key");
    let name = EndpointName::parse(name).expect("a name");
    let request = CertificateRequest::make(&name, &key, &mut UnwrapErr(SysRng)).expect("a request");
    (key, request)
}

const NAME: &str = "BaRS-INT-Y01061.acme.thirdparty.nhs.uk";

#[test]
fn openssl_verifies_the_request_and_finds_the_name_and_nothing_else() {
    let (_, request) = make(NAME);
    let arguments = ["req", "-verify", "-noout", "-text", "-nameopt", "RFC2253"];
    let outcome = program("openssl", Path::new("."), &arguments, request.pem().as_bytes()).expect_success();
    assert!(outcome.stderr.contains("verify OK"), "{}", outcome.stderr);
    let text = outcome.text();
    assert!(text.contains("Version: 1 (0x0)"), "{text}");
    assert!(text.contains(&format!("Subject: CN={NAME}\n")), "{text}");
    assert!(text.contains("Attributes:\n            (none)"), "{text}");
    assert!(text.contains("Signature Algorithm: sha256WithRSAEncryption"), "{text}");
    assert!(!text.contains("emailAddress"), "{text}");
}

#[test]
fn the_whole_request_equals_what_openssl_makes_for_the_same_key() {
    let longest = format!("{}.nhs.uk", "a".repeat(57));
    for name in [NAME, "BaRS-PROD-RX7.NWAS.nhs.uk", &longest] {
        let (key, request) = make(name);
        let folder = tempfile::tempdir().expect("a folder");
        let file = key.seal(None, &mut UnwrapErr(SysRng)).expect("a file");
        std::fs::write(folder.path().join("key"), file.as_str()).expect("written");
        let subject = format!("/CN={name}");
        let arguments =
            ["req", "-new", "-utf8", "-sha256", "-key", "key", "-subj", &subject, "-outform", "DER"];
        let theirs = program("openssl", folder.path(), &arguments, b"").expect_success().stdout;
        // PKCS#1 signatures have no randomness: equal content gives equal signatures.
        assert_eq!(request.der(), theirs);
    }
}
