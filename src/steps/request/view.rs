//! What is shown of the step.

use super::{Held, Making, Request, Said};
use crate::message::Message;
use crate::wording;

/// Everything that is shown.
pub struct View<'a> {
    /// Whether a key is being made: the fields are closed then.
    pub is_making: bool,
    /// What was made, unless another key is being made in its place.
    pub held: Option<&'a Held>,
    /// What is said of it where the fields have been changed since.
    pub outdated: String,
    /// What is wrong.
    pub errors: &'a [Message],
    /// What is said beside the button. How long a key has taken is said by who has measured it.
    pub status: Option<&'static str>,
}

impl Request {
    /// What is shown now.
    pub fn view(&self) -> View<'_> {
        let is_making = matches!(self.making, Making::Going(_));
        let held = self.held.as_ref().filter(|_| !is_making);
        let outdated = held.filter(|_| !self.is_as_asked);
        View {
            is_making,
            held,
            outdated: outdated.map(|held| wording::request_outdated(held.name.as_str())).unwrap_or_default(),
            errors: &self.refused,
            status: match self.said {
                Said::Nothing => Some(""),
                Said::Made => None,
                Said::Cancelled => Some(wording::making_cancelled(self.held.is_some())),
                Said::Stopped => Some(wording::KEY_STOPPED),
            },
        }
    }

    /// What was made, and how much of it is saved.
    pub fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// Whether something would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        matches!(self.making, Making::Going(_))
            || self.held.as_ref().is_some_and(|held| held.unsaved().is_some())
    }
}
