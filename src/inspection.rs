//! What anything that was given is, and what would be wrong with it for BaRS.

mod belonging;
mod content;
mod gathering;
mod handshake;
mod verdicts;

pub use belonging::{Belonging, Kind, Part};
pub use content::{
    CertificateFound, Content, PrivateKeyFound, RequestFound, Role, SealedContents, SealedFile, Thing,
};
pub use handshake::{Asks, Handshake};

use crate::certificate::Certificate;
use crate::chain::{Chain, ChainError};
use crate::key::PrivateKey;
use crate::password::Password;
use crate::password_encryption::{Budget, Limits, Progress};
use crate::reader::{ReadError, Reading, Repair, Unread, read};

/// How many certificates of endpoints are checked at once; each takes its own search for a path.
pub const MOST_ENDPOINTS: usize = 10;

/// How many things are told of one document. A bundle or a PKCS#12 file counts with what is in it.
pub const MOST_THINGS: usize = 200;

/// The work of asking whether the factors of keys are prime: it has an end, however many there are.
struct PrimeWork {
    /// What is left, in keys of 2048 bits.
    left: u64,
}

impl Default for PrimeWork {
    fn default() -> Self {
        Self { left: 24 }
    }
}

impl PrimeWork {
    /// Whether the factors of a key are prime; none where there is no work left for it. A key of twice the
    /// length takes eight times the work.
    fn ask(&mut self, key: &PrivateKey) -> Option<bool> {
        let length = u64::from(key.bits() / 1024);
        let work = length.pow(3) / 8;
        self.left = self.left.checked_sub(work)?;
        Some(key.is_confirmed())
    }
}

/// What is needed to open what has a password.
struct PasswordWork<'a> {
    password: Option<&'a Password>,
    budget: &'a mut Budget,
    primes: PrimeWork,
    on_progress: &'a mut dyn FnMut(Progress),
}

/// What several documents hold, and how that belongs together.
pub struct Inspection {
    /// What came of each document, in their order.
    pub documents: Vec<Inspected>,
    /// What belongs together by its public key, and what does not.
    pub belonging: Vec<Belonging>,
    /// Why the certificates were not checked, where they were not.
    pub unchecked: Option<ChainError>,
}

/// What came of one document.
pub struct Inspected {
    /// Everything that was found, in the order in which it stands there, or why nothing was.
    pub things: Result<Vec<Thing>, ReadError>,
    /// What was put right to find it.
    pub repairs: Vec<Repair>,
    /// The entries of a zip archive in which nothing was found.
    pub unread: Vec<Unread>,
    /// How many things there are beyond [`MOST_THINGS`].
    pub more: usize,
}

impl Inspection {
    /// Says what is in the documents. The password opens what has one; the time is in seconds
    /// since the Unix epoch. Chains are completed from the authorities in `completing`. `on_progress` is told of work on passwords, for one thing after
    /// another.
    pub fn of(
        documents: &[&[u8]],
        password: Option<&Password>,
        completing: &[Certificate],
        limits: Limits,
        now: i64,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Self {
        // One budget for all documents, and everything in them.
        let budget = &mut Budget::of(limits);
        let mut work = PasswordWork { password, budget, primes: PrimeWork::default(), on_progress };
        let mut documents: Vec<Inspected> =
            documents.iter().map(|octets| Inspected::of(octets, &mut work)).collect();
        let unchecked = verdicts::check_all(&mut documents, completing, now).err();
        Self { belonging: belonging::compare(&documents), documents, unchecked }
    }
}

impl Inspection {
    /// The chains of the certificates that were checked.
    pub fn chains(&self) -> Vec<Chain> {
        let all = self.documents.iter().flat_map(Inspected::all);
        let chains = all.filter_map(|thing| match &thing.content {
            Content::Certificate(Ok(CertificateFound { role: Role::Checked { chain, .. }, .. })) => {
                Some(chain.as_ref())
            }
            _ => None,
        });
        chains.cloned().collect()
    }

    /// Whether something that has a password was opened with the one that was given.
    pub fn password_opened(&self) -> bool {
        self.documents.iter().flat_map(Inspected::all).any(|thing| match &thing.content {
            Content::PrivateKey(key) => key.spelling.is_some(),
            Content::Pkcs12(file) => file.is_opened_by_password(),
            _ => false,
        })
    }
}

impl Inspected {
    /// Whether it holds a private key in the clear, or one that was opened.
    pub fn holds_opened_secret(&self) -> bool {
        self.all().iter().any(|thing| thing.content.is_opened_secret())
    }

    fn of(octets: &[u8], work: &mut PasswordWork<'_>) -> Self {
        let (reading, refused) = match read(octets) {
            Ok(reading) => (reading, None),
            Err(error) => (Reading::default(), Some(error)),
        };
        Self {
            things: refused.map_or_else(|| Ok(gathering::things(&reading.found, work)), Err),
            more: reading.found.len().saturating_sub(MOST_THINGS),
            repairs: reading.repairs,
            unread: reading.unread,
        }
    }

    /// Everything that was found, what is inside something else after that.
    fn all(&self) -> Vec<&Thing> {
        let outer = self.things.as_deref().unwrap_or_default();
        outer.iter().flat_map(|thing| std::iter::once(thing).chain(thing.content.inside())).collect()
    }

    /// The same, to be changed.
    fn contents_mut(&mut self) -> Vec<&mut Content> {
        let mut all = Vec::new();
        for thing in self.things.as_deref_mut().unwrap_or_default() {
            match &mut thing.content {
                Content::Bundle(inside) => all.extend(inside.iter_mut().map(|thing| &mut thing.content)),
                Content::Pkcs12(SealedFile { contents: Ok(contents), .. }) => {
                    all.extend(contents.things.iter_mut().map(|thing| &mut thing.content));
                }
                outer => all.push(outer),
            }
        }
        all
    }
}
