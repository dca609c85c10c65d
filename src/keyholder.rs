//! Who holds the keys: one in each worker. It is asked for jobs, and no key leaves it but in a file
//! for the person.

mod bulk;
mod bundle;
mod endpoint;
mod inspect;
mod making;
mod opened;
mod warming;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use self::bulk::{Held, Seals};
use self::bundle::Wanted;
use self::inspect::Inspecting;
pub use self::making::Stage;
use self::making::{Made, Making};
use self::opened::Opened;
use crate::authority::Completing;
use crate::certificate::Certificate;
use crate::job::{Answer, Document, File, Job, MadeKey, OpenedKey, Outcome, Question};
use crate::key::{KeyFile, PrivateKey};
use crate::message::{Field, Message};
use crate::name::EndpointName;
use crate::password::Password;
use crate::password_encryption::{self, Budget, Foreseen};
use crate::prime::PrimeSearch;
use crate::public_key::{Fingerprint, PublicKey};
use crate::request::CertificateRequest;
use crate::wording;

/// Holds the key that it made, the one that it was given to open, those that it opened for pairs, seals of
/// keys to come, those that it makes and those that it opens, and what it remembers of things that it was asked about.
#[derive(Default)]
pub struct Keyholder {
    search: PrimeSearch,
    making: Option<Making>,
    made: Option<Made>,
    opened: Option<Opened>,
    packed: Option<Packed>,
    inspecting: Inspecting,
    held: Held,
    seals: Seals,
    foreseen: Foreseen,
    completing: Completing,
}

/// The last PKCS#12 file, as far as a key file that goes with it needs to know.
struct Packed {
    key: PublicKey,
    password: Password,
    /// The certificates in it, the key's own first.
    path: Vec<Certificate>,
}

impl Keyholder {
    /// Holds nothing, and searches for primes in this way.
    pub fn with_search(search: PrimeSearch) -> Self {
        Self { search, ..Self::default() }
    }

    /// Completes chains from these authorities, not from those that the NHS published.
    #[must_use]
    pub fn completing(self, authorities: Vec<Certificate>) -> Self {
        Self { completing: Completing::with(authorities), ..self }
    }

    /// The search for primes.
    pub fn search(&mut self) -> &mut PrimeSearch {
        &mut self.search
    }

    /// Does a job with the documents that it speaks of. Every answer that is no refusal is as
    /// [`Job`] says; `on_progress` is called with every [`Outcome`] before it.
    pub fn perform(
        &mut self,
        job: Job,
        documents: Vec<Document>,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Outcome),
    ) -> Answer {
        let on_opening = &mut |progress| on_progress(Outcome::Opening(progress));
        let answer = match job {
            Job::MakeKey { name, size, password } => {
                let on_progress = &mut |progress| on_progress(Outcome::Progress(progress));
                self.make_key(&name, size, password, rng, on_progress).map(Answer::from)
            }
            // How long to search, and where to, is for the worker to know.
            Job::SearchPrimes { .. } | Job::ListenTo => Ok(Outcome::Done.into()),
            Job::StopSearching => {
                self.search.forget();
                Ok(Outcome::Done.into())
            }
            Job::GiveKeyFile => self.give_key_file(),
            Job::CheckSavedKey { password, made } => {
                check_saved_key(&documents, password.as_ref(), &made, on_opening).map(Answer::from)
            }
            Job::OpenKey { source, password } => {
                self.open_key(&documents, source, password.as_ref(), on_opening).map(Answer::from)
            }
            // When, and how much of it, is for the worker to know.
            Job::WarmUp | Job::TryReading => Ok(Outcome::Done.into()),
            Job::DropKey => {
                self.opened = None;
                Ok(Outcome::Done.into())
            }
            Job::Inspect { password, completes, now } => {
                Ok(self.inspect(password, completes, now, documents, on_opening).into())
            }
            Job::Assess(question) => self.assess(&question, &documents),
            Job::MakePfx { question, password, friendly_name, encryption } => {
                let wanted = Wanted { password, friendly_name, encryption };
                self.make_pfx(&question, &documents, wanted, rng)
            }
            Job::MakeRequestWithKey { name, password } => {
                make_request_with_key(&name, &documents, password.as_ref(), rng, on_opening).map(Answer::from)
            }
            Job::ReadEndpoint => endpoint::read(&documents).map(Answer::from),
            Job::MakeTrust { environment, question, encryption } => {
                self.make_trust(environment, &question, &documents, encryption, rng)
            }
            Job::GiveBundleKey => self.give_bundle_key(rng),
            Job::GivePlainKey { with_certificates } => self.give_plain_key(with_certificates, rng),
            Job::DropPfxPassword => {
                self.packed = None;
                Ok(Outcome::Done.into())
            }
            Job::Bulk(job) => self.perform_bulk(job, &documents, rng, on_opening),
        };
        answer.unwrap_or_else(|messages| Outcome::Refused(messages).into())
    }

    fn open_key(
        &mut self,
        documents: &[Document],
        source: Field,
        password: Option<&Password>,
        on_progress: &mut dyn FnMut(password_encryption::Progress),
    ) -> Result<Outcome, Vec<Message>> {
        self.opened = None;
        let document = documents.first().map(|document| document.bytes.as_slice()).unwrap_or_default();
        let opened = Opened::open(document, source, password, &mut Budget::default(), on_progress)
            .map_err(|refusal| vec![refusal])?;
        let known = OpenedKey {
            bits: opened.key.bits(),
            fingerprint: opened.key.public_key().fingerprint(),
            certificates: opened.certificates.len(),
            notes: opened.notes.clone(),
        };
        self.opened = Some(opened);
        Ok(Outcome::KeyOpened(known))
    }

    /// The key that a question speaks of, where it is held.
    fn key_for(&self, question: &Question) -> Option<&PrivateKey> {
        match &question.key {
            Some(public) => self.held(public),
            None => self.opened.as_ref().map(|opened| &opened.key),
        }
    }

    /// The key with this public key, DER of its SubjectPublicKeyInfo, where it is held.
    fn held(&self, public: &[u8]) -> Option<&PrivateKey> {
        let opened = self.opened.as_ref().map(|opened| &opened.key);
        let mut held = self.made.iter().map(|made| &made.key).chain(opened);
        held.find(|key| key.public_key().as_der() == public)
    }
}

