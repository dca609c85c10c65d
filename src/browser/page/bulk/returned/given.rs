//! What was read of that which came back: the jobs that it makes, and its lines.

use web_sys::Blob;

use crate::browser::page::widget::clock::now;
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::{KeyState, Pair, ReturnedKey};
use crate::job::{BulkJob, BulkOutcome, Job, Outcome};
use crate::message::Field;
use crate::password::Password;
use crate::shown::PairLine;
use crate::steps::returned::Read;
use crate::wording;

/// What a worker needs for a pair.
pub struct Documents {
    /// The key.
    pub key: ReturnedKey,
    /// The name in the request for it, where one was given.
    pub asked_for: Option<String>,
    /// Whether its chain is completed from the page's own authorities.
    pub completes: bool,
    /// Key, certificate, the certificates of authorities, and the passwords that tables have for the key.
    pub enclosures: Vec<Enclosure>,
}

/// What a worker needs for a pair that is ready.
pub fn documents_of(read: &Read<Blob>, pair: &Pair) -> Option<Documents> {
    let key = read.returned.keys.get(pair.key?)?;
    let certificate = read.returned.certificates.get(pair.certificate?)?;
    let places = [Some(key.file), Some(certificate.file), read.returned.authorities];
    let places = places.into_iter().flatten().chain(key.passwords.iter().copied());
    let enclosures = places.filter_map(|place| enclosure(read, place)).collect();
    let (key, asked_for) = (key.clone(), certificate.asked_for.clone());
    Some(Documents { key, asked_for, completes: read.completes, enclosures })
}

/// The job that opens a key, the first of these, with its documents, and those of the keys that come next.
pub fn opening_of(read: &Read<Blob>, keys: &[usize], password: &str) -> (Job, Vec<Enclosure>) {
    let mut keys = keys.iter().filter_map(|key| read.returned.keys.get(*key));
    let Some(key) = keys.next() else { return nothing() };
    let mut places: Vec<usize> = [key.file].into_iter().chain(key.passwords.iter().copied()).collect();
    let (own, mut next) = (places.len(), Vec::new());
    for key in keys {
        places.push(key.file);
        places.extend(key.passwords.first());
        next.push(!key.passwords.is_empty());
    }
    let files = places.into_iter().filter_map(|place| enclosure(read, place)).collect();
    (Job::Bulk(BulkJob::OpenKey { password: Password::new(password).ok(), own, next }), files)
}

/// A job that does nothing.
pub fn nothing() -> (Job, Vec<Enclosure>) {
    (Job::Bulk(BulkJob::DropKeys), Vec::new())
}

/// A line of the table for each pair.
pub fn lines(read: &Read<Blob>) -> Vec<PairLine> {
    read.returned.pairs(now()).iter().map(|pair| wording::pair_line(pair, &read.returned)).collect()
}

/// What has become of a key that was to be opened.
pub fn state_after(outcome: Outcome) -> KeyState {
    match outcome {
        Outcome::Bulk(BulkOutcome::KeyOpened(Ok(fingerprint))) => KeyState::Open(fingerprint),
        Outcome::Bulk(BulkOutcome::KeyOpened(Err(words))) => KeyState::Refused(words),
        Outcome::Refused(messages) => KeyState::Refused(
            messages.into_iter().map(|message| message.sentence).collect::<Vec<_>>().join(" "),
        ),
        _ => KeyState::Sealed,
    }
}

fn enclosure(read: &Read<Blob>, place: usize) -> Option<Enclosure> {
    read.files.get(place).map(|file| Enclosure::Made(Field::BulkKeys, file.clone()))
}
