//! The checks of the path as a whole.

use const_oid::db::rfc5912::ID_RSASSA_PSS;
use const_oid::db::rfc8410::{ID_ED_448, ID_ED_25519};
use serde::{Deserialize, Serialize};

use super::certificate::endpoint_name;
use super::key::{KeyKind, key_kind};
use super::{Check, Verdict};
use crate::authority::{Authority, Environment};
use crate::certificate::{Certificate, Departure};
use crate::chain::{Chain, Link};
use crate::public_key::KeyAlgorithm;
use crate::signature::{Digest, SignatureError};

/// How far the chain goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Completeness {
    /// To a root.
    Complete {
        /// The root.
        root: String,
    },
    /// Nowhere: the certificate of the endpoint is signed by its own key, and no authority's.
    SelfSigned {
        /// That certificate.
        certificate: String,
    },
    /// To a certificate whose issuer was not given.
    Incomplete {
        /// That certificate.
        certificate: String,
        /// Its issuer's whole name.
        missing: String,
        /// Where the issuer has the name of an authority of one environment, and authorities of the other
        /// were given: whether the missing one is of production.
        crossed: Option<bool>,
    },
}

/// One signature of the path that is not known to be good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureFault {
    /// What is signed.
    pub certificate: String,
    /// Who should have signed it.
    pub issuer: String,
    /// What is wrong.
    pub problem: SignatureProblem,
}

/// Why a signature is not known to be good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignatureProblem {
    /// It was made by another key, or something was changed afterwards.
    Wrong,
    /// The issuer's key is too short or too long, or is no key.
    UnusableKey,
    /// The algorithm of the signature or of the key is not known here, or out of use.
    UnknownAlgorithm {
        /// Its object identifier.
        oid: String,
    },
    /// It was verified, and is over a SHA-1 digest: many programs refuse it.
    Sha1,
    /// The algorithm named inside what is signed is not the one outside (RFC 5280 section 4.1.1.2).
    TwoAlgorithms,
    /// The same as [`UnknownAlgorithm`](Self::UnknownAlgorithm), of a root's own signature, which nobody
    /// needs to verify.
    OwnUnknown {
        /// Its object identifier.
        oid: String,
    },
}

impl SignatureProblem {
    /// What follows from it.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Wrong | Self::UnusableKey | Self::UnknownAlgorithm { .. } | Self::TwoAlgorithms => {
                Verdict::Fail
            }
            Self::Sha1 | Self::OwnUnknown { .. } => Verdict::Warn,
        }
    }
}

/// A member of the path whose key is too weak for many programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeakKey {
    /// The certificate.
    pub certificate: String,
    /// Its key.
    pub key: KeyKind,
}

/// The certificate of an endpoint that was given and is not the one that is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherEndpoint {
    /// The certificate.
    pub certificate: String,
    /// Its last second, since the Unix epoch.
    pub not_after: i64,
    /// Whether it has the same public key as the one that is used.
    pub has_same_key: bool,
    /// Whether it begins later than the one that is used.
    pub is_newer: bool,
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

pub(super) fn check_complete(chain: &Chain) -> Check {
    Check::ChainComplete(match (chain.root(), chain.path()) {
        (Some(_), [own]) if !own.is_ca() || endpoint_name(own.subject()).is_some() => {
            Completeness::SelfSigned { certificate: own.label() }
        }
        (Some(root), _) => Completeness::Complete { root: root.label() },
        (None, path) => Completeness::Incomplete {
            certificate: path.last().map(Certificate::label).unwrap_or_default(),
            missing: path.last().map(|last| last.issuer().to_string()).unwrap_or_default(),
            crossed: path.last().and_then(|last| crossed(last, chain.unused())),
        },
    })
}

/// Whether the missing issuer is of production, where only authorities of the other environment were given.
fn crossed(last: &Certificate, unused: &[Certificate]) -> Option<bool> {
    let missing = Authority::named(last.issuer())?.environment;
    let given = |one: &Certificate| Authority::of(one).or_else(|| Authority::named(one.subject()));
    let mut given = unused.iter().filter_map(given).map(|known| known.environment).peekable();
    given.peek()?;
    given.all(|environment| environment != missing).then_some(missing == Environment::Prod)
}

