//! A worker that is asked one question at a time: started when it is needed, and anew when it has died.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;
use web_sys::Blob;

use super::remote::{Enclosure, Remote};
use crate::browser::page::widget::clock;
use crate::job::{Job, Outcome};
use crate::steps::ticket::Ticket;

/// What becomes of questions.
pub enum Heard {
    /// An answer, with the ticket of its question and its files; the last one, unless it says that it goes on.
    Answer(Ticket, Outcome, Vec<Blob>),
    /// The worker has died, or none can be started. There are no more answers, and what it held is lost.
    Died,
}

/// The worker, and who hears of it.
pub struct Asker {
    make_worker: Function,
    tell: Rc<dyn Fn(Heard)>,
    worker: RefCell<Option<Rc<Remote>>>,
}

impl Asker {
    /// No worker yet. A step, which is only now being made, hears every answer and of every death, as long as
    /// it is there.
    pub fn new<T: 'static>(
        make_worker: Function,
        step: &Weak<T>,
        hear: impl Fn(&Rc<T>, Heard) + 'static,
    ) -> Rc<Self> {
        let step = Weak::clone(step);
        let tell = move |heard| {
            if let Some(step) = step.upgrade() {
                hear(&step, heard);
            }
        };
        Rc::new(Self { make_worker, tell: Rc::new(tell), worker: RefCell::default() })
    }

    /// Takes a worker that runs already, before anything is asked.
    pub fn adopt(self: &Rc<Self>, worker: Remote) {
        worker.on_death(self.hears_death());
        *self.worker.borrow_mut() = Some(Rc::new(worker));
    }

    /// Starts the worker, so that it is there when it is asked. False where none can be started.
    pub fn prepare(self: &Rc<Self>) -> bool {
        if self.worker.borrow().is_none() {
            let worker = Remote::start(&self.make_worker, || {}, self.hears_death()).ok();
            *self.worker.borrow_mut() = worker.map(Rc::new);
        }
        self.worker.borrow().is_some()
    }

    /// The worker, while it lives.
    pub fn worker(&self) -> Option<Rc<Remote>> {
        self.worker.borrow().clone()
    }

    /// Asks.
    pub fn ask(self: &Rc<Self>, ticket: Ticket, job: Job, documents: &[Enclosure]) {
        self.prepare();
        let tell = Rc::clone(&self.tell);
        match self.worker() {
            Some(worker) => {
                worker.ask(job, documents, move |outcome, files| {
                    tell(Heard::Answer(ticket, outcome, files));
                });
            }
            // Told as any other death is: when whoever asks has finished with asking.
            None => drop(clock::later(0, move || tell(Heard::Died))),
        }
    }

    /// Ends the worker, and what it is at. Nobody is told.
    pub fn end(&self) {
        // Taken out first: a worker that ends may not be asked again.
        let worker = self.worker.take();
        drop(worker);
    }

    fn hears_death(self: &Rc<Self>) -> impl FnMut() + 'static {
        let own = Rc::downgrade(self);
        move || {
            if let Some(own) = own.upgrade() {
                own.end();
                (own.tell)(Heard::Died);
            }
        }
    }
}
