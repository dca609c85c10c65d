//! What other programs answered wrongly is read, or named for what it is.

use crate::support::desk::{document, inspect, perform};
use crate::support::reports::{LEAF, ROOT, SUB, certificates, changes, digests, file, key, leaf, reading};
use crate::support::test_ca::NOW;
use bars_csr::job::{Job, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::reader::{
    Appearance, Change, Found, Item, ItemKind, KeyForm, Place, ReadError, Repair, Unread, read,
};

fn behind(kind: ItemKind, octets: usize) -> Change {
    Change::OctetsBehind { kind, octets }
}

#[test]
fn a_file_in_two_encodings_gives_both_certificates_and_says_where_the_second_begins() {
    let reading = reading(file("ascii-then-utf16.pem"));
    assert_eq!(digests(&reading), [LEAF, SUB]);
    let place = Place { line: Some(22), ..Place::default() };
    assert_eq!(reading.repairs, [Repair { change: Change::PartlyUtf16, place }]);
}

#[test]
fn what_is_attached_to_an_email_is_read() {
    assert_eq!(certificates(file("both.eml")), [SUB, LEAF]);
    let reading = reading(file("pem-attached.eml"));
    assert_eq!(digests(&reading), [LEAF, SUB, ROOT]);
    let entries: Vec<&str> = reading.found.iter().filter_map(|found| found.place.entry.as_deref()).collect();
    assert_eq!(entries, ["cert.pem"; 3]);
    assert_eq!((reading.repairs, reading.unread), (Vec::new(), Vec::new()));
}

#[test]
fn base64_of_pem_is_read() {
    let reading = reading(file("tls.crt.b64"));
    assert_eq!(digests(&reading), [LEAF, SUB, ROOT]);
    assert_eq!(changes(&reading), [Change::Base64]);
}

#[test]
fn octets_behind_der_are_left_out_with_a_note() {
    for (name, item, octets) in [
        ("cert-nul.cer", Item::Certificate(leaf()), 904),
        ("key-nul.der", Item::PrivateKey { form: KeyForm::Pkcs8, der: key().into() }, 1_216),
        ("file-nul.pfx", Item::Pkcs12(file("file-nul.pfx")[..4_620].to_vec().into()), 4_620),
    ] {
        let reading = reading(file(name));
        let kind = item.kind();
        assert_eq!(reading.found, [Found { item, place: Place::default() }], "{name}");
        let place = Place { octet: Some(octets), ..Place::default() };
        assert_eq!(reading.repairs, [Repair { change: behind(kind, 16), place }], "{name}");
    }
}

#[test]
fn an_octet_behind_der_inside_pem_is_left_out_with_a_note() {
    let reading = reading(file("cert-nl.pem"));
    assert_eq!(digests(&reading), [LEAF]);
    assert_eq!(changes(&reading), [behind(ItemKind::Certificate, 1)]);
}

#[test]
fn a_key_that_is_given_twice_is_one_key() {
    let source = Field::KeyFile;
    let job = Job::OpenKey { source, password: None };
    let documents = vec![document(source, "key-twice.pem", &file("key-twice.pem"))];
    let Outcome::KeyOpened(opened) = perform(&mut Keyholder::default(), job, documents).outcome else {
        panic!("it was not opened")
    };
    assert_eq!(opened.notes, ["The same private key is in it twice. It is one key."]);
}

#[test]
fn a_begin_line_that_was_copied_twice_opens_one_block() {
    let reading = reading(file("begin-twice.pem"));
    assert_eq!(digests(&reading), [LEAF]);
    assert_eq!(changes(&reading), [Change::BeginTwice { label: "CERTIFICATE".to_owned() }]);
}

#[test]
fn line_ends_that_were_escaped_twice_are_undone() {
    let reading = reading(file("escaped-twice.txt"));
    assert_eq!(digests(&reading), [LEAF]);
    assert_eq!(changes(&reading), [Change::Escapes]);
}

#[test]
fn padding_of_base64_is_no_sign_of_quoted_printable() {
    let reading = reading(file("indented.yaml"));
    let kinds: Vec<ItemKind> = reading.items().map(Item::kind).collect();
    assert_eq!(kinds, [ItemKind::Certificate, ItemKind::PrivateKey(KeyForm::Pkcs8)]);
    assert_eq!(reading.repairs, []);
}

#[test]
fn keys_in_other_forms_are_named_with_what_to_do() {
    for (name, appearance, sentence) in [
        (
            "key.ppk",
            Appearance::PuttyKey,
            "This looks like a private key of PuTTY (.ppk). That form is not read here. Load it in PuTTYgen, choose Conversions and then Export OpenSSH key, and give the file that this writes.",
        ),
        (
            "key.xml",
            Appearance::XmlKey,
            "This looks like an RSA key as XML, as .NET writes it. That form is not read here. Convert it in PowerShell 7.3 or later with: $key = [Security.Cryptography.RSA]::Create(); $key.FromXmlString((Get-Content key.xml -Raw)); $key.ExportPkcs8PrivateKeyPem() > new.key",
        ),
    ] {
        assert_eq!(read(&file(name)), Err(ReadError::NotRecognised { appearance }), "{name}");
        let source = Field::KeyFile;
        let job = Job::OpenKey { source, password: None };
        let Outcome::Refused(messages) =
            perform(&mut Keyholder::default(), job, vec![document(source, name, &file(name))]).outcome
        else {
            panic!("{name} was opened")
        };
        assert_eq!(messages[0].sentence, sentence);
        let beside = [file(name), b"\n".to_vec(), file("begin-twice.pem")].concat();
        let reading = reading(&beside);
        assert_eq!(digests(&reading), [LEAF], "{name}");
        let place = Place { line: Some(1), ..Place::default() };
        assert_eq!(reading.unread, [Unread { place, error: ReadError::NotRecognised { appearance } }]);
    }
}

#[test]
fn what_turns_the_direction_of_writing_is_shown_by_its_number() {
    let documents = vec![document(Field::InspectFile, "a\u{202e}.pem", &file("bidi.pem"))];
    let inspected = inspect(&mut Keyholder::default(), documents, None, NOW);
    let item = &inspected.items[0];
    let subject = item.facts.iter().find(|fact| fact.name == "Subject").expect("a subject");
    assert_eq!(subject.value, "CN=BaRS-INT-X26.U+202Esupplier.thirdparty.nhs.uk");
    assert_eq!(item.title, "A certificate for BaRS-INT-X26.U+202Esupplier.thirdparty.nhs.uk");
    assert_eq!(item.place, "aU+202E.pem");
    let checks = item.checks.iter().map(|check| check.sentence.as_str());
    let facts = item.facts.iter().map(|fact| fact.value.as_str());
    assert!(checks.chain(facts).all(|text| !text.contains('\u{202e}')));
}
