//! Work on a password that takes long: how far it has come, and the button that ends it. Each
//! place on the page that opens something has its own.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use web_sys::HtmlProgressElement;

use crate::browser::page::widget::{clock, dom};
use crate::password_encryption::Progress;
use crate::steps::ticket::Ticket;
use crate::wording;

/// Milliseconds after which work is shown: what is sooner over is not worth a look.
const PATIENCE: i32 = 1_000;

/// Work this far on, in percent, is nearly over and not shown any more.
const NEARLY_OVER: u8 = 75;

/// The work that goes on in one place of the page: the elements `<place>-opening`,
/// `<place>-opening-progress`, `<place>-opening-text`, `<place>-opening-cancel`, and
/// `<place>-status`, which is read aloud.
pub struct Opening {
    place: &'static str,
    work: RefCell<Option<Work>>,
}

#[derive(Clone, Copy)]
struct Work {
    ticket: Ticket,
    /// When it began, in milliseconds since 1970.
    began: f64,
    progress: Progress,
    timer: i32,
    is_shown: bool,
}

impl Opening {
    /// The work of this place.
    pub fn at(place: &'static str) -> Rc<Self> {
        Rc::new(Self { place, work: RefCell::default() })
    }

    /// Calls back when the person cancels.
    pub fn on_cancel(&self, then: impl Fn() + 'static) {
        dom::on_id(&self.id("opening-cancel"), "click", move |_| then());
    }

    /// Follows the work on a question, or none. `status` is what is said of it meanwhile. Where the button to
    /// cancel had the keyboard when the work ends, that goes to the element `next`.
    pub fn follow(self: &Rc<Self>, ticket: Option<Ticket>, status: &str, next: &str) {
        if self.work.borrow().map(|work| work.ticket) != ticket {
            self.end(next);
            if let Some(ticket) = ticket {
                let (began, progress) = (js_sys::Date::now(), Progress::default());
                let timer = self.look_after(ticket);
                *self.work.borrow_mut() = Some(Work { ticket, began, progress, timer, is_shown: false });
            }
        }
        let is_long = self.work.borrow().is_some_and(|work| work.is_shown);
        dom::set_text(&self.id("status"), if is_long { wording::PASSWORD_WORK_IS_LONG } else { status });
    }

    /// The worker has said how far it is.
    pub fn report(&self, progress: Progress) {
        if let Some(work) = self.work.borrow_mut().as_mut() {
            work.progress = progress;
        }
        self.draw();
    }

    fn end(&self, next: &str) {
        if let Some(work) = self.work.take() {
            dom::window().clear_timeout_with_handle(work.timer);
        }
        let had_keyboard = dom::has_focus(&self.id("opening-cancel"));
        dom::show(&self.id("opening"), false);
        dom::set_text(&self.id("opening-text"), "");
        if had_keyboard {
            dom::focus(next);
        }
    }

    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.place)
    }

    /// Shows the work after a time, and keeps the elapsed time honest between two reports.
    fn look_after(self: &Rc<Self>, ticket: Ticket) -> i32 {
        let own = Rc::downgrade(self);
        clock::later(PATIENCE, move || {
            let Some(own) = own.upgrade() else { return };
            let Some(mut work) = (*own.work.borrow()).filter(|work| work.ticket == ticket) else { return };
            let is_nearly_over = work.progress.percent().is_some_and(|percent| percent >= NEARLY_OVER);
            let is_new = !work.is_shown && !is_nearly_over;
            work.is_shown |= is_new;
            work.timer = own.look_after(ticket);
            *own.work.borrow_mut() = Some(work);
            own.draw();
            if is_new {
                dom::show(&own.id("opening"), true);
                dom::set_text(&own.id("status"), wording::PASSWORD_WORK_IS_LONG);
            }
        })
    }

    fn draw(&self) {
        let Some(Work { progress, began, .. }) = (*self.work.borrow()).filter(|work| work.is_shown) else {
            return;
        };
        let bar: HtmlProgressElement = dom::get(&self.id("opening-progress"));
        match progress.percent() {
            Some(percent) => bar.set_value(f64::from(percent)),
            // A bar without a value moves to and fro.
            None => bar.remove_attribute("value").unwrap_or_default(),
        }
        let elapsed: Duration = clock::since(began);
        dom::set_text(&self.id("opening-text"), &wording::password_work(progress, elapsed));
    }
}
