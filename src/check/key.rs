//! The checks of keys.

use serde::{Deserialize, Serialize};

use super::Check;
use crate::certificate::Certificate;
use crate::key::OpenKeyError;
use crate::public_key::{KeyAlgorithm, PublicKey};

/// The algorithm of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyKind {
    /// RSA.
    Rsa {
        /// Bits of the modulus.
        bits: u32,
    },
    /// Another.
    Other {
        /// The curve's name, or an object identifier.
        algorithm: String,
    },
}

pub(super) fn check_pair(leaf: &Certificate, key: &PublicKey, own: Option<&Certificate>) -> Check {
    let digest = |key: &PublicKey| key.fingerprint().to_string();
    Check::KeyMatches {
        certificate: digest(leaf.public_key()),
        key: digest(key),
        own: own.filter(|_| leaf.public_key() != key).map(Certificate::not_after),
    }
}

pub(super) fn check_strength(key: &PublicKey) -> Check {
    Check::KeyStrength(key_kind(key))
}

/// The algorithm of a key, as a fact of a check.
pub(super) fn key_kind(key: &PublicKey) -> KeyKind {
    match key.algorithm() {
        KeyAlgorithm::Rsa { bits } => KeyKind::Rsa { bits },
        KeyAlgorithm::P256 => KeyKind::Other { algorithm: "P-256".to_owned() },
        KeyAlgorithm::P384 => KeyKind::Other { algorithm: "P-384".to_owned() },
        KeyAlgorithm::P521 => KeyKind::Other { algorithm: "P-521".to_owned() },
        KeyAlgorithm::Other(oid) => KeyKind::Other { algorithm: oid.to_string() },
    }
}

/// The strength of a private key by its public half. Absent where it could not be opened and no
/// more is known of it.
pub fn check_private_key(key: &Result<PublicKey, OpenKeyError>) -> Option<Check> {
    match key {
        Ok(key) => Some(check_strength(key)),
        Err(OpenKeyError::NotRsa { algorithm, curve }) => {
            let algorithm = curve.unwrap_or(*algorithm).to_string();
            Some(Check::KeyStrength(KeyKind::Other { algorithm }))
        }
        Err(OpenKeyError::Size { bits }) => Some(Check::KeyStrength(KeyKind::Rsa { bits: *bits })),
        Err(_) => None,
    }
}
