//! Certificates and keys that came back for many endpoints: read, opened, and paired.

use zeroize::Zeroizing;

use super::ticket::{Known, Ticket, Tickets};
use crate::bulk::KeyState;
use crate::job::{self, BulkJob, BulkOutcome, Job, Outcome};
use crate::message::{Field, Message};
use crate::wording::{self, Tried};

/// What stands in the fields.
pub struct Given<D> {
    /// The certificates and the keys.
    pub documents: Result<Vec<D>, Message>,
    /// The password of the keys, if they have the same.
    pub password: Zeroizing<String>,
}

/// What happens.
pub enum Event<D, F> {
    /// The person types.
    Typed(Given<D>),
    /// The person has chosen something, has left a field, or rests.
    Gave(Given<D>),
    /// The person asks for the keys to be opened, with the key Enter.
    AskedToOpen(Given<D>),
    /// The button that makes the files was pressed.
    Pressed(Given<D>),
    /// The button that cancels the opening was pressed.
    Cancelled,
    /// Chains shall be completed from the page's own authorities, or be left as they were given.
    ToldToComplete(bool),
    /// The worker that reads has answered, with files.
    Answered(Ticket, Outcome, Vec<F>),
    /// What has become of a key that was to be opened, by its place, and by which worker.
    KeyTold(Ticket, usize, KeyState, Option<usize>),
    /// Every key that was to be opened has been told of.
    KeysOver(Ticket),
    /// The worker that reads has died.
    Died,
    /// Everything is forgotten.
    Forgot,
}

/// What is to be done.
pub enum Effect<D> {
    /// Ask the worker to read everything.
    Ask(Ticket, Job, Vec<D>),
    /// End the worker that reads, and what it is at.
    EndReader,
    /// Have many workers open these keys, by their places, with the password that stands in the field.
    Open(Ticket, Vec<usize>),
    /// End the workers that open keys, and with them what they hold.
    EndOpening,
    /// Make the files: the person has asked for it.
    Make,
    /// Empty the field of the password: it has opened something.
    EmptyPassword,
    /// Lead the person to a place.
    Lead(Place),
}

/// Where the person is led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The summary of what is wrong.
    Errors,
    /// The password of the keys.
    Password,
}

/// What was read, and what was opened of it.
pub struct Read<F> {
    /// Whether chains were completed from the page's own authorities.
    pub completes: bool,
    /// Another one whenever more is known.
    pub version: Ticket,
    /// The certificates and the keys.
    pub returned: job::Returned,
    /// The files that they speak of, by their places.
    pub files: Vec<F>,
    /// For each key, the worker that holds it and the password that has opened it, where one was typed.
    pub opened: Vec<(Option<usize>, Zeroizing<String>)>,
}

impl<F> Read<F> {
    /// The keys that were opened when the same was read before are open still.
    fn take_open_keys(&mut self, before: Self) {
        let keys = self.returned.keys.iter_mut().zip(&mut self.opened);
        for ((key, opened), (known, was_opened)) in
            keys.zip(before.returned.keys.into_iter().zip(before.opened))
        {
            if matches!(known.state, KeyState::Open(_)) && key.state == KeyState::Sealed {
                (key.state, *opened) = (known.state, was_opened);
            }
        }
    }
}

/// What the step knows.
pub struct Returned<D, F> {
    tickets: Tickets,
    given: Given<D>,
    is_resting: bool,
    read: Known<Read<F>>,
    opening: Option<Ticket>,
    /// The password that was tried last on the keys that are closed; none where none was.
    tried: Option<Zeroizing<String>>,
    is_cancelled: bool,
    /// Whether the button was pressed, and waits.
    is_wanted: bool,
    is_stopped: bool,
    /// Whether chains are left as they were given.
    leaves_out: bool,
    /// What was read before that was changed: the keys in it stay open.
    before: Option<Read<F>>,
    refused: Vec<Message>,
}

impl<D, F> Default for Returned<D, F> {
    fn default() -> Self {
        Self {
            tickets: Tickets::default(),
            given: Given { documents: Ok(Vec::new()), password: Zeroizing::default() },
            is_resting: true,
            read: Known::Nothing,
            opening: None,
            tried: None,
            is_cancelled: false,
            is_wanted: false,
            is_stopped: false,
            leaves_out: false,
            before: None,
            refused: Vec::new(),
        }
    }
}

/// Everything that is shown.
pub struct View<'a, F> {
    /// What is said.
    pub status: &'static str,
    /// The question by which keys are opened.
    pub opening: Option<Ticket>,
    /// What was read of what stands in the fields, once every key is open that can be opened.
    pub read: Option<&'a Read<F>>,
    /// Whether the button waits.
    pub is_wanted: bool,
    /// What is wrong.
    pub errors: Vec<Message>,
}

