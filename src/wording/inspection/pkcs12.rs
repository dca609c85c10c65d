//! A PKCS#12 file as a table.

use super::{fact, holds, item as item_inside, plain};
use crate::inspection::{SealedContents, SealedFile};
use crate::message::Field;
use crate::pkcs12::{Description, Holds, MacDescription, OpenError, PasswordKnown, Protection};
use crate::shown::{Fact, InspectedItem};
use crate::wording::algorithm::thousands;
use crate::wording::input::short;
use crate::wording::key::{sealed, spelling};
use crate::wording::{accepted, algorithm, encryption, hash_function, open_pkcs12, refusals, skipped};

pub(super) fn item(file: &SealedFile) -> InspectedItem {
    let mut item = plain("pkcs12", "a PKCS#12 file (.pfx)");
    item.facts = file.description.as_ref().map(facts).unwrap_or_default();
    item.refusals = refusals(&file.readers.refusals);
    item.notes.extend(accepted(&file.readers.openers, file.contents.is_ok()));
    if file.password == PasswordKnown::Unknown {
        item.notes.push(
            "Java and Mono refuse it as well if its password has other than ASCII characters.".to_owned(),
        );
    }
    match &file.contents {
        Ok(contents) => opened(contents, file.password, &mut item),
        Err(error @ (OpenError::PasswordNeeded | OpenError::WrongPassword)) => {
            let said = open_pkcs12(error, Field::InspectFile, Field::InspectPassword).sentence;
            item.summary = format!("{said} What can be seen without it is below.");
        }
        Err(error) => {
            item.summary = open_pkcs12(error, Field::InspectFile, Field::InspectPassword).sentence;
        }
    }
    item
}

fn opened(contents: &SealedContents, password: PasswordKnown, item: &mut InspectedItem) {
    item.summary = match password {
        PasswordKnown::None => "It opens without a password.",
        PasswordKnown::Given { .. } | PasswordKnown::Unknown => "The password opens it.",
    }
    .to_owned();
    item.inside = contents.things.iter().map(|thing| item_inside(thing, "")).collect();
    let shown = holds(&contents.things);
    let more = contents.more;
    item.facts.push(fact("Holds", if more == 0 { shown } else { format!("{shown}, and {more} more") }));
    if let Some(name) = &contents.friendly_name {
        item.facts.push(fact("Display name", short(name)));
    }
    if contents.machine_keyset {
        item.notes.push("It tells Windows to keep the key for the whole machine, which fails in containers and without rights of an administrator. A new .pfx made here does not.".to_owned());
    }
    item.notes.extend(contents.spelling.and_then(spelling).map(str::to_owned));
    item.notes.extend(skipped(&contents.skipped));
    if more > 0 {
        item.notes.push(format!("Only the first {} things in it are shown.", contents.things.len()));
    }
}

fn facts(description: &Description) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for part in description.parts.iter().take(10) {
        let name = match part.holds {
            Holds::Key => "Private key",
            Holds::Certificate => "Certificate",
            Holds::Unseen => "Encrypted part, mostly the certificates",
            Holds::Other => "Something else",
        };
        let protected = match &part.protection {
            Protection::None => "not encrypted".to_owned(),
            Protection::Password(scheme) => encryption(scheme),
            Protection::Unknown(error) => sealed(error, "part"),
            Protection::Certificate => "encrypted for a certificate".to_owned(),
            Protection::Other(oid) => format!("of a kind that is not read here ({oid})"),
        };
        let nested = if part.is_nested { ", in a bag inside another bag" } else { "" };
        facts.push(fact(name, protected + nested));
    }
    facts.push(fact("Checksum (MAC)", mac(description.mac)));
    facts
}

fn mac(mac: Option<MacDescription>) -> String {
    match mac {
        None => "None".to_owned(),
        Some(MacDescription::Hash { hash, iterations, .. }) => {
            format!("HMAC with {}, {} iterations", hash_function(hash), thousands(iterations))
        }
        Some(MacDescription::Pbmac1 { hash, derivation, iterations }) => format!(
            "PBMAC1: HMAC with {} (PBKDF2, HMAC with {}, {} iterations)",
            hash_function(hash),
            hash_function(derivation),
            thousands(iterations)
        ),
        Some(MacDescription::Damaged) => "PBMAC1, and its parameters are damaged".to_owned(),
        Some(MacDescription::Unknown(oid)) => algorithm(oid),
    }
}