/// Absent where there is no signature whose signer was given, and nothing wrong with what says how it was
/// made.
pub(super) fn check_signatures(chain: &Chain) -> Option<Check> {
    let links = chain.links();
    let mut faults: Vec<SignatureFault> = links.iter().filter_map(fault).collect();
    for certificate in chain.path() {
        if certificate.departures().contains(&Departure::TwoAlgorithms) {
            faults.push(SignatureFault {
                certificate: certificate.label(),
                issuer: certificate.issuer().to_string(),
                problem: SignatureProblem::TwoAlgorithms,
            });
        }
    }
    (!links.is_empty() || !faults.is_empty()).then_some(Check::ChainSignatures(faults))
}

fn fault(link: &Link<'_>) -> Option<SignatureFault> {
    let is_own = link.certificate == link.issuer;
    let problem = match link.signature {
        // Nobody trusts a root for its own signature.
        Ok(()) if is_own || link.certificate.signature_algorithm().digest() != Some(Digest::Sha1) => {
            return None;
        }
        Ok(()) => SignatureProblem::Sha1,
        Err(SignatureError::Wrong) => SignatureProblem::Wrong,
        Err(SignatureError::UnusableKey) => SignatureProblem::UnusableKey,
        Err(SignatureError::UnknownAlgorithm(oid) | SignatureError::UnknownKey(oid)) => {
            let oid = oid.to_string();
            if is_own {
                SignatureProblem::OwnUnknown { oid }
            } else {
                SignatureProblem::UnknownAlgorithm { oid }
            }
        }
    };
    let (certificate, issuer) = (link.certificate.label(), link.issuer.label());
    Some(SignatureFault { certificate, issuer, problem })
}

/// Absent where no issuer was given: the leaf's own key is another check.
pub(super) fn check_strength(chain: &Chain) -> Option<Check> {
    let weak = chain.issuers().iter().filter(|issuer| !is_strong(issuer.public_key().algorithm()));
    let weak = weak.map(|issuer| WeakKey { certificate: issuer.label(), key: key_kind(issuer.public_key()) });
    (!chain.issuers().is_empty()).then(|| Check::ChainStrength(weak.collect()))
}

/// Whether programs accept a key of that kind from an authority (NIST SP 800-57 part 1: 112 bits).
fn is_strong(algorithm: KeyAlgorithm) -> bool {
    match algorithm {
        KeyAlgorithm::Rsa { bits } => bits >= 2048,
        KeyAlgorithm::P256 | KeyAlgorithm::P384 | KeyAlgorithm::P521 => true,
        KeyAlgorithm::Other(oid) => matches!(oid, ID_RSASSA_PSS | ID_ED_25519 | ID_ED_448),
    }
}

/// Absent where no issuer was given: the leaf's own dates are other checks.
pub(super) fn check_dates(chain: &Chain, now: i64) -> Option<Check> {
    let faults = chain.issuers().iter().filter(|issuer| !issuer.is_valid_at(now)).map(|issuer| DateFault {
        certificate: issuer.label(),
        not_before: issuer.not_before(),
        not_after: issuer.not_after(),
        now,
    });
    (!chain.issuers().is_empty()).then(|| Check::ChainDates(faults.collect()))
}

/// What was given beside the path: authorities that it does not use, what was given again, and
/// certificates of endpoints that are not the one in it.
pub(super) fn check_unneeded(chain: &Chain, others: &[Certificate]) -> Check {
    let labels = |certificates: &[Certificate]| certificates.iter().map(Certificate::label).collect();
    let others = others.iter().filter_map(|other| {
        let leaf = chain.leaf()?;
        Some(OtherEndpoint {
            certificate: other.label(),
            not_after: other.not_after(),
            has_same_key: other.public_key() == leaf.public_key(),
            is_newer: other.not_before() > leaf.not_before(),
        })
    });
    Check::UnneededCertificates {
        unused: labels(chain.unused()),
        repeated: labels(chain.repeated()),
        others: others.collect(),
    }
}
