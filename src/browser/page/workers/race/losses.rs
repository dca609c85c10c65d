//! Workers of a race that are lost: they are replaced, or the key is begun anew.

use std::rc::Rc;

use super::hands::current;
use super::{Event, KEEPER, Making, Pool};
use crate::browser::page::widget::{clock, dom};
use crate::message::Field;
use crate::race::Next;
use crate::wording;

/// Milliseconds between two looks for workers that have fallen silent.
const BETWEEN_LOOKS: i32 = 20_000;

/// How often a key is begun anew after its keeper has died.
const MOST_ATTEMPTS: u32 = 2;

impl Pool {
    /// The worker of a seat has ended, or is taken for dead.
    pub(super) fn ended(self: &Rc<Self>, seat: usize) {
        if seat == KEEPER {
            return self.start_again();
        }
        let next = self.making.borrow_mut().as_mut().map(|making| {
            let ended = making.hands.remove(&seat);
            (making.race.ended(seat), ended)
        });
        let Some((next, ended)) = next else { return };
        drop(ended);
        if next == Next::Replace {
            self.fill(seat);
        }
    }

    /// Makes the key with new workers, once or twice; then it is said that it does not work.
    fn start_again(self: &Rc<Self>) {
        let Some(making) = self.making.borrow_mut().take() else { return };
        let Making { wanted, hands, attempts, timer, .. } = making;
        let workers = hands.len().max(1);
        dom::window().clear_timeout_with_handle(timer);
        drop(hands);
        self.round.set(self.round.get().wrapping_add(1));
        if attempts < MOST_ATTEMPTS {
            self.begin(wanted, workers, attempts.saturating_add(1));
        } else {
            (self.tell)(Event::Failed(vec![wording::worker_died(Field::Generate)]));
        }
    }

    pub(super) fn look_later(self: &Rc<Self>, round: u32) -> i32 {
        let pool = Rc::downgrade(self);
        clock::later(BETWEEN_LOOKS, move || {
            if let Some(pool) = current(&pool, round) {
                pool.look(round);
            }
        })
    }

    /// Replaces workers that have said nothing since the last look.
    fn look(self: &Rc<Self>, round: u32) {
        let timer = self.look_later(round);
        let silent = self.making.borrow_mut().as_mut().map(|making| {
            making.timer = timer;
            making.race.silent()
        });
        for seat in silent.unwrap_or_default() {
            if self.round.get() == round {
                self.ended(seat);
            }
        }
    }
}
