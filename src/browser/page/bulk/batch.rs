//! A batch on the page: what happens becomes events, effects become work, and the view is drawn.

mod drawing;
mod kind;

pub use kind::{Kind, Order};

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::Function;
use web_sys::Blob;

use self::kind::Give;
use crate::browser::page::widget::finished::Finished;
use crate::browser::page::widget::progress::BatchProgress;
use crate::browser::page::widget::{clock, confirm, dom, errors};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::crew::{self, Crew};
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::Ending;
use crate::job::{BulkJob, Job, Outcome};
use crate::steps::batch::{self, Effect, Event};
use crate::steps::ticket::Ticket;

/// The batch of a place on the page.
pub struct Batch {
    kind: Kind,
    step: RefCell<batch::Batch<Blob>>,
    /// The jobs of what is being made.
    give: Cell<Option<Give>>,
    crew: Rc<Crew>,
    progress: Rc<BatchProgress>,
    /// Puts files together.
    packer: Rc<Asker>,
    /// The files, once they are put together.
    pub finished: Rc<Finished>,
    on_finished: RefCell<Option<Box<dyn Fn()>>>,
}

impl Batch {
    /// Listens to the buttons.
    pub fn start(kind: Kind, crew: Rc<Crew>, make_worker: Function, finished: Rc<Finished>) -> Rc<Self> {
        let batch = Rc::new_cyclic(|own: &Weak<Self>| {
            let hear = |own: &Rc<Self>, heard| {
                own.on(match heard {
                    Heard::Answer(ticket, outcome, files) => Event::Packed(ticket, outcome, files),
                    Heard::Died => Event::PackerDied,
                });
            };
            let (progress, packer) = (BatchProgress::at(kind.place), Asker::new(make_worker, own, hear));
            let (give, on_finished) = Default::default();
            let step = RefCell::new(batch::Batch::beside(kind.begin));
            Self { kind, step, give, crew, progress, packer, finished, on_finished }
        });
        let own = Rc::clone(&batch);
        batch.progress.on_cancel(move || own.on(Event::Cancelled));
        let own = Rc::clone(&batch);
        dom::on_id(&batch.id("continue"), "click", move |_| own.on(Event::Resumed));
        batch
    }

    /// Calls back when files are put together.
    pub fn on_finished(&self, then: impl Fn() + 'static) {
        *self.on_finished.borrow_mut() = Some(Box::new(then));
    }

    /// Whether something is being made.
    pub fn is_working(&self) -> bool {
        self.step.borrow().is_working()
    }

    /// Whether something would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        self.is_working() || self.has_loose() || self.finished.unsaved_in_words().is_some()
    }

    /// The names that are made.
    pub fn names(&self) -> Vec<String> {
        self.step.borrow().names()
    }

    /// When the certificates end that are in the files.
    pub fn endings(&self) -> Vec<Ending> {
        self.step.borrow().endings()
    }

    /// Has a worker do something with what is made. False where there is none.
    pub fn ask(&self, job: BulkJob, hear: impl Fn(Outcome, Vec<Blob>) + 'static) -> bool {
        self.packer.prepare();
        let worker = self.packer.worker();
        worker.map(|worker| worker.ask(Job::Bulk(job), &[], hear)).is_some()
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
    pub fn forget(self: &Rc<Self>) {
        self.on(Event::Forgot);
        self.give.set(None);
        self.end_working();
        dom::set_text(&self.id("status"), "");
    }

    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.kind.place)
    }

    fn has_loose(&self) -> bool {
        self.step.borrow().view().has_loose
    }

    fn begin(self: &Rc<Self>, Order { order, give }: Order) {
        errors::clear(&[self.kind.begin]);
        self.give.set(Some(give));
        self.on(Event::Ordered(order));
    }

    fn on(self: &Rc<Self>, event: Event<Blob>) {
        let is_told = matches!(event, Event::Answered(..) | Event::Lost(_));
        let effects = self.step.borrow_mut().on(event, clock::since(0.0));
        if is_told {
            self.progress.advance();
        }
        for effect in effects {
            match effect {
                Effect::HideResult => self.hide_result(),
                Effect::Begin(jobs) => self.work(jobs),
                Effect::EndCrew => self.crew.end(),
                Effect::Pack(ticket, names, files, passwords) => self.pack(ticket, names, &files, passwords),
                Effect::EndPacker => self.packer.end(),
                Effect::HandOver(files) => self.hand_over(files),
                Effect::ShowResult(messages) => self.show_result(&messages),
            }
        }
    }

    fn work(self: &Rc<Self>, jobs: Vec<(usize, Option<usize>)>) {
        let Some(give) = self.give.take() else { return };
        self.give.set(Some(Rc::clone(&give)));
        self.show_working();
        let own: Weak<Self> = Rc::downgrade(self);
        let tell = move |event| {
            if let Some(own) = own.upgrade() {
                own.on(match event {
                    crew::Event::Answered { job, outcome, files, .. } => Event::Answered(job, outcome, files),
                    crew::Event::Lost(job) => Event::Lost(job),
                    crew::Event::Over => Event::Over,
                });
            }
        };
        self.crew.begin(jobs, move |place| give(place), tell);
        self.packer.prepare();
        // Not before they are at work: focus has the browser lay out the page, for which they would wait.
        if self.progress.goes_on() {
            dom::focus(&self.id("cancel"));
        }
    }

    /// Has what is there put together, by a worker that is kept for this.
    fn pack(self: &Rc<Self>, ticket: Ticket, names: Vec<String>, files: &[Blob], has_passwords: bool) {
        self.show_packing();
        let made = |file: &Blob| Enclosure::Made(self.kind.begin, file.clone());
        let enclosures: Vec<Enclosure> = files.iter().map(made).collect();
        self.packer.ask(ticket, Job::Bulk((self.kind.pack)(names, has_passwords)), &enclosures);
    }

    fn hand_over(&self, files: Vec<Blob>) {
        self.finished.show(files);
        if let Some(then) = self.on_finished.borrow().as_ref() {
            then();
        }
    }
}
