//! The way back: certificates and keys of a batch, in any mixture.

use std::collections::BTreeMap;

use crate::support::batch::{Batch, FOR_ALL, Passwords, ask, refused};
use crate::support::desk::{document, perform};
use crate::support::endpoint::password;
use crate::support::keys::plain_key;
use crate::support::test_ca::NOW;
use crate::support::way_back::{Authority, WayBack};
use crate::support::zip::unpack;
use bars_csr::bulk::PairVerdict;
use bars_csr::certificate::Certificate;
use bars_csr::job::{BulkJob, BulkOutcome, Document, NewPassword, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Encryption;
use bars_csr::wording;

pub const NAMES: [&str; 3] = [
    "BaRS-INT-A1.supplier.thirdparty.nhs.uk",
    "BaRS-INT-A2.supplier.thirdparty.nhs.uk",
    "BaRS-INT-A3.supplier.thirdparty.nhs.uk",
];

pub fn given(name: &str, octets: &[u8]) -> Document {
    document(Field::CertificateFile, name, octets)
}

fn key_of<'a>(files: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a [u8] {
    &files[&format!("{name}/{name}.key")]
}

/// The rows of a table of passwords, without its header: name and password.
pub fn passwords(table: &[u8]) -> Vec<[String; 2]> {
    let text = String::from_utf8(table.to_vec()).expect("ASCII");
    let fields = |line: &str| {
        let mut fields = line.split(',').map(str::to_owned);
        [fields.next().expect("a name"), fields.next().expect("a password")]
    };
    text.lines().skip(1).map(fields).collect()
}

pub fn paired(name: &str) -> [String; 3] {
    [name, "Paired", "warn"].map(str::to_owned)
}

/// Once for all rows: nobody published the test authority.
#[track_caller]
fn is_of_authorities(note: &str) {
    let start =
        "NHS INT Authentication G2 has the name of an NHS authority, but not its published certificate.";
    assert!(note.starts_with(start), "{note}");
}

/// A batch, its authority, and the certificates that came back.
pub fn batch(sealed: Passwords) -> (Batch, Authority, Vec<Certificate>) {
    let batch = Batch::make(&NAMES, sealed, NOW);
    let authority = Authority::new();
    let files = unpack(&batch.zip);
    let table = batch.passwords.as_deref().map(passwords).unwrap_or_default();
    let certificates = NAMES.iter().enumerate().map(|(place, name)| {
        let passphrase = table.get(place).map_or(FOR_ALL, |row| row[1].as_str());
        authority.certify(name, key_of(&files, name), passphrase)
    });
    let certificates = certificates.collect();
    (batch, authority, certificates)
}

#[test]
fn what_has_no_partner_is_named_and_holds_up_nothing_else() {
    let (batch, authority, certificates) = batch(Passwords::None);
    let files = unpack(&batch.zip);
    // The certificate of a stranger; no key for the second name; no certificate for the third.
    let stranger = authority.certify("BaRS-INT-B1.other.thirdparty.nhs.uk", plain_key(), "");
    let documents = vec![
        given("one.cer", certificates[0].as_der()),
        given("", certificates[1].to_pem().as_bytes()),
        given("stranger.cer", stranger.to_pem().as_bytes()),
        given(
            "chain.pem",
            format!("{}{}", authority.root.to_pem(), authority.intermediate.to_pem()).as_bytes(),
        ),
        given("renamed.txt", key_of(&files, NAMES[0])),
        given("folder\\third.KEY", key_of(&files, NAMES[2])),
        given("notes.txt", b"nothing of ours"),
        given("how-to-send.txt", b"of our own archive"),
        given("torn.cer", &certificates[0].as_der()[..300]),
    ];
    let mut back = WayBack::read(documents, None);
    let row = |name: &str, verdict: &str| [name, verdict, "fail"].map(str::to_owned);
    assert_eq!(
        back.verdicts(),
        [
            paired(NAMES[0]),
            row(NAMES[1], "No key"),
            row("BaRS-INT-B1.other.thirdparty.nhs.uk", "No key"),
            row("third", "No certificate"),
        ]
    );
    let [torn, notes, authorities] = back.returned.notes.as_slice() else {
        panic!("{:?}", back.returned.notes)
    };
    let missing = certificates[0].as_der().len() - 300;
    assert_eq!(
        *torn,
        format!(
            "torn.cer: This is cut short: it ends after 300 octets, and {missing} more are missing. Use the original file, or copy the whole text again."
        )
    );
    assert_eq!(notes, "1 file of text holds no key and no certificate.");
    is_of_authorities(authorities);
    let files = back.make(|| NewPassword::Given(password("new")), Encryption::Modern);
    let made: Vec<String> = unpack(&files[0]).into_keys().collect();
    assert_eq!(made, [format!("{}.pfx", NAMES[0])]);
}

