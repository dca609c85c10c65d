//! Making a key: alone, or of primes that other workers find.

use rand_core::CryptoRng;

use super::{Keyholder, key_file};
use crate::job::{Answer, MadeKey, Outcome};
use crate::key::{
    KeyFile, KeyFileSeal, KeySize, MakeKeyError, PrivateKey, Progress, SealKeyError, UntriedKey, far_apart,
};
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

impl Made {
    /// What is wrong with the key or its file, if that has not been looked for before.
    fn fault(&self) -> Option<Message> {
        if self.is_checked {
            None
        } else if !self.key.is_confirmed() {
            Some(wording::make_key(MakeKeyError::SelfTest))
        } else if !self.file.holds(&self.key, self.password.as_ref()) {
            Some(wording::seal_key(SealKeyError))
        } else {
            None
        }
    }
}

/// Everything that a key is made with but its primes.
pub(super) struct Making {
    name: EndpointName,
    size: KeySize,
    password: Option<Password>,
    seal: KeyFileSeal,
    primes: Vec<Prime>,
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
        Ok(Self { name, size, password, seal, primes: Vec::with_capacity(2) })
    }

    /// Makes the request and the file.
    fn finish(self, key: UntriedKey) -> Result<(Made, MadeKey), Vec<Message>> {
        let (key, request) = CertificateRequest::make_with(&self.name, key)
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
    /// Makes a key.
    pub(super) fn make_key(
        &mut self,
        name: &str,
        size: KeySize,
        password: Option<Password>,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, Vec<Message>> {
        let making = Making::new(name, size, password, rng)?;
        let key = UntriedKey::search(size, &mut self.search, rng, on_progress)
            .map_err(|error| vec![wording::make_key(error)])?;
        self.finish(making, key)
    }

    /// Begins to make a key of primes that are still to be [found](Keyholder::search) and
    /// [taken](Keyholder::take_prime), here and elsewhere. The password's part is done first: it may
    /// take as long as others search meanwhile.
    ///
    /// # Errors
    /// Why there can be no such key.
    pub fn begin_key(
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

    /// Takes a prime that was found, as [`Prime::to_octets`] gives it. Whether there are now enough, and [`Keyholder::make_of_primes`] can go on. What is of no use is wiped.
    pub fn take_prime(&mut self, octets: &[u8]) -> bool {
        let Some(making) = self.making.as_mut() else { return false };
        let prime = Prime::from_octets(octets).filter(|prime| prime.bits() == making.size.prime_bits());
        let Some(prime) = prime else { return false };
        match making.primes.as_slice() {
            [] => making.primes.push(prime),
            [first] if far_apart(first, &prime) => making.primes.push(prime),
            _ => return false,
        }
        making.primes.len() == 2
    }

    /// Makes the key of the primes that were taken: the answer to
    /// [`Job::MakeKey`](crate::job::Job::MakeKey).
    pub fn make_of_primes(&mut self) -> Answer {
        let making = self.making.take();
        let key = making.ok_or(MakeKeyError::SelfTest).and_then(|making| {
            let [p, q] = making.primes.as_slice() else { return Err(MakeKeyError::SelfTest) };
            Ok((UntriedKey::from_primes(making.size, p, q)?, making))
        });
        let outcome = key
            .map_err(|error| vec![wording::make_key(error)])
            .and_then(|(key, making)| self.finish(making, key));
        outcome.unwrap_or_else(Outcome::Refused).into()
    }

    /// The file of the key that was made. Before it is given out for the first time the longest of the
    /// tests is made up for, and the file is opened again: a key that cannot be opened is a key that
    /// is lost.
    pub(super) fn give_key_file(&mut self) -> Result<Answer, Vec<Message>> {
        if let Some(fault) = self.made.as_ref().and_then(Made::fault) {
            self.made = None;
            return Err(vec![fault]);
        }
        let made = self.made.as_mut().ok_or_else(|| vec![wording::no_file(Field::DownloadKey)])?;
        made.is_checked = true;
        made.password = None;
        Ok(key_file(&made.file))
    }

    fn finish(&mut self, making: Making, key: UntriedKey) -> Result<Outcome, Vec<Message>> {
        let (made, known) = making.finish(key)?;
        self.made = Some(made);
        Ok(Outcome::KeyMade(known))
    }
}
