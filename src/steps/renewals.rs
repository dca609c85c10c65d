//! Certificates in use: when they end, and which names are requested again.

use zeroize::Zeroizing;

use super::ticket::{Known, Ticket, Tickets};
use crate::bulk::{Ending, InUse, in_use};
use crate::job::{BulkJob, BulkOutcome, Job, Outcome};
use crate::message::{Field, Message};
use crate::password::Password;
use crate::password_encryption::Progress;
use crate::wording;

/// What stands in the fields.
pub struct Given<D> {
    /// The files.
    pub documents: Result<Vec<D>, Message>,
    /// The password of the PKCS#12 files among them.
    pub password: Zeroizing<String>,
    /// Whether all names are requested again, or only those whose certificates end soon.
    pub all: bool,
}

impl<D> Default for Given<D> {
    fn default() -> Self {
        Self { documents: Ok(Vec::new()), password: Zeroizing::default(), all: false }
    }
}

/// What a button does once the certificates are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Requests for the names.
    Requests,
    /// A calendar file with reminders.
    Calendar,
}

/// What happens.
pub enum Event<D> {
    /// The person types.
    Typed(Given<D>),
    /// The person has chosen something, has left a field, or rests.
    Gave(Given<D>),
    /// The person asks for the files to be opened, with the key Enter.
    AskedToOpen(Given<D>),
    /// A button was pressed.
    Pressed(Given<D>, Wanted),
    /// The button that cancels the work was pressed.
    Cancelled,
    /// The person agrees to renew what is still in use.
    Agreed,
    /// The person would rather not.
    Declined,
    /// The worker has answered.
    Answered(Ticket, Outcome),
    /// The worker has died.
    Died,
    /// Everything is forgotten.
    Forgot,
}

/// What is to be done.
pub enum Effect<D> {
    /// Ask the worker to read the files.
    Ask(Ticket, Job, Vec<D>),
    /// End the worker, and what it is at.
    End,
    /// Show how far the opening of a file has come.
    Progress(Progress),
    /// Empty the field of the password: it has been taken.
    EmptyPassword,
    /// Ask whether that shall be done.
    Confirm(String),
    /// Make requests for these names.
    Renew(Vec<String>),
    /// Make a calendar file of these.
    MakeCalendar(Vec<Ending>),
    /// Lead the person to a place.
    Lead(Place),
}

/// Where the person is led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The summary of what is wrong.
    Errors,
    /// The password.
    Password,
}

/// What was read.
pub struct Read {
    /// Another one for each reading.
    pub version: Ticket,
    /// A row for each certificate.
    pub rows: Vec<InUse>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
}

/// What the step knows.
pub struct Renewals<D> {
    tickets: Tickets,
    given: Given<D>,
    is_resting: bool,
    known: Known<Read>,
    /// The password with which was asked last.
    tried: Zeroizing<String>,
    wanted: Option<Wanted>,
    /// The names for which the person was asked, and has agreed.
    asked: Vec<String>,
    agreed: Vec<String>,
    refused: Vec<Message>,
}

impl<D> Default for Renewals<D> {
    fn default() -> Self {
        Self {
            tickets: Tickets::default(),
            given: Given::default(),
            is_resting: true,
            known: Known::Nothing,
            tried: Zeroizing::default(),
            wanted: None,
            asked: Vec::new(),
            agreed: Vec::new(),
            refused: Vec::new(),
        }
    }
}

/// Everything that is shown.
pub struct View<'a> {
    /// What is said of the certificates.
    pub status: String,
    /// The question for which files are opened.
    pub opening: Option<Ticket>,
    /// What was read of the files that stand in the field.
    pub read: Option<&'a Read>,
    /// What is wrong.
    pub errors: Vec<Message>,
}

impl<D: Clone + PartialEq> Renewals<D> {
    /// Takes what happens at a time, in seconds since 1970 began: what is to be done.
    pub fn on(&mut self, event: Event<D>, now: i64) -> Vec<Effect<D>> {
        let mut effects = Vec::new();
        match event {
            Event::Typed(given) => self.take(given, false, &mut effects),
            Event::Gave(given) => self.take(given, true, &mut effects),
            Event::AskedToOpen(given) => {
                self.take(given, true, &mut effects);
                self.open_after_all();
            }
            Event::Pressed(given, wanted) => {
                self.take(given, true, &mut effects);
                self.open_after_all();
                self.wanted = Some(wanted);
                self.refused.clear();
            }
            Event::Cancelled if self.known.ticket().is_some() => {
                (self.known, self.wanted) = (Known::Refused(Vec::new()), None);
                effects.extend([Effect::End, Effect::Lead(Place::Password)]);
            }
            Event::Cancelled => {}
            Event::Agreed => {
                self.agreed = std::mem::take(&mut self.asked);
                self.wanted = Some(Wanted::Requests);
            }
            Event::Declined => self.asked.clear(),
            Event::Answered(ticket, outcome) if self.known.ticket() == Some(ticket) => {
                self.hear(ticket, outcome, now, &mut effects);
            }
            Event::Answered(..) => {}
            Event::Died if self.known.ticket().is_some() => {
                // Not asked again by itself: what killed one worker may kill the next.
                (self.known, self.is_resting) = (Known::Edited, false);
                self.refuse(wording::worker_died(Field::BulkInUse), &mut effects);
            }
            Event::Died => {}
            Event::Forgot => {
                *self = Self { tickets: std::mem::take(&mut self.tickets), ..Self::default() };
                effects.extend([Effect::End, Effect::EmptyPassword]);
            }
        }
        self.go_on(&mut effects);
        effects
    }

