//! The workers of a crew in their seats: started, asked, heard, and replaced.

use std::rc::{Rc, Weak};

use web_sys::Blob;

use super::{Crew, Event};
use crate::browser::page::workers::remote::{Enclosure, Remote};
use crate::bulk::Death;
use crate::job::{Job, Outcome};

impl Crew {
    /// Starts the worker of a seat, unless there is one. False where none can be started.
    pub(super) fn start(self: &Rc<Self>, seat: usize) -> bool {
        if self.lives(seat) {
            return true;
        }
        let crew = Rc::downgrade(self);
        let on_death = move || {
            if let Some(crew) = crew.upgrade() {
                crew.died(seat);
            }
        };
        let Ok(worker) = Remote::start(&self.make_worker, || {}, on_death) else { return false };
        if let Some(empty) = self.workers.borrow_mut().get_mut(seat) {
            *empty = Some(worker);
        }
        true
    }

    /// Asks the worker of a seat. False where there is none.
    pub(super) fn ask(self: &Rc<Self>, seat: usize, job: Job, enclosures: &[Enclosure]) -> bool {
        let is_there = self.start(seat);
        if let Some(Some(worker)) = self.workers.borrow().get(seat) {
            worker.ask(job, enclosures, self.ear(seat));
        }
        is_there
    }

    /// Hears what the worker of a seat answers in this round.
    fn ear(self: &Rc<Self>, seat: usize) -> impl FnMut(Outcome, Vec<Blob>) + 'static {
        let (crew, round): (Weak<Self>, u32) = (Rc::downgrade(self), self.round.get());
        move |outcome, files| {
            let Some(crew) = crew.upgrade().filter(|crew| crew.is_current(round)) else { return };
            if outcome.goes_on() {
                return;
            }
            let done = crew.work.borrow_mut().as_mut().and_then(|work| {
                let job = work.queue.done(seat)?;
                Some((job, Rc::clone(&work.tell)))
            });
            if let Some((job, tell)) = done {
                tell(Event::Answered { job, seat, outcome, files });
            }
            if crew.is_current(round) {
                crew.next(seat);
            }
        }
    }

    /// The worker of a seat has died, or cannot be started.
    fn died(self: &Rc<Self>, seat: usize) {
        let dead = self.workers.borrow_mut().get_mut(seat).and_then(Option::take);
        drop(dead);
        let round = self.round.get();
        let death = self.work.borrow_mut().as_mut().and_then(|work| {
            let death = work.queue.died(seat)?;
            Some((death, Rc::clone(&work.tell)))
        });
        if let Some((Death::Lost(job), tell)) = death {
            tell(Event::Lost(job));
        }
        if self.is_current(round) {
            self.next(seat);
            self.wake();
        }
    }
}
