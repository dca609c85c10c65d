//! The authorities that the page knows: what it adds to chains, and what becomes trust.

use super::input::short;
use super::joined;
use super::time::date;
use crate::authority::{Authority, CURRENT_CHAINS, SOURCE};
use crate::certificate::Certificate;
use crate::chain::Chain;
use crate::hex::hex;
use crate::job::Addition;
use crate::message::{Field, Message};
use crate::pkcs12::SealError;
use crate::trust::PASSWORD;

/// What the page adds to these chains, or would of the authorities that could complete them.
pub fn addition(chains: &[Chain], completing: &[Certificate]) -> Option<Addition> {
    let is_left_out = chains.iter().all(|chain| chain.added().is_empty());
    let mut names: Vec<String> = Vec::new();
    for chain in chains {
        let could = is_left_out.then(|| chain.clone().completed(completing));
        for one in could.as_ref().unwrap_or(chain).added() {
            let name = short(&one.label());
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if names.is_empty() {
        return None;
    }
    let names = joined(&names);
    let sentence = if is_left_out {
        format!("Left out: {names}, which this page has.")
    } else {
        format!("Added from this page: {names}, as published by the NHS.")
    };
    Some(Addition { sentence, is_left_out })
}

/// Where the authorities of the page come from.
pub fn source_of_authorities() -> String {
    format!(
        "Published by {SOURCE}. NHS England's page \"NHS PKI certificate information\" prints the same serial numbers and thumbprints of the two for PROD; no second publication of the two for INT was found. The current chains are at {CURRENT_CHAINS}"
    )
}

/// An authority in a line: what it is, until when it is valid, and by what it is recognised.
pub fn authority_line(certificate: &Certificate) -> String {
    let kind = if certificate.claims_to_be_root() { "root" } else { "intermediate" };
    let published = match Authority::of(certificate) {
        Some(known) => format!("This is the certificate that the NHS published for {}.", known.environment.as_str()),
        None => "This is not one of the certificates that the NHS published and this page knows: compare its SHA-256 with a source that you trust.".to_owned(),
    };
    format!(
        "{} ({kind}), valid until {}. SHA-256 {}. {published}",
        short(&certificate.label()),
        date(certificate.not_after()),
        hex(&certificate.sha256()).to_ascii_uppercase()
    )
}

/// Nothing was given that could be trusted.
pub fn nothing_to_trust() -> Message {
    Message::new(
        Field::TrustOf,
        "No authority was given, and none that this page knows issued the certificate. Give the chain above, or choose INT or PROD.",
    )
}

/// No trust store was made.
pub fn trust_refused(error: &SealError) -> Message {
    Message { field: Field::TrustOf, ..super::pkcs12_refused(error) }
}

/// A file of a trust store was handed to the browser.
pub fn trust_made(file: &str) -> String {
    let password = if file.ends_with(".p12") {
        format!(" Its password is {PASSWORD}, as Java has it: there is no secret in it.")
    } else {
        String::new()
    };
    format!("{}{password}", super::given_to_save(file))
}
