//! Public keys, by which a private key, a request and a certificate are recognised as one.

use std::fmt;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1};
use crypto_bigint::BoxedUint;
use der::Decode;
use pkcs1::RsaPublicKeyRef;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use spki::SubjectPublicKeyInfoRef;

/// A public key: the DER of its SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    der: Vec<u8>,
    algorithm: KeyAlgorithm,
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
    /// Any other, by its object identifier.
    Other(ObjectIdentifier),
}

/// The SHA-256 digest of a public key's SubjectPublicKeyInfo. Written as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(pub [u8; 32]);

impl PublicKey {
    /// Reads the DER of one SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// Where the octets are no SubjectPublicKeyInfo, or name RSA and hold no RSA key.
    pub fn from_der(der: &[u8]) -> Result<Self, der::Error> {
        let info = SubjectPublicKeyInfoRef::from_der(der)?;
        let named_curve = info.algorithm.parameters_oid().ok();
        let algorithm = match (info.algorithm.oid, named_curve) {
            (RSA_ENCRYPTION, _) => KeyAlgorithm::Rsa { bits: modulus_bits(&info)? },
            (ID_EC_PUBLIC_KEY, Some(SECP_256_R_1)) => KeyAlgorithm::P256,
            (ID_EC_PUBLIC_KEY, Some(SECP_384_R_1)) => KeyAlgorithm::P384,
            (other, _) => KeyAlgorithm::Other(other),
        };
        Ok(Self { der: der.to_vec(), algorithm })
    }

    /// The DER of the SubjectPublicKeyInfo.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// What kind of key it is.
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    /// The digest by which people compare keys: `openssl pkey -pubout -outform DER | sha256sum`.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Sha256::digest(&self.der).into())
    }
}

fn modulus_bits(info: &SubjectPublicKeyInfoRef<'_>) -> Result<u32, der::Error> {
    let octets =
        info.subject_public_key.as_bytes().ok_or_else(|| der::Error::from(der::ErrorKind::Failed))?;
    let modulus = RsaPublicKeyRef::from_der(octets)?.modulus;
    Ok(BoxedUint::from_be_slice_vartime(modulus.as_bytes()).bit_width_vartime())
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(out, "{octet:02x}"))
    }
}
