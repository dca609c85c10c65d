//! The keys that came back, opened by many workers.

use std::rc::Rc;

use password_lanes::LANES;
use zeroize::Zeroizing;

use super::given::{nothing, opening_of, state_after};
use super::{Event, Returned};
use crate::browser::page::widget::dom;
use crate::browser::page::workers::{crew, processors};
use crate::bulk::KeyState;
use crate::message::Field;
use crate::steps::ticket::Ticket;
use crate::wording;

impl Returned {
    /// Has many workers open these keys.
    pub(super) fn open(self: &Rc<Self>, ticket: Ticket, keys: Vec<usize>) {
        self.opening.begin(keys.len(), "Opening the keys.");
        let password = Zeroizing::new(dom::value("bulk-key-password"));
        self.crew.prepare(keys.len());
        // Keys that one worker opens one after another, so that it can work on their seals together.
        let seats = processors().min(keys.len()).max(1);
        let seat_of = |place: usize| place.checked_div(LANES).and_then(|group| group.checked_rem(seats));
        let jobs = keys.iter().enumerate().map(|(place, key)| (*key, seat_of(place))).collect();
        let (asked, told) = (Rc::downgrade(self), Rc::downgrade(self));
        let give = move |key: usize| {
            let own = asked.upgrade();
            let group = keys.chunks(LANES).find(|group| group.contains(&key)).unwrap_or_default();
            let from = group.iter().position(|one| *one == key).and_then(|place| group.get(place..));
            let keys = from.unwrap_or(std::slice::from_ref(&key));
            let job = own.and_then(|own| own.with_read(|read| opening_of(read, keys, &password)));
            job.unwrap_or_else(nothing)
        };
        self.crew.begin(jobs, give, move |event| {
            let Some(own) = told.upgrade() else { return };
            match event {
                crew::Event::Answered { job, seat, outcome, .. } => {
                    own.opening.advance();
                    own.on(Event::KeyTold(ticket, job, state_after(outcome), Some(seat)));
                }
                crew::Event::Lost(job) => {
                    let died = wording::worker_died(Field::BulkKeys).sentence;
                    own.opening.advance();
                    own.on(Event::KeyTold(ticket, job, KeyState::Refused(died), None));
                }
                crew::Event::Over => own.on(Event::KeysOver(ticket)),
            }
        });
    }
}
