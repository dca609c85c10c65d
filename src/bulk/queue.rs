//! Jobs that workers share. Each of them does one whole job at a time.

/// How often a job is given out: a worker that dies over it may have died of it.
const MOST_TRIES: u32 = 3;

/// A job that waits. Jobs are known by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Waiting {
    job: usize,
    /// The seat whose worker has what the job needs.
    seat: Option<usize>,
    tries: u32,
}

/// What becomes of a job whose worker has died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// It waits again, before all others.
    Again,
    /// It has been given out often enough.
    Lost(usize),
}

/// Jobs that wait, and those that are being done.
#[derive(Debug, Default)]
pub struct JobQueue {
    waiting: Vec<Waiting>,
    /// Each with the seat of its worker.
    going_on: Vec<(usize, Waiting)>,
}

impl JobQueue {
    /// Jobs by their numbers, each with the seat of the worker that should do it, if that matters.
    pub fn new(jobs: impl IntoIterator<Item = (usize, Option<usize>)>) -> Self {
        let waiting = jobs.into_iter().map(|(job, seat)| Waiting { job, seat, tries: 0 }).collect();
        Self { waiting, going_on: Vec::new() }
    }

    /// A job for the worker of this seat: first those that are for it alone.
    pub fn take(&mut self, seat: usize) -> Option<usize> {
        let first = |wanted: Option<usize>| self.waiting.iter().position(|waiting| waiting.seat == wanted);
        let mut taken = self.waiting.remove(first(Some(seat)).or_else(|| first(None))?);
        taken.tries = taken.tries.saturating_add(1);
        self.going_on.push((seat, taken));
        Some(taken.job)
    }

    /// The worker of a seat has done its job: which it was.
    pub fn done(&mut self, seat: usize) -> Option<usize> {
        self.end(seat).map(|done| done.job)
    }

    /// The worker of a seat has died, and what it had with it: any other can do its jobs as well. Says
    /// what becomes of the one that it was at.
    pub fn died(&mut self, seat: usize) -> Option<Death> {
        let lost = self.leave(seat)?;
        if lost.tries >= MOST_TRIES {
            return Some(Death::Lost(lost.job));
        }
        self.waiting.insert(0, Waiting { seat: None, ..lost });
        Some(Death::Again)
    }

    /// There is no worker for a seat: the job that was taken for it waits again, untried, and any other
    /// can do its jobs.
    pub fn put_back(&mut self, seat: usize) {
        if let Some(untried) = self.leave(seat) {
            let tries = untried.tries.saturating_sub(1);
            self.waiting.insert(0, Waiting { seat: None, tries, ..untried });
        }
    }

    /// Whether the worker of a seat has a job.
    pub fn is_busy(&self, seat: usize) -> bool {
        self.going_on.iter().any(|(own, _)| *own == seat)
    }

    /// Gives up what waits: which jobs.
    pub fn abandon(&mut self) -> Vec<usize> {
        self.waiting.drain(..).map(|waiting| waiting.job).collect()
    }

    fn leave(&mut self, seat: usize) -> Option<Waiting> {
        for waiting in self.waiting.iter_mut().filter(|waiting| waiting.seat == Some(seat)) {
            waiting.seat = None;
        }
        self.end(seat)
    }

    fn end(&mut self, seat: usize) -> Option<Waiting> {
        let place = self.going_on.iter().position(|(own, _)| *own == seat)?;
        Some(self.going_on.swap_remove(place).1)
    }

    /// Whether nothing waits and nothing is being done.
    pub fn is_over(&self) -> bool {
        self.waiting.is_empty() && self.going_on.is_empty()
    }
}
