//! Verifying a signature over octets as they came.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, ID_EC_PUBLIC_KEY, SHA_1_WITH_RSA_ENCRYPTION,
    SHA_256_WITH_RSA_ENCRYPTION, SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
};
use der::Decode;
use rsa::pkcs1v15;
use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha256, Sha384, Sha512};
use signature::Verifier;
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

/// Verifies a signature over a message: RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2) with SHA-1 and
/// SHA-2, ECDSA (RFC 5758 section 3.2) with SHA-2 on P-256 and P-384.
///
/// # Errors
/// Why the signature is not known to be good. A key of another kind than the algorithm's never
/// made the signature: [`SignatureError::Wrong`].
pub fn verify(
    message: &[u8],
    algorithm: ObjectIdentifier,
    key: &PublicKey,
    signature: &[u8],
) -> Result<(), SignatureError> {
    match algorithm {
        SHA_1_WITH_RSA_ENCRYPTION => verify_rsa::<Sha1>(message, key, signature),
        SHA_256_WITH_RSA_ENCRYPTION => verify_rsa::<Sha256>(message, key, signature),
        SHA_384_WITH_RSA_ENCRYPTION => verify_rsa::<Sha384>(message, key, signature),
        SHA_512_WITH_RSA_ENCRYPTION => verify_rsa::<Sha512>(message, key, signature),
        ECDSA_WITH_SHA_256 => verify_ecdsa::<Sha256>(message, key, signature),
        ECDSA_WITH_SHA_384 => verify_ecdsa::<Sha384>(message, key, signature),
        ECDSA_WITH_SHA_512 => verify_ecdsa::<Sha512>(message, key, signature),
        unknown => Err(SignatureError::UnknownAlgorithm(unknown)),
    }
}

fn verify_rsa<D: Digest + const_oid::AssociatedOid>(
    message: &[u8],
    key: &PublicKey,
    signature: &[u8],
) -> Result<(), SignatureError> {
    if !matches!(key.algorithm(), KeyAlgorithm::Rsa { .. }) {
        return Err(SignatureError::Wrong);
    }
    let key = rsa::PublicKey::try_from(info(key)?).map_err(|_| SignatureError::UnusableKey)?;
    let signature = pkcs1v15::Signature::try_from(signature).map_err(|_| SignatureError::Wrong)?;
    pkcs1v15::VerifyingKey::<D>::new(key).verify(message, &signature).map_err(|_| SignatureError::Wrong)
}

fn verify_ecdsa<D: Digest>(message: &[u8], key: &PublicKey, signature: &[u8]) -> Result<(), SignatureError> {
    let digest = D::digest(message);
    let point = info(key)?.subject_public_key.as_bytes().ok_or(SignatureError::UnusableKey)?;
    match key.algorithm() {
        KeyAlgorithm::P256 => {
            let key =
                p256::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(|_| SignatureError::UnusableKey)?;
            let signature = p256::ecdsa::Signature::from_der(signature).map_err(|_| SignatureError::Wrong)?;
            key.verify_prehash(&digest, &signature).map_err(|_| SignatureError::Wrong)
        }
        KeyAlgorithm::P384 => {
            let key =
                p384::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(|_| SignatureError::UnusableKey)?;
            let signature = p384::ecdsa::Signature::from_der(signature).map_err(|_| SignatureError::Wrong)?;
            key.verify_prehash(&digest, &signature).map_err(|_| SignatureError::Wrong)
        }
        KeyAlgorithm::Other(ID_EC_PUBLIC_KEY) => Err(SignatureError::UnknownKey(ID_EC_PUBLIC_KEY)),
        KeyAlgorithm::Rsa { .. } | KeyAlgorithm::Other(_) => Err(SignatureError::Wrong),
    }
}

fn info(key: &PublicKey) -> Result<SubjectPublicKeyInfoRef<'_>, SignatureError> {
    SubjectPublicKeyInfoRef::from_der(key.as_der()).map_err(|_| SignatureError::UnusableKey)
}
