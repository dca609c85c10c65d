//! Files that workers make, one name after another, and what becomes of them: made, missing, put together.

use std::time::Duration;

use super::ticket::{Ticket, Tickets};
use crate::bulk::Ending;
use crate::job::{BulkOutcome, Outcome};
use crate::message::{Field, Message};
use crate::wording;

/// What happens. Names are known by their places.
pub enum Event<F> {
    /// Files are to be made for these names, in place of what was made before.
    Ordered(Order),
    /// A worker has answered to the job for a name, with files.
    Answered(usize, Outcome, Vec<F>),
    /// The workers that were given the job for a name have died.
    Lost(usize),
    /// Every job has been told of.
    Over,
    /// The person cancels the work.
    Cancelled,
    /// The person has what is missing made.
    Resumed,
    /// The worker that puts files together has answered, with files.
    Packed(Ticket, Outcome, Vec<F>),
    /// That worker has died.
    PackerDied,
    /// Everything is forgotten.
    Forgot,
}

/// What is to be made.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The names.
    pub names: Vec<String>,
    /// For each, the seat of the worker that has what the job needs.
    pub seats: Vec<Option<usize>>,
    /// Whether a password is made for each.
    pub makes_passwords: bool,
}

/// What is to be done.
pub enum Effect<F> {
    /// Take away what is shown of finished files.
    HideResult,
    /// Have workers do the jobs for these names, each with the seat of the worker that should do it.
    Begin(Vec<(usize, Option<usize>)>),
    /// End the workers that do jobs.
    EndCrew,
    /// Put the files of these names together, with the passwords that were made.
    Pack(Ticket, Vec<String>, Vec<F>, bool),
    /// End the worker that puts files together.
    EndPacker,
    /// Give these to the person: the archive, and the passwords that were made.
    HandOver(Vec<F>),
    /// Show what has become of all names, and say what is wrong.
    ShowResult(Vec<Message>),
}

/// What is made for a name.
struct Made<F> {
    /// When its certificate ends, where it has one.
    ending: Option<Ending>,
    files: Vec<F>,
}

/// What the workers are at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Work {
    Nothing,
    /// They make files, since this time.
    Making(Duration),
    /// One of them puts files together.
    Packing(Ticket),
}

/// What the batch knows.
pub struct Batch<F> {
    tickets: Tickets,
    /// The button that begins: what is wrong stands beside it.
    begin: Field,
    order: Order,
    /// For each name; none where that is missing.
    made: Vec<Option<Made<F>>>,
    /// Names that could not be made, and why.
    failed: Vec<String>,
    is_cancelled: bool,
    is_packed: bool,
    work: Work,
    /// How long the files took that are made.
    spent: Duration,
}

/// Everything that is shown.
pub struct View<'a> {
    /// Whether files are being made.
    pub is_making: bool,
    /// Whether they are being put together.
    pub is_packing: bool,
    /// How many are made.
    pub made: usize,
    /// How many there are to make, those that are made among them.
    pub total: usize,
    /// How long it took so far, without the work that goes on.
    pub spent: Duration,
    /// Names that could not be made, and why.
    pub failed: &'a [String],
    /// Whether the person has cancelled it, and some are missing.
    pub is_cancelled: bool,
    /// Whether there are files that are not put together.
    pub has_loose: bool,
}

impl<F: Clone> Batch<F> {
    /// Nothing is made yet. What is wrong stands beside the button that begins.
    pub fn beside(begin: Field) -> Self {
        Self {
            tickets: Tickets::default(),
            begin,
            order: Order::default(),
            made: Vec::new(),
            failed: Vec::new(),
            is_cancelled: false,
            is_packed: false,
            work: Work::Nothing,
            spent: Duration::ZERO,
        }
    }

    /// Takes what happens at a time, counted from any beginning: what is to be done.
    pub fn on(&mut self, event: Event<F>, at: Duration) -> Vec<Effect<F>> {
        let mut effects = Vec::new();
        let is_making = matches!(self.work, Work::Making(_));
        match event {
            Event::Ordered(order) => {
                self.made = order.names.iter().map(|_| None).collect();
                (self.order, self.spent) = (order, Duration::ZERO);
                self.begin(at, &mut effects);
            }
            Event::Resumed if self.work == Work::Nothing && !self.is_complete() => {
                self.begin(at, &mut effects);
            }
            Event::Answered(place, outcome, files) if is_making => self.take(place, outcome, files),
            Event::Lost(place) if is_making => self.fail(place, None),
            Event::Over if is_making => self.pack(at, &mut effects),
            Event::Cancelled if is_making => {
                self.is_cancelled = true;
                effects.push(Effect::EndCrew);
                self.pack(at, &mut effects);
            }
            Event::Packed(ticket, outcome, files) if self.work == Work::Packing(ticket) => {
                self.work = Work::Nothing;
                let mut refused = Vec::new();
                match outcome {
                    Outcome::Bulk(BulkOutcome::Packed) => {
                        self.packed();
                        effects.push(Effect::HandOver(files));
                    }
                    Outcome::Refused(messages) => refused = messages,
                    _ => {}
                }
                self.show(refused, &mut effects);
            }
            Event::PackerDied if matches!(self.work, Work::Packing(_)) => {
                self.work = Work::Nothing;
                self.show(vec![wording::worker_died(self.begin)], &mut effects);
            }
            Event::Forgot => {
                *self = Self { tickets: std::mem::take(&mut self.tickets), ..Self::beside(self.begin) };
                effects.extend([Effect::EndCrew, Effect::EndPacker, Effect::HideResult]);
            }
            Event::Resumed
            | Event::Answered(..)
            | Event::Lost(_)
            | Event::Over
            | Event::Cancelled
            | Event::Packed(..)
            | Event::PackerDied => {}
        }
        effects
    }

