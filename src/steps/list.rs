//! A list of names, for each of which a key and a request are made.

use super::ticket::{Known, Ticket, Tickets};
use crate::check::Verdict;
use crate::job::{BulkJob, BulkOutcome, Job, Outcome};
use crate::message::{Field, Message};
use crate::shown::CheckLine;
use crate::wording;

/// What stands in the fields.
#[derive(PartialEq)]
pub struct Given<D> {
    /// The text and the files.
    pub documents: Result<Vec<D>, Message>,
    /// Whether rows that are refused are left out.
    pub leaves_out: bool,
}

/// What happens.
pub enum Event<D> {
    /// The person types.
    Typed(Given<D>),
    /// The person has chosen something, has left a field, or rests.
    Gave(Given<D>),
    /// The button that makes the requests was pressed.
    Pressed(Given<D>),
    /// The worker has answered.
    Answered(Ticket, Outcome),
    /// The worker has died.
    Died,
    /// Everything is forgotten.
    Forgot,
}

/// What is to be done.
pub enum Effect<D> {
    /// Ask the worker to read the list.
    Ask(Ticket, Job, Vec<D>),
    /// End the worker, and what it is at.
    End,
    /// Make requests for these names: the person has asked for it.
    Make(Vec<String>),
    /// Lead the person to the summary of what is wrong.
    LeadToErrors,
}

/// What was read.
pub struct List {
    /// Another one for each list that is read.
    pub version: Ticket,
    /// A row for each name.
    pub rows: Vec<CheckLine>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
}

/// What the list knows.
pub struct Names<D> {
    tickets: Tickets,
    given: Given<D>,
    is_resting: bool,
    known: Known<List>,
    /// Whether the button was pressed, and waits for the list.
    is_wanted: bool,
    refused: Vec<Message>,
    is_stopped: bool,
}

impl<D> Default for Names<D> {
    fn default() -> Self {
        Self {
            tickets: Tickets::default(),
            given: Given { documents: Ok(Vec::new()), leaves_out: false },
            is_resting: true,
            known: Known::Nothing,
            is_wanted: false,
            refused: Vec::new(),
            is_stopped: false,
        }
    }
}

/// Everything that is shown.
pub struct View<'a> {
    /// What is said of the list.
    pub status: String,
    /// The list that stands in the fields.
    pub list: Option<&'a List>,
    /// Whether the button waits for the list.
    pub is_wanted: bool,
    /// What is wrong.
    pub errors: Vec<Message>,
}

impl<D: Clone + PartialEq> Names<D> {
    /// Takes what happens: what is to be done.
    pub fn on(&mut self, event: Event<D>) -> Vec<Effect<D>> {
        let mut effects = Vec::new();
        match event {
            Event::Typed(given) => self.take(given, false, &mut effects),
            Event::Gave(given) => self.take(given, true, &mut effects),
            Event::Pressed(given) => {
                self.take(given, true, &mut effects);
                (self.is_wanted, self.is_stopped) = (true, false);
                self.refused.clear();
            }
            Event::Answered(ticket, outcome) if self.known.ticket() == Some(ticket) => {
                self.known = match outcome {
                    Outcome::Bulk(BulkOutcome::List { rows, notes }) => {
                        Known::Settled(List { version: ticket, rows, notes })
                    }
                    Outcome::Refused(messages) => Known::Refused(messages.into_iter().map(beside).collect()),
                    _ => Known::Nothing,
                };
            }
            Event::Answered(..) => {}
            Event::Died if self.known.ticket().is_some() => {
                // Not asked again by itself: what killed one worker may kill the next.
                (self.known, self.is_resting, self.is_wanted) = (Known::Edited, false, false);
                self.refused = vec![wording::worker_died(Field::BulkNames)];
                effects.push(Effect::LeadToErrors);
            }
            Event::Died => {}
            Event::Forgot => {
                *self = Self { tickets: std::mem::take(&mut self.tickets), ..Self::default() };
                effects.push(Effect::End);
            }
        }
        self.go_on(&mut effects);
        effects
    }

    /// What is shown now.
    pub fn view(&self) -> View<'_> {
        let list = self.known.settled();
        let status = match &self.known {
            _ if self.is_stopped => wording::LIST_STOPPED.to_owned(),
            Known::Asked(_) if self.is_wanted => wording::READING_THEN_MAKING.to_owned(),
            Known::Asked(_) => wording::READING_LIST.to_owned(),
            Known::Settled(list) => wording::list_summary(&list.rows),
            _ => String::new(),
        };
        let errors = self.refused.iter().chain(self.known.refusal()).cloned().collect();
        View { status, list, is_wanted: self.is_wanted, errors }
    }

    fn take(&mut self, given: Given<D>, is_resting: bool, effects: &mut Vec<Effect<D>>) {
        self.is_resting = is_resting;
        if given == self.given {
            return;
        }
        let is_other = given.documents != self.given.documents;
        self.given = given;
        self.refused.clear();
        self.is_stopped |= std::mem::take(&mut self.is_wanted);
        if is_other {
            if self.known.ticket().is_some() {
                effects.push(Effect::End);
            }
            self.known = match &self.given.documents {
                Ok(documents) if documents.is_empty() => Known::Nothing,
                Ok(_) => Known::Edited,
                Err(message) => Known::Refused(vec![message.clone()]),
            };
        }
    }

    fn go_on(&mut self, effects: &mut Vec<Effect<D>>) {
        if let (Known::Edited, true, Ok(documents)) = (&self.known, self.is_resting, &self.given.documents) {
            let documents = documents.clone();
            let ticket = self.tickets.draw();
            self.known = Known::Asked(ticket);
            effects.push(Effect::Ask(ticket, Job::Bulk(BulkJob::ReadList), documents));
        }
        if !self.known.is_pending() && std::mem::take(&mut self.is_wanted) {
            match self.names() {
                Ok(names) => effects.push(Effect::Make(names)),
                Err(message) => {
                    self.refused.extend(message);
                    effects.push(Effect::LeadToErrors);
                }
            }
        }
    }

    /// The names to make requests for, or what is wrong, unless that is said already.
    fn names(&self) -> Result<Vec<String>, Option<Message>> {
        let Some(list) = self.known.settled() else {
            return Err(self.known.refusal().is_empty().then(wording::names_missing));
        };
        let good = list.rows.iter().filter(|row| row.result != Verdict::Fail);
        let names: Vec<String> = good.map(|row| row.name.clone()).collect();
        match list.rows.len().saturating_sub(names.len()) {
            _ if names.is_empty() => Err(Some(wording::no_good_name())),
            left if left > 0 && !self.given.leaves_out => Err(Some(wording::rows_refused(left))),
            _ => Ok(names),
        }
    }
}

/// A message beside a field of this step.
fn beside(message: Message) -> Message {
    match message.field {
        Field::BulkNames | Field::BulkFile => message,
        _ => Message { field: Field::BulkNames, ..message },
    }
}
