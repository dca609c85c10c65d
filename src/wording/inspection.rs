//! Things that were inspected: what each is, what it says, and what follows.

mod belonging;
mod certificate;
mod handshake;
mod key;
mod pkcs12;
mod request;

use super::input::{Expected, damaged_entry, found_kinds, passed_over, refusal, short};
use super::{algorithm, check_line, joined, key as keys, pkcs12_given, place, repairs};
use crate::check::{Check, Verdict};
use crate::inspection::{self, Content, Handshake, Inspection, Thing};
use crate::job::Document;
use crate::message::{Field, Message};
use crate::public_key::PublicKey;
use crate::reader::{ItemKind, Place};
use crate::shown::{CheckLine, Fact, Inspected, InspectedItem};

/// At most so many things beside the items are told.
const MOST_ASIDE: usize = 30;

/// Nothing was given to look at.
pub fn nothing_to_inspect() -> Message {
    Message::new(Field::InspectFile, "Choose a file, drop one here, or paste text.")
}

/// How many things were found, and what was taken out of the fields.
pub fn things_found(number: usize, text_kept: bool, password_kept: bool) -> String {
    let found = if number == 1 { "1 thing found.".to_owned() } else { format!("{number} things found.") };
    let taken = match (text_kept, password_kept) {
        (false, false) => "",
        (true, false) => {
            " The pasted text holds a private key, so it was taken out of its field; it is still compared with what you give."
        }
        (false, true) => " The password was taken out of its field; it is still used.",
        (true, true) => {
            " The pasted text holds a private key, so it and the password were taken out of their fields; both are still used."
        }
    };
    found + taken
}

/// All that is said of an inspection of the documents.
pub fn inspected(inspection: &Inspection, documents: &[Document]) -> Inspected {
    let mut said = Inspected {
        items: Vec::new(),
        belonging: belonging::sentences(&inspection.belonging, documents),
        addition: None,
        aside: Vec::new(),
        messages: Vec::new(),
        text_kept: false,
        password_kept: false,
    };
    for (found, document) in inspection.documents.iter().zip(documents) {
        document_said(found, document, &mut said);
    }
    said.aside.extend(inspection.unchecked.map(certificate::unchecked));
    said.aside.truncate(MOST_ASIDE);
    said
}

fn document_said(found: &inspection::Inspected, document: &Document, said: &mut Inspected) {
    let (name, source) = (document.name.as_str(), document.source);
    let printed = std::str::from_utf8(&document.bytes).ok().and_then(Handshake::read);
    said.items.extend(
        printed.as_ref().map(|printed| InspectedItem { place: short(name), ..handshake::item(printed) }),
    );
    match &found.things {
        Ok(things) => said.items.extend(things.iter().map(|thing| item(thing, name))),
        // A server that sends no certificate is said already.
        Err(_) if printed.is_some() => {}
        Err(error) => {
            let sentence = refusal(error, Expected::Any);
            said.items.push(InspectedItem {
                kind: "unknown".to_owned(),
                title: "Not recognised".to_owned(),
                place: short(name),
                summary: sentence.clone(),
                ..InspectedItem::default()
            });
            let of_file = if name.is_empty() { String::new() } else { format!("{}: ", short(name)) };
            said.messages.push(Message::new(source, format!("{of_file}{sentence}")));
        }
    }
    said.aside.extend(repairs(&found.repairs, name));
    let (damaged, others): (Vec<_>, Vec<_>) = found.unread.iter().partition(|entry| entry.is_damaged());
    said.aside.extend(passed_over(&others, name));
    said.aside.extend(damaged.iter().map(|entry| damaged_entry(entry, name, source).sentence));
    if found.more > 0 {
        said.aside.push(format!("{} more things were found and are not shown.", found.more));
    }
    if let Some(wrong) = found.things.iter().flatten().find_map(|thing| wrong_password(&thing.content)) {
        said.messages.push(wrong);
    }
}

