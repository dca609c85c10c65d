//! The encryption of one bag.

use cbc::Encryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use const_oid::ObjectIdentifier;
use der::asn1::{Any, OctetString};
use der::referenced::OwnedToRef;
use der::{Decode, Encode};
use des::TdesEde3;
use pkcs5::pbes2;
use rand_core::CryptoRng;
use sha1::Sha1;
use spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

use super::key_derivation::{Purpose, derive};
use super::structure::{PbeParameters, decode};
use super::{Encryption, ITERATIONS};
use crate::password::Password;
use crate::pbes2::{DecryptError, MOST_ITERATIONS, decrypt_blocks};

/// pbeWithSHAAnd3-KeyTripleDES-CBC.
const SHA1_TRIPLE_DES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.3");

/// Encrypts octets under a password, and names the algorithm with its salt.
pub fn encrypt(
    encryption: Encryption,
    password: &Password,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Option<(AlgorithmIdentifierOwned, Vec<u8>)> {
    match encryption {
        Encryption::Modern => encrypt_modern(password, plain, rng),
        Encryption::Compatible => encrypt_compatible(password, plain, rng),
    }
}

/// PBES2 takes the password as UTF-8, here as in every program that writes such files.
fn encrypt_modern(
    password: &Password,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Option<(AlgorithmIdentifierOwned, Vec<u8>)> {
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut iv);
    let parameters = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(ITERATIONS, &salt, iv).ok()?;
    let encrypted = parameters.encrypt(password.as_bytes(), plain).ok()?;
    let algorithm = pkcs5::EncryptionScheme::from(parameters).to_der().ok()?;
    Some((AlgorithmIdentifierOwned::from_der(&algorithm).ok()?, encrypted))
}

fn encrypt_compatible(
    password: &Password,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Option<(AlgorithmIdentifierOwned, Vec<u8>)> {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let parameters = PbeParameters { salt: OctetString::new(salt).ok()?, iterations: ITERATIONS };
    let (key, iv) = derive_triple_des(&parameters, password);
    let encrypted =
        Encryptor::<TdesEde3>::new_from_slices(&*key, &*iv).ok()?.encrypt_padded_vec::<Pkcs7>(plain);
    let parameters = Some(Any::encode_from(&parameters).ok()?);
    Some((AlgorithmIdentifierOwned { oid: SHA1_TRIPLE_DES, parameters }, encrypted))
}

/// Decrypts octets and leaves their padding on.
///
/// # Errors
/// [`DecryptError`]. A wrong password is no error here; it gives other octets.
pub fn decrypt(
    algorithm: &AlgorithmIdentifierOwned,
    password: &Password,
    encrypted: &[u8],
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    if algorithm.oid != SHA1_TRIPLE_DES {
        return crate::pbes2::decrypt(&algorithm.owned_to_ref(), password.as_bytes(), encrypted);
    }
    let parameters = algorithm.parameters.as_ref().ok_or(DecryptError::Damaged)?;
    let parameters: PbeParameters = decode(parameters).map_err(|_| DecryptError::Damaged)?;
    if parameters.iterations > MOST_ITERATIONS {
        return Err(DecryptError::TooManyIterations { iterations: parameters.iterations });
    }
    let (key, iv) = derive_triple_des(&parameters, password);
    decrypt_blocks::<TdesEde3>(&*key, &*iv, encrypted)
}

fn derive_triple_des(
    parameters: &PbeParameters,
    password: &Password,
) -> (Zeroizing<[u8; 24]>, Zeroizing<[u8; 8]>) {
    let (mut key, mut iv) = (Zeroizing::new([0; 24]), Zeroizing::new([0; 8]));
    let (password, salt) = (password.to_bmp_string(), parameters.salt.as_bytes());
    derive::<Sha1>(Purpose::Key, &password, salt, parameters.iterations, &mut *key);
    derive::<Sha1>(Purpose::InitialisationVector, &password, salt, parameters.iterations, &mut *iv);
    (key, iv)
}
