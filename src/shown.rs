//! What a person is shown, as values: lines of checks and of tables, and what was found in things that
//! were inspected. The screen draws them; it decides nothing.

mod inspected;

pub use inspected::{Fact, Inspected, InspectedItem};

use serde::{Deserialize, Serialize};

use crate::check::Verdict;

/// A check, or a row of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CheckLine {
    /// Its kebab-case name; the endpoint's name in a list.
    pub name: String,
    /// What follows from it.
    pub result: Verdict,
    /// What it is about.
    pub title: String,
    /// What was found, and what to do.
    pub sentence: String,
}

/// A row of the table of pairs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PairLine {
    /// The endpoint's name, or what the key or certificate is called.
    pub name: String,
    /// What became of it, in a word or two.
    pub verdict: &'static str,
    /// What follows from it. No file is made for a row that fails.
    pub result: Verdict,
    /// Whether its key was not opened, and another password may do it.
    pub is_locked: bool,
    /// Whether no certificate is in it. A key that is locked may then belong to one in another row.
    pub is_alone: bool,
    /// What is wrong or unusual, and what to do; empty where nothing is.
    pub sentence: String,
}

/// A row of the table of certificates in use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InUseLine {
    /// The day on which it ends, in words.
    pub day: String,
    /// How long that is from now, in words.
    pub left: String,
    /// What follows from it. No request can be made for the name of a row that fails.
    pub result: Verdict,
    /// What is wrong or unusual; empty where nothing is.
    pub sentence: String,
}
