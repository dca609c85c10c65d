//! A batch: files that workers make, one name after another, and what becomes of them.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

use js_sys::Function;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlFieldSetElement};

use super::finished::Finished;
use super::progress::BatchProgress;
use super::reader::Reader;
use crate::browser::crew::{Crew, Event};
use crate::browser::dom;
use crate::browser::page::{confirm, errors};
use crate::browser::remote::Enclosure;
use crate::bulk::Ending;
use crate::job::{BulkJob, BulkOutcome, Job, Outcome};
use crate::wording::{self, Field};

/// What is to be made.
pub struct Order {
    /// The names, by whose places the jobs are known.
    pub names: Vec<String>,
    /// The job for each, with its documents.
    pub give: Box<dyn Fn(usize) -> (Job, Vec<Enclosure>)>,
    /// The seat of the worker that has what the job for a name needs.
    pub seats: Vec<Option<usize>>,
    /// Whether a password is made for each.
    pub makes_passwords: bool,
}

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
    /// The button that goes on then.
    pub yes: &'static str,
}

/// What a worker has made for a name.
struct Made {
    /// When its certificate ends, where it has one.
    ending: Option<Ending>,
    files: Vec<Blob>,
}

/// What is being made, and what of it is there.
struct Current {
    order: Rc<Order>,
    /// For each name; none where that is missing.
    made: Vec<Option<Made>>,
    /// Names that could not be made, and why.
    failed: Vec<String>,
    is_cancelled: bool,
}

/// The batch of a place on the page.
pub struct Batch {
    kind: Kind,
    crew: Rc<Crew>,
    progress: Rc<BatchProgress>,
    packer: Rc<Reader>,
    /// The files, once they are put together.
    pub finished: Rc<Finished>,
    current: RefCell<Option<Current>>,
    on_finished: RefCell<Option<Box<dyn Fn()>>>,
}

impl Batch {
    /// Listens to the buttons.
    pub fn start(kind: Kind, crew: Rc<Crew>, make_worker: Function, finished: Rc<Finished>) -> Rc<Self> {
        let (progress, packer) = (BatchProgress::at(kind.place), Reader::new(make_worker));
        let (current, on_finished) = Default::default();
        let batch = Rc::new(Self { kind, crew, progress, packer, finished, current, on_finished });
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
        let current = self.current.borrow();
        let Some(current) = current.as_ref() else { return Vec::new() };
        let names = current.order.names.iter().zip(&current.made).filter(|(_, made)| made.is_some());
        names.map(|(name, _)| name.clone()).collect()
    }

    /// When the certificates end that are in the files.
    pub fn endings(&self) -> Vec<Ending> {
        let current = self.current.borrow();
        let made = current.iter().flat_map(|current| current.made.iter().flatten());
        made.filter_map(|made| made.ending.clone()).collect()
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
        let unsaved = self.finished.unsaved_in_words().unwrap_or_default();
        if unsaved.is_empty() && !self.has_loose() {
            return self.begin(order);
        }
        let own = Rc::clone(self);
        let question = format!("{unsaved} {}", self.kind.question);
        confirm::ask(question.trim(), self.kind.yes, move || own.begin(order));
    }

