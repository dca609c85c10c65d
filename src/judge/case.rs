//! One private key and the certificates that were given for it.

use super::{Preference, Sorted};
use crate::certificate::Certificate;
use crate::chain::{Chain, ChainError, Trials, refuse_too_many};
use crate::check::{Assessment, Beside, assess_chain, endpoint_name};
use crate::name::EndpointName;
use crate::public_key::PublicKey;

/// How many certificates of endpoints are assessed to choose between them; each takes a search for a path.
const MOST_CHOICES: usize = 10;

/// What there is to judge.
pub struct Case<'a> {
    /// The certificates that the person gave.
    pub given: &'a [Certificate],
    /// Those that came in the same file as the private key.
    pub with_key: &'a [Certificate],
    /// The authorities by which a chain is completed.
    pub completing: &'a [Certificate],
    /// The private key's public half, where it is known.
    pub key: Option<&'a PublicKey>,
    /// The name that was asked for, where it is known.
    pub asked_for: Option<&'a EndpointName>,
    /// The time, in seconds since the Unix epoch.
    pub now: i64,
}

/// Why there is nothing to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JudgeError {
    /// There is no certificate, or there are too many.
    Chain(ChainError),
    /// All of the certificates are authorities', and none is the endpoint's.
    OnlyAuthorities {
        /// Their names.
        names: Vec<String>,
    },
}

impl From<ChainError> for JudgeError {
    fn from(error: ChainError) -> Self {
        Self::Chain(error)
    }
}

impl Case<'_> {
    /// Finds the endpoint's certificate, and makes every check that applies to it and to its path.
    ///
    /// What the person gave comes before what came with the key: that may be the certificate before a
    /// renewal. Certificates for the key come before others, then those with the name that was asked for;
    /// among these the best [`Preference`] decides.
    ///
    /// # Errors
    /// Where no certificate is an endpoint's, or there are too many.
    pub fn judge(&self) -> Result<Assessment, JudgeError> {
        if self.given.is_empty() && self.with_key.is_empty() {
            return Err(ChainError::Empty.into());
        }
        let all = || self.given.iter().chain(self.with_key);
        refuse_too_many(all().count())?;
        let keys: Vec<PublicKey> = self.key.into_iter().cloned().collect();
        let sorted = Sorted::of(all().cloned(), &keys);
        let (given, with_key): (Vec<_>, Vec<_>) =
            sorted.endpoints.iter().partition(|one| self.given.contains(one));
        let candidates = if given.is_empty() { &with_key } else { &given };
        let is_own = |one: &&&Certificate| self.key == Some(one.public_key());
        let own: Vec<&Certificate> = candidates.iter().filter(is_own).copied().collect();
        let own_with_key = with_key.iter().find(is_own).copied();
        let is_asked_for = |one: &&&Certificate| {
            self.asked_for.is_some_and(|name| endpoint_name(one.subject()).as_ref() == Some(name))
        };
        let asked_for: Vec<&Certificate> = candidates.iter().filter(is_asked_for).copied().collect();
        let candidates =
            [own, asked_for].into_iter().find(|some| !some.is_empty()).unwrap_or(candidates.clone());
        let mut best: Option<(Option<Preference>, Assessment)> = None;
        for leaf in candidates.into_iter().take(MOST_CHOICES) {
            let assessment = self.assess(leaf, &sorted, own_with_key)?;
            let preference = Preference::of(&assessment, self.now);
            if best.as_ref().is_none_or(|(least, _)| preference < *least) {
                best = Some((preference, assessment));
            }
        }
        best.map(|(_, assessment)| assessment).ok_or_else(|| JudgeError::OnlyAuthorities {
            names: sorted.authorities.iter().map(Certificate::label).collect(),
        })
    }

    fn assess(
        &self,
        leaf: &Certificate,
        sorted: &Sorted,
        own: Option<&Certificate>,
    ) -> Result<Assessment, ChainError> {
        let is_leaf = |one: &&Certificate| *one == leaf;
        let pool: Vec<Certificate> = std::iter::once(leaf)
            .chain(sorted.repeated.iter().filter(is_leaf))
            .chain(&sorted.authorities)
            .cloned()
            .collect();
        // The key's own certificate is named with the key, where the leaf is not the key's.
        let is_told = |one: &&Certificate| Some(*one) == own && self.key != Some(leaf.public_key());
        let others = sorted.endpoints.iter().filter(|one| *one != leaf && !is_told(one));
        let others: Vec<Certificate> = others.cloned().collect();
        let chain = Chain::of_leaf(&pool, leaf, self.now, &mut Trials::default())?;
        let chain = chain.completed(self.completing);
        let beside = Beside { key: self.key, own, asked_for: self.asked_for, others: &others };
        assess_chain(chain, beside, self.now)
    }
}
