//! What a person pasted or chose, and what it turned out to be.

use super::{joined, size};
use crate::message::{Field, Message};
use crate::pkcs7::ContentType;
use crate::reader::{Appearance, ItemKind, KeyForm, ReadError, Unread};

/// Why certificates could not be read.
pub fn certificate_input(error: &ReadError, name: &str, source: Field) -> Message {
    let of_file = if name.is_empty() { String::new() } else { format!("{}: ", short(name)) };
    Message::new(source, format!("{of_file}{} A certificate was expected.", unreadable(error)))
}

/// What was given in place of a certificate.
pub fn not_a_certificate(found: &[ItemKind], name: &str, source: Field) -> Message {
    let of_file = if name.is_empty() { "This".to_owned() } else { short(name) };
    Message::new(
        source,
        format!(
            "{of_file} holds {}, not a certificate. {}",
            found_kinds(found),
            if found.contains(&ItemKind::Pkcs12) {
                "Give it where the private key is asked for: its certificates are used as well."
            } else {
                "Give the certificate that NHS England sent."
            }
        ),
    )
}

/// What was given with certificates, and is not used.
pub fn beside_certificates(found: &[ItemKind], name: &str) -> String {
    let what = if name.is_empty() { "The text".to_owned() } else { short(name) };
    format!("{what} also holds {}. Only the certificates in it are used.", found_kinds(found))
}

/// A file, or a pasted text without a name, that is larger than anything that is read here.
pub fn file_too_large(source: Field, name: &str, bytes: u64, most: u64) -> Message {
    let what = if name.is_empty() { "The text".to_owned() } else { short(name) };
    Message::new(
        source,
        format!(
            "{what} has {}. Keys and certificates are far smaller; {} is the most that is read here.",
            size(bytes),
            size(most)
        ),
    )
}

/// An entry of a zip archive that is damaged, beside others that are not.
pub fn damaged_entry(unread: &Unread, name: &str, source: Field) -> Message {
    let name = if name.is_empty() {
        short(&unread.entry)
    } else {
        format!("{} in {}", short(&unread.entry), short(name))
    };
    Message::new(source, format!("{name}: {}", unreadable(&unread.error)))
}

/// Entries of a zip archive that hold nothing that is used.
pub fn passed_over(unread: &[&Unread], name: &str) -> Option<String> {
    let of_file = if name.is_empty() { String::new() } else { format!("{}: ", short(name)) };
    let listed = entries(unread.iter().copied())?;
    Some(format!("{of_file}In the zip archive, {listed} not used."))
}

/// A file, or one without a name that a worker has made, that the browser could not read.
pub fn file_unreadable(source: Field, name: &str) -> Message {
    let what = if name.is_empty() { "A finished file".to_owned() } else { short(name) };
    let how =
        if name.is_empty() { "Try again." } else { "It may have been moved or changed; choose it again." };
    Message::new(source, format!("{what} could not be read. {how}"))
}

/// What was found, in words.
pub fn found_kinds(found: &[ItemKind]) -> String {
    let mut words: Vec<String> = Vec::new();
    for kind in found {
        let word = match kind {
            ItemKind::Certificate => "a certificate".to_owned(),
            ItemKind::Request => "a certificate request".to_owned(),
            ItemKind::PrivateKey(_) => "a private key".to_owned(),
            ItemKind::PublicKey => "a public key".to_owned(),
            ItemKind::Pkcs7(content) => pkcs7(*content).to_owned(),
            ItemKind::Pkcs12 => "a PKCS#12 file (.pfx)".to_owned(),
            ItemKind::RevocationList => "a revocation list".to_owned(),
            ItemKind::Other(label) => format!("a block called \"{}\"", short(label)),
        };
        if !words.contains(&word) && words.len() < 5 {
            words.push(word);
        }
    }
    joined(&words)
}

/// A PKCS#7 message from which nothing can be taken, in words.
fn pkcs7(content: ContentType) -> &'static str {
    match content {
        ContentType::SignedData => "a PKCS#7 bundle (.p7b) without a certificate",
        ContentType::EnvelopedData
        | ContentType::SignedAndEnvelopedData
        | ContentType::EncryptedData
        | ContentType::AuthEnvelopedData => "an encrypted PKCS#7 message",
        ContentType::Data | ContentType::DigestedData | ContentType::AuthenticatedData => {
            "a PKCS#7 message of a kind that carries no certificates"
        }
        ContentType::Other(_) => "a PKCS#7 message of an unknown kind",
    }
}

/// Some entries of a zip archive with what they are, and a verb; none where there is none.
fn entries<'a>(unread: impl ExactSizeIterator<Item = &'a Unread>) -> Option<String> {
    const MOST: usize = 5;
    let more = unread.len().saturating_sub(MOST);
    let verb = if unread.len() == 1 { "is" } else { "are" };
    let mut words: Vec<String> = unread
        .take(MOST)
        .map(|entry| format!("{} ({})", short(&entry.entry), entry_in_words(&entry.error)))
        .collect();
    if more > 0 {
        words.push(format!("{more} more"));
    }
    (!words.is_empty()).then(|| format!("{} {verb}", joined(&words)))
}

