//! What each step of the page knows, and what follows from what happens: pure, without a browser.
//!
//! A step is a machine with one door, `on`, which takes an event and gives what is to be done, and one view
//! from which everything is drawn. A fact that is being found out is a [`Known`](ticket::Known); what the
//! person has asked for is kept as a state until it is carried out or answered. An answer bears the ticket
//! of its question: one with another ticket is not listened to.

pub mod batch;
pub mod bundle;
pub mod dropped;
pub mod existing_key;
pub mod files;
pub mod inspect;
pub mod list;
pub mod next;
pub mod renewals;
pub mod request;
pub mod returned;
pub mod saved_key;
pub mod ticket;
