//! Keys and certificates paired by public key.

use serde::{Deserialize, Serialize};

use crate::index::{Index, digest_of_name};
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
    /// The digest of its public key as the request has it that was saved beside it: until it is opened,
    /// nobody knows better.
    pub supposed: Option<Fingerprint>,
    /// The number of its file.
    pub file: usize,
    /// The numbers of the files with the passwords that tables have for it: the first that opens it is its.
    pub passwords: Vec<usize>,
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
    /// The certificate has no key among those that are known.
    NoKey,
    /// The key was not opened yet. By the request beside it, or by its name, it belongs to the certificate
    /// of the pair, where there is one.
    KeySealed,
    /// The key cannot be opened or used. It belongs to the certificate as above.
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
    let (mut own, mut closed) = (Index::default(), Closed::default());
    for (place, key) in keys.iter().enumerate() {
        match key.state {
            KeyState::Open(Fingerprint(digest)) => {
                own.note(digest, place);
            }
            KeyState::Sealed | KeyState::Refused(_) => closed.add(place, key),
        }
    }
    let mut pairs = Vec::new();
    for Group { best, members } in &groups.groups {
        let Some(certificate) = certificates.get(*best) else { continue };
        let open = own.find(&certificate.fingerprint.0);
        let key = open.or_else(|| closed.take(certificate));
        let verdict = match key.and_then(|place| keys.get(place)).map(|key| &key.state) {
            None => PairVerdict::NoKey,
            Some(KeyState::Open(_)) => verdict(certificate, now),
            Some(KeyState::Sealed) => PairVerdict::KeySealed,
            Some(KeyState::Refused(_)) => PairVerdict::KeyRefused,
        };
        let (name, aside) = (certificate.name.clone(), members.saturating_sub(1));
        pairs.push(Pair { name, certificate: Some(*best), key, aside, verdict });
    }
    for (place, key) in keys.iter().enumerate().filter(|(place, _)| !closed.is_taken(*place)) {
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

/// Keys that are not open, by what the requests beside them say and by their names: it may be known which
/// certificates they belong to before they are opened.
#[derive(Default)]
struct Closed {
    supposed: Index,
    names: Index,
    /// For each key, whether it is the key of a pair.
    taken: Vec<bool>,
}

impl Closed {
    fn add(&mut self, place: usize, key: &ReturnedKey) {
        match key.supposed {
            Some(Fingerprint(digest)) => self.supposed.note(digest, place),
            None => self.names.note(digest_of_name(&key.name), place),
        };
    }

    /// The key that is to be a certificate's, which it is no other's from now on.
    fn take(&mut self, certificate: &ReturnedCertificate) -> Option<usize> {
        let by_request = self.supposed.find(&certificate.fingerprint.0);
        let by_name = || self.names.find(&digest_of_name(&certificate.name));
        let place = by_request.or_else(by_name).filter(|place| !self.is_taken(*place))?;
        if self.taken.len() <= place {
            self.taken.resize(place.saturating_add(1), false);
        }
        if let Some(taken) = self.taken.get_mut(place) {
            *taken = true;
        }
        Some(place)
    }

    fn is_taken(&self, place: usize) -> bool {
        self.taken.get(place).copied().unwrap_or_default()
    }
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
