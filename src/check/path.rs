//! The checks of the path as a whole.

use super::{Check, Completeness, DateFault, SignatureFault};
use crate::certificate::Certificate;
use crate::chain::Chain;
use crate::signature::SignatureError;

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
        let unknown_algorithm = match link.signature {
            Ok(()) => return None,
            Err(SignatureError::Wrong) => None,
            Err(SignatureError::UnknownAlgorithm(oid) | SignatureError::UnknownKey(oid)) => {
                Some(oid.to_string())
            }
            Err(SignatureError::UnusableKey) => Some(link.certificate.signature_algorithm().to_string()),
        };
        let (certificate, issuer) = (link.certificate.label(), link.issuer.label());
        Some(SignatureFault { certificate, issuer, unknown_algorithm })
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