#[test]
fn a_key_that_no_password_opens_is_said_to_be_so() {
    let (batch, authority, certificates) = batch(Passwords::OneForAll);
    let documents = || vec![given("a.p7b", &authority.bundle(&certificates)), given("a.zip", &batch.zip)];
    let wrong = WayBack::read(documents(), Some("another"));
    // The request beside a locked key shows whose it is: each endpoint stands there once.
    let refused = |name: &str| [name, "Key refused", "fail"].map(str::to_owned);
    assert_eq!(wrong.verdicts(), NAMES.map(refused));
    let lines = wrong.lines();
    assert_eq!(
        lines[0].sentence,
        "This is not the password of the key. Type it again; capital letters count."
    );
    assert_eq!(wording::pairs_summary(&lines), "0 of 3 endpoints are ready; 3 keys are locked.");
    let none = WayBack::read(documents(), None);
    assert_eq!(none.lines()[0].sentence, "The key has a password. Enter it.");
}

#[test]
fn passwords_are_found_by_what_they_open_or_by_the_name_of_the_file() {
    let (batch, authority, certificates) = batch(Passwords::OneForEach);
    let files = unpack(&batch.zip);
    let table = batch.passwords.as_deref().expect("a table");
    let keys = |names: [&str; 3]| -> Vec<Document> {
        let mut documents: Vec<Document> =
            NAMES.iter().zip(names).map(|(name, file)| given(file, key_of(&files, name))).collect();
        documents.push(given("a.p7b", &authority.bundle(&certificates)));
        documents
    };
    // Whatever the files are called, the digest of what is sealed tells which password is whose.
    let mut documents = keys(["1.key", "2.key", "3.key"]);
    documents.push(given("passwords.csv", table));
    assert_eq!(WayBack::read(documents, None).verdicts(), NAMES.map(paired));
    // Without that column, and with semicolons as a spreadsheet may save them, the name tells it.
    let named: String = std::iter::once("Name;Password\n".to_owned())
        .chain(passwords(table).into_iter().map(|[name, password]| format!("{name};{password}\n")))
        .collect();
    let names = NAMES.map(|name| format!("downloads/{}.key", name.to_uppercase()));
    let mut documents = keys([&names[0], &names[1], &names[2]]);
    documents.push(given("list.csv", named.as_bytes()));
    assert_eq!(WayBack::read(documents, None).verdicts(), NAMES.map(paired));
}

#[test]
fn another_worker_than_the_one_that_opened_the_key_makes_the_file_too() {
    let (batch, authority, certificates) = batch(Passwords::OneForEach);
    let documents = vec![
        given("a.p7b", &authority.bundle(&certificates)),
        given("a.zip", &batch.zip),
        given("p.csv", batch.passwords.as_deref().expect("a table")),
    ];
    let back = WayBack::read(documents, None);
    let pairs = back.pairs();
    let new = || NewPassword::Given(password("new"));
    let (job, documents) = back.job(&pairs[0], new(), Encryption::Modern, None);
    let (outcome, files) = ask(&mut Keyholder::default(), job, documents);
    let BulkOutcome::PfxMade(ending) = outcome else { panic!("no file was made") };
    assert_eq!((ending.name.as_str(), files.len()), (NAMES[0], 1));

    // A key that is not the certificate's makes no file, even if the page were to mix them up.
    let (job, mut mixed) = back.job(&pairs[0], new(), Encryption::Modern, None);
    let (_, others) = back.job(&pairs[1], new(), Encryption::Modern, None);
    let certificate = others.into_iter().nth(1).expect("a certificate");
    mixed[1] = certificate;
    let answer = perform(&mut Keyholder::default(), bars_csr::job::Job::Bulk(job), mixed);
    let Outcome::Refused(messages) = answer.outcome else { panic!("a file was made") };
    assert!(messages[0].sentence.contains("was made for another private key"), "{messages:?}");
}