impl<D: Clone + PartialEq, F> Returned<D, F> {
    /// Takes what happens at a time, in seconds since 1970 began: what is to be done.
    pub fn on(&mut self, event: Event<D, F>, now: i64) -> Vec<Effect<D>> {
        let mut effects = Vec::new();
        match event {
            Event::Typed(given) => self.take(given, false, &mut effects),
            Event::Gave(given) => self.take(given, true, &mut effects),
            Event::AskedToOpen(given) => {
                self.take(given, true, &mut effects);
                self.is_cancelled = false;
            }
            Event::Pressed(given) => {
                self.take(given, true, &mut effects);
                (self.is_wanted, self.is_cancelled, self.is_stopped) = (true, false, false);
                self.refused.clear();
            }
            Event::Cancelled if self.opening.is_some() => {
                self.end_opening(&mut effects);
                (self.is_cancelled, self.is_wanted) = (true, false);
                effects.push(Effect::Lead(Place::Password));
            }
            Event::Cancelled => {}
            Event::ToldToComplete(completes) => {
                (self.leaves_out, self.is_resting) = (!completes, true);
                self.end_opening(&mut effects);
                self.read = match std::mem::replace(&mut self.read, Known::Edited) {
                    Known::Settled(read) => {
                        self.before = Some(read);
                        Known::Edited
                    }
                    Known::Asked(_) => {
                        effects.push(Effect::EndReader);
                        Known::Edited
                    }
                    known => known,
                };
            }
            Event::Answered(ticket, outcome, files) if self.read.ticket() == Some(ticket) => {
                self.read = match outcome {
                    Outcome::Bulk(BulkOutcome::Returned(returned)) => {
                        let opened = returned.keys.iter().map(|_| (None, Zeroizing::default())).collect();
                        let mut read =
                            Read { completes: !self.leaves_out, version: ticket, returned, files, opened };
                        if let Some(before) = self.before.take() {
                            read.take_open_keys(before);
                        }
                        Known::Settled(read)
                    }
                    Outcome::Refused(messages) => Known::Refused(messages.into_iter().map(beside).collect()),
                    _ => Known::Nothing,
                };
            }
            Event::KeyTold(ticket, key, state, seat) if self.opening == Some(ticket) => {
                self.know(key, state, seat);
            }
            Event::KeysOver(ticket) if self.opening == Some(ticket) => self.opened(&mut effects),
            Event::Answered(..) | Event::KeyTold(..) | Event::KeysOver(_) => {}
            Event::Died if self.read.ticket().is_some() => {
                // Not asked again by itself: what killed one worker may kill the next.
                (self.read, self.is_resting) = (Known::Edited, false);
                self.refuse(vec![wording::worker_died(Field::BulkCertificates)], &mut effects);
            }
            Event::Died => {}
            Event::Forgot => {
                *self = Self { tickets: std::mem::take(&mut self.tickets), ..Self::default() };
                effects.extend([Effect::EndReader, Effect::EndOpening]);
            }
        }
        self.go_on(now, &mut effects);
        effects
    }

