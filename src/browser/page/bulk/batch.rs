//! A batch: files that workers make, one name after another, and what becomes of them.

mod making;
mod result;

pub use making::Order;

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

use js_sys::Function;
use web_sys::Blob;

use self::making::Making;
use crate::browser::page::widget::finished::Finished;
use crate::browser::page::widget::progress::BatchProgress;
use crate::browser::page::widget::{confirm, dom, errors};
use crate::browser::page::workers::crew::{Crew, Event};
use crate::browser::page::workers::reader::Reader;
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::Ending;
use crate::job::{BulkJob, BulkOutcome, Outcome};
use crate::message::Field;
use crate::wording;

/// What the batch of a place is called and how it is put together.
pub struct Kind {
    /// The place on the page: the fieldsets of `<place>-form`, the elements `<place>-result` with its
    /// `-title` and `-text`, `<place>-failed`, `<place>-continue`, and those of the progress and of the files.
    pub place: &'static str,
    /// The button that begins.
    pub begin: Field,
    /// The job that puts files together: those of these names, with the passwords that were made.
    pub pack: fn(Vec<String>, bool) -> BulkJob,
    /// What is said when this many of so many are made, and how long that took.
    pub made: fn(usize, usize, Duration) -> String,
    /// What is asked before files that are not saved are made anew.
    pub question: &'static str,
    /// What is asked before files that are saved are made anew, where that is not what they were.
    pub question_if_saved: Option<&'static str>,
    /// What is said of finished files when the fields are changed.
    pub outdated: &'static str,
    /// The button that goes on then.
    pub yes: &'static str,
}

/// The batch of a place on the page.
pub struct Batch {
    kind: Kind,
    crew: Rc<Crew>,
    progress: Rc<BatchProgress>,
    packer: Rc<Reader>,
    /// The files, once they are put together.
    pub finished: Rc<Finished>,
    making: RefCell<Option<Making>>,
    on_finished: RefCell<Option<Box<dyn Fn()>>>,
}

impl Batch {
    /// Listens to the buttons.
    pub fn start(kind: Kind, crew: Rc<Crew>, make_worker: Function, finished: Rc<Finished>) -> Rc<Self> {
        let (progress, packer) = (BatchProgress::at(kind.place), Reader::new(make_worker));
        let (making, on_finished) = Default::default();
        let batch = Rc::new(Self { kind, crew, progress, packer, finished, making, on_finished });
        let own = Rc::clone(&batch);
        batch.progress.on_cancel(move || own.cancel());
        let own = Rc::clone(&batch);
        dom::on_id(&batch.id("continue"), "click", move |_| own.run());
        batch
    }

    /// Calls back when files are put together.
    pub fn on_finished(&self, then: impl Fn() + 'static) {
        *self.on_finished.borrow_mut() = Some(Box::new(then));
    }

    /// Whether something is being made.
    pub fn is_working(&self) -> bool {
        self.progress.goes_on() || self.packer.is_busy()
    }

