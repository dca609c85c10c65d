//! What came back: certificates and keys, read and opened by workers, and paired.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use web_sys::Blob;

use super::password_choice::copy;
use super::password_field::PasswordField;
use super::progress::BatchProgress;
use super::reader::Reader;
use super::table::{Row, Table};
use crate::browser::crew::{Crew, Event};
use crate::browser::dom;
use crate::browser::page::bundle::now;
use crate::browser::page::{documents, errors};
use crate::browser::remote::Enclosure;
use crate::bulk::{KeyState, MOST_OCTETS, Pair, ReturnedKey};
use crate::job::{self, BulkJob, BulkOutcome, Job, Outcome, PairLine};
use crate::password::Password;
use crate::wording::{self, Field, Message};

const FIELDS: [Field; 2] = [Field::BulkCertificates, Field::BulkKeys];

/// What came back.
pub struct Returned {
    reader: Rc<Reader>,
    /// Open the keys, and hold those that they opened.
    pub crew: Rc<Crew>,
    opening: Rc<BatchProgress>,
    /// That of the keys, if they have the same.
    password: Rc<PasswordField>,
    table: Rc<Table>,
    given: RefCell<Option<Rc<Given>>>,
    /// Who waits until all keys are open that can be opened.
    waiting: RefCell<Vec<Box<dyn FnOnce()>>>,
}

/// What was read, and what was opened of it.
pub struct Given {
    returned: RefCell<job::Returned>,
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

impl Returned {
    /// Listens to the fields.
    pub fn start(make_worker: &Function) -> Rc<Self> {
        let (given, waiting) = Default::default();
        let returned = Rc::new(Self {
            reader: Reader::new(make_worker.clone()),
            crew: Crew::new(make_worker.clone()),
            opening: BatchProgress::at("bulk-keys"),
            password: PasswordField::at("bulk-key-password"),
            table: Table::at("bulk-pairs"),
            given,
            waiting,
        });
        returned.listen();
        returned
    }

    fn listen(self: &Rc<Self>) {
        for field in ["bulk-certificates", "bulk-keys"] {
            documents::accept_drops(field);
            let own = Rc::clone(self);
            dom::on_id(field, "change", move |_| own.read());
        }
        let own = Rc::clone(self);
        self.password.on_given(move || own.password_given());
        let own = Rc::clone(self);
        self.opening.on_cancel(move || {
            own.waiting.take();
            own.crew.end();
            own.settle();
            own.password.focus();
        });
    }

    /// Calls back when everything has been read, and all keys are open that can be opened.
    pub fn when_open(&self, then: impl FnOnce() + 'static) {
        if self.reader.is_busy() || self.opening.goes_on() {
            self.waiting.borrow_mut().push(Box::new(then));
        } else {
            then();
        }
    }

    /// What was read.
    pub fn given(&self) -> Option<Rc<Given>> {
        self.given.borrow().clone()
    }

    /// Ends the workers, and forgets what was read.
    pub fn forget(&self) {
        self.reader.end();
        self.waiting.take();
        self.let_go();
        self.password.empty();
        dom::set_text("bulk-return-status", "");
    }

    fn let_go(&self) {
        self.crew.end();
        self.opening.end();
        self.given.take();
        self.table.clear();
        dom::fill_list("bulk-return-notes", &[]);
        errors::clear(&[Field::BulkKeyPassword]);
    }

    fn enclosures(&self) -> Result<Vec<Enclosure>, Message> {
        let certificates = documents::chosen_up_to(Field::BulkCertificates, MOST_OCTETS)?;
        let keys = documents::chosen_up_to(Field::BulkKeys, MOST_OCTETS)?;
        Ok(certificates.into_iter().chain(keys).collect())
    }

    fn read(self: &Rc<Self>) {
        self.let_go();
        errors::clear(&FIELDS);
        let enclosures = match self.enclosures() {
            Ok(enclosures) => enclosures,
            Err(message) => return self.refuse(&[message]),
        };
        if enclosures.is_empty() {
            return self.refuse(&[]);
        }
        dom::set_text("bulk-return-status", "Reading the files.");
        let own = Rc::downgrade(self);
        let job = BulkJob::ReadReturned { now: now() };
        self.reader.ask(job, &enclosures, Field::BulkCertificates, move |outcome, files| {
            let Some(own) = own.upgrade() else { return };
            match outcome {
                Outcome::Bulk(BulkOutcome::Returned(returned)) => own.take(returned, files),
                Outcome::Refused(messages) => own.refuse(&messages),
                _ => {}
            }
        });
    }

    /// There is nothing to pair.
    fn refuse(&self, messages: &[Message]) {
        self.reader.end();
        dom::set_text("bulk-return-status", "");
        errors::list(messages);
        self.tell();
    }

