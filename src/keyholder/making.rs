//! Making a key: alone, or of factors that other workers find.

use rand_core::CryptoRng;

use super::{Keyholder, key_file};
use crate::job::{Answer, MadeKey, Outcome};
use crate::key::{
    Factors, Finder, KeyFile, KeyFileSeal, KeySize, MakeKeyError, PrivateKey, Progress, SealKeyError,
    UntriedKey,
};
use crate::message::{Field, Message};
use crate::name::EndpointName;
use crate::password::Password;
use crate::password_encryption;
use crate::prime::{PrimeSearch, Proposed};
use crate::request::CertificateRequest;
use crate::wording;

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

/// Everything that a key is made with.
pub(super) struct Making {
    name: EndpointName,
    size: KeySize,
    password: Option<Password>,
    seal: KeyFileSeal,
    factors: Factors,
    /// What the two factors make, which nobody sees before they are judged.
    assembled: Option<Result<Assembled, Message>>,
}

/// A key, and its request.
struct Assembled {
    key: PrivateKey,
    request: CertificateRequest,
}

/// How far the making of a key has come.
pub enum Stage {
    /// Factors are wanted.
    Searching,
    /// There are two, and the key is assembled, but they are not judged.
    Judging,
    /// The answer to [`Job::MakeKey`](crate::job::Job::MakeKey).
    Done(Answer),
}

impl Making {
    /// Derives the seal, which may take as long as a search.
    fn new(
        name: &str,
        size: KeySize,
        password: Option<Password>,
        rng: &mut impl CryptoRng,
        on_deriving: &mut dyn FnMut(password_encryption::Progress),
    ) -> Result<Self, Vec<Message>> {
        let name = EndpointName::parse(name).map_err(|error| vec![wording::name(&error)])?;
        let seal = KeyFileSeal::derive(password.as_ref(), rng, on_deriving);
        Ok(Self { name, size, password, seal, factors: Factors::of(size), assembled: None })
    }

    /// Has the key sign the request.
    fn assemble(
        &self,
        key: Result<UntriedKey, MakeKeyError>,
        search: &mut PrimeSearch,
        rng: &mut impl CryptoRng,
    ) -> Result<Assembled, Message> {
        let key = key.map_err(wording::make_key)?;
        let (key, request) =
            CertificateRequest::make_with(&self.name, key, search, rng).map_err(wording::make_request)?;
        Ok(Assembled { key, request })
    }

    /// A number was judged: what was assembled of one that is no prime is wiped with it. Who has found
    /// such a one is told.
    fn judged(&mut self, octets: &[u8], is_prime: bool) -> Option<Finder> {
        let finder = self.factors.judge(octets, is_prime)?;
        self.assembled = None;
        Some(finder)
    }

    /// There is nobody left who can be trusted.
    fn give_up(&mut self) {
        self.assembled = Some(Err(wording::make_key(MakeKeyError::SelfTest)));
    }

    /// Makes the file.
    fn finish(self, assembled: Assembled) -> Result<(Made, MadeKey), Message> {
        let Assembled { key, request } = assembled;
        let file = key.write(self.seal).map_err(wording::seal_key)?;
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
        let making = Making::new(name, size, password, rng, &mut |_| {})?;
        let key = UntriedKey::search(size, &mut self.search, rng, on_progress);
        let assembled = making.assemble(key, &mut self.search, rng);
        self.finish(making, assembled)
    }

    /// Begins to make a key of factors that are still to be [found](Keyholder::search) and
    /// [taken](Keyholder::take_factor), here and elsewhere. The password's part is done first: it may
    /// take as long as others search meanwhile, and tells how far it is.
    ///
    /// # Errors
    /// Why there can be no such key.
    pub fn begin_key(
        &mut self,
        name: &str,
        size: KeySize,
        password: Option<Password>,
        rng: &mut impl CryptoRng,
        on_deriving: &mut dyn FnMut(password_encryption::Progress),
    ) -> Result<(), Vec<Message>> {
        self.making = None;
        self.making = Some(Making::new(name, size, password, rng, on_deriving)?);
        Ok(())
    }

    /// Takes a number that was found, if it is of use. Whether it is the second of two.
    pub fn take_factor(&mut self, number: Proposed, finder: Finder) -> bool {
        let Some(making) = self.making.as_mut() else { return false };
        making.factors.take(number, finder) && making.factors.both().is_some()
    }

    /// Both numbers, once there are two.
    pub fn factors(&self) -> Option<[&Proposed; 2]> {
        self.making.as_ref().and_then(|making| making.factors.both())
    }

    /// Takes the verdict of another worker about a number that was taken.
    pub fn take_verdict(&mut self, number: &Proposed, is_prime: bool) {
        let Some(making) = self.making.as_mut() else { return };
        let finder = making.judged(&number.to_octets(), is_prime);
        if finder == Some(Finder::Own) && self.search.distrust().is_err() {
            making.give_up();
        }
    }

    /// Judges here what is not judged yet.
    pub fn judge_factors(&mut self, rng: &mut impl CryptoRng) {
        let Some(making) = self.making.as_mut() else { return };
        while let Some(number) = making.factors.unjudged() {
            let verdict = self.search.judge(number, rng);
            let octets = number.to_octets();
            making.judged(&octets, verdict == Ok(true));
            if verdict.is_err() {
                making.give_up();
            }
        }
    }

    /// Assembles the key as soon as there are two numbers, which others may judge meanwhile, and
    /// answers when they are judged to be primes.
    pub fn go_on(&mut self, rng: &mut impl CryptoRng) -> Stage {
        let Some(mut making) = self.making.take() else {
            return Stage::Done(Outcome::Refused(vec![wording::make_key(MakeKeyError::SelfTest)]).into());
        };
        if making.assembled.is_none()
            && let Some([p, q]) = making.factors.both()
        {
            let assembled =
                making.assemble(UntriedKey::from_primes(making.size, p, q), &mut self.search, rng);
            if assembled.is_ok() || !self.rejects_factor(&mut making) {
                making.assembled = Some(assembled);
            }
        }
        match making.assembled.take() {
            Some(assembled) if making.factors.are_judged() => {
                let outcome = self.finish(making, assembled);
                Stage::Done(outcome.unwrap_or_else(Outcome::Refused).into())
            }
            assembled => {
                let stage = if assembled.is_some() { Stage::Judging } else { Stage::Searching };
                making.assembled = assembled;
                self.making = Some(making);
                stage
            }
        }
    }

    /// A key of these factors does not sign. Whether one of them is no prime, by an independent test: then it
    /// is let go of, and who has found it is not asked again.
    fn rejects_factor(&mut self, making: &mut Making) -> bool {
        let numbers = making.factors.both().into_iter().flatten();
        let composite: Vec<_> =
            numbers.filter(|number| !number.is_confirmed()).map(Proposed::to_octets).collect();
        for octets in &composite {
            if making.judged(octets, false) == Some(Finder::Own) && self.search.distrust().is_err() {
                making.give_up();
            }
        }
        !composite.is_empty()
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

    fn finish(
        &mut self,
        making: Making,
        assembled: Result<Assembled, Message>,
    ) -> Result<Outcome, Vec<Message>> {
        let (made, known) =
            assembled.and_then(|assembled| making.finish(assembled)).map_err(|message| vec![message])?;
        self.made = Some(made);
        Ok(Outcome::KeyMade(known))
    }
}
