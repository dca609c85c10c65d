//! How far the work on a batch has come, and the button that ends it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use web_sys::HtmlProgressElement;

use crate::browser::page::widget::dom;
use crate::wording;

/// Milliseconds between two pictures. Painted with each name that is done, they take a twentieth of the time
/// that the workers need for keys of 2048 bits.
const BETWEEN_PICTURES: i32 = 100;

/// The work in one place of the page: the elements `<place>-working`, `<place>-progress`,
/// `<place>-progress-text`, `<place>-cancel`, and `<place>-status`, which is read aloud.
pub struct BatchProgress {
    place: &'static str,
    began: Cell<f64>,
    done: Cell<usize>,
    total: Cell<usize>,
    timer: Cell<Option<i32>>,
}

impl BatchProgress {
    /// The work of this place.
    pub fn at(place: &'static str) -> Rc<Self> {
        let (began, done, total, timer) = Default::default();
        Rc::new(Self { place, began, done, total, timer })
    }

    /// Calls back when the person cancels.
    pub fn on_cancel(&self, then: impl Fn() + 'static) {
        dom::on_id(&self.id("cancel"), "click", move |_| then());
    }

    /// The work on so many begins.
    pub fn begin(self: &Rc<Self>, total: usize, said: &str) {
        self.end();
        self.began.set(js_sys::Date::now());
        self.done.set(0);
        self.total.set(total);
        dom::show(&self.id("working"), true);
        dom::set_text(&self.id("status"), said);
        self.draw();
        self.tick();
    }

    /// One more is done. Every quarter of them is said aloud.
    pub fn advance(&self) {
        let (done, total) = (self.done.get().saturating_add(1), self.total.get());
        let quarter = |done: usize| done.saturating_mul(4).checked_div(total);
        if done < total && quarter(done) != quarter(self.done.get()) {
            dom::set_text(&self.id("status"), &wording::batch_so_far(done, total));
        }
        self.done.set(done);
    }

    /// The work is over.
    pub fn end(&self) {
        if let Some(timer) = self.timer.take() {
            dom::window().clear_timeout_with_handle(timer);
        }
        dom::show(&self.id("working"), false);
        dom::set_text(&self.id("progress-text"), "");
    }

    /// Whether there is work.
    pub fn goes_on(&self) -> bool {
        self.timer.get().is_some()
    }

    /// How long it has taken so far.
    pub fn elapsed(&self) -> Duration {
        dom::since(self.began.get())
    }

    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.place)
    }

    /// Draws what is done, and keeps the time honest.
    fn tick(self: &Rc<Self>) {
        let own = Rc::downgrade(self);
        let timer = dom::later(BETWEEN_PICTURES, move || {
            if let Some(own) = own.upgrade().filter(|own| own.goes_on()) {
                own.draw();
                own.tick();
            }
        });
        self.timer.set(Some(timer));
    }

    #[allow(clippy::cast_precision_loss, reason = "a batch has a thousand at most")]
    fn draw(&self) {
        let (done, total) = (self.done.get(), self.total.get());
        let bar: HtmlProgressElement = dom::get(&self.id("progress"));
        bar.set_max(total.max(1) as f64);
        bar.set_value(done as f64);
        let text = wording::batch_progress(done, total, self.elapsed());
        dom::set_text(&self.id("progress-text"), &text);
    }
}
