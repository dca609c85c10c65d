//! Whether each issuer of the path may sign what it signed (RFC 5280 section 6.1.4).

use serde::{Deserialize, Serialize};

use super::Check;
use crate::certificate::Certificate;
use crate::chain::Chain;

/// A rule that an issuer of the path breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConstraintFault {
    /// The issuer.
    pub certificate: String,
    /// The rule.
    pub constraint: Constraint,
}

/// What an issuer needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Constraint {
    /// basicConstraints that call it a certificate authority.
    CertificateAuthority,
    /// keyCertSign in keyUsage, where it has keyUsage.
    CertificateSigning,
    /// No more intermediate certificates below it than pathLenConstraint allows.
    PathLength {
        /// How many it allows.
        most: u8,
        /// How many there are.
        found: usize,
    },
}

/// Absent where no issuer was given.
pub(super) fn check(chain: &Chain) -> Option<Check> {
    let issuers = chain.issuers();
    let faults = issuers.iter().enumerate().flat_map(|(place, issuer)| {
        // Self-issued certificates do not count (RFC 5280 section 4.2.1.9).
        let below = issuers.iter().take(place).filter(|one| !one.is_self_issued()).count();
        broken_by(issuer, below)
            .into_iter()
            .map(|constraint| ConstraintFault { certificate: issuer.label(), constraint })
    });
    (!issuers.is_empty()).then(|| Check::ChainConstraints(faults.collect()))
}

fn broken_by(issuer: &Certificate, below: usize) -> Vec<Constraint> {
    let Some(extensions) = issuer.extensions() else {
        // Roots of version 1 are older than the rules, and are trusted by themselves.
        let root = issuer.claims_to_be_root();
        return if root { Vec::new() } else { vec![Constraint::CertificateAuthority] };
    };
    let path_length =
        extensions.basic_constraints.filter(|basic| basic.ca).and_then(|basic| basic.path_length);
    let may_sign = extensions.key_usage.is_none_or(|usage| usage.key_cert_sign());
    [
        (!issuer.is_ca()).then_some(Constraint::CertificateAuthority),
        (!may_sign).then_some(Constraint::CertificateSigning),
        path_length
            .filter(|&most| below > usize::from(most))
            .map(|most| Constraint::PathLength { most, found: below }),
    ]
    .into_iter()
    .flatten()
    .collect()
}
