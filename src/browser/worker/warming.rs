//! A worker that has nothing to do yet warms up: it does with public numbers what it will do with secret
//! ones, so that the browser has optimised that by then. Between two pieces it listens, and whatever it is
//! asked for ends it.

use std::cell::Cell;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use js_sys::Date;

use super::desk::{check_randomness, later, with_keyholder};

/// Milliseconds of work in all.
const ENOUGH: f64 = 120.0;

#[derive(Clone, Copy)]
struct Warming {
    piece: usize,
    spent: f64,
}

thread_local! {
    static WARMING: Cell<Option<Warming>> = const { Cell::new(None) };
}

/// Begins.
pub fn begin() {
    WARMING.set(Some(Warming { piece: 0, spent: 0.0 }));
    later(0, go_on);
}

/// Ends it.
pub fn end() {
    WARMING.set(None);
}

fn go_on() {
    let Some(Warming { piece, spent }) = WARMING.get() else { return };
    if check_randomness().is_err() {
        return end();
    }
    let begun = Date::now();
    with_keyholder(|keyholder| keyholder.warm_up(piece, &mut UnwrapErr(SysRng)));
    // A clock that is set back ends it.
    let took = Date::now() - begun;
    let spent = spent + took;
    if (0.0..ENOUGH).contains(&took) && spent < ENOUGH {
        WARMING.set(Some(Warming { piece: piece.saturating_add(1), spent }));
        later(0, go_on);
    } else {
        end();
    }
}
