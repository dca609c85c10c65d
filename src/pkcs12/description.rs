//! How a file is sealed, as can be seen without its password.

use const_oid::ObjectIdentifier;

use super::bags::{Bag, BagContent};
use super::envelope::{Content, Envelope};
use super::error::OpenError;
use super::mac::{Mac, MacDerivation, PasswordMac};
use super::sealed::Sealed;
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
        /// Octets of the salt.
        salt: usize,
    },
    /// PBMAC1 (RFC 9579): HMAC under a key derived with PBKDF2.
    Pbmac1 {
        /// The hash function of the MAC.
        hash: HashFunction,
        /// The hash function of PBKDF2.
        derivation: HashFunction,
        /// The iterations.
        iterations: u64,
    },
    /// PBMAC1 whose parameters are not what they have to be.
    Damaged,
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
    /// Whether it lies in a bag that lies in another.
    pub is_nested: bool,
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
    /// In a way that PKCS#12 does not have.
    Other(ObjectIdentifier),
}

impl Description {
    /// Reads how a file is sealed.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] and [`OpenError::Signed`].
    pub fn read(file: &[u8]) -> Result<Self, OpenError> {
        let envelope = Envelope::read(file)?;
        let mac = envelope.mac.as_ref().map(|mac| match mac {
            Mac::Password(mac) => MacDescription::of(mac),
            Mac::Unknown(oid) => MacDescription::Unknown(*oid),
            Mac::Damaged => MacDescription::Damaged,
        });
        let mut parts = Vec::new();
        for content in &envelope.parts {
            match content {
                Content::Sealed(sealed) => parts.push(Part::sealed(Holds::Unseen, sealed)),
                Content::Plain(bags) => parts.extend(bags.iter().map(Part::of_bag)),
                Content::ForCertificate => {
                    let protection = Protection::Certificate;
                    parts.push(Part { holds: Holds::Unseen, protection, is_nested: false });
                }
                Content::Unknown(oid) => {
                    let protection = Protection::Other(*oid);
                    parts.push(Part { holds: Holds::Unseen, protection, is_nested: false });
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

impl MacDescription {
    fn of(mac: &PasswordMac) -> Self {
        let PasswordMac { hash, iterations, .. } = *mac;
        match mac.derivation {
            MacDerivation::Pkcs12 => Self::Hash { hash, iterations, salt: mac.salt.len() },
            MacDerivation::Pbkdf2 { hash: derivation, .. } => Self::Pbmac1 { hash, derivation, iterations },
        }
    }
}

impl Part {
    fn sealed(holds: Holds, sealed: &Sealed) -> Self {
        let protection = match &sealed.scheme {
            Ok(scheme) => Protection::Password(scheme.clone()),
            Err(error) => Protection::Unknown(error.clone()),
        };
        Self { holds, protection, is_nested: false }
    }

    fn of_bag(bag: &Bag) -> Self {
        Self { is_nested: bag.is_nested, ..Self::of_content(&bag.content) }
    }

    fn of_content(content: &BagContent) -> Self {
        let plain = |holds| Self { holds, protection: Protection::None, is_nested: false };
        match content {
            BagContent::ShroudedKey(sealed) => Self::sealed(Holds::Key, sealed),
            BagContent::Key(_) => plain(Holds::Key),
            BagContent::Certificate(_) => plain(Holds::Certificate),
            BagContent::Skipped(_) => plain(Holds::Other),
        }
    }
}
