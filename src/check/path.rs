//! The checks of the path as a whole.

use serde::{Deserialize, Serialize};

use super::Check;
use crate::certificate::Certificate;
use crate::chain::Chain;
use crate::signature::SignatureError;

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
    /// The algorithm of the signature or of the key is not known here.
    UnknownAlgorithm {
        /// Its object identifier.
        oid: String,
    },
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
    Check::ChainComplete(match (chain.root(), chain.path().last()) {
        (Some(root), _) => Completeness::Complete { root: root.label() },
        (None, last) => Completeness::Incomplete {
            certificate: last.map(Certificate::label).unwrap_or_default(),
            missing: last.map(|last| last.issuer().to_string()).unwrap_or_default(),
        },
    })
}

/// Absent where there is no signature whose signer was given.
pub(super) fn check_signatures(chain: &Chain) -> Option<Check> {
    let links = chain.links();
    let faults = links.iter().filter_map(|link| {
        let problem = match link.signature {
            Ok(()) => return None,
            Err(SignatureError::Wrong) => SignatureProblem::Wrong,
            Err(SignatureError::UnusableKey) => SignatureProblem::UnusableKey,
            Err(SignatureError::UnknownAlgorithm(oid) | SignatureError::UnknownKey(oid)) => {
                SignatureProblem::UnknownAlgorithm { oid: oid.to_string() }
            }
        };
        let (certificate, issuer) = (link.certificate.label(), link.issuer.label());
        Some(SignatureFault { certificate, issuer, problem })
    });
    (!links.is_empty()).then(|| Check::ChainSignatures(faults.collect()))
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

pub(super) fn check_unneeded(chain: &Chain) -> Check {
    let labels = |certificates: &[Certificate]| certificates.iter().map(Certificate::label).collect();
    Check::UnneededCertificates { unused: labels(chain.unused()), repeated: labels(chain.repeated()) }
}
