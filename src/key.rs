//! RSA private keys: made, sealed into a file, and opened again.

mod factors;
mod numbers;
mod open;
mod seal;
mod signing;
mod structure;

pub(crate) use factors::Factors;
pub use factors::Finder;
pub use numbers::KeyPart;
pub(crate) use open::EncryptedPrivateKeyInfo;
pub(crate) use open::coming;
pub use open::{OpenKeyError, OpenedKey, protection};
pub use seal::{KeyFile, KeyFileSeal, SealKeyError};

use std::sync::OnceLock;

use crypto_bigint::BoxedUint;
use rand_core::CryptoRng;
use rsa::Pkcs1v15Sign;
use rsa::pkcs8::{EncodePrivateKey, EncodePublicKey};
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::prime::{self, PUBLIC_EXPONENT, PrimeSearch, Proposed};
use crate::public_key::PublicKey;
use crate::signature::{self, SignatureAlgorithm};

/// The sizes of key that are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum KeySize {
    /// 2048 bits, as the guide's own command makes.
    #[default]
    Rsa2048,
    /// 3072 bits.
    Rsa3072,
    /// 4096 bits.
    Rsa4096,
}

impl KeySize {
    /// Every size, smallest first.
    pub const ALL: [Self; 3] = [Self::Rsa2048, Self::Rsa3072, Self::Rsa4096];

    /// Bits of the modulus.
    pub const fn bits(self) -> u32 {
        match self {
            Self::Rsa2048 => 2048,
            Self::Rsa3072 => 3072,
            Self::Rsa4096 => 4096,
        }
    }

    /// Bits of each prime.
    pub const fn prime_bits(self) -> u32 {
        self.bits() / 2
    }
}

/// The sizes of modulus that an opened key may have, in bits.
pub const ACCEPTED_BITS: std::ops::RangeInclusive<u32> = 2048..=8192;

/// How far the search for a key has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Candidates tested so far, for both primes.
    pub tried: u32,
    /// Candidates that a key takes on average.
    pub expected: u32,
}

impl Progress {
    /// The beginning of a search for a key of a size.
    pub fn start(size: KeySize) -> Self {
        Self { tried: 0, expected: expected_for_key(size.prime_bits()) }
    }

    /// How likely it is that a key would be found by now, 0 to 1: the search has no memory, so
    /// this is all that can be said of the time that is left. Of s primes that are to be expected
    /// among what was tried, fewer than two are found with the probability (1 + s)·e^−s.
    pub fn share(self) -> f64 {
        let primes = 2.0 * f64::from(self.tried) / f64::from(self.expected.max(1));
        1.0 - (1.0 + primes) * (-primes).exp()
    }

    /// Whether 19 of 20 keys are found sooner.
    pub fn is_longer_than_usual(self) -> bool {
        self.share() > 0.95
    }
}

/// An RSA private key of two primes, with its public key. Wiped when dropped.
pub struct PrivateKey {
    rsa: rsa::PrivateKey,
    public: PublicKey,
    /// Whether the factors are prime, once that was asked.
    confirmed: OnceLock<bool>,
}

impl ZeroizeOnDrop for PrivateKey {}

/// Why no key was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MakeKeyError {
    /// The finished key did not pass its own test. Nothing of it was kept.
    SelfTest,
}

/// Why a signature could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignError;

