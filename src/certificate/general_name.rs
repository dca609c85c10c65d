//! Names beside the subject's (GeneralName, RFC 5280 section 4.2.1.6), and the names that they are held
//! against (section 4.2.1.10).

use super::DistinguishedName;
use crate::ber::{Element, SEQUENCE, constructed, contents, elements, primitive};

/// One name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneralName {
    /// An email address.
    Email(String),
    /// A DNS name.
    Dns(String),
    /// The name of a directory's entry.
    Directory(DistinguishedName),
    /// A web address or another URI.
    Uri(String),
    /// 4 or 16 octets of an IP address; twice as many in a constraint, the second half a mask.
    Ip(Vec<u8>),
    /// Any other form, by the number of its tag.
    Other(u8),
}

impl GeneralName {
    /// Reads one name. Characters that a string should not hold become U+FFFD.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let element = Element::first(der).filter(|element| element.rest.is_empty())?;
        let text = || String::from_utf8_lossy(element.contents).into_owned();
        Some(match element.tag {
            EMAIL => Self::Email(text()),
            DNS => Self::Dns(text()),
            URI => Self::Uri(text()),
            IP => Self::Ip(element.contents.to_vec()),
            DIRECTORY => Self::Directory(DistinguishedName::from_der(element.contents)?),
            other => Self::Other(other & 0x1f),
        })
    }

    /// Reads `GeneralNames ::= SEQUENCE OF GeneralName`.
    pub(crate) fn read_all(der: &[u8]) -> Option<Vec<Self>> {
        elements(contents(der, SEQUENCE)?)?.into_iter().map(Self::from_der).collect()
    }

    /// Whether two names are of one form, so that one can be held against the other.
    pub(super) fn is_of_form(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Other(one), Self::Other(other)) => one == other,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }

    /// Whether the name lies in the subtree whose base this is. None where that cannot be told.
    pub(super) fn holds(&self, name: &Self) -> Option<bool> {
        match (self, name) {
            (Self::Directory(base), Self::Directory(name)) => Some(base.is_prefix_of(name)),
            (Self::Dns(base), Self::Dns(name)) => Some(holds_host(base, name)),
            (Self::Email(base), Self::Email(name)) => holds_mailbox(base, name),
            (Self::Uri(base), Self::Uri(name)) => Some(holds_exact_host(base, host(name)?)),
            (Self::Ip(base), Self::Ip(address)) => Some(holds_address(base, address)),
            _ => None,
        }
    }
}

const EMAIL: u8 = primitive(1);
const DNS: u8 = primitive(2);
const DIRECTORY: u8 = constructed(4);
const URI: u8 = primitive(6);
const IP: u8 = primitive(7);

/// A DNS name holds itself and every name that adds labels in front; with a dot in front only the
/// latter, as programs agree.
fn holds_host(base: &str, name: &str) -> bool {
    let (base, name) = (base.to_ascii_lowercase(), name.to_ascii_lowercase());
    match name.strip_suffix(base.as_str()) {
        Some("") => !base.starts_with('.'),
        Some(labels) => base.is_empty() || base.starts_with('.') || labels.ends_with('.'),
        None => false,
    }
}

/// The host of a URI or a mailbox: exactly that one, or with a dot in front every host below.
fn holds_exact_host(base: &str, host: &str) -> bool {
    base.is_empty() || host.eq_ignore_ascii_case(base) || base.starts_with('.') && holds_host(base, host)
}

/// A whole mailbox, all mailboxes of a host, or those of every host below.
fn holds_mailbox(base: &str, name: &str) -> Option<bool> {
    let (local, host) = name.rsplit_once('@')?;
    Some(match base.rsplit_once('@') {
        Some((base_local, base_host)) => base_local == local && base_host.eq_ignore_ascii_case(host),
        None => holds_exact_host(base, host),
    })
}

/// The host in a URI (RFC 3986 section 3.2); none where it has none or one that is an address, which no
/// constraint can hold.
fn host(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let is_address = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
    (!host.is_empty() && !is_address).then_some(host)
}

fn holds_address(base: &[u8], address: &[u8]) -> bool {
    let (network, mask) = base.split_at(base.len() / 2);
    let same = |((network, mask), octet): ((&u8, &u8), &u8)| network & mask == octet & mask;
    network.len() == address.len() && network.iter().zip(mask).zip(address).all(same)
}
