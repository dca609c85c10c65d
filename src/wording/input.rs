//! What a person pasted or chose, and what it turned out to be.

use super::{Field, Message, joined, size};
use crate::reader::{Appearance, ItemKind, KeyForm, MOST_BYTES, ReadError};

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
            "{of_file} holds {}, not a certificate. Give the certificate that NHS England sent.",
            found_kinds(found)
        ),
    )
}

/// What was given with certificates, and is not used.
pub fn beside_certificates(found: &[ItemKind], name: &str) -> String {
    let what = if name.is_empty() { "The text".to_owned() } else { short(name) };
    format!("{what} also holds {}. Only the certificates in it are used.", found_kinds(found))
}

/// A file, or a pasted text without a name, that is larger than anything that is read here.
pub fn file_too_large(source: Field, name: &str, bytes: u64) -> Message {
    let what = if name.is_empty() { "The text".to_owned() } else { short(name) };
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    Message::new(
        source,
        format!(
            "{what} has {}. Keys and certificates are far smaller; {} is the most that is read here.",
            size(bytes),
            size(most)
        ),
    )
}

/// A file that the browser could not read.
pub fn file_unreadable(source: Field, name: &str) -> Message {
    Message::new(
        source,
        format!("{} could not be read. It may have been moved or changed; choose it again.", short(name)),
    )
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
            ItemKind::Pkcs7 => "a PKCS#7 bundle (.p7b)".to_owned(),
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
    }
}

fn block(label: Option<&str>) -> String {
    label.map_or_else(|| "This".to_owned(), |label| format!("The block {}", short(label)))
}

fn appearance_in_words(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::Html => "a web page",
        Appearance::Zip => "a zip archive or an office document",
        Appearance::Pdf => "a PDF document",
        Appearance::Image => "a picture; the text itself is needed",
        Appearance::OfficeFile => {
            "an office document or an Outlook message; save the attachment in it, or copy its text"
        }
        Appearance::JavaKeyStore => "a Java key store",
        Appearance::PuttyKey => "a key of PuTTY",
        Appearance::Utf16 => {
            "text in UTF-16, as some editors save it; save it again as UTF-8, or paste the text"
        }
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
