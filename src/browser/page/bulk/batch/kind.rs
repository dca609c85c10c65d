//! What a batch is called, and what is to be made.

use std::rc::Rc;
use std::time::Duration;

use crate::browser::page::workers::remote::Enclosure;
use crate::job::{BulkJob, Job};
use crate::message::Field;
use crate::steps::batch;

/// What the batch of a place is called and how it is put together.
pub struct Kind {
    /// The place on the page: the fieldsets of `<place>-form`, the elements `<place>-result` with its
    /// `-title` and `-text`, `<place>-failed`, `<place>-continue`, and those of the progress and of the files.
    pub place: &'static str,
    /// The button that begins.
    pub begin: Field,
    /// The job that puts files together: those of these names, with the passwords that were made.
    pub pack: fn(Vec<String>, bool) -> BulkJob,
    /// What is said when this many of so many are made, and how long that took.
    pub made: fn(usize, usize, Duration) -> String,
    /// What is asked before files that are not saved are made anew.
    pub question: &'static str,
    /// What is asked before files that are saved are made anew, where that is not what they were.
    pub question_if_saved: Option<&'static str>,
    /// What is said of finished files when the fields are changed.
    pub outdated: &'static str,
    /// The button that goes on then.
    pub yes: &'static str,
}

/// The job for a name, by its place, with its documents.
pub type Give = Rc<dyn Fn(usize) -> (Job, Vec<Enclosure>)>;

/// What is to be made.
pub struct Order {
    /// The names, and what they need.
    pub order: batch::Order,
    /// The job for each.
    pub give: Give,
}
