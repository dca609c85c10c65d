//! Waiting for the pointer to come up.
//!
//! Leaving a field can show or hide a message, and that moves what is below. If the field was left
//! by pressing a button, the button would move away under the pointer, and no click would come of
//! it. So whatever follows from leaving a field waits until the click is through.

use std::cell::{Cell, RefCell};

use crate::browser::page::widget::{clock, dom};

type Waiting = Vec<Box<dyn FnOnce()>>;

thread_local! {
    static DOWN: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Waiting> = const { RefCell::new(Vec::new()) };
}

/// Watches the pointer.
pub fn start() {
    dom::on(&dom::document(), "pointerdown", |_| DOWN.set(true));
    for kind in ["pointerup", "pointercancel"] {
        dom::on(&dom::document(), kind, |_| {
            DOWN.set(false);
            // The click comes after this event, and before any timer.
            clock::later(0, run);
        });
    }
}

/// Calls back now, or when the pointer is up and its click is through.
pub fn when_up(then: impl FnOnce() + 'static) {
    if DOWN.get() {
        WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(then)));
    } else {
        then();
    }
}

fn run() {
    for then in WAITING.take() {
        then();
    }
}
