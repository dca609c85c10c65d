//! Password-based encryption, opened: PBES2 of RFC 8018 section 6.2.
//!
//! The `pkcs5` crate reads the parameters. Decryption is here because its single answer, "failed",
//! does not tell a wrong password from a damaged file: that takes a look at what came out.

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::{Block, BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit};
use const_oid::ObjectIdentifier;
use der::ErrorKind;
use des::{Des, TdesEde3};
use pbkdf2::pbkdf2_hmac;
use pkcs5::pbes2::{EncryptionScheme, Kdf, PBES2_OID, Parameters, Pbkdf2Params, Pbkdf2Prf, ScryptParams};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

/// The most iterations taken on: some seconds of work. A file that asks for more is refused before
/// any is done.
pub const MOST_ITERATIONS: u32 = 10_000_000;

/// The most memory that scrypt may ask for, in bytes.
pub const MOST_SCRYPT_MEMORY: u64 = 256 << 20;

/// Why something sealed with a password cannot be decrypted, whatever the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecryptError {
    /// A scheme, cipher, key derivation or pseudo-random function that is not known here.
    UnsupportedAlgorithm(ObjectIdentifier),
    /// More iterations than [`MOST_ITERATIONS`].
    TooManyIterations {
        /// How many the file asks for.
        iterations: u32,
    },
    /// scrypt with more memory than [`MOST_SCRYPT_MEMORY`].
    TooMuchMemory {
        /// How many bytes the file asks for.
        bytes: u64,
    },
    /// The parameters or the length of the data are not what the scheme asks for.
    Damaged,
}

/// Decrypts data and leaves its padding on: see [`strip_padding`].
///
/// # Errors
/// [`DecryptError`]. A wrong password is no error here; it gives other octets.
pub fn decrypt(
    algorithm: &AlgorithmIdentifierRef<'_>,
    password: &[u8],
    data: &[u8],
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    if algorithm.oid != PBES2_OID {
        return Err(DecryptError::UnsupportedAlgorithm(algorithm.oid));
    }
    let parameters = algorithm.parameters.ok_or(DecryptError::Damaged)?;
    let parameters = Parameters::try_from(parameters).map_err(|error| match error.kind() {
        ErrorKind::OidUnknown { oid } => DecryptError::UnsupportedAlgorithm(oid),
        _ => DecryptError::Damaged,
    })?;
    let mut key = Zeroizing::new(vec![0; parameters.encryption.key_size()]);
    derive_key(&parameters.kdf, password, &mut key)?;
    match parameters.encryption {
        EncryptionScheme::Aes128Cbc { iv } => decrypt_blocks::<Aes128>(&key, &iv, data),
        EncryptionScheme::Aes192Cbc { iv } => decrypt_blocks::<Aes192>(&key, &iv, data),
        EncryptionScheme::Aes256Cbc { iv } => decrypt_blocks::<Aes256>(&key, &iv, data),
        EncryptionScheme::DesEde3Cbc { iv } => decrypt_blocks::<TdesEde3>(&key, &iv, data),
        EncryptionScheme::DesCbc { iv } => decrypt_blocks::<Des>(&key, &iv, data),
        other => Err(DecryptError::UnsupportedAlgorithm(other.oid())),
    }
}

fn derive_key(kdf: &Kdf, password: &[u8], key: &mut [u8]) -> Result<(), DecryptError> {
    match kdf {
        Kdf::Pbkdf2(parameters) => derive_with_pbkdf2(parameters, password, key),
        Kdf::Scrypt(parameters) => derive_with_scrypt(parameters, password, key),
        other => Err(DecryptError::UnsupportedAlgorithm(other.oid())),
    }
}

fn derive_with_pbkdf2(
    parameters: &Pbkdf2Params,
    password: &[u8],
    key: &mut [u8],
) -> Result<(), DecryptError> {
    let iterations = parameters.iteration_count;
    if iterations > MOST_ITERATIONS {
        return Err(DecryptError::TooManyIterations { iterations });
    }
    let salt = parameters.salt.as_bytes();
    match parameters.prf {
        Pbkdf2Prf::HmacWithSha1 => pbkdf2_hmac::<Sha1>(password, salt, iterations, key),
        Pbkdf2Prf::HmacWithSha224 => pbkdf2_hmac::<Sha224>(password, salt, iterations, key),
        Pbkdf2Prf::HmacWithSha256 => pbkdf2_hmac::<Sha256>(password, salt, iterations, key),
        Pbkdf2Prf::HmacWithSha384 => pbkdf2_hmac::<Sha384>(password, salt, iterations, key),
        Pbkdf2Prf::HmacWithSha512 => pbkdf2_hmac::<Sha512>(password, salt, iterations, key),
        other => return Err(DecryptError::UnsupportedAlgorithm(other.oid())),
    }
    Ok(())
}

fn derive_with_scrypt(
    parameters: &ScryptParams,
    password: &[u8],
    key: &mut [u8],
) -> Result<(), DecryptError> {
    let blocks = u64::from(parameters.block_size).saturating_mul(128);
    let bytes = blocks.saturating_mul(parameters.cost_parameter);
    let passes = u64::from(parameters.parallelization);
    if bytes.saturating_mul(passes) > MOST_SCRYPT_MEMORY {
        return Err(DecryptError::TooMuchMemory { bytes: bytes.saturating_mul(passes) });
    }
    let parameters_of_crate = scrypt::Params::try_from(parameters).map_err(|_| DecryptError::Damaged)?;
    scrypt::scrypt(password, parameters.salt.as_bytes(), &parameters_of_crate, key)
        .map_err(|_| DecryptError::Damaged)
}

/// Cipher block chaining undone, with the padding left on.
pub(crate) fn decrypt_blocks<C>(
    key: &[u8],
    iv: &[u8],
    data: &[u8],
) -> Result<Zeroizing<Vec<u8>>, DecryptError>
where
    C: BlockCipherDecrypt + KeyInit,
{
    let mut plain = Zeroizing::new(data.to_vec());
    let (blocks, rest) = Block::<C>::slice_as_chunks_mut(&mut plain);
    if blocks.is_empty() || !rest.is_empty() {
        return Err(DecryptError::Damaged);
    }
    Decryptor::<C>::new_from_slices(key, iv).map_err(|_| DecryptError::Damaged)?.decrypt_blocks(blocks);
    Ok(plain)
}

/// The length of the data without its padding (RFC 8018 section 6.1.1 step 4), none where the
/// padding is wrong. Blocks have 8 or 16 octets, and the padding fits one of them.
pub fn strip_padding(padded: &[u8]) -> Option<&[u8]> {
    let count = usize::from(*padded.last()?);
    let (plain, padding) = padded.split_at_checked(padded.len().checked_sub(count)?)?;
    let good = (1..=16).contains(&count) && padding.iter().all(|&octet| usize::from(octet) == count);
    good.then_some(plain)
}
