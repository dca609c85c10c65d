//! What a person pasted or chose, and what it turned out to be.

pub(super) use super::outside::short;
use super::reading::place;
use super::{appearance, joined, sizes};
use crate::message::{Field, Message};
use crate::pkcs7::ContentType;
use crate::reader::{Container, Item, ItemKind, KeyForm, ReadError, Reading, Stop, Unread};

/// Why certificates could not be read.
pub fn certificate_input(error: &ReadError, name: &str, source: Field) -> Message {
    let of_file = if name.is_empty() { String::new() } else { format!("{}: ", short(name)) };
    Message::new(source, format!("{of_file}{}", refusal(error, Expected::Certificate)))
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

/// What stands beside the one private key of an input, and is not used: the same key again, other things,
/// and what was not read.
pub fn beside_key(reading: &Reading) -> Vec<String> {
    let is_key = |kind: &ItemKind| matches!(kind, ItemKind::PrivateKey(_));
    let (keys, others): (Vec<ItemKind>, Vec<ItemKind>) = reading.items().map(Item::kind).partition(is_key);
    let again = match keys.len() {
        0 | 1 => None,
        2 => Some("The same private key is in it twice. It is one key.".to_owned()),
        number => Some(format!("The same private key is in it {number} times. It is one key.")),
    };
    // Where there is no key beside it, the key is that of the PKCS#12 file.
    let others: Vec<ItemKind> =
        others.into_iter().filter(|kind| *kind != ItemKind::Pkcs12 || !keys.is_empty()).collect();
    let what = (!others.is_empty()).then(|| {
        let advice = if others.contains(&ItemKind::Certificate) {
            " Give certificates where they are asked for."
        } else {
            ""
        };
        format!("It also holds {}. Only the private key is used.{advice}", found_kinds(&others))
    });
    let (damaged, passed): (Vec<&Unread>, Vec<&Unread>) =
        reading.unread.iter().partition(|unread| unread.is_damaged());
    let damaged = damaged.into_iter().take(MOST_DAMAGED);
    let damaged = damaged.map(|unread| damaged_entry(unread, "", Field::KeyFile).sentence);
    again.into_iter().chain(what).chain(damaged).chain(passed_over(&passed, "")).collect()
}

/// At most so many parts that are damaged are told beside a key.
const MOST_DAMAGED: usize = 3;

/// A file, or a pasted text without a name, that is larger than anything that is read here.
pub fn file_too_large(source: Field, name: &str, bytes: u64, most: u64) -> Message {
    let what = if name.is_empty() { "The text".to_owned() } else { short(name) };
    let [bytes, most] = sizes(bytes, most);
    Message::new(
        source,
        format!(
            "{what} has {bytes}. Keys and certificates are far smaller; {most} is the most that is read here."
        ),
    )
}

/// A part of an input that is damaged, beside others that are not.
pub fn damaged_entry(unread: &Unread, name: &str, source: Field) -> Message {
    let place = place(&unread.place).unwrap_or_default();
    let place = match (place.as_str(), name) {
        ("", name) => short(name),
        (place, "") => place.to_owned(),
        (place, name) => format!("{place} in {}", short(name)),
    };
    let of_place = if place.is_empty() { String::new() } else { format!("{place}: ") };
    Message::new(source, format!("{of_place}{}", unreadable(&unread.error)))
}

/// Parts of an input that hold nothing that is used.
pub fn passed_over(unread: &[&Unread], name: &str) -> Option<String> {
    let of_file = if name.is_empty() { String::new() } else { format!("{}: ", short(name)) };
    let listed = entries(unread.iter().copied())?;
    Some(format!("{of_file}{listed} not used."))
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
            ItemKind::Other(label) => block_in_words(label),
        };
        if !words.contains(&word) && words.len() < 5 {
            words.push(word);
        }
    }
    joined(&words)
}

/// A PEM block that is not read here, in words.
fn block_in_words(label: &str) -> String {
    match label {
        "PGP PUBLIC KEY BLOCK" | "PGP PRIVATE KEY BLOCK" => "an OpenPGP key".to_owned(),
        "PGP MESSAGE" | "PGP SIGNATURE" | "PGP SIGNED MESSAGE" => "an OpenPGP message".to_owned(),
        "SSH2 PUBLIC KEY" => "a public key for logging in to servers (SSH)".to_owned(),
        "SSH2 ENCRYPTED PRIVATE KEY" => "a private key for logging in to servers (SSH)".to_owned(),
        _ => format!("a block called \"{}\"", short(label)),
    }
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

/// Some parts of an input with what they are, and a verb; none where there is none.
fn entries<'a>(unread: impl ExactSizeIterator<Item = &'a Unread>) -> Option<String> {
    const MOST: usize = 5;
    let more = unread.len().saturating_sub(MOST);
    let verb = if unread.len() == 1 { "is" } else { "are" };
    let mut words: Vec<String> = unread
        .take(MOST)
        .map(|unread| {
            let place = place(&unread.place).unwrap_or_else(|| "the rest".to_owned());
            format!("{place} ({})", entry_in_words(&unread.error))
        })
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
        ReadError::NotRecognised { appearance } => appearance::noun(*appearance),
        ReadError::LockedZip | ReadError::EncryptedEntry { .. } => "locked with a password",
        ReadError::UnknownCompression { .. } => "packed in an unusual way",
        ReadError::ZipInZip => "a zip archive itself",
        ReadError::TooDeep { .. } => "packed too often",
        ReadError::NothingInside { container: Container::Zip, .. } => {
            "a zip archive without a certificate or key"
        }
        ReadError::NothingInside { container: Container::Email, .. } => {
            "an email without a certificate or key"
        }
        ReadError::TooManyThings { .. } => "too much",
        ReadError::DamagedBase64 { .. }
        | ReadError::MissingBegin { .. }
        | ReadError::MissingEnd { .. }
        | ReadError::DamagedDer { .. }
        | ReadError::DamagedZip
        | ReadError::TooManyEntries { .. }
        | ReadError::UnpacksTooLarge { .. } => "damaged",
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

/// What a person was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Certificate,
    Key,
    /// Anything that is read here.
    Any,
}

