//! What stands behind a thing is read or left out with a note, in every kind that is read.

use crate::support::bundle::bundle;
use crate::support::reports::{LEAF, base64, changes, digests, file, key, leaf, reading};
use crate::support::test_ca::ThreeLevels;
use bars_csr::reader::{Change, Item, ItemKind, KeyForm, Place, ReadError, Repair, Stop, Unread, read};

const TAILS: [&[u8]; 7] =
    [&[0], &[0; 8], &[0; 5_000], b"\0\n", b"\n\0\0", b"\x1a", b"and some words that nobody wanted"];

/// A thing of each kind that is read.
fn things() -> Vec<(ItemKind, Vec<u8>)> {
    let der = |name: &str| {
        let pem = file(name);
        match reading(&pem).found.remove(0).item {
            Item::Certificate(der) | Item::Request(der) | Item::PublicKey(der) => der,
            Item::PrivateKey { der, .. } => der.to_vec(),
            other => panic!("{other:?}"),
        }
    };
    let levels = ThreeLevels::new();
    let pfx = file("file-nul.pfx")[..4_620].to_vec();
    let bundled = bundle([&levels.leaf]);
    vec![
        (ItemKind::Certificate, leaf()),
        (ItemKind::PrivateKey(KeyForm::Pkcs8), key()),
        (ItemKind::Pkcs12, pfx),
        (ItemKind::Pkcs7(bars_csr::pkcs7::ContentType::SignedData), bundled),
        (ItemKind::PrivateKey(KeyForm::Pkcs8), der("key.pem")),
    ]
}

#[test]
fn in_a_file_whatever_it_is() {
    for (kind, octets) in things() {
        let alone = reading(&octets);
        for tail in TAILS {
            let with = reading([&octets, tail].concat());
            assert!(with.found == alone.found, "{kind:?}, {tail:02x?}");
            let rest = tail.trim_ascii_start();
            let change = Change::OctetsBehind { kind: kind.clone(), octets: rest.len() };
            let octet = Some(octets.len() + tail.len() - rest.len());
            let place = Place { octet, ..Place::default() };
            assert_eq!(with.repairs, [Repair { change, place }], "{kind:?}, {tail:02x?}");
            assert_eq!(with.unread, []);
        }
        assert_eq!(reading([&octets, b"\r\n \n".as_slice()].concat()).repairs, []);
    }
}

#[test]
fn inside_pem_and_inside_base64_without_markers() {
    for (kind, octets) in things() {
        let alone = reading(&octets);
        for tail in TAILS {
            let letters = base64(&[&octets, tail].concat(), 64);
            let pem = format!("-----BEGIN PKCS12-----\n{letters}\n-----END PKCS12-----\n");
            for text in [pem, letters.clone(), letters.replace('\n', "")] {
                let with = reading(&text);
                assert!(with.items().eq(alone.items()), "{kind:?}, {tail:02x?}: {with:?}");
                let change = Change::OctetsBehind { kind: kind.clone(), octets: tail.len() };
                assert!(changes(&with).contains(&change), "{kind:?}, {tail:02x?}: {:?}", with.repairs);
            }
        }
    }
}

#[test]
fn text_behind_a_whole_thing_in_its_block_is_left_out_with_a_note() {
    let text = format!(
        "-----BEGIN CERTIFICATE-----\n{}\n# issued in November\n-----END CERTIFICATE-----\n",
        base64(&leaf(), 64)
    );
    let reading = reading(text);
    assert_eq!(digests(&reading), [LEAF]);
    assert_eq!(changes(&reading), [Change::TextBehind { kind: ItemKind::Certificate }]);
}

#[test]
fn letters_too_many_are_no_octets_behind() {
    // The octets of the signature are not those that were signed, and nothing shows it but the lines.
    let letters = base64(&leaf(), 64);
    let lines: Vec<&str> = letters.lines().collect();
    let last = lines.len() - 2;
    let twice = [&lines[..=last], &lines[last..]].concat().join("\n");
    let more = letters.replacen(lines[last], &format!("{}AAAA", lines[last]), 1);
    for body in [twice, more] {
        let text = format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
        let Err(ReadError::DamagedBase64 { label: Some(label), .. }) = read(text.as_bytes()) else {
            panic!("{:?}", read(text.as_bytes()))
        };
        assert_eq!(label, "CERTIFICATE");
    }
}

#[test]
fn what_is_behind_may_be_something_that_is_read() {
    let pem = file("begin-twice.pem");
    assert_eq!(digests(&reading([leaf(), pem].concat())), [LEAF, LEAF]);
    let reading = reading([leaf(), b"\r\n".to_vec(), key(), vec![0; 4]].concat());
    assert_eq!(digests(&reading), [LEAF, "PrivateKey(Pkcs8)"]);
    let places: Vec<Option<usize>> = reading.found.iter().map(|found| found.place.octet).collect();
    assert_eq!(places, [None, Some(906)]);
}

#[test]
fn a_second_thing_that_is_cut_short_is_named_with_its_place() {
    let reading = reading([leaf(), key()[..1_000].to_vec()].concat());
    assert_eq!(digests(&reading), [LEAF]);
    let stop = Some(Stop::Short { octets: 1_000, missing: Some(216) });
    let error = ReadError::DamagedDer { label: None, stop };
    let place = Place { octet: Some(904), ..Place::default() };
    assert_eq!(reading.unread, [Unread { place, error }]);
    assert!(reading.unread[0].is_damaged());
}

#[test]
fn a_block_that_is_damaged_is_named_beside_those_that_are_not() {
    let good = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", base64(&leaf(), 64));
    let bad = good.replacen("MII", "M*I", 1);
    for text in [format!("{bad}{good}"), format!("{good}{bad}")] {
        let line = text.lines().position(|line| line.contains('*')).map(|line| line + 1);
        let reading = reading(&text);
        assert_eq!(digests(&reading), [LEAF]);
        let label = Some("CERTIFICATE".to_owned());
        let error = ReadError::DamagedBase64 { label, line: line.expect("a line") };
        let place = Place { line: line.map(|line| line - 1), ..Place::default() };
        assert_eq!(reading.unread, [Unread { place, error }]);
    }
}