fn entry_in_words(error: &ReadError) -> &'static str {
    match error {
        ReadError::Empty => "empty",
        ReadError::TooLarge { .. } => "too large",
        ReadError::NotRecognised { appearance } => appearance_in_words(*appearance),
        ReadError::EncryptedEntry => "locked with a password",
        ReadError::UnknownCompression { .. } => "packed in an unusual way",
        ReadError::ZipInZip => "a zip archive itself",
        ReadError::DamagedBase64 { .. }
        | ReadError::MissingBegin { .. }
        | ReadError::MissingEnd { .. }
        | ReadError::DamagedDer { .. }
        | ReadError::DamagedZip
        | ReadError::TooManyEntries { .. }
        | ReadError::UnpacksTooLarge { .. }
        | ReadError::NothingInZip { .. } => "damaged",
    }
}

/// The form of a private key in words.
pub(super) fn key_form(form: &KeyForm) -> &'static str {
    match form {
        KeyForm::Pkcs8 => "a PKCS#8 key",
        KeyForm::EncryptedPkcs8 => "a PKCS#8 key with a password",
        KeyForm::Pkcs1 => "an RSA key in PKCS#1 form",
        KeyForm::OpenSslEncrypted { .. } => {
            "a key in the older OpenSSL form, with Proc-Type and DEK-Info lines"
        }
        KeyForm::Sec1 => "an elliptic curve key",
        KeyForm::OpenSsh => "a key in OpenSSH's own form",
        KeyForm::Dsa => "a DSA key",
    }
}

/// Why nothing could be made of an input: what was found.
pub(super) fn unreadable(error: &ReadError) -> String {
    match error {
        ReadError::Empty => "This is empty.".to_owned(),
        ReadError::TooLarge { bytes, most } => {
            let number = |count: usize| size(u64::try_from(count).unwrap_or(u64::MAX));
            format!("This has {}; {} is the most that is read here.", number(*bytes), number(*most))
        }
        ReadError::NotRecognised { appearance } => {
            format!("This looks like {}.", appearance_in_words(*appearance))
        }
        ReadError::DamagedBase64 { label, line } => {
            format!(
                "{} is damaged in line {line}: a character is wrong, missing or too many. Copy the whole text again.",
                block(label.as_deref())
            )
        }
        ReadError::MissingBegin { label } => {
            format!("The line BEGIN {0} is missing before END {0}. Copy the whole text again.", short(label))
        }
        ReadError::MissingEnd { label } => {
            format!(
                "The text after BEGIN {0} breaks off before END {0}. Copy the whole text again.",
                short(label)
            )
        }
        ReadError::DamagedDer { label } => {
            format!(
                "{} is cut short or damaged. Use the original file, or copy the whole text again.",
                block(label.as_deref())
            )
        }
        ReadError::DamagedZip => "This zip archive is cut short or damaged. Get it again.".to_owned(),
        ReadError::TooManyEntries { most } => {
            format!("This zip archive has more than {most} files in it. Take out the files that are wanted.")
        }
        ReadError::UnpacksTooLarge { bytes, most } => {
            format!(
                "This zip archive unpacks to {}; {} is the most that is read here. Take out the files that are wanted.",
                size(*bytes),
                size(*most)
            )
        }
        ReadError::EncryptedEntry => "It is locked with a password. Unpack the zip archive first.".to_owned(),
        ReadError::UnknownCompression { method } => {
            format!(
                "It is packed in a way that is not read here (method {method}). Unpack the zip archive first."
            )
        }
        ReadError::ZipInZip => "It is a zip archive inside another. Unpack the outer one first.".to_owned(),
        ReadError::NothingInZip { unread } => match entries(unread.iter()) {
            Some(listed) => format!("In this zip archive, {listed} not what is wanted."),
            None => "This zip archive is empty.".to_owned(),
        },
    }
}

fn block(label: Option<&str>) -> String {
    label.map_or_else(|| "This".to_owned(), |label| format!("The block {}", short(label)))
}

fn appearance_in_words(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::Html => "a web page",
        Appearance::Pdf => "a PDF document",
        Appearance::Image => "a picture; the text itself is needed",
        Appearance::OfficeFile => {
            "an office document or an Outlook message; save the attachment in it, or copy its text"
        }
        Appearance::JavaKeyStore => "a Java key store",
        Appearance::PuttyKey => "a key of PuTTY",
        Appearance::CutDer => "the beginning of a file that was cut short",
        Appearance::OtherDer => "a file of the same family (ASN.1) and another kind",
        Appearance::Text => "ordinary text",
        Appearance::Binary => "a file of another kind",
    }
}

/// A name or label from outside, at a length that fits a sentence, without characters that do not
/// show, or turn the direction of writing.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let visible: Vec<char> = text.chars().filter(|&character| !is_hidden(character)).collect();
    let mut short: String = visible.iter().take(MOST).collect();
    if visible.len() > MOST {
        short.push('…');
    }
    short
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}
