//! A certificate as a table.

use super::{code, fact, key_facts, lines, plain, tally};
use crate::certificate::{Certificate, CertificateError, GeneralName};
use crate::chain::ChainError;
use crate::check::endpoint_name;
use crate::hex::{hex, hex_with_colons};
use crate::inspection::{CertificateFound, MOST_ENDPOINTS, Role};
use crate::shown::{Fact, InspectedItem};
use crate::wording::check::writing;
use crate::wording::input::short;
use crate::wording::outside::long;
use crate::wording::pkcs12::damaged_part;
use crate::wording::time::moment;
use crate::wording::{algorithm, extension, joined};

pub(super) fn item(found: &Result<CertificateFound, CertificateError>) -> InspectedItem {
    let CertificateFound { certificate, role } = match found {
        Ok(found) => found,
        Err(error) => {
            return InspectedItem {
                summary: format!(
                    "It is damaged: {}. Copy it again, or use the original file.",
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
        notes: writing(certificate.public_key(), "It").into_iter().collect(),
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
    if let Role::Checked { chain, .. } = role
        && chain.path().len() > 1
    {
        let names: Vec<String> = chain.path().iter().map(|one| short(&one.label())).collect();
        facts.push(fact("Chain", names.join(", issued by ")));
    }
    let names: Vec<String> = certificate.other_names().iter().take(10).map(other_name).collect();
    if !names.is_empty() || !certificate.is_ca() {
        let names = if names.is_empty() { "None".to_owned() } else { joined(&names) };
        facts.push(fact("Other names (subjectAltName)", names));
    }
    let others = certificate.extensions().map(|known| known.others.as_slice()).unwrap_or_default();
    if !others.is_empty() {
        let others: Vec<String> =
            others.iter().take(10).map(|oid| extension::named(&oid.to_string()).to_owned()).collect();
        facts.push(fact("Other extensions", joined(&others)));
    }
    facts.extend(key_facts(certificate.public_key()));
    facts.extend([
        fact("Signature", algorithm::signature(certificate.signature_algorithm())),
        code("Serial number", certificate.serial_hex().to_ascii_uppercase()),
        code("Thumbprint, as Windows shows it (SHA-1)", hex(&certificate.sha1())),
        code("SHA-1 fingerprint, as OpenSSL shows it", hex_with_colons(&certificate.sha1())),
        code("SHA-256 fingerprint, as OpenSSL shows it", hex_with_colons(&certificate.sha256())),
    ]);
    facts
}

/// A name of several parts is longer than others.
pub(super) fn short_name(name: &str) -> String {
    let long = long(name);
    if long.is_empty() { "Empty".to_owned() } else { long }
}

/// A name beside the subject, with its kind where that is not DNS.
fn other_name(name: &GeneralName) -> String {
    match name {
        GeneralName::Dns(name) => short(name),
        GeneralName::Email(address) => format!("email {}", short(address)),
        GeneralName::Uri(address) => format!("URI {}", short(address)),
        GeneralName::Ip(octets) => format!("IP address {}", address(octets)),
        GeneralName::Directory(name) => format!("directory name {}", short_name(&name.to_string())),
        GeneralName::Other(number) => format!("a name of another kind ({number})"),
    }
}

fn address(octets: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(octets) {
        std::net::Ipv4Addr::from(four).to_string()
    } else if let Ok(sixteen) = <[u8; 16]>::try_from(octets) {
        std::net::Ipv6Addr::from(sixteen).to_string()
    } else {
        hex(octets)
    }
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
