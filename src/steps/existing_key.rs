//! A request with a key that the person has already: a wrong request was sent back, and its key is good.

use zeroize::Zeroizing;

use super::ticket::{Known, Ticket, Tickets};
use crate::job::{Job, MadeKey, Outcome};
use crate::message::{Field, Message};
use crate::name::EndpointName;
use crate::password::Password;
use crate::password_encryption::Progress;
use crate::wording;

/// What stands in the fields.
#[derive(Clone, PartialEq)]
pub struct Given<D> {
    /// The endpoint's name, or everything that is wrong with its fields.
    pub name: Result<EndpointName, Vec<Message>>,
    /// The file with the key.
    pub file: Result<Option<D>, Message>,
    /// Its password.
    pub password: Zeroizing<String>,
}

/// What happens.
pub enum Event<D> {
    /// The person has changed a field.
    Changed(Given<D>),
    /// The button that makes the request was pressed.
    Pressed(Given<D>),
    /// The button that cancels the opening of the key was pressed.
    Cancelled,
    /// The worker has answered.
    Answered(Ticket, Outcome),
    /// The worker has died.
    Died,
    /// Everything is forgotten.
    Forgot,
}

/// What is to be done.
pub enum Effect<D> {
    /// Ask the worker to open the key and to make the request.
    Ask(Ticket, Job, D),
    /// End the worker, and with it the key.
    End,
    /// Show how far the opening of the file has come.
    Progress(Progress),
    /// Empty the field of the password: it has opened the key.
    EmptyPassword,
    /// Empty every field.
    Empty,
    /// Lead the person to the summary of what is wrong.
    LeadToErrors,
    /// Lead the person to the button.
    LeadToButton,
    /// Lead the person to the request.
    LeadToResult,
}

/// What is known of the request. One that was made stays until another one is there.
pub struct ExistingKey<D> {
    tickets: Tickets,
    /// What the request is being made of.
    given: Option<Given<D>>,
    known: Known<()>,
    made: Option<MadeKey>,
    said: &'static str,
}

impl<D> Default for ExistingKey<D> {
    fn default() -> Self {
        Self { tickets: Tickets::default(), given: None, known: Known::Nothing, made: None, said: "" }
    }
}

/// Everything that is shown.
pub struct View<'a> {
    /// What is said of the work.
    pub status: &'static str,
    /// The question by which the file is opened.
    pub opening: Option<Ticket>,
    /// The request, and whose key it is.
    pub made: Option<&'a MadeKey>,
    /// What is wrong.
    pub errors: &'a [Message],
}

impl<D: Clone + PartialEq> ExistingKey<D> {
    /// Takes what happens: what is to be done.
    pub fn on(&mut self, event: Event<D>) -> Vec<Effect<D>> {
        match event {
            Event::Changed(given) => self.change(&given),
            Event::Pressed(given) => self.press(given),
            Event::Cancelled => {
                let mut effects = self.stop(wording::OPENING_CANCELLED);
                effects.push(Effect::LeadToButton);
                effects
            }
            Event::Answered(ticket, outcome) if self.known.ticket() == Some(ticket) => self.hear(outcome),
            Event::Answered(..) => Vec::new(),
            Event::Died if self.known.ticket().is_none() => Vec::new(),
            Event::Died => self.refuse(vec![wording::worker_died(Field::ExistingKeyFile)]),
            Event::Forgot => {
                *self = Self { tickets: std::mem::take(&mut self.tickets), ..Self::default() };
                vec![Effect::End, Effect::Empty]
            }
        }
    }

    /// What is shown now.
    pub fn view(&self) -> View<'_> {
        let status = if self.known.ticket().is_some() { wording::OPENING_KEY } else { self.said };
        View { status, opening: self.known.ticket(), made: self.made.as_ref(), errors: self.known.refusal() }
    }

    /// What is asked, or was refused, is not of what stands in the fields any more.
    fn change(&mut self, given: &Given<D>) -> Vec<Effect<D>> {
        if self.given.as_ref() == Some(given) || matches!(self.known, Known::Nothing) {
            return Vec::new();
        }
        let said = if self.known.ticket().is_some() { wording::CHECK_STOPPED } else { "" };
        self.stop(said)
    }

    fn stop(&mut self, said: &'static str) -> Vec<Effect<D>> {
        self.said = said;
        let known = std::mem::replace(&mut self.known, Known::Nothing);
        if known.ticket().is_some() { vec![Effect::End] } else { Vec::new() }
    }

    fn press(&mut self, given: Given<D>) -> Vec<Effect<D>> {
        if self.known.ticket().is_some() && self.given.as_ref() == Some(&given) {
            // It is being made.
            return Vec::new();
        }
        let mut effects = self.stop("");
        self.given = Some(given.clone());
        let mut messages = given.name.as_ref().err().cloned().unwrap_or_default();
        match &given.file {
            Err(message) => messages.push(message.clone()),
            Ok(None) => messages.push(wording::choose_existing_key()),
            Ok(Some(_)) => {}
        }
        let (Ok(name), Ok(Some(file)), []) = (given.name, given.file, messages.as_slice()) else {
            effects.extend(self.refuse(messages));
            return effects;
        };
        let ticket = self.tickets.draw();
        self.known = Known::Asked(ticket);
        let password = Password::new(given.password.as_str()).ok();
        let job = Job::MakeRequestWithKey { name: name.as_str().to_owned(), password };
        effects.push(Effect::Ask(ticket, job, file));
        effects
    }

    fn hear(&mut self, outcome: Outcome) -> Vec<Effect<D>> {
        match outcome {
            Outcome::Opening(progress) => vec![Effect::Progress(progress)],
            Outcome::KeyMade(made) => {
                (self.known, self.made) = (Known::Nothing, Some(made));
                vec![Effect::EmptyPassword, Effect::End, Effect::LeadToResult]
            }
            Outcome::Refused(messages) => {
                let mut effects = self.refuse(messages);
                effects.push(Effect::End);
                effects
            }
            _ => self.refuse(vec![wording::worker_died(Field::ExistingKeyFile)]),
        }
    }

    fn refuse(&mut self, messages: Vec<Message>) -> Vec<Effect<D>> {
        (self.known, self.said) = (Known::Refused(messages), "");
        vec![Effect::LeadToErrors]
    }
}
