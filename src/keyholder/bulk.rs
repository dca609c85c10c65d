//! Jobs for many endpoints: each of them does one endpoint's part, or puts finished parts together.

mod in_use;
mod packing;
mod pairs;
mod requests;
mod returned;
mod seals;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

pub(super) use self::seals::Seals;
use super::Keyholder;
use crate::bulk::{Calendar, Given, TooMuch, calendar};
use crate::job::{Answer, BulkJob, BulkOutcome, Document, File, NewPassword, Outcome};
use crate::key::PrivateKey;
use crate::message::{Field, Message};
use crate::password::Password;
use crate::password_encryption::{Foreseen, Progress};
use crate::public_key::Fingerprint;
use crate::wording;

/// Keys that were opened for pairs, with their public keys.
#[derive(Default)]
pub(super) struct Held(Vec<(Fingerprint, PrivateKey)>);

impl Held {
    /// Takes out the key with this public key. A worker has its share of a batch: few enough to look
    /// through.
    fn take(&mut self, wanted: Fingerprint) -> Option<PrivateKey> {
        let place = self.0.iter().position(|(fingerprint, _)| *fingerprint == wanted)?;
        Some(self.0.swap_remove(place).1)
    }

    /// Keeps a key, and says what its public key is.
    fn keep(&mut self, key: PrivateKey) -> Fingerprint {
        let fingerprint = key.public_key().fingerprint();
        self.take(fingerprint);
        self.0.push((fingerprint, key));
        fingerprint
    }
}

impl Keyholder {
    pub(super) fn perform_bulk(
        &mut self,
        job: BulkJob,
        documents: &[Document],
        rng: &mut impl CryptoRng,
        on_opening: &mut dyn FnMut(Progress),
    ) -> Result<Answer, Vec<Message>> {
        if !matches!(job, BulkJob::MakeRequest { .. }) {
            self.seals = Seals::default();
        }
        if !matches!(job, BulkJob::OpenKey { .. }) {
            self.foreseen = Foreseen::default();
        }
        match job {
            BulkJob::ReadList => requests::read_list(documents),
            BulkJob::MakeRequest { name, size, password, coming } => {
                self.make_request(&name, size, password, coming, rng, on_opening)
            }
            BulkJob::PackRequests { has_passwords, now } => {
                packing::pack_requests(has_passwords, documents, now)
            }
            BulkJob::ReadReturned { completes, now } => {
                returned::read_returned(documents, self.completing.certificates(), completes, now)
            }
            BulkJob::OpenKey { password, own, next } => {
                let (own, behind) = documents.split_at_checked(own).unwrap_or((documents, &[]));
                self.look_ahead(password.as_ref(), own, &next, behind, on_opening);
                Ok(self.open_for_pair(password.as_ref(), own, on_opening))
            }
            BulkJob::MakePfx(pair) => self.make_pfx_of_pair(*pair, documents, rng),
            BulkJob::PackPfx { names, has_passwords, now } => {
                packing::pack_pfx(&names, has_passwords, documents, now)
            }
            BulkJob::DropKeys => {
                self.held = Held::default();
                Ok(Outcome::Done.into())
            }
            BulkJob::ReadInUse { password } => in_use::read_in_use(documents, password.as_ref(), on_opening),
            BulkJob::MakeCalendar { endings, now } => {
                Ok(make_calendar(&calendar(&endings, now, wording::reminder)))
            }
        }
    }
}

fn make_calendar(calendar: &Calendar) -> Answer {
    let reminders = calendar.reminders;
    let file = || file("text/calendar", calendar.text.as_bytes());
    let files = (reminders > 0).then(file).into_iter().collect();
    Answer { outcome: Outcome::Bulk(BulkOutcome::Calendar { reminders }), files }
}

/// Everything in the documents.
fn gather(documents: &[Document]) -> Result<Given, TooMuch> {
    Given::read(documents.iter().map(|document| (document.name.as_str(), document.bytes.as_slice())))
}

/// Where a message about the documents stands.
fn source(documents: &[Document]) -> Field {
    documents.first().map_or(Field::Generate, |document| document.source)
}

fn file(media_type: &'static str, octets: &[u8]) -> File {
    File { media_type, bytes: Zeroizing::new(octets.to_vec()) }
}

/// The password of a new file, and whether it was made for it.
fn new_password(wanted: NewPassword, rng: &mut impl CryptoRng) -> (Password, bool) {
    match wanted {
        NewPassword::Given(password) => (password, false),
        NewPassword::Made => (Password::make_strong(rng), true),
    }
}

/// The file in which a made password travels: the page that carries it never looks inside.
fn password_file(password: &Password) -> File {
    file("text/plain", password.as_bytes())
}

/// The password in such a file.
fn password_in(document: &Document) -> Option<Password> {
    let text = std::str::from_utf8(&document.bytes).ok()?;
    Password::new(text).ok()
}
