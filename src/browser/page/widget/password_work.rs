//! Work on a password that takes long: how far it has come, and the button that ends it. Each
//! place on the page that opens something has its own.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use web_sys::HtmlProgressElement;

use crate::browser::page::widget::dom;
use crate::password_encryption::Progress;
use crate::wording;

/// Milliseconds after which work is shown: what is sooner over is not worth a look.
const PATIENCE: i32 = 1_000;

/// Work this far on, in percent, is nearly over and not shown any more.
const NEARLY_OVER: u8 = 75;

/// The work that goes on in one place of the page: the elements `<place>-opening`,
/// `<place>-opening-progress`, `<place>-opening-text`, `<place>-opening-cancel`, and
/// `<place>-status`, which is read aloud.
pub struct PasswordWork {
    place: &'static str,
    /// When it began, in milliseconds since 1970; none while there is no work.
    began: Cell<Option<f64>>,
    progress: Cell<Progress>,
    timer: Cell<Option<i32>>,
}

impl PasswordWork {
    /// The work of this place.
    pub fn at(place: &'static str) -> Rc<Self> {
        let (began, progress, timer) = Default::default();
        Rc::new(Self { place, began, progress, timer })
    }

    /// Calls back when the person cancels. Nothing is shown any more then.
    pub fn on_cancel(self: &Rc<Self>, then: impl Fn() + 'static) {
        let own = Rc::clone(self);
        dom::on_id(&self.id("opening-cancel"), "click", move |_| {
            own.end(None);
            then();
        });
    }

    /// The work begins.
    pub fn begin(self: &Rc<Self>) {
        self.end(None);
        self.began.set(Some(js_sys::Date::now()));
        self.look_after(PATIENCE);
    }

    /// Whether there is work.
    pub fn goes_on(&self) -> bool {
        self.began.get().is_some()
    }

    /// The worker has said how far it is.
    pub fn report(&self, progress: Progress) {
        self.progress.set(progress);
        if self.is_shown() {
            self.draw();
        }
    }

    /// The work is over. Where the button to cancel had the keyboard, that goes to another element.
    pub fn end(&self, next: Option<&str>) {
        if let Some(timer) = self.timer.take() {
            dom::window().clear_timeout_with_handle(timer);
        }
        self.began.set(None);
        self.progress.take();
        let had_keyboard = dom::has_focus(&self.id("opening-cancel"));
        dom::show(&self.id("opening"), false);
        dom::set_text(&self.id("opening-text"), "");
        if let Some(next) = next.filter(|_| had_keyboard) {
            dom::focus(next);
        }
    }

    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.place)
    }

    fn is_shown(&self) -> bool {
        !dom::element(&self.id("opening")).hidden()
    }

    /// Shows the work after a time, and keeps the elapsed time honest between two reports.
    fn look_after(self: &Rc<Self>, milliseconds: i32) {
        let own = Rc::downgrade(self);
        let timer = dom::later(milliseconds, move || {
            let Some(own) = own.upgrade().filter(|own| own.goes_on()) else { return };
            let nearly_over = own.progress.get().percent().is_some_and(|percent| percent >= NEARLY_OVER);
            if own.is_shown() {
                own.draw();
            } else if !nearly_over {
                own.draw();
                dom::show(&own.id("opening"), true);
                dom::set_text(&own.id("status"), wording::PASSWORD_WORK_IS_LONG);
            }
            own.look_after(PATIENCE);
        });
        self.timer.set(Some(timer));
    }

    fn draw(&self) {
        let progress = self.progress.get();
        let bar: HtmlProgressElement = dom::get(&self.id("opening-progress"));
        match progress.percent() {
            Some(percent) => bar.set_value(f64::from(percent)),
            // A bar without a value moves to and fro.
            None => bar.remove_attribute("value").unwrap_or_default(),
        }
        let text = wording::password_work(progress, self.elapsed());
        dom::set_text(&self.id("opening-text"), &text);
    }

    fn elapsed(&self) -> Duration {
        self.began.get().map(dom::since).unwrap_or_default()
    }
}
