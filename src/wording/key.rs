//! Private keys and requests.

use super::algorithm::{algorithm, thousands};
use super::input::{Expected, found_kinds, key_form, refusal, short};
use crate::key::{ACCEPTED_BITS, KeyPart, MakeKeyError, OpenKeyError, SealKeyError};
use crate::message::{Field, Message};
use crate::password::Spelling;
use crate::password_encryption::{DecryptError, Limits};
use crate::reader::KeyForm;
use crate::request::MakeRequestError;

/// Why no key was made.
pub fn make_key(error: MakeKeyError) -> Message {
    match error {
        MakeKeyError::SelfTest => Message::new(
            Field::Generate,
            "The new key did not pass its own test, so it was thrown away. Try again; if it happens twice, use another computer.",
        ),
    }
}

/// Why no request was made.
pub fn make_request(error: MakeRequestError) -> Message {
    let what = match error {
        MakeRequestError::Sign => "The new key could not sign the request",
        MakeRequestError::ReadBack => "The request did not read back as it should",
    };
    Message::new(
        Field::Generate,
        format!("{what}, so nothing was kept. Try again; if it happens twice, use another computer."),
    )
}

/// Why no key file was made.
pub fn seal_key(SealKeyError: SealKeyError) -> Message {
    Message::new(
        Field::Generate,
        "The new key could not be written into a file, so it was thrown away. Try again; if it happens twice, use another computer.",
    )
}

/// Why the key of a PKCS#12 file was not written into a file of its own.
pub fn seal_bundle_key(SealKeyError: SealKeyError) -> Message {
    Message::new(
        Field::DownloadBundleKey,
        "The finished key file did not read back as it should, so it was thrown away. Try again; if it happens twice, use another computer.",
    )
}

/// Why a private key could not be opened, beside the field it came from or its password.
pub fn open_key(error: &OpenKeyError, source: Field, password: Field) -> Message {
    let sentence = match error {
        OpenKeyError::Unreadable(error) => refusal(error, Expected::Key),
        OpenKeyError::NoKey { found } => {
            let holds = match found.as_slice() {
                [] => "This holds no private key.".to_owned(),
                found => format!("This holds {}, not a private key.", found_kinds(found)),
            };
            format!("{holds} Give the file ending in .key that was saved with the request.")
        }
        OpenKeyError::SeveralKeys { count } => format!("This holds {count} private keys. Give one."),
        OpenKeyError::PasswordNeeded => return Message::new(password, "The key has a password. Enter it."),
        OpenKeyError::WrongPassword => {
            return Message::new(
                password,
                "This is not the password of the key. Type it again; capital letters count.",
            );
        }
        OpenKeyError::Sealed(error) => format!("{} {}", sealed(error, "key"), remedy(error)).trim_end().to_owned(),
        OpenKeyError::UnsupportedForm(KeyForm::OpenSsh) => {
            "This is a key in OpenSSH's own form, which is made for logging in to servers. If it is an RSA key, convert a copy of it with: ssh-keygen -p -m PEM -f copy-of-key".to_owned()
        }
        OpenKeyError::UnsupportedForm(form) => {
            format!("This is {}, a form that is not read here. {CONVERT_KEY}", key_form(form))
        }
        OpenKeyError::NotRsa { algorithm: oid, curve } => {
            let curve = curve.map(|curve| format!(" on the curve {}", algorithm(curve))).unwrap_or_default();
            format!(
                "This is a private key for {}{curve}. BaRS certificates need an RSA key.",
                algorithm(*oid)
            )
        }
        OpenKeyError::RestrictedToPss => {
            "This RSA key is restricted to PSS signatures, which TLS servers do not take. Make a new key."
                .to_owned()
        }
        OpenKeyError::MultiPrime => {
            "This RSA key has more than two primes, which many programs refuse. Make a new key.".to_owned()
        }
        OpenKeyError::Size { bits } => format!(
            "This RSA key has {bits} bits. Keys of {} to {} bits are accepted.",
            ACCEPTED_BITS.start(),
            ACCEPTED_BITS.end()
        ),
        OpenKeyError::Exponent => {
            "This RSA key has an unusual public exponent, which many programs refuse; 65537 is the usual one. Make a new key."
                .to_owned()
        }
        OpenKeyError::Missing(part) => format!(
            "This RSA key is not complete: {} is missing. Give the original file, as the program that made the key wrote it.",
            key_part(*part)
        ),
        OpenKeyError::Wrong(KeyPart::PublicExponent) => {
            "This RSA key cannot work: its public exponent is 1 or an even number. Make a new key.".to_owned()
        }
        OpenKeyError::Wrong(part) => format!(
            "The numbers of this RSA key do not belong together: {} is wrong. Give the original file, or make a new key.",
            key_part(*part)
        ),
        OpenKeyError::UnequalPrimes { bits: [longer, shorter] } => format!(
            "The primes of this RSA key have {longer} and {shorter} bits. Windows refuses keys whose primes are of unequal length, so it is not taken. Make a new key."
        ),
        OpenKeyError::CompositeFactor => {
            "A factor of this RSA key is not a prime number, so the key is not safe and may not work. Make a new key."
                .to_owned()
        }
        OpenKeyError::Damaged => {
            "This is a private key, and its content is damaged. Use the original file, or a copy of it."
                .to_owned()
        }
    };
    Message::new(source, sentence)
}

