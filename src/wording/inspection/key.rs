//! Private and public keys as tables.

use super::{fact, key_facts, lines, plain};
use crate::inspection::PrivateKeyFound;
use crate::key::OpenKeyError;
use crate::message::Field;
use crate::password_encryption::{DecryptError, Scheme};
use crate::public_key::PublicKey;
use crate::reader::KeyForm;
use crate::shown::{Fact, InspectedItem};
use crate::wording::key::{open_key, sealed, spelling};
use crate::wording::{algorithm, encryption};

pub(super) fn item(found: &PrivateKeyFound) -> InspectedItem {
    let title = match &found.public_key {
        Ok(key) => format!("A private key, {}", algorithm::key_algorithm(key.algorithm())),
        Err(OpenKeyError::PasswordNeeded | OpenKeyError::WrongPassword) => {
            "A private key with a password".to_owned()
        }
        Err(_) => "A private key that cannot be used here".to_owned(),
    };
    let mut facts: Vec<Fact> = found.form.iter().map(|form| fact("Form", form_in_words(form))).collect();
    if found.form.is_some() {
        facts.push(fact("Encryption", protection(found.protection.as_ref())));
    }
    facts.extend(found.public_key.iter().flat_map(key_facts));
    InspectedItem {
        title,
        summary: summary(found),
        facts,
        checks: lines(&found.checks),
        notes: found
            .spelling
            .and_then(spelling)
            .into_iter()
            .chain(untested(found))
            .map(str::to_owned)
            .collect(),
        ..plain("private-key", "")
    }
}

fn untested(found: &PrivateKeyFound) -> Option<&'static str> {
    found.is_untested.then_some(
        "Whether its factors are prime numbers was not tested: there are too many keys, or it is too long. It is tested before a file is made with it.",
    )
}

fn summary(found: &PrivateKeyFound) -> String {
    match &found.public_key {
        Ok(_) if found.form.is_none() => String::new(),
        Ok(_) if found.protection.is_none() => {
            "Keep it secret. This file has no password: anyone who gets it can pretend to be the endpoint."
                .to_owned()
        }
        Ok(_) => "The password opens it. Keep both secret.".to_owned(),
        Err(error) => open_key(error, Field::InspectFile, Field::InspectPassword).sentence,
    }
}

const fn form_in_words(form: &KeyForm) -> &'static str {
    match form {
        KeyForm::Pkcs8 | KeyForm::EncryptedPkcs8 => "PKCS#8",
        KeyForm::Pkcs1 => "PKCS#1",
        KeyForm::OpenSslEncrypted { .. } => "The older form of OpenSSL, with Proc-Type and DEK-Info lines",
        KeyForm::Sec1 => "SEC 1, for elliptic curves",
        KeyForm::OpenSsh => "OpenSSH's own form",
        KeyForm::Dsa => "OpenSSL's form for DSA",
    }
}

fn protection(protection: Option<&Result<Scheme, DecryptError>>) -> String {
    match protection {
        None => "None".to_owned(),
        Some(Ok(scheme)) => encryption(scheme),
        Some(Err(error)) => sealed(error, "key"),
    }
}

/// A public key; none where it is damaged.
pub(super) fn public(key: Option<&PublicKey>) -> InspectedItem {
    let Some(key) = key else {
        return InspectedItem {
            summary: "It is damaged. Copy it again, or use the original file.".to_owned(),
            ..plain("public-key", "a public key")
        };
    };
    InspectedItem {
        title: format!("A public key, {}", algorithm::key_algorithm(key.algorithm())),
        summary: "By it, a private key, a request and a certificate are recognised as one. It is no secret."
            .to_owned(),
        facts: key_facts(key).into(),
        ..plain("public-key", "")
    }
}
