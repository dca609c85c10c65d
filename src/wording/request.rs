//! What is wrong with a certificate request, and how to avoid it.

use super::input::short;
use super::{algorithm, joined};
use crate::check::{RequestSignature, UnwantedField};

/// What the subject holds beside the name.
pub(super) fn subject(common_names: usize, unwanted: &[UnwantedField]) -> String {
    let mut sentences = Vec::new();
    match common_names {
        0 => sentences.push("The subject holds no common name (CN).".to_owned()),
        1 => {}
        several => sentences.push(format!("The subject holds {several} common names; there must be one.")),
    }
    sentences.extend(unwanted.iter().take(10).map(unwanted_field));
    if sentences.is_empty() {
        return "The subject holds the common name and nothing else.".to_owned();
    }
    sentences.push(
        "All of it must be blank but the name. With OpenSSL, give the subject on the command line: -subj /CN= and the name."
            .to_owned(),
    );
    sentences.join(" ")
}

fn unwanted_field(field: &UnwantedField) -> String {
    let kind = match field.kind.as_str() {
        "C" => "the country (C)",
        "ST" => "the county or state (ST)",
        "L" => "the town (L)",
        "O" => "the organisation (O)",
        "OU" => "the unit (OU)",
        "emailAddress" => "an email address",
        other => other,
    };
    let by_openssl = matches!(
        (field.kind.as_str(), field.text.as_str()),
        ("C", "AU") | ("ST", "Some-State") | ("O", "Internet Widgits Pty Ltd")
    );
    let reason = if by_openssl { ", which OpenSSL writes when Enter is pressed at its question" } else { "" };
    format!("The subject also holds {kind} \"{}\"{reason}.", short(&field.text))
}

/// Email addresses in a request.
pub(super) fn email(addresses: &[String]) -> String {
    if addresses.is_empty() {
        return "There is no email address in it.".to_owned();
    }
    let addresses: Vec<String> = addresses.iter().take(5).map(|address| short(address)).collect();
    format!(
        "It holds the email address {}. The guide says that the email field must be blank.",
        joined(&addresses)
    )
}

/// What became of a request's own signature.
pub(super) fn signature(signature: &RequestSignature) -> String {
    match signature {
        RequestSignature::Good => "The signature was verified with the request's own key.".to_owned(),
        RequestSignature::Sha1 => {
            "It is signed with SHA-1, which is out of use: it may be refused. Make it again with SHA-256."
                .to_owned()
        }
        RequestSignature::Wrong => {
            "The signature is wrong: something was changed after the request was signed. Make it again."
                .to_owned()
        }
        RequestSignature::UnknownAlgorithm { oid } => {
            format!(
                "The signature cannot be verified here: it uses {}. SHA-256 with RSA is expected.",
                algorithm::named(oid)
            )
        }
    }
}
