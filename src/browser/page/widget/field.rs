//! When a person has typed into a field, has left it, or has pressed Enter there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::clock::{self, REST};
use super::{dom, pointer};

/// Calls back at the key Enter in a field, which does nothing else there.
pub fn on_enter(id: &str, mut then: impl FnMut() + 'static) {
    dom::on_id(id, "keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() == "Enter" {
            event.prevent_default();
            then();
        }
    });
}

/// Calls back when the person has left the element with this id, or changed it and gone on. If
/// that was by pressing a button, the click comes first.
pub fn on_left(id: &str, kind: &str, then: impl FnMut() + 'static) {
    let then: Rc<RefCell<dyn FnMut()>> = Rc::new(RefCell::new(then));
    dom::on_id(id, kind, move |_| {
        let then = Rc::clone(&then);
        pointer::when_up(move || then.borrow_mut()());
    });
}

/// Calls back when a field was typed into, changed or left. `true` says that the person has been
/// there and gone on, or that a script has set the value: time to say what is wrong.
pub fn on_edit(id: &'static str, mut then: impl FnMut(bool) + Clone + 'static) {
    let mut on_input = then.clone();
    dom::on_id(id, "input", move |_| on_input(!dom::has_focus(id)));
    let mut on_change = then.clone();
    on_left(id, "change", move || on_change(true));
    on_left(id, "blur", move || {
        if !dom::value(id).is_empty() {
            then(true);
        }
    });
}

/// Calls back whenever something in a form is typed, changed or left. `true` says that the person has done
/// with it for now: has chosen, has gone on, or rests. A password that is half typed in one of the fields
/// `unhurried` is not a wrong one: there, resting is not enough.
pub fn on_form(form: &str, unhurried: &'static [&'static str], then: impl Fn(bool) + 'static) {
    let (then, typed) = (Rc::new(then), Rc::new(Cell::new(0_u32)));
    let (changed, count) = (Rc::clone(&then), Rc::clone(&typed));
    dom::on_id(form, "input", move |_| {
        let now = count.get().wrapping_add(1);
        count.set(now);
        changed(false);
        let (changed, count) = (Rc::clone(&changed), Rc::clone(&count));
        clock::later(REST, move || {
            if count.get() == now && !unhurried.iter().any(|id| dom::has_focus(id)) {
                changed(true);
            }
        });
    });
    on_left(form, "change", move || {
        typed.set(typed.get().wrapping_add(1));
        then(true);
    });
}