    /// Ends the workers, and lets go of everything.
    pub fn forget(&self) {
        self.crew.end();
        self.packer.end();
        self.end_working();
        let current = self.current.take();
        drop(current);
        self.hide_result();
        dom::set_text(&self.id("status"), "");
    }

    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.kind.place)
    }

    /// Whether there are files that were not put together.
    fn has_loose(&self) -> bool {
        let current = self.current.borrow();
        let is_any = current.as_ref().is_some_and(|current| current.made.iter().any(Option::is_some));
        is_any && !self.finished.is_there()
    }

    fn begin(self: &Rc<Self>, order: Order) {
        errors::clear_all();
        let made = order.names.iter().map(|_| None).collect();
        let current = Current { order: Rc::new(order), made, failed: Vec::new(), is_cancelled: false };
        *self.current.borrow_mut() = Some(current);
        self.run();
    }

    /// Makes what is missing.
    fn run(self: &Rc<Self>) {
        self.hide_result();
        let missing = self.current.borrow_mut().as_mut().map(|current| {
            current.failed.clear();
            current.is_cancelled = false;
            let missing = current.made.iter().enumerate().filter(|(_, made)| made.is_none());
            let seat = |place: usize| current.order.seats.get(place).copied().flatten();
            let jobs: Vec<_> = missing.map(|(place, _)| (place, seat(place))).collect();
            (jobs, Rc::clone(&current.order))
        });
        let Some((jobs, order)) = missing else { return };
        self.close_fields(true);
        dom::show(self.kind.begin.id(), false);
        self.progress.begin(jobs.len(), "Making the files.");
        dom::focus(&self.id("cancel"));
        let own: Weak<Self> = Rc::downgrade(self);
        let tell = move |event| {
            if let Some(own) = own.upgrade() {
                own.hear(event);
            }
        };
        self.crew.begin(jobs, move |place| (order.give)(place), tell);
        self.packer.prepare();
    }

    fn hear(self: &Rc<Self>, event: Event) {
        let (place, made) = match event {
            Event::Answered { job, outcome: Outcome::Bulk(BulkOutcome::RequestMade(_)), files, .. } => {
                (job, Ok(Made { ending: None, files }))
            }
            Event::Answered { job, outcome: Outcome::Bulk(BulkOutcome::PfxMade(ending)), files, .. } => {
                (job, Ok(Made { ending: Some(ending), files }))
            }
            Event::Answered { job, outcome: Outcome::Refused(messages), .. } => {
                (job, Err(messages.into_iter().next().map(|message| message.sentence)))
            }
            Event::Answered { job, .. } | Event::Lost(job) => (job, Err(None)),
            Event::Over => return self.pack(),
        };
        if let Some(current) = self.current.borrow_mut().as_mut() {
            match (made, current.made.get_mut(place), current.order.names.get(place)) {
                (Ok(made), Some(missing), _) => *missing = Some(made),
                (Err(why), _, Some(name)) => current.failed.push(wording::not_made(name, why.as_deref())),
                _ => {}
            }
        }
        self.progress.advance();
    }

    fn cancel(self: &Rc<Self>) {
        if let Some(current) = self.current.borrow_mut().as_mut() {
            current.is_cancelled = true;
        }
        self.crew.end();
        self.pack();
    }

    /// Has what is there put together, by a worker that is kept for this.
    fn pack(self: &Rc<Self>) {
        self.progress.end();
        let (mut enclosures, mut makes_passwords) = (Vec::new(), false);
        if let Some(current) = self.current.borrow().as_ref() {
            makes_passwords = current.order.makes_passwords;
            let files = current.made.iter().flatten().flat_map(|made| &made.files);
            enclosures.extend(files.map(|file| Enclosure::Made(self.kind.begin, file.clone())));
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
        if let Some(current) = self.current.borrow_mut().as_mut()
            && current.made.iter().all(Option::is_some)
        {
            // Nothing is missing that they would have to be put together with.
            current.made.iter_mut().flatten().for_each(|made| made.files.clear());
        }
        self.finished.show(files);
        if let Some(then) = self.on_finished.borrow().as_ref() {
            then();
        }
        self.show_result();
    }

    /// Ends the workers as well: to end them takes time, which nobody waits for now.
    fn show_result(&self) {
        self.crew.end();
        let elapsed = self.progress.elapsed();
        self.end_working();
        let current = self.current.borrow();
        let Some(current) = current.as_ref() else { return };
        let (made, total) = (current.made.iter().flatten().count(), current.made.len());
        let said = if current.is_cancelled && made < total {
            wording::batch_cancelled(made, total)
        } else {
            (self.kind.made)(made, total, elapsed)
        };
        if made == 0 && current.is_cancelled {
            dom::set_text(&self.id("status"), &said);
            return dom::focus(self.kind.begin.id());
        }
        // The title that is focused says it.
        dom::set_text(&self.id("status"), "");
        dom::set_text(&self.id("result-text"), &said);
        dom::fill_list(&self.id("failed"), &current.failed);
        let missing = total.saturating_sub(made);
        dom::set_text(&self.id("continue"), &wording::make_the_others(missing));
        dom::show(&self.id("continue"), missing > 0 || !self.finished.is_there());
        dom::show(&self.id("result"), true);
        dom::focus(&self.id("result-title"));
    }

    fn hide_result(&self) {
        self.finished.forget();
        dom::show(&self.id("result"), false);
        dom::set_text(&self.id("result-text"), "");
        dom::fill_list(&self.id("failed"), &[]);
    }

    fn end_working(&self) {
        self.progress.end();
        self.close_fields(false);
        dom::show(self.kind.begin.id(), true);
    }

    /// Closes the fields while the work lasts. The table between them can still be read.
    fn close_fields(&self, closed: bool) {
        for fields in dom::all(&format!("#{} > fieldset", self.id("form"))) {
            fields.unchecked_into::<HtmlFieldSetElement>().set_disabled(closed);
        }
    }
}
