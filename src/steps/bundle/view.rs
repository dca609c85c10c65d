//! What is shown of the step.

use super::making::{Finished, Making};
use super::{Bundle, Said};
use crate::job::{Assessed, MadeKey, OpenedKey};
use crate::message::Message;
use crate::steps::ticket::{Known, Ticket};
use crate::wording;

/// Everything that is shown.
pub struct View<'a, F> {
    /// The key that was made in this visit.
    pub made_key: Option<&'a MadeKey>,
    /// What is said of the key.
    pub key_status: &'static str,
    /// The question by which the key is opened.
    pub opening: Option<Ticket>,
    /// The key that was given, opened.
    pub opened: Option<&'a OpenedKey>,
    /// Whether the certificates are being checked.
    pub is_checking: bool,
    /// What was found of the certificates and the key, both as they stand in the fields.
    pub assessed: Option<&'a Assessed>,
    /// What is wrong.
    pub errors: Vec<Message>,
    /// What the button says.
    pub button: &'static str,
    /// What is said below it.
    pub status: &'static str,
    /// The finished file, made of what stands in the fields.
    pub finished: Option<&'a Finished<F>>,
}

impl<D: Clone + PartialEq, F> Bundle<D, F> {
    /// What is shown now.
    pub fn view(&self) -> View<'_, F> {
        let mut errors: Vec<Message> = Vec::new();
        let unread = self.certificates.settled().map(|assessed| assessed.unread.as_slice());
        let all =
            [&self.refused, self.key.refusal(), self.certificates.refusal(), unread.unwrap_or_default()];
        for message in all.into_iter().flatten() {
            if !errors.iter().any(|known| known.field == message.field) {
                errors.push(message.clone());
            }
        }
        View {
            made_key: self.made.as_ref(),
            key_status: match &self.key {
                Known::Asked(_) => wording::OPENING_KEY,
                key if key.is_cancelled() => wording::OPENING_CANCELLED,
                _ => "",
            },
            opening: self.key.ticket(),
            opened: self.key.settled(),
            is_checking: self.certificates.is_pending(),
            assessed: self.certificates.settled(),
            errors,
            button: self.waiting_for().unwrap_or(wording::MAKE_PFX),
            status: self.waiting_for().unwrap_or(match self.said {
                Said::Nothing => "",
                Said::Made if self.given.password.is_empty() => wording::PFX_MADE,
                Said::Made => wording::PFX_OTHER_PASSWORD,
                Said::Stopped => wording::PFX_STOPPED,
                Said::Outdated => wording::PFX_OUTDATED,
                Said::Cancelled => wording::PFX_CANCELLED,
            }),
            finished: self.finished.as_ref(),
        }
    }

    /// What is done until the file is there.
    fn waiting_for(&self) -> Option<&'static str> {
        match (&self.making, &self.key, &self.certificates) {
            (Making::No, ..) => None,
            (Making::Wanted, key, _) if key.is_pending() => Some(wording::OPENING_THEN_MAKING),
            (Making::Wanted, _, certificates) if certificates.is_pending() => {
                Some(wording::CHECKING_THEN_MAKING)
            }
            _ => Some(wording::MAKING_PFX),
        }
    }

    /// Whether the file is being made, or waits to be.
    pub fn is_making(&self) -> bool {
        !matches!(self.making, Making::No)
    }

    /// Whether a file would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        !matches!(self.making, Making::No)
            || self.finished.as_ref().is_some_and(|finished| !finished.is_saved)
    }
}