    /// What is shown now.
    pub fn view(&self) -> View<'_> {
        let status = match &self.known {
            Known::Asked(_) => wording::READING_CERTIFICATES.to_owned(),
            Known::Settled(read) => wording::in_use_summary(&read.rows),
            known if known.is_cancelled() => wording::READING_CANCELLED.to_owned(),
            _ => String::new(),
        };
        let errors = self.refused.iter().chain(self.known.refusal()).cloned().collect();
        View { status, opening: self.known.ticket(), read: self.known.settled(), errors }
    }

    fn take(&mut self, given: Given<D>, is_resting: bool, effects: &mut Vec<Effect<D>>) {
        self.is_resting = is_resting;
        let is_other = given.documents != self.given.documents;
        let is_untried = given.password != self.tried && !given.password.is_empty();
        if is_other || given.all != self.given.all || given.password != self.given.password {
            self.refused.clear();
        }
        self.given = given;
        let has_documents = matches!(&self.given.documents, Ok(documents) if !documents.is_empty());
        if is_other || (is_resting && is_untried && has_documents) {
            if self.known.ticket().is_some() {
                effects.push(Effect::End);
            }
            self.wanted = None;
            self.asked.clear();
            self.agreed.clear();
            self.known = match &self.given.documents {
                Ok(_) if has_documents => Known::Edited,
                Ok(_) => Known::Nothing,
                Err(message) => Known::Refused(vec![message.clone()]),
            };
        }
    }

    /// What was cancelled is read after all.
    fn open_after_all(&mut self) {
        if self.known.is_cancelled() {
            self.known = Known::Edited;
        }
    }

    fn hear(&mut self, ticket: Ticket, outcome: Outcome, now: i64, effects: &mut Vec<Effect<D>>) {
        self.known = match outcome {
            Outcome::Opening(progress) => return effects.push(Effect::Progress(progress)),
            Outcome::Bulk(BulkOutcome::InUse { endings, notes }) => {
                (self.given.password, self.tried) = (Zeroizing::default(), Zeroizing::default());
                effects.push(Effect::EmptyPassword);
                Known::Settled(Read { version: ticket, rows: in_use(&endings, now), notes })
            }
            Outcome::Refused(messages) => Known::Refused(messages.into_iter().map(beside).collect()),
            _ => Known::Nothing,
        };
    }

    fn go_on(&mut self, effects: &mut Vec<Effect<D>>) {
        if let (Known::Edited, Ok(documents)) = (&self.known, &self.given.documents)
            && self.is_resting
        {
            let documents = documents.clone();
            let ticket = self.tickets.draw();
            self.known = Known::Asked(ticket);
            self.tried.clone_from(&self.given.password);
            let job = BulkJob::ReadInUse { password: Password::new(self.tried.as_str()).ok() };
            effects.push(Effect::Ask(ticket, Job::Bulk(job), documents));
        }
        if self.known.is_pending() {
            return;
        }
        let Some(wanted) = self.wanted.take() else { return };
        let Some(read) = self.known.settled() else { return effects.push(Effect::Lead(Place::Errors)) };
        let current = read.rows.iter().filter(|row| !row.is_replaced);
        match wanted {
            Wanted::Calendar => {
                effects.push(Effect::MakeCalendar(current.map(|row| row.ending.clone()).collect()));
            }
            Wanted::Requests => {
                let all = self.given.all;
                let again: Vec<_> = current.filter(|row| row.name.is_ok() && (all || row.is_due())).collect();
                let in_use = again.iter().filter(|row| row.days_left >= 0).count();
                let names: Vec<String> = again.iter().map(|row| row.ending.name.clone()).collect();
                let is_agreed = std::mem::take(&mut self.agreed) == names;
                if names.is_empty() {
                    self.refuse(wording::nothing_to_renew(all), effects);
                } else if all && in_use > 0 && !is_agreed {
                    effects.push(Effect::Confirm(wording::renew_all(in_use, names.len())));
                    self.asked = names;
                } else {
                    effects.push(Effect::Renew(names));
                }
            }
        }
    }

    fn refuse(&mut self, message: Message, effects: &mut Vec<Effect<D>>) {
        (self.refused, self.wanted) = (vec![message], None);
        effects.push(Effect::Lead(Place::Errors));
    }
}

/// A message beside a field of this step.
fn beside(message: Message) -> Message {
    match message.field {
        Field::BulkInUse | Field::BulkInUsePassword => message,
        _ => Message { field: Field::BulkInUse, ..message },
    }
}
