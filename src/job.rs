//! What the page asks of a worker, and what the worker answers.
//!
//! The page holds no key. A worker is a [`Keyholder`](crate::keyholder::Keyholder): it is given
//! jobs with the documents they speak of, and answers with words and finished files.

mod bulk;

pub use bulk::{BulkJob, BulkOutcome, NewPassword, PairToSeal, Returned};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::authority::Environment;
use crate::bulk::Ending;
use crate::key::{KeySize, Progress};
use crate::message::{Field, Message};
use crate::password::Password;
use crate::password_encryption;
use crate::pkcs12::Encryption;
use crate::public_key::Fingerprint;
use crate::shown::{CheckLine, Inspected};

/// What the page asks for.
#[derive(Serialize, Deserialize)]
pub enum Job {
    /// Make a key and a request for it. The answer is [`Outcome::KeyMade`], after any number of
    /// [`Outcome::Progress`].
    MakeKey {
        /// The endpoint's name.
        name: String,
        /// The size of the key.
        size: KeySize,
        /// The password that seals the key file.
        password: Option<Password>,
    },
    /// Make the key of numbers, too, that another worker finds, and have it judge them: both by the message
    /// port that is given. The answer is [`Outcome::Done`].
    ListenTo,
    /// Search for primes, send what is found out by the message port that is given, and judge what comes
    /// in by it, until [`Job::StopSearching`]. The answers are [`Outcome::Progress`] with what this worker has tried.
    SearchPrimes {
        /// The size of the key.
        size: KeySize,
    },
    /// Stop searching, and wipe what the search has left. The answer is [`Outcome::Done`].
    StopSearching,
    /// Work with public numbers for a while, in the background and until something else is asked for, so that
    /// the browser optimises what a key will need. The answer is [`Outcome::Done`].
    WarmUp,
    /// Give the file of the key that was made. The answer is [`Outcome::Files`].
    GiveKeyFile,
    /// Open the one document given, a key file that was saved, and compare it with the key that was
    /// made. The answer is [`Outcome::SavedKeyFits`], after any number of [`Outcome::Opening`].
    CheckSavedKey {
        /// The password of the file.
        password: Option<Password>,
        /// The key that was made.
        made: Fingerprint,
    },
    /// Open the one document given, a private key or a PKCS#12 file, and hold what is in it. The
    /// answer is [`Outcome::KeyOpened`], after any number of [`Outcome::Opening`].
    OpenKey {
        /// Where the document came from: a message about it stands there.
        source: Field,
        /// Its password.
        password: Option<Password>,
    },
    /// Read the one document given, and do nothing with it. The answer is [`Outcome::Done`]: some
    /// browsers let no worker read a file.
    TryReading,
    /// Let go of the key that was opened. The answer is [`Outcome::Done`].
    DropKey,
    /// Give the key of the last PKCS#12 file in a file of its own, under the same password. The
    /// answer is [`Outcome::Files`].
    GiveBundleKey,
    /// Give the key of the last PKCS#12 file in a file without a password, by itself or followed by its
    /// certificate and the chain. The answer is [`Outcome::Files`].
    GivePlainKey {
        /// Whether the certificates follow.
        with_certificates: bool,
    },
    /// Let go of the password of the last PKCS#12 file. The answer is [`Outcome::Done`].
    DropPfxPassword,
    /// Read the documents given, certificates, and check them with those that came with the opened
    /// key. The answer is [`Outcome::Assessed`].
    Assess(Question),
    /// Say what the documents given are, and what would be wrong with them for BaRS. The answer is
    /// [`Outcome::Inspected`].
    Inspect {
        /// A password for what has one. One that opened something is remembered.
        password: Option<Password>,
        /// Whether chains are completed from the page's own authorities.
        completes: bool,
        /// The time, in seconds since 1970 began.
        now: i64,
    },
    /// Check as before, and make the PKCS#12 file and its companions. The answer is
    /// [`Outcome::PfxMade`].
    MakePfx {
        /// What to check first.
        question: Question,
        /// The password of the file.
        password: Password,
        /// The name that programs show; empty for the name in the certificate.
        friendly_name: String,
        /// Who has to read it.
        encryption: Encryption,
    },
    /// Open the one document given, a private key or a PKCS#12 file, make a request with its key, and let go
    /// of that. The answer is [`Outcome::KeyMade`], after any number of [`Outcome::Opening`].
    MakeRequestWithKey {
        /// The endpoint's name.
        name: String,
        /// The password of the document.
        password: Option<Password>,
    },
    /// Say for which endpoint the documents given are: a request, or a certificate. The answer is
    /// [`Outcome::Endpoint`].
    ReadEndpoint,
    /// Make the files of a trust store, PEM and PKCS#12. The answer is [`Outcome::TrustMade`] with both.
    MakeTrust {
        /// Whom to trust; none for the authorities in the documents, or above the certificate in them.
        environment: Option<Environment>,
        /// What the documents are held against.
        question: Question,
        /// Who has to read the PKCS#12 file.
        encryption: Encryption,
    },
    /// Do a job for many endpoints. The answer is [`Outcome::Bulk`] with what the job says.
    Bulk(BulkJob),
}

