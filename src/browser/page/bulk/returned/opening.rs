//! The keys that came back, opened by many workers.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::given::{nothing, opening_of, state_after};
use super::{Event, Returned};
use crate::browser::page::widget::dom;
use crate::browser::page::workers::crew;
use crate::bulk::KeyState;
use crate::message::Field;
use crate::steps::ticket::Ticket;
use crate::wording;

impl Returned {
    /// Has many workers open these keys.
    pub(super) fn open(self: &Rc<Self>, ticket: Ticket, keys: Vec<usize>) {
        self.opening.begin(keys.len(), "Opening the keys.");
        let password = Zeroizing::new(dom::value("bulk-key-password"));
        let jobs = keys.into_iter().map(|key| (key, None)).collect();
        let (asked, told) = (Rc::downgrade(self), Rc::downgrade(self));
        let give = move |key: usize| {
            let own = asked.upgrade();
            let job = own.and_then(|own| own.with_read(|read| opening_of(read, key, &password)));
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
