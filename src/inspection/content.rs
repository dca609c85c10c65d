//! One thing that was found, with what can be said of it.

use crate::certificate::{Certificate, CertificateError};
use crate::chain::Chain;
use crate::check::Check;
use crate::key::OpenKeyError;
use crate::password::Spelling;
use crate::password_encryption::{DecryptError, Scheme};
use crate::pkcs7::ContentType;
use crate::pkcs12::{Description, OpenError, PasswordKnown, Readers, Skipped};
use crate::public_key::PublicKey;
use crate::reader::{KeyForm, Place};
use crate::request::{ReceivedRequest, RequestError};

/// A thing and where it was.
pub struct Thing {
    /// Where it begins.
    pub place: Place,
    /// What it is.
    pub content: Content,
}

/// What a thing is.
pub enum Content {
    /// A certificate request, or the part of it that cannot be read.
    Request(Result<RequestFound, RequestError>),
    /// A certificate, or the part of it that cannot be read.
    Certificate(Result<CertificateFound, CertificateError>),
    /// A private key.
    PrivateKey(PrivateKeyFound),
    /// A public key; none where it is damaged.
    PublicKey(Option<PublicKey>),
    /// A PKCS#7 bundle with these things in it.
    Bundle(Vec<Thing>),
    /// A PKCS#7 message that has nothing in it that could be taken out.
    Pkcs7(ContentType),
    /// A PKCS#12 file.
    Pkcs12(SealedFile),
    /// A certificate revocation list.
    RevocationList,
    /// A PEM block that is none of these.
    Other {
        /// The label of its markers.
        label: String,
    },
}

/// A certificate request.
pub struct RequestFound {
    /// What it says.
    pub request: ReceivedRequest,
    /// Every check that applies.
    pub checks: Vec<Check>,
}

/// A certificate.
pub struct CertificateFound {
    /// What it says.
    pub certificate: Certificate,
    /// What it is among the others.
    pub role: Role,
}

/// What a certificate is among those that were given.
pub enum Role {
    /// That of an endpoint, or the one that the others lead up from.
    Checked {
        /// Every check that applies.
        checks: Vec<Check>,
        /// The path from it towards a root, itself included.
        chain: Box<Chain>,
    },
    /// One of the authorities.
    Other,
    /// The same as one that was checked, octet for octet.
    Repeated,
    /// One that was not checked, for there are too many.
    Unchecked,
}

/// A private key. The key itself was let go.
pub struct PrivateKeyFound {
    /// How it is written; none for one in a PKCS#12 file.
    pub form: Option<KeyForm>,
    /// How it is encrypted, where it is.
    pub protection: Option<Result<Scheme, DecryptError>>,
    /// Its public half, or why it could not be opened.
    pub public_key: Result<PublicKey, OpenKeyError>,
    /// Whether its factors were not asked whether they are prime: there are too many keys, or it is too long.
    pub is_untested: bool,
    /// How its password is spelled in it, where it has one and was opened.
    pub spelling: Option<Spelling>,
    /// Every check that applies.
    pub checks: Vec<Check>,
}

/// A PKCS#12 file.
pub struct SealedFile {
    /// How it is sealed; none where it is damaged.
    pub description: Option<Description>,
    /// What is known of its password.
    pub password: PasswordKnown,
    /// Which programs refuse it, and which do not.
    pub readers: Readers,
    /// What is in it, or why it could not be opened.
    pub contents: Result<SealedContents, OpenError>,
}

/// What is in a PKCS#12 file.
pub struct SealedContents {
    /// The private key first, where there is one, then the certificates, at most
    /// [`MOST_THINGS`](super::MOST_THINGS) in all.
    pub things: Vec<Thing>,
    /// How many certificates there are beyond that.
    pub more: usize,
    /// The name that programs show.
    pub friendly_name: Option<String>,
    /// Whether Windows shall keep the key for the machine.
    pub machine_keyset: bool,
    /// What was left aside.
    pub skipped: Vec<Skipped>,
    /// How the password is spelled in the file, where it was needed.
    pub spelling: Option<Spelling>,
}

impl SealedFile {
    /// Whether it was opened, and not without a password.
    pub fn is_opened_by_password(&self) -> bool {
        self.contents.is_ok() && self.password != PasswordKnown::None
    }
}

impl Content {
    /// What is inside it.
    pub fn inside(&self) -> &[Thing] {
        match self {
            Self::Bundle(inside) => inside,
            Self::Pkcs12(SealedFile { contents: Ok(contents), .. }) => &contents.things,
            _ => &[],
        }
    }

    /// The public key that it holds, or that of the private key in it.
    pub fn public_key(&self) -> Option<&PublicKey> {
        match self {
            Self::Request(found) => found.as_ref().ok().map(|found| found.request.public_key()),
            Self::Certificate(found) => found.as_ref().ok().map(|found| found.certificate.public_key()),
            Self::PrivateKey(key) => key.public_key.as_ref().ok(),
            Self::PublicKey(key) => key.as_ref(),
            Self::Pkcs12(_) => self.inside().iter().find_map(|thing| match &thing.content {
                Self::PrivateKey(key) => key.public_key.as_ref().ok(),
                _ => None,
            }),
            Self::Bundle(_) | Self::Pkcs7(_) | Self::RevocationList | Self::Other { .. } => None,
        }
    }

    /// Whether it has a password, and none was given or another.
    pub fn is_locked(&self) -> bool {
        match self {
            Self::PrivateKey(key) => {
                matches!(key.public_key, Err(OpenKeyError::PasswordNeeded | OpenKeyError::WrongPassword))
            }
            Self::Pkcs12(file) => {
                matches!(file.contents, Err(OpenError::PasswordNeeded | OpenError::WrongPassword))
            }
            _ => false,
        }
    }

    /// Whether it holds a private key in the clear, or one that was opened.
    pub fn is_opened_secret(&self) -> bool {
        match self {
            Self::PrivateKey(key) => !matches!(
                key.public_key,
                Err(OpenKeyError::PasswordNeeded | OpenKeyError::WrongPassword | OpenKeyError::Sealed(_))
            ),
            Self::Pkcs12(file) => file.contents.is_ok(),
            _ => false,
        }
    }
}
