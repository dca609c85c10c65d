//! Keys and certificates paired by public key.

use serde::{Deserialize, Serialize};

use crate::index::Index;
use crate::judge::Preference;
use crate::public_key::Fingerprint;

/// The certificate of an endpoint. Its file is one of several that are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedCertificate {
    /// The endpoint's name, or what people call the certificate where that is no such name.
    pub name: String,
    /// The name in the request for its key, where one was given.
    pub asked_for: Option<String>,
    /// The digest of its public key.
    pub fingerprint: Fingerprint,
    /// The first second in which it is valid, since the Unix epoch.
    pub not_before: i64,
    /// The last.
    pub not_after: i64,
    /// Whether name and issuer belong to different environments.
    pub is_crossed: bool,
    /// Whether a check fails that does not ask for the time.
    pub is_faulty: bool,
    /// What the checks say that do not pass, in words.
    pub concerns: String,
    /// The number of its file.
    pub file: usize,
}

/// A private key. Its file is one of several that are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedKey {
    /// The name in the request for it, or what its file is called.
    pub name: String,
    /// Whether its public key is known.
    pub state: KeyState,
    /// Whether it has to be opened, before it can be paired.
    pub is_sealed: bool,
    /// The number of its file.
    pub file: usize,
    /// The number of the file with its password, where a table of passwords has one.
    pub password: Option<usize>,
}

/// Whether the public key of a private key is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyState {
    /// Not before it is opened.
    Sealed,
    /// It was opened.
    Open(Fingerprint),
    /// It cannot be opened or used; why, in words.
    Refused(String),
}

/// A certificate and its key, or one of them by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The name of the certificate, or else of the key.
    pub name: String,
    /// The place of the certificate among those given.
    pub certificate: Option<usize>,
    /// The place of the key among those given.
    pub key: Option<usize>,
    /// How many other certificates for this key are left aside.
    pub aside: usize,
    /// What became of it.
    pub verdict: PairVerdict,
}

/// What became of a pair. The first that applies is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairVerdict {
    /// The certificate has no key among those that are open.
    NoKey,
    /// The key was not opened yet.
    KeySealed,
    /// The key cannot be opened or used.
    KeyRefused,
    /// The key has no certificate.
    NoCertificate,
    /// The certificate has ended.
    Expired,
    /// Another check fails.
    Faulty,
    /// Name and issuer belong to different environments.
    WrongEnvironment,
    /// The certificate has not begun.
    NotYetValid,
    /// Both are there.
    Paired,
}

impl PairVerdict {
    /// Whether a file can be made of it: what is only a warning for one endpoint is so for many.
    pub fn is_ready(self) -> bool {
        matches!(self, Self::WrongEnvironment | Self::NotYetValid | Self::Paired)
    }
}

/// Pairs certificates with keys: a pair for each public key of the certificates, in the order in which
/// they were given, then one for each key that has no certificate. Of several certificates for one key
/// that is taken which is valid at the time and began last; the time is in seconds since the Unix
/// epoch.
pub fn pair(certificates: &[ReturnedCertificate], keys: &[ReturnedKey], now: i64) -> Vec<Pair> {
    let mut groups = Groups::default();
    for (place, certificate) in certificates.iter().enumerate() {
        groups.add(place, certificates, certificate, now);
    }
    let mut own = Index::default();
    for (place, key) in keys.iter().enumerate() {
        if let KeyState::Open(Fingerprint(digest)) = key.state {
            own.note(digest, place);
        }
    }
    let mut pairs = Vec::new();
    for Group { best, members } in &groups.groups {
        let Some(certificate) = certificates.get(*best) else { continue };
        let key = own.find(&certificate.fingerprint.0);
        pairs.push(Pair {
            name: certificate.name.clone(),
            certificate: Some(*best),
            key,
            aside: members.saturating_sub(1),
            verdict: if key.is_some() { verdict(certificate, now) } else { PairVerdict::NoKey },
        });
    }
    for (place, key) in keys.iter().enumerate() {
        let verdict = match &key.state {
            KeyState::Sealed => PairVerdict::KeySealed,
            KeyState::Refused(_) => PairVerdict::KeyRefused,
            KeyState::Open(Fingerprint(digest)) => {
                let is_first = own.find(digest) == Some(place);
                if !is_first || groups.index.find(digest).is_some() {
                    continue;
                }
                PairVerdict::NoCertificate
            }
        };
        pairs.push(Pair { name: key.name.clone(), certificate: None, key: Some(place), aside: 0, verdict });
    }
    pairs
}

/// The certificates of each public key, in the order in which the keys were met.
#[derive(Default)]
struct Groups {
    index: Index,
    groups: Vec<Group>,
}

/// The certificates of one public key.
struct Group {
    /// The place of that which is to be used.
    best: usize,
    /// How many there are.
    members: usize,
}

impl Groups {
    fn add(
        &mut self,
        place: usize,
        all: &[ReturnedCertificate],
        certificate: &ReturnedCertificate,
        now: i64,
    ) {
        let at = self.index.note(certificate.fingerprint.0, self.groups.len());
        let Some(group) = self.groups.get_mut(at) else {
            return self.groups.push(Group { best: place, members: 1 });
        };
        group.members = group.members.saturating_add(1);
        let best = all.get(group.best).map(|best| preference(best, now));
        if Some(preference(certificate, now)) < best {
            group.best = place;
        }
    }
}

fn preference(certificate: &ReturnedCertificate, now: i64) -> Preference {
    Preference::new(certificate.is_faulty, certificate.not_before, certificate.not_after, now)
}

fn verdict(certificate: &ReturnedCertificate, now: i64) -> PairVerdict {
    if now > certificate.not_after {
        PairVerdict::Expired
    } else if certificate.is_faulty {
        PairVerdict::Faulty
    } else if certificate.is_crossed {
        PairVerdict::WrongEnvironment
    } else if now < certificate.not_before {
        PairVerdict::NotYetValid
    } else {
        PairVerdict::Paired
    }
}
