//! The step that packs: a private key and certificates come back, are checked, and become a `.pfx` file.

mod event;
mod making;
mod taking;
mod view;

pub use event::{Effect, Event, Given, Place, Worker};
pub use making::Finished;
pub use view::View;

use zeroize::Zeroizing;

use self::making::Making;
use super::ticket::{Known, Ticket, Tickets};
use crate::job::{Assessed, Job, MadeKey, OpenedKey, Outcome, Question};
use crate::message::{Field, Message};
use crate::wording;

/// What the step knows. Documents are `D`, finished files `F`.
pub struct Bundle<D, F> {
    tickets: Tickets,
    /// What stands in the fields.
    given: Given<D>,
    /// Whether the fields rest, so that what is in them is worth a question.
    is_resting: bool,
    /// The key that was made in this visit.
    made: Option<MadeKey>,
    /// The key that was given.
    key: Known<OpenedKey>,
    /// The password with which it was last asked for.
    tried: Zeroizing<String>,
    /// What came of holding the certificates against the key.
    certificates: Known<Assessed>,
    making: Making,
    finished: Option<Finished<F>>,
    /// Why no file is made.
    refused: Vec<Message>,
    /// Whether the chain is left as it was given.
    leaves_out: bool,
    /// What became of the last file.
    said: Said,
    /// The one question that a worker is at, and which worker.
    asked: Option<(Ticket, Worker)>,
}

/// What became of the last file that the person asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Made,
    /// A field was changed before it was made.
    Stopped,
    /// A field was changed after it was made.
    Outdated,
    /// The opening of the key was cancelled.
    Cancelled,
}

impl<D, F> Default for Bundle<D, F> {
    fn default() -> Self {
        Self {
            tickets: Tickets::default(),
            given: Given::default(),
            is_resting: true,
            made: None,
            key: Known::Nothing,
            certificates: Known::Nothing,
            making: Making::No,
            finished: None,
            tried: Zeroizing::default(),
            leaves_out: false,
            refused: Vec::new(),
            said: Said::Nothing,
            asked: None,
        }
    }
}

impl<D: Clone + PartialEq, F> Bundle<D, F> {
    /// Takes what happens at a time, in seconds since 1970 began: what is to be done.
    pub fn on(&mut self, event: Event<D, F>, now: i64) -> Vec<Effect<D>> {
        let mut effects = Vec::new();
        match event {
            Event::Typed(given) => {
                self.is_resting = false;
                self.take(given, false, &mut effects);
            }
            Event::Gave(given) => self.take_resting(given, false, &mut effects),
            Event::AskedToOpen(given) => self.take_resting(given, true, &mut effects),
            Event::Pressed(given) => self.press(given, &mut effects),
            Event::Cancelled => self.cancel(&mut effects),
            Event::Removed => self.remove(&mut effects),
            Event::ToldToComplete(completes) => {
                (self.leaves_out, self.is_resting) = (!completes, true);
                self.key_is_another(&mut effects);
            }
            Event::MadeKey(made) => self.take_made_key(made, &mut effects),
            Event::Answered(ticket, outcome, files) => self.hear(ticket, outcome, files, &mut effects),
            Event::Died => self.reader_died(&mut effects),
            Event::Saved => {
                if let Some(finished) = &mut self.finished {
                    finished.is_saved = true;
                }
            }
            Event::Forgot => {
                let (tickets, made) = (std::mem::take(&mut self.tickets), self.made.take());
                *self = Self { tickets, made, ..Self::default() };
                effects.push(Effect::EndReader);
            }
        }
        self.go_on(now, &mut effects);
        effects
    }

    fn press(&mut self, given: Given<D>, effects: &mut Vec<Effect<D>>) {
        // A key whose opening was cancelled is opened after all, unless there is another one to pack.
        let is_needed = self.made.is_none() || matches!(self.key, Known::Nothing);
        self.take_resting(given, is_needed, effects);
        if matches!(self.making, Making::Asked { .. }) {
            // It is being made of what stands in the fields.
            return;
        }
        self.making = Making::Wanted;
        self.said = Said::Nothing;
        self.refused.clear();
        self.refuse_if_hindered(effects);
    }

