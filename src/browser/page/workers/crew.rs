//! Workers that share many jobs, each of which one worker does from beginning to end.

mod seats;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use web_sys::Blob;

use crate::browser::page::widget::clock;
use crate::browser::page::workers::processors;
use crate::browser::page::workers::remote::{Enclosure, Remote};
use crate::bulk::JobQueue;
use crate::job::{Job, Outcome};

/// What the crew tells.
pub enum Event {
    /// A job was answered.
    Answered {
        /// The job.
        job: usize,
        /// The seat of the worker, for a later job that needs what it has.
        seat: usize,
        /// The answer.
        outcome: Outcome,
        /// The files that go with it.
        files: Vec<Blob>,
    },
    /// The workers that were given a job died.
    Lost(usize),
    /// There is nothing left to do.
    Over,
}

/// Jobs and their documents, by their numbers. A job that was lost is asked for again.
type Give = Rc<dyn Fn(usize) -> (Job, Vec<Enclosure>)>;

/// The workers. A job that kills its worker is given to another.
pub struct Crew {
    make_worker: Function,
    /// The workers, in their seats.
    workers: RefCell<Vec<Option<Remote>>>,
    work: RefCell<Option<Work>>,
    /// Counts what was begun: answers to earlier work are not listened to.
    round: Cell<u32>,
}

struct Work {
    queue: JobQueue,
    give: Give,
    tell: Rc<dyn Fn(Event)>,
}

impl Crew {
    /// No workers yet.
    pub fn new(make_worker: Function) -> Rc<Self> {
        let (workers, work, round) = Default::default();
        Rc::new(Self { make_worker, workers, work, round })
    }

    /// Whether there is work.
    pub fn is_working(&self) -> bool {
        self.work.borrow().is_some()
    }

    /// Starts the workers for so many jobs, so that they are there when these come.
    pub fn prepare(self: &Rc<Self>, jobs: usize) {
        for seat in 0..self.seats_for(jobs) {
            self.start(seat);
        }
    }

    /// Begins with other work, as many jobs at a time as there are processors. Jobs are numbers, each
    /// with the seat of the worker that has what it needs. `tell` hears what becomes of them.
    pub fn begin(
        self: &Rc<Self>,
        jobs: Vec<(usize, Option<usize>)>,
        give: impl Fn(usize) -> (Job, Vec<Enclosure>) + 'static,
        tell: impl Fn(Event) + 'static,
    ) {
        let round = self.next_round();
        let seats = self.seats_for(jobs.len());
        let lives = |seat: &usize| self.lives(*seat);
        let queue = JobQueue::new(jobs.into_iter().map(|(job, seat)| (job, seat.filter(lives))));
        *self.work.borrow_mut() = Some(Work { queue, give: Rc::new(give), tell: Rc::new(tell) });
        for seat in 0..seats.max(1) {
            if self.is_current(round) {
                self.next(seat);
            }
        }
    }

    /// Ends every worker, and what it was doing.
    pub fn end(&self) {
        self.next_round();
        // Taken out first: a worker that ends may not be asked again.
        let (work, workers) = (self.work.take(), self.workers.take());
        drop((work, workers));
    }

    /// Ends every worker once the page has shown what they did, unless there is other work by then: to end
    /// them takes milliseconds, which nobody shall wait for.
    pub fn end_soon(self: &Rc<Self>) {
        let crew = Rc::downgrade(self);
        clock::later(0, move || {
            if let Some(crew) = crew.upgrade().filter(|crew| !crew.is_working()) {
                crew.end();
            }
        });
    }

    /// How many seats there are for so many jobs. Workers of earlier work keep theirs, and what they have.
    fn seats_for(&self, jobs: usize) -> usize {
        let seats = jobs.min(processors()).max(self.workers.borrow().len());
        self.workers.borrow_mut().resize_with(seats, || None);
        seats
    }

    fn lives(&self, seat: usize) -> bool {
        self.workers.borrow().get(seat).is_some_and(Option::is_some)
    }

    fn next_round(&self) -> u32 {
        let next = self.round.get().wrapping_add(1);
        self.round.set(next);
        next
    }

    fn is_current(&self, round: u32) -> bool {
        self.round.get() == round && self.is_working()
    }

    /// Gives the worker of a seat its next job, or says that all are done.
    fn next(self: &Rc<Self>, seat: usize) {
        let taken = self.work.borrow_mut().as_mut().map(|work| {
            let job = work.queue.take(seat);
            (job, Rc::clone(&work.give), work.queue.is_over())
        });
        match taken {
            Some((Some(job), give, _)) => {
                let (job, enclosures) = give(job);
                if !self.ask(seat, job, &enclosures) {
                    self.do_without(seat);
                }
            }
            Some((None, _, true)) => self.finish(),
            _ => {}
        }
    }

    fn finish(&self) {
        let work = self.work.take();
        if let Some(work) = work {
            (work.tell)(Event::Over);
        }
    }

    /// No worker can be started for a seat: others do its jobs, if there are any.
    fn do_without(self: &Rc<Self>, seat: usize) {
        let abandoned = self.work.borrow_mut().as_mut().map(|work| {
            work.queue.put_back(seat);
            let nobody = self.workers.borrow().iter().all(Option::is_none);
            (if nobody { work.queue.abandon() } else { Vec::new() }, Rc::clone(&work.tell), nobody)
        });
        match abandoned {
            Some((jobs, tell, true)) => {
                jobs.into_iter().for_each(|job| tell(Event::Lost(job)));
                self.finish();
            }
            _ => self.wake(),
        }
    }

    /// Gives jobs to workers that have none.
    fn wake(self: &Rc<Self>) {
        let round = self.round.get();
        let seats = self.workers.borrow().len();
        for seat in 0..seats {
            let is_busy = |work: &Work| work.queue.is_busy(seat);
            let rests = self.lives(seat) && !self.work.borrow().as_ref().is_some_and(is_busy);
            if rests && self.is_current(round) {
                self.next(seat);
            }
        }
    }
}
