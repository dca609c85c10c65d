//! Every check of a certificate, its chain and its key: what was found, and what follows.

mod certificate;
mod constraints;
mod finding;
mod issuer;
mod key;
mod path;
mod request;
mod understood;

pub use certificate::{CommonName, LeafKeyUsage, NameFormat, Purpose, endpoint_name};
pub use constraints::{Constraint, ConstraintFault};
pub use finding::{Check, CheckName, Verdict};
pub use issuer::{IssuerEnvironment, IssuerKnown, Pretence, UnpublishedAuthority};
pub use key::{KeyKind, check_private_key};
pub use path::{Completeness, DateFault, OtherEndpoint, SignatureFault, SignatureProblem, WeakKey};
pub use request::{RequestSignature, UnwantedField, assess_request};
pub use understood::{Obscurity, ObscurityKind};

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
                &mut Check::NotExpired { not_after, now, .. } if now > not_after => {
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

/// What a path is held against.
#[derive(Default, Clone, Copy)]
pub struct Beside<'a> {
    /// The private key's public half, where it is known.
    pub key: Option<&'a PublicKey>,
    /// The certificate that came with the private key and is its own, where there is one.
    pub own: Option<&'a Certificate>,
    /// The name that was asked for, where it is known.
    pub asked_for: Option<&'a EndpointName>,
    /// The certificates of other endpoints that were given.
    pub others: &'a [Certificate],
}

/// Makes every check that applies to a path that was found. The time is in seconds since the Unix epoch.
///
/// # Errors
/// Where there is no certificate.
pub fn assess_chain(chain: Chain, beside: Beside<'_>, now: i64) -> Result<Assessment, ChainError> {
    let leaf = chain.leaf().ok_or(ChainError::Empty)?;
    let name = certificate::endpoint_name(leaf.subject());
    let checks = [
        beside.key.map(|key| key::check_pair(leaf, key, beside.own)),
        Some(key::check_strength(leaf.public_key())),
        Some(certificate::check_name(leaf, beside.asked_for)),
        certificate::check_format(leaf.subject()),
        Some(Check::NotExpired {
            not_after: leaf.not_after(),
            now,
            of_authority: leaf.is_ca() && name.is_none(),
        }),
        Some(Check::NotYetValid { not_before: leaf.not_before(), now }),
        Some(understood::check(&chain)),
        Some(certificate::check_key_usage(leaf)),
        Some(certificate::check_purpose(leaf)),
        Some(path::check_complete(&chain)),
        path::check_signatures(&chain),
        path::check_dates(&chain, now),
        constraints::check(&chain),
        path::check_strength(&chain),
        issuer::check_known(&chain),
        issuer::check_environment(&chain, name.as_ref()),
        Some(path::check_unneeded(&chain, beside.others)),
    ];
    let checks = checks.into_iter().flatten().collect();
    Ok(Assessment { chain, checks })
}
