//! The step that looks at anything that is given.

use zeroize::Zeroizing;

use super::ticket::{Ticket, Tickets};
use crate::job::{Job, Outcome};
use crate::message::{Field, Message};
use crate::password::Password;
use crate::password_encryption::Progress;
use crate::shown::Inspected;
use crate::wording;

/// What stands in the fields.
pub struct Given<D> {
    /// The files.
    pub files: Result<Vec<D>, Message>,
    /// The pasted text.
    pub text: Result<Option<D>, Message>,
    /// A password for what has one.
    pub password: Zeroizing<String>,
}

impl<D> Default for Given<D> {
    fn default() -> Self {
        Self { files: Ok(Vec::new()), text: Ok(None), password: Zeroizing::default() }
    }
}

/// What happens.
pub enum Event<D> {
    /// The person types.
    Typed(Given<D>),
    /// The person has chosen something, has left a field, or rests.
    Gave(Given<D>),
    /// The person asks for the answer, and is led to it.
    Pressed(Given<D>),
    /// The button that cancels the work was pressed.
    Cancelled,
    /// The button that takes everything away was pressed.
    Cleared,
    /// Chains shall be completed from the page's own authorities, or be left as they were given.
    ToldToComplete(bool),
    /// The worker has answered.
    Answered(Ticket, Outcome),
    /// The worker has died.
    Died,
}

/// What is to be done.
pub enum Effect<D> {
    /// Ask the worker to look.
    Ask(Ticket, Job, Vec<D>),
    /// End the worker, and with it what it is at and what it remembers.
    End,
    /// Show how far the opening of something has come.
    Progress(Progress),
    /// Empty the field of the text: the worker remembers it.
    EmptyText,
    /// Empty the field of the password: the worker remembers it.
    EmptyPassword,
    /// Empty every field.
    EmptyAll,
    /// Lead the person to a place.
    Lead(Place),
}

/// Where the person is led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The summary of what is wrong.
    Errors,
    /// What was found.
    Found,
    /// The button that looks.
    Button,
    /// The field of the files.
    Files,
}

/// What the step knows.
pub struct Inspect<D> {
    tickets: Tickets,
    given: Given<D>,
    is_resting: bool,
    /// The question whose answer is awaited, and the password it was asked with.
    asked: Option<Ticket>,
    tried: Zeroizing<String>,
    /// Whether what is in the fields was looked at, or is being looked at.
    is_known: bool,
    /// Whether the person asked for the answer.
    is_wanted: bool,
    found: Option<Inspected>,
    refused: Vec<Message>,
    said: &'static str,
    /// Whether chains are left as they were given.
    leaves_out: bool,
    /// What the worker remembers: a pasted key, and a password.
    remembers: [bool; 2],
}

impl<D> Default for Inspect<D> {
    fn default() -> Self {
        Self {
            tickets: Tickets::default(),
            given: Given::default(),
            is_resting: true,
            asked: None,
            tried: Zeroizing::default(),
            is_known: true,
            is_wanted: false,
            found: None,
            refused: Vec::new(),
            said: "",
            leaves_out: false,
            remembers: [false; 2],
        }
    }
}

/// Everything that is shown.
pub struct View<'a> {
    /// What is said of the work.
    pub status: String,
    /// The question for which something is opened.
    pub opening: Option<Ticket>,
    /// What was found in what stands in the fields, and in what the worker remembers.
    pub found: Option<&'a Inspected>,
    /// What is wrong.
    pub errors: &'a [Message],
}

impl<D: Clone + PartialEq> Inspect<D> {
    /// Takes what happens at a time, in seconds since 1970 began: what is to be done.
    pub fn on(&mut self, event: Event<D>, now: i64) -> Vec<Effect<D>> {
        let mut effects = Vec::new();
        match event {
            Event::Typed(given) => {
                self.is_resting = false;
                self.take(given, &mut effects);
            }
            Event::Gave(given) => self.take_resting(given, &mut effects),
            Event::Pressed(given) => self.press(given, &mut effects),
            Event::Cancelled if self.asked.is_some() => {
                self.end(&mut effects);
                (self.found, self.said, self.is_wanted) = (None, wording::LOOKING_CANCELLED, false);
                self.is_known = true;
                effects.push(Effect::Lead(Place::Button));
            }
            Event::Cancelled => {}
            Event::Cleared => {
                *self = Self { tickets: std::mem::take(&mut self.tickets), ..Self::default() };
                effects.extend([Effect::End, Effect::EmptyAll, Effect::Lead(Place::Files)]);
            }
            Event::ToldToComplete(completes) => {
                (self.leaves_out, self.is_known, self.is_resting) = (!completes, false, true);
                // Whoever waits is answered with what is looked at now.
                self.asked = None;
                if self.is_empty() {
                    // What was shown went with the worker that remembered it.
                    self.found = None;
                }
            }
            Event::Answered(ticket, outcome) => self.hear(ticket, outcome, &mut effects),
            Event::Died => self.died(&mut effects),
        }
        self.go_on(now, &mut effects);
        effects
    }

