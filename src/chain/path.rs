//! The search for the path.

use std::cmp::Reverse;
use std::collections::VecDeque;

use crate::certificate::Certificate;
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

/// The best of the shortest ways from the leaf to each certificate that can be reached.
pub(super) fn find_path(
    certificates: &[Certificate],
    leaf: &Certificate,
    now: i64,
    trials: &mut Trials,
) -> Vec<Certificate> {
    // Each certificate is reached once, by the first way to it: loops end there.
    let mut reached = vec![Step::first(leaf, now)];
    let mut queue = VecDeque::from([0]);
    let mut best = (Worth::default(), 0);
    while let Some(at) = queue.pop_front() {
        let Some(step) = reached.get(at).copied() else { break };
        let issuers = if step.level < MOST_LEVELS {
            find_issuers(certificates, step.certificate, now, trials)
        } else {
            Vec::new()
        };
        let is_root = step.certificate.claims_to_be_root() && is_last(step.certificate, &issuers, trials);
        let worth = step.worth(is_root);
        if worth < best.0 {
            best = (worth, at);
        }
        if is_root {
            continue;
        }
        for issuer in issuers {
            if !reached.iter().any(|step| step.certificate == issuer) {
                queue.push_back(reached.len());
                reached.push(step.up(issuer, at, now));
            }
        }
    }
    let mut path = Vec::new();
    let mut next = Some(best.1);
    while let Some(step) = next.and_then(|at| reached.get(at)) {
        path.push(step.certificate.clone());
        next = step.from;
    }
    path.reverse();
    path
}

/// Whether a certificate that is issued under its own name ends the path: another key of an authority can
/// have signed it, where the authority changes its key.
fn is_last(one: &Certificate, issuers: &[&Certificate], trials: &mut Trials) -> bool {
    issuers.is_empty() || find_fit(one, one, trials) != Fit::Wrong
}

/// How good a way is; the least is the best.
#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// It leads to a root: the best has the fewest members outside their dates, then the fewest members.
    Rooted { outside_dates: usize, level: usize },
    /// It leads to anything else: the best has the most members, and thus the most to check.
    Open { level: Reverse<usize>, outside_dates: usize },
    /// There is none.
    #[default]
    Nowhere,
}

/// One certificate that was reached.
#[derive(Clone, Copy)]
struct Step<'a> {
    certificate: &'a Certificate,
    /// The place of the certificate that this one issued.
    from: Option<usize>,
    /// How many certificates lead here, this one included.
    level: usize,
    /// How many of these are outside their dates.
    outside_dates: usize,
}

impl<'a> Step<'a> {
    fn first(leaf: &'a Certificate, now: i64) -> Self {
        let outside_dates = usize::from(!leaf.is_valid_at(now));
        Self { certificate: leaf, from: None, level: 1, outside_dates }
    }

    fn up(&self, issuer: &'a Certificate, at: usize, now: i64) -> Self {
        let outside = usize::from(!issuer.is_valid_at(now));
        Self {
            certificate: issuer,
            from: Some(at),
            level: self.level.saturating_add(1),
            outside_dates: self.outside_dates.saturating_add(outside),
        }
    }

    fn worth(&self, is_root: bool) -> Worth {
        let Self { level, outside_dates, .. } = *self;
        if is_root {
            Worth::Rooted { outside_dates, level }
        } else {
            Worth::Open { level: Reverse(level), outside_dates }
        }
    }
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
    now: i64,
    trials: &mut Trials,
) -> Vec<&'a Certificate> {
    let mut named: Vec<_> =
        certificates.iter().filter(|one| one.subject() == of.issuer() && *one != of).collect();
    let likelihood = |issuer: &Certificate| {
        (
            of.identifies_other_issuer(issuer),
            !issuer.is_ca(),
            !issuer.is_valid_at(now),
            Reverse(issuer.not_after()),
        )
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
