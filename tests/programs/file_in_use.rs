//! A PKCS#12 file of OpenSSL that is in use and holds no key.

use crate::file_in_use::open;
use crate::support::desk::refusal;
use crate::support::endpoint::Endpoint;
use crate::support::program;
use bars_csr::keyholder::Keyholder;

#[test]
fn a_file_without_a_key_is_named() {
    let endpoint = Endpoint::new();
    let folder = endpoint.levels.ca.folder();
    std::fs::write(folder.join("leaf.pem"), endpoint.levels.leaf.to_pem()).expect("written");
    let arguments = ["pkcs12", "-export", "-nokeys", "-in", "leaf.pem", "-passout", "pass:secret"];
    let file = program("openssl", folder, &arguments, b"").expect_success().stdout;
    let mut keyholder = Keyholder::default();
    let message = refusal(open(&mut keyholder, &file, Some("secret")));
    assert!(
        message.sentence.starts_with("This holds a certificate, not a private key."),
        "{}",
        message.sentence
    );
}
