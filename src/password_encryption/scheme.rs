//! A scheme of password-based encryption, read from its AlgorithmIdentifier.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_AES_128_CBC, ID_AES_192_CBC, ID_AES_256_CBC};
use der::Decode;
use der::asn1::{Any, OctetString};
use spki::AlgorithmIdentifierOwned;

use super::parameters::{
    PbeParameters, Pbes2Parameters, Pbkdf2Parameters, Rc2Parameters, ScryptParameters, number,
};
use super::work::Limits;
use super::{Cipher, DecryptError, Derivation, HashFunction};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// RFC 8018 appendix A.4.
pub(super) const PBES2: ObjectIdentifier = oid("1.2.840.113549.1.5.13");
/// RFC 8018 appendix A.2.
pub(super) const PBKDF2: ObjectIdentifier = oid("1.2.840.113549.1.5.12");
/// RFC 7914 section 7.
const SCRYPT: ObjectIdentifier = oid("1.3.6.1.4.1.11591.4.11");

/// RFC 8018 appendix A.3: DES or RC2, and the hash function of PBKDF1. Those with MD2 are not here.
const PBES1: [(ObjectIdentifier, HashFunction, Cipher); 4] = [
    (oid("1.2.840.113549.1.5.3"), HashFunction::Md5, Cipher::Des),
    (oid("1.2.840.113549.1.5.6"), HashFunction::Md5, Cipher::rc2(64)),
    (oid("1.2.840.113549.1.5.10"), HashFunction::Sha1, Cipher::Des),
    (oid("1.2.840.113549.1.5.11"), HashFunction::Sha1, Cipher::rc2(64)),
];

/// pbeWithSHAAnd3-KeyTripleDES-CBC, RFC 7292 appendix C.
pub(super) const SHA1_TRIPLE_DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.3");

/// RFC 7292 appendix C.
const PKCS12: [(ObjectIdentifier, Cipher); 6] = [
    (oid("1.2.840.113549.1.12.1.1"), Cipher::Rc4 { key_length: 16 }),
    (oid("1.2.840.113549.1.12.1.2"), Cipher::Rc4 { key_length: 5 }),
    (SHA1_TRIPLE_DES, Cipher::TripleDes),
    (oid("1.2.840.113549.1.12.1.4"), Cipher::TripleDesOfTwoKeys),
    (oid("1.2.840.113549.1.12.1.5"), Cipher::rc2(128)),
    (oid("1.2.840.113549.1.12.1.6"), Cipher::rc2(40)),
];

/// The ciphers of PBES2 whose one parameter is an initialisation vector: RFC 8018 appendix B.2.
const BLOCK_CIPHERS: [(ObjectIdentifier, Cipher); 5] = [
    (ID_AES_128_CBC, Cipher::Aes128),
    (ID_AES_192_CBC, Cipher::Aes192),
    (ID_AES_256_CBC, Cipher::Aes256),
    (oid("1.2.840.113549.3.7"), Cipher::TripleDes),
    (oid("1.3.14.3.2.7"), Cipher::Des),
];

/// rc2CBC, RFC 8018 appendix B.2.3.
const RC2: ObjectIdentifier = oid("1.2.840.113549.3.2");

/// How something is encrypted: how the key comes from the password, and what it is the key of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// The key derivation.
    pub derivation: Derivation,
    /// The cipher.
    pub cipher: Cipher,
    /// The initialisation vector, where it is not derived as well.
    pub(super) iv: Option<Vec<u8>>,
}

impl Scheme {
    /// Reads an AlgorithmIdentifier.
    ///
    /// # Errors
    /// [`DecryptError`], of what is not known here or not well formed.
    pub fn read(algorithm: &AlgorithmIdentifierOwned) -> Result<Self, DecryptError> {
        let found = algorithm.oid;
        if found == PBES2 {
            return read_pbes2(algorithm);
        }
        if let Some(&(_, hash, cipher)) = PBES1.iter().find(|(known, ..)| *known == found) {
            let (salt, iterations) = pbe_parameters(algorithm)?;
            return Ok(Self { derivation: Derivation::Pbkdf1 { hash, salt, iterations }, cipher, iv: None });
        }
        if let Some(&(_, cipher)) = PKCS12.iter().find(|(known, _)| *known == found) {
            let (salt, iterations) = pbe_parameters(algorithm)?;
            return Ok(Self { derivation: Derivation::Pkcs12 { salt, iterations }, cipher, iv: None });
        }
        Err(DecryptError::UnsupportedAlgorithm(found))
    }

