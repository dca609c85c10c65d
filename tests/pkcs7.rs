//! Certificates come out of PKCS#7 bundles as they went in.

use crate::support::bundle::bundle;
use crate::support::der::pem;
use crate::support::test_ca::ThreeLevels;
use bars_csr::certificate::Certificate;
use bars_csr::pkcs7::{OpenError, open};
use bars_csr::reader::{Change, Found, Item, Place, ReadError, Stop, read};

/// The certificates in an input, each of which must be inside a bundle.
pub fn certificates(input: &[u8]) -> Vec<Vec<u8>> {
    let reading = read(input).expect("it is read");
    let inside = |found: Found| match found {
        Found { item: Item::Certificate(der), place: Place { in_bundle: true, .. } } => der,
        other => panic!("{other:?}"),
    };
    reading.found.into_iter().map(inside).collect()
}

/// The same message with every length of what is made of elements indefinite, and the octets of
/// octet strings in two parts: BER (X.690 sections 8.1.3.6 and 8.7.3). Certificates stay as they are.
pub fn to_ber(der: &[u8], depth: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = der;
    while !rest.is_empty() {
        let (header, length) = match rest[1] {
            short @ 0..=0x7f => (2, usize::from(short)),
            0x81 => (3, usize::from(rest[2])),
            _ => (4, usize::from(rest[2]) << 8 | usize::from(rest[3])),
        };
        let (element, after) = rest.split_at(header + length);
        let contents = &element[header..];
        match element[0] {
            0x30 if depth == 4 => out.extend(element),
            tag if tag & 0x20 != 0 => {
                out.extend([tag, 0x80]);
                out.extend(to_ber(contents, depth + 1));
                out.extend([0, 0]);
            }
            0x04 if length > 1 && length < 128 => {
                let (first, second) = contents.split_at(length / 2);
                out.extend([0x24, 0x80]);
                for part in [first, second] {
                    out.extend([0x04, u8::try_from(part.len()).unwrap()]);
                    out.extend(part);
                }
                out.extend([0, 0]);
            }
            _ => out.extend(element),
        }
        rest = after;
    }
    out
}

#[test]
fn the_label_may_be_any_of_those_in_use() {
    let levels = ThreeLevels::new();
    let (path, bundle) = (levels.all(), bundle(&levels.all()));
    let path: Vec<&[u8]> = path.iter().map(Certificate::as_der).collect();
    for (label, said) in [("PKCS7", 0), ("CMS", 0), ("PKCS #7 SIGNED DATA", 0), ("CERTIFICATE", 1)] {
        let text = pem(label, &bundle);
        assert!(certificates(text.as_bytes()) == path, "{label}");
        let repairs = read(text.as_bytes()).expect("it is read").repairs;
        assert_eq!(repairs.len(), said);
        assert!(repairs.iter().all(|repair| matches!(repair.change, Change::WrongLabel { .. })));
    }
}

#[test]
fn no_prefix_and_no_changed_octet_brings_it_down() {
    let der = bundle([&ThreeLevels::new().leaf]);
    for whole in [to_ber(&der, 0), der] {
        for length in 0..whole.len() {
            assert!(open(&whole[..length]).is_err());
        }
        for at in 0..whole.len() {
            for octet in [0, 0x30, 0x80, 0x84, 0xff] {
                let mut changed = whole.clone();
                changed[at] = octet;
                let _ = open(&changed);
                let _ = read(&changed);
            }
        }
    }
}

#[test]
fn depth_costs_nothing() {
    let deep = [0x30, 0x80].repeat(500_000);
    assert_eq!(open(&deep), Err(OpenError::Damaged));
    let stop = Some(Stop::Short { octets: deep.len(), missing: None });
    assert_eq!(read(&deep), Err(ReadError::DamagedDer { label: None, stop }));
    let ended = [[0x30, 0x80].repeat(250_000), vec![0; 500_000]].concat();
    assert_eq!(open(&ended), Err(OpenError::Damaged));
    assert!(read(&ended).is_err());
}
