//! The proof that a key is saved: its file is given back, and opens.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;

use crate::browser::page::widget::password_work::PasswordWork;
use crate::browser::page::widget::{documents, dom, errors, field, secrets};
use crate::browser::page::workers::remote::Remote;
use crate::job::{Job, Outcome};
use crate::message::Field;
use crate::password::Password;
use crate::public_key::Fingerprint;
use crate::wording;

/// The check of the saved key file.
pub struct SavedKeyCheck {
    make_worker: Function,
    /// The worker that opens the file: one of its own, so that nothing it holds can harm the one that
    /// keeps the key.
    checker: RefCell<Option<Remote>>,
    opening: Rc<PasswordWork>,
}

impl SavedKeyCheck {
    /// Listens to the fields, and calls back when the person asks for the check.
    pub fn start(make_worker: Function, on_asked: impl Fn() + Clone + 'static) -> Rc<Self> {
        let (checker, opening) = (RefCell::default(), PasswordWork::at("saved-key"));
        let check = Rc::new(Self { make_worker, checker, opening });
        let asked = on_asked.clone();
        dom::on_id("check-saved-key", "click", move |_| asked());
        // Enter in this field checks, and does not make a second key.
        field::on_enter("saved-key-password", on_asked);
        let own = Rc::clone(&check);
        check.opening.on_cancel(move || {
            own.end(None);
            dom::set_text("saved-key-status", wording::CHECKING_CANCELLED);
            dom::focus("check-saved-key");
        });
        documents::accept_drops("saved-key-file");
        dom::on_id("saved-key-file", "change", |_| begin_anew());
        check
    }

    /// Opens the saved file. Calls back if it holds the key with this public key.
    pub fn begin(self: &Rc<Self>, made: Fingerprint, on_fits: impl Fn() + 'static) {
        begin_anew();
        self.end(None);
        let files = match documents::chosen(Field::SavedKeyFile) {
            Ok(files) if files.is_empty() => return errors::present(&[wording::choose_saved_key()]),
            Ok(files) => files,
            Err(message) => return errors::present(&[message]),
        };
        let own = Rc::downgrade(self);
        let died = move || {
            if let Some(own) = own.upgrade() {
                own.end(None);
            }
            dom::set_text("saved-key-status", "");
            errors::present(&[wording::worker_died(Field::SavedKeyFile)]);
        };
        let Ok(checker) = Remote::start(&self.make_worker, || {}, died.clone()) else { return died() };
        dom::set_text("saved-key-status", "Checking.");
        self.opening.begin();
        let job = Job::CheckSavedKey { password: Password::new(dom::value("saved-key-password")).ok(), made };
        let own = Rc::downgrade(self);
        checker.ask(job, &files, move |outcome, _| {
            let Some(own) = own.upgrade() else { return };
            match outcome {
                Outcome::Opening(progress) => return own.opening.report(progress),
                Outcome::SavedKeyFits => {
                    secrets::empty(&["saved-key-password"]);
                    let said = "The saved file opens and holds the key of this request.";
                    dom::set_text("saved-key-status", said);
                    on_fits();
                }
                Outcome::Refused(messages) => {
                    dom::set_text("saved-key-status", "");
                    errors::present(&messages);
                }
                _ => {}
            }
            own.end(Some("check-saved-key"));
        });
        *self.checker.borrow_mut() = Some(checker);
    }

    /// Ends the check, and empties its fields.
    pub fn forget(&self) {
        self.end(None);
        dom::set_text("saved-key-status", "");
        secrets::empty(&["saved-key-password", "saved-key-file"]);
    }

    /// Ends the worker that opens the file.
    fn end(&self, next: Option<&str>) {
        self.opening.end(next);
        let checker = self.checker.borrow_mut().take();
        drop(checker);
    }
}

/// What was said of another file is not true of this one.
fn begin_anew() {
    errors::clear(&[Field::SavedKeyFile, Field::SavedKeyPassword]);
    dom::set_text("saved-key-status", "");
}