/// A key file on its way to the person.
fn key_file(file: &KeyFile) -> Answer {
    let bytes = Zeroizing::new(file.as_str().as_bytes().to_vec());
    Answer { outcome: Outcome::Files, files: vec![File { media_type: "application/pkcs8", bytes }] }
}

/// Makes a request with the key in a file that was given.
fn make_request_with_key(
    name: &str,
    documents: &[Document],
    password: Option<&Password>,
    rng: &mut impl CryptoRng,
    on_progress: &mut dyn FnMut(password_encryption::Progress),
) -> Result<Outcome, Vec<Message>> {
    let name = EndpointName::parse(name).map_err(|error| vec![wording::name(&error)])?;
    let file = documents.first().map(|document| document.bytes.as_slice()).unwrap_or_default();
    let beside = |message: Message| match message.field {
        Field::UnlockPassword => Message { field: Field::ExistingKeyPassword, ..message },
        _ => Message { field: Field::ExistingKeyFile, ..message },
    };
    let opened = Opened::open(file, Field::ExistingKeyFile, password, &mut Budget::default(), on_progress)
        .map_err(|message| vec![beside(message)])?;
    let request = CertificateRequest::make(&name, &opened.key, rng)
        .map_err(|error| vec![beside(wording::make_request(error))])?;
    let public = opened.key.public_key();
    Ok(Outcome::KeyMade(MadeKey {
        name: name.as_str().to_owned(),
        bits: opened.key.bits(),
        sealed: password.is_some(),
        fingerprint: public.fingerprint(),
        public_key: public.as_der().to_vec(),
        request: request.pem().to_owned(),
    }))
}

/// Opens a file that was saved, and compares it with the key that was made.
fn check_saved_key(
    documents: &[Document],
    password: Option<&Password>,
    made: &Fingerprint,
    on_progress: &mut dyn FnMut(password_encryption::Progress),
) -> Result<Outcome, Vec<Message>> {
    let file = documents.first().map(|document| document.bytes.as_slice()).unwrap_or_default();
    let opened = PrivateKey::open_with(file, password, &mut Budget::default(), on_progress)
        .map_err(|error| vec![wording::open_key(&error, Field::SavedKeyFile, Field::SavedKeyPassword)])?;
    if opened.key.public_key().fingerprint() == *made {
        Ok(Outcome::SavedKeyFits)
    } else {
        Err(vec![wording::saved_key_is_another()])
    }
}
