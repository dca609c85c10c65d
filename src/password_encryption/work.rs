//! How much work a file may ask for, and how far it has come.

use serde::{Deserialize, Serialize};

use super::foreseen::Foreseen;
use super::{DecryptError, Derivation};

/// What a job may ask for. What asks for more is refused before any work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most iterations of one key derivation.
    pub iterations: u64,
    /// The most rounds of all key derivations of one job, so that many of them add up to no more.
    pub rounds: u64,
    /// The most memory that scrypt may take, in bytes.
    pub memory: u64,
}

impl Limits {
    /// Some seconds of work, and what memory a page can have.
    pub const MOST: Self = Self { iterations: 10_000_000, rounds: 100_000_000, memory: 256 << 20 };

    /// For the files of a thousand endpoints at once, as they are sealed here: each takes 300,000 rounds.
    pub const MANY: Self = Self { rounds: 400_000_000, ..Self::MOST };
}

impl Default for Limits {
    fn default() -> Self {
        Self::MOST
    }
}

/// The work that a job takes on for passwords: one budget for everything in it.
pub struct Budget {
    limits: Limits,
    spent: u64,
    by_crates_alone: bool,
    /// Keys that it does not have to derive any more.
    pub(super) foreseen: Foreseen,
}

impl Budget {
    /// A budget of which nothing is spent.
    pub fn of(limits: Limits) -> Self {
        Self { limits, spent: 0, by_crates_alone: false, foreseen: Foreseen::default() }
    }

    /// Derives keys with the crates `sha1` and `sha2` alone, for who opens what was just sealed: where lanes
    /// were wrong, nobody else could open it.
    #[must_use]
    pub fn by_crates_alone(self) -> Self {
        Self { by_crates_alone: true, ..self }
    }

    /// For work that we ask for ourselves.
    pub(crate) fn unlimited() -> Self {
        Self::of(Limits { iterations: u64::MAX, rounds: u64::MAX, memory: u64::MAX })
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(Limits::MOST)
    }
}

/// How far the derivation of keys has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Rounds done.
    pub done: u64,
    /// Rounds that there are, as far as is known. It grows where another spelling of the password
    /// is tried, and where a part that was sealed holds another.
    pub total: u64,
    /// Whether the step that has begun says nothing before its end: scrypt is of that kind.
    pub silent: bool,
}

impl Progress {
    /// How much of the work is done, 0 to 100; none where that cannot be told.
    pub fn percent(self) -> Option<u8> {
        let percent = self.done.saturating_mul(100).checked_div(self.total)?;
        u8::try_from(percent).ok().filter(|_| !self.silent)
    }
}

/// Rounds between two reports: some milliseconds in a browser.
const STRIDE: u64 = 20_000;

/// The work on one file, which is taken from the budget of its job.
pub(crate) struct Work<'a> {
    budget: &'a mut Budget,
    progress: Progress,
    on_progress: &'a mut dyn FnMut(Progress),
}

impl<'a> Work<'a> {
    pub(crate) fn new(budget: &'a mut Budget, on_progress: &'a mut dyn FnMut(Progress)) -> Self {
        Self { budget, progress: Progress::default(), on_progress }
    }

    /// What the file may ask for.
    pub(crate) fn limits(&self) -> Limits {
        self.budget.limits
    }

    /// Whether lanes may do it.
    pub(super) fn asks_lanes(&self) -> bool {
        !self.budget.by_crates_alone
    }

    /// Fills in a key that was derived before it was asked for, if it was.
    pub(super) fn take_foreseen(&mut self, derivation: &Derivation, password: &[u8], key: &mut [u8]) -> bool {
        self.budget.foreseen.take(derivation, password, key)
    }

    /// Takes into the total what will come.
    pub(crate) fn expect(&mut self, rounds: u64) -> Result<(), DecryptError> {
        let needed = self.progress.done.saturating_add(rounds);
        let Limits { rounds: most, .. } = self.budget.limits;
        if needed > most {
            return Err(DecryptError::TooManyIterations { iterations: needed });
        }
        if self.budget.spent.saturating_add(rounds) > most {
            return Err(DecryptError::BudgetSpent);
        }
        self.progress.total = self.progress.total.max(needed);
        Ok(())
    }

    /// Reports that a step begins which says nothing before its end.
    pub(crate) fn fall_silent(&mut self) {
        self.progress.silent = true;
        (self.on_progress)(self.progress);
    }

    /// Counts rounds as done.
    pub(crate) fn advance(&mut self, rounds: u64) {
        self.budget.spent = self.budget.spent.saturating_add(rounds);
        self.progress.done = self.progress.done.saturating_add(rounds);
        self.progress.silent = false;
        (self.on_progress)(self.progress);
    }

    /// Does a step as often as wanted, and reports on the way.
    pub(crate) fn repeat(&mut self, times: u64, mut step: impl FnMut()) {
        let mut left = times;
        while left > 0 {
            let stride = left.min(STRIDE);
            for _ in 0..stride {
                step();
            }
            left = left.saturating_sub(stride);
            self.advance(stride);
        }
    }
}
