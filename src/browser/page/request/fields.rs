//! The fields of the step: what stands in them, and when that is told.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::Request;
use crate::browser::page::widget::choice::chosen_size;
use crate::browser::page::widget::{confirm, dom, field};
use crate::steps::request::{Event, Given};
use crate::wording;

/// Listens to the fields and buttons.
pub fn listen(request: &Rc<Request>) {
    let own = Rc::clone(request);
    field::on_form("request-form", &[], move |_| own.on(Event::Changed(own.given())));
    let own = Rc::clone(request);
    dom::on_id("request-form", "submit", move |event| {
        event.prevent_default();
        own.name.judge_all();
        own.on(Event::Pressed(own.given()));
    });
    // Whoever fills in the form will want a key.
    let own = Rc::clone(request);
    dom::on_id("request-form", "focusin", move |_| own.pool.prepare());
    let own = Rc::clone(request);
    dom::on_id("same-for-prod", "click", move |_| {
        let own = Rc::clone(&own);
        confirm::ask(wording::SAME_FOR_PROD, "Fill in the form for PROD", move || {
            own.name.fill_for_prod();
        });
    });
    let own = Rc::clone(request);
    dom::on_id("cancel", "click", move |_| own.on(Event::Cancelled));
}

impl Request {
    /// What stands in the fields now.
    fn given(&self) -> Given {
        let secret = |id: &str| Zeroizing::new(dom::value(id));
        Given {
            name: self.name.read(),
            format: self.name.format(),
            size: chosen_size("key-size"),
            password: secret("key-password"),
            again: secret("key-password-confirm"),
        }
    }
}