/// What certificates are to be held against.
#[derive(Clone, Serialize, Deserialize)]
pub struct Question {
    /// The public key of the private key, DER of its SubjectPublicKeyInfo; none for the key that
    /// the worker has opened.
    pub key: Option<Vec<u8>>,
    /// The name that was asked for, where it is known.
    pub asked_for: Option<String>,
    /// Whether a chain that does not lead to a root is completed from the page's own authorities.
    pub completes: bool,
    /// The time, in seconds since 1970 began.
    pub now: i64,
}

/// A file or a pasted text, as it came.
pub struct Document {
    /// Where it came from: a message about it stands there.
    pub source: Field,
    /// The name of the file, empty for pasted text.
    pub name: String,
    /// Its octets.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// What a worker answers.
#[derive(Serialize, Deserialize)]
pub enum Outcome {
    /// The worker runs.
    Ready,
    /// A key is being made.
    Progress(Progress),
    /// Something under a password is being opened.
    Opening(password_encryption::Progress),
    /// A key and its request are made, and the worker keeps the key.
    KeyMade(MadeKey),
    /// Files are ready, in the order in which the job speaks of them.
    Files,
    /// The saved key file opens and holds the key that was made.
    SavedKeyFits,
    /// A key was opened, and the worker keeps it.
    KeyOpened(OpenedKey),
    /// Certificates were read and checked.
    Assessed(Assessed),
    /// Things were looked at.
    Inspected(Inspected),
    /// The PKCS#12 file, the certificate as PEM, and the chain as PEM where there is one, are ready.
    PfxMade {
        /// The names of the files, in their order.
        file_names: Vec<String>,
        /// Whether the certificate has a subjectAltName (RFC 5280 section 4.2.1.6). Some programs
        /// refuse to call an endpoint without one.
        has_subject_alt_name: bool,
        /// When the certificate ends, for a calendar.
        ending: Ending,
        /// What the files of a trust store for callers under the same chain are called, without what
        /// their names end in.
        trust: String,
    },
    /// Documents are for this endpoint.
    Endpoint {
        /// Its name.
        name: String,
        /// The request, PEM, where it is among them.
        request: Option<String>,
        /// Whether a certificate is among them.
        has_certificate: bool,
    },
    /// The trust store as PEM and as PKCS#12 are ready.
    TrustMade {
        /// What the files are called, without what their names end in.
        file_stem: String,
        /// Each authority in a line.
        lines: Vec<String>,
    },
    /// A job for many endpoints was done.
    Bulk(BulkOutcome),
    /// Done, with nothing to show.
    Done,
    /// Not done, and why.
    Refused(Vec<Message>),
}

impl Outcome {
    /// Whether the answer to the job is still to come.
    pub fn goes_on(&self) -> bool {
        matches!(self, Self::Progress(_) | Self::Opening(_))
    }
}

/// What the page knows of a key that was made.
#[derive(Clone, Serialize, Deserialize)]
pub struct MadeKey {
    /// The endpoint's name.
    pub name: String,
    /// Bits of the modulus.
    pub bits: u32,
    /// Whether its file has a password.
    pub sealed: bool,
    /// The digest of the public key.
    pub fingerprint: Fingerprint,
    /// The public key, DER of its SubjectPublicKeyInfo.
    pub public_key: Vec<u8>,
    /// The request, PEM.
    pub request: String,
}

/// What the page knows of a key that was opened.
#[derive(Clone, Serialize, Deserialize)]
pub struct OpenedKey {
    /// Bits of the modulus.
    pub bits: u32,
    /// The digest of the public key.
    pub fingerprint: Fingerprint,
    /// How many certificates came with it, where it came in a PKCS#12 file. They are used with
    /// those that are given.
    pub certificates: usize,
    /// What is worth knowing of the file.
    pub notes: Vec<String>,
}

/// What was found of the certificates.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessed {
    /// Every check that applies.
    pub checks: Vec<CheckLine>,
    /// The certificates that go into the file, leaf first, each in a line.
    pub path: Vec<String>,
    /// What the page adds to the chain of its own, or could.
    pub addition: Option<Addition>,
    /// The name in the certificate.
    pub name: Option<String>,
    /// What could not be read beside the certificates that could. No file is made while there is
    /// any.
    pub unread: Vec<Message>,
    /// What else was given with the certificates, and is not used.
    pub aside: Vec<String>,
}

/// What the page adds to a chain, or would if it were not told to leave it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// What it is, in words.
    pub sentence: String,
    /// Whether it is left out.
    pub is_left_out: bool,
}

/// A finished file on its way to the person.
pub struct File {
    /// Its media type.
    pub media_type: &'static str,
    /// Its octets.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// An answer and the files that go with it.
pub struct Answer {
    /// What is said.
    pub outcome: Outcome,
    /// What is handed over.
    pub files: Vec<File>,
}

impl From<Outcome> for Answer {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, files: Vec::new() }
    }
}
