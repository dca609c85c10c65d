//! What is written: PBES2 for key files and modern PKCS#12, 3DES for compatible PKCS#12.

use aes::Aes256;
use cbc::Encryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use const_oid::db::rfc5911::ID_AES_256_CBC;
use const_oid::db::rfc6268::ID_HMAC_WITH_SHA_256;
use der::asn1::{Any, Null, OctetString, Uint};
use der::{EncodeValue, Tagged};
use des::TdesEde3;
use rand_core::CryptoRng;
use sha1::Sha1;
use sha2::Sha256;
use spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

use super::parameters::{PbeParameters, Pbes2Parameters, Pbkdf2Parameters};
use super::pkcs12::Purpose;
use super::scheme::{PBES2, PBKDF2, SHA1_TRIPLE_DES};
use super::unseal::strip_padding;
use super::{Budget, Cipher, Derivation, HashFunction, Scheme, Work, pbkdf2, pkcs12};
use crate::password::Password;

/// An algorithm with its salt, and what it made.
pub(crate) type Sealed = (AlgorithmIdentifierOwned, Vec<u8>);

/// PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC (RFC 8018), its key derived and nothing encrypted
/// yet. Wiped when dropped.
pub(crate) struct ModernSeal {
    salt: [u8; 16],
    iterations: u32,
    iv: [u8; 16],
    key: Zeroizing<[u8; 32]>,
}

impl ModernSeal {
    /// Derives the key. The password is taken as UTF-8, as every program does that writes such files.
    pub(crate) fn derive(password: &Password, iterations: u32, rng: &mut impl CryptoRng) -> Self {
        let (mut salt, mut iv) = ([0; 16], [0; 16]);
        rng.fill_bytes(&mut salt);
        rng.fill_bytes(&mut iv);
        let mut key = Zeroizing::new([0; 32]);
        let (budget, report) = (&mut Budget::unlimited(), &mut |_| {});
        let work = &mut Work::new(budget, report);
        pbkdf2::derive::<Sha256>(password.as_bytes(), &salt, u64::from(iterations), &mut *key, work);
        Self { salt, iterations, iv, key }
    }

    /// What opens the text again that this is going to seal.
    pub(crate) fn reopening(&self) -> Reopening {
        let derivation = Derivation::Pbkdf2 {
            hash: HashFunction::Sha256,
            salt: self.salt.to_vec(),
            iterations: u64::from(self.iterations),
        };
        let scheme = Scheme { derivation, cipher: Cipher::Aes256, iv: Some(self.iv.to_vec()) };
        Reopening { scheme, key: self.key.clone() }
    }

    /// Encrypts. A seal is for one text: salt and initialisation vector are its own.
    pub(crate) fn close(self, plain: &[u8]) -> Result<Sealed, der::Error> {
        let Self { salt, iterations, iv, key } = self;
        let encrypted =
            Encryptor::<Aes256>::new(&(*key).into(), &iv.into()).encrypt_padded_vec::<Pkcs7>(plain);
        let derivation = Pbkdf2Parameters {
            salt: OctetString::new(salt)?,
            iterations: Uint::new(&iterations.to_be_bytes())?,
            key_length: None,
            prf: Some(algorithm(ID_HMAC_WITH_SHA_256, &Null)?),
        };
        let parameters = Pbes2Parameters {
            derivation: algorithm(PBKDF2, &derivation)?,
            encryption: algorithm(ID_AES_256_CBC, &OctetString::new(iv)?)?,
        };
        Ok((algorithm(PBES2, &parameters)?, encrypted))
    }
}

/// Opens what a [`ModernSeal`] closed, without deriving its key a second time. Wiped when dropped.
pub(crate) struct Reopening {
    scheme: Scheme,
    key: Zeroizing<[u8; 32]>,
}

impl Reopening {
    /// What is sealed, if it says of itself exactly what the key was derived with.
    pub(crate) fn open(&self, found: &Scheme, data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let iv = self.scheme.iv.as_deref().filter(|_| *found == self.scheme)?;
        let padded = self.scheme.cipher.decrypt(&*self.key, iv, data)?;
        let plain = strip_padding(&padded, self.scheme.cipher.block_length())?;
        Some(Zeroizing::new(plain.to_vec()))
    }
}

/// Encrypts with PBES2: see [`ModernSeal`].
pub(crate) fn seal_modern(
    password: &Password,
    iterations: u32,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Sealed, der::Error> {
    ModernSeal::derive(password, iterations, rng).close(plain)
}

/// Encrypts with pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 appendix C).
pub(crate) fn seal_compatible(
    password: &Password,
    iterations: u32,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Sealed, der::Error> {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let (mut key, mut iv) = (Zeroizing::new([0; 24]), Zeroizing::new([0; 8]));
    let bmp_string = password.to_bmp_string();
    let (budget, report) = (&mut Budget::unlimited(), &mut |_| {});
    let work = &mut Work::new(budget, report);
    for (purpose, octets) in [(Purpose::Key, &mut key[..]), (Purpose::InitialisationVector, &mut iv[..])] {
        pkcs12::derive::<Sha1>(purpose, &bmp_string, &salt, u64::from(iterations), octets, work);
    }
    let encrypted =
        Encryptor::<TdesEde3>::new(&(*key).into(), &(*iv).into()).encrypt_padded_vec::<Pkcs7>(plain);
    let iterations = Uint::new(&iterations.to_be_bytes())?;
    let parameters = PbeParameters { salt: OctetString::new(salt)?, iterations };
    Ok((algorithm(SHA1_TRIPLE_DES, &parameters)?, encrypted))
}

fn algorithm(
    oid: const_oid::ObjectIdentifier,
    parameters: &(impl Tagged + EncodeValue),
) -> Result<AlgorithmIdentifierOwned, der::Error> {
    Ok(AlgorithmIdentifierOwned { oid, parameters: Some(Any::encode_from(parameters)?) })
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use getrandom::rand_core::UnwrapErr;

    use super::*;

    #[test]
    fn what_a_seal_closed_opens_again_and_nothing_else_does() -> Result<(), ()> {
        let password = Password::new("secret").map_err(|_| ())?;
        let seal = ModernSeal::derive(&password, 1_000, &mut UnwrapErr(SysRng));
        let reopening = seal.reopening();
        let (algorithm, data) = seal.close(b"a key").map_err(|_| ())?;
        let scheme = Scheme::read(&algorithm).map_err(|_| ())?;
        assert_eq!(reopening.open(&scheme, &data).as_deref().map(Vec::as_slice), Some(b"a key".as_slice()));

        let other_salt = Derivation::Pbkdf2 {
            hash: HashFunction::Sha256,
            salt: scheme.iv.clone().unwrap_or_default(),
            iterations: 1_000,
        };
        let others = [
            Scheme { derivation: other_salt, ..scheme.clone() },
            Scheme { cipher: Cipher::Aes192, ..scheme.clone() },
            Scheme { iv: Some(vec![0; 16]), ..scheme.clone() },
        ];
        for other in others {
            assert!(reopening.open(&other, &data).is_none(), "{other:?}");
        }
        let damaged: Vec<u8> = data.iter().map(|octet| octet ^ 1).collect();
        assert_ne!(
            reopening.open(&scheme, &damaged).as_deref().map(Vec::as_slice),
            Some(b"a key".as_slice())
        );
        Ok(())
    }
}
