//! Every order in which things can happen.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

/// Plays every sequence of `N` events, those that begin alike in a thread of their own: where one fails, it
/// is told which.
pub fn every_order<T: Copy + Debug + Sync, const N: usize>(events: &[T], play: impl Fn(&[T]) + Sync) {
    thread::scope(|scope| {
        for first in events {
            let play = &play;
            scope.spawn(move || orders_after::<T, N>(*first, events, play));
        }
    });
}

fn orders_after<T: Copy + Debug, const N: usize>(first: T, events: &[T], play: &impl Fn(&[T])) {
    let mut places = [0; N];
    loop {
        let mut order = places.map(|place| events[place]);
        order[0] = first;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| play(&order))) {
            eprintln!("{order:?}");
            resume_unwind(panic);
        }
        let next = places.iter().rposition(|place| place + 1 < events.len());
        let Some(next) = next.filter(|next| *next > 0) else { break };
        places[next] += 1;
        places[next + 1..].fill(0);
    }
}
