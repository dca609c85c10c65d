//! One good email paste, in 200 states: each gives the same certificate, or the fault is named.

use crate::support::paste::{DAMAGES, ENCODINGS, MUTATIONS, email};
use bars_csr::reader::{Found, Item, ReadError, Reading, read};

const PEM: &str = include_str!("vectors/bars-proxy.spineservices.nhs.uk.pem");

/// The states: each mutation alone, each encoding alone, and pairs.
fn states() -> Vec<(String, Vec<u8>)> {
    let good = email(PEM);
    let single = MUTATIONS.iter().map(|(name, change)| ((*name).to_owned(), change(&good).into_bytes()));
    let encoded = ENCODINGS.iter().map(|(name, encode)| ((*name).to_owned(), encode(&good)));
    let both = |first: usize, second: usize, encoding: usize| {
        let (first, second, encoding) = (MUTATIONS[first], MUTATIONS[second], ENCODINGS[encoding]);
        let bytes = encoding.1(&second.1(&first.1(&good)));
        (format!("{}, then {}, in {}", first.0, second.0, encoding.0), bytes)
    };
    // Strides that have no factor in common with the number of mutations, so that no pair repeats.
    let pairs = (0..133).map(|at| both(at * 5 % 62, (at * 5 + 1 + at / 62 * 19 + at * 3) % 62, at % 5));
    let states: Vec<_> = single.chain(encoded).chain(pairs).collect();
    assert_eq!(states.len(), 200);
    states
}

/// The one certificate that is read, and nothing beside it.
fn certificate(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    match read(bytes)?.found.as_slice() {
        [Found { item: Item::Certificate(der), .. }] => Ok(der.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_state_gives_the_same_certificate_or_a_named_fault() {
    let expected = certificate(PEM.as_bytes()).expect("it is read");
    let mut faults = Vec::new();
    for (name, bytes) in states() {
        match certificate(&bytes) {
            Ok(der) => assert_eq!(der, expected, "{name}"),
            Err(error) => faults.push((name, error)),
        }
    }
    // Of 200, 199 give the certificate. In the last the headers were broken like base64.
    let [(name, ReadError::DamagedDer { label: Some(label), .. })] = faults.as_slice() else {
        panic!("{faults:?}")
    };
    assert_eq!(
        (name.as_str(), label.as_str()),
        ("headers in the block, then 76 columns, in UTF-8", "CERTIFICATE")
    );
}

#[test]
fn every_pair_in_every_encoding_gives_the_same_certificate_or_a_named_fault() {
    let expected = certificate(PEM.as_bytes()).expect("it is read");
    let good = email(PEM);
    let (mut same, mut faults) = (0, 0);
    for (first, change) in MUTATIONS {
        for (second, change_again) in MUTATIONS {
            let text = change_again(&change(&good));
            for (_, encode) in ENCODINGS {
                match certificate(&encode(&text)) {
                    Ok(der) => {
                        assert_eq!(der, expected, "{first}, then {second}");
                        same += 1;
                    }
                    Err(_) => faults += 1,
                }
            }
        }
    }
    // In 25 pairs the second undoes what the first depends on: a tag loses its slash, a marker is
    // torn apart, signs of quoted-printable are taken for padding.
    assert_eq!((same, faults), (62 * 62 * 5 - 111, 111));
}

#[test]
fn damage_is_named_and_never_gives_another_certificate() {
    let expected = certificate(PEM.as_bytes()).expect("it is read");
    let good = email(PEM);
    for (name, damage) in DAMAGES {
        for (mutation, change) in MUTATIONS {
            let text = change(&damage(&good));
            for item in read(text.as_bytes()).iter().flat_map(Reading::items) {
                let other = matches!(item, Item::Certificate(der) if *der != expected);
                assert!(!other, "{name}, then {mutation}");
            }
        }
    }
}
