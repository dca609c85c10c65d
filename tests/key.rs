//! Private keys are made, sealed and opened.

use std::sync::OnceLock;

use crate::support::keys::{PLAIN_KEY_FINGERPRINT, plain_key};
use bars_csr::key::{KeySize, OpenKeyError, PrivateKey, Progress};
use bars_csr::password::Password;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

pub fn make(size: KeySize) -> PrivateKey {
    PrivateKey::make(size, &mut UnwrapErr(SysRng), &mut |_| {}).expect("a key")
}

pub fn key() -> &'static PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| make(KeySize::Rsa2048))
}

pub fn password(text: &str) -> Password {
    Password::new(text).expect("a password")
}

pub fn opens_as(file: &[u8], given: Option<&str>, expected: &str) {
    let key = PrivateKey::open(file, given.map(password).as_ref());
    let key = key.unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(key.public_key().fingerprint().to_string(), expected);
}

pub fn refused(file: &[u8], given: Option<&str>) -> OpenKeyError {
    match PrivateKey::open(file, given.map(password).as_ref()) {
        Ok(_) => panic!("the key was opened"),
        Err(error) => error,
    }
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
fn two_files_of_one_key_share_no_salt() {
    let seal =
        || key().seal(Some(&password("secret")), &mut UnwrapErr(SysRng)).expect("a file").as_str().to_owned();
    assert_ne!(seal(), seal());
}

#[test]
fn no_octet_changed_makes_a_panic_or_another_key() {
    let key = PrivateKey::open(plain_key(), None).expect("a key");
    let der = key.to_pkcs8_der().expect("octets");
    for at in (0..der.len()).step_by(7) {
        let mut changed = der.clone();
        changed[at] ^= 0x55;
        if let Ok(key) = PrivateKey::open(&changed, None) {
            assert_eq!(key.public_key().fingerprint().to_string(), PLAIN_KEY_FINGERPRINT, "octet {at}");
        }
    }
    for length in (0..der.len()).step_by(13) {
        assert!(PrivateKey::open(&der[..length], None).is_err());
    }
}