    /// What is shown now.
    pub fn view(&self) -> View<'_> {
        let (made, total) = (self.count(), self.made.len());
        View {
            is_making: matches!(self.work, Work::Making(_)),
            is_packing: matches!(self.work, Work::Packing(_)),
            made,
            total,
            spent: self.spent,
            failed: &self.failed,
            is_cancelled: self.is_cancelled && made < total,
            has_loose: made > 0 && !self.is_packed,
        }
    }

    /// Whether something is being made or put together.
    pub fn is_working(&self) -> bool {
        self.work != Work::Nothing
    }

    /// The names that are made.
    pub fn names(&self) -> Vec<String> {
        let names = self.order.names.iter().zip(&self.made).filter(|(_, made)| made.is_some());
        names.map(|(name, _)| name.clone()).collect()
    }

    /// When the certificates end that are in the files.
    pub fn endings(&self) -> Vec<Ending> {
        self.made.iter().flatten().filter_map(|made| made.ending.clone()).collect()
    }

    fn count(&self) -> usize {
        self.made.iter().flatten().count()
    }

    /// Whether everything is made and put together.
    fn is_complete(&self) -> bool {
        self.is_packed && self.made.iter().all(Option::is_some)
    }

    /// Begins with what is missing.
    fn begin(&mut self, at: Duration, effects: &mut Vec<Effect<F>>) {
        self.failed.clear();
        (self.is_cancelled, self.is_packed, self.work) = (false, false, Work::Making(at));
        let missing = self.made.iter().enumerate().filter(|(_, made)| made.is_none());
        let seat = |place: usize| self.order.seats.get(place).copied().flatten();
        let jobs = missing.map(|(place, _)| (place, seat(place))).collect();
        effects.extend([Effect::HideResult, Effect::Begin(jobs)]);
    }

    fn take(&mut self, place: usize, outcome: Outcome, files: Vec<F>) {
        let made = match outcome {
            Outcome::Bulk(BulkOutcome::RequestMade(_)) => Made { ending: None, files },
            Outcome::Bulk(BulkOutcome::PfxMade(ending)) => Made { ending: Some(ending), files },
            Outcome::Refused(messages) => {
                let why = messages.into_iter().next().map(|message| message.sentence);
                return self.fail(place, why.as_deref());
            }
            _ => return self.fail(place, None),
        };
        if let Some(missing) = self.made.get_mut(place) {
            *missing = Some(made);
        }
    }

    fn fail(&mut self, place: usize, why: Option<&str>) {
        let name = self.order.names.get(place);
        self.failed.extend(name.map(|name| wording::not_made(name, why)));
    }

    /// Has what is there put together.
    fn pack(&mut self, at: Duration, effects: &mut Vec<Effect<F>>) {
        if let Work::Making(since) = self.work {
            self.spent = self.spent.saturating_add(at.saturating_sub(since));
        }
        let files: Vec<F> = self.made.iter().flatten().flat_map(|made| &made.files).cloned().collect();
        if files.is_empty() {
            self.work = Work::Nothing;
            return self.show(Vec::new(), effects);
        }
        let ticket = self.tickets.draw();
        self.work = Work::Packing(ticket);
        effects.push(Effect::Pack(ticket, self.names(), files, self.order.makes_passwords));
    }

    /// Lets go of the files, unless some are missing with which they would have to be put together.
    fn packed(&mut self) {
        self.is_packed = true;
        if self.made.iter().all(Option::is_some) {
            self.made.iter_mut().flatten().for_each(|made| made.files.clear());
        }
    }

    /// Messages about documents stand beside the button: the person gave none of these.
    fn show(&self, messages: Vec<Message>, effects: &mut Vec<Effect<F>>) {
        let field = self.begin;
        let beside = messages.into_iter().map(|message| Message { field, ..message });
        effects.push(Effect::ShowResult(beside.collect()));
    }
}
