//! PKCS#12 files that are put together unusually: read where other programs read them, and it is said which do
//! not.

use crate::support::der::{octet_string, oid, sequence, set_of, tagged};
use crate::support::desk::{document, inspect};
use crate::support::element::element;
use crate::support::endpoint::{Endpoint, password};
use crate::support::keys::{key_pem, plain_key};
use crate::support::test_ca::NOW;
use bars_csr::certificate::{CertificateError, CertificatePart};
use bars_csr::inspection::Inspection;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::password_encryption::{Budget, DecryptError, HashFunction, Limits};
use bars_csr::pkcs12::{self, Contents, Description, Encryption, MacDescription, OpenError, Skipped};
use bars_csr::reader::{Item, read};
use bars_csr::shown::InspectedItem;
use bars_csr::wording;

const RC4: &[u8] = include_bytes!("vectors/reports/rc4.pfx");
const SCRYPT: &[u8] = include_bytes!("vectors/reports/scrypt.pfx");
const MAC_SHA224: &[u8] = include_bytes!("vectors/reports/mac-sha224.pfx");
const NO_LOCAL_KEY_ID: &[u8] = include_bytes!("vectors/reports/no-localkeyid.pfx");
const NESTED: &[u8] = include_bytes!("vectors/reports/key-in-nested.pfx");
const FOR_A_GROUP: &[u8] = include_bytes!("vectors/reports/for-a-group.pfx");
const FILE_NUL: &[u8] = include_bytes!("vectors/reports/file-nul.pfx");
const PBMAC1: &[u8] = include_bytes!("vectors/reports/pbmac1-rfc9579-a1.pfx");

#[track_caller]
fn open(file: &[u8]) -> Contents {
    pkcs12::open(file, Some(&password("geheim"))).unwrap_or_else(|error| panic!("{error:?}"))
}

fn refused(file: &[u8], given: Option<&str>) -> Option<OpenError> {
    pkcs12::open(file, given.map(password).as_ref()).err()
}

/// What *Check any file* says of a file under the password `geheim`.
fn look(file: &[u8]) -> InspectedItem {
    let documents = vec![document(Field::InspectFile, "a.pfx", file)];
    let inspected = inspect(&mut Keyholder::default(), documents, Some(password("geheim")), NOW);
    inspected.items.into_iter().next().expect("an item")
}

/// The sentence about who refuses a file that speaks of a program, and the one about who does not.
#[track_caller]
fn said_of(item: &InspectedItem, program: &str) -> (Option<String>, bool) {
    let refused = item
        .refusals
        .iter()
        .find(|sentence| sentence.split(": ").next().is_some_and(|programs| programs.contains(program)));
    let accepted = item.notes.iter().find(|note| note.starts_with("Not known to refuse this file"));
    (refused.cloned(), accepted.is_some_and(|note| note.contains(program)))
}

#[track_caller]
fn is_refused(file: &[u8], program: &str, why: &str) {
    let (refused, accepted) = said_of(&look(file), program);
    let refused = refused.unwrap_or_else(|| panic!("{program} is not said to refuse it"));
    assert!(refused.contains(why), "{refused}");
    assert!(!accepted, "{program} is said not to refuse it");
}

#[track_caller]
fn is_accepted(file: &[u8], program: &str) {
    assert_eq!(said_of(&look(file), program), (None, true), "{program}");
}

#[test]
fn it_is_said_who_refuses_rc4() {
    assert!(open(RC4).key.is_some());
    is_refused(RC4, ".NET 8", "RC4-128");
    is_refused(RC4, "OpenSSL 3", "RC4-128, which is read only with the option -legacy");
    is_accepted(RC4, "Java 17");
}

#[test]
fn it_is_said_who_refuses_scrypt() {
    assert!(open(SCRYPT).key.is_some());
    is_refused(SCRYPT, ".NET 8", "scrypt");
    is_refused(SCRYPT, "Java 17", "scrypt");
    is_accepted(SCRYPT, "OpenSSL 3");
}

#[test]
fn it_is_said_who_refuses_a_mac_of_sha_224() {
    assert!(open(MAC_SHA224).key.is_some());
    is_refused(MAC_SHA224, ".NET 8", "its checksum is made with SHA-224");
    is_accepted(MAC_SHA224, "Java 17");
    is_accepted(MAC_SHA224, "OpenSSL 3");
}

