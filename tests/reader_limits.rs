//! However small an input is and however much it holds, what is kept of it has a bound.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support::batch::refused;
use crate::support::desk::document;
use crate::support::reports::{digests, leaf, reading};
use crate::support::test_ca::NOW;
use crate::support::zip::{compressed, compressed_files};
use bars_csr::bulk::LIMITS;
use bars_csr::job::BulkJob;
use bars_csr::message::Field;
use bars_csr::reader::{
    Limits, MOST_BYTES, MOST_ENTRY_CHARACTERS, MOST_THINGS, ReadError, Reading, read, read_within,
};

/// The smallest thing that is known: an outline of a public key.
const SMALLEST: [u8; 6] = [0x30, 4, 0x30, 0, 3, 0];

fn most() -> Vec<u8> {
    SMALLEST.repeat(MOST_BYTES / SMALLEST.len())
}

#[test]
fn more_things_than_are_read_are_refused_wherever_they_are() {
    let error = Err(ReadError::TooManyThings { most: MOST_THINGS });
    let just = SMALLEST.repeat(MOST_THINGS);
    assert_eq!(reading(&just).found.len(), MOST_THINGS);
    assert_eq!(read(&[just.as_slice(), &SMALLEST].concat()), error);
    assert_eq!(read(&most()), error);
    let block = "-----BEGIN A-----\nMAA=\n-----END A-----\n";
    assert_eq!(reading(block.repeat(MOST_THINGS)).found.len(), MOST_THINGS);
    assert_eq!(read(block.repeat(MOST_THINGS + 1).as_bytes()), error);
    // One archive shares the limit among its entries.
    let half = SMALLEST.repeat(MOST_THINGS / 2);
    let halves = [("a", half.as_slice()), ("b", &half)];
    assert_eq!(reading(compressed_files(&halves)).found.len(), MOST_THINGS);
    let more = [halves.as_slice(), &[("c", &SMALLEST)]].concat();
    assert_eq!(read(&compressed_files(&more)), error);
}

#[test]
fn a_small_archive_with_a_long_name_and_many_things_is_refused() {
    let zip = compressed(&"n".repeat(65_000), &most());
    assert!(zip.len() < 140_000, "{}", zip.len());
    assert_eq!(read(&zip), Err(ReadError::TooManyThings { most: MOST_THINGS }));
    let given = vec![document(Field::BulkCertificates, "a.zip", &zip)];
    assert_eq!(
        refused(BulkJob::ReadReturned { completes: true, now: NOW }, given),
        "There are more than 2000 certificates, keys or requests. Give those of fewer endpoints."
    );
}

#[test]
fn the_name_of_an_entry_is_kept_once_and_cut_at_its_front() {
    let name = format!("{}/the-last-part.cer", "ä".repeat(30_000));
    let things = SMALLEST.repeat(MOST_THINGS);
    let reading = reading(compressed(&name, &things));
    let names: Vec<&Arc<str>> = reading.found.iter().filter_map(|found| found.place.entry.as_ref()).collect();
    assert_eq!(names.len(), MOST_THINGS);
    let all: BTreeSet<*const u8> = names.iter().map(|name| name.as_ptr()).collect();
    assert_eq!(all.len(), 1);
    assert_eq!(names[0].chars().count(), MOST_ENTRY_CHARACTERS);
    assert!(names[0].starts_with("…ä") && names[0].ends_with("ä/the-last-part.cer"), "{}", names[0]);
}

#[test]
fn what_is_told_beside_the_things_has_a_bound_as_well() {
    let told = |reading: &Reading| reading.repairs.len() + reading.unread.len();
    let certificate = "-----BEGIN CERTIFICATE-----\n\n";
    let damaged = "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n";
    let marks = "> -BEGIN A-\n> MAA=\n> -END A-\n";
    for part in [certificate, damaged, marks, "\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ*"] {
        let text = part.repeat(MOST_BYTES / part.len() / 2);
        let zip: Vec<(String, Vec<u8>)> = (0..20)
            .map(|number| (number.to_string(), text.clone().into_bytes()))
            .chain([("leaf.cer".to_owned(), leaf())])
            .collect();
        let zip: Vec<(&str, &[u8])> =
            zip.iter().map(|(name, octets)| (name.as_str(), octets.as_slice())).collect();
        match read(&compressed_files(&zip)) {
            Ok(reading) => assert!(told(&reading) <= 3 * MOST_THINGS, "{}: {part}", told(&reading)),
            Err(error) => assert_eq!(error, ReadError::TooManyThings { most: MOST_THINGS }, "{part}"),
        }
    }
}

#[test]
fn what_is_not_unpacked_does_not_count() {
    let photo = vec![0u8; 12_000_000];
    let leaf = leaf();
    let names = ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg"];
    let photos = names.iter().map(|name| (*name, photo.as_slice()));
    let all: Vec<(&str, &[u8])> = [("leaf.cer", leaf.as_slice())].into_iter().chain(photos).collect();
    let reading = reading(compressed_files(&all));
    assert_eq!(digests(&reading).len(), 1);
    assert_eq!(reading.unread.len(), 5);
    for unread in &reading.unread {
        assert_eq!(unread.error, ReadError::TooLarge { bytes: photo.len(), most: MOST_BYTES });
    }
}

#[test]
fn an_email_in_an_email_and_its_parts_have_a_bound() {
    let head = "MIME-Version: 1.0\nContent-Type: message/rfc822\n\n";
    assert_eq!(read(head.repeat(20_000).as_bytes()).map(|_| ()).map_err(|_| ()), Err(()));
    let part = "--b\nContent-Type: text/plain\n\na\n";
    let email =
        format!("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{}", part.repeat(1_001));
    assert_eq!(read(email.as_bytes()), Err(ReadError::TooManyEntries { most: 1_000 }));
    let narrow = Limits { things: 3, ..LIMITS };
    assert_eq!(read_within(&SMALLEST.repeat(4), &narrow), Err(ReadError::TooManyThings { most: 3 }));
}