    /// Whether something would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        self.is_working() || self.has_loose() || self.finished.unsaved_in_words().is_some()
    }

    /// The names that are made.
    pub fn names(&self) -> Vec<String> {
        self.making.borrow().as_ref().map(Making::names).unwrap_or_default()
    }

    /// When the certificates end that are in the files.
    pub fn endings(&self) -> Vec<Ending> {
        self.making.borrow().as_ref().map(Making::endings).unwrap_or_default()
    }

    /// Has a worker do something with what is made.
    pub fn ask(&self, job: BulkJob, field: Field, hear: impl Fn(Outcome, Vec<Blob>) + 'static) {
        self.packer.ask(job, &[], field, hear);
    }

    /// Starts the workers for so many names, before anyone asks for something.
    pub fn prepare(&self, names: usize) {
        self.crew.prepare(names);
        self.packer.prepare();
    }

    /// Makes what is ordered. Where files are not saved yet, the person is asked first.
    pub fn make(self: &Rc<Self>, order: Order) {
        let unsaved = self.finished.unsaved_in_words();
        let is_lost = unsaved.is_some() || self.has_loose();
        let question = match self.kind.question_if_saved {
            _ if is_lost => format!("{} {}", unsaved.unwrap_or_default(), self.kind.question),
            Some(question) if self.finished.is_there() => question.to_owned(),
            _ => return self.begin(order),
        };
        let own = Rc::clone(self);
        confirm::ask(question.trim(), self.kind.yes, move || own.begin(order));
    }

    /// Ends the workers, and lets go of everything.
    pub fn forget(&self) {
        self.crew.end();
        self.packer.end();
        self.end_working();
        let making = self.making.take();
        drop(making);
        self.hide_result();
        dom::set_text(&self.id("status"), "");
    }

    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.kind.place)
    }

    /// Whether there are files that were not put together.
    fn has_loose(&self) -> bool {
        let is_any = self.making.borrow().as_ref().is_some_and(|making| making.count() > 0);
        is_any && !self.finished.is_there()
    }

    fn begin(self: &Rc<Self>, order: Order) {
        errors::clear(&[self.kind.begin]);
        *self.making.borrow_mut() = Some(Making::new(order));
        self.run();
    }

    /// Makes what is missing.
    fn run(self: &Rc<Self>) {
        self.hide_result();
        let missing =
            self.making.borrow_mut().as_mut().map(|making| (making.resume(), Rc::clone(&making.order)));
        let Some((jobs, order)) = missing else { return };
        self.close_fields(true);
        dom::show(self.kind.begin.id(), false);
        self.progress.begin(jobs.len(), "Making the files.");
        let own: Weak<Self> = Rc::downgrade(self);
        let tell = move |event| {
            if let Some(own) = own.upgrade() {
                own.hear(event);
            }
        };
        self.crew.begin(jobs, move |place| (order.give)(place), tell);
        self.packer.prepare();
        // Not before they are at work: focus has the browser lay out the page, for which they would wait.
        if self.progress.goes_on() {
            dom::focus(&self.id("cancel"));
        }
    }

    fn hear(self: &Rc<Self>, event: Event) {
        match event {
            Event::Answered { job, outcome, files, .. } => {
                self.note(|making| making.take(job, outcome, files));
            }
            Event::Lost(job) => self.note(|making| making.fail(job, None)),
            Event::Over => self.pack(),
        }
    }

    /// Notes what has become of a name.
    fn note(&self, note: impl FnOnce(&mut Making)) {
        if let Some(making) = self.making.borrow_mut().as_mut() {
            note(making);
        }
        self.progress.advance();
    }

    fn cancel(self: &Rc<Self>) {
        if let Some(making) = self.making.borrow_mut().as_mut() {
            making.is_cancelled = true;
        }
        self.crew.end();
        self.pack();
    }

    /// Has what is there put together, by a worker that is kept for this.
    fn pack(self: &Rc<Self>) {
        self.progress.end();
        let (mut enclosures, mut makes_passwords) = (Vec::new(), false);
        if let Some(making) = self.making.borrow().as_ref() {
            makes_passwords = making.order.makes_passwords;
            enclosures.extend(making.files().map(|file| Enclosure::Made(self.kind.begin, file.clone())));
        }
        if enclosures.is_empty() {
            return self.show_result();
        }
        dom::set_text(&self.id("status"), wording::PACKING);
        let job = (self.kind.pack)(self.names(), makes_passwords);
        let own = Rc::downgrade(self);
        self.packer.ask(job, &enclosures, self.kind.begin, move |outcome, files| {
            let Some(own) = own.upgrade() else { return };
            match outcome {
                Outcome::Bulk(BulkOutcome::Packed) => own.packed(files),
                Outcome::Refused(messages) => {
                    own.show_result();
                    errors::present(&messages);
                }
                _ => {}
            }
        });
    }

    fn packed(self: &Rc<Self>, files: Vec<Blob>) {
        if let Some(making) = self.making.borrow_mut().as_mut() {
            making.packed();
        }
        self.finished.show(files);
        if let Some(then) = self.on_finished.borrow().as_ref() {
            then();
        }
        self.show_result();
    }
}
