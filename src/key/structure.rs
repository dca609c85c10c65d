//! The ASN.1 of private keys: which are used, and why others are not.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, ID_RSASSA_PSS, RSA_ENCRYPTION};
use crypto_bigint::BoxedUint;
use der::asn1::{Any, AnyRef, OctetStringRef};
use der::{Decode, Sequence};
use pkcs8::PrivateKeyInfoRef;
use rsa::pkcs1::{DecodeRsaPrivateKey, RsaPrivateKeyRef};

use super::{ACCEPTED_BITS, OpenKeyError, PrivateKey};
use crate::prime::PUBLIC_EXPONENT;

/// The longest public exponent that is taken, in bits: as long as the RSA crate has it.
const MOST_EXPONENT_BITS: u32 = 33;

impl PrivateKey {
    /// Reads the DER of a PrivateKeyInfo (RFC 5958 section 2).
    ///
    /// # Errors
    /// Those of [`OpenKeyError`] that speak of the key itself.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, OpenKeyError> {
        let info = PrivateKeyInfoRef::from_der(der).map_err(|_| OpenKeyError::Damaged)?;
        match info.algorithm.oid {
            RSA_ENCRYPTION => Self::from_pkcs1(info.private_key.as_bytes()),
            ID_RSASSA_PSS => Err(OpenKeyError::RestrictedToPss),
            algorithm => {
                let parameters = info.algorithm.parameters.filter(|_| algorithm == ID_EC_PUBLIC_KEY);
                let curve = parameters.and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
                Err(OpenKeyError::NotRsa { algorithm, curve })
            }
        }
    }

    /// Reads the DER of an RSAPrivateKey (RFC 8017 appendix A.1.2). No number in it is worked with
    /// before all have a length that a key's have.
    ///
    /// # Errors
    /// Those of [`OpenKeyError`] that speak of the key itself.
    pub fn from_pkcs1(der: &[u8]) -> Result<Self, OpenKeyError> {
        let parts = RsaPrivateKeyRef::from_der(der).map_err(|_| OpenKeyError::Damaged)?;
        let number = |octets: &[u8]| BoxedUint::from_be_slice_vartime(octets);
        let bits = number(parts.modulus.as_bytes()).bit_width_vartime();
        if !ACCEPTED_BITS.contains(&bits) {
            return Err(OpenKeyError::Size { bits });
        }
        if parts.other_prime_infos.is_some() {
            return Err(OpenKeyError::MultiPrime);
        }
        let secrets = [
            parts.private_exponent,
            parts.prime1,
            parts.prime2,
            parts.exponent1,
            parts.exponent2,
            parts.coefficient,
        ];
        if secrets.iter().any(|secret| secret.len() > parts.modulus.len()) {
            return Err(OpenKeyError::Damaged);
        }
        let exponent = number(parts.public_exponent.as_bytes());
        if exponent < BoxedUint::from(PUBLIC_EXPONENT) || exponent.bit_width_vartime() > MOST_EXPONENT_BITS {
            return Err(OpenKeyError::Exponent);
        }
        let rsa = rsa::PrivateKey::from_pkcs1_der(der).map_err(|_| OpenKeyError::Damaged)?;
        Self::from_rsa(rsa).ok_or(OpenKeyError::Damaged)
    }

    /// Reads either of the two, as OpenSSL's own encryption can hold both.
    pub(super) fn from_either(der: &[u8]) -> Result<Self, OpenKeyError> {
        if RsaPrivateKeyRef::from_der(der).is_ok() { Self::from_pkcs1(der) } else { Self::from_pkcs8(der) }
    }
}

/// ```text
/// ECPrivateKey ::= SEQUENCE {
///   version     INTEGER { ecPrivkeyVer1(1) },
///   privateKey  OCTET STRING,
///   parameters  [0] EXPLICIT ECParameters OPTIONAL,
///   publicKey   [1] EXPLICIT BIT STRING OPTIONAL }
/// ```
/// RFC 5915 section 3.
#[derive(Sequence)]
struct EcPrivateKey<'a> {
    version: u8,
    private_key: &'a OctetStringRef,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    parameters: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    public_key: Option<AnyRef<'a>>,
}

/// The curve of an ECPrivateKey, where it is named.
pub(super) fn curve_of_sec1(der: &[u8]) -> Option<ObjectIdentifier> {
    EcPrivateKey::from_der(der).ok()?.parameters?.decode_as().ok()
}
