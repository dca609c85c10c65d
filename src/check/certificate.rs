//! The checks of one certificate by itself.

use const_oid::db::rfc5280::{ANY_EXTENDED_KEY_USAGE, ID_KP_CLIENT_AUTH, ID_KP_SERVER_AUTH};

use serde::{Deserialize, Serialize};

use super::Check;
use crate::certificate::{Certificate, DistinguishedName, GeneralName};
use crate::name::{EndpointName, Format};
use crate::object_identifier::Oid;

/// What is wrong with the common name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommonName {
    /// There is one, a good nhs.uk name, and none other was asked for.
    Good {
        /// The name.
        name: String,
    },
    /// There is none.
    Missing,
    /// There are several.
    Several {
        /// All of them.
        names: Vec<String>,
    },
    /// It is not the name of an endpoint.
    NotEndpointName {
        /// The name.
        name: String,
    },
    /// It is the name of another endpoint.
    Other {
        /// The name.
        name: String,
        /// The name that was asked for.
        asked_for: String,
    },
    /// It would be the name of an endpoint without blanks and the like, which programs that compare names
    /// do not forgive.
    Blemished {
        /// The name of the endpoint.
        endpoint: String,
        /// The characters that do not belong there, each once.
        characters: Vec<char>,
        /// Whether all of them stand at its end.
        at_end: bool,
    },
    /// The certificate has DNS names and this is not among them: programs that look there ignore the
    /// common name (RFC 6125 section 6.4.4).
    NotAmongDnsNames {
        /// The name.
        name: String,
        /// The DNS names.
        dns_names: Vec<String>,
    },
    /// The certificate has a subjectAltName without a DNS name: some programs ignore the common name then.
    NoDnsName {
        /// The name.
        name: String,
    },
}

/// The format of a name, or that it has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameFormat {
    /// It fits a format of the guide.
    Fits {
        /// The name.
        name: String,
        /// The format.
        format: Format,
    },
    /// It fits the format for integration that an older edition of the guide had, with a provider's name.
    FitsOlderInt {
        /// The name.
        name: String,
    },
    /// It fits none.
    FitsNone {
        /// The name.
        name: String,
    },
}

/// What the certificate may be used for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// There is no extendedKeyUsage, or it allows everything.
    Any,
    /// Server and client authentication are allowed.
    ServerAndClient,
    /// One of them is not, or neither.
    Restricted {
        /// Whether it may be a server's.
        server: bool,
        /// Whether it may be a client's.
        client: bool,
        /// Every purpose that is listed, as object identifiers.
        listed: Vec<String>,
    },
}

/// What the key of the certificate may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeafKeyUsage {
    /// There is no keyUsage.
    Any,
    /// Signatures are allowed, which every key exchange of today needs.
    Signatures,
    /// Only the RSA key exchange is, which ended with TLS 1.2.
    OnlyKeyTransport,
    /// Neither is: no program can use the key for TLS.
    Neither,
}

/// The endpoint that a subject names, where it has one common name and that is a good one, blanks and the
/// like forgiven.
pub fn endpoint_name(subject: &DistinguishedName) -> Option<EndpointName> {
    match subject.common_names().as_slice() {
        [name] => EndpointName::parse(&without_blemishes(name)).ok(),
        _ => None,
    }
}

/// Whether a character is one that people do not see, and that no name of DNS has.
fn is_blemish(character: char) -> bool {
    !character.is_ascii_graphic() && !character.is_alphanumeric()
}

fn without_blemishes(name: &str) -> String {
    let visible: String = name.chars().filter(|&character| !is_blemish(character)).collect();
    visible.trim_end_matches('.').to_owned()
}

fn blemish(name: &str, endpoint: &EndpointName) -> Option<CommonName> {
    let mut characters = Vec::new();
    for character in name.chars().filter(|&character| is_blemish(character)) {
        if !characters.contains(&character) {
            characters.push(character);
        }
    }
    if name.ends_with('.') {
        characters.push('.');
    }
    (name != endpoint.as_str()).then(|| CommonName::Blemished {
        endpoint: endpoint.as_str().to_owned(),
        characters,
        at_end: name.starts_with(endpoint.as_str()),
    })
}

/// The name of a certificate, held against the one that was asked for and its other names.
pub(super) fn check_name(certificate: &Certificate, asked_for: Option<&EndpointName>) -> Check {
    let names = certificate.extensions().and_then(|known| known.subject_alt_name.as_deref());
    Check::NameIsCn(common_name(certificate.subject(), asked_for, names))
}

