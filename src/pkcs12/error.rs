//! Why a file cannot be opened.

use const_oid::ObjectIdentifier;

use crate::certificate::CertificateError;
use crate::key::OpenKeyError;
use crate::password_encryption::DecryptError;

/// Why a file cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// It is no PKCS#12 file, or the password is right and the file is damaged.
    Damaged,
    /// It has a password, and none was given.
    PasswordNeeded,
    /// The password is another.
    WrongPassword,
    /// The password is that of the file, and a part of it is encrypted under another.
    OtherPassword,
    /// Its password was made by Windows, which gives it to a group or a user of Active Directory only.
    ForGroup,
    /// It is protected by a signature instead of a MAC (RFC 7292 section 5.1, public-key
    /// integrity mode).
    Signed,
    /// A part is encrypted for a certificate, not under a password (public-key privacy mode).
    ForCertificate,
    /// A part is of a kind that PKCS#12 does not have.
    UnsupportedPart(ObjectIdentifier),
    /// Its MAC, or what the key of it is derived with, is not known here.
    UnsupportedMac(ObjectIdentifier),
    /// A part is encrypted in a way that cannot be undone here, or the MAC asks for too much.
    Sealed(DecryptError),
    /// It holds more than one private key. The same key twice is one.
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// The private key cannot be used.
    Key(OpenKeyError),
    /// A certificate cannot be read.
    Certificate(CertificateError),
}
