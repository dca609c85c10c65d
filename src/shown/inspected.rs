//! What the page shows of things that were inspected.

use serde::{Deserialize, Serialize};

use crate::job::Addition;
use crate::message::Message;
use crate::public_key::Fingerprint;
use crate::shown::CheckLine;

/// What was found in everything that was given.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Inspected {
    /// A thing each, in the order in which they were given.
    pub items: Vec<InspectedItem>,
    /// What belongs together, and what does not.
    pub belonging: Vec<String>,
    /// What the page adds to chains of its own, or could.
    pub addition: Option<Addition>,
    /// What was put right to read it, and what was passed over.
    pub aside: Vec<String>,
    /// What is to be said beside a field.
    pub messages: Vec<Message>,
    /// Whether the pasted text held an opened private key, which the worker keeps from now on.
    pub text_kept: bool,
    /// Whether the password opened something; the worker keeps it from now on.
    pub password_kept: bool,
}

/// One thing.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct InspectedItem {
    /// `request`, `certificate`, `private-key`, `public-key`, `pkcs7`, `pkcs12`, `crl` or
    /// `unknown`.
    pub kind: String,
    /// What it is.
    pub title: String,
    /// Where it was.
    pub place: String,
    /// What follows from the checks, or why there is nothing to check.
    pub summary: String,
    /// What it says.
    pub facts: Vec<Fact>,
    /// The digest of its public key.
    pub fingerprint: Option<Fingerprint>,
    /// Every check that applies.
    pub checks: Vec<CheckLine>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
    /// Which programs refuse it, of a PKCS#12 file.
    pub refusals: Vec<String>,
    /// The endpoint's name, for which a request can be made.
    pub name: Option<String>,
    /// The request, PEM, where it is one that can be sent.
    pub request: Option<String>,
    /// What is in it.
    pub inside: Vec<InspectedItem>,
}

/// One line of a table.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about.
    pub name: String,
    /// What was found.
    pub value: String,
    /// Whether it is to be compared character by character.
    pub is_code: bool,
}
