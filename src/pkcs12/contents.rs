//! What was in a file, in its place.

use super::bags::{Bag, BagContent, Labels, Skipped};
use super::open::{OpenError, Opening};
use crate::certificate::Certificate;
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
}

impl Contents {
    /// Takes the bags apart. The one key, which can still be sealed, is opened last, and only where
    /// there is no other.
    pub(super) fn gather(bags: Vec<Bag>, opening: &mut Opening<'_>) -> Result<Self, OpenError> {
        let (mut keys, mut certificates, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
        for Bag { content, labels } in bags {
            match content {
                BagContent::Key(_) | BagContent::ShroudedKey(_) => keys.push((content, labels)),
                BagContent::Certificate(der) => {
                    let certificate = Certificate::from_der(&der).map_err(OpenError::Certificate)?;
                    certificates.push((certificate, labels));
                }
                BagContent::Skipped(what) => skipped.push(what),
            }
        }
        if keys.len() > 1 {
            return Err(OpenError::SeveralKeys { count: keys.len() });
        }
        let mut key = None;
        for (content, labels) in keys {
            let plain = match content {
                BagContent::ShroudedKey(sealed) => opening.unseal(&sealed)?,
                BagContent::Key(plain) => plain,
                _ => continue,
            };
            key = Some((PrivateKey::from_pkcs8(&plain).map_err(OpenError::Key)?, labels));
        }
        if let Some(place) = key.as_ref().and_then(|(key, labels)| own(key, labels, &certificates)) {
            let own = certificates.remove(place);
            certificates.insert(0, own);
        }
        let first = certificates.first().map(|(_, labels)| labels);
        let labels = key.as_ref().map(|(_, labels)| labels).or(first);
        Ok(Self {
            friendly_name: labels.and_then(|labels| labels.friendly_name.clone()),
            machine_keyset: labels.is_some_and(|labels| labels.machine_keyset),
            key: key.map(|(key, _)| key),
            certificates: certificates.into_iter().map(|(certificate, _)| certificate).collect(),
            skipped,
            spelling: opening.spelling,
        })
    }

    /// The key's own certificate.
    pub fn own_certificate(&self) -> Option<&Certificate> {
        let key = self.key.as_ref()?;
        self.certificates.first().filter(|first| first.public_key() == key.public_key())
    }
}

/// Where the key's own certificate is: one with its public key, and of several that with its
/// `localKeyId`.
fn own(key: &PrivateKey, labels: &Labels, certificates: &[(Certificate, Labels)]) -> Option<usize> {
    let own = |(certificate, _): &(Certificate, Labels)| certificate.public_key() == key.public_key();
    let marked = |pair: &(Certificate, Labels)| {
        own(pair) && labels.local_key_id.is_some() && labels.local_key_id == pair.1.local_key_id
    };
    certificates.iter().position(marked).or_else(|| certificates.iter().position(own))
}
