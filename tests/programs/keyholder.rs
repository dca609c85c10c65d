//! The key and the request that a worker makes, before OpenSSL.

use crate::keyholder::{NAME, key_file, make_key};
use std::path::Path;

use crate::support::endpoint::password;
use crate::support::program;
use bars_csr::key::PrivateKey;
use bars_csr::keyholder::Keyholder;

#[test]
fn a_made_key_comes_with_its_request_and_its_file() {
    let mut keyholder = Keyholder::default();
    let made = make_key(&mut keyholder, Some("secret"));
    assert_eq!((made.name.as_str(), made.bits, made.sealed), (NAME, 2048, true));
    let key = PrivateKey::open(&key_file(&mut keyholder), Some(&password("secret"))).expect("it opens");
    assert_eq!(key.public_key().fingerprint(), made.fingerprint);
    assert_eq!(key.public_key().as_der(), made.public_key);
    let arguments = ["req", "-verify", "-noout", "-pubkey"];
    let said = program("openssl", Path::new("."), &arguments, made.request.as_bytes()).expect_success();
    assert!(said.stderr.contains("verify OK"), "{}", said.stderr);
    let der = ["pkey", "-pubin", "-outform", "DER"];
    assert_eq!(
        program("openssl", Path::new("."), &der, &said.stdout).expect_success().stdout,
        made.public_key
    );
}
