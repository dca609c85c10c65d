//! What is asked and answered where there are many endpoints at once.
//!
//! Every finished file is one of the answer's files, and comes back as a document of a later job: the
//! page keeps it, and never looks inside. A message of a refusal stands beside the field of the first
//! document, and belongs beside the field of the step that asked.
//!
//! Few types travel, and what can be told from the files is not told beside them: each type is written
//! and read by code of its own in the page.

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};

use super::{Addition, Question};
use crate::bulk::{Ending, Pair, ReturnedCertificate, ReturnedKey, pair};
use crate::key::KeySize;
use crate::password::Password;
use crate::pkcs12::Encryption;
use crate::public_key::Fingerprint;
use crate::shown::CheckLine;

/// What the page asks for.
#[derive(Serialize, Deserialize)]
pub enum BulkJob {
    /// Read the documents given, lists of names. The answer is [`BulkOutcome::List`].
    ReadList,
    /// Make a key, its request and its key file, and let go of the key. The answer is
    /// [`BulkOutcome::RequestMade`] with the request, the key file and, where it was made, the
    /// password.
    MakeRequest {
        /// The endpoint's name.
        name: String,
        /// The size of the key.
        size: KeySize,
        /// What seals the key file; none for a file without a password.
        password: Option<NewPassword>,
        /// How many names this worker is likely to make from here on, this one among them: the keys of
        /// their seals are derived at once. Another number costs nothing but time.
        coming: NonZeroUsize,
    },
    /// Pack the documents given: of each endpoint the request, the key file and, where passwords were
    /// made, the password. The answer is [`BulkOutcome::Packed`] with the zip archive and, where
    /// passwords were made, `passwords.csv`, which is not in the archive.
    PackRequests {
        /// Whether passwords were made.
        has_passwords: bool,
        /// The time, in seconds since 1970 began.
        now: i64,
    },
    /// Read the documents given: certificates, keys, requests and `passwords.csv` in any order and
    /// form, also in zip archives. The answer is [`BulkOutcome::Returned`] with the files that it
    /// names.
    ReadReturned {
        /// Whether chains are completed from the page's own authorities.
        completes: bool,
        /// The time, in seconds since 1970 began.
        now: i64,
    },
    /// Open a key that is [sealed](ReturnedKey::is_sealed), and hold it. The documents are its file
    /// and the passwords that `passwords.csv` has for it, which are tried first. The answer is
    /// [`BulkOutcome::KeyOpened`], after any number of [`Outcome::Opening`](super::Outcome::Opening).
    OpenKey {
        /// The password that was typed for all keys.
        password: Option<Password>,
        /// How many documents are that key and its passwords. Those behind them are keys that this worker is
        /// likely to be asked for next: their seals are worked on at the same time.
        own: usize,
        /// Of each such key, whether the document behind it is its password.
        next: Vec<bool>,
    },
    /// Make the PKCS#12 file of a pair. The documents are the key, its certificate, the authorities'
    /// certificates where there are any, and last the passwords of the key that are documents. The answer
    /// is [`BulkOutcome::PfxMade`] with the file and, where it was made, its password. The key
    /// is let go of.
    MakePfx(Box<PairToSeal>),
    /// Pack the documents given: of each pair the PKCS#12 file and, where passwords were made, the
    /// password. The answer is [`BulkOutcome::Packed`] with the zip archive and, where passwords were
    /// made, `passwords.csv`, which is not in the archive.
    PackPfx {
        /// The names of the endpoints.
        names: Vec<String>,
        /// Whether passwords were made.
        has_passwords: bool,
        /// The time, in seconds since 1970 began.
        now: i64,
    },
    /// Let go of every key that is held for pairs. The answer is [`Outcome::Done`](super::Outcome::Done).
    DropKeys,
    /// Read the documents given, certificates in use, and say when each ends. The answer is
    /// [`BulkOutcome::InUse`], after any number of [`Outcome::Opening`](super::Outcome::Opening).
    ReadInUse {
        /// The password of the PKCS#12 files among them.
        password: Option<Password>,
    },
    /// Make a calendar file with reminders before certificates end. The answer is
    /// [`BulkOutcome::Calendar`], with the file unless there is nothing to be reminded of.
    MakeCalendar {
        /// Which, and when they end.
        endings: Vec<Ending>,
        /// The time, in seconds since 1970 began.
        now: i64,
    },
}

/// The password of a file that is made.
#[derive(Serialize, Deserialize)]
pub enum NewPassword {
    /// The one that the person gave for all.
    Given(Password),
    /// A strong one, made for this file alone.
    Made,
}

/// A pair, and how its file shall be.
#[derive(Serialize, Deserialize)]
pub struct PairToSeal {
    /// The public key. A worker that has opened the key does not open it again.
    pub fingerprint: Fingerprint,
    /// How many of the last documents are passwords of the key.
    pub key_passwords: usize,
    /// The password that was typed for all keys.
    pub key_password: Option<Password>,
    /// What to check: the name that was asked for, and the time.
    pub question: Question,
    /// The password of the file.
    pub password: NewPassword,
    /// Who has to read it.
    pub encryption: Encryption,
}

/// What a worker answers.
#[derive(Serialize, Deserialize)]
pub enum BulkOutcome {
    /// Lists were read.
    List {
        /// A row for each name that was written: what is wrong or unusual with it, with the place as
        /// the title. No request is made for a row that fails.
        rows: Vec<CheckLine>,
        /// What else is worth knowing.
        notes: Vec<String>,
    },
    /// A key and its request are made, with this public key.
    RequestMade(Fingerprint),
    /// The archive is ready.
    Packed,
    /// What came back was read.
    Returned(Returned),
    /// A key was opened and is held, or why not, in words.
    KeyOpened(Result<Fingerprint, String>),
    /// A PKCS#12 file is made.
    PfxMade(Ending),
    /// Certificates in use were read: [`in_use`](crate::bulk::in_use) makes a table of it.
    InUse {
        /// When each ends.
        endings: Vec<Ending>,
        /// What could not be read, and what was not used.
        notes: Vec<String>,
    },
    /// How many reminders there are. Those whose day is over are left out.
    Calendar {
        /// Reminders.
        reminders: usize,
    },
}

/// What came back. Numbers are places among the answer's files.
#[derive(Clone, Serialize, Deserialize)]
pub struct Returned {
    /// The certificates of endpoints, each once.
    pub certificates: Vec<ReturnedCertificate>,
    /// The certificates of authorities, together in one file, where there are any.
    pub authorities: Option<usize>,
    /// The private keys, each once.
    pub keys: Vec<ReturnedKey>,
    /// Whether a table of passwords was among what was given.
    pub has_passwords: bool,
    /// What the page adds to chains of its own, or could.
    pub addition: Option<Addition>,
    /// What could not be read, and what was not used.
    pub notes: Vec<String>,
}

impl Returned {
    /// The pairs, as far as keys have been opened: one for each certificate of an endpoint, and one
    /// for each key that has none.
    pub fn pairs(&self, now: i64) -> Vec<Pair> {
        pair(&self.certificates, &self.keys, now)
    }
}