#[test]
fn certificates_that_ended_or_belong_elsewhere_are_told_apart() {
    let (batch, authority, _) = batch(Passwords::None);
    let files = unpack(&batch.zip);
    let ended = authority.certify_until(NAMES[0], key_of(&files, NAMES[0]), "", "20260101000000Z");
    let crossed = authority.certify("BaRS-PROD-A2.supplier.thirdparty.nhs.uk", key_of(&files, NAMES[1]), "");
    let renewed = authority.certify_until(NAMES[2], key_of(&files, NAMES[2]), "", "20300101000000Z");
    let older = authority.certify_until(NAMES[2], key_of(&files, NAMES[2]), "", "20260101000000Z");
    let documents = vec![
        given("a.p7b", &authority.bundle(&[older, ended, crossed, renewed])),
        given("a.zip", &batch.zip),
    ];
    let back = WayBack::read(documents, None);
    let lines = back.lines();
    let said: Vec<_> =
        lines.iter().map(|line| (line.name.as_str(), line.verdict, line.result.as_str())).collect();
    assert_eq!(
        said,
        [
            (NAMES[2], "Paired", "warn"),
            (NAMES[0], "Ended", "fail"),
            ("BaRS-PROD-A2.supplier.thirdparty.nhs.uk", "Wrong environment", "warn"),
        ]
    );
    assert_eq!(
        lines[0].sentence,
        format!(
            "{} Another certificate for this key is left aside: the newest that is valid is used.",
            bars_csr::wording::AUTHORITY_NOT_PUBLISHED
        )
    );
    assert_eq!(lines[1].sentence, "The certificate ended on 1 January 2026. Send a new request.");
    assert!(
        lines[2].sentence.contains(&format!("The request was for another name, {}.", NAMES[1])),
        "{lines:?}"
    );
    assert_eq!(back.pairs()[0].verdict, PairVerdict::Paired);
}

#[test]
fn a_pfx_is_taken_as_a_key_and_a_damaged_archive_is_said_to_be_so() {
    let endpoint = crate::support::endpoint::Endpoint::new();
    let pfx = endpoint.seal("old", Encryption::Modern);
    let mut certificates = endpoint.path();
    let leaf = certificates.remove(0);
    let chain: String = certificates.iter().map(Certificate::to_pem).collect();
    let documents = vec![
        given("old.pfx", &pfx),
        given("new.cer", leaf.as_der()),
        given("chain.pem", chain.as_bytes()),
        given("broken.zip", b"PK\x03\x04 and nothing else"),
    ];
    let back = WayBack::read(documents, Some("old"));
    assert_eq!(back.verdicts(), [paired(crate::support::test_ca::ENDPOINT_NAME)]);
    let [broken, authorities] = back.returned.notes.as_slice() else { panic!("{:?}", back.returned.notes) };
    assert_eq!(broken, "broken.zip: This zip archive is cut short or damaged. Get it again.");
    is_of_authorities(authorities);
}

#[test]
fn where_nothing_came_back_it_is_said_what_was_given() {
    assert_eq!(
        refused(BulkJob::ReadReturned { completes: true, now: NOW }, vec![given("a.txt", b"hello")]),
        "There is no certificate of an endpoint in it, and no key. 1 file of text holds no key and no certificate."
    );
}
