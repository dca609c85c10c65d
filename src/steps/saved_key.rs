//! The proof that a key is saved: its file is given back, and opens.

use zeroize::Zeroizing;

use super::ticket::{Known, Ticket, Tickets};
use crate::job::{Job, Outcome};
use crate::message::{Field, Message};
use crate::password::Password;
use crate::password_encryption::Progress;
use crate::public_key::Fingerprint;
use crate::wording;

/// What stands in the fields.
#[derive(PartialEq)]
pub struct Given<D> {
    /// The file.
    pub file: Result<Option<D>, Message>,
    /// Its password.
    pub password: Zeroizing<String>,
}

/// What happens.
pub enum Event<D> {
    /// The person has changed a field.
    Changed(Given<D>),
    /// The button that checks the file was pressed.
    Pressed(Given<D>),
    /// The button that cancels the check was pressed.
    Cancelled,
    /// The key that was made is another one, or gone.
    MadeKey(Option<Fingerprint>),
    /// The worker has answered.
    Answered(Ticket, Outcome),
    /// The worker has died.
    Died,
}

/// What is to be done.
pub enum Effect<D> {
    /// Ask the worker to check the file.
    Ask(Ticket, Job, D),
    /// End the worker, and what it is at.
    End,
    /// Show how far the opening of the file has come.
    Progress(Progress),
    /// The file holds the key: its password is of no more use in its field.
    Fits,
    /// Empty the fields.
    Empty,
    /// Lead the person to the summary of what is wrong.
    LeadToErrors,
    /// Lead the person to the button.
    LeadToButton,
}

/// What the check knows.
pub struct SavedKey<D> {
    tickets: Tickets,
    made: Option<Fingerprint>,
    /// What was checked last, or is being checked.
    given: Option<Given<D>>,
    known: Known<()>,
    said: &'static str,
}

impl<D> Default for SavedKey<D> {
    fn default() -> Self {
        Self { tickets: Tickets::default(), made: None, given: None, known: Known::Nothing, said: "" }
    }
}

/// Everything that is shown.
pub struct View<'a> {
    /// What is said of the check.
    pub status: &'static str,
    /// The question by which the file is opened.
    pub opening: Option<Ticket>,
    /// What is wrong.
    pub errors: &'a [Message],
}

impl<D: Clone + PartialEq> SavedKey<D> {
    /// Takes what happens: what is to be done.
    pub fn on(&mut self, event: Event<D>) -> Vec<Effect<D>> {
        match event {
            Event::Changed(given) => self.change(&given),
            Event::Pressed(given) => self.press(given),
            Event::Cancelled => {
                let mut effects = self.stop(wording::CHECKING_CANCELLED);
                effects.push(Effect::LeadToButton);
                effects
            }
            Event::MadeKey(made) if made == self.made => Vec::new(),
            Event::MadeKey(made) => {
                let mut effects = self.stop("");
                (self.made, self.given, self.known) = (made, None, Known::Nothing);
                effects.push(Effect::Empty);
                effects
            }
            Event::Answered(ticket, outcome) if self.known.ticket() == Some(ticket) => self.hear(outcome),
            Event::Answered(..) => Vec::new(),
            Event::Died if self.known.ticket().is_none() => Vec::new(),
            Event::Died => self.refuse(vec![wording::worker_died(Field::SavedKeyFile)]),
        }
    }

    /// What is shown now.
    pub fn view(&self) -> View<'_> {
        let status = match &self.known {
            Known::Asked(_) => wording::CHECKING_SAVED_KEY,
            Known::Settled(()) => wording::SAVED_KEY_FITS,
            _ => self.said,
        };
        View { status, opening: self.known.ticket(), errors: self.known.refusal() }
    }

    /// What was found of another file, or is being found, is not true of this one.
    fn change(&mut self, given: &Given<D>) -> Vec<Effect<D>> {
        let is_same_file = self.given.as_ref().is_some_and(|known| known.file == given.file);
        if self.given.as_ref() == Some(given) || (is_same_file && self.known.settled().is_some()) {
            return Vec::new();
        }
        // What was said of an ended check stays until another one is asked for.
        let is_stopped = self.known.ticket().is_some() || self.said == wording::CHECK_STOPPED;
        let said = if is_stopped { wording::CHECK_STOPPED } else { "" };
        self.given = None;
        self.stop(said)
    }

    fn stop(&mut self, said: &'static str) -> Vec<Effect<D>> {
        self.said = said;
        let known = std::mem::replace(&mut self.known, Known::Nothing);
        if known.ticket().is_some() { vec![Effect::End] } else { Vec::new() }
    }

    fn press(&mut self, given: Given<D>) -> Vec<Effect<D>> {
        if self.known.ticket().is_some() && self.given.as_ref() == Some(&given) {
            // It is being checked.
            return Vec::new();
        }
        let mut effects = self.stop("");
        let password = Password::new(given.password.as_str()).ok();
        let file = given.file.clone();
        self.given = Some(given);
        let (Some(made), Ok(Some(file))) = (self.made, file.clone()) else {
            let message = file.err().unwrap_or_else(wording::choose_saved_key);
            effects.extend(self.refuse(vec![message]));
            return effects;
        };
        let ticket = self.tickets.draw();
        self.known = Known::Asked(ticket);
        effects.push(Effect::Ask(ticket, Job::CheckSavedKey { password, made }, file));
        effects
    }

    fn hear(&mut self, outcome: Outcome) -> Vec<Effect<D>> {
        match outcome {
            Outcome::Opening(progress) => vec![Effect::Progress(progress)],
            Outcome::SavedKeyFits => {
                self.known = Known::Settled(());
                if let Some(given) = &mut self.given {
                    given.password = Zeroizing::default();
                }
                vec![Effect::Fits, Effect::End]
            }
            Outcome::Refused(messages) => {
                let mut effects = self.refuse(messages);
                effects.push(Effect::End);
                effects
            }
            _ => self.refuse(vec![wording::worker_died(Field::SavedKeyFile)]),
        }
    }

    fn refuse(&mut self, messages: Vec<Message>) -> Vec<Effect<D>> {
        (self.known, self.said) = (Known::Refused(messages), "");
        vec![Effect::LeadToErrors]
    }
}
