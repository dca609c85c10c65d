//! Making a key: alone, or of primes that other workers find.

use rand_core::CryptoRng;

use super::{Keyholder, key_file};
use crate::job::{Answer, MadeKey, Outcome};
use crate::key::{KeyFile, KeyFileSeal, KeySize, PrivateKey, Progress, SealKeyError, far_apart};
use crate::name::EndpointName;
use crate::password::Password;
use crate::prime::Prime;
use crate::request::CertificateRequest;
use crate::wording::{self, Field, Message};

/// A key that was made.
pub(super) struct Made {
    pub(super) key: PrivateKey,
    file: KeyFile,
    /// Whether the file was opened again, and the password until then.
    is_checked: bool,
    password: Option<Password>,
}

/// Everything that a key is made with but its primes.
pub(super) struct Making {
    name: EndpointName,
    size: KeySize,
    password: Option<Password>,
    seal: KeyFileSeal,
    first: Option<Prime>,
}

impl Making {
    /// Derives the seal, which may take as long as a search.
    fn new(
        name: &str,
        size: KeySize,
        password: Option<Password>,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, Vec<Message>> {
        let name = EndpointName::parse(name).map_err(|error| vec![wording::name(&error)])?;
        let seal = KeyFileSeal::derive(password.as_ref(), rng);
        Ok(Self { name, size, password, seal, first: None })
    }

    /// Makes the request and the file.
    fn finish(self, key: PrivateKey, rng: &mut impl CryptoRng) -> Result<(Made, MadeKey), Vec<Message>> {
        let request = CertificateRequest::make(&self.name, &key, rng)
            .map_err(|error| vec![wording::make_request(error)])?;
        let file = key.write(self.seal).map_err(|error| vec![wording::seal_key(error)])?;
        let made = MadeKey {
            name: self.name.as_str().to_owned(),
            bits: self.size.bits(),
            sealed: self.password.is_some(),
            fingerprint: key.public_key().fingerprint(),
            public_key: key.public_key().as_der().to_vec(),
            request: request.pem().to_owned(),
        };
        Ok((Made { key, file, is_checked: false, password: self.password }, made))
    }
}

impl Keyholder {
    /// Makes a key alone.
    pub(super) fn make_key(
        &mut self,
        name: &str,
        size: KeySize,
        password: Option<Password>,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, Vec<Message>> {
        let making = Making::new(name, size, password, rng)?;
        let key = PrivateKey::search(size, &mut self.search, rng, on_progress)
            .map_err(|error| vec![wording::make_key(error)])?;
        self.finish(making, key, rng)
    }

    /// Gets ready to make a key of primes that others find.
    pub(super) fn await_primes(
        &mut self,
        name: &str,
        size: KeySize,
        password: Option<Password>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), Vec<Message>> {
        self.making = None;
        self.making = Some(Making::new(name, size, password, rng)?);
        Ok(())
    }

    /// Takes a prime that another worker has found, as [`Prime::to_octets`] gives it. The answer,
    /// once there are two. What is of no use is wiped.
    pub fn take_prime(&mut self, octets: &[u8], rng: &mut impl CryptoRng) -> Option<Answer> {
        let making = self.making.as_mut()?;
        let prime = Prime::from_octets(octets).filter(|prime| prime.bits() == making.size.prime_bits())?;
        let Some(first) = making.first.take() else {
            making.first = Some(prime);
            return None;
        };
        if !far_apart(&first, &prime) {
            making.first = Some(first);
            return None;
        }
        let making = self.making.take()?;
        let key = PrivateKey::from_primes(making.size, &first, &prime, rng)
            .map_err(|error| vec![wording::make_key(error)]);
        let outcome = key.and_then(|key| self.finish(making, key, rng));
        Some(outcome.unwrap_or_else(Outcome::Refused).into())
    }

    /// The file of the key that was made. Before it is given out for the first time it is opened
    /// again: a key that cannot be opened is a key that is lost.
    pub(super) fn give_key_file(&mut self) -> Result<Answer, Vec<Message>> {
        let is_good = |made: &Made| made.is_checked || made.file.holds(&made.key, made.password.as_ref());
        if self.made.as_ref().is_some_and(|made| !is_good(made)) {
            self.made = None;
            return Err(vec![wording::seal_key(SealKeyError)]);
        }
        let made = self.made.as_mut().ok_or_else(|| vec![wording::no_file(Field::DownloadKey)])?;
        made.is_checked = true;
        made.password = None;
        Ok(key_file(&made.file))
    }

    fn finish(
        &mut self,
        making: Making,
        key: PrivateKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Outcome, Vec<Message>> {
        let (made, known) = making.finish(key, rng)?;
        self.made = Some(made);
        Ok(Outcome::KeyMade(known))
    }
}
