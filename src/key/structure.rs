//! The ASN.1 of private keys: which are used, and why others are not.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, ID_RSASSA_PSS, RSA_ENCRYPTION};
use der::asn1::{Any, AnyRef, OctetStringRef};
use der::{Decode, Sequence};
use spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

use super::numbers::{self, Numbers};
use super::{OpenKeyError, PrivateKey};
use crate::ber::{self, Element, INTEGER, OCTET_STRING, SEQUENCE};

/// What is read of a PrivateKeyInfo, as BER:
///
/// ```text
/// PrivateKeyInfo ::= SEQUENCE {
///   version              Version,
///   privateKeyAlgorithm  AlgorithmIdentifier,
///   privateKey           OCTET STRING,
///   attributes           [0] Attributes OPTIONAL }
/// ```
/// RFC 5958 section 2. What stands behind the key is of no use here, and keeps nothing from being read.
struct PrivateKeyInfo {
    algorithm: ObjectIdentifier,
    parameters: Option<Any>,
    key: Zeroizing<Vec<u8>>,
}

impl PrivateKeyInfo {
    fn read(der: &[u8]) -> Option<Self> {
        let contents = Element::tagged(der, SEQUENCE)?.contents;
        let algorithm = Element::first(Element::tagged(contents, INTEGER)?.rest)?;
        let key = Element::tagged(algorithm.rest, OCTET_STRING)?;
        let AlgorithmIdentifierOwned { oid, parameters } =
            AlgorithmIdentifierOwned::from_der(algorithm.whole).ok()?;
        Some(Self { algorithm: oid, parameters, key: Zeroizing::new(key.contents.to_vec()) })
    }
}

impl PrivateKey {
    /// Reads a PrivateKeyInfo (RFC 5958 section 2), DER or BER.
    ///
    /// # Errors
    /// Those of [`OpenKeyError`] that speak of the key itself.
    pub fn from_pkcs8(ber: &[u8]) -> Result<Self, OpenKeyError> {
        let der = ber::to_der(ber).ok_or(OpenKeyError::Damaged)?;
        let info = PrivateKeyInfo::read(&der).ok_or(OpenKeyError::Damaged)?;
        match info.algorithm {
            RSA_ENCRYPTION => Self::from_pkcs1(&info.key),
            ID_RSASSA_PSS => Err(OpenKeyError::RestrictedToPss),
            algorithm => {
                let parameters = info.parameters.filter(|_| algorithm == ID_EC_PUBLIC_KEY);
                let curve = parameters.and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
                Err(OpenKeyError::NotRsa { algorithm, curve })
            }
        }
    }

    /// Reads an RSAPrivateKey (RFC 8017 appendix A.1.2), DER or BER. Its numbers belong together; whether its
    /// factors are prime is asked with [`PrivateKey::is_confirmed`].
    ///
    /// # Errors
    /// Those of [`OpenKeyError`] that speak of the key itself.
    pub fn from_pkcs1(ber: &[u8]) -> Result<Self, OpenKeyError> {
        let Numbers { n, e, mut d, mut p, mut q } = Numbers::read(ber)?;
        let primes = vec![std::mem::take(&mut *p), std::mem::take(&mut *q)];
        let rsa = rsa::PrivateKey::from_components(n, e, std::mem::take(&mut *d), primes);
        // What belongs together and is refused has factors that have a factor in common.
        let rsa = rsa.map_err(|_| OpenKeyError::CompositeFactor)?;
        Self::from_rsa(rsa).ok_or(OpenKeyError::Damaged)
    }

    /// Whether two PrivateKeyInfos hold the same key, as far as that shows without working with its numbers:
    /// the modulus of RSA, however it is written, or else every octet.
    pub(crate) fn are_same(one: &[u8], other: &[u8]) -> bool {
        let modulus = |ber: &[u8]| {
            let info = PrivateKeyInfo::read(&ber::to_der(ber)?)?;
            (info.algorithm == RSA_ENCRYPTION).then(|| numbers::modulus(&info.key))?
        };
        match (modulus(one), modulus(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one == other,
        }
    }

    /// Reads either of the two, as OpenSSL's own encryption can hold both.
    pub(super) fn from_either(ber: &[u8]) -> Result<Self, OpenKeyError> {
        let second = Element::tagged(ber, SEQUENCE)
            .and_then(|outer| Element::first(Element::tagged(outer.contents, INTEGER)?.rest));
        match second {
            Some(second) if second.tag == INTEGER => Self::from_pkcs1(ber),
            _ => Self::from_pkcs8(ber),
        }
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
