//! The search for the leaf and for the path.

use std::cmp::Reverse;
use std::collections::VecDeque;

use crate::certificate::Certificate;
use crate::public_key::PublicKey;
use crate::signature::SignatureError;

/// How many issuers of one name are tried, the likeliest first.
const MOST_ISSUERS: usize = 8;

/// How many signatures may still be verified to choose between issuers of one name. Beyond that, names
/// and key identifiers decide: it bounds the work that many certificates of one name make.
pub struct Trials(usize);

impl Default for Trials {
    fn default() -> Self {
        Self(32)
    }
}

impl Trials {
    /// For many paths together.
    pub const MANY: Self = Self(500);
}

/// How many certificates a path has at most. Real ones have three or four.
const MOST_LEVELS: usize = 10;

/// The leaf: the key's certificate, or the one that is most like an endpoint's.
pub(super) fn find_leaf<'a>(
    certificates: &'a [Certificate],
    key: Option<&PublicKey>,
) -> Option<&'a Certificate> {
    certificates.iter().min_by_key(|one| {
        let other_key = key.is_some_and(|key| one.public_key() != key);
        (
            other_key,
            one.is_ca(),
            issues_another(certificates, one),
            one.is_self_issued(),
            Reverse(one.not_after()),
        )
    })
}

/// Whether another of the certificates names this one as its issuer.
pub(super) fn issues_another(certificates: &[Certificate], one: &Certificate) -> bool {
    certificates.iter().any(|other| other != one && other.issuer() == one.subject())
}

/// The shortest way to a root; without a root, the longest of the shortest ways to anywhere.
pub(super) fn find_path(
    certificates: &[Certificate],
    leaf: &Certificate,
    trials: &mut Trials,
) -> Vec<Certificate> {
    // Each certificate is reached once, by the first way to it: loops end there.
    let mut reached = vec![Step { certificate: leaf, from: None, level: 1 }];
    let mut queue = VecDeque::from([0]);
    let mut end = 0;
    while let Some(at) = queue.pop_front() {
        let Some(&Step { certificate, level, .. }) = reached.get(at) else { break };
        end = at;
        if certificate.claims_to_be_root() {
            break;
        }
        if level >= MOST_LEVELS {
            continue;
        }
        for issuer in find_issuers(certificates, certificate, trials) {
            if !reached.iter().any(|step| step.certificate == issuer) {
                queue.push_back(reached.len());
                let level = level.saturating_add(1);
                reached.push(Step { certificate: issuer, from: Some(at), level });
            }
        }
    }
    let mut path = Vec::new();
    let mut next = Some(end);
    while let Some(step) = next.and_then(|at| reached.get(at)) {
        path.push(step.certificate.clone());
        next = step.from;
    }
    path.reverse();
    path
}

struct Step<'a> {
    certificate: &'a Certificate,
    /// The place of the certificate that this one issued.
    from: Option<usize>,
    /// How many certificates lead here, this one included.
    level: usize,
}

/// How well a certificate's signature fits an issuer of the right name. The best comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Verified,
    NotKnown,
    Wrong,
}

/// The issuers of a certificate, the likeliest first. Of several that have the name, only those
/// whose fit is the best: another of that name is another authority, or an older one.
fn find_issuers<'a>(
    certificates: &'a [Certificate],
    of: &Certificate,
    trials: &mut Trials,
) -> Vec<&'a Certificate> {
    let mut named: Vec<_> =
        certificates.iter().filter(|one| one.subject() == of.issuer() && *one != of).collect();
    let likelihood = |issuer: &Certificate| {
        (of.identifies_other_issuer(issuer), !issuer.is_ca(), Reverse(issuer.not_after()))
    };
    named.sort_by_key(|issuer| likelihood(issuer));
    named.truncate(MOST_ISSUERS);
    if named.len() < 2 {
        return named;
    }
    let fits: Vec<_> = named.into_iter().map(|issuer| (find_fit(of, issuer, trials), issuer)).collect();
    let best = fits.iter().map(|(fit, _)| *fit).min();
    fits.into_iter().filter(|(fit, _)| Some(*fit) == best).map(|(_, issuer)| issuer).collect()
}

fn find_fit(of: &Certificate, issuer: &Certificate, trials: &mut Trials) -> Fit {
    let Some(left) = trials.0.checked_sub(1) else { return Fit::NotKnown };
    trials.0 = left;
    match of.verify_signature(issuer.public_key()) {
        Ok(()) => Fit::Verified,
        Err(SignatureError::UnknownAlgorithm(_) | SignatureError::UnknownKey(_)) => Fit::NotKnown,
        Err(SignatureError::Wrong | SignatureError::UnusableKey) => Fit::Wrong,
    }
}
