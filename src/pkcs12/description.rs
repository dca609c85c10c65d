//! How a file is sealed, as can be seen without its password.

use const_oid::ObjectIdentifier;

use super::bags::BagContent;
use super::envelope::{Content, Envelope, Sealed};
use super::mac::Mac;
use super::open::OpenError;
use crate::password_encryption::{DecryptError, HashFunction, Scheme};

/// How a file is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// What shows that nothing was changed, where there is anything.
    pub mac: Option<MacDescription>,
    /// What is in it, in the order of the file.
    pub parts: Vec<Part>,
}

/// The MAC of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacDescription {
    /// HMAC under a key derived from the password (RFC 7292 appendix B).
    Hash {
        /// The hash function of both.
        hash: HashFunction,
        /// The iterations.
        iterations: u64,
    },
    /// PBMAC1 (RFC 9579).
    Pbmac1,
    /// One that is not known here.
    Unknown(ObjectIdentifier),
}

/// One part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it holds.
    pub holds: Holds,
    /// How it is protected.
    pub protection: Protection,
}

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Something that cannot be seen; mostly the certificates.
    Unseen,
    /// A private key.
    Key,
    /// A certificate.
    Certificate,
    /// Something else.
    Other,
}

/// How a part is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Protection {
    /// Not at all.
    None,
    /// Under the password.
    Password(Scheme),
    /// Under the password, in a way that cannot be undone here.
    Unknown(DecryptError),
    /// For the key of a certificate.
    Certificate,
}

impl Description {
    /// Reads how a file is sealed.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] and [`OpenError::Signed`].
    pub fn read(file: &[u8]) -> Result<Self, OpenError> {
        let envelope = Envelope::read(file)?;
        let mac = envelope.mac.as_ref().map(|mac| match mac {
            Mac::Hash(mac) => MacDescription::Hash { hash: mac.hash, iterations: mac.iterations },
            Mac::Pbmac1 => MacDescription::Pbmac1,
            Mac::Unknown(oid) => MacDescription::Unknown(*oid),
        });
        let mut parts = Vec::new();
        for content in &envelope.parts {
            match content {
                Content::Sealed(sealed) => parts.push(Part::sealed(Holds::Unseen, sealed)),
                Content::Plain(bags) => parts.extend(bags.iter().map(|bag| Part::of_bag(&bag.content))),
                Content::ForCertificate => {
                    parts.push(Part { holds: Holds::Unseen, protection: Protection::Certificate });
                }
            }
        }
        Ok(Self { mac, parts })
    }

    /// The schemes under the password that are known here.
    pub fn schemes(&self) -> impl Iterator<Item = &Scheme> {
        self.parts.iter().filter_map(|part| match &part.protection {
            Protection::Password(scheme) => Some(scheme),
            _ => None,
        })
    }
}

impl Part {
    fn sealed(holds: Holds, sealed: &Sealed) -> Self {
        let protection = match &sealed.scheme {
            Ok(scheme) => Protection::Password(scheme.clone()),
            Err(error) => Protection::Unknown(error.clone()),
        };
        Self { holds, protection }
    }

    fn of_bag(bag: &BagContent) -> Self {
        let plain = |holds| Self { holds, protection: Protection::None };
        match bag {
            BagContent::ShroudedKey(sealed) => Self::sealed(Holds::Key, sealed),
            BagContent::Key(_) => plain(Holds::Key),
            BagContent::Certificate(_) => plain(Holds::Certificate),
            BagContent::Skipped(_) => plain(Holds::Other),
        }
    }
}
