//! A worker that is asked one question at a time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use web_sys::Blob;

use crate::browser::page::workers::remote::{Enclosure, Remote};
use crate::job::{BulkJob, Job, Outcome};
use crate::message::{Field, Message};
use crate::wording;

type Hear = Rc<dyn Fn(Outcome, Vec<Blob>)>;

/// The worker, started when it is needed, and anew when it has died.
pub struct Reader {
    make_worker: Function,
    worker: RefCell<Option<Remote>>,
    /// Who waits for an answer, and where it is said that there is none.
    waiting: RefCell<Option<(Field, Hear)>>,
    /// Counts questions: an answer to an older one is dropped.
    asked: Cell<u32>,
}

impl Reader {
    /// No worker yet.
    pub fn new(make_worker: Function) -> Rc<Self> {
        let (worker, waiting, asked) = Default::default();
        Rc::new(Self { make_worker, worker, waiting, asked })
    }

    /// Whether an answer is awaited.
    pub fn is_busy(&self) -> bool {
        self.waiting.borrow().is_some()
    }

    /// Asks, in place of whatever was asked before. `hear` is told the outcomes; a refusal that belongs
    /// to no field of the documents stands beside `field`.
    pub fn ask(
        self: &Rc<Self>,
        job: BulkJob,
        enclosures: &[Enclosure],
        field: Field,
        hear: impl Fn(Outcome, Vec<Blob>) + 'static,
    ) {
        if self.is_busy() {
            // Nobody waits any more for what it is at.
            self.end();
        }
        let asked = self.asked.get().wrapping_add(1);
        self.asked.set(asked);
        *self.waiting.borrow_mut() = Some((field, Rc::new(hear)));
        if !self.prepare() {
            return self.died();
        }
        let sources: Vec<Field> = enclosures.iter().map(|enclosure| enclosure.label().source).collect();
        let own = Rc::downgrade(self);
        let answered = move |outcome: Outcome, files: Vec<Blob>| {
            let Some(own) = own.upgrade().filter(|own| own.asked.get() == asked) else { return };
            let waiting = if outcome.goes_on() { own.waiting.borrow().clone() } else { own.waiting.take() };
            let Some((field, hear)) = waiting else { return };
            hear(beside(outcome, field, &sources), files);
        };
        if let Some(worker) = self.worker.borrow().as_ref() {
            worker.ask(Job::Bulk(job), enclosures, answered);
        }
    }

    /// Ends the worker, and what it was doing.
    pub fn end(&self) {
        self.asked.set(self.asked.get().wrapping_add(1));
        // Taken out first: a worker that ends may not be asked again.
        let (waiting, worker) = (self.waiting.take(), self.worker.take());
        drop((waiting, worker));
    }

    /// Starts the worker, so that it is there when it is asked. False where none can be started.
    pub fn prepare(self: &Rc<Self>) -> bool {
        if self.worker.borrow().is_some() {
            return true;
        }
        let own = Rc::downgrade(self);
        let on_death = move || {
            if let Some(own) = own.upgrade() {
                own.died();
            }
        };
        let worker = Remote::start(&self.make_worker, || {}, on_death).ok();
        *self.worker.borrow_mut() = worker;
        self.worker.borrow().is_some()
    }

    fn died(&self) {
        let waiting = self.waiting.take();
        self.end();
        if let Some((field, hear)) = waiting {
            hear(Outcome::Refused(vec![wording::worker_died(field)]), Vec::new());
        }
    }
}

/// A refusal with each message beside a field of this step.
fn beside(outcome: Outcome, field: Field, sources: &[Field]) -> Outcome {
    let own = |message: Message| {
        if sources.contains(&message.field) { message } else { Message { field, ..message } }
    };
    match outcome {
        Outcome::Refused(messages) => Outcome::Refused(messages.into_iter().map(own).collect()),
        other => other,
    }
}