/// The name of a request.
pub(super) fn check_common_name(subject: &DistinguishedName) -> Check {
    Check::NameIsCn(common_name(subject, None, None))
}

fn common_name(
    subject: &DistinguishedName,
    asked_for: Option<&EndpointName>,
    other_names: Option<&[GeneralName]>,
) -> CommonName {
    let names: Vec<String> = subject.common_names().into_iter().map(str::to_owned).collect();
    let (name, endpoint) = match (names.as_slice(), endpoint_name(subject)) {
        ([], _) => return CommonName::Missing,
        ([name], None) => return CommonName::NotEndpointName { name: name.clone() },
        ([name], Some(endpoint)) => (name.clone(), endpoint),
        (_, _) => return CommonName::Several { names },
    };
    if let Some(blemished) = blemish(&name, &endpoint) {
        return blemished;
    }
    let dns_names = other_names.map(|names| {
        let dns = names.iter().filter_map(|name| match name {
            GeneralName::Dns(name) => Some(name.clone()),
            _ => None,
        });
        dns.collect::<Vec<String>>()
    });
    match (dns_names, asked_for.filter(|&asked_for| *asked_for != endpoint)) {
        (Some(dns_names), _) if !dns_names.is_empty() && !dns_names.iter().any(|dns| matches(dns, &name)) => {
            CommonName::NotAmongDnsNames { name, dns_names }
        }
        (_, Some(other)) => CommonName::Other { name, asked_for: other.as_str().to_owned() },
        (Some(dns_names), None) if dns_names.is_empty() => CommonName::NoDnsName { name },
        (_, None) => CommonName::Good { name },
    }
}

/// Whether a DNS name in a certificate stands for a name: without case, and with a first label of `*` for
/// any one label (RFC 6125 section 6.4.3).
fn matches(presented: &str, name: &str) -> bool {
    presented.eq_ignore_ascii_case(name)
        || match (presented.strip_prefix("*."), name.split_once('.')) {
            (Some(presented), Some((_, rest))) => presented.eq_ignore_ascii_case(rest),
            _ => false,
        }
}

/// Absent where there is not one name.
pub(super) fn check_format(subject: &DistinguishedName) -> Option<Check> {
    let names = subject.common_names();
    let [name] = names.as_slice() else { return None };
    let name = (*name).to_owned();
    let endpoint = endpoint_name(subject);
    let format = endpoint.as_ref().and_then(|endpoint| endpoint.parts().map(|parts| parts.format));
    Some(Check::NameFormat(match format {
        Some(format) => NameFormat::Fits { name, format },
        None if endpoint.is_some_and(|endpoint| endpoint.fits_older_int()) => {
            NameFormat::FitsOlderInt { name }
        }
        None => NameFormat::FitsNone { name },
    }))
}

pub(super) fn check_purpose(leaf: &Certificate) -> Check {
    let purposes = leaf.extensions().and_then(|known| known.extended_key_usage.as_deref());
    let Some(listed) = purposes else { return Check::Purpose(Purpose::Any) };
    Check::Purpose(match Purposes::of(listed) {
        Purposes { any: true, .. } => Purpose::Any,
        Purposes { server: true, client: true, .. } => Purpose::ServerAndClient,
        Purposes { server, client, .. } => {
            let listed = listed.iter().map(ToString::to_string).collect();
            Purpose::Restricted { server, client, listed }
        }
    })
}

/// What an extendedKeyUsage lists (RFC 5280 section 4.2.1.12).
pub(super) struct Purposes {
    any: bool,
    server: bool,
    client: bool,
}

impl Purposes {
    fn of(listed: &[Oid]) -> Self {
        let has = |oid| listed.iter().any(|one| *one == oid);
        Self {
            any: has(ANY_EXTENDED_KEY_USAGE),
            server: has(ID_KP_SERVER_AUTH),
            client: has(ID_KP_CLIENT_AUTH),
        }
    }

    /// Whether a certificate with this list can stand above one of an endpoint, which is both.
    pub(super) fn allow_both(listed: &[Oid]) -> bool {
        let Self { any, server, client } = Self::of(listed);
        any || server && client
    }
}

pub(super) fn check_key_usage(leaf: &Certificate) -> Check {
    let usage = leaf.extensions().and_then(|known| known.key_usage);
    Check::KeyUsage(match usage {
        None => LeafKeyUsage::Any,
        Some(usage) if usage.digital_signature() => LeafKeyUsage::Signatures,
        Some(usage) if usage.key_encipherment() => LeafKeyUsage::OnlyKeyTransport,
        Some(_) => LeafKeyUsage::Neither,
    })
}
