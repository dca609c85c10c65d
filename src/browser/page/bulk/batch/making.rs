//! What a batch is to make, and what of it is there.

use std::rc::Rc;

use web_sys::Blob;

use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::Ending;
use crate::job::{BulkOutcome, Job, Outcome};
use crate::wording;

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

/// What a worker has made for a name.
struct Made {
    /// When its certificate ends, where it has one.
    ending: Option<Ending>,
    files: Vec<Blob>,
}

/// What is being made, and what of it is there.
pub struct Making {
    /// What is to be made.
    pub order: Rc<Order>,
    /// For each name; none where that is missing.
    made: Vec<Option<Made>>,
    /// Names that could not be made, and why.
    pub failed: Vec<String>,
    /// Whether the person has cancelled it.
    pub is_cancelled: bool,
}

impl Making {
    /// Nothing is made yet.
    pub fn new(order: Order) -> Self {
        let made = order.names.iter().map(|_| None).collect();
        Self { order: Rc::new(order), made, failed: Vec::new(), is_cancelled: false }
    }

    /// Begins with what is missing: the jobs, each with the seat of the worker that has what it needs.
    pub fn resume(&mut self) -> Vec<(usize, Option<usize>)> {
        self.failed.clear();
        self.is_cancelled = false;
        let missing = self.made.iter().enumerate().filter(|(_, made)| made.is_none());
        missing.map(|(place, _)| (place, self.order.seats.get(place).copied().flatten())).collect()
    }

    /// Takes what a worker has answered to a job.
    pub fn take(&mut self, job: usize, outcome: Outcome, files: Vec<Blob>) {
        let made = match outcome {
            Outcome::Bulk(BulkOutcome::RequestMade(_)) => Made { ending: None, files },
            Outcome::Bulk(BulkOutcome::PfxMade(ending)) => Made { ending: Some(ending), files },
            Outcome::Refused(messages) => {
                let why = messages.into_iter().next().map(|message| message.sentence);
                return self.fail(job, why.as_deref());
            }
            _ => return self.fail(job, None),
        };
        if let Some(missing) = self.made.get_mut(job) {
            *missing = Some(made);
        }
    }

    /// Notes that a job was not done, and why, as far as that is known.
    pub fn fail(&mut self, job: usize, why: Option<&str>) {
        if let Some(name) = self.order.names.get(job) {
            self.failed.push(wording::not_made(name, why));
        }
    }

    /// How many are made.
    pub fn count(&self) -> usize {
        self.made.iter().flatten().count()
    }

    /// How many there are to make, those that are made among them.
    pub fn total(&self) -> usize {
        self.made.len()
    }

    /// The names that are made.
    pub fn names(&self) -> Vec<String> {
        let names = self.order.names.iter().zip(&self.made).filter(|(_, made)| made.is_some());
        names.map(|(name, _)| name.clone()).collect()
    }

    /// The files that are made, in the order of the names.
    pub fn files(&self) -> impl Iterator<Item = &Blob> {
        self.made.iter().flatten().flat_map(|made| &made.files)
    }

    /// When the certificates end that are in the files.
    pub fn endings(&self) -> Vec<Ending> {
        self.made.iter().flatten().filter_map(|made| made.ending.clone()).collect()
    }

    /// Lets go of the files, unless some are missing with which they would have to be put together.
    pub fn packed(&mut self) {
        if self.count() == self.total() {
            self.made.iter_mut().flatten().for_each(|made| made.files.clear());
        }
    }
}
