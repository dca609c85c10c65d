//! A certificate request as a table.

use const_oid::ObjectIdentifier;

use super::certificate::short_name;
use super::{fact, key_facts, lines, plain, tally};
use crate::check::endpoint_name;
use crate::inspection::RequestFound;
use crate::request::{ReceivedRequest, RequestError, RequestPart};
use crate::shown::InspectedItem;
use crate::wording::check::writing;
use crate::wording::input::{short, stops};
use crate::wording::{algorithm, joined};

const CHALLENGE_PASSWORD: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.7");
const UNSTRUCTURED_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.2");
const EXTENSION_REQUEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.14");

pub(super) fn item(found: &Result<RequestFound, RequestError>) -> InspectedItem {
    let RequestFound { request, checks } = match found {
        Ok(found) => found,
        Err(error) => {
            return InspectedItem {
                summary: format!(
                    "It is damaged: {}. Copy it again, or use the original file.",
                    stops(part(error.part), error.octet)
                ),
                ..plain("request", "a certificate request")
            };
        }
    };
    let names = request.subject().common_names();
    let title = names.first().map_or_else(
        || "A certificate request without a name".to_owned(),
        |name| format!("A certificate request for {}", short(name)),
    );
    let notes = notes(request);
    let summary = match tally(checks) {
        (0, 0) if notes.is_empty() => "It is as BaRS wants it. It can be sent.",
        (0, 0) => "It can be sent; see the notes.",
        (0, _) => "It can be sent; see the warnings.",
        (_, _) => "It would be refused; see the problems.",
    };
    let mut facts = vec![fact("Subject", short_name(&request.subject().to_string()))];
    facts.extend(key_facts(request.public_key()));
    facts.push(fact("Signature", algorithm::signature(request.signature_algorithm())));
    InspectedItem {
        title,
        summary: summary.to_owned(),
        facts,
        checks: lines(checks),
        notes,
        name: endpoint_name(request.subject()).map(|name| name.as_str().to_owned()),
        request: (tally(checks).0 == 0).then(|| request.to_pem()),
        ..plain("request", "")
    }
}

fn notes(request: &ReceivedRequest) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for attribute in request.attributes().iter().take(10) {
        let known = ObjectIdentifier::from_bytes(attribute.as_bytes()).ok();
        let note = match known {
            Some(CHALLENGE_PASSWORD) => "It carries a challenge password, which anyone who gets the request can read. OpenSSL asks for one: press Enter there.".to_owned(),
            Some(UNSTRUCTURED_NAME) => "It carries an optional company name, which is not wanted. OpenSSL asks for one: press Enter there.".to_owned(),
            Some(EXTENSION_REQUEST) => extensions(request),
            _ => format!("It carries something more ({attribute}), which the guide's own command does not write."),
        };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes.extend(writing(request.public_key(), "It"));
    notes
}

fn extensions(request: &ReceivedRequest) -> String {
    let names: Vec<String> = request.extensions().dns_names().take(5).map(short).collect();
    let with = if names.is_empty() { String::new() } else { format!(", with the names {}", joined(&names)) };
    format!("It asks for extensions{with}. The guide's own command writes none.")
}

/// What of a request cannot be read.
fn part(part: RequestPart) -> &'static str {
    match part {
        RequestPart::Structure => "its structure",
        RequestPart::Subject => "the name in it",
        RequestPart::PublicKey => "its public key",
        RequestPart::Attributes => "its attributes",
        RequestPart::Extensions => "the extensions that it asks for",
        RequestPart::Signature => "its signature",
    }
}
