//! Private keys: made, sealed and opened, by us and by OpenSSL.

use std::path::Path;
use std::sync::OnceLock;

use crate::support::openssl::{fingerprint_by_openssl, openssl, plain_key};
use bars_csr::key::{KeySize, OpenKeyError, PrivateKey, Progress};
use bars_csr::password::Password;
use bars_csr::password_encryption::DecryptError;
use bars_csr::public_key::KeyAlgorithm;
use bars_csr::reader::ItemKind;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

fn make(size: KeySize) -> PrivateKey {
    PrivateKey::make(size, &mut UnwrapErr(SysRng), &mut |_| {}).expect("a key")
}

fn key() -> &'static PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| make(KeySize::Rsa2048))
}

fn password(text: &str) -> Password {
    Password::new(text).expect("a password")
}

fn openssl_key(arguments: &[&str]) -> Vec<u8> {
    openssl(Path::new("."), arguments, b"")
}

fn opens_as(file: &[u8], given: Option<&str>, expected: &str) {
    let key = PrivateKey::open(file, given.map(password).as_ref());
    let key = key.unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(key.public_key().fingerprint().to_string(), expected);
}

fn refused(file: &[u8], given: Option<&str>) -> OpenKeyError {
    match PrivateKey::open(file, given.map(password).as_ref()) {
        Ok(_) => panic!("the key was opened"),
        Err(error) => error,
    }
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
fn progress_counts_every_candidate() {
    let mut reports: Vec<Progress> = Vec::new();
    let made =
        PrivateKey::make(KeySize::Rsa2048, &mut UnwrapErr(SysRng), &mut |progress| reports.push(progress));
    assert!(made.is_ok());
    let steps = reports.windows(2).map(|pair| pair[1].tried - pair[0].tried);
    assert!(steps.into_iter().all(|step| step <= 2), "two candidates are tested at a time");
    assert!(reports.last().is_some_and(|progress| progress.tried >= 2));
    assert!(reports.iter().all(|progress| progress.expected == 64));
}

#[test]
fn progress_tells_how_likely_it_is_that_a_key_is_found_by_now() {
    let share = |tried| (Progress { tried, expected: 100 }.share() * 1_000.0).round();
    // One, two and five primes are to be expected among these: 1 − 2/e, 1 − 3/e², 1 − 6/e⁵.
    assert_eq!([0, 50, 100, 250].map(share), [0.0, 264.0, 594.0, 960.0]);
    assert!(!Progress { tried: 237, expected: 100 }.is_longer_than_usual());
    assert!(Progress { tried: 238, expected: 100 }.is_longer_than_usual());
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
fn two_files_of_one_key_share_no_salt() {
    let seal =
        || key().seal(Some(&password("secret")), &mut UnwrapErr(SysRng)).expect("a file").as_str().to_owned();
    assert_ne!(seal(), seal());
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
    let two = [plain_key(), plain_key()].concat();
    assert_eq!(refused(&two, None), OpenKeyError::SeveralKeys { count: 2 });
}

#[test]
fn no_octet_changed_makes_a_panic_or_another_key() {
    let der = openssl(Path::new("."), &["pkey", "-outform", "DER"], plain_key());
    let expected = fingerprint_by_openssl(plain_key());
    for at in (0..der.len()).step_by(7) {
        let mut changed = der.clone();
        changed[at] ^= 0x55;
        if let Ok(key) = PrivateKey::open(&changed, None) {
            assert_eq!(key.public_key().fingerprint().to_string(), expected, "octet {at}");
        }
    }
    for length in (0..der.len()).step_by(13) {
        assert!(PrivateKey::open(&der[..length], None).is_err());
    }
}
