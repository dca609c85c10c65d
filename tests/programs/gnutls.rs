//! PKCS#12 files before GnuTLS.

use crate::support::endpoint::{ENCRYPTIONS, Endpoint, passwords};
use crate::support::program;

#[test]
fn gnutls_finds_the_very_key_and_certificates() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        for text in passwords() {
            let folder = endpoint.seal_into_folder(&text, encryption);
            let arguments = ["--p12-info", "--inder", "--infile", "e.pfx", "--password", &text];
            let said = program("certtool", folder.path(), &arguments, b"").expect_success().text();
            for certificate in endpoint.path() {
                assert!(said.contains(&certificate.to_pem()), "{said}");
            }
            let sealed = said.find("-----BEGIN ENCRYPTED PRIVATE KEY-----").expect("a key");
            let arguments = ["--pkcs8", "--key-info", "--password", &text];
            let key = program("certtool", folder.path(), &arguments, &said.as_bytes()[sealed..]);
            let fingerprint = format!("sha256:{}", endpoint.key.public_key().fingerprint());
            let key = key.expect_success().text();
            assert!(key.contains(&fingerprint), "{fingerprint} in {key}");
        }
    }
}

#[test]
fn gnutls_refuses_another_password() {
    let folder = Endpoint::new().seal_into_folder("secret", ENCRYPTIONS[0]);
    let arguments = ["--p12-info", "--inder", "--infile", "e.pfx", "--password", "Secret"];
    let said = program("certtool", folder.path(), &arguments, b"");
    assert!(!said.success);
    assert!(said.stderr.contains("Message Authentication Code verification failed"), "{}", said.stderr);
}