    /// What is shown now.
    pub fn view(&self) -> View<'_> {
        let status = match (&self.found, self.asked) {
            (_, Some(_)) => wording::LOOKING.to_owned(),
            (Some(found), None) => {
                wording::things_found(found.items.len(), found.text_kept, found.password_kept)
            }
            (None, None) => self.said.to_owned(),
        };
        View { status, opening: self.asked, found: self.found.as_ref(), errors: &self.refused }
    }

    fn take_resting(&mut self, given: Given<D>, effects: &mut Vec<Effect<D>>) {
        self.is_resting = true;
        self.take(given, effects);
    }

    fn take(&mut self, given: Given<D>, effects: &mut Vec<Effect<D>>) {
        let before = std::mem::replace(&mut self.given, given);
        let is_other = self.given.files != before.files || self.given.text != before.text;
        if is_other {
            (self.found, self.said, self.is_known) = (None, "", false);
            self.refused.clear();
        } else if self.is_resting && self.given.password != self.tried && !self.is_empty() {
            self.is_known = false;
        }
        if !self.is_known && self.asked.is_some() && (is_other || self.is_resting) {
            // Nobody waits any more for what it is at; but what it remembers is worth the wait.
            self.asked = None;
            if self.remembers == [false; 2] {
                self.end(effects);
            }
        }
    }

    fn press(&mut self, given: Given<D>, effects: &mut Vec<Effect<D>>) {
        self.take_resting(given, effects);
        self.refused.clear();
        if self.is_empty() {
            self.refuse(vec![wording::nothing_to_inspect()], effects);
        } else {
            self.is_wanted = true;
            self.is_known &= self.asked.is_some();
        }
    }

    /// Asks, where something is not known and nobody is typing.
    fn go_on(&mut self, now: i64, effects: &mut Vec<Effect<D>>) {
        if self.is_known || !self.is_resting {
            return;
        }
        self.is_known = true;
        if self.is_empty() {
            return;
        }
        let (files, text) = match (&self.given.files, &self.given.text) {
            (Ok(files), Ok(text)) => (files, text),
            (Err(message), _) | (_, Err(message)) => {
                let messages = vec![message.clone()];
                let is_wanted = std::mem::take(&mut self.is_wanted);
                self.refused = messages;
                if is_wanted {
                    effects.push(Effect::Lead(Place::Errors));
                }
                return;
            }
        };
        let documents = files.iter().chain(text).cloned().collect();
        self.tried.clone_from(&self.given.password);
        let ticket = self.tickets.draw();
        self.asked = Some(ticket);
        let job = Job::Inspect {
            password: Password::new(self.tried.as_str()).ok(),
            completes: !self.leaves_out,
            now,
        };
        effects.push(Effect::Ask(ticket, job, documents));
    }

    /// Whether there is nothing to look at.
    fn is_empty(&self) -> bool {
        let none = matches!(&self.given.files, Ok(files) if files.is_empty());
        none && matches!(self.given.text, Ok(None)) && !self.remembers[0]
    }

    fn hear(&mut self, ticket: Ticket, outcome: Outcome, effects: &mut Vec<Effect<D>>) {
        if let Outcome::Inspected(found) = &outcome {
            self.remembers = [found.text_kept, found.password_kept];
        }
        if self.asked != Some(ticket) {
            return;
        }
        if let Outcome::Opening(progress) = outcome {
            return effects.push(Effect::Progress(progress));
        }
        self.asked = None;
        let is_wanted = std::mem::take(&mut self.is_wanted);
        match outcome {
            Outcome::Inspected(found) => {
                if found.text_kept {
                    self.given.text = Ok(None);
                    effects.push(Effect::EmptyText);
                }
                if found.password_kept {
                    (self.given.password, self.tried) = (Zeroizing::default(), Zeroizing::default());
                    effects.push(Effect::EmptyPassword);
                }
                self.refused = found.messages.iter().cloned().map(beside).collect();
                self.found = Some(found);
            }
            Outcome::Refused(messages) => {
                (self.found, self.said) = (None, "");
                self.refused = messages.into_iter().map(beside).collect();
            }
            _ => {}
        }
        if is_wanted {
            let place = if self.refused.is_empty() { Place::Found } else { Place::Errors };
            effects.push(Effect::Lead(place));
        }
    }

    fn refuse(&mut self, messages: Vec<Message>, effects: &mut Vec<Effect<D>>) {
        (self.refused, self.is_wanted) = (messages, false);
        effects.push(Effect::Lead(Place::Errors));
    }

    fn end(&mut self, effects: &mut Vec<Effect<D>>) {
        (self.asked, self.remembers) = (None, [false; 2]);
        effects.push(Effect::End);
    }

    /// The worker has died, and what it remembered is lost.
    fn died(&mut self, effects: &mut Vec<Effect<D>>) {
        let had_something = self.remembers != [false; 2];
        let was_asked = self.asked.take().is_some();
        self.remembers = [false; 2];
        if was_asked {
            // Not asked again by itself: what killed one worker may kill the next.
            (self.found, self.said, self.is_known, self.is_resting) = (None, "", false, false);
        }
        if was_asked || had_something {
            self.refuse(vec![wording::worker_died(Field::InspectFile)], effects);
        }
    }
}

/// A message beside a field of this step.
fn beside(message: Message) -> Message {
    let field = match message.field {
        own @ (Field::InspectFile | Field::InspectText | Field::InspectPassword) => own,
        Field::UnlockPassword => Field::InspectPassword,
        _ => Field::InspectFile,
    };
    Message { field, ..message }
}
