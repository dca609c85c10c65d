//! Where something was found, and what was put right to find it.

use super::input::{found_kinds, short};
use super::joined;
use crate::pkcs7::ContentType;
use crate::reader::{Change, ItemKind, Place, Repair};

/// At most so many kinds of repair are told.
const MOST_SENTENCES: usize = 12;

/// At most so many places are named.
const MOST_PLACES: usize = 3;

/// What was put right, one sentence for each kind of it, with the places.
pub fn repairs(repairs: &[Repair], name: &str) -> Vec<String> {
    let of_file = if name.is_empty() { String::new() } else { format!("{}: ", short(name)) };
    let mut changes: Vec<&Change> = Vec::new();
    for repair in repairs {
        if changes.len() < MOST_SENTENCES && !changes.contains(&&repair.change) {
            changes.push(&repair.change);
        }
    }
    let told = |repair: &&Repair| changes.contains(&&repair.change);
    let more = repairs.len().saturating_sub(repairs.iter().filter(told).count());
    let sentence = |change: &Change| {
        let places: Vec<String> = repairs
            .iter()
            .filter(|repair| repair.change == *change)
            .filter_map(|repair| place(&repair.place))
            .collect();
        format!("{of_file}{}{}.", what_was_done(change), at(&places))
    };
    let rest = (more > 0).then(|| format!("{of_file}{more} more things were put right."));
    changes.iter().copied().map(sentence).chain(rest).collect()
}

/// Where something is, in words; nothing for the whole input.
pub fn place(place: &Place) -> Option<String> {
    let line = place.line.map(|line| format!("line {line}"));
    let octet = place.octet.map(|octet| format!("octet {octet}"));
    let bundle = place.in_bundle.then(|| "in a PKCS#7 bundle".to_owned());
    let words: Vec<String> =
        place.entry.as_deref().map(short).into_iter().chain(line).chain(octet).chain(bundle).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn at(places: &[String]) -> String {
    let (named, others) = places.split_at(places.len().min(MOST_PLACES));
    let mut words = named.to_vec();
    if !others.is_empty() {
        words.push(format!("{} more", others.len()));
    }
    if words.is_empty() { String::new() } else { format!(" ({})", joined(&words)) }
}

/// A sentence without its full stop.
fn what_was_done(change: &Change) -> String {
    match change {
        Change::Utf16 => "The text is in UTF-16, as Notepad can save it, and was read so".to_owned(),
        Change::PartlyUtf16 => {
            "A part of the text is in UTF-16, as PowerShell adds it to a file, and was read so".to_owned()
        }
        Change::Base64 => "Base64 around it, as in a secret of Kubernetes, was undone".to_owned(),
        Change::QuotedPrintable => {
            "Signs of quoted-printable, a code of mail programs, were undone".to_owned()
        }
        Change::Html => "HTML was taken out of the text".to_owned(),
        Change::Percent => {
            "Percent signs with two digits, as web addresses have them, were undone".to_owned()
        }
        Change::QuotationMarks => {
            "Quotation marks around lines, as program code has them, were taken away".to_owned()
        }
        Change::Escapes => "Backslashes, as program code has them, were undone".to_owned(),
        Change::UnusualSpaces => "Unusual spaces were taken as plain ones".to_owned(),
        Change::InvisibleCharacters => "Invisible characters were taken out".to_owned(),
        Change::UnusualDashes => {
            "Dashes that a word processor had changed were taken as plain ones".to_owned()
        }
        Change::Quoting => "Marks of quoting, such as >, were taken away".to_owned(),
        Change::Base64Url => "The text is in base64url, and was read so".to_owned(),
        Change::Dashes { opens, label, before, after } => {
            let marker = format!("The line {} {}", if *opens { "BEGIN" } else { "END" }, short(label));
            if before.saturating_add(*after) < 10 {
                format!(
                    "{marker} had lost {}its dashes",
                    if *before == 0 && *after == 0 { "" } else { "some of " }
                )
            } else {
                format!("{marker} had more or fewer than five dashes on each side")
            }
        }
        Change::OtherEnd { opens, closes } => {
            format!("What BEGIN {} opens, END {} closes", short(opens), short(closes))
        }
        Change::BeginTwice { label } => {
            format!("A line BEGIN {} with nothing to open was left out", short(label))
        }
        Change::BeginMissing { label } => format!("The line BEGIN {} was missing", short(label)),
        Change::EndMissing { label } => format!("The line END {} was missing", short(label)),
        Change::MarkersMissing => "The lines BEGIN and END were missing".to_owned(),
        Change::WrongLabel { label, kind } => {
            format!("What is marked as {} is {}", short(label), thing(kind))
        }
        Change::TrustSettings => "Settings of OpenSSL behind the certificate were left out".to_owned(),
        Change::OctetsBehind { kind, octets } => {
            let (octets, were) = if *octets == 1 {
                ("1 octet".to_owned(), "was")
            } else {
                (format!("{octets} octets"), "were")
            };
            format!("Behind {}, {octets} {were} left out", the(kind))
        }
        Change::TextBehind { kind } => {
            format!("Text between {} and its line END was left out", the(kind))
        }
    }
}

/// What something is that was found.
fn thing(kind: &ItemKind) -> String {
    match kind {
        ItemKind::Pkcs7(ContentType::SignedData) => "a PKCS#7 bundle (.p7b)".to_owned(),
        other => found_kinds(std::slice::from_ref(other)),
    }
}

/// The same, where it was spoken of before.
fn the(kind: &ItemKind) -> String {
    let thing = thing(kind);
    let noun = thing.strip_prefix("a ").or_else(|| thing.strip_prefix("an ")).unwrap_or(&thing);
    format!("the {noun}")
}
