//! A new password: typed twice, or made.

use std::cell::Cell;
use std::rc::Rc;

use getrandom::SysRng;
use getrandom::rand_core::{TryRng, UnwrapErr};

use crate::browser::page::widget::{clipboard, dom, errors, field, secrets};
use crate::message::{Field, Message};
use crate::password::{Password, PasswordError};
use crate::wording;

/// A pair of fields for a new password.
pub struct NewPassword {
    first: Field,
    again: Field,
    optional: bool,
    /// Whether it is said that the password is weak.
    is_weakness_said: Cell<bool>,
}

impl NewPassword {
    /// Listens to the fields and to the buttons `<id>-make` and `<id>-copy`.
    pub fn start(first: Field, again: Field, optional: bool) -> Rc<Self> {
        let pair = Rc::new(Self { first, again, optional, is_weakness_said: Cell::new(false) });
        // Not when a field is left: a click on the button that makes a password leaves it.
        for field in [first, again] {
            let typed = Rc::clone(&pair);
            dom::on_id(field.id(), "input", move |_| typed.forget_made());
        }
        let typed = Rc::clone(&pair);
        field::on_edit(first.id(), move |left| {
            typed.warn(left);
            typed.edited(left && !dom::value(again.id()).is_empty());
        });
        let typed = Rc::clone(&pair);
        field::on_edit(again.id(), move |left| typed.edited(left));
        let made = Rc::clone(&pair);
        dom::on_id(&pair.part("make"), "click", move |_| made.make());
        let copied = Rc::clone(&pair);
        dom::on_id(&pair.part("copy"), "click", move |_| {
            clipboard::copy_field(copied.first.id(), copied.status());
        });
        pair
    }

    /// The password; none where it is optional and nothing was typed.
    pub fn read(&self) -> Result<Option<Password>, Message> {
        let (first, again) = (dom::value(self.first.id()), dom::value(self.again.id()));
        if self.optional && first.is_empty() && again.is_empty() {
            return Ok(None);
        }
        match Password::repeated(first, &again) {
            Ok(password) => Ok(Some(password)),
            Err(PasswordError::Empty) if self.optional => Err(self.message(PasswordError::Different)),
            Err(error) => Err(self.message(error)),
        }
    }

    /// Empties and covers the fields: the password has been taken.
    pub fn empty(&self) {
        secrets::empty(&[self.first.id(), self.again.id()]);
        secrets::reveal(&self.part("show"), &[self.first.id(), self.again.id()], false);
        self.forget_made();
        self.warn(false);
    }

    fn part(&self, part: &str) -> String {
        format!("{}-{part}", self.first.id())
    }

    fn status(&self) -> &'static str {
        match self.first {
            Field::KeyPassword => "key-password-status",
            Field::PfxPassword => "pfx-password-status",
            Field::BulkPassword => "bulk-password-status",
            _ => "bulk-pfx-password-status",
        }
    }

    fn message(&self, error: PasswordError) -> Message {
        wording::new_password(error, self.first, self.again)
    }

    /// What is in the fields is not the password that was made any more.
    fn forget_made(&self) {
        dom::show(&self.part("copy"), false);
        dom::show(&self.part("status"), false);
    }

    fn edited(&self, left: bool) {
        let wrong = self.read().err();
        let good = |field: &Field| wrong.as_ref().is_none_or(|message| message.field != *field);
        errors::clear(&[self.first, self.again].into_iter().filter(good).collect::<Vec<_>>());
        if let Some(message) = wrong.filter(|_| left) {
            errors::beside(&message);
        }
    }

    /// Says that the password is weak, once the field was left, and which programs will refuse it where it is
    /// that of a PKCS#12 file.
    fn warn(&self, left: bool) {
        let typed = dom::value(self.first.id());
        let weak = wording::weak_password(&typed);
        let is_said = weak.is_some() && (left || self.is_weakness_said.get());
        self.is_weakness_said.set(is_said);
        let is_of_pfx = matches!(self.first, Field::PfxPassword | Field::BulkPfxPassword);
        let refused = wording::pfx_password_warning(&typed).filter(|_| is_of_pfx);
        let warnings: Vec<&str> = weak.filter(|_| is_said).into_iter().chain(refused).collect();
        dom::set_text(&self.part("warning"), &warnings.join(" "));
        dom::show(&self.part("warning"), !warnings.is_empty());
    }

    /// Makes a strong password and shows it in the fields themselves, where it is gone as soon as
    /// it is taken.
    fn make(&self) {
        if SysRng.try_fill_bytes(&mut [0; 1]).is_err() {
            errors::beside(&Message { field: self.first, ..wording::no_randomness() });
            return;
        }
        let password = Password::make_strong(&mut UnwrapErr(SysRng));
        dom::set_value(self.first.id(), password.as_str());
        dom::set_value(self.again.id(), password.as_str());
        secrets::reveal(&self.part("show"), &[self.first.id(), self.again.id()], true);
        errors::clear(&[self.first, self.again]);
        dom::show(&self.part("copy"), true);
        dom::set_text(
            self.status(),
            "This password is shown once. Put it into your password manager before you go on.",
        );
        dom::show(self.status(), true);
        self.warn(false);
        dom::announce(self.first.id(), "change");
    }
}
