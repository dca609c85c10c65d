//! Anything that OpenSSL writes is named, and said to be right or wrong.

use crate::inspection::{fact, file, look, look_with, only, unusual};
use std::path::Path;

use crate::support::keys::plain_key;
use crate::support::openssl::{fingerprint_by_openssl, openssl};
use crate::support::test_ca::{ENDPOINT_NAME, ThreeLevels};
use bars_csr::message::Field;

/// What OpenSSL prints behind the sign of equality.
fn printed(arguments: &[&str], input: &[u8]) -> String {
    let printed = String::from_utf8(openssl(Path::new("."), arguments, input)).expect("text");
    printed.trim().split_once('=').expect("a value").1.to_owned()
}

fn request(subject: &str, options: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("key"), plain_key()).expect("written");
    let begin = ["req", "-new", "-utf8", "-key", "key", "-subj", subject];
    openssl(folder.path(), &[&begin, options].concat(), b"")
}

#[test]
fn what_a_request_carries_beside_its_subject_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("key"), plain_key()).expect("written");
    let config = "[req]\ndistinguished_name=n\nattributes=a\nprompt=no\n[n]\nCN=x.nhs.uk\n[a]\n\
                  challengePassword=secret word\nunstructuredName=a company\n";
    std::fs::write(folder.path().join("config"), config).expect("written");
    let arguments = ["req", "-new", "-key", "key", "-config", "config", "-sha1"];
    let item = only(look(vec![file("a.csr", &openssl(folder.path(), &arguments, b""))]));
    assert_eq!(item.notes.len(), 2, "{:?}", item.notes);
    assert_eq!(unusual(&item), ["name-format: warn", "request-signature: warn"]);
    assert_eq!(item.summary, "It can be sent; see the warnings.");
    assert!(item.notes[1].starts_with("It carries a challenge password"), "{:?}", item.notes);
    assert!(item.notes[0].starts_with("It carries an optional company name"), "{:?}", item.notes);
    assert!(!format!("{:?}", item.notes).contains("secret word"));
    let with_names = request("/CN=x.nhs.uk", &["-addext", "subjectAltName=DNS:y.nhs.uk"]);
    let item = only(look(vec![file("a.csr", &with_names)]));
    assert_eq!(
        item.notes,
        ["It asks for extensions, with the names y.nhs.uk. The guide's own command writes none."]
    );
}

#[test]
fn a_certificate_has_the_fingerprints_that_windows_and_openssl_show() {
    let levels = ThreeLevels::new();
    let pem = levels.leaf.to_pem();
    let item = only(look(vec![file("a.cer", pem.as_bytes())]));
    assert_eq!(item.kind, "certificate");
    assert_eq!(item.title, format!("A certificate for {ENDPOINT_NAME}"));
    let by_openssl = |option: &str| printed(&["x509", "-noout", "-fingerprint", option], pem.as_bytes());
    let sha1 = by_openssl("-sha1");
    assert_eq!(fact(&item, "SHA-1 fingerprint, as OpenSSL shows it"), sha1);
    assert_eq!(fact(&item, "SHA-256 fingerprint, as OpenSSL shows it"), by_openssl("-sha256"));
    let thumbprint = sha1.replace(':', "").to_lowercase();
    assert_eq!(fact(&item, "Thumbprint, as Windows shows it (SHA-1)"), thumbprint);
    assert_eq!(fact(&item, "Serial number"), printed(&["x509", "-noout", "-serial"], pem.as_bytes()));
    assert_eq!(fact(&item, "Subject"), format!("CN={ENDPOINT_NAME}, OU=Devices, O=nhs"));
    assert_eq!(fact(&item, "Issuer"), "CN=NHS INT Authentication G2, OU=CA, O=nhs");
    assert_eq!(fact(&item, "Valid from"), "1 January 2020, 00:00 UTC");
    assert_eq!(fact(&item, "Other names (subjectAltName)"), "None");
    assert_eq!(unusual(&item), ["chain-complete: warn"]);
    assert_eq!(item.summary, "It can be used; see the warnings.");
}

#[test]
fn a_private_key_is_told_by_its_form_and_its_encryption() {
    let item = only(look(vec![file("a.key", plain_key())]));
    assert_eq!(item.kind, "private-key");
    assert_eq!(item.title, "A private key, RSA, 2048 bits");
    assert_eq!((fact(&item, "Form"), fact(&item, "Encryption")), ("PKCS#8", "None"));
    assert!(item.summary.contains("This file has no password"));
    assert_eq!(unusual(&item), [""; 0]);
    let fingerprint = fingerprint_by_openssl(plain_key());
    assert_eq!(item.fingerprint.expect("a public key").to_string(), fingerprint);

    let arguments = ["pkcs8", "-topk8", "-v2", "aes-128-cbc", "-iter", "3000", "-passout", "pass:secret"];
    let sealed = openssl(Path::new("."), &arguments, plain_key());
    let encryption = "AES-128 (PBKDF2, HMAC with SHA-256, 3,000 iterations)";
    let locked = look(vec![file("a.key", &sealed)]);
    assert_eq!(locked.messages, []);
    let item = only(locked);
    assert_eq!(item.title, "A private key with a password");
    assert_eq!(fact(&item, "Encryption"), encryption);
    assert_eq!(item.summary, "The key has a password. Enter it.");
    assert!(item.fingerprint.is_none() && item.checks.is_empty());

    let wrong = look_with(vec![file("a.key", &sealed)], "other");
    assert_eq!(wrong.messages.len(), 1);
    assert_eq!(wrong.messages[0].field, Field::InspectPassword);
    assert!(!wrong.password_kept);

    let opened = look_with(vec![file("a.key", &sealed)], "secret");
    assert_eq!(opened.messages, []);
    let item = only(opened);
    assert_eq!(item.title, "A private key, RSA, 2048 bits");
    assert_eq!(item.fingerprint.expect("a public key").to_string(), fingerprint);
    assert_eq!(item.summary, "The password opens it. Keep both secret.");
}

#[test]
fn public_keys_revocation_lists_and_other_blocks_are_named() {
    let public = openssl(Path::new("."), &["pkey", "-pubout"], plain_key());
    let item = only(look(vec![file("a.pub", &public)]));
    assert_eq!((item.kind.as_str(), item.title.as_str()), ("public-key", "A public key, RSA, 2048 bits"));
    assert_eq!(item.fingerprint.expect("a key").to_string(), fingerprint_by_openssl(plain_key()));

    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("index.txt"), "").expect("written");
    let config = "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=1\n";
    std::fs::write(folder.path().join("config"), config).expect("written");
    std::fs::write(folder.path().join("key"), plain_key()).expect("written");
    let own = openssl(folder.path(), &["req", "-x509", "-new", "-key", "key", "-subj", "/CN=a"], b"");
    std::fs::write(folder.path().join("cert"), own).expect("written");
    let arguments = ["ca", "-gencrl", "-config", "config", "-keyfile", "key", "-cert", "cert"];
    let item = only(look(vec![file("a.crl", &openssl(folder.path(), &arguments, b""))]));
    assert_eq!((item.kind.as_str(), item.title.as_str()), ("crl", "A revocation list"));

    let parameters = openssl(Path::new("."), &["ecparam", "-name", "prime256v1"], b"");
    let item = only(look(vec![file("a.pem", &parameters)]));
    assert_eq!((item.kind.as_str(), item.title.as_str()), ("unknown", "A block called \"EC PARAMETERS\""));
}
