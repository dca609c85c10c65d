//! The workers of a race, and what each is there for.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use super::{Event, Pool, note_time};
use crate::browser::page::workers::processors;
use crate::browser::page::workers::remote::Remote;
use crate::race::searchers_for;

/// A worker, and what it is there for.
pub struct Hand {
    /// The worker.
    pub remote: Remote,
    /// Its place.
    pub place: Rc<Cell<Place>>,
}

/// What a worker is there for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It is ready for the next key.
    Idle,
    /// It has a part in a key.
    Seat {
        /// Which key.
        round: u32,
        /// Which part.
        seat: usize,
    },
    /// It keeps a key that was made.
    Keeping,
    /// It does not answer any more.
    Dead,
}

impl Pool {
    /// Has workers ready, so that none has to be started when a key is asked for.
    pub fn prepare(self: &Rc<Self>) {
        if self.is_making() {
            return;
        }
        self.idle.borrow_mut().retain(|hand| hand.place.get() == Place::Idle);
        let missing = workers().saturating_sub(self.idle.borrow().len());
        let more: Vec<Hand> = (0..missing).filter_map(|_| self.start()).collect();
        self.idle.borrow_mut().extend(more);
    }

    /// A worker for a seat.
    pub(super) fn hand(self: &Rc<Self>, seat: usize) -> Option<Hand> {
        let ready = {
            let mut idle = self.idle.borrow_mut();
            idle.retain(|hand| hand.place.get() == Place::Idle);
            // Those that rest are quicker than those that have just been started.
            if idle.is_empty() { None } else { Some(idle.remove(0)) }
        };
        let hand = ready.or_else(|| self.start())?;
        hand.place.set(Place::Seat { round: self.round.get(), seat });
        Some(hand)
    }

    fn start(self: &Rc<Self>) -> Option<Hand> {
        let place = Rc::new(Cell::new(Place::Idle));
        let (pool, own) = (Rc::downgrade(self), Rc::clone(&place));
        let on_death = move || match own.replace(Place::Dead) {
            Place::Seat { round, seat } => {
                if let Some(pool) = current(&pool, round) {
                    pool.ended(seat);
                }
            }
            Place::Keeping => {
                if let Some(pool) = pool.upgrade() {
                    (pool.tell)(Event::KeeperDied);
                }
            }
            Place::Idle | Place::Dead => {}
        };
        let remote = Remote::start(&self.make_worker, || note_time("worker-ready"), on_death).ok()?;
        Some(Hand { remote, place })
    }
}

/// How many workers search for a key here.
pub fn workers() -> usize {
    searchers_for(processors())
}

/// The pool, if it is still at work in a round.
pub fn current(pool: &Weak<Pool>, round: u32) -> Option<Rc<Pool>> {
    pool.upgrade().filter(|pool| pool.round.get() == round && pool.is_making())
}
