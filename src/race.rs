//! Workers that race for the primes of a key: who has tried how much, and what is to be done when
//! one of them ends or falls silent. It costs time, and never the key.

mod word;

pub use word::Word;

use crate::key::{KeySize, Progress};

/// No more workers search, however many processors there are: each holds some megabytes.
pub const MOST_SEARCHERS: usize = 8;

/// How often the worker of a seat is replaced.
const MOST_REPLACEMENTS: u32 = 3;

/// How many workers search for so many processors. The first of them keeps the key.
pub fn searchers_for(processors: usize) -> usize {
    processors.clamp(1, MOST_SEARCHERS)
}

/// What is to be done about a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Put a new worker there.
    Replace,
    /// Leave it empty: the others go on.
    LeaveEmpty,
}

/// A race.
pub struct Race {
    start: Progress,
    seats: Vec<Seat>,
}

#[derive(Default)]
struct Seat {
    /// What workers that have ended had tried.
    before: u32,
    tried: u32,
    /// Whether there has been a report since the last look.
    was_heard: bool,
    replacements: u32,
    is_empty: bool,
}

impl Race {
    /// A race of so many workers, each of which has just begun.
    pub fn new(size: KeySize, seats: usize) -> Self {
        let seats = (0..seats).map(|_| Seat { was_heard: true, ..Seat::default() }).collect();
        Self { start: Progress::start(size), seats }
    }

    /// The worker of a seat has tried so many candidates.
    pub fn report(&mut self, seat: usize, tried: u32) {
        if let Some(seat) = self.seats.get_mut(seat) {
            seat.tried = tried;
            seat.was_heard = true;
        }
    }

    /// What all workers have tried.
    pub fn progress(&self) -> Progress {
        let tried = self.seats.iter().map(|seat| seat.before.saturating_add(seat.tried));
        Progress { tried: tried.fold(0, u32::saturating_add), ..self.start }
    }

    /// The worker of a seat has ended.
    pub fn ended(&mut self, seat: usize) -> Next {
        if let Some(seat) = self.seats.get_mut(seat) {
            seat.before = seat.before.saturating_add(std::mem::take(&mut seat.tried));
            seat.was_heard = true;
            if seat.replacements < MOST_REPLACEMENTS {
                seat.replacements = seat.replacements.saturating_add(1);
                return Next::Replace;
            }
            seat.is_empty = true;
        }
        Next::LeaveEmpty
    }

    /// The seats whose workers have said nothing since the last look.
    pub fn silent(&mut self) -> Vec<usize> {
        let seats = self.seats.iter_mut().enumerate().filter(|(_, seat)| !seat.is_empty);
        seats.filter_map(|(index, seat)| (!std::mem::take(&mut seat.was_heard)).then_some(index)).collect()
    }
}
