//! The MAC over everything in a file (RFC 7292 section 5.1, RFC 9579).

use const_oid::{AssociatedOid, ObjectIdentifier};
use der::asn1::{Any, Null, OctetString, Uint};
use hmac::Mac as _;
use password_lanes::Hash;
use rand_core::CryptoRng;
use sha1::Sha1;
use sha2::Sha256;
use spki::AlgorithmIdentifierOwned;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::structure::{DigestInfo, MacData, PBMAC1, Pbmac1Parameters};
use super::{Encryption, ITERATIONS};
use crate::password::{Password, SpelledPassword};
use crate::password_encryption::{
    DecryptError, Derivation, Deriving, HashFunction, Pkcs12, Purpose, Running, Work, derive_as_pkcs12,
    derive_with_pbkdf2, keyed, number, with_hash_function,
};

/// The MAC of a file.
pub(super) enum Mac {
    /// HMAC under a key that is derived from the password.
    Password(PasswordMac),
    /// HMAC with a hash function that is not known here, another MAC, or another key derivation.
    Unknown(ObjectIdentifier),
    /// One whose parameters are not what they have to be.
    Damaged,
}

/// HMAC under a key that is derived from the password.
pub(super) struct PasswordMac {
    /// The hash function of the HMAC.
    pub(super) hash: HashFunction,
    pub(super) derivation: MacDerivation,
    /// The iterations of the key derivation.
    pub(super) iterations: u64,
    pub(super) salt: Vec<u8>,
    digest: Vec<u8>,
}

/// How the key of a MAC comes from the password.
#[derive(Clone, Copy)]
pub(super) enum MacDerivation {
    /// As RFC 7292 appendix B says, with the hash function of the HMAC.
    Pkcs12,
    /// PBKDF2, for PBMAC1 (RFC 9579).
    Pbkdf2 { hash: HashFunction, key_length: usize },
}

/// The longest key of PBMAC1 that is derived, in octets: as long as the block of SHA-512.
const MOST_KEY_OCTETS: u64 = 128;

impl Mac {
    /// Takes what a file says of its MAC.
    pub(super) fn read(data: MacData) -> Self {
        let MacData { mac: DigestInfo { algorithm, digest }, salt, iterations } = data;
        let digest = digest.into_bytes().into_vec();
        if algorithm.oid == PBMAC1 {
            return read_pbmac1(&algorithm, digest);
        }
        match HashFunction::from_oid(algorithm.oid) {
            Some(hash) => Self::Password(PasswordMac {
                hash,
                derivation: MacDerivation::Pkcs12,
                iterations: iterations.as_ref().map_or(1, number),
                salt: salt.into_bytes().into_vec(),
                digest,
            }),
            None => Self::Unknown(algorithm.oid),
        }
    }
}

/// Takes the parameters of PBMAC1. Salt and iterations that stand beside it mean nothing (RFC 9579
/// section 4), and the length of the key must be there (section 5).
fn read_pbmac1(algorithm: &AlgorithmIdentifierOwned, digest: Vec<u8>) -> Mac {
    let read = || {
        let parameters = algorithm.parameters.as_ref()?.decode_as::<Pbmac1Parameters>().ok()?;
        Some((Derivation::read(&parameters.derivation), parameters.mac.oid))
    };
    let (derivation, mac) = match read() {
        Some((Ok(derivation), mac)) => (derivation, mac),
        Some((Err(DecryptError::UnsupportedAlgorithm(oid)), _)) => return Mac::Unknown(oid),
        Some((Err(_), _)) | None => return Mac::Damaged,
    };
    let Some(hash) = HashFunction::from_hmac_oid(mac) else { return Mac::Unknown(mac) };
    match derivation {
        (
            Derivation::Pbkdf2 { hash: of_derivation, salt, iterations },
            Some(length @ 1..=MOST_KEY_OCTETS),
        ) => {
            let key_length = usize::try_from(length).unwrap_or_default();
            let derivation = MacDerivation::Pbkdf2 { hash: of_derivation, key_length };
            Mac::Password(PasswordMac { hash, derivation, iterations, salt, digest })
        }
        (Derivation::Pbkdf2 { .. }, _) => Mac::Damaged,
        _ => Mac::Unknown(PBMAC1),
    }
}

