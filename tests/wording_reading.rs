//! What is said of inputs that cannot be read, or were put right.

use crate::support::sentences::are_plain;
use bars_csr::message::{Field, Message};
use bars_csr::pkcs7::ContentType;
use bars_csr::reader::{Appearance, Change, Container, ItemKind, Place, ReadError, Repair, Stop, Unread};
use bars_csr::wording;

fn unreadable() -> Vec<Message> {
    use Appearance::*;
    let looks = [
        Html,
        Pdf,
        Image,
        OfficeFile,
        CompoundFile,
        WinmailDat,
        Gzip,
        Tar,
        SevenZip,
        Rar,
        OtherArchive,
        JavaKeyStore,
        NssDatabase,
        WindowsStore,
        PuttyKey,
        XmlKey,
        JsonKey,
        PvkKey,
        SshPublicKey,
        OpenPgp,
        RemoteDesktop,
        InternetShortcut,
        Program,
        EmailSignature,
        CutDer,
        OtherDer,
        Text,
        Binary,
    ];
    let label = || "CERTIFICATE".to_owned();
    let errors = [
        ReadError::Empty,
        ReadError::TooLarge { bytes: 2_000_000, most: 1_048_576 },
        ReadError::DamagedBase64 { label: Some(label()), line: 3 },
        ReadError::MissingBegin { label: label() },
        ReadError::MissingEnd { label: label() },
        ReadError::DamagedDer { label: None, stop: None },
        ReadError::DamagedDer { label: None, stop: Some(Stop::At(1_017)) },
        ReadError::DamagedDer { label: None, stop: Some(Stop::Short { octets: 7, missing: None }) },
        ReadError::DamagedDer { label: None, stop: Some(Stop::Short { octets: 7, missing: Some(1) }) },
        ReadError::TooManyThings { most: 5_000 },
        ReadError::TooDeep { most: 8 },
    ];
    let all = errors.into_iter().chain(looks.map(|appearance| ReadError::NotRecognised { appearance }));
    all.map(|error| wording::certificate_input(&error, "mail.txt", Field::CertificateFile)).collect()
}

fn repairs() -> Vec<String> {
    let label = || "CERTIFICATE".to_owned();
    let dashes = |before, after| Change::Dashes { opens: true, label: label(), before, after };
    let wrong = |kind| Change::WrongLabel { label: label(), kind };
    let changes = [
        Change::Utf16,
        Change::QuotedPrintable,
        Change::Html,
        Change::PartlyUtf16,
        Change::Base64,
        Change::Percent,
        Change::Escapes,
        Change::QuotationMarks,
        Change::BeginTwice { label: label() },
        Change::OctetsBehind { kind: ItemKind::Certificate, octets: 16 },
        Change::OctetsBehind { kind: ItemKind::Pkcs12, octets: 1 },
        Change::TextBehind { kind: ItemKind::Pkcs7(ContentType::SignedData) },
        Change::UnusualSpaces,
        Change::InvisibleCharacters,
        Change::UnusualDashes,
        Change::Quoting,
        Change::Base64Url,
        dashes(0, 0),
        dashes(5, 0),
        dashes(6, 6),
        Change::OtherEnd { opens: label(), closes: label() },
        Change::BeginMissing { label: label() },
        Change::EndMissing { label: label() },
        Change::MarkersMissing,
        wrong(ItemKind::Request),
        wrong(ItemKind::Pkcs7(ContentType::SignedData)),
        Change::TrustSettings,
    ];
    let place = || Place { line: Some(3), ..Place::default() };
    changes
        .into_iter()
        .flat_map(|change| wording::repairs(&[Repair { change, place: place() }], ""))
        .collect()
}

fn zips() -> Vec<String> {
    let label = || Some("CERTIFICATE".to_owned());
    let errors = [
        ReadError::Empty,
        ReadError::TooLarge { bytes: 2_000_000, most: 1_048_576 },
        ReadError::NotRecognised { appearance: Appearance::Text },
        ReadError::DamagedDer { label: label(), stop: None },
        ReadError::LockedZip,
        ReadError::EncryptedEntry { others: 0 },
        ReadError::EncryptedEntry { others: 1 },
        ReadError::EncryptedEntry { others: 1_200 },
        ReadError::UnknownCompression { method: 12 },
        ReadError::ZipInZip,
    ];
    let unread: Vec<Unread> =
        errors.into_iter().map(|error| Unread { place: entry("notes.txt"), error }).collect();
    let all = [
        ReadError::DamagedZip,
        ReadError::TooManyEntries { most: 1000 },
        ReadError::UnpacksTooLarge { bytes: 51_000_000, most: 12_000_000 },
        ReadError::NothingInside { container: Container::Zip, unread: Vec::new() },
        ReadError::NothingInside { container: Container::Zip, unread: unread.clone() },
    ];
    let of_file = |error| wording::certificate_input(&error, "mail.txt", Field::CertificateFile).sentence;
    let damaged = |unread| wording::damaged_entry(unread, "mail.txt", Field::CertificateFile).sentence;
    let references: Vec<&Unread> = unread.iter().collect();
    let passed_over = wording::passed_over(&references, "mail.txt");
    let one = wording::passed_over(&references[..1], "");
    all.into_iter().map(of_file).chain(unread.iter().map(damaged)).chain(passed_over).chain(one).collect()
}

fn entry(name: &str) -> Place {
    Place { entry: Some(name.into()), ..Place::default() }
}

#[test]
fn every_message_about_an_input_is_a_plain_sentence() {
    are_plain(unreadable().into_iter().map(|message| message.sentence));
}

#[test]
fn every_repair_and_every_word_about_a_zip_is_a_plain_sentence() {
    are_plain([repairs(), zips()].concat());
}

#[test]
fn a_repair_says_what_it_was_and_where() {
    let dashes = |opens| Change::Dashes { opens, label: "CERTIFICATE".to_owned(), before: 0, after: 0 };
    let place = |line, entry: Option<&str>| Place {
        entry: entry.map(Into::into),
        line: Some(line),
        ..Place::default()
    };
    let repair = |change, place| Repair { change, place };
    let all = [
        repair(dashes(true), place(3, None)),
        repair(dashes(true), place(30, Some("a.pem"))),
        repair(Change::Utf16, Place::default()),
    ];
    let expected = [
        "mail.txt: The line BEGIN CERTIFICATE had lost its dashes (line 3 and a.pem, line 30).",
        "mail.txt: The text is in UTF-16, as Notepad can save it, and was read so.",
    ];
    assert_eq!(wording::repairs(&all, "mail.txt"), expected);
    let many: Vec<Repair> = (1..=9).map(|line| repair(Change::Quoting, place(line, None))).collect();
    let expected = "Marks of quoting, such as >, were taken away (line 1, line 2, line 3 and 6 more).";
    assert_eq!(wording::repairs(&many, ""), [expected]);
    let labels = (0..500).map(|label| Change::EndMissing { label: format!("{label}") });
    let many: Vec<Repair> = labels.map(|change| repair(change, Place::default())).collect();
    assert_eq!(
        wording::repairs(&many, "").last().map(String::as_str),
        Some("488 more things were put right.")
    );
}

#[test]
fn names_from_outside_are_shortened_and_show_their_control_characters() {
    let name = format!("a\u{1b}[31m\n{}", "b".repeat(500));
    let sentence = wording::file_unreadable(Field::KeyFile, &name).sentence;
    let expected = format!("aU+001B[31mU+000A{}… could not be read.", "b".repeat(43));
    assert!(sentence.starts_with(&expected), "{sentence}");
}
