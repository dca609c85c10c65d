//! Every check of a certificate, its chain and its key: what was found, and what follows.

mod certificate;
mod constraints;
mod finding;
mod issuer;
mod key;
mod path;
mod request;

pub use certificate::{CommonName, NameFormat, Purpose, endpoint_name};
pub use constraints::{Constraint, ConstraintFault};
pub use finding::{Check, CheckName, Verdict};
pub use issuer::{IssuerEnvironment, is_first_generation};
pub use key::{KeyKind, check_private_key};
pub use path::{Completeness, DateFault, SignatureFault, SignatureProblem};
pub use request::{RequestSignature, UnwantedField, assess_request};

use crate::certificate::Certificate;
use crate::chain::{Chain, ChainError};
use crate::name::EndpointName;
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

    /// The same for certificates that are in use already, in a PKCS#12 file: those that have ended
    /// are a warning, for the file can still be read, moved and given another password.
    #[must_use]
    pub fn of_file_in_use(mut self) -> Self {
        for check in &mut self.checks {
            match check {
                &mut Check::NotExpired { not_after, now } if now > not_after => {
                    *check = Check::EndedInUse { not_after };
                }
                Check::ChainDates(faults) if !faults.is_empty() => {
                    *check = Check::ChainEndedInUse(std::mem::take(faults));
                }
                _ => {}
            }
        }
        self
    }

    /// The endpoint that the leaf names, where it has one common name and that is a good one.
    pub fn endpoint_name(&self) -> Option<EndpointName> {
        certificate::endpoint_name(self.chain.leaf()?.subject())
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
    assess_chain(Chain::build(certificates, key)?, key, asked_for, now)
}

/// Makes every check that applies to a path that was found.
///
/// # Errors
/// Where there is no certificate.
pub fn assess_chain(
    chain: Chain,
    key: Option<&PublicKey>,
    asked_for: Option<&EndpointName>,
    now: i64,
) -> Result<Assessment, ChainError> {
    let leaf = chain.leaf().ok_or(ChainError::Empty)?;
    let name = certificate::endpoint_name(leaf.subject());
    let checks = [
        key.map(|key| key::check_pair(leaf, key)),
        Some(key::check_strength(leaf.public_key())),
        Some(certificate::check_common_name(leaf.subject(), asked_for)),
        certificate::check_format(leaf.subject()),
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
