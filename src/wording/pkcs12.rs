//! PKCS#12 files, and what is missing for one.

use super::input::stops;
use super::joined;
use crate::certificate::{CertificateError, CertificatePart};
use crate::chain::ChainError;
use crate::judge::JudgeError;
use crate::message::{Field, Message};
use crate::pkcs12::{MOST_FRIENDLY_NAME_CHARACTERS, SealError};

/// Why no PKCS#12 file was made.
pub fn pkcs12_refused(error: &SealError) -> Message {
    let sentence = match error {
        SealError::NoCertificate => return certificate_missing(),
        SealError::OtherKey => "No file was made. The certificate was made for another private key.",
        SealError::CompositeFactor => {
            "No file was made. A factor of the private key is not a prime number, so the key is not safe and may not work. Make a new key."
        }
        SealError::FriendlyNameTooLong { characters } => {
            return Message::new(
                Field::FriendlyName,
                format!(
                    "The display name has {characters} characters; {MOST_FRIENDLY_NAME_CHARACTERS} is the most. Use a shorter one."
                ),
            );
        }
        SealError::Encode => {
            "The file could not be written, so none was made. Give fewer certificates, and try again."
        }
        SealError::ReadBack => {
            "The finished file did not read back as it should, so it was thrown away. Try again; if it happens twice, use another computer."
        }
    };
    Message::new(Field::MakePfx, sentence)
}

/// There is no private key yet.
pub fn key_missing(given: bool) -> Message {
    let sentence = if given {
        "The private key is not open yet. See what is said beside it, and enter its password if it has one."
    } else {
        "Give the private key: choose its file, drop it, or paste it."
    };
    Message::new(Field::KeyFile, sentence)
}

/// The key of a finished file is asked for, and is not held any more.
pub fn bundle_key_gone() -> Message {
    Message::new(
        Field::DownloadBundleKey,
        "The private key of this .pfx file is not open here any more. Make the .pfx file again, then save its key.",
    )
}

/// A key was opened, and certificates may have come with it.
pub fn key_opened(bits: u32, fingerprint: &str, certificates: usize) -> String {
    let with = match certificates {
        0 => String::new(),
        1 => " A certificate came with it, and is used below.".to_owned(),
        several => format!(" {several} certificates came with it, and are used below."),
    };
    format!("The private key is open: RSA, {bits} bits. SHA-256 of its public key: {fingerprint}.{with}")
}

/// There is no certificate yet.
pub fn certificate_missing() -> Message {
    Message::new(
        Field::CertificateFile,
        "Give the certificate: choose its file, drop it, or paste what came by email.",
    )
}

/// Why a certificate could not be read, when its own octets are at fault.
pub fn certificate_damaged(error: CertificateError, source: Field, name: &str) -> Message {
    let place = if name.is_empty() { "this text".to_owned() } else { super::input::short(name) };
    let part = damaged_part(error);
    Message::new(
        source,
        format!("A certificate in {place} is damaged: {part}. Copy it again, or use the original file."),
    )
}

/// What of a certificate cannot be read, and where that begins.
pub(super) fn damaged_part(error: CertificateError) -> String {
    let part = match error.part {
        CertificatePart::Structure => "its structure",
        CertificatePart::Signature => "its signature",
        CertificatePart::SerialNumber => "its serial number",
        CertificatePart::Issuer => "the name of its issuer",
        CertificatePart::Validity => "its dates",
        CertificatePart::Subject => "the name in it",
        CertificatePart::PublicKey => "its public key",
        CertificatePart::Extensions => "its extensions",
    };
    stops(part, error.octet)
}

/// Why certificates could not be put in order.
pub fn no_chain(error: ChainError, source: Field) -> Message {
    match error {
        ChainError::Empty => certificate_missing(),
        ChainError::TooMany { certificates, most } => Message::new(
            source,
            format!(
                "There are {certificates} certificates; {most} is the most that is read. Give the ones of this endpoint."
            ),
        ),
    }
}

/// Why there was nothing to judge.
pub fn not_judged(error: &JudgeError, source: Field) -> Message {
    match error {
        JudgeError::Chain(error) => no_chain(*error, source),
        JudgeError::OnlyAuthorities { names } => {
            let these = match names.as_slice() {
                [name] => format!("this is the certificate of the authority {}", super::input::short(name)),
                _ => {
                    let names: Vec<String> =
                        names.iter().take(5).map(|name| super::input::short(name)).collect();
                    format!("these are the authorities' certificates: {}", joined(&names))
                }
            };
            Message::new(
                source,
                format!(
                    "The endpoint's own certificate is not among these: {these}. Add the certificate that came back for your endpoint."
                ),
            )
        }
    }
}

/// What there is to save beside the `.pfx` file.
pub fn chain_hint(chain: bool) -> &'static str {
    if chain {
        "The .pfx holds the chain as well. The separate files are for programs that want them as text."
    } else {
        "No chain was given, so the .pfx holds the certificate alone. The separate file is for programs that want it as text."
    }
}
