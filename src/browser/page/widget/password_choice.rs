//! Who chooses the passwords of the files of a batch.

use std::rc::Rc;

use crate::browser::page::widget::dom;
use crate::browser::page::widget::new_password::NewPassword;
use crate::job;
use crate::message::{Field, Message};
use crate::password::Password;

/// The choice of a place of the page: the radio buttons `<id>-each`, `<id>-one` and, where there may be
/// no password, `<id>-none`, and the fields of the one for all.
pub struct PasswordChoice {
    id: &'static str,
    one: Rc<NewPassword>,
}

/// What was chosen.
pub enum Chosen {
    /// A strong one is made for each.
    Each,
    /// The person gives one for all.
    One(Password),
    /// None.
    None,
}

impl PasswordChoice {
    /// Listens to the fields.
    pub fn start(first: Field, again: Field) -> Self {
        Self { id: first.id(), one: NewPassword::start(first, again, false) }
    }

    /// What is chosen now.
    pub fn read(&self) -> Result<Chosen, Message> {
        let is_chosen = |choice: &str| dom::input(&format!("{}-{choice}", self.id)).checked();
        if is_chosen("each") {
            Ok(Chosen::Each)
        } else if is_chosen("one") {
            Ok(self.one.read()?.map_or(Chosen::None, Chosen::One))
        } else {
            Ok(Chosen::None)
        }
    }

    /// Empties the fields: the password has been taken.
    pub fn empty(&self) {
        self.one.empty();
    }
}

impl Chosen {
    /// The password of one file.
    pub fn for_one(&self) -> Option<job::NewPassword> {
        match self {
            Self::Each => Some(job::NewPassword::Made),
            Self::One(password) => copy(password).map(job::NewPassword::Given),
            Self::None => None,
        }
    }
}

/// A copy of a password, for another message to a worker.
pub fn copy(password: &Password) -> Option<Password> {
    Password::new(password.as_str()).ok()
}
