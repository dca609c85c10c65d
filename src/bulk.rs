//! Many endpoints at once: lists of names, requests and key files packed together, certificates that
//! come back paired with their keys, and what has to be renewed.

pub mod archive;
mod calendar;
mod gathering;
mod list;
mod pairing;
pub mod passwords;
mod queue;
mod renewal;
mod requests;
mod table;

pub use calendar::{Calendar, REMINDERS, calendar};
pub use gathering::{Fault, Given, GivenKey, LIMITS, TooMuch, Unread};
pub use list::{Column, Foreign, List, ListError, Passed, Row, RowRefusal, Spoiled, is_dash};
pub use pairing::{KeyState, Pair, PairVerdict, ReturnedCertificate, ReturnedKey, pair};
pub use passwords::{Passwords, SealedDigest};
pub use queue::{Death, JobQueue};
pub use renewal::{DUE, Ending, InUse, in_use};
pub use requests::{COMPANIONS, RequestRow, request_table};
pub use table::TableError;

/// The most names of one batch.
pub const MOST_NAMES: usize = 1_000;

/// The most octets that are read at once of everything together.
pub const MOST_OCTETS: usize = 32 << 20;
