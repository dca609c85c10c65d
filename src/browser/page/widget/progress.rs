//! How far the work on a batch has come, and the button that ends it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use web_sys::HtmlProgressElement;

use crate::browser::page::widget::{clock, dom};
use crate::wording;

/// Milliseconds between two pictures. Painted with each name that is done, they take a twentieth of the time
/// that the workers need for keys of 2048 bits.
const BETWEEN_PICTURES: i32 = 100;

/// The work in one place of the page: the elements `<place>-working`, `<place>-progress`,
/// `<place>-progress-text`, `<place>-cancel`, and `<place>-status`, which is read aloud.
pub struct BatchProgress {
    place: &'static str,
    work: Cell<Work>,
}

#[derive(Clone, Copy, Default)]
struct Work {
    /// When it began, in milliseconds since 1970.
    began: f64,
    done: usize,
    total: usize,
    /// When it is drawn next; none where there is no work.
    timer: Option<i32>,
}

impl BatchProgress {
    /// The work of this place.
    pub fn at(place: &'static str) -> Rc<Self> {
        Rc::new(Self { place, work: Cell::default() })
    }

    /// Calls back when the person cancels.
    pub fn on_cancel(&self, then: impl Fn() + 'static) {
        dom::on_id(&self.id("cancel"), "click", move |_| then());
    }

    /// The work on so many begins.
    pub fn begin(self: &Rc<Self>, total: usize, said: &str) {
        self.go_on(0, total, Duration::ZERO, said);
    }

    /// The work on so many goes on, of which some were done before, in a time.
    pub fn go_on(self: &Rc<Self>, done: usize, total: usize, spent: Duration, said: &str) {
        self.end();
        let began = js_sys::Date::now() - spent.as_secs_f64() * 1_000.0;
        self.work.set(Work { began, done, total, timer: None });
        dom::show(&self.id("working"), true);
        dom::set_text(&self.id("status"), said);
        self.draw();
        self.tick();
    }

    /// One more is done. Every quarter of them is said aloud.
    pub fn advance(&self) {
        let work = self.work.get();
        let (done, total) = (work.done.saturating_add(1), work.total);
        let quarter = |done: usize| done.saturating_mul(4).checked_div(total);
        if done < total && quarter(done) != quarter(work.done) {
            dom::set_text(&self.id("status"), &wording::batch_so_far(done, total));
        }
        self.work.set(Work { done, ..work });
    }

    /// The work is over.
    pub fn end(&self) {
        let work = self.work.get();
        if let Some(timer) = work.timer {
            dom::window().clear_timeout_with_handle(timer);
        }
        self.work.set(Work { timer: None, ..work });
        dom::show(&self.id("working"), false);
        dom::set_text(&self.id("progress-text"), "");
    }

    /// Whether there is work.
    pub fn goes_on(&self) -> bool {
        self.work.get().timer.is_some()
    }

    /// How long it has taken so far.
    fn elapsed(&self) -> Duration {
        clock::since(self.work.get().began)
    }

    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.place)
    }

    /// Draws what is done, and keeps the time honest.
    fn tick(self: &Rc<Self>) {
        let own = Rc::downgrade(self);
        let timer = clock::later(BETWEEN_PICTURES, move || {
            if let Some(own) = own.upgrade().filter(|own| own.goes_on()) {
                own.draw();
                own.tick();
            }
        });
        self.work.set(Work { timer: Some(timer), ..self.work.get() });
    }

    #[allow(clippy::cast_precision_loss, reason = "a batch has a thousand at most")]
    fn draw(&self) {
        let Work { done, total, .. } = self.work.get();
        let bar: HtmlProgressElement = dom::get(&self.id("progress"));
        bar.set_max(total.max(1) as f64);
        bar.set_value(done as f64);
        let text = wording::batch_progress(done, total, self.elapsed());
        dom::set_text(&self.id("progress-text"), &text);
    }
}
