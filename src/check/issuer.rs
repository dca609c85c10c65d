//! Whether name and issuer belong to the same environment.
//!
//! The authorities' names are hints, not trust: they can change.

use serde::{Deserialize, Serialize};

use super::Check;
use crate::certificate::DistinguishedName;
use crate::chain::Chain;
use crate::name::EndpointName;

/// Which environment an issuer serves, or that it has ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Authority {
    Int,
    Prod,
    /// Ended on 4 June 2024.
    FirstGeneration,
}

const AUTHORITIES: [(&str, Authority); 8] = [
    ("NHS PTL Root Authority G2", Authority::Int),
    ("NHS INT Authentication G2", Authority::Int),
    ("NHS Root Authority G2", Authority::Prod),
    ("NHS Authentication G2", Authority::Prod),
    ("NHS Root Authority", Authority::FirstGeneration),
    ("NHS PTL Root Authority", Authority::FirstGeneration),
    ("NHS Level 1C", Authority::FirstGeneration),
    ("NHS INT Level 1C", Authority::FirstGeneration),
];

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
    /// An issuer is of the first generation, which has ended.
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

/// Whether a name is that of an authority of the first generation.
pub fn is_first_generation(name: &DistinguishedName) -> bool {
    authority(name) == Some(Authority::FirstGeneration)
}

/// Absent where the name has no format that says an environment, and no issuer has ended.
pub(super) fn check(chain: &Chain, name: Option<&EndpointName>) -> Option<Check> {
    let mut issuers = chain.path().iter().map(|certificate| certificate.issuer());
    if let Some(ended) = issuers.clone().find(|issuer| is_first_generation(issuer)) {
        let issuer = label(ended);
        return Some(Check::IssuerEnvironment(IssuerEnvironment::FirstGeneration { issuer }));
    }
    let name = name?;
    let name_is_production = name.parts()?.format.is_production();
    let issuer = issuers.next()?;
    let production = authority(issuer).map(|authority| authority == Authority::Prod);
    let issuer = label(issuer);
    Some(Check::IssuerEnvironment(match production {
        None => IssuerEnvironment::Unknown { issuer },
        Some(production) if production == name_is_production => {
            IssuerEnvironment::Same { issuer, production }
        }
        Some(_) => IssuerEnvironment::Crossed { name: name.as_str().to_owned(), name_is_production, issuer },
    }))
}

fn authority(name: &DistinguishedName) -> Option<Authority> {
    let names = name.common_names();
    let known = |text: &str| names.iter().any(|name| name.trim().eq_ignore_ascii_case(text));
    AUTHORITIES.iter().find(|(text, _)| known(text)).map(|&(_, authority)| authority)
}

fn label(name: &DistinguishedName) -> String {
    name.common_names().first().map_or_else(|| name.to_string(), |name| (*name).to_owned())
}
