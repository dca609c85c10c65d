//! Opening a private key file.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_RSASSA_PSS, RSA_ENCRYPTION};
use crypto_bigint::BoxedUint;
use der::asn1::OctetString;
use der::referenced::OwnedToRef;
use der::{Decode, Sequence};
use pkcs8::PrivateKeyInfoRef;
use rsa::pkcs1::DecodeRsaPrivateKey;
use spki::AlgorithmIdentifierOwned;

use super::{ACCEPTED_BITS, PrivateKey};
use crate::password::Password;
use crate::pbes2::{self, DecryptError};
use crate::prime::PUBLIC_EXPONENT;
use crate::reader::{self, Item, ItemKind, KeyForm, ReadError};

/// Why a private key could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenKeyError {
    /// Nothing in the input could be read.
    Unreadable(ReadError),
    /// The input was read, and holds no private key.
    NoKey {
        /// What it does hold.
        found: Vec<ItemKind>,
    },
    /// The input holds more than one private key.
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// The key is sealed and no password was given.
    PasswordNeeded,
    /// The key is sealed with another password.
    WrongPassword,
    /// The key is sealed in a way that cannot be undone here.
    Sealed(DecryptError),
    /// A form of private key that is not read here.
    UnsupportedForm(KeyForm),
    /// A key for another algorithm than RSA.
    NotRsa(ObjectIdentifier),
    /// An RSA key restricted to PSS signatures (RFC 4055), which TLS programs do not take.
    RestrictedToPss,
    /// An RSA key of more than two primes (RFC 8017), which many programs refuse.
    MultiPrime,
    /// The modulus is shorter or longer than [`ACCEPTED_BITS`].
    Size {
        /// Bits of the modulus.
        bits: u32,
    },
    /// The public exponent is smaller than 65537 (FIPS 186-5 section 5.4).
    Exponent,
    /// The octets are those of a key and their content is not.
    Damaged,
}

/// RFC 5958 section 3: EncryptedPrivateKeyInfo.
///
/// ```text
/// EncryptedPrivateKeyInfo ::= SEQUENCE {
///   encryptionAlgorithm  AlgorithmIdentifier,
///   encryptedData        OCTET STRING }
/// ```
#[derive(Sequence)]
pub(crate) struct EncryptedPrivateKeyInfo {
    pub(crate) algorithm: AlgorithmIdentifierOwned,
    pub(crate) data: OctetString,
}

impl PrivateKey {
    /// Opens the one private key in what a person gave: PKCS#8, sealed or not, or PKCS#1, with
    /// anything else around it.
    ///
    /// # Errors
    /// [`OpenKeyError`]. A wrong password and a damaged file are told apart: under the right
    /// password a sealed key begins as every key does.
    pub fn open(input: &[u8], password: Option<&Password>) -> Result<Self, OpenKeyError> {
        let reading = reader::read(input).map_err(OpenKeyError::Unreadable)?;
        let mut keys = reading.items().filter_map(|item| match item {
            Item::PrivateKey { form, der } => Some((form, der)),
            _ => None,
        });
        let Some((form, der)) = keys.next() else {
            return Err(OpenKeyError::NoKey { found: reading.items().map(Item::kind).collect() });
        };
        let more = keys.count();
        if more > 0 {
            return Err(OpenKeyError::SeveralKeys { count: more.saturating_add(1) });
        }
        match form {
            KeyForm::Pkcs8 => Self::from_pkcs8(der),
            KeyForm::Pkcs1 => Self::from_pkcs1(der),
            KeyForm::EncryptedPkcs8 => {
                let password = password.ok_or(OpenKeyError::PasswordNeeded)?;
                Self::from_encrypted_pkcs8(der, password)
            }
            other => Err(OpenKeyError::UnsupportedForm(other.clone())),
        }
    }

    fn from_encrypted_pkcs8(der: &[u8], password: &Password) -> Result<Self, OpenKeyError> {
        let sealed = EncryptedPrivateKeyInfo::from_der(der).map_err(|_| OpenKeyError::Damaged)?;
        let padded =
            pbes2::decrypt(&sealed.algorithm.owned_to_ref(), password.as_bytes(), sealed.data.as_bytes())
                .map_err(OpenKeyError::Sealed)?;
        if !begins_as_private_key_info(&padded) {
            return Err(OpenKeyError::WrongPassword);
        }
        Self::from_pkcs8(pbes2::strip_padding(&padded).ok_or(OpenKeyError::Damaged)?)
    }

    /// Reads the DER of a PrivateKeyInfo (RFC 5958 section 2).
    ///
    /// # Errors
    /// Those of [`OpenKeyError`] that speak of the key itself.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, OpenKeyError> {
        let info = PrivateKeyInfoRef::from_der(der).map_err(|_| OpenKeyError::Damaged)?;
        match info.algorithm.oid {
            RSA_ENCRYPTION => Self::from_pkcs1(info.private_key.as_bytes()),
            ID_RSASSA_PSS => Err(OpenKeyError::RestrictedToPss),
            other => Err(OpenKeyError::NotRsa(other)),
        }
    }

    fn from_pkcs1(der: &[u8]) -> Result<Self, OpenKeyError> {
        let parts = rsa::pkcs1::RsaPrivateKeyRef::from_der(der).map_err(|_| OpenKeyError::Damaged)?;
        let number = |octets: &[u8]| BoxedUint::from_be_slice_vartime(octets);
        let bits = number(parts.modulus.as_bytes()).bit_width_vartime();
        if !ACCEPTED_BITS.contains(&bits) {
            return Err(OpenKeyError::Size { bits });
        }
        if parts.other_prime_infos.is_some() {
            return Err(OpenKeyError::MultiPrime);
        }
        if number(parts.public_exponent.as_bytes()) < BoxedUint::from(PUBLIC_EXPONENT) {
            return Err(OpenKeyError::Exponent);
        }
        let rsa = rsa::PrivateKey::from_pkcs1_der(der).map_err(|_| OpenKeyError::Damaged)?;
        Self::from_rsa(rsa).ok_or(OpenKeyError::Damaged)
    }
}

/// Whether decrypted octets begin as a PrivateKeyInfo does, with `SEQUENCE { INTEGER 0 or 1` and a
/// length that reaches into the padding. A wrong password gives this once in 2^40 times.
fn begins_as_private_key_info(padded: &[u8]) -> bool {
    let Some((&[0x30, form], rest)) = padded.split_first_chunk::<2>() else { return false };
    let count = usize::from(form & 0x7f);
    let (length, content) = match form {
        0..=0x7f => (usize::from(form), rest),
        0x81..=0x84 => {
            let Some((octets, content)) = rest.split_at_checked(count) else { return false };
            (octets.iter().fold(0usize, |sum, &octet| (sum << 8) | usize::from(octet)), content)
        }
        _ => return false,
    };
    let padding = content.len().checked_sub(length);
    padding.is_some_and(|padding| (1..=16).contains(&padding)) && matches!(content, [2, 1, 0 | 1, 0x30, ..])
}
