//! The checks of one certificate by itself.

use const_oid::db::rfc5280::{ANY_EXTENDED_KEY_USAGE, ID_KP_CLIENT_AUTH, ID_KP_SERVER_AUTH};

use serde::{Deserialize, Serialize};

use super::Check;
use crate::certificate::{Certificate, DistinguishedName};
use crate::name::{EndpointName, Format};

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

/// The endpoint that a subject names, where it has one common name and that is a good one.
pub fn endpoint_name(subject: &DistinguishedName) -> Option<EndpointName> {
    match subject.common_names().as_slice() {
        [name] => EndpointName::parse(name).ok(),
        _ => None,
    }
}

pub(super) fn check_common_name(subject: &DistinguishedName, asked_for: Option<&EndpointName>) -> Check {
    let names: Vec<String> = subject.common_names().into_iter().map(str::to_owned).collect();
    Check::NameIsCn(match (names.as_slice(), endpoint_name(subject)) {
        ([], _) => CommonName::Missing,
        ([name], None) => CommonName::NotEndpointName { name: name.clone() },
        ([name], Some(endpoint)) => match asked_for.filter(|&asked_for| *asked_for != endpoint) {
            None => CommonName::Good { name: name.clone() },
            Some(other) => CommonName::Other { name: name.clone(), asked_for: other.as_str().to_owned() },
        },
        (_, _) => CommonName::Several { names },
    })
}

/// Absent where there is not one name.
pub(super) fn check_format(subject: &DistinguishedName) -> Option<Check> {
    let names = subject.common_names();
    let [name] = names.as_slice() else { return None };
    let format = endpoint_name(subject).and_then(|endpoint| endpoint.parts().map(|parts| parts.format));
    let name = (*name).to_owned();
    Some(Check::NameFormat(match format {
        Some(format) => NameFormat::Fits { name, format },
        None => NameFormat::FitsNone { name },
    }))
}

pub(super) fn check_purpose(leaf: &Certificate) -> Check {
    let purposes = leaf.extensions().and_then(|known| known.extended_key_usage.as_deref());
    let Some(purposes) = purposes.filter(|listed| !listed.contains(&ANY_EXTENDED_KEY_USAGE)) else {
        return Check::Purpose(Purpose::Any);
    };
    let (server, client) = (purposes.contains(&ID_KP_SERVER_AUTH), purposes.contains(&ID_KP_CLIENT_AUTH));
    Check::Purpose(if server && client {
        Purpose::ServerAndClient
    } else {
        let listed = purposes.iter().map(ToString::to_string).collect();
        Purpose::Restricted { server, client, listed }
    })
}
