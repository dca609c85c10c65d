//! While a key is made: closed fields, how far the search has come, and the button that cancels it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use web_sys::{HtmlFieldSetElement, HtmlProgressElement};

use crate::browser::page::widget::{clock, dom};
use crate::key::Progress;
use crate::wording;

/// Milliseconds that a key may take before it is said that it is being made: what is shown for less
/// flickers, and takes processors from those who make it.
const AT_ONCE: i32 = 100;

/// Milliseconds between two looks at the clock.
const BETWEEN_LOOKS: i32 = 1_000;

/// The work on a key.
pub struct Working {
    work: RefCell<Option<Work>>,
}

#[derive(Clone, Copy)]
struct Work {
    /// When it began, in milliseconds since 1970.
    began: f64,
    progress: Option<Progress>,
    timer: i32,
    is_shown: bool,
}

impl Working {
    /// No work.
    pub fn new() -> Rc<Self> {
        Rc::new(Self { work: RefCell::default() })
    }

    /// The work begins.
    pub fn begin(self: &Rc<Self>) {
        self.follow(false);
        let (began, timer) = (js_sys::Date::now(), self.look_after(AT_ONCE));
        *self.work.borrow_mut() = Some(Work { began, progress: None, timer, is_shown: false });
    }

    /// Closes the fields while a key is made, and opens them again. Where the work has just ended, how long
    /// it took.
    pub fn follow(&self, is_making: bool) -> Option<Duration> {
        dom::get::<HtmlFieldSetElement>("request-fields").set_disabled(is_making);
        let ended = if is_making { None } else { self.work.take() }?;
        dom::window().clear_timeout_with_handle(ended.timer);
        dom::show("generate", true);
        dom::show("working", false);
        Some(clock::since(ended.began))
    }

    /// Says something beside the button, unless the work is shown there.
    pub fn say(&self, status: &str) {
        if !self.work.borrow().is_some_and(|work| work.is_shown) {
            dom::set_text("request-status", status);
        }
    }

    /// The workers have said how far they are.
    pub fn report(&self, progress: Progress) {
        if let Some(work) = self.work.borrow_mut().as_mut() {
            work.progress = Some(progress);
        }
        self.draw();
    }

    /// Shows the work after a time, and keeps the elapsed time honest between two reports.
    fn look_after(self: &Rc<Self>, milliseconds: i32) -> i32 {
        let own = Rc::downgrade(self);
        clock::later(milliseconds, move || {
            let Some(own) = own.upgrade() else { return };
            let Some(work) = *own.work.borrow() else { return };
            let timer = own.look_after(BETWEEN_LOOKS);
            *own.work.borrow_mut() = Some(Work { timer, is_shown: true, ..work });
            own.draw();
            if !work.is_shown {
                dom::show("generate", false);
                dom::show("working", true);
                dom::set_text("request-status", "Making the key.");
                dom::focus("cancel");
            }
        })
    }

    fn draw(&self) {
        let Some(Work { began, progress, .. }) = (*self.work.borrow()).filter(|work| work.is_shown) else {
            return;
        };
        let share = progress.map_or(0.0, Progress::share);
        dom::get::<HtmlProgressElement>("progress").set_value(share * 100.0);
        let tried = progress.map_or_else(|| "Starting.".to_owned(), wording::progress);
        dom::set_text("progress-text", &format!("{tried} {}", wording::elapsed(clock::since(began))));
    }
}
