//! What was read of that which came back, and what was opened of it.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Blob;

use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::password_choice::copy;
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::{KeyState, Pair, ReturnedKey};
use crate::job::{BulkJob, Job, Returned};
use crate::message::Field;
use crate::password::Password;
use crate::shown::PairLine;
use crate::wording;

/// What was read, and what was opened of it.
pub struct Given {
    returned: RefCell<Returned>,
    /// By the numbers in it.
    files: Vec<Blob>,
    /// For each key.
    opened: RefCell<Vec<Opened>>,
}

/// What a worker needs for a pair.
pub struct Documents {
    /// The key.
    pub key: ReturnedKey,
    /// The name in the request for it, where one was given.
    pub asked_for: Option<String>,
    /// Key, certificate, the certificates of authorities, and the password of the key where a table of
    /// passwords has it.
    pub enclosures: Vec<Enclosure>,
}

/// How a key was opened.
#[derive(Default, Clone)]
pub struct Opened {
    /// The seat of the worker that holds it.
    pub seat: Option<usize>,
    /// The password that was typed.
    pub password: Option<Rc<Password>>,
}

impl Given {
    /// What was read, with its files. No key is open yet.
    pub fn new(returned: Returned, files: Vec<Blob>) -> Self {
        let opened = RefCell::new(vec![Opened::default(); returned.keys.len()]);
        Self { returned: RefCell::new(returned), files, opened }
    }

    /// Whether a password that was typed has opened a key.
    pub fn is_any_opened_by_password(&self) -> bool {
        self.opened.borrow().iter().any(|opened| opened.password.is_some())
    }

    /// The pairs, as far as keys are open.
    pub fn pairs(&self) -> Vec<Pair> {
        self.returned.borrow().pairs(now())
    }

    /// What a worker needs for a pair that is ready.
    pub fn documents(&self, pair: &Pair) -> Option<Documents> {
        let returned = self.returned.borrow();
        let key = returned.keys.get(pair.key?)?;
        let certificate = returned.certificates.get(pair.certificate?)?;
        let places = [Some(key.file), Some(certificate.file), returned.authorities, key.password];
        let files = places.into_iter().flatten().filter_map(|place| self.enclosure(place));
        let asked_for = certificate.asked_for.clone();
        Some(Documents { key: key.clone(), asked_for, enclosures: files.collect() })
    }

    /// How the key of a pair was opened.
    pub fn opened(&self, pair: &Pair) -> Opened {
        let opened = self.opened.borrow();
        pair.key.and_then(|key| opened.get(key).cloned()).unwrap_or_default()
    }

    fn enclosure(&self, place: usize) -> Option<Enclosure> {
        self.files.get(place).map(|file| Enclosure::Made(Field::BulkKeys, file.clone()))
    }

    /// The keys that are still to be opened, and for which there is a password.
    pub fn to_open(&self, typed: bool) -> Vec<usize> {
        let returned = self.returned.borrow();
        let keys = returned.keys.iter().enumerate().filter(|(_, key)| match key.state {
            KeyState::Open(_) => false,
            KeyState::Sealed => key.is_sealed && (typed || key.password.is_some()),
            KeyState::Refused(_) => key.is_sealed && typed,
        });
        keys.map(|(place, _)| place).collect()
    }

    /// The job that opens a key, with its documents.
    pub fn opening_of(&self, key: usize, password: Option<&Password>) -> (Job, Vec<Enclosure>) {
        let returned = self.returned.borrow();
        let Some(key) = returned.keys.get(key) else { return (Job::Bulk(BulkJob::DropKeys), Vec::new()) };
        let files = [Some(key.file), key.password].into_iter().flatten();
        let files = files.filter_map(|place| self.enclosure(place)).collect();
        (Job::Bulk(BulkJob::OpenKey { password: password.and_then(copy) }), files)
    }

    /// Notes what has become of a key.
    pub fn know(&self, key: usize, state: KeyState, how: Opened) {
        if let Some(known) = self.returned.borrow_mut().keys.get_mut(key) {
            known.state = state;
        }
        if let Some(opened) = self.opened.borrow_mut().get_mut(key) {
            *opened = how;
        }
    }

    /// A line of the table for each pair.
    pub fn lines(&self) -> Vec<PairLine> {
        let (pairs, returned) = (self.pairs(), self.returned.borrow());
        pairs.iter().map(|pair| wording::pair_line(pair, &returned)).collect()
    }
}
