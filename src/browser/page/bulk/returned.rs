//! What came back: certificates and keys, read and opened by workers, and paired.

mod given;

pub use given::{Documents, Given};

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use web_sys::Blob;

use self::given::Opened;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::password_field::PasswordField;
use crate::browser::page::widget::progress::BatchProgress;
use crate::browser::page::widget::table::{Row, Table};
use crate::browser::page::widget::{documents, dom, errors};
use crate::browser::page::workers::crew::{Crew, Event};
use crate::browser::page::workers::reader::Reader;
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::{KeyState, MOST_OCTETS};
use crate::job::{self, BulkJob, BulkOutcome, Outcome};
use crate::message::{Field, Message};
use crate::shown::PairLine;
use crate::wording;

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
        *self.given.borrow_mut() = Some(Rc::new(Given::new(returned, files)));
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
        if given.is_any_opened_by_password() {
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
