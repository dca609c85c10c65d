//! What is read aloud, and not shown because the eye sees it anyway.

use std::cell::Cell;

use crate::browser::page::widget::{clock, dom};

/// Milliseconds of rest after which a person has typed what they wanted.
const REST: i32 = 1_000;

thread_local! {
    /// Counts what was to be said: only the last of many things in a row is.
    static WANTED: Cell<u32> = const { Cell::new(0) };
}

/// Has a sentence read aloud, when whoever has it read is free to listen.
pub fn say(sentence: &str) {
    WANTED.set(WANTED.get().wrapping_add(1));
    dom::set_text("said", sentence);
}

/// The same, for what changes with every letter that is typed: when the person rests.
pub fn say_at_rest(sentence: String) {
    let wanted = WANTED.get().wrapping_add(1);
    WANTED.set(wanted);
    clock::later(REST, move || {
        if WANTED.get() == wanted {
            say(&sentence);
        }
    });
}