    /// Holds what it asks for against what is allowed.
    pub(crate) fn check(&self, limits: Limits) -> Result<(), DecryptError> {
        self.derivation.check(limits)
    }

    /// Rounds of hashing that it takes.
    pub(crate) fn rounds(&self) -> u64 {
        self.derivation.rounds(self.cipher)
    }
}

/// RFC 8018 section 6.2: the one names a key derivation, the other a cipher.
fn read_pbes2(algorithm: &AlgorithmIdentifierOwned) -> Result<Scheme, DecryptError> {
    let Pbes2Parameters { derivation, encryption } = parameters(algorithm)?;
    let (derivation, key_length) = Derivation::read(&derivation)?;
    let (mut cipher, iv) = read_cipher(&encryption)?;
    if let (Cipher::Rc2 { key_length: length, .. }, Some(given)) = (&mut cipher, key_length) {
        *length = usize::try_from(given).ok().filter(|length| *length <= 128).ok_or(DecryptError::Damaged)?;
    }
    if key_length.is_some_and(|given| given != cipher.key_length() as u64)
        || cipher.block_length() != iv.len()
    {
        return Err(DecryptError::Damaged);
    }
    Ok(Scheme { derivation, cipher, iv: Some(iv) })
}

impl Derivation {
    /// Reads the AlgorithmIdentifier of PBKDF2 or scrypt, and the length of the key in octets where it is
    /// there.
    ///
    /// # Errors
    /// [`DecryptError`], of what is not known here or not well formed.
    pub(crate) fn read(algorithm: &AlgorithmIdentifierOwned) -> Result<(Self, Option<u64>), DecryptError> {
        match algorithm.oid {
            PBKDF2 => {
                let Pbkdf2Parameters { salt, iterations, key_length, prf } = parameters(algorithm)?;
                let hash = match prf {
                    None => HashFunction::Sha1,
                    Some(prf) => HashFunction::from_hmac_oid(prf.oid)
                        .ok_or(DecryptError::UnsupportedAlgorithm(prf.oid))?,
                };
                let (salt, iterations) = (salt.into_bytes().into_vec(), number(&iterations));
                Ok((Derivation::Pbkdf2 { hash, salt, iterations }, key_length.as_ref().map(number)))
            }
            SCRYPT => {
                let ScryptParameters { salt, cost, block_size, parallelization, key_length } =
                    parameters(algorithm)?;
                let derivation = Derivation::Scrypt {
                    salt: salt.into_bytes().into_vec(),
                    cost: number(&cost),
                    block_size: number(&block_size),
                    parallelization: number(&parallelization),
                };
                Ok((derivation, key_length.as_ref().map(number)))
            }
            other => Err(DecryptError::UnsupportedAlgorithm(other)),
        }
    }
}

fn read_cipher(algorithm: &AlgorithmIdentifierOwned) -> Result<(Cipher, Vec<u8>), DecryptError> {
    if algorithm.oid == RC2 {
        let Rc2Parameters { version, iv } = parameters(algorithm)?;
        let bits = effective_bits(version.as_ref().map(number)).ok_or(DecryptError::Damaged)?;
        return Ok((Cipher::rc2(bits), iv.into_bytes().into_vec()));
    }
    let known = BLOCK_CIPHERS.iter().find(|(known, _)| *known == algorithm.oid);
    let &(_, cipher) = known.ok_or(DecryptError::UnsupportedAlgorithm(algorithm.oid))?;
    let iv: OctetString = parameters(algorithm)?;
    Ok((cipher, iv.into_bytes().into_vec()))
}

/// RFC 8018 appendix B.2.3: small sizes of key have made-up numbers.
fn effective_bits(version: Option<u64>) -> Option<usize> {
    match version {
        None => Some(32),
        Some(160) => Some(40),
        Some(120) => Some(64),
        Some(58) => Some(128),
        Some(bits @ 256..=1024) => usize::try_from(bits).ok(),
        Some(_) => None,
    }
}

fn pbe_parameters(algorithm: &AlgorithmIdentifierOwned) -> Result<(Vec<u8>, u64), DecryptError> {
    let PbeParameters { salt, iterations } = parameters(algorithm)?;
    Ok((salt.into_bytes().into_vec(), number(&iterations)))
}

fn parameters<T: for<'a> Decode<'a, Error = der::Error>>(
    algorithm: &AlgorithmIdentifierOwned,
) -> Result<T, DecryptError> {
    let any: &Any = algorithm.parameters.as_ref().ok_or(DecryptError::Damaged)?;
    der::Encode::to_der(any).and_then(|der| T::from_der(&der)).map_err(|_| DecryptError::Damaged)
}
