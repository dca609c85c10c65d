//! Private keys and requests.

use super::algorithm::algorithm;
use super::input::{found_kinds, key_form, unreadable};
use super::{Field, Message};
use crate::key::{ACCEPTED_BITS, MakeKeyError, OpenKeyError, SealKeyError};
use crate::pbes2::{DecryptError, MOST_ITERATIONS};
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

/// Why a private key could not be opened, beside the field it came from or its password.
pub fn open_key(error: &OpenKeyError, source: Field, password: Field) -> Message {
    let sentence = match error {
        OpenKeyError::Unreadable(error) => format!("{} A private key was expected.", unreadable(error)),
        OpenKeyError::NoKey { found } => {
            format!(
                "This holds {}, not a private key. Give the file ending in .key that was saved with the request.",
                found_kinds(found)
            )
        }
        OpenKeyError::SeveralKeys { count } => format!("This holds {count} private keys. Give one."),
        OpenKeyError::PasswordNeeded => return Message::new(password, "The key has a password. Enter it."),
        OpenKeyError::WrongPassword => {
            return Message::new(
                password,
                "This is not the password of the key. Type it again; capital letters count.",
            );
        }
        OpenKeyError::Sealed(error) => sealed(*error),
        OpenKeyError::UnsupportedForm(form) => {
            format!(
                "This is {}, a form that is not read here. Convert it with: openssl pkey -in old.key -out new.key -aes256",
                key_form(form)
            )
        }
        OpenKeyError::NotRsa(oid) => {
            format!("This is a private key for {}. BaRS certificates need an RSA key.", algorithm(*oid))
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
            "This RSA key has a public exponent below 65537, which is not considered safe. Make a new key."
                .to_owned()
        }
        OpenKeyError::Damaged => {
            "This is a private key, and its content is damaged. Use the original file, or a copy of it."
                .to_owned()
        }
    };
    Message::new(source, sentence)
}

fn sealed(error: DecryptError) -> String {
    match error {
        DecryptError::UnsupportedAlgorithm(oid) => format!(
            "The key is sealed with {}, which is not read here. Convert it with: openssl pkey -in old.key -out new.key -aes256",
            algorithm(oid)
        ),
        DecryptError::TooManyIterations { iterations } => {
            format!("The key's password asks for {iterations} rounds of work; {MOST_ITERATIONS} is the most taken on here.")
        }
        DecryptError::TooMuchMemory { bytes } => {
            format!("The key's password asks for {} of memory, which is more than a page should take.", super::size(bytes))
        }
        DecryptError::Damaged => "This is a private key with a password, and the file is damaged. Use the original file, or a copy of it.".to_owned(),
    }
}
