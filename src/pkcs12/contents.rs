//! What was in a file, in its place.

use zeroize::Zeroizing;

use super::bags::{Bag, BagContent, Labels, Skipped};
use super::error::OpenError;
use super::layout::{Layout, Seen, paired_by_java};
use super::opening::Opening;
use crate::certificate::{Certificate, CertificateError};
use crate::key::PrivateKey;
use crate::password::Spelling;

/// What a file holds.
pub struct Contents {
    /// The private key, where there is one.
    pub key: Option<PrivateKey>,
    /// The certificates as they came: the key's own first where it is there, then the others in
    /// the order of the file.
    pub certificates: Vec<Certificate>,
    /// The name that programs show, of the key or else of the first certificate.
    pub friendly_name: Option<String>,
    /// Whether Windows shall keep the key for the machine, not for the person who imports it.
    pub machine_keyset: bool,
    /// What was left aside.
    pub skipped: Vec<Skipped>,
    /// How the password is spelled in the file, where it was needed.
    pub spelling: Option<Spelling>,
    /// How it is put together.
    pub layout: Layout,
}

/// The most keys that are opened to see whether they are all the same.
const MOST_KEYS: usize = 10;

/// A key in its bag.
struct KeyBag {
    content: BagContent,
    labels: Labels,
    is_nested: bool,
}

/// A certificate with what is written on its bag.
struct CertificateBag {
    certificate: Certificate,
    labels: Labels,
    is_nested: bool,
    is_first_after_key: bool,
}

impl Contents {
    /// Takes the bags apart. The one key, which can still be sealed, is opened last, and only where
    /// there is no other.
    pub(super) fn gather(bags: Vec<Bag>, opening: &mut Opening<'_>) -> Result<Self, OpenError> {
        let (mut keys, mut certificates, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
        for Bag { content, labels, is_nested, is_first } in bags {
            match content {
                BagContent::Key(_) | BagContent::ShroudedKey(_) => {
                    keys.push(KeyBag { content, labels, is_nested });
                }
                BagContent::Certificate(der) => match Certificate::from_der(&der) {
                    Ok(certificate) => {
                        let is_first_after_key = is_first && keys.len() == 1;
                        let bag = CertificateBag { certificate, labels, is_nested, is_first_after_key };
                        certificates.push(bag);
                    }
                    Err(error) => skipped.push(Skipped::UnreadableCertificate(error)),
                },
                BagContent::Skipped(what) => skipped.push(what),
            }
        }
        let key = the_key(keys, opening)?;
        let layout = key.as_ref().map(|(key, bag)| layout(key, bag, &certificates)).unwrap_or_default();
        if let Some(place) = key.as_ref().and_then(|(key, bag)| own(key, &bag.labels, &certificates)) {
            let own = certificates.remove(place);
            certificates.insert(0, own);
        }
        let first = certificates.first().map(|bag| &bag.labels);
        let labels = key.as_ref().map(|(_, bag)| &bag.labels).or(first);
        Ok(Self {
            friendly_name: labels.and_then(|labels| labels.friendly_name.clone()),
            machine_keyset: labels.is_some_and(|labels| labels.machine_keyset),
            key: key.map(|(key, _)| key),
            certificates: certificates.into_iter().map(|bag| bag.certificate).collect(),
            skipped,
            spelling: opening.spelling,
            layout,
        })
    }

    /// Why the first of the certificates that cannot be read cannot.
    pub fn unreadable(&self) -> Option<CertificateError> {
        self.skipped.iter().find_map(|skipped| match skipped {
            Skipped::UnreadableCertificate(error) => Some(*error),
            _ => None,
        })
    }

    /// The key's own certificate.
    pub fn own_certificate(&self) -> Option<&Certificate> {
        let key = self.key.as_ref()?;
        self.certificates.first().filter(|first| first.public_key() == key.public_key())
    }
}

/// The one key, however often it is there.
fn the_key(keys: Vec<KeyBag>, opening: &mut Opening<'_>) -> Result<Option<(PrivateKey, KeyBag)>, OpenError> {
    let count = keys.len();
    if count > MOST_KEYS {
        return Err(OpenError::SeveralKeys { count });
    }
    let mut distinct: Vec<(Zeroizing<Vec<u8>>, KeyBag)> = Vec::new();
    for bag in keys {
        let plain = match &bag.content {
            BagContent::ShroudedKey(sealed) => opening.unseal(sealed)?,
            BagContent::Key(plain) => Zeroizing::new(plain.to_vec()),
            BagContent::Certificate(_) | BagContent::Skipped(_) => continue,
        };
        if distinct.iter().all(|(known, _)| !PrivateKey::are_same(known, &plain)) {
            distinct.push((plain, bag));
        }
    }
    let count = distinct.len();
    match distinct.into_iter().next() {
        Some(_) if count > 1 => Err(OpenError::SeveralKeys { count }),
        Some((plain, bag)) => Ok(Some((PrivateKey::from_pkcs8(&plain).map_err(OpenError::Key)?, bag))),
        None => Ok(None),
    }
}

/// Where the key's own certificate is: one with its public key, and of several that with its
/// `localKeyId`.
fn own(key: &PrivateKey, labels: &Labels, certificates: &[CertificateBag]) -> Option<usize> {
    let own = |bag: &CertificateBag| bag.certificate.public_key() == key.public_key();
    let marked = |bag: &CertificateBag| own(bag) && labels.marks(&bag.labels);
    certificates.iter().position(marked).or_else(|| certificates.iter().position(own))
}

fn layout(key: &PrivateKey, bag: &KeyBag, certificates: &[CertificateBag]) -> Layout {
    let seen = certificates.iter().map(|bag| Seen {
        certificate: &bag.certificate,
        labels: &bag.labels,
        is_first_after_key: bag.is_first_after_key,
    });
    let paired = paired_by_java(&bag.labels, &seen.collect::<Vec<_>>());
    let is_key_plain = matches!(bag.content, BagContent::Key(_));
    let is_nested = bag.is_nested || certificates.iter().any(|bag| bag.is_nested);
    let is_pair = paired.is_some_and(|certificate| certificate.public_key() == key.public_key());
    let mut marked = certificates.iter().filter(|one| bag.labels.marks(&one.labels)).peekable();
    let is_key_unmarked = marked.peek().is_none();
    let is_own_marked = marked.any(|one| one.certificate.public_key() == key.public_key());
    Layout {
        is_key_plain,
        is_nested,
        is_key_unmarked,
        is_mark_elsewhere: !is_key_unmarked && !is_own_marked,
        is_unpaired_for_java: !is_pair && !is_key_plain && !is_nested,
        is_name_unusual: bag.labels.is_name_unusual
            || certificates.iter().any(|bag| bag.labels.is_name_unusual),
    }
}