/// A number of an RSA key, as `openssl rsa -text` names it.
const fn key_part(part: KeyPart) -> &'static str {
    match part {
        KeyPart::Modulus => "its modulus, which is the product of its primes,",
        KeyPart::PublicExponent => "its public exponent",
        KeyPart::PrivateExponent => "its private exponent (d)",
        KeyPart::Prime1 => "its first prime (p)",
        KeyPart::Prime2 => "its second prime (q)",
        KeyPart::Exponent1 => "its first exponent (dP)",
        KeyPart::Exponent2 => "its second exponent (dQ)",
        KeyPart::Coefficient => "its coefficient (qInv)",
    }
}

const CONVERT_KEY: &str = "Convert it with: openssl pkey -in old.key -out new.key -aes256";

/// Why something under a password cannot be decrypted, whatever the password; `what` is a word for
/// it.
pub(super) fn sealed(error: &DecryptError, what: &str) -> String {
    match error {
        DecryptError::UnsupportedAlgorithm(oid) => {
            format!("The {what} is encrypted with {}, which is not read here.", algorithm(*oid))
        }
        DecryptError::UnsupportedCipher { name } => {
            format!("The {what} is encrypted with \"{}\", a cipher that is not read here.", short(name))
        }
        DecryptError::TooManyIterations { iterations } => format!(
            "The password of the {what} asks for {} rounds of work; {} is the most taken on here.",
            thousands(*iterations),
            thousands(if *iterations > Limits::MOST.rounds {
                Limits::MOST.rounds
            } else {
                Limits::MOST.iterations
            }),
        ),
        DecryptError::BudgetSpent => format!(
            "The password of the {what} was not tried: the other files took as much work as is done at once. Give it by itself."
        ),
        DecryptError::TooMuchMemory { bytes } => format!(
            "The password of the {what} asks for {} of memory, which is more than a page should take.",
            super::size(*bytes)
        ),
        DecryptError::Damaged => format!("The {what} has a password, and the file is damaged."),
    }
}

/// What to do about it.
fn remedy(error: &DecryptError) -> &'static str {
    match error {
        DecryptError::Damaged => "Use the original file, or a copy of it.",
        DecryptError::BudgetSpent => "",
        _ => CONVERT_KEY,
    }
}

/// How the password of a file was spelled, where that is worth a word.
pub fn spelling(spelling: Spelling) -> Option<&'static str> {
    match spelling {
        Spelling::Unicode => None,
        Spelling::Windows1252 => Some(
            "The password of this file is written in the older character set of Windows. Other programs may not take it; a new file with a new password cures that.",
        ),
        Spelling::WidenedUtf8 => Some(
            "The password of this file is written as OpenSSL before version 1.1 did it. Other programs may not take it; a new file with a new password cures that.",
        ),
    }
}
