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
use password_lanes::Hash;
use rand_core::CryptoRng;
use spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

use super::parameters::{PbeParameters, Pbes2Parameters, Pbkdf2Parameters};
use super::pbkdf2::Pbkdf2;
use super::pkcs12::{Pkcs12, Purpose};
use super::running::{Deriving, Running, derive_all};
use super::scheme::{PBES2, PBKDF2, SHA1_TRIPLE_DES};
use super::unseal::strip_padding;
use super::{Budget, Cipher, Derivation, HashFunction, Progress, Scheme, Work};
use crate::password::Password;

/// An algorithm with its salt, and what it made.
pub(crate) type Sealed = (AlgorithmIdentifierOwned, Vec<u8>);

/// A seal whose key is being derived.
pub(crate) trait BegunSeal: Deriving {
    /// What comes of it.
    type Seal: Seal;

    /// Begins.
    fn begin(password: &Password, iterations: u32, rng: &mut impl CryptoRng) -> Self;
    /// The seal, once its key is derived.
    fn finish(self) -> Self::Seal;
}

/// What encrypts one text: its salt is its own.
pub(crate) trait Seal {
    /// Encrypts.
    fn close(self, plain: &[u8]) -> Result<Sealed, der::Error>;
}

/// PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC (RFC 8018), its key derived and nothing encrypted
/// yet. Wiped when dropped.
pub(crate) struct ModernSeal {
    salt: [u8; 16],
    iterations: u32,
    iv: [u8; 16],
    key: Zeroizing<[u8; 32]>,
}

/// A [`ModernSeal`] whose key is being derived.
pub(crate) struct BegunModern {
    seal: ModernSeal,
    derivation: Pbkdf2,
}

impl BegunSeal for BegunModern {
    type Seal = ModernSeal;

    /// The password is taken as UTF-8, as every program does that writes such files.
    fn begin(password: &Password, iterations: u32, rng: &mut impl CryptoRng) -> Self {
        let (mut salt, mut iv) = ([0; 16], [0; 16]);
        rng.fill_bytes(&mut salt);
        rng.fill_bytes(&mut iv);
        let key = Zeroizing::new([0; 32]);
        let (octets, rounds) = (password.as_bytes(), u64::from(iterations));
        let derivation = Pbkdf2::begin(Hash::Sha256, octets, &salt, rounds, key.len());
        Self { seal: ModernSeal { salt, iterations, iv, key }, derivation }
    }

    fn finish(self) -> ModernSeal {
        let Self { mut seal, derivation } = self;
        derivation.finish(&mut *seal.key);
        seal
    }
}

impl Deriving for BegunModern {
    fn running(&mut self) -> Vec<&mut Running> {
        self.derivation.running()
    }

    fn go_on(&mut self) {
        self.derivation.go_on();
    }

    fn restart(&mut self) {
        self.derivation.restart();
    }
}

impl ModernSeal {
    /// Derives the keys of seals under these passwords, as many at once as lanes can.
    pub(crate) fn derive_all<'a>(
        passwords: impl IntoIterator<Item = &'a Password>,
        iterations: u32,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Vec<Self> {
        let begin = |password| BegunModern::begin(password, iterations, rng);
        let mut begun: Vec<BegunModern> = passwords.into_iter().map(begin).collect();
        let mut all: Vec<&mut dyn Deriving> = begun.iter_mut().map(|one| one as &mut dyn Deriving).collect();
        derive_all(&mut all, &mut Work::new(&mut Budget::unlimited(), on_progress));
        begun.into_iter().map(BegunModern::finish).collect()
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
}

impl Seal for ModernSeal {
    fn close(self, plain: &[u8]) -> Result<Sealed, der::Error> {
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

/// pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 appendix C), its key derived and nothing encrypted yet. Wiped
/// when dropped.
pub(crate) struct CompatibleSeal {
    salt: [u8; 16],
    iterations: u32,
    key: Zeroizing<[u8; 24]>,
    iv: Zeroizing<[u8; 8]>,
}

/// A [`CompatibleSeal`] whose key is being derived.
pub(crate) struct BegunCompatible {
    seal: CompatibleSeal,
    key: Pkcs12,
    iv: Pkcs12,
}

impl BegunSeal for BegunCompatible {
    type Seal = CompatibleSeal;

    fn begin(password: &Password, iterations: u32, rng: &mut impl CryptoRng) -> Self {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let (key, iv) = (Zeroizing::new([0; 24]), Zeroizing::new([0; 8]));
        let bmp_string = password.to_bmp_string();
        let begin = |purpose, length| {
            Pkcs12::begin(Hash::Sha1, purpose, &bmp_string, &salt, u64::from(iterations), length)
        };
        let deriving = (begin(Purpose::Key, key.len()), begin(Purpose::InitialisationVector, iv.len()));
        Self { seal: CompatibleSeal { salt, iterations, key, iv }, key: deriving.0, iv: deriving.1 }
    }

    fn finish(self) -> CompatibleSeal {
        let Self { mut seal, key, iv } = self;
        key.finish(&mut *seal.key);
        iv.finish(&mut *seal.iv);
        seal
    }
}

impl Deriving for BegunCompatible {
    fn running(&mut self) -> Vec<&mut Running> {
        self.key.running().into_iter().chain(self.iv.running()).collect()
    }

    fn go_on(&mut self) {
        self.key.go_on();
        self.iv.go_on();
    }

    fn restart(&mut self) {
        self.key.restart();
        self.iv.restart();
    }
}

impl Seal for CompatibleSeal {
    fn close(self, plain: &[u8]) -> Result<Sealed, der::Error> {
        let Self { salt, iterations, key, iv } = self;
        let encrypted =
            Encryptor::<TdesEde3>::new(&(*key).into(), &(*iv).into()).encrypt_padded_vec::<Pkcs7>(plain);
        let iterations = Uint::new(&iterations.to_be_bytes())?;
        let parameters = PbeParameters { salt: OctetString::new(salt)?, iterations };
        Ok((algorithm(SHA1_TRIPLE_DES, &parameters)?, encrypted))
    }
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
        let rng = &mut UnwrapErr(SysRng);
        let seal = ModernSeal::derive_all([&password], 1_000, rng, &mut |_| {}).pop().ok_or(())?;
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