/// Why nothing could be made of an input: what was found, what was expected, and what to do.
pub(super) fn refusal(error: &ReadError, expected: Expected) -> String {
    let found = match error {
        ReadError::NotRecognised { appearance } => Some(*appearance),
        _ => None,
    };
    let words = match expected {
        Expected::Certificate => "A certificate was expected.",
        Expected::Key => "A private key was expected.",
        Expected::Any => "A certificate, a request, a private key or a .pfx file was expected.",
    };
    let is_other_form = found.is_some_and(appearance::is_key) && expected != Expected::Certificate;
    let words = if is_other_form { "That form is not read here." } else { words };
    let advice = found.and_then(appearance::advice).into_iter();
    [what_was_found(error).as_str(), words].into_iter().chain(advice).collect::<Vec<_>>().join(" ")
}

/// Why nothing could be made of an input: what was found, and what to do.
pub(super) fn unreadable(error: &ReadError) -> String {
    let found = what_was_found(error);
    match error {
        ReadError::NotRecognised { appearance } => match appearance::advice(*appearance) {
            Some(advice) => format!("{found} {advice}"),
            None => found,
        },
        _ => found,
    }
}

fn what_was_found(error: &ReadError) -> String {
    match error {
        ReadError::Empty => "This is empty.".to_owned(),
        ReadError::TooLarge { bytes, most } => {
            let [bytes, most] = sizes(*bytes, *most);
            format!("This has {bytes}; {most} is the most that is read here.")
        }
        ReadError::NotRecognised { appearance } => {
            format!("This looks like {}.", appearance::noun(*appearance))
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
        ReadError::DamagedDer { label, stop } => damaged(&block(label.as_deref()), *stop),
        ReadError::DamagedZip => "This zip archive is cut short or damaged. Get it again.".to_owned(),
        ReadError::TooManyEntries { most } => {
            format!("This has more than {most} files in it. Take out the files that are wanted.")
        }
        ReadError::TooManyThings { most } => format!(
            "This holds more than {} keys, certificates and other things. Give those that are wanted.",
            thousands(*most)
        ),
        ReadError::UnpacksTooLarge { bytes, most } => {
            let [bytes, most] = sizes(*bytes, *most);
            format!(
                "This zip archive unpacks to {bytes}; {most} is the most that is read here. Take out the files that are wanted."
            )
        }
        ReadError::LockedZip => {
            "This zip archive is locked with a password. Unpack it first, and give the files that were in it."
                .to_owned()
        }
        ReadError::EncryptedEntry { others } => match others {
            0 => "It is locked with a password. Unpack the zip archive first.".to_owned(),
            1 => "It and another file are locked with a password. Unpack the zip archive first.".to_owned(),
            _ => format!(
                "It and {} other files are locked with a password. Unpack the zip archive first.",
                thousands(*others)
            ),
        },
        ReadError::UnknownCompression { method } => {
            format!(
                "It is packed in a way that is not read here (method {method}). Unpack the zip archive first."
            )
        }
        ReadError::ZipInZip => "It is a zip archive inside another. Unpack the outer one first.".to_owned(),
        ReadError::TooDeep { most } => {
            format!("This is packed into something else more than {most} times. Unpack it first.")
        }
        ReadError::NothingInside { container, unread } => {
            let what = match container {
                Container::Zip => "zip archive",
                Container::Email => "email",
            };
            match entries(unread.iter()) {
                Some(listed) => format!("In this {what}, {listed} not what is wanted."),
                None => format!("This {what} is empty."),
            }
        }
    }
}

/// Where reading of some octets stops.
fn damaged(block: &str, stop: Option<Stop>) -> String {
    const AGAIN: &str = "Use the original file, or copy the whole text again.";
    let number = |count: usize| thousands(count);
    match stop {
        Some(Stop::Short { octets, missing: Some(missing) }) => {
            let is = if missing == 1 { "is" } else { "are" };
            format!(
                "{block} is cut short: it ends after {} octets, and {} more {is} missing. {AGAIN}",
                number(octets),
                number(missing)
            )
        }
        Some(Stop::Short { octets, missing: None }) => {
            format!("{block} is cut short: it ends after {} octets. {AGAIN}", number(octets))
        }
        Some(Stop::At(octet)) => {
            format!("{block} is damaged: reading stops at octet {}. {AGAIN}", number(octet))
        }
        None => format!("{block} is whole, and of a kind (ASN.1) that is not read here. {AGAIN}"),
    }
}

/// At which octet, from 0, a part begins that cannot be read.
pub(super) fn stops(part: &str, octet: usize) -> String {
    format!("{part} cannot be read, from octet {} on", thousands(octet))
}

fn thousands(count: usize) -> String {
    super::algorithm::thousands(u64::try_from(count).unwrap_or(u64::MAX))
}

fn block(label: Option<&str>) -> String {
    label.map_or_else(|| "This".to_owned(), |label| format!("The block {}", short(label)))
}
