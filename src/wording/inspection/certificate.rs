//! A certificate as a table.

use super::{code, fact, key_facts, lines, plain, tally};
use crate::certificate::{Certificate, CertificateError};
use crate::chain::ChainError;
use crate::check::endpoint_name;
use crate::inspection::{CertificateFound, MOST_ENDPOINTS, Role};
use crate::shown::{Fact, InspectedItem};
use crate::wording::input::short;
use crate::wording::outside::long;
use crate::wording::pkcs12::damaged_part;
use crate::wording::time::moment;
use crate::wording::{algorithm, joined};

pub(super) fn item(found: &Result<CertificateFound, CertificateError>) -> InspectedItem {
    let CertificateFound { certificate, role } = match found {
        Ok(found) => found,
        Err(error) => {
            return InspectedItem {
                summary: format!(
                    "It is damaged: {} cannot be read. Copy it again, or use the original file.",
                    damaged_part(*error)
                ),
                ..plain("certificate", "a certificate")
            };
        }
    };
    let label = short(&certificate.label());
    let title = if certificate.is_ca() {
        format!("The certificate of an authority, {label}")
    } else {
        format!("A certificate for {label}")
    };
    let (summary, checks) = match role {
        Role::Checked { checks, .. } => (verdict(tally(checks)), lines(checks)),
        Role::Other => (of_chain(certificate), Vec::new()),
        Role::Repeated => ("It is the same as one that is shown before it.".to_owned(), Vec::new()),
        Role::Unchecked => (
            format!("It was not checked: {MOST_ENDPOINTS} certificates of endpoints are checked at once."),
            Vec::new(),
        ),
    };
    InspectedItem {
        title,
        summary,
        facts: facts(certificate, role),
        checks,
        name: endpoint_name(certificate.subject()).map(|name| name.as_str().to_owned()),
        ..plain("certificate", "")
    }
}

fn verdict(counts: (usize, usize)) -> String {
    match counts {
        (0, 0) => "Every check is good.".to_owned(),
        (0, _) => "It can be used; see the warnings.".to_owned(),
        (_, _) => "It cannot be used as it is; see the problems.".to_owned(),
    }
}

fn of_chain(certificate: &Certificate) -> String {
    if certificate.claims_to_be_root() {
        "A root: the end of a chain. It signs itself.".to_owned()
    } else {
        "A part of a chain, between an endpoint and a root.".to_owned()
    }
}

fn facts(certificate: &Certificate, role: &Role) -> Vec<Fact> {
    let mut facts = vec![
        fact("Subject", short_name(&certificate.subject().to_string())),
        fact("Issuer", short_name(&certificate.issuer().to_string())),
        fact("Valid from", moment(certificate.not_before())),
        fact("Valid until", moment(certificate.not_after())),
    ];
    if let Role::Checked { path, .. } = role
        && path.len() > 1
    {
        let names: Vec<String> = path.iter().map(|one| short(&one.label())).collect();
        facts.push(fact("Chain", names.join(", issued by ")));
    }
    let names: Vec<String> = certificate.dns_names().iter().take(10).map(|name| short(name)).collect();
    if !names.is_empty() || !certificate.is_ca() {
        let names = if names.is_empty() { "None".to_owned() } else { joined(&names) };
        facts.push(fact("Other names (subjectAltName)", names));
    }
    facts.extend(key_facts(certificate.public_key()));
    facts.extend([
        fact("Signature", algorithm::signature(certificate.signature_algorithm())),
        code("Serial number", certificate.serial_hex().to_ascii_uppercase()),
        code("Thumbprint, as Windows shows it (SHA-1)", hex(&certificate.sha1())),
        code("SHA-1 fingerprint, as OpenSSL shows it", colons(&certificate.sha1())),
        code("SHA-256 fingerprint, as OpenSSL shows it", colons(&certificate.sha256())),
    ]);
    facts
}

/// A name of several parts is longer than others.
pub(super) fn short_name(name: &str) -> String {
    let long = long(name);
    if long.is_empty() { "Empty".to_owned() } else { long }
}

/// Lower case without a separator.
fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Upper case, with a colon between octets.
fn colons(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect::<Vec<_>>().join(":")
}

/// Why no certificate was checked.
pub(super) fn unchecked(error: ChainError) -> String {
    match error {
        ChainError::Empty => "There is no certificate to check.".to_owned(),
        ChainError::TooMany { certificates, most } => format!(
            "There are {certificates} certificates, so none was checked; {most} is the most that is checked at once."
        ),
    }
}