    /// Asks the next question, when no worker is at another: first for the key, then for the certificates
    /// that are held against it, and then for the file.
    fn go_on(&mut self, now: i64, effects: &mut Vec<Effect<D>>) {
        if self.asked.is_some() || !(self.is_resting || matches!(self.making, Making::Wanted)) {
            return;
        }
        if matches!(self.key, Known::Edited) {
            self.ask_for_key(effects);
        } else if matches!(self.certificates, Known::Edited) {
            let Ok(documents) = self.given.certificates.clone() else { return };
            let job = Job::Assess(self.question(now));
            let ticket = self.ask(Worker::Reader, job, documents, effects);
            self.certificates = Known::Asked(ticket);
        } else if matches!(self.making, Making::Wanted) {
            self.refuse_if_hindered(effects);
            if matches!(self.making, Making::Wanted) {
                self.make(now, effects);
            }
        }
    }

    fn ask(&mut self, worker: Worker, job: Job, documents: Vec<D>, effects: &mut Vec<Effect<D>>) -> Ticket {
        let ticket = self.tickets.draw();
        self.asked = Some((ticket, worker));
        effects.push(Effect::Ask { ticket, worker, job, documents });
        ticket
    }

    fn hear(&mut self, ticket: Ticket, outcome: Outcome, files: Vec<F>, effects: &mut Vec<Effect<D>>) {
        if self.asked.is_none_or(|(asked, _)| asked != ticket) {
            return;
        }
        if let Outcome::Opening(progress) = outcome {
            if self.key.ticket() == Some(ticket) {
                effects.push(Effect::Progress(progress));
            }
            return;
        }
        let asked = self.asked.take();
        if self.key.ticket() == Some(ticket) {
            self.key_answered(outcome, effects);
        } else if self.certificates.ticket() == Some(ticket) {
            self.certificates = match outcome {
                Outcome::Assessed(assessed) => Known::Settled(assessed),
                Outcome::Refused(messages) => Known::Refused(messages),
                _ => Known::Nothing,
            };
        } else if let Making::Asked { ticket: making, worker } = self.making
            && making == ticket
        {
            self.made(worker, outcome, files, effects);
        } else if let (Outcome::PfxMade { .. }, Some((_, worker))) = (outcome, asked) {
            // Nobody wants the file any more, and its password is of no use.
            effects.push(Effect::Drop(worker, Job::DropPfxPassword));
        }
    }

    /// Whether the key of this visit is the one that is packed.
    fn uses_made_key(&self) -> bool {
        let none_is_given = matches!(self.key, Known::Nothing) && !self.has_unopened_key();
        self.made.is_some() && (none_is_given || self.key.is_cancelled())
    }

    /// What the certificates are held against.
    pub fn question(&self, now: i64) -> Question {
        let made = self.made.as_ref().filter(|_| self.uses_made_key());
        Question {
            key: made.map(|made| made.public_key.clone()),
            asked_for: made.map(|made| made.name.clone()),
            completes: !self.leaves_out,
            now,
        }
    }

    fn take_made_key(&mut self, made: Option<MadeKey>, effects: &mut Vec<Effect<D>>) {
        let before = self.made.as_ref().map(|made| made.fingerprint);
        let was_used = self.uses_made_key();
        let is_another = before != made.as_ref().map(|made| made.fingerprint);
        self.made = made;
        if is_another && (was_used || self.uses_made_key()) {
            self.key_is_another(effects);
        }
        if let Some((ticket, Worker::Keeper)) = self.asked
            && is_another
        {
            // The worker that was asked went with its key.
            self.asked = None;
            if matches!(self.making, Making::Asked { ticket: making, .. } if making == ticket) {
                self.refuse(vec![wording::worker_died(Field::MakePfx)], effects);
            }
        }
    }
}
