//! Requests and key files of a batch, put together in one archive.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use crate::support::batch::{Batch, Passwords, ask, documents, refused};
use crate::support::test_ca::NOW;
use crate::support::zip::unpack;
use bars_csr::job::BulkJob;
use bars_csr::key::KeySize;
use bars_csr::keyholder::Keyholder;
use bars_csr::sending::{CatalogueEntry, Details};
use bars_csr::wording;

/// The names of a batch: one for integration, one for production, and one of neither form.
pub const NAMES: [&str; 3] = [
    "BaRS-INT-RX7.supplier.thirdparty.nhs.uk",
    "BaRS-PROD-RX8.supplier.thirdparty.nhs.uk",
    "gateway.trust.nhs.uk",
];

/// A file of an archive as text.
fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).expect("text")
}

#[test]
fn a_batch_says_what_is_in_it_and_how_to_send_it() {
    let batch = Batch::make(&NAMES, Passwords::None, NOW);
    let files = unpack(&batch.zip);
    let print = |place: usize| batch.made[place];
    let expected = format!(
        "name,environment,key_bits,public_key_sha256\r\n{},INT,2048,{}\r\n{},PROD,2048,{}\r\n{},,2048,{}\r\n",
        NAMES[0],
        print(0),
        NAMES[1],
        print(1),
        NAMES[2],
        print(2)
    );
    assert_eq!(text(&files, "requests.csv"), expected);
    let names = NAMES.map(|name| bars_csr::name::EndpointName::parse(name).expect("a name"));
    assert_eq!(
        text(&files, "how-to-send.txt"),
        wording::how_to_send(&names.map(CatalogueEntry::of), &Details::default())
    );
    assert!(files.keys().all(|path| !path.contains("password")), "{:?}", files.keys());
}

/// The files of a request that was made, with a password of its own.
fn files() -> Vec<Vec<u8>> {
    let job = BulkJob::MakeRequest {
        name: NAMES[0].to_owned(),
        size: KeySize::Rsa2048,
        password: Passwords::OneForEach.new_password(),
        coming: NonZeroUsize::MIN,
    };
    ask(&mut Keyholder::default(), job, Vec::new()).1
}

#[test]
fn the_same_files_at_the_same_time_give_the_same_archive() {
    let files = files();
    let pack = || {
        let job = BulkJob::PackRequests { has_passwords: true, now: NOW };
        ask(&mut Keyholder::default(), job, documents(&files)).1
    };
    assert_eq!(pack(), pack());
}

#[test]
fn files_that_do_not_fit_together_give_no_archive() {
    let files = files();
    let requests = |has_passwords, files: &[Vec<u8>]| {
        refused(BulkJob::PackRequests { has_passwords, now: NOW }, documents(files))
    };
    let pfx = |names: &[&str], has_passwords, files: &[Vec<u8>]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        refused(BulkJob::PackPfx { names, has_passwords, now: NOW }, documents(files))
    };
    let refusals = [
        requests(false, &[]),
        requests(false, &files),
        requests(false, &files[..1]),
        requests(true, &files[..2]),
        requests(false, &files[1..]),
        pfx(&[], false, &[]),
        pfx(&["a.nhs.uk"], false, &files),
        pfx(&["a.nhs.uk", "b.nhs.uk"], false, &files[..1]),
        pfx(&["a.nhs.uk"], true, &files[..1]),
    ];
    for refusal in refusals {
        assert!(refusal.starts_with("The finished files could not be put together"), "{refusal}");
    }
}

#[test]
fn a_name_from_outside_is_no_path_and_a_name_that_is_there_twice_gets_a_number() {
    let names = ["../../etc/passwd", "a.nhs.uk", "A.nhs.uk"].map(str::to_owned).to_vec();
    let job = BulkJob::PackPfx { names, has_passwords: false, now: NOW };
    let (_, zip) = ask(&mut Keyholder::default(), job, documents(&vec![b"a file".to_vec(); 3]));
    let files = unpack(&zip[0]);
    assert_eq!(files.len(), 3);
    for file in ["certificate.pfx", "a.nhs.uk.pfx", "A.nhs.uk-2.pfx"] {
        assert_eq!(text(&files, file), "a file");
    }
}

#[test]
fn what_is_told_of_a_batch_holds_no_password_and_neither_does_the_archive() {
    let files = files();
    let password = files.last().expect("a password").clone();
    let holds = |octets: &[u8]| octets.windows(password.len()).any(|part| part == password);
    let job = BulkJob::PackRequests { has_passwords: true, now: NOW };
    let (outcome, packed) = ask(&mut Keyholder::default(), job, documents(&files));
    assert!(!holds(&postcard::to_allocvec(&outcome).expect("octets")));
    assert_eq!(packed.iter().map(|file| holds(file)).collect::<Vec<_>>(), [false, true]);
}
