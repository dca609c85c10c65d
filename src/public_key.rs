//! Public keys, by which a private key, a request and a certificate are recognised as one.

use std::fmt;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1, SECP_521_R_1};
use der::asn1::{AnyRef, BitStringRef, UintRef};
use der::{Decode, Encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use crate::ber::{INTEGER, OBJECT_IDENTIFIER, SEQUENCE, bits, contents, elements};

/// A public key: the DER of its SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).
///
/// Two keys are equal where their numbers are, however each was written: an RSA key is written anew as
/// RFC 3279 section 2.3.1 wants it, any other is kept as it came.
#[derive(Debug, Clone)]
pub struct PublicKey {
    der: Vec<u8>,
    algorithm: KeyAlgorithm,
    writing: Writing,
}

/// How an RSA public key was written where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// As RFC 3279 section 2.3.1 wants it.
    Regular,
    /// Without the NULL that belongs behind the algorithm.
    WithoutNull,
    /// With numbers that have needless zeros in front, or lack the one that tells them from negative
    /// ones.
    UnusualNumbers,
}

/// What kind of key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyAlgorithm {
    /// RSA (RFC 8017), with the length of its modulus.
    Rsa {
        /// Bits of the modulus.
        bits: u32,
    },
    /// The elliptic curve P-256.
    P256,
    /// The elliptic curve P-384.
    P384,
    /// The elliptic curve P-521.
    P521,
    /// Any other, by its object identifier.
    Other(ObjectIdentifier),
}

/// The octets are no SubjectPublicKeyInfo, or name RSA and hold no RSA key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPublicKey;

/// The SHA-256 digest of a public key's SubjectPublicKeyInfo. Written as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(pub [u8; 32]);

impl PublicKey {
    /// Reads one SubjectPublicKeyInfo, an RSA key also where OpenSSL reads it and DER is not kept.
    ///
    /// # Errors
    /// Where the octets are no SubjectPublicKeyInfo, or name RSA and hold no RSA key.
    pub fn from_der(der: &[u8]) -> Result<Self, NotAPublicKey> {
        Self::read(der).ok_or(NotAPublicKey)
    }

    fn read(der: &[u8]) -> Option<Self> {
        let parts = elements(contents(der, SEQUENCE)?)?;
        let [algorithm, key] = parts.as_slice() else { return None };
        let identifier = elements(contents(algorithm, SEQUENCE)?)?;
        let (oid, parameters) = identifier.split_first()?;
        let oid = ObjectIdentifier::from_bytes(contents(oid, OBJECT_IDENTIFIER)?).ok()?;
        if oid == RSA_ENCRYPTION {
            return Self::rsa(&bits(key)?, parameters);
        }
        let curve = parameters.first().and_then(|curve| ObjectIdentifier::from_der(curve).ok());
        let algorithm = match (oid, curve) {
            (ID_EC_PUBLIC_KEY, Some(SECP_256_R_1)) => KeyAlgorithm::P256,
            (ID_EC_PUBLIC_KEY, Some(SECP_384_R_1)) => KeyAlgorithm::P384,
            (ID_EC_PUBLIC_KEY, Some(SECP_521_R_1)) => KeyAlgorithm::P521,
            (other, _) => KeyAlgorithm::Other(other),
        };
        Some(Self { der: der.to_vec(), algorithm, writing: Writing::Regular })
    }

    /// An RSAPublicKey (RFC 8017 section A.1.1) and the parameters of its algorithm.
    fn rsa(key: &[u8], parameters: &[&[u8]]) -> Option<Self> {
        let numbers = elements(contents(key, SEQUENCE)?)?;
        let [modulus, exponent] = numbers.as_slice() else { return None };
        let (modulus, exponent) = (contents(modulus, INTEGER)?, contents(exponent, INTEGER)?);
        let is_regular = [modulus, exponent].into_iter().all(is_regular_number);
        let (modulus, exponent) = (significant(modulus)?, significant(exponent)?);
        let length = modulus
            .len()
            .checked_mul(8)?
            .checked_sub(usize::try_from(modulus.first()?.leading_zeros()).ok()?)?;
        let key = pkcs1::RsaPublicKeyRef {
            modulus: UintRef::new(modulus).ok()?,
            public_exponent: UintRef::new(exponent).ok()?,
        };
        let key = key.to_der().ok()?;
        let info = SubjectPublicKeyInfoRef {
            algorithm: AlgorithmIdentifierRef { oid: RSA_ENCRYPTION, parameters: Some(AnyRef::NULL) },
            subject_public_key: BitStringRef::from_bytes(&key).ok()?,
        };
        Some(Self {
            der: info.to_der().ok()?,
            algorithm: KeyAlgorithm::Rsa { bits: u32::try_from(length).ok()? },
            writing: match (parameters.is_empty(), is_regular) {
                (_, false) => Writing::UnusualNumbers,
                (true, true) => Writing::WithoutNull,
                (false, true) => Writing::Regular,
            },
        })
    }

    /// The DER of the SubjectPublicKeyInfo.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// What kind of key it is.
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    /// How it was written where it came from.
    pub fn writing(&self) -> Writing {
        self.writing
    }

    /// The digest by which people compare keys: `openssl pkey -pubout -outform DER | sha256sum`.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Sha256::digest(&self.der).into())
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for PublicKey {}

/// Whether a number is above zero and written in as few octets as there can be (X.690 section 8.3).
fn is_regular_number(octets: &[u8]) -> bool {
    match octets {
        [0, second, ..] => second & 0x80 != 0,
        [first, ..] => first & 0x80 == 0,
        [] => false,
    }
}

/// A number without zeros in front, taken without a sign as OpenSSL does; none for zero.
fn significant(octets: &[u8]) -> Option<&[u8]> {
    let start = octets.iter().position(|octet| *octet != 0)?;
    octets.get(start..)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(out, "{octet:02x}"))
    }
}
