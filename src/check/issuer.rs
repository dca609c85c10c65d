//! Whether the authorities are published ones, and belong to the environment in the name.
//!
//! The digest of a published certificate is knowledge, the name of an authority a hint: anybody can write
//! it into a certificate, and the NHS may issue a new generation.

use serde::{Deserialize, Serialize};

use super::Check;
use crate::authority::{Authority, Environment, Generation};
use crate::certificate::{Certificate, DistinguishedName};
use crate::chain::Chain;
use crate::hex::hex;
use crate::name::EndpointName;

/// What the issuer says beside the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum IssuerEnvironment {
    /// Name and issuer belong to the same environment.
    Same {
        /// The issuer.
        issuer: String,
        /// Whether that is production.
        production: bool,
    },
    /// The name is of one environment, the issuer of the other.
    Crossed {
        /// The name.
        name: String,
        /// Whether the name is of production. The issuer is of the other.
        name_is_production: bool,
        /// The issuer.
        issuer: String,
    },
    /// An issuer is of the first generation, which was superseded on 4 June 2024.
    FirstGeneration {
        /// The issuer.
        issuer: String,
    },
    /// The issuer is not known.
    Unknown {
        /// The issuer.
        issuer: String,
    },
}

/// Whether the authorities of the path are ones that the NHS published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum IssuerKnown {
    /// All of them are.
    Published {
        /// The last of the path.
        authority: String,
    },
    /// These are not, one at least.
    Unpublished(Vec<UnpublishedAuthority>),
}

/// An authority that is not one of the published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpublishedAuthority {
    /// Its name.
    pub authority: String,
    /// The SHA-256 digest of its certificate, 64 upper-case hexadecimal digits.
    pub sha256: String,
    /// What it pretends to be.
    pub pretence: Pretence,
}

/// What an unpublished authority pretends to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pretence {
    /// It bears the name of a published one, and has another certificate.
    NhsName,
    /// It is a root: whoever trusts it trusts everything below it.
    Root,
    /// It stands between the endpoint and a root.
    Intermediate,
}

/// Absent where the name has no format that says an environment, and no issuer is of the first generation.
pub(super) fn check_environment(chain: &Chain, name: Option<&EndpointName>) -> Option<Check> {
    let issuers = chain.path().iter().enumerate().map(|(place, certificate)| {
        // A certificate that was given says more than the name of it.
        let given = chain.path().get(place.saturating_add(1)).and_then(Authority::of);
        (certificate.issuer(), given.or_else(|| Authority::named(certificate.issuer())))
    });
    let mut issuers = issuers.collect::<Vec<_>>().into_iter();
    let is_first = |known: &Authority| known.generation == Generation::First;
    if let Some((issuer, _)) = issuers.clone().find(|(_, known)| known.as_ref().is_some_and(is_first)) {
        let issuer = label(issuer);
        return Some(Check::IssuerEnvironment(IssuerEnvironment::FirstGeneration { issuer }));
    }
    let name = name?;
    let name_is_production = name.environment()? == Environment::Prod;
    let (issuer, known) = issuers.next()?;
    let issuer = label(issuer);
    let production = known.map(|known| known.environment == Environment::Prod);
    Some(Check::IssuerEnvironment(match production {
        None => IssuerEnvironment::Unknown { issuer },
        Some(production) if production == name_is_production => {
            IssuerEnvironment::Same { issuer, production }
        }
        Some(_) => IssuerEnvironment::Crossed { name: name.as_str().to_owned(), name_is_production, issuer },
    }))
}

/// Absent where no authority was given.
pub(super) fn check_known(chain: &Chain) -> Option<Check> {
    let last = chain.issuers().last()?;
    let unpublished: Vec<UnpublishedAuthority> =
        chain.issuers().iter().filter(|one| Authority::of(one).is_none()).map(unpublished).collect();
    Some(Check::IssuerKnown(if unpublished.is_empty() {
        IssuerKnown::Published { authority: last.label() }
    } else {
        IssuerKnown::Unpublished(unpublished)
    }))
}

fn unpublished(one: &Certificate) -> UnpublishedAuthority {
    let pretence = match Authority::named(one.subject()) {
        Some(_) => Pretence::NhsName,
        None if one.claims_to_be_root() => Pretence::Root,
        None => Pretence::Intermediate,
    };
    UnpublishedAuthority { authority: one.label(), sha256: hex(&one.sha256()).to_ascii_uppercase(), pretence }
}

fn label(name: &DistinguishedName) -> String {
    name.common_names().first().map_or_else(|| name.to_string(), |name| (*name).to_owned())
}
