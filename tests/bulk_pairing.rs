//! Keys and certificates paired by public key, however they are given.

use bars_csr::bulk::{KeyState, Pair, PairVerdict, ReturnedCertificate, ReturnedKey, pair};
use bars_csr::public_key::Fingerprint;

const NOW: i64 = 1_795_521_600;
const DAY: i64 = 86_400;

fn fingerprint(number: usize) -> Fingerprint {
    let mut octets = [0; 32];
    octets[24..].copy_from_slice(&number.to_be_bytes());
    Fingerprint(octets)
}

fn certificate(number: usize) -> ReturnedCertificate {
    ReturnedCertificate {
        name: format!("certificate-{number}"),
        asked_for: None,
        fingerprint: fingerprint(number),
        not_before: NOW - DAY,
        not_after: NOW + 365 * DAY,
        is_crossed: false,
        is_faulty: false,
        concerns: String::new(),
        file: 0,
    }
}

fn key(number: usize) -> ReturnedKey {
    named_key(&format!("key-{number}"), KeyState::Open(fingerprint(number)))
}

fn named_key(name: &str, state: KeyState) -> ReturnedKey {
    ReturnedKey {
        name: name.to_owned(),
        state,
        is_sealed: false,
        supposed: None,
        file: 0,
        passwords: Vec::new(),
    }
}

fn paired(certificates: &[ReturnedCertificate], keys: &[ReturnedKey]) -> Vec<Pair> {
    pair(certificates, keys, NOW)
}

fn verdict(certificate: ReturnedCertificate) -> PairVerdict {
    let pairs = paired(&[certificate], &[key(1)]);
    let [pair] = pairs.as_slice() else { panic!("{pairs:?}") };
    pair.verdict
}

/// Numbers that look random and are the same in every run (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(drawn).expect("31 bits") % end
    }

    fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

#[test]
fn of_a_thousand_shuffled_tries_none_pairs_wrongly() {
    let mut numbers = Numbers(20_261_125);
    for _ in 0..1_000 {
        // Of 60 names ten have no key, ten no certificate, and five two certificates.
        let mut certificates: Vec<ReturnedCertificate> = (0..50).map(certificate).collect();
        certificates.extend((0..5).map(|number| ReturnedCertificate {
            not_before: NOW - 300 * DAY,
            name: format!("older-{number}"),
            ..certificate(number)
        }));
        let mut keys: Vec<ReturnedKey> = (10..60).map(key).collect();
        keys.extend((20..25).map(key));
        numbers.shuffle(&mut certificates);
        numbers.shuffle(&mut keys);
        let pairs = paired(&certificates, &keys);

        let mut counts = [0; 3];
        for pair in &pairs {
            let own = pair.certificate.map(|place| certificates[place].fingerprint);
            let state = pair.key.map(|place| &keys[place].state);
            match pair.verdict {
                PairVerdict::Paired => {
                    assert_eq!(state, own.map(KeyState::Open).as_ref());
                    counts[0] += 1;
                }
                PairVerdict::NoKey => {
                    assert!(own < Some(fingerprint(10)) && state.is_none());
                    assert!(pair.name.starts_with("certificate-"), "{pair:?}");
                    counts[1] += 1;
                }
                PairVerdict::NoCertificate => {
                    assert!((50..60).any(|number| state == Some(&KeyState::Open(fingerprint(number)))));
                    assert_eq!(own, None);
                    counts[2] += 1;
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(counts, [40, 10, 10]);
        assert_eq!(pairs.iter().map(|pair| pair.aside).sum::<usize>(), 5);
    }
}

#[test]
fn pairs_stand_in_the_order_of_the_certificates_and_then_of_the_keys() {
    let certificates = [certificate(3), certificate(1), certificate(2)];
    let sealed = named_key("sealed", KeyState::Sealed);
    let refused = named_key("refused", KeyState::Refused("No.".to_owned()));
    let pairs = paired(&certificates, &[key(9), sealed, key(2), refused]);
    let said: Vec<_> = pairs.iter().map(|pair| (pair.name.as_str(), pair.verdict)).collect();
    assert_eq!(
        said,
        [
            ("certificate-3", PairVerdict::NoKey),
            ("certificate-1", PairVerdict::NoKey),
            ("certificate-2", PairVerdict::Paired),
            ("key-9", PairVerdict::NoCertificate),
            ("sealed", PairVerdict::KeySealed),
            ("refused", PairVerdict::KeyRefused),
        ]
    );
}

#[test]
fn a_certificate_is_judged_by_its_dates_and_its_checks() {
    let good = certificate(1);
    assert_eq!(verdict(good.clone()), PairVerdict::Paired);
    let ended = ReturnedCertificate { not_after: NOW - 1, ..good.clone() };
    assert_eq!(verdict(ended.clone()), PairVerdict::Expired);
    assert_eq!(verdict(ReturnedCertificate { not_after: NOW, ..good.clone() }), PairVerdict::Paired);
    assert_eq!(verdict(ReturnedCertificate { is_faulty: true, ..ended }), PairVerdict::Expired);
    let early = ReturnedCertificate { not_before: NOW + 1, ..good.clone() };
    assert_eq!(verdict(early), PairVerdict::NotYetValid);
    assert_eq!(verdict(ReturnedCertificate { is_faulty: true, ..good.clone() }), PairVerdict::Faulty);
    assert_eq!(verdict(ReturnedCertificate { is_crossed: true, ..good }), PairVerdict::WrongEnvironment);
}

#[test]
fn of_several_certificates_for_one_key_the_newest_that_is_valid_is_taken() {
    let named = |name: &str, from: i64, until: i64| ReturnedCertificate {
        name: name.to_owned(),
        not_before: NOW + from * DAY,
        not_after: NOW + until * DAY,
        ..certificate(1)
    };
    let faulty = ReturnedCertificate { is_faulty: true, ..named("faulty", -1, 500) };
    let mut all = [
        named("ended", -400, -35),
        named("older", -300, 65),
        named("newest", -10, 355),
        named("to come", 5, 370),
        faulty,
    ];
    for _ in 0..all.len() {
        let pairs = paired(&all, &[key(1)]);
        let [pair] = pairs.as_slice() else { panic!("{pairs:?}") };
        assert_eq!((pair.name.as_str(), pair.aside, pair.verdict), ("newest", 4, PairVerdict::Paired));
        all.rotate_left(1);
    }
}

#[test]
fn only_what_the_single_step_lets_through_is_made() {
    let ready = [PairVerdict::Paired, PairVerdict::NotYetValid, PairVerdict::WrongEnvironment];
    let not = [
        PairVerdict::NoKey,
        PairVerdict::KeySealed,
        PairVerdict::KeyRefused,
        PairVerdict::NoCertificate,
        PairVerdict::Expired,
        PairVerdict::Faulty,
    ];
    assert!(ready.into_iter().all(PairVerdict::is_ready));
    assert!(!not.into_iter().any(PairVerdict::is_ready));
}