#[test]
fn it_is_said_that_java_finds_no_certificate_for_a_key_without_a_mark() {
    assert!(open(NO_LOCAL_KEY_ID).own_certificate().is_some());
    is_refused(NO_LOCAL_KEY_ID, "Java 17", "invalid null input");
    is_refused(NO_LOCAL_KEY_ID, "Firefox", "localKeyId");
    is_accepted(NO_LOCAL_KEY_ID, ".NET 8");
}

#[test]
fn a_key_in_a_bag_in_a_bag_is_found_and_it_is_said_who_does_not_see_it() {
    let contents = open(NESTED);
    assert!(contents.key.is_some() && contents.own_certificate().is_some());
    is_refused(NESTED, "Java 17", "lies in a bag inside another bag");
    is_refused(NESTED, ".NET 8", "lies in a bag inside another bag");
    is_accepted(NESTED, "OpenSSL 3");
}

#[test]
fn a_file_for_a_group_is_named_and_no_password_is_asked_for() {
    for given in [None, Some("geheim"), Some("anything")] {
        assert_eq!(refused(FOR_A_GROUP, given), Some(OpenError::ForGroup));
    }
    let message = wording::open_pkcs12(&OpenError::ForGroup, Field::KeyFile, Field::UnlockPassword);
    assert_eq!(message.field, Field::KeyFile);
    for part in ["a group or a user of Active Directory", "export the certificate again with a password"] {
        assert!(message.sentence.contains(part), "{}", message.sentence);
    }
    assert_eq!(look(FOR_A_GROUP).summary, message.sentence);
}

#[test]
fn octets_behind_a_file_keep_nobody_from_opening_it() {
    assert!(open(FILE_NUL).key.is_some());
    for behind in [&[0; 8][..], b"\r\n", b"\x30\x03\x02\x01\x05", b"anything"] {
        assert!(open(&[RC4, behind].concat()).key.is_some());
    }
}

#[test]
fn the_first_vector_of_rfc_9579_opens_and_no_change_goes_unnoticed() {
    let contents = pkcs12::open(PBMAC1, Some(&password("1234"))).unwrap_or_else(|error| panic!("{error:?}"));
    assert!(contents.key.is_some() && contents.own_certificate().is_some());
    let mac = Description::read(PBMAC1).expect("a description").mac;
    let sha256 = HashFunction::Sha256;
    let expected = MacDescription::Pbmac1 { hash: sha256, derivation: sha256, iterations: 2_048 };
    assert_eq!(mac, Some(expected));
    assert_eq!(refused(PBMAC1, Some("12345")), Some(OpenError::WrongPassword));
    assert_eq!(refused(PBMAC1, None), Some(OpenError::PasswordNeeded));
    // Iterations and salt of the MAC, as in the appendix's invalid files, and the MAC itself.
    let salt = PBMAC1.windows(4).rposition(|window| window == [0x6f, 0x47, 0x3c, 0x38]).expect("a salt");
    for at in [salt, salt + 10, PBMAC1.len() - 20] {
        let mut changed = PBMAC1.to_vec();
        changed[at] ^= 1;
        assert_eq!(refused(&changed, Some("1234")), Some(OpenError::Damaged), "{at}");
    }
}

/// The PrivateKeyInfo in a file.
fn pkcs8(pem: &[u8]) -> Vec<u8> {
    match read(pem).expect("it is read").found.into_iter().next().map(|found| found.item) {
        Some(Item::PrivateKey { der, .. }) => der.to_vec(),
        other => panic!("{other:?}"),
    }
}

fn bag(kind: u8, value: &[u8], labels: &[Vec<u8>]) -> Vec<u8> {
    let id = oid(&format!("1.2.840.113549.1.12.10.1.{kind}"));
    let labels = if labels.is_empty() { Vec::new() } else { set_of(labels.to_vec()) };
    sequence(&[&id, &tagged(0, &[value]), &labels])
}

