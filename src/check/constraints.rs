//! Whether each issuer of the path may sign what it signed (RFC 5280 section 6.1.4).

use serde::{Deserialize, Serialize};

use super::Check;
use super::certificate::Purposes;
use crate::certificate::{Certificate, GeneralName};
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
    /// Servers and clients in extendedKeyUsage, where it has that.
    Purposes,
    /// Names below it that nameConstraints allow.
    Names,
    /// No more intermediate certificates below it than pathLenConstraint allows.
    PathLength {
        /// How many it allows.
        most: u32,
        /// How many there are.
        found: usize,
    },
}

/// Absent where no issuer was given.
pub(super) fn check(chain: &Chain) -> Option<Check> {
    let issuers = chain.issuers();
    let faults = issuers.iter().enumerate().flat_map(|(place, issuer)| {
        // The path begins with the leaf, so that this many certificates of it stand below the issuer.
        let below = chain.path().get(..=place).unwrap_or_default();
        broken_by(issuer, below)
            .into_iter()
            .map(|constraint| ConstraintFault { certificate: issuer.label(), constraint })
    });
    (!issuers.is_empty()).then(|| Check::ChainConstraints(faults.collect()))
}

/// The rules that an issuer breaks with the certificates below it, the leaf first.
fn broken_by(issuer: &Certificate, below: &[Certificate]) -> Vec<Constraint> {
    let Some(extensions) = issuer.extensions() else {
        // Roots of version 1 are older than the rules, and are trusted by themselves.
        let root = issuer.claims_to_be_root();
        return if root { Vec::new() } else { vec![Constraint::CertificateAuthority] };
    };
    // Self-issued certificates do not count (RFC 5280 section 4.2.1.9), and neither does the leaf.
    let intermediates = below.iter().skip(1).filter(|one| !one.is_self_issued()).count();
    let path_length =
        extensions.basic_constraints.filter(|basic| basic.ca).and_then(|basic| basic.path_length);
    let may_sign = extensions.key_usage.is_none_or(|usage| usage.key_cert_sign());
    let has_purposes = extensions.extended_key_usage.as_deref().is_none_or(Purposes::allow_both);
    let allows_names = extensions.name_constraints.as_ref().is_none_or(|constraints| {
        below.iter().enumerate().all(|(place, one)| {
            // Self-issued certificates are exempt, unless they are the last (section 6.1.3).
            place > 0 && one.is_self_issued() || constraints.allow(&names(one, place == 0))
        })
    });
    [
        (!issuer.is_ca()).then_some(Constraint::CertificateAuthority),
        (!may_sign).then_some(Constraint::CertificateSigning),
        (!has_purposes).then_some(Constraint::Purposes),
        (!allows_names).then_some(Constraint::Names),
        path_length
            .filter(|&most| u32::try_from(intermediates).is_ok_and(|found| found > most))
            .map(|most| Constraint::PathLength { most, found: intermediates }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The names of a certificate that constraints are held against: the subject, the email addresses in it,
/// the names of subjectAltName, and the common names of a leaf without a DNS name, for programs take
/// these for its host names.
fn names(one: &Certificate, is_leaf: bool) -> Vec<GeneralName> {
    let subject = one.subject();
    let mut names = one.other_names().to_vec();
    if !subject.is_empty() {
        names.push(GeneralName::Directory(subject.clone()));
    }
    let addresses = subject.attributes().filter(|attribute| attribute.is_email_address());
    names.extend(addresses.map(|attribute| GeneralName::Email(attribute.text.clone())));
    if is_leaf && one.dns_names().is_empty() {
        let hosts = subject.common_names().into_iter().filter(|name| is_host_name(name));
        names.extend(hosts.map(|name| GeneralName::Dns(name.to_owned())));
    }
    names
}

/// Whether a common name looks like the name of a host: two labels or more.
fn is_host_name(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
    };
    name.contains('.') && name.split('.').all(label)
}