    fn take(self: &Rc<Self>, returned: job::Returned, files: Vec<Blob>) {
        dom::fill_list("bulk-return-notes", &returned.notes);
        let opened = RefCell::new(vec![Opened::default(); returned.keys.len()]);
        *self.given.borrow_mut() = Some(Rc::new(Given { returned: RefCell::new(returned), files, opened }));
        self.open();
    }

    fn password_given(self: &Rc<Self>) {
        if !self.password.is_empty() && !self.reader.is_busy() && !self.opening.goes_on() {
            self.open();
        }
    }

    /// Opens every key that may open under a password that is there.
    fn open(self: &Rc<Self>) {
        let Some(given) = self.given() else { return };
        let typed = self.password.read().map(Rc::new);
        let keys = given.to_open(typed.is_some());
        if keys.is_empty() {
            return self.settle();
        }
        errors::clear(&[Field::BulkKeyPassword]);
        self.opening.begin(keys.len(), "Opening the keys.");
        let jobs = keys.into_iter().map(|key| (key, None)).collect();
        let (asked, password) = (Rc::clone(&given), typed.clone());
        let give = move |key: usize| asked.opening_of(key, password.as_deref());
        let own = Rc::downgrade(self);
        self.crew.begin(jobs, give, move |event| {
            let Some(own) = own.upgrade() else { return };
            let (key, seat, state) = match event {
                Event::Answered { job, seat, outcome, .. } => (job, Some(seat), state_after(outcome)),
                Event::Lost(job) => {
                    (job, None, KeyState::Refused(wording::worker_died(Field::BulkKeys).sentence))
                }
                Event::Over => return own.settle(),
            };
            let is_open = matches!(state, KeyState::Open(_));
            given.know(key, state, Opened { seat, password: typed.clone().filter(|_| is_open) });
            own.opening.advance();
        });
    }

    /// Shows the pairs, and says what is missing.
    fn settle(self: &Rc<Self>) {
        self.opening.end();
        dom::set_text("bulk-keys-status", "");
        let Some(given) = self.given() else { return };
        let typed = !self.password.is_empty();
        let closed = given.to_open(true).len();
        errors::clear(&[Field::BulkKeyPassword]);
        if closed > 0 {
            let message = if typed { wording::keys_refused(closed) } else { wording::keys_sealed(closed) };
            errors::list(&[message]);
        }
        if given.opened.borrow().iter().any(|opened| opened.password.is_some()) {
            self.password.empty();
        }
        let lines = given.lines();
        dom::set_text("bulk-return-status", &wording::pairs_summary(&lines));
        self.table.show_worst_first(lines.into_iter().map(row).collect());
        self.tell();
    }

    fn tell(&self) {
        for then in self.waiting.take() {
            then();
        }
    }
}

impl Given {
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
    fn to_open(&self, typed: bool) -> Vec<usize> {
        let returned = self.returned.borrow();
        let keys = returned.keys.iter().enumerate().filter(|(_, key)| match key.state {
            KeyState::Open(_) => false,
            KeyState::Sealed => key.is_sealed && (typed || key.password.is_some()),
            KeyState::Refused(_) => key.is_sealed && typed,
        });
        keys.map(|(place, _)| place).collect()
    }

    fn opening_of(&self, key: usize, password: Option<&Password>) -> (Job, Vec<Enclosure>) {
        let returned = self.returned.borrow();
        let Some(key) = returned.keys.get(key) else { return (Job::Bulk(BulkJob::DropKeys), Vec::new()) };
        let files = [Some(key.file), key.password].into_iter().flatten();
        let files = files.filter_map(|place| self.enclosure(place)).collect();
        (Job::Bulk(BulkJob::OpenKey { password: password.and_then(copy) }), files)
    }

    fn know(&self, key: usize, state: KeyState, how: Opened) {
        if let Some(known) = self.returned.borrow_mut().keys.get_mut(key) {
            known.state = state;
        }
        if let Some(opened) = self.opened.borrow_mut().get_mut(key) {
            *opened = how;
        }
    }

    fn lines(&self) -> Vec<PairLine> {
        let (pairs, returned) = (self.pairs(), self.returned.borrow());
        pairs.iter().map(|pair| wording::pair_line(pair, &returned)).collect()
    }
}

fn state_after(outcome: Outcome) -> KeyState {
    match outcome {
        Outcome::Bulk(BulkOutcome::KeyOpened(Ok(fingerprint))) => KeyState::Open(fingerprint),
        Outcome::Bulk(BulkOutcome::KeyOpened(Err(words))) => KeyState::Refused(words),
        Outcome::Refused(messages) => KeyState::Refused(
            messages.into_iter().map(|message| message.sentence).collect::<Vec<_>>().join(" "),
        ),
        _ => KeyState::Sealed,
    }
}

fn row(line: PairLine) -> Row {
    let PairLine { name, verdict, result, sentence } = line;
    Row { name, place: String::new(), result, verdict: verdict.to_owned(), sentence }
}
