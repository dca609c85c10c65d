//! Private keys: made and sealed by us and read by OpenSSL, and the other way round.

use crate::key::{key, make, opens_as, password, refused};
use std::path::Path;

use crate::support::keys::plain_key;
use crate::support::openssl::{fingerprint_by_openssl, openssl};
use bars_csr::key::{KeySize, OpenKeyError, PrivateKey};
use bars_csr::password_encryption::DecryptError;
use bars_csr::public_key::KeyAlgorithm;
use bars_csr::reader::ItemKind;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

fn openssl_key(arguments: &[&str]) -> Vec<u8> {
    openssl(Path::new("."), arguments, b"")
}

#[test]
fn keys_of_each_size_are_good_according_to_openssl() {
    for size in KeySize::ALL {
        let key = make(size);
        assert_eq!(key.public_key().algorithm(), KeyAlgorithm::Rsa { bits: size.bits() });
        let file = key.seal(None, &mut UnwrapErr(SysRng)).expect("a file");
        let said = openssl(Path::new("."), &["pkey", "-check", "-noout", "-text"], file.as_str().as_bytes());
        let said = String::from_utf8(said).expect("text");
        assert!(said.contains("Key is valid"), "{said}");
        assert!(said.contains(&format!("Private-Key: ({} bit, 2 primes)", size.bits())), "{said}");
        assert!(said.contains("publicExponent: 65537 (0x10001)"), "{said}");
    }
}

#[test]
fn no_two_keys_share_a_prime() {
    let primes = |key: &PrivateKey| {
        let file = key.seal(None, &mut UnwrapErr(SysRng)).expect("a file");
        let said = openssl(Path::new("."), &["pkey", "-noout", "-text"], file.as_str().as_bytes());
        let said = String::from_utf8(said).expect("text");
        let section = |from: &str, to: &str| {
            said.split(from).nth(1).and_then(|rest| rest.split(to).next()).expect("a prime").to_owned()
        };
        [section("prime1:", "prime2:"), section("prime2:", "exponent1:")]
    };
    let mut all: Vec<String> = (0..4).flat_map(|_| primes(&make(KeySize::Rsa2048))).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 8);
}

#[test]
fn a_sealed_key_is_read_by_openssl_and_says_how_it_is_sealed() {
    let expected = key().public_key().fingerprint().to_string();
    let folder = tempfile::tempdir().expect("a folder");
    for text in ["secret", "pässwörd", "🦀 crab", &"x".repeat(1_000)] {
        let file = key().seal(Some(&password(text)), &mut UnwrapErr(SysRng)).expect("a file");
        assert!(file.as_str().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        std::fs::write(folder.path().join("password"), text).expect("written");
        let plain = openssl(folder.path(), &["pkey", "-passin", "file:password"], file.as_str().as_bytes());
        assert_eq!(fingerprint_by_openssl(&plain), expected);
        opens_as(file.as_str().as_bytes(), Some(text), &expected);
        let structure = openssl(folder.path(), &["asn1parse"], file.as_str().as_bytes());
        let structure = String::from_utf8(structure).expect("text");
        for part in ["PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc", "INTEGER           :0927C0"] {
            assert!(structure.contains(part), "{part} in {structure}");
        }
    }
}

#[test]
fn every_plain_form_of_key_that_openssl_writes_is_opened() {
    let here = Path::new(".");
    let expected = fingerprint_by_openssl(plain_key());
    opens_as(plain_key(), None, &expected);
    opens_as(plain_key(), Some("a password that is not needed"), &expected);
    opens_as(&openssl(here, &["pkey", "-outform", "DER"], plain_key()), None, &expected);
    opens_as(&openssl(here, &["rsa", "-traditional"], plain_key()), None, &expected);
    opens_as(&openssl(here, &["rsa", "-traditional", "-outform", "DER"], plain_key()), None, &expected);
}

#[test]
fn a_wrong_password_a_missing_one_and_damage_are_three_answers() {
    let file =
        key().seal(Some(&password("secret")), &mut UnwrapErr(SysRng)).expect("a file").as_str().to_owned();
    assert_eq!(refused(file.as_bytes(), None), OpenKeyError::PasswordNeeded);
    assert_eq!(refused(file.as_bytes(), Some("Secret")), OpenKeyError::WrongPassword);
    let der = openssl(
        Path::new("."),
        &["pkcs8", "-topk8", "-v2", "aes256", "-outform", "DER", "-passout", "pass:secret"],
        plain_key(),
    );
    let mut middle = der.clone();
    let at = middle.len() / 2;
    middle[at] ^= 1;
    assert_eq!(refused(&middle, Some("secret")), OpenKeyError::Damaged);
    let mut last = der.clone();
    *last.last_mut().expect("not empty") ^= 1;
    assert_eq!(refused(&last, Some("secret")), OpenKeyError::Damaged);
}

#[test]
fn other_keys_are_named_and_refused() {
    let generate = |options: &[&str]| openssl_key(&[&["genpkey", "-algorithm"], options].concat());
    let short = generate(&["RSA", "-pkeyopt", "rsa_keygen_bits:1024"]);
    assert_eq!(refused(&short, None), OpenKeyError::Size { bits: 1024 });
    let exponent = generate(&["RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_keygen_pubexp:3"]);
    assert_eq!(refused(&exponent, None), OpenKeyError::Exponent);
    let primes = generate(&["RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_keygen_primes:3"]);
    assert_eq!(refused(&primes, None), OpenKeyError::MultiPrime);
    let pss = generate(&["RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"]);
    assert_eq!(refused(&pss, None), OpenKeyError::RestrictedToPss);
    let curve = generate(&["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]);
    let p256 = der::asn1::ObjectIdentifier::new("1.2.840.10045.3.1.7").expect("an oid");
    let ec_public_key = der::asn1::ObjectIdentifier::new("1.2.840.10045.2.1").expect("an oid");
    assert_eq!(refused(&curve, None), OpenKeyError::NotRsa { algorithm: ec_public_key, curve: Some(p256) });
    let sec1 = openssl(Path::new("."), &["ec"], &curve);
    let expected = OpenKeyError::NotRsa { algorithm: ec_public_key, curve: Some(p256) };
    assert_eq!(refused(&sec1, None), expected);
}

#[test]
fn a_seal_that_asks_for_too_much_work_is_refused_before_any_is_done() {
    let many = [
        "pkcs8",
        "-topk8",
        "-v2",
        "aes256",
        "-iter",
        "20000000",
        "-outform",
        "DER",
        "-passout",
        "pass:secret",
    ];
    let file = openssl(Path::new("."), &many, plain_key());
    assert_eq!(
        refused(&file, Some("secret")),
        OpenKeyError::Sealed(DecryptError::TooManyIterations { iterations: 20_000_000 })
    );
}

#[test]
fn what_is_no_key_is_named() {
    let here = Path::new(".");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("k"), plain_key()).expect("written");
    let request = openssl(folder.path(), &["req", "-new", "-key", "k", "-subj", "/CN=a.nhs.uk"], b"");
    assert_eq!(refused(&request, None), OpenKeyError::NoKey { found: vec![ItemKind::Request] });
    let public = openssl(here, &["pkey", "-pubout"], plain_key());
    assert_eq!(refused(&public, None), OpenKeyError::NoKey { found: vec![ItemKind::PublicKey] });
}