    /// What is shown now.
    pub fn view(&self) -> View<'_, F> {
        let closed = self.closed(true).len();
        let mut errors = self.refused.clone();
        errors.extend(self.read.refusal().iter().cloned());
        if closed > 0 && self.opening.is_none() && !self.is_cancelled {
            let typed = self.tried.as_ref().is_some_and(|tried| !tried.is_empty());
            let table = self.read.settled().is_some_and(|read| read.returned.has_passwords);
            errors.push(wording::keys_locked(closed, Tried { table, typed }));
        }
        let status = match &self.read {
            _ if self.is_stopped => wording::RETURNED_STOPPED,
            Known::Asked(_) if self.is_wanted => wording::READING_FILES_THEN_MAKING,
            Known::Asked(_) => wording::READING_FILES,
            _ if self.opening.is_some() && self.is_wanted => wording::OPENING_KEYS_THEN_MAKING,
            _ if self.opening.is_some() => wording::OPENING_KEYS,
            _ if self.is_cancelled => wording::OPENING_KEYS_CANCELLED,
            _ => "",
        };
        let read = self.read.settled().filter(|_| self.opening.is_none());
        View { status, opening: self.opening, read, is_wanted: self.is_wanted, errors }
    }

    /// What was read of what stands in the fields.
    pub fn read(&self) -> Option<&Read<F>> {
        self.read.settled()
    }

    fn take(&mut self, given: Given<D>, is_resting: bool, effects: &mut Vec<Effect<D>>) {
        self.is_resting = is_resting;
        let is_other = given.documents != self.given.documents;
        let is_other_password = given.password != self.given.password;
        self.given = given;
        if !is_other && !is_other_password {
            return;
        }
        self.refused.clear();
        self.is_stopped |= std::mem::take(&mut self.is_wanted);
        if is_other {
            self.before = None;
            self.end_opening(effects);
            if self.read.ticket().is_some() {
                effects.push(Effect::EndReader);
            } else if self.read.settled().is_some() {
                effects.push(Effect::EndOpening);
            }
            (self.tried, self.is_cancelled) = (None, false);
            self.read = match &self.given.documents {
                Ok(documents) if documents.is_empty() => Known::Nothing,
                Ok(_) => Known::Edited,
                Err(message) => Known::Refused(vec![message.clone()]),
            };
        }
    }

    /// The keys that are still closed, by their places, and for which there is a password.
    fn closed(&self, typed: bool) -> Vec<usize> {
        let keys = self.read.settled().map(|read| read.returned.keys.as_slice()).unwrap_or_default();
        let keys = keys.iter().enumerate().filter(|(_, key)| match key.state {
            KeyState::Open(_) => false,
            KeyState::Sealed => key.is_sealed && (typed || !key.passwords.is_empty()),
            KeyState::Refused(_) => key.is_sealed && typed,
        });
        keys.map(|(place, _)| place).collect()
    }

    fn go_on(&mut self, now: i64, effects: &mut Vec<Effect<D>>) {
        if !(self.is_resting || self.is_wanted) {
            return;
        }
        if let (Known::Edited, Ok(documents)) = (&self.read, &self.given.documents) {
            let documents = documents.clone();
            let ticket = self.tickets.draw();
            self.read = Known::Asked(ticket);
            effects.push(Effect::Ask(
                ticket,
                Job::Bulk(BulkJob::ReadReturned { completes: !self.leaves_out, now }),
                documents,
            ));
        }
        if self.opening.is_some() && self.tried.as_ref() != Some(&self.given.password) {
            // Another password stands there by now: nobody waits any more for what the first one opens.
            self.end_opening(effects);
        }
        let is_untried = self.tried.as_ref() != Some(&self.given.password);
        let keys = self.closed(!self.given.password.is_empty());
        if self.opening.is_none() && is_untried && !self.is_cancelled && !keys.is_empty() {
            let ticket = self.tickets.draw();
            (self.opening, self.tried) = (Some(ticket), Some(self.given.password.clone()));
            effects.push(Effect::Open(ticket, keys));
        }
        if !self.read.is_pending() && self.opening.is_none() && std::mem::take(&mut self.is_wanted) {
            if !self.read.refusal().is_empty() {
                effects.push(Effect::Lead(Place::Errors));
            } else if self.read.settled().is_none() {
                self.refuse(vec![wording::returned_missing()], effects);
            } else {
                effects.push(Effect::Make);
            }
        }
    }

    fn know(&mut self, key: usize, state: KeyState, seat: Option<usize>) {
        let tried = self.tried.clone().unwrap_or_default();
        let version = self.tickets.draw();
        let Known::Settled(read) = &mut self.read else { return };
        read.version = version;
        if let (KeyState::Open(_), Some(opened)) = (&state, read.opened.get_mut(key)) {
            *opened = (seat, tried);
        }
        if let Some(known) = read.returned.keys.get_mut(key) {
            known.state = state;
        }
    }

    fn opened(&mut self, effects: &mut Vec<Effect<D>>) {
        self.opening = None;
        let typed = self.tried.as_ref().filter(|tried| !tried.is_empty());
        let opened = self.read.settled().map(|read| read.opened.as_slice()).unwrap_or_default();
        let has_opened = typed.is_some_and(|tried| opened.iter().any(|(_, password)| password == tried));
        if has_opened && self.closed(true).is_empty() {
            (self.given.password, self.tried) = (Zeroizing::default(), Some(Zeroizing::default()));
            effects.push(Effect::EmptyPassword);
        }
    }

    fn end_opening(&mut self, effects: &mut Vec<Effect<D>>) {
        if self.opening.take().is_some() {
            self.tried = None;
            effects.push(Effect::EndOpening);
        }
    }

    fn refuse(&mut self, messages: Vec<Message>, effects: &mut Vec<Effect<D>>) {
        (self.refused, self.is_wanted) = (messages, false);
        effects.push(Effect::Lead(Place::Errors));
    }
}

/// A message beside a field of this step.
fn beside(message: Message) -> Message {
    match message.field {
        Field::BulkCertificates | Field::BulkKeys => message,
        _ => Message { field: Field::BulkCertificates, ..message },
    }
}
