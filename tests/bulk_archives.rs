//! Archives as the Finder, the Explorer and other programs make them.

use crate::bulk_returned::{NAMES, batch, given, paired};
use crate::support::batch::Passwords;
use crate::support::test_ca::NOW;
use crate::support::way_back::WayBack;
use crate::support::zip::{compressed_files, unpack};
use bars_csr::bulk::LIMITS;
use bars_csr::bulk::archive::{Entry, pack};
use bars_csr::reader::{Place, ReadError, read, read_within};

const PROXY: &str = include_str!("vectors/bars-proxy.spineservices.nhs.uk.pem");

fn entry<'a>(path: &str, octets: &'a [u8]) -> Entry<'a> {
    Entry { path: path.to_owned(), octets, is_private: false }
}

#[test]
fn what_the_finder_and_the_explorer_add_is_no_file() {
    let added = [
        "__MACOSX/._a.pem",
        "__MACOSX/in/._b.pem",
        "._c.pem",
        ".DS_Store",
        "in/.DS_Store",
        "Thumbs.db",
        "in\\desktop.ini",
    ];
    let mut entries: Vec<Entry<'_>> =
        added.iter().map(|path| entry(path, b"\0\x05\x16\x07 of the Finder")).collect();
    entries.push(entry("a.pem", PROXY.as_bytes()));
    let reading = read(&pack(&entries, NOW).expect("an archive")).expect("it is read");
    assert_eq!((reading.found.len(), reading.unread), (1, Vec::new()));
    // What is called almost so is one.
    let named =
        pack(&[entry("__MACOSX.pem", PROXY.as_bytes()), entry("DS_Store.pem", PROXY.as_bytes())], NOW);
    assert_eq!(read(&named.expect("an archive")).expect("it is read").found.len(), 2);
}

#[test]
fn a_thousand_names_zipped_again_by_the_finder_are_read() {
    let (batch, authority, certificates) = batch(Passwords::None);
    let files = unpack(&batch.zip);
    let mut entries = Vec::new();
    for (path, octets) in &files {
        entries.push(entry(&format!("certificate-requests/{path}"), octets));
        entries.push(entry(&format!("__MACOSX/certificate-requests/._{path}"), b"\0\x05\x16\x07"));
    }
    // As many folders and files as there are for a thousand names, and what the Finder adds to each.
    let key = files[&format!("{0}/{0}.key", NAMES[0])].as_slice();
    for number in 0..1_000 {
        let name = format!("BaRS-INT-B{number}.supplier.thirdparty.nhs.uk");
        for end in ["key", "csr"] {
            entries.push(entry(&format!("certificate-requests/{name}/{name}.{end}"), key));
            entries.push(entry(
                &format!("__MACOSX/certificate-requests/{name}/._{name}.{end}"),
                b"\0\x05\x16\x07",
            ));
        }
        entries.push(entry(&format!("certificate-requests/{name}/"), b""));
        entries.push(entry(&format!("__MACOSX/certificate-requests/{name}/"), b""));
    }
    let zip = pack(&entries, NOW).expect("an archive");
    assert!(entries.len() > usize::try_from(LIMITS.entries).expect("a number"));
    let documents = vec![given("again.zip", &zip), given("a.p7b", &authority.bundle(&certificates))];
    let back = WayBack::read(documents, None);
    assert_eq!(back.verdicts(), NAMES.map(paired));
    assert_eq!(back.returned.notes.len(), 1, "{:?}", back.returned.notes);
}

/// The octets of an archive in which entries are marked as locked.
fn locked(files: &[(&str, &[u8])], is_locked: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut archive = compressed_files(files);
    let mut number = 0;
    for at in 0..archive.len().saturating_sub(10) {
        if archive[at..].starts_with(b"PK\x01\x02") {
            archive[at + 8] |= u8::from(is_locked(number));
            number += 1;
        }
    }
    archive
}