impl PrivateKey {
    /// Makes a key with the public exponent 65537. Before it is given out it signs, and the
    /// signature verifies.
    ///
    /// # Errors
    /// [`MakeKeyError::SelfTest`], which a sound machine never shows.
    pub fn make(
        size: KeySize,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, MakeKeyError> {
        UntriedKey::search(size, &mut PrimeSearch::default(), rng, on_progress)?.tried(rng)
    }

    /// Whether an independent test [confirms](prime::is_confirmed) that both factors of the modulus are
    /// primes. It takes a while, and is done once; no file of the key is given out before.
    pub fn is_confirmed(&self) -> bool {
        *self.confirmed.get_or_init(|| self.rsa.primes().iter().all(|prime| prime::is_confirmed(prime)))
    }

    /// The key, if its factors are prime.
    ///
    /// # Errors
    /// [`OpenKeyError::CompositeFactor`].
    pub fn confirmed(self) -> Result<Self, OpenKeyError> {
        if self.is_confirmed() { Ok(self) } else { Err(OpenKeyError::CompositeFactor) }
    }

    fn from_rsa(rsa: rsa::PrivateKey) -> Option<Self> {
        let public = rsa.as_public_key().to_public_key_der().ok()?;
        let public = PublicKey::from_der(public.as_bytes()).ok()?;
        Some(Self { rsa, public, confirmed: OnceLock::new() })
    }

    /// Bits of the modulus.
    pub fn bits(&self) -> u32 {
        self.rsa.n().bit_width_vartime()
    }

    /// The public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Signs with SHA-256 and RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2). Random numbers blind the
    /// computation, so that the time it takes says nothing of the key; the signature is the same.
    ///
    /// # Errors
    /// [`SignError`] where the key is inconsistent.
    pub fn sign(&self, message: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, SignError> {
        let digest = Sha256::digest(message);
        self.rsa.sign_with_rng(rng, Pkcs1v15Sign::new::<Sha256>(), &digest).map_err(|_| SignError)
    }

    /// The same signature, computed in the lanes of a fast search: none where there are none. Whoever takes it
    /// verifies it.
    pub(crate) fn sign_in_lanes(
        &self,
        message: &[u8],
        search: &mut PrimeSearch,
        rng: &mut impl CryptoRng,
    ) -> Option<Vec<u8>> {
        signing::sign(&self.rsa, &Sha256::digest(message), search, rng)
    }

    /// The DER of the PrivateKeyInfo (RFC 5958 section 2), not encrypted.
    ///
    /// # Errors
    /// Where the key is inconsistent.
    pub fn to_pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, SealKeyError> {
        let document = self.rsa.to_pkcs8_der().map_err(|_| SealKeyError)?;
        Ok(Zeroizing::new(document.as_bytes().to_vec()))
    }
}

/// A new key that has not signed yet: only [`UntriedKey::tried`] and
/// [`CertificateRequest::make_with`](crate::request::CertificateRequest::make_with) give it out. Wiped when
/// dropped.
pub struct UntriedKey(PrivateKey);

impl UntriedKey {
    /// Makes a key of the primes that a search finds.
    ///
    /// # Errors
    /// As [`UntriedKey::from_primes`].
    pub fn search(
        size: KeySize,
        search: &mut PrimeSearch,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, MakeKeyError> {
        let mut progress = Progress::start(size);
        let mut on_tested = |tested| {
            progress.tried = progress.tried.saturating_add(tested);
            on_progress(progress);
        };
        let mut next = || {
            let found = search.find(size.prime_bits(), rng, &mut on_tested);
            found.map_err(|prime::Fault| MakeKeyError::SelfTest)
        };
        let p = next()?;
        let mut q = next()?;
        while !far_apart(p.as_ref(), q.as_ref()) {
            q = next()?;
        }
        let key = Self::from_primes(size, p.as_ref(), q.as_ref())?;
        // Each prime is.
        key.0.confirmed.get_or_init(|| true);
        Ok(key)
    }

    /// The key of two primes that are [far apart](far_apart). Where they are not judged yet, whoever
    /// holds it does not give it out before they are.
    ///
    /// # Errors
    /// [`MakeKeyError::SelfTest`], which a sound machine never shows.
    pub fn from_primes(size: KeySize, p: &Proposed, q: &Proposed) -> Result<Self, MakeKeyError> {
        if [p, q].map(Proposed::bits) != [size.prime_bits(); 2] || !far_apart(p, q) {
            return Err(MakeKeyError::SelfTest);
        }
        let exponent = BoxedUint::from(PUBLIC_EXPONENT);
        let rsa = rsa::PrivateKey::from_p_q(p.number().clone(), q.number().clone(), exponent)
            .map_err(|_| MakeKeyError::SelfTest)?;
        let key = PrivateKey::from_rsa(rsa).ok_or(MakeKeyError::SelfTest)?;
        if key.bits() == size.bits() { Ok(Self(key)) } else { Err(MakeKeyError::SelfTest) }
    }

    /// The key, once it has signed and the signature verifies.
    ///
    /// # Errors
    /// [`MakeKeyError::SelfTest`].
    pub fn tried(self, rng: &mut impl CryptoRng) -> Result<PrivateKey, MakeKeyError> {
        let Self(key) = self;
        let message = key.public.as_der();
        let signature = key.sign(message, rng).map_err(|SignError| MakeKeyError::SelfTest)?;
        signature::verify(message, SignatureAlgorithm::SHA256_WITH_RSA, &key.public, &signature)
            .map_err(|_| MakeKeyError::SelfTest)?;
        Ok(key)
    }

    /// The key, for its first signature. Whoever takes it verifies that one.
    pub(crate) fn into_untried(self) -> PrivateKey {
        self.0
    }
}

fn expected_for_key(prime_bits: u32) -> u32 {
    let both = prime::expected_candidates(prime_bits) * 2.0;
    // The figure is between 50 and 200; a search by halves keeps the conversion exact.
    (1..1000).find(|&count| f64::from(count) >= both).unwrap_or(1000)
}

/// Whether |p − q| > 2^(k − 100), where k is the length of each (FIPS 186-5 appendix A.1.1).
pub fn far_apart(p: &Proposed, q: &Proposed) -> bool {
    let (p_number, q_number) = (p.number(), q.number());
    let difference = Zeroizing::new(if p_number > q_number {
        p_number.wrapping_sub(q_number)
    } else {
        q_number.wrapping_sub(p_number)
    });
    difference.bit_width_vartime() > p.bits().saturating_sub(100)
}
