//! How a key comes from a password.

use zeroize::Zeroizing;

use super::hash_function::with_hash_function;
use super::pkcs12::Purpose;
use super::work::{Limits, Work};
use super::{Cipher, DecryptError, HashFunction, openssl, pbkdf1, pbkdf2, pkcs12};
use crate::password::SpelledPassword;

/// A key derivation with its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Derivation {
    /// RFC 8018 section 5.1, for the schemes of PBES1.
    Pbkdf1 {
        /// The hash function.
        hash: HashFunction,
        /// The salt.
        salt: Vec<u8>,
        /// The iterations.
        iterations: u64,
    },
    /// RFC 8018 section 5.2.
    Pbkdf2 {
        /// The hash function of the HMAC.
        hash: HashFunction,
        /// The salt.
        salt: Vec<u8>,
        /// The iterations.
        iterations: u64,
    },
    /// RFC 7914.
    Scrypt {
        /// The salt.
        salt: Vec<u8>,
        /// N, a power of two.
        cost: u64,
        /// r.
        block_size: u64,
        /// p.
        parallelization: u64,
    },
    /// RFC 7292 appendix B, with SHA-1.
    Pkcs12 {
        /// The salt.
        salt: Vec<u8>,
        /// The iterations.
        iterations: u64,
    },
    /// OpenSSL's `EVP_BytesToKey` with MD5 and one iteration.
    OpenSsl {
        /// The salt.
        salt: [u8; 8],
    },
}

/// A key and what the first block is chained to.
pub(super) struct Derived {
    pub(super) key: Zeroizing<Vec<u8>>,
    pub(super) iv: Zeroizing<Vec<u8>>,
}

impl Derivation {
    /// The iterations that the file asks for. scrypt has none.
    pub fn iterations(&self) -> Option<u64> {
        match self {
            Self::Pbkdf1 { iterations, .. }
            | Self::Pbkdf2 { iterations, .. }
            | Self::Pkcs12 { iterations, .. } => Some(*iterations),
            Self::OpenSsl { .. } => Some(1),
            Self::Scrypt { .. } => None,
        }
    }

    /// The salt.
    pub fn salt(&self) -> &[u8] {
        match self {
            Self::Pbkdf1 { salt, .. }
            | Self::Pbkdf2 { salt, .. }
            | Self::Scrypt { salt, .. }
            | Self::Pkcs12 { salt, .. } => salt,
            Self::OpenSsl { salt } => salt,
        }
    }

    /// Rounds of hashing that deriving a key for that cipher takes.
    pub(super) fn rounds(&self, cipher: Cipher) -> u64 {
        let parts = |octets: usize, hash: HashFunction| octets.div_ceil(hash.output_length()) as u64;
        match self {
            Self::Pbkdf1 { iterations, .. } => *iterations,
            Self::Pbkdf2 { hash, iterations, .. } => {
                iterations.saturating_mul(parts(cipher.key_length(), *hash))
            }
            Self::Scrypt { cost, block_size, parallelization, .. } => {
                cost.saturating_mul(*block_size).saturating_mul(*parallelization).saturating_mul(2)
            }
            Self::Pkcs12 { iterations, .. } => {
                let iv = parts(cipher.block_length(), HashFunction::Sha1);
                let key = parts(cipher.key_length(), HashFunction::Sha1);
                iterations.saturating_mul(key.saturating_add(iv))
            }
            Self::OpenSsl { .. } => 1,
        }
    }

    /// Holds what the file asks for against what is allowed.
    pub(super) fn check(&self, limits: Limits) -> Result<(), DecryptError> {
        if let Some(iterations) = self.iterations().filter(|&iterations| iterations > limits.iterations) {
            return Err(DecryptError::TooManyIterations { iterations });
        }
        if let Self::Scrypt { cost, block_size, parallelization, .. } = self {
            let blocks = cost.saturating_add(*parallelization);
            let bytes = block_size.saturating_mul(128).saturating_mul(blocks);
            if bytes > limits.memory {
                return Err(DecryptError::TooMuchMemory { bytes });
            }
        }
        Ok(())
    }

    /// The password's octets that go into it.
    pub(super) fn octets<'a>(&self, password: &'a SpelledPassword) -> &'a [u8] {
        match self {
            Self::Pkcs12 { .. } => password.bmp_string(),
            _ => password.octets(),
        }
    }

    /// Derives the key of a cipher, and where it does not stand in the file its initialisation
    /// vector.
    pub(super) fn derive(
        &self,
        cipher: Cipher,
        iv: Option<&[u8]>,
        password: &[u8],
        work: &mut Work<'_>,
    ) -> Result<Derived, DecryptError> {
        work.expect(self.rounds(cipher))?;
        let mut key = Zeroizing::new(vec![0; cipher.key_length()]);
        let mut derived_iv = Zeroizing::new(vec![0; cipher.block_length()]);
        match self {
            Self::Pbkdf1 { hash, salt, iterations } => {
                let mut both = Zeroizing::new(vec![0; key.len().saturating_add(derived_iv.len())]);
                with_hash_function!(hash, H => pbkdf1::derive::<H>(password, salt, *iterations, &mut both, work));
                let octets = both.iter().copied();
                key.iter_mut().chain(derived_iv.iter_mut()).zip(octets).for_each(|(to, from)| *to = from);
            }
            Self::Pbkdf2 { hash, salt, iterations } => {
                if work.take_foreseen(self, password, &mut key) {
                    work.advance(self.rounds(cipher));
                } else {
                    pbkdf2::derive(*hash, password, salt, *iterations, &mut key, work);
                }
            }
            Self::Scrypt { salt, cost, block_size, parallelization } => {
                let parameters = scrypt_parameters(*cost, *block_size, *parallelization)?;
                work.fall_silent();
                scrypt::scrypt(password, salt, &parameters, &mut key).map_err(|_| DecryptError::Damaged)?;
                work.advance(self.rounds(cipher));
            }
            Self::Pkcs12 { salt, iterations } => {
                let mut derive = |purpose, octets: &mut [u8]| {
                    let hash = HashFunction::Sha1;
                    pkcs12::derive(hash, purpose, password, salt, *iterations, octets, work);
                };
                derive(Purpose::Key, &mut key);
                derive(Purpose::InitialisationVector, &mut derived_iv);
            }
            Self::OpenSsl { salt } => {
                openssl::derive(password, salt, &mut key);
                work.advance(1);
            }
        }
        Ok(Derived { key, iv: iv.map_or(derived_iv, |iv| Zeroizing::new(iv.to_vec())) })
    }
}

fn scrypt_parameters(
    cost: u64,
    block_size: u64,
    parallelization: u64,
) -> Result<scrypt::Params, DecryptError> {
    let parameters = || {
        let logarithm = u8::try_from(cost.checked_ilog2().filter(|_| cost.is_power_of_two())?).ok()?;
        let (r, p) = (u32::try_from(block_size).ok()?, u32::try_from(parallelization).ok()?);
        scrypt::Params::new(logarithm, r, p).ok()
    };
    parameters().ok_or(DecryptError::Damaged)
}
