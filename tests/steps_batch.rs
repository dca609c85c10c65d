//! A batch that is made, cancelled, gone on with and put together, in every order of events.

use std::time::Duration;

use bars_csr::job::{BulkOutcome, Outcome};
use bars_csr::message::{Field, Message};
use bars_csr::public_key::Fingerprint;
use bars_csr::steps::batch::{Batch, Effect, Event, Order};
use bars_csr::steps::ticket::Ticket;

use crate::support::orders::{Happened, every_order};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Order,
    /// The next job is done, is refused, or kills its workers.
    Make,
    Refuse,
    Lose,
    Cancel,
    Resume,
    Pack,
    PackerDies,
}

const ACTS: [Act; 8] =
    [Act::Order, Act::Make, Act::Refuse, Act::Lose, Act::Cancel, Act::Resume, Act::Pack, Act::PackerDies];

const NAMES: usize = 3;

/// The page around a batch.
struct Page {
    step: Batch<usize>,
    jobs: Vec<usize>,
    packing: Option<(Ticket, Vec<usize>)>,
    finished: Option<Vec<usize>>,
    clock: u64,
    shown: bool,
}

/// With a batch that was ordered.
impl Default for Page {
    fn default() -> Self {
        let step = Batch::beside(Field::BulkGenerate);
        let (jobs, packing, finished) = (Vec::new(), None, None);
        let mut page = Self { step, jobs, packing, finished, clock: 0, shown: false };
        page.act(Act::Order);
        page
    }
}

impl Page {
    fn tell(&mut self, event: Event<usize>) {
        self.clock += 1;
        let mut is_over = false;
        for effect in self.step.on(event, Duration::from_secs(self.clock)) {
            match effect {
                Effect::HideResult => (self.finished, self.shown) = (None, false),
                Effect::Begin(jobs) => {
                    self.jobs = jobs.into_iter().map(|(place, _)| place).collect();
                    // Workers without jobs are done at once.
                    is_over = self.jobs.is_empty();
                }
                Effect::EndCrew => self.jobs.clear(),
                Effect::Pack(ticket, names, files, _) => {
                    assert_eq!(names.len(), files.len());
                    self.packing = Some((ticket, files));
                }
                Effect::EndPacker => self.packing = None,
                Effect::HandOver(files) => self.finished = Some(files),
                Effect::ShowResult(messages) => {
                    assert!(messages.iter().all(|message| message.field == Field::BulkGenerate));
                    self.shown = true;
                }
            }
        }
        if is_over {
            self.tell(Event::Over);
        }
    }

    fn finish_job(&mut self, outcome: impl FnOnce(usize) -> Event<usize>) -> Happened {
        if self.jobs.is_empty() {
            return Happened::Nothing;
        }
        let place = self.jobs.remove(0);
        self.tell(outcome(place));
        if self.jobs.is_empty() {
            self.tell(Event::Over);
        }
        Happened::Something
    }

    fn act(&mut self, act: Act) -> Happened {
        let made = Outcome::Bulk(BulkOutcome::RequestMade(Fingerprint([0; 32])));
        let refused = || Outcome::Refused(vec![Message::new(Field::Generate, "It is so.")]);
        match act {
            Act::Order if self.step.is_working() => return Happened::Nothing,
            Act::Order => {
                let names = (0..NAMES).map(|number| format!("{number}.nhs.uk")).collect();
                self.tell(Event::Ordered(Order { names, ..Order::default() }));
            }
            Act::Make | Act::Refuse | Act::Lose => {
                let happened = self.finish_job(|place| match act {
                    Act::Make => Event::Answered(place, made, vec![place]),
                    Act::Refuse => Event::Answered(place, refused(), Vec::new()),
                    _ => Event::Lost(place),
                });
                if happened == Happened::Nothing {
                    return happened;
                }
            }
            Act::Cancel => self.tell(Event::Cancelled),
            Act::Resume => self.tell(Event::Resumed),
            Act::Pack => {
                let Some((ticket, files)) = self.packing.take() else { return Happened::Nothing };
                let archive = vec![files.len()];
                self.tell(Event::Packed(ticket, Outcome::Bulk(BulkOutcome::Packed), archive));
            }
            Act::PackerDies => {
                self.packing = None;
                self.tell(Event::PackerDied);
            }
        }
        let view = self.step.view();
        assert_eq!(view.is_packing, self.packing.is_some(), "what is promised is not being done");
        assert!(view.is_making || self.jobs.is_empty());
        assert!(view.is_making || view.is_packing || self.shown || view.total == 0, "nobody is told");
        assert!(view.made + view.failed.len() <= view.total);
        assert!(view.has_loose || view.made == 0 || self.finished.is_some(), "something made is lost");
        if let Some(finished) = &self.finished {
            assert_eq!(finished, &[view.made], "another archive");
        }
        Happened::Something
    }
}

#[test]
fn every_order_of_six_events_keeps_what_was_made_and_makes_the_others_afterwards() {
    every_order::<_, _, 6>(&ACTS, Page::act, |mut page| {
        while page.step.is_working() {
            page.act(if page.packing.is_some() { Act::Pack } else { Act::Make });
        }
        page.act(Act::Resume);
        while page.step.is_working() {
            page.act(if page.packing.is_some() { Act::Pack } else { Act::Make });
        }
        assert_eq!((page.step.names().len(), page.finished.as_deref()), (NAMES, Some([NAMES].as_slice())));
    });
}

#[test]
fn after_cancelling_and_going_on_time_and_count_are_of_all() {
    let mut page = Page::default();
    page.act(Act::Make);
    page.clock = 10;
    page.act(Act::Cancel);
    assert_eq!((page.step.view().made, page.step.view().spent), (1, Duration::from_secs(10)));
    page.act(Act::Pack);
    page.clock = 1_000;
    page.act(Act::Resume);
    let view = page.step.view();
    assert_eq!((view.made, view.total, view.spent), (1, 3, Duration::from_secs(10)), "of all");
    page.act(Act::Make);
    page.clock = 1_020;
    page.act(Act::Make);
    // Begun at 1001, and over at 1022.
    assert_eq!((page.step.view().made, page.step.view().spent), (3, Duration::from_secs(31)));
}
