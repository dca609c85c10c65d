//! How much may come back at once.

use crate::support::batch::refused;
use crate::support::der::{octet_string, sequence};
use crate::support::desk::document;
use crate::support::keys::plain_key;
use crate::support::test_ca::NOW;
use crate::support::way_back::WayBack;
use crate::support::zip::compressed;
use bars_csr::bulk::MOST_OCTETS;
use bars_csr::bulk::archive::{Entry, pack};
use bars_csr::job::{BulkJob, Document};
use bars_csr::message::Field;
use bars_csr::reader::{MOST_ENTRIES, ReadError, read};

fn given(name: &str, octets: &[u8]) -> Document {
    document(Field::CertificateFile, name, octets)
}

#[test]
fn more_than_a_batch_can_have_is_refused() {
    let large = vec![b' '; MOST_OCTETS + 1];
    assert_eq!(
        refused(BulkJob::ReadReturned { completes: true, now: NOW }, vec![given("a", &large)]),
        "All files together have more than 33 MB, which is the most that is read at once. Give fewer."
    );
}

#[test]
fn archives_that_unpack_to_more_than_is_read_are_refused() {
    // Sealed keys as far as their outline goes: an empty algorithm, and seven million octets.
    let archive = |number: u8| {
        let octets = sequence(&[&sequence(&[]), &octet_string(&vec![number; 7_000_000])]);
        let zip = compressed("a.key", &octets);
        assert!(zip.len() < 10_000, "{}", zip.len());
        given("a.zip", &zip)
    };
    let back = WayBack::read((0..4).map(archive).collect(), None);
    assert_eq!(back.returned.keys.len(), 4);
    assert_eq!(
        refused(BulkJob::ReadReturned { completes: true, now: NOW }, (0..5).map(archive).collect()),
        "All files together have more than 33 MB, which is the most that is read at once. Give fewer."
    );
}

#[test]
fn an_archive_with_the_files_of_a_thousand_endpoints_is_read() {
    let key = plain_key();
    let entry = |number: usize, end: &str| Entry {
        path: format!("a{number}.nhs.uk/a{number}.nhs.uk.{end}"),
        octets: key,
        is_private: true,
    };
    let entries: Vec<Entry<'_>> =
        (0..1_000).flat_map(|number| ["csr", "key"].map(|end| entry(number, end))).collect();
    let zip = pack(&entries, NOW).expect("an archive");
    assert_eq!(read(&zip), Err(ReadError::TooManyEntries { most: MOST_ENTRIES }));
    let back = WayBack::read(vec![given("a.zip", &zip)], None);
    // The same key a thousand times is one key.
    assert_eq!(back.verdicts(), [["a0.nhs.uk.csr", "No certificate", "fail"].map(str::to_owned)]);
}
