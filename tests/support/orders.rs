//! Every order in which things can happen.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

/// What an event did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// Something, perhaps.
    Something,
    /// Nothing could happen, as when nobody was asked who could answer: without this event, the order is the
    /// same.
    Nothing,
}

/// Plays every sequence of up to `N` events, each in a world of its own, and ends it. An event that does
/// nothing makes the order one of the shorter ones, which are played as well. Those that begin alike have a
/// thread of their own. Where one fails, its order is printed.
pub fn every_order<W: Default, T: Copy + Debug + Sync, const N: usize>(
    events: &[T],
    act: impl Fn(&mut W, T) -> Happened + Sync,
    end: impl Fn(W) + Sync,
) {
    end(W::default());
    thread::scope(|scope| {
        for first in 0..events.len() {
            let (act, end) = (&act, &end);
            scope.spawn(move || {
                for length in 1..=N {
                    orders_after(first, length, events, act, end);
                }
            });
        }
    });
}

fn orders_after<W: Default, T: Copy + Debug>(
    first: usize,
    length: usize,
    events: &[T],
    act: &impl Fn(&mut W, T) -> Happened,
    end: &impl Fn(W),
) {
    let mut places = vec![0; length];
    places[0] = first;
    loop {
        let played = catch_unwind(AssertUnwindSafe(|| {
            let mut world = W::default();
            for (index, place) in places.iter().enumerate() {
                if act(&mut world, events[*place]) == Happened::Nothing {
                    return index;
                }
            }
            end(world);
            length - 1
        }));
        let last = played.unwrap_or_else(|panic| {
            let order: Vec<T> = places.iter().map(|place| events[*place]).collect();
            eprintln!("{order:?}");
            resume_unwind(panic);
        });
        let next = places[..=last].iter().rposition(|place| place + 1 < events.len());
        let Some(next) = next.filter(|next| *next > 0) else { break };
        places[next] += 1;
        places[next + 1..].fill(0);
    }
}
