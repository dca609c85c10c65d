//! The checks of one certificate by itself.

use const_oid::db::rfc5280::{ANY_EXTENDED_KEY_USAGE, ID_KP_CLIENT_AUTH, ID_KP_SERVER_AUTH};

use super::{Check, CommonName, KeyKind, NameFormat, Purpose};
use crate::certificate::Certificate;
use crate::name::EndpointName;
use crate::public_key::{KeyAlgorithm, PublicKey};

/// The endpoint that the certificate names, where it has one common name and that is a good one.
pub(super) fn endpoint_name(leaf: &Certificate) -> Option<EndpointName> {
    match leaf.subject().common_names().as_slice() {
        [name] => EndpointName::parse(name).ok(),
        _ => None,
    }
}

pub(super) fn check_key(leaf: &Certificate, key: &PublicKey) -> Check {
    let digest = |key: &PublicKey| key.fingerprint().to_string();
    Check::KeyMatches { certificate: digest(leaf.public_key()), key: digest(key) }
}

pub(super) fn check_strength(key: &PublicKey) -> Check {
    Check::KeyStrength(match key.algorithm() {
        KeyAlgorithm::Rsa { bits } => KeyKind::Rsa { bits },
        KeyAlgorithm::P256 => KeyKind::Other { algorithm: "P-256".to_owned() },
        KeyAlgorithm::P384 => KeyKind::Other { algorithm: "P-384".to_owned() },
        KeyAlgorithm::Other(oid) => KeyKind::Other { algorithm: oid.to_string() },
    })
}

pub(super) fn check_common_name(leaf: &Certificate, asked_for: Option<&EndpointName>) -> Check {
    let names: Vec<String> = leaf.subject().common_names().into_iter().map(str::to_owned).collect();
    Check::NameIsCn(match (names.as_slice(), endpoint_name(leaf)) {
        ([], _) => CommonName::Missing,
        ([name], None) => CommonName::NotEndpointName { name: name.clone() },
        ([name], Some(endpoint)) => match asked_for.filter(|&asked_for| *asked_for != endpoint) {
            None => CommonName::Good { name: name.clone() },
            Some(other) => CommonName::Other { name: name.clone(), asked_for: other.as_str().to_owned() },
        },
        (_, _) => CommonName::Several { names },
    })
}

pub(super) fn check_format(name: &EndpointName) -> Check {
    let text = name.as_str().to_owned();
    Check::NameFormat(match name.parts() {
        Some(parts) => NameFormat::Fits { name: text, format: parts.format },
        None => NameFormat::FitsNone { name: text },
    })
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
