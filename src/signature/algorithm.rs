//! Which algorithm made a signature.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, ID_MGF_1, ID_RSASSA_PSS, ID_SHA_1,
    ID_SHA_256, ID_SHA_384, ID_SHA_512, SHA_1_WITH_RSA_ENCRYPTION, SHA_256_WITH_RSA_ENCRYPTION,
    SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
};
use der::Decode;
use der::asn1::{Any, AnyRef};
use pkcs1::{RsaPssParams, TrailerField};
use spki::AlgorithmIdentifierRef;

/// A digest that signatures are made over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Digest {
    /// The digest of a message.
    pub fn of(self, message: &[u8]) -> Vec<u8> {
        use sha2::digest::Digest as _;
        match self {
            Self::Sha1 => sha1::Sha1::digest(message).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(message).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(message).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(message).to_vec(),
        }
    }
}

/// The algorithm of a signature, with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
    RsaPkcs1(Digest),
    /// RSASSA-PSS (RFC 8017 section 8.1), with MGF1 over the same digest.
    RsaPss {
        /// The digest of the message and of the mask.
        digest: Digest,
        /// The length of the salt, in octets.
        salt_length: u8,
    },
    /// ECDSA (RFC 5758 section 3.2).
    Ecdsa(Digest),
    /// Any other, by its object identifier, and RSASSA-PSS with unusual parameters.
    Other(ObjectIdentifier),
}

impl SignatureAlgorithm {
    /// What this program signs with.
    pub const SHA256_WITH_RSA: Self = Self::RsaPkcs1(Digest::Sha256);

    /// The digest that is signed, where that is known.
    pub const fn digest(self) -> Option<Digest> {
        match self {
            Self::RsaPkcs1(digest) | Self::RsaPss { digest, .. } | Self::Ecdsa(digest) => Some(digest),
            Self::Other(_) => None,
        }
    }

    /// Reads the DER of an AlgorithmIdentifier; none where it is no such thing.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        AlgorithmIdentifierRef::from_der(der).ok().map(Self::from)
    }
}

impl From<AlgorithmIdentifierRef<'_>> for SignatureAlgorithm {
    fn from(identifier: AlgorithmIdentifierRef<'_>) -> Self {
        // RFC 4055 section 5: NULL, which older programs left out.
        let plain = identifier.parameters.is_none_or(|parameters| parameters.is_null());
        match identifier.oid {
            SHA_1_WITH_RSA_ENCRYPTION if plain => Self::RsaPkcs1(Digest::Sha1),
            SHA_256_WITH_RSA_ENCRYPTION if plain => Self::RsaPkcs1(Digest::Sha256),
            SHA_384_WITH_RSA_ENCRYPTION if plain => Self::RsaPkcs1(Digest::Sha384),
            SHA_512_WITH_RSA_ENCRYPTION if plain => Self::RsaPkcs1(Digest::Sha512),
            ID_RSASSA_PSS => pss(identifier.parameters).unwrap_or(Self::Other(ID_RSASSA_PSS)),
            ECDSA_WITH_SHA_256 => Self::Ecdsa(Digest::Sha256),
            ECDSA_WITH_SHA_384 => Self::Ecdsa(Digest::Sha384),
            ECDSA_WITH_SHA_512 => Self::Ecdsa(Digest::Sha512),
            other => Self::Other(other),
        }
    }
}

/// The parameters of RSASSA-PSS (RFC 4055 section 3.1), where they are the usual ones.
fn pss(parameters: Option<AnyRef<'_>>) -> Option<SignatureAlgorithm> {
    let parameters: RsaPssParams<Any> = parameters?.decode_as().ok()?;
    let mask = parameters.mask_gen.parameters.as_ref()?;
    let usual = parameters.mask_gen.oid == ID_MGF_1
        && mask.oid == parameters.hash.oid
        && parameters.trailer_field == TrailerField::BC;
    let digest = match parameters.hash.oid {
        ID_SHA_1 => Digest::Sha1,
        ID_SHA_256 => Digest::Sha256,
        ID_SHA_384 => Digest::Sha384,
        ID_SHA_512 => Digest::Sha512,
        _ => return None,
    };
    usual.then_some(SignatureAlgorithm::RsaPss { digest, salt_length: parameters.salt_len })
}