#[test]
fn a_locked_archive_says_so_once() {
    let names: Vec<String> = (0..40).map(|number| format!("{number}.key")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), PROXY.as_bytes())).collect();
    assert_eq!(read(&locked(&files, |_| true)), Err(ReadError::LockedZip));
    let reading = read(&locked(&files, |number| number > 0)).expect("one is read");
    assert_eq!(reading.found.len(), 1);
    let [unread] = reading.unread.as_slice() else { panic!("{:?}", reading.unread) };
    assert_eq!(unread.error, ReadError::EncryptedEntry { others: 38 });
    assert_eq!(unread.place, Place { entry: Some("1.key".into()), ..Place::default() });

    let (_, authority, certificates) = batch(Passwords::None);
    let said = |zip: &[u8]| {
        let documents = vec![given("keys.zip", zip), given("a.p7b", &authority.bundle(&certificates))];
        WayBack::read(documents, None).returned.notes
    };
    let notes = said(&locked(&files, |_| true));
    assert_eq!(
        notes[0],
        "keys.zip: This zip archive is locked with a password. Unpack it first, and give the files that were in it."
    );
    assert!(!notes[1..].iter().any(|note| note.contains("locked")), "{notes:?}");
    assert_eq!(
        said(&locked(&files, |number| number > 1))[0],
        "keys.zip/2.key: It and 37 other files are locked with a password. Unpack the zip archive first."
    );
}

#[test]
fn what_is_no_zip_and_what_is_empty_is_named_with_what_to_do() {
    let (_, authority, certificates) = batch(Passwords::None);
    let said = |name: &str, octets: &[u8]| {
        let documents = vec![given(name, octets), given("a.p7b", &authority.bundle(&certificates))];
        WayBack::read(documents, None).returned.notes.remove(0)
    };
    let empty = pack(&[], NOW).expect("an archive");
    assert_eq!(said("empty.zip", &empty), "empty.zip: This zip archive is empty.");
    let others = [
        ("keys.7z", b"7z\xbc\xaf\x27\x1c\0\x04".as_slice(), "a 7-Zip archive (.7z)"),
        ("keys.rar", b"Rar!\x1a\x07\x01\0", "a RAR archive (.rar)"),
        ("keys.tar.gz", b"\x1f\x8b\x08\0\0\0\0\0", "a gzip archive (.gz)"),
        ("keys.tgz", b"\x1f\x8b\x08\x08\x11\x22\x33\x44", "a gzip archive (.gz)"),
    ];
    for (name, octets, what) in others {
        let sentence =
            format!("{name}: This looks like {what}. Unpack it, and give the files that were in it.");
        assert_eq!(said(name, octets), sentence);
    }
}

#[test]
fn a_damaged_entry_is_named_in_full() {
    let (_, authority, certificates) = batch(Passwords::None);
    let path = format!("certificate-requests/2026-11/{0}/{0}.key", NAMES[0]);
    let zip = pack(&[entry(&path, b"-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n")], NOW);
    let zip = zip.expect("an archive");
    let documents = vec![given("again.zip", &zip), given("a.p7b", &authority.bundle(&certificates))];
    let note = WayBack::read(documents, None).returned.notes.remove(0);
    assert!(note.starts_with(&format!("again.zip/{path}: The block PRIVATE KEY is cut short")), "{note}");
}

#[test]
fn an_email_with_the_keys_and_the_passwords_is_read() {
    let (batch, authority, certificates) = batch(Passwords::OneForEach);
    let encoded = |octets: &[u8]| {
        use base64ct::Encoding;
        base64ct::Base64::encode_string(octets)
    };
    let attachment = |name: &str, octets: &[u8]| {
        format!(
            "--b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{}\r\n",
            encoded(octets)
        )
    };
    let text = "--b\r\nContent-Type: text/plain\r\n\r\nDear all, here they are, with the passwords.\r\n";
    let mail = format!(
        "From: itoc@example.nhs.uk\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{text}{}{}{}--b--\r\n",
        attachment("certificate-requests.zip", &batch.zip),
        attachment("passwords.csv", batch.passwords.as_deref().expect("a table")),
        attachment("all.p7b", &authority.bundle(&certificates)),
    );
    let back = WayBack::read(vec![given("mail.eml", mail.as_bytes())], None);
    assert_eq!(back.verdicts(), NAMES.map(paired));
    assert_eq!(back.returned.notes.len(), 1, "{:?}", back.returned.notes);
    assert!(read_within(mail.as_bytes(), &LIMITS).is_ok());
}