impl PasswordMac {
    /// Rounds of hashing that deriving its key takes.
    pub(super) fn rounds(&self) -> u64 {
        match self.derivation {
            MacDerivation::Pkcs12 => self.iterations,
            MacDerivation::Pbkdf2 { hash, key_length } => {
                let parts = key_length.div_ceil(hash.output_length()) as u64;
                self.iterations.saturating_mul(parts)
            }
        }
    }

    /// The password's octets that go into it.
    pub(super) fn octets<'a>(&self, password: &'a SpelledPassword) -> &'a [u8] {
        match self.derivation {
            MacDerivation::Pkcs12 => password.bmp_string(),
            MacDerivation::Pbkdf2 { .. } => password.octets(),
        }
    }

    /// Holds the MAC against the content, in constant time.
    pub(super) fn confirms(
        &self,
        password: &[u8],
        content: &[u8],
        work: &mut Work<'_>,
    ) -> Result<bool, DecryptError> {
        work.expect(self.rounds())?;
        let (salt, iterations) = (&self.salt, self.iterations);
        let expected = match self.derivation {
            MacDerivation::Pkcs12 => mac_of(self.hash, password, salt, iterations, content, work),
            MacDerivation::Pbkdf2 { hash, key_length } => {
                let mut key = Zeroizing::new(vec![0; key_length]);
                derive_with_pbkdf2(hash, password, salt, iterations, &mut key, work);
                hmac(self.hash, &key, content)
            }
        };
        Ok(expected.ct_eq(&self.digest).into())
    }
}

/// The key of a new MAC that is being derived.
pub(super) struct BegunMac {
    encryption: Encryption,
    salt: [u8; 16],
    key: Pkcs12,
}

impl BegunMac {
    /// Begins.
    pub(super) fn begin(encryption: Encryption, password: &Password, rng: &mut impl CryptoRng) -> Self {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let hash = match encryption {
            Encryption::Modern => Hash::Sha256,
            Encryption::Compatible => Hash::Sha1,
        };
        let (bmp_string, iterations) = (password.to_bmp_string(), u64::from(ITERATIONS));
        let length = hash.words().saturating_mul(4);
        let key = Pkcs12::begin(hash, Purpose::Mac, &bmp_string, &salt, iterations, length);
        Self { encryption, salt, key }
    }

    /// Makes the MAC, once its key is derived.
    pub(super) fn finish(self, content: &[u8]) -> Result<MacData, der::Error> {
        let (oid, hash) = match self.encryption {
            Encryption::Modern => (Sha256::OID, HashFunction::Sha256),
            Encryption::Compatible => (Sha1::OID, HashFunction::Sha1),
        };
        let mut key = Zeroizing::new(vec![0; hash.output_length()]);
        self.key.finish(&mut key);
        let digest = hmac(hash, &key, content);
        // Some readers insist on the NULL that OpenSSL writes.
        let algorithm = AlgorithmIdentifierOwned { oid, parameters: Some(Any::encode_from(&Null)?) };
        let mac = DigestInfo { algorithm, digest: OctetString::new(digest)? };
        let iterations = Some(Uint::new(&ITERATIONS.to_be_bytes())?);
        Ok(MacData { mac, salt: OctetString::new(self.salt)?, iterations })
    }
}

impl Deriving for BegunMac {
    fn running(&mut self) -> Vec<&mut Running> {
        self.key.running()
    }

    fn go_on(&mut self) {
        self.key.go_on();
    }

    fn restart(&mut self) {
        self.key.restart();
    }
}

/// HMAC (RFC 2104) with a key as long as its digest.
fn mac_of(
    hash: HashFunction,
    bmp_string: &[u8],
    salt: &[u8],
    iterations: u64,
    content: &[u8],
    work: &mut Work<'_>,
) -> Vec<u8> {
    let mut key = Zeroizing::new(vec![0; hash.output_length()]);
    derive_as_pkcs12(hash, Purpose::Mac, bmp_string, salt, iterations, &mut key, work);
    hmac(hash, &key, content)
}

fn hmac(hash: HashFunction, key: &[u8], content: &[u8]) -> Vec<u8> {
    with_hash_function!(hash, H => keyed::<H>(key).chain_update(content).finalize().into_bytes().to_vec())
}
