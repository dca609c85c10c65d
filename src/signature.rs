//! Verifying a signature over octets as they came.

mod algorithm;

pub use algorithm::{Digest, SignatureAlgorithm};

use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, ID_RSASSA_PSS};
use const_oid::{AssociatedOid, ObjectIdentifier};
use der::Decode;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::SignatureScheme;
use rsa::{Pkcs1v15Sign, Pss};
use sha1::Sha1;
use sha2::digest::{self, FixedOutputReset};
use sha2::{Sha256, Sha384, Sha512};
use signature::hazmat::PrehashVerifier;
use spki::SubjectPublicKeyInfoRef;

use crate::public_key::{KeyAlgorithm, PublicKey};

/// Why a signature is not known to be good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureError {
    /// It was made by another key, or over other octets.
    Wrong,
    /// The algorithm of the signature is not known here.
    UnknownAlgorithm(ObjectIdentifier),
    /// The key is one for such signatures, on a curve that is not known here.
    UnknownKey(ObjectIdentifier),
    /// The key cannot be used: an RSA key below 1024 or above 8192 bits, a strange exponent, a
    /// point that is not on its curve.
    UnusableKey,
}

/// Verifies a signature over a message: RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 section 8) with
/// SHA-1 and SHA-2, ECDSA (RFC 5758 section 3.2) with SHA-2 on P-256 and P-384.
///
/// # Errors
/// Why the signature is not known to be good. A key of another kind than the algorithm's never
/// made the signature: [`SignatureError::Wrong`].
pub fn verify(
    message: &[u8],
    algorithm: SignatureAlgorithm,
    key: &PublicKey,
    signature: &[u8],
) -> Result<(), SignatureError> {
    let hashed = |digest: Digest| digest.of(message);
    match algorithm {
        SignatureAlgorithm::RsaPkcs1(digest) => match digest {
            Digest::Sha1 => verify_pkcs1::<Sha1>(&hashed(digest), key, signature),
            Digest::Sha256 => verify_pkcs1::<Sha256>(&hashed(digest), key, signature),
            Digest::Sha384 => verify_pkcs1::<Sha384>(&hashed(digest), key, signature),
            Digest::Sha512 => verify_pkcs1::<Sha512>(&hashed(digest), key, signature),
        },
        SignatureAlgorithm::RsaPss { digest, salt_length } => {
            let salt_length = usize::from(salt_length);
            match digest {
                Digest::Sha1 => verify_pss::<Sha1>(&hashed(digest), salt_length, key, signature),
                Digest::Sha256 => verify_pss::<Sha256>(&hashed(digest), salt_length, key, signature),
                Digest::Sha384 => verify_pss::<Sha384>(&hashed(digest), salt_length, key, signature),
                Digest::Sha512 => verify_pss::<Sha512>(&hashed(digest), salt_length, key, signature),
            }
        }
        SignatureAlgorithm::Ecdsa(digest) => verify_ecdsa(&hashed(digest), key, signature),
        SignatureAlgorithm::Other(oid) => Err(SignatureError::UnknownAlgorithm(oid)),
    }
}

fn verify_pkcs1<D: digest::Digest + AssociatedOid>(
    hashed: &[u8],
    key: &PublicKey,
    signature: &[u8],
) -> Result<(), SignatureError> {
    match key.algorithm() {
        KeyAlgorithm::Rsa { .. } => verify_rsa(Pkcs1v15Sign::new::<D>(), hashed, key, signature),
        _ => Err(SignatureError::Wrong),
    }
}

/// A key may serve both schemes, or be restricted to this one (RFC 4055 section 1.2).
fn verify_pss<D: digest::Digest + FixedOutputReset>(
    hashed: &[u8],
    salt_length: usize,
    key: &PublicKey,
    signature: &[u8],
) -> Result<(), SignatureError> {
    match key.algorithm() {
        KeyAlgorithm::Rsa { .. } | KeyAlgorithm::Other(ID_RSASSA_PSS) => {
            verify_rsa(Pss::<D>::new_with_salt(salt_length), hashed, key, signature)
        }
        _ => Err(SignatureError::Wrong),
    }
}

fn verify_rsa(
    scheme: impl SignatureScheme,
    hashed: &[u8],
    key: &PublicKey,
    signature: &[u8],
) -> Result<(), SignatureError> {
    let key =
        rsa::PublicKey::from_pkcs1_der(subject_public_key(key)?).map_err(|_| SignatureError::UnusableKey)?;
    key.verify(scheme, hashed, signature).map_err(|_| SignatureError::Wrong)
}

fn verify_ecdsa(hashed: &[u8], key: &PublicKey, signature: &[u8]) -> Result<(), SignatureError> {
    let point = subject_public_key(key)?;
    match key.algorithm() {
        KeyAlgorithm::P256 => {
            let key =
                p256::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(|_| SignatureError::UnusableKey)?;
            let signature = p256::ecdsa::Signature::from_der(signature).map_err(|_| SignatureError::Wrong)?;
            key.verify_prehash(hashed, &signature).map_err(|_| SignatureError::Wrong)
        }
        KeyAlgorithm::P384 => {
            let key =
                p384::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(|_| SignatureError::UnusableKey)?;
            let signature = p384::ecdsa::Signature::from_der(signature).map_err(|_| SignatureError::Wrong)?;
            key.verify_prehash(hashed, &signature).map_err(|_| SignatureError::Wrong)
        }
        KeyAlgorithm::P521 | KeyAlgorithm::Other(ID_EC_PUBLIC_KEY) => {
            Err(SignatureError::UnknownKey(ID_EC_PUBLIC_KEY))
        }
        KeyAlgorithm::Rsa { .. } | KeyAlgorithm::Other(_) => Err(SignatureError::Wrong),
    }
}

/// The octets of the key itself: for RSA the DER of an RSAPublicKey, for a curve a point.
fn subject_public_key(key: &PublicKey) -> Result<&[u8], SignatureError> {
    let info = SubjectPublicKeyInfoRef::from_der(key.as_der()).map_err(|_| SignatureError::UnusableKey)?;
    info.subject_public_key.as_bytes().ok_or(SignatureError::UnusableKey)
}