/// What is said beside the password, where it does not open the thing.
fn wrong_password(content: &Content) -> Option<Message> {
    use crate::key::OpenKeyError;
    use crate::pkcs12::OpenError;
    let (source, password) = (Field::InspectFile, Field::InspectPassword);
    match content {
        Content::PrivateKey(key) => match &key.public_key {
            Err(error @ OpenKeyError::WrongPassword) => Some(keys::open_key(error, source, password)),
            _ => None,
        },
        Content::Pkcs12(file) => match &file.contents {
            Err(error @ OpenError::WrongPassword) => Some(pkcs12_given::open_pkcs12(error, source, password)),
            _ => None,
        },
        _ => None,
    }
}

fn item(thing: &Thing, name: &str) -> InspectedItem {
    let described = match &thing.content {
        Content::Request(found) => request::item(found),
        Content::Certificate(found) => certificate::item(found),
        Content::PrivateKey(found) => key::item(found),
        Content::PublicKey(found) => key::public(found.as_ref()),
        Content::Bundle(inside) => InspectedItem {
            kind: "pkcs7".to_owned(),
            title: format!("A PKCS#7 bundle (.p7b) with {}", holds(inside)),
            inside: inside.iter().map(|thing| item(thing, "")).collect(),
            ..InspectedItem::default()
        },
        Content::Pkcs7(content) => plain("pkcs7", &found_kinds(&[ItemKind::Pkcs7(*content)])),
        Content::Pkcs12(file) => pkcs12::item(file),
        Content::RevocationList => InspectedItem {
            summary: "It lists certificates that an authority has withdrawn. An endpoint needs none."
                .to_owned(),
            ..plain("crl", "a revocation list")
        },
        Content::Other { label } => plain("unknown", &found_kinds(&[ItemKind::Other(label.clone())])),
    };
    InspectedItem {
        place: whereabouts(name, &thing.place),
        fingerprint: thing.content.public_key().map(PublicKey::fingerprint),
        ..described
    }
}

/// The name of the file and the place in it. The first line is where anybody looks first.
fn whereabouts(name: &str, found: &Place) -> String {
    let found = Place { line: found.line.filter(|&line| line > 1), ..found.clone() };
    let words = [short(name)].into_iter().chain(place(&found)).filter(|text| !text.is_empty());
    words.collect::<Vec<_>>().join(", ")
}

/// An item of which there is nothing more to say than its name.
fn plain(kind: &str, name: &str) -> InspectedItem {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    InspectedItem {
        kind: kind.to_owned(),
        title: first.into_iter().chain(letters).collect(),
        ..InspectedItem::default()
    }
}

/// What is inside something, by number and kind.
fn holds(things: &[Thing]) -> String {
    let number = |of: fn(&Content) -> bool| things.iter().filter(|thing| of(&thing.content)).count();
    let keys = number(|content| matches!(content, Content::PrivateKey(_)));
    let certificates = number(|content| matches!(content, Content::Certificate(_)));
    let others = things.len().saturating_sub(keys).saturating_sub(certificates);
    let words: Vec<String> = [
        (keys, "a private key", "private keys"),
        (certificates, "a certificate", "certificates"),
        (others, "something else", "other things"),
    ]
    .into_iter()
    .filter(|(number, _, _)| *number > 0)
    .map(|(number, one, several)| if number == 1 { one.to_owned() } else { format!("{number} {several}") })
    .collect();
    if words.is_empty() { "nothing".to_owned() } else { joined(&words) }
}

fn fact(name: &str, value: impl Into<String>) -> Fact {
    Fact { name: name.to_owned(), value: value.into(), is_code: false }
}

/// A value that people compare character by character.
fn code(name: &str, value: impl Into<String>) -> Fact {
    Fact { name: name.to_owned(), value: value.into(), is_code: true }
}

/// What kind of key it is, and its digest.
fn key_facts(key: &PublicKey) -> [Fact; 2] {
    [
        fact("Key", algorithm::key_algorithm(key.algorithm())),
        code("SHA-256 of the public key", key.fingerprint().to_string()),
    ]
}

fn lines(checks: &[Check]) -> Vec<CheckLine> {
    checks.iter().map(check_line).collect()
}

/// How many checks failed and how many warn.
fn tally(checks: &[Check]) -> (usize, usize) {
    let of = |verdict| checks.iter().filter(|check| check.result() == verdict).count();
    (of(Verdict::Fail), of(Verdict::Warn))
}