/// A file without a MAC that holds bags in the open.
fn file_of(bags: &[&[u8]]) -> Vec<u8> {
    let data =
        |octets: &[u8]| sequence(&[&oid("1.2.840.113549.1.7.1"), &tagged(0, &[&octet_string(octets)])]);
    let parts = sequence(&[&data(&sequence(bags))]);
    sequence(&[&[2, 1, 3], &data(&parts)])
}

#[test]
fn one_key_that_is_there_twice_is_one_key_and_two_are_two() {
    let (one, other) = (pkcs8(plain_key()), pkcs8(key_pem("rsa-other")));
    let (bag_of_one, bag_of_other) = (bag(1, &one, &[]), bag(1, &other, &[]));
    assert!(open(&file_of(&[&bag_of_one, &bag_of_one])).key.is_some());
    let nested = bag(6, &sequence(&[&bag_of_one]), &[]);
    assert!(open(&file_of(&[&bag_of_one, &nested])).key.is_some());
    let error = refused(&file_of(&[&bag_of_one, &bag_of_other, &bag_of_one]), None);
    assert_eq!(error, Some(OpenError::SeveralKeys { count: 2 }));
}

#[test]
fn labels_of_every_kind_are_taken_or_passed_over() {
    let key = pkcs8(plain_key());
    let label = |id: &str, values: &[&[u8]]| sequence(&[&oid(id), &element(0x31, values)]);
    let name = label("1.2.840.113549.1.9.20", &[&element(0x0c, &["näme".as_bytes()])]);
    let unknown = label("1.3.6.1.4.1.99999.1", &[&octet_string(b"x")]);
    let empty = label("1.3.6.1.4.1.99999.2", &[]);
    let mark = label("1.2.840.113549.1.9.21", &[&octet_string(b"1"), &octet_string(b"2")]);
    let labels = [name, unknown, empty, mark.clone(), mark];
    let contents = open(&file_of(&[&bag(1, &key, &labels), &bag(9, &[5, 0], &[])]));
    assert_eq!(contents.friendly_name.as_deref(), Some("näme"));
    assert!(contents.layout.is_name_unusual);
    assert!(matches!(contents.skipped.as_slice(), [Skipped::OtherBag(_)]));
}

#[test]
fn a_damaged_certificate_is_named_and_the_key_beside_it_is_read() {
    let key = pkcs8(plain_key());
    let of = |der: &[u8]| {
        let value = element(0xa0, &[&octet_string(der)]);
        bag(3, &sequence(&[&oid("1.2.840.113549.1.9.22.1"), &value]), &[])
    };
    let good = Endpoint::new().levels.leaf;
    let file = file_of(&[&bag(1, &key, &[]), &of(&[0x30, 0]), &of(good.as_der())]);
    let contents = open(&file);
    assert!(contents.key.is_some());
    assert_eq!(contents.certificates, [good]);
    let error = CertificateError { part: CertificatePart::Structure, octet: 0 };
    assert_eq!(contents.skipped, [Skipped::UnreadableCertificate(error)]);
    let note = "The file also holds a damaged certificate, which was left aside: its structure cannot be read, from octet 0 on.";
    assert!(look(&file).notes.iter().any(|found| found == note));
}

#[test]
fn everything_in_a_job_has_one_budget_for_its_passwords() {
    let endpoint = Endpoint::new();
    let file = endpoint.seal("a good password", Encryption::Modern);
    let given = password("a good password");
    // Each takes 300,000 rounds.
    let limits = Limits { rounds: 700_000, ..Limits::MOST };
    let budget = &mut Budget::of(limits);
    let mut open = || pkcs12::open_with(&file, Some(&given), budget, &mut |_| {}).err();
    let spent = OpenError::Sealed(DecryptError::BudgetSpent);
    assert_eq!([open(), open(), open()], [None, None, Some(spent.clone())]);

    let inspection = Inspection::of(&[&file, &file, &file], Some(&given), &[], limits, NOW, &mut |_| {});
    let opened = inspection.documents.iter().filter(|document| document.holds_opened_secret()).count();
    assert_eq!(opened, 2);
    let message = wording::open_pkcs12(&spent, Field::InspectFile, Field::InspectPassword);
    assert!(message.sentence.contains("Give it by itself."), "{}", message.sentence);
}
