//! Every check of a certificate, its chain and its key: what was found, and what follows.

mod certificate;
mod constraints;
mod finding;
mod issuer;
mod path;

pub use constraints::{Constraint, ConstraintFault};
pub use finding::{Check, CheckName, Verdict};
pub use issuer::{IssuerEnvironment, is_first_generation};
use serde::{Deserialize, Serialize};

use crate::certificate::Certificate;
use crate::chain::{Chain, ChainError};
use crate::name::{EndpointName, Format};
use crate::public_key::PublicKey;

/// Certificates put in order, and what was found about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The path, and what is left over.
    pub chain: Chain,
    /// The checks that apply, in the order of [`CheckName::ALL`].
    pub checks: Vec<Check>,
}

impl Assessment {
    /// The worst verdict of all checks.
    pub fn verdict(&self) -> Verdict {
        self.checks.iter().map(Check::result).max().unwrap_or(Verdict::Pass)
    }

    /// The check of that name, where it applies.
    pub fn check(&self, name: CheckName) -> Option<&Check> {
        self.checks.iter().find(|check| check.name() == name)
    }
}

/// Puts certificates in order and makes every check that applies.
///
/// The key is the private key's public half, the name the one that was asked for, where they are
/// known; the time is in seconds since the Unix epoch.
///
/// # Errors
/// Where there is no certificate, or too many.
pub fn assess(
    certificates: &[Certificate],
    key: Option<&PublicKey>,
    asked_for: Option<&EndpointName>,
    now: i64,
) -> Result<Assessment, ChainError> {
    let chain = Chain::build(certificates, key)?;
    let leaf = chain.leaf().ok_or(ChainError::Empty)?;
    let name = certificate::endpoint_name(leaf);
    let checks = [
        key.map(|key| certificate::check_key(leaf, key)),
        Some(certificate::check_strength(leaf.public_key())),
        Some(certificate::check_common_name(leaf, asked_for)),
        name.as_ref().map(certificate::check_format),
        Some(Check::NotExpired { not_after: leaf.not_after(), now }),
        Some(Check::NotYetValid { not_before: leaf.not_before(), now }),
        Some(path::check_complete(&chain)),
        path::check_signatures(&chain),
        path::check_dates(&chain, now),
        constraints::check(&chain),
        Some(path::check_unneeded(&chain)),
        issuer::check(&chain, name.as_ref()),
        Some(certificate::check_purpose(leaf)),
    ];
    let checks = checks.into_iter().flatten().collect();
    Ok(Assessment { chain, checks })
}

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

/// One signature of the path that is not known to be good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureFault {
    /// What is signed.
    pub certificate: String,
    /// Who should have signed it.
    pub issuer: String,
    /// The algorithm that is not known, or none where the signature is wrong.
    pub unknown_algorithm: Option<String>,
}

/// One issuer of the path that is outside its dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateFault {
    /// The issuer.
    pub certificate: String,
    /// The first second in which it is valid, since the Unix epoch.
    pub not_before: i64,
    /// The last.
    pub not_after: i64,
    /// The time of the check.
    pub now: i64,
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

/// How far the chain goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Completeness {
    /// To a root.
    Complete {
        /// The root.
        root: String,
    },
    /// To a certificate whose issuer was not given.
    Incomplete {
        /// That certificate.
        certificate: String,
        /// Its issuer's whole name.
        missing: String,
    },
}

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
