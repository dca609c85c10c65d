//! The password of what was chosen.

use std::cell::Cell;
use std::rc::Rc;

use crate::browser::page::widget::clock::REST;
use crate::browser::page::widget::{dom, field, secrets};
use crate::password::Password;

/// A field for a password that opens what was chosen, with its button `<id>-show`.
pub struct PasswordField {
    id: &'static str,
    /// Whether something was typed that was not tried yet.
    is_new: Cell<bool>,
}

impl PasswordField {
    /// The field with this id.
    pub fn at(id: &'static str) -> Rc<Self> {
        Rc::new(Self { id, is_new: Cell::default() })
    }

    /// Calls back when a password is to be tried: at the key Enter; and when the person leaves the field
    /// or a script has set it, unless it was tried already.
    pub fn on_given(self: &Rc<Self>, then: impl Fn() + 'static) {
        let then = Rc::new(then);
        let entered = Rc::clone(&then);
        field::on_enter(self.id, move || entered());
        let own = Rc::clone(self);
        // A script's own event says that it has set the value.
        dom::on_id(self.id, "change", move |event| own.is_new.set(own.is_new.get() || !event.is_trusted()));
        let own = Rc::clone(self);
        let given = move || {
            if own.is_new.get() && !own.is_empty() {
                then();
            }
        };
        field::on_left(self.id, "change", given.clone());
        let own = Rc::clone(self);
        dom::on_id(self.id, "input", move |_| {
            own.is_new.set(true);
            let (own, given) = (Rc::clone(&own), given.clone());
            // A half-typed password is not a wrong one: while the person types, wait.
            dom::later(REST, move || {
                if !dom::has_focus(own.id) {
                    given();
                }
            });
        });
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        dom::value(self.id).is_empty()
    }

    /// What is in it, to be tried.
    pub fn read(&self) -> Option<Password> {
        self.is_new.set(false);
        Password::new(dom::value(self.id)).ok()
    }

    /// Empties and covers it: the password has been taken.
    pub fn empty(&self) {
        secrets::empty(&[self.id]);
        secrets::reveal(&format!("{}-show", self.id), &[self.id], false);
    }

    /// Gives it the keyboard.
    pub fn focus(&self) {
        dom::focus(self.id);
    }
}
