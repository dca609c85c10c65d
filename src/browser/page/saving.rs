//! What was made: shown, saved, and proven to be saved.

mod check;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::Function;
use web_sys::Blob;

use self::check::SavedKeyCheck;
use crate::browser::page::sending;
use crate::browser::page::widget::dom::fill_all;
use crate::browser::page::widget::{clipboard, dom, download, errors};
use crate::browser::page::workers::remote::Remote;
use crate::job::{Job, MadeKey, Outcome};
use crate::message::Field;
use crate::name::{EndpointName, Format};
use crate::wording;

/// A key that was made, and how much of it is saved.
pub struct Saving {
    kept: RefCell<Option<Kept>>,
    key_saved: Cell<bool>,
    /// Whether the saved file was given back, and held the key.
    key_checked: Cell<bool>,
    request_saved: Cell<bool>,
    check: Rc<SavedKeyCheck>,
}

struct Kept {
    /// The worker that holds the key; none where it has died.
    keeper: Option<Rc<Remote>>,
    made: MadeKey,
    name: EndpointName,
    format: Format,
}

impl Saving {
    /// Listens to the buttons.
    pub fn start(make_worker: Function) -> Rc<Self> {
        let saving = Rc::new_cyclic(|own: &Weak<Self>| {
            let own = Weak::clone(own);
            let on_asked = move || {
                if let Some(own) = own.upgrade() {
                    own.check_saved_key();
                }
            };
            Self {
                kept: RefCell::default(),
                key_saved: Cell::default(),
                key_checked: Cell::default(),
                request_saved: Cell::default(),
                check: SavedKeyCheck::start(make_worker, on_asked),
            }
        });
        let own = Rc::clone(&saving);
        dom::on_id("download-key", "click", move |_| own.save_key());
        let own = Rc::clone(&saving);
        dom::on_id("download-csr", "click", move |_| own.save_request());
        let own = Rc::clone(&saving);
        dom::on_id("copy-csr", "click", move |_| own.copy_request());
        saving
    }

    /// Shows what was made, and keeps the worker that holds the key.
    pub fn keep(&self, keeper: Remote, made: MadeKey, name: &EndpointName, format: Format) {
        self.key_saved.set(false);
        self.key_checked.set(false);
        self.request_saved.set(false);
        dom::set_text("result-name", &made.name);
        dom::set_text("result-key", &format!("RSA, {} bits", made.bits));
        dom::set_text(
            "result-sealed",
            if made.sealed { "Under your password" } else { "Without a password" },
        );
        fill_all("#key-as-text [data-name]", &made.name);
        dom::show("key-text-sealed", made.sealed);
        dom::show("key-text-open", !made.sealed);
        dom::set_text("result-fingerprint", &made.fingerprint.to_string());
        dom::set_value("csr-pem", &made.request);
        *self.kept.borrow_mut() =
            Some(Kept { keeper: Some(Rc::new(keeper)), made, name: name.clone(), format });
        self.draw();
        self.show(true);
    }

    /// Shows what was made, if anything, or hides it while another key is made in its place.
    pub fn show(&self, shown: bool) {
        let shown = shown && self.has_key();
        dom::show("request-result", shown);
        dom::show("sending", shown);
    }

    /// Whether there is a key, or there was one that is saved.
    pub fn has_key(&self) -> bool {
        self.kept.borrow().is_some()
    }

    /// The key that was made in this visit, and the worker that holds it.
    pub fn held(&self) -> Option<(MadeKey, Rc<Remote>)> {
        let kept = self.kept.borrow();
        let kept = kept.as_ref()?;
        Some((kept.made.clone(), kept.keeper.clone()?))
    }

    fn made(&self) -> Option<MadeKey> {
        self.kept.borrow().as_ref().map(|kept| kept.made.clone())
    }

    /// Whether a file that was made has not been saved.
    pub fn has_unsaved(&self) -> bool {
        self.unsaved_in_words().is_some()
    }

    /// What is not saved, in a sentence.
    pub fn unsaved_in_words(&self) -> Option<&'static str> {
        self.kept.borrow().as_ref()?;
        wording::unsaved(self.key_saved.get(), self.request_saved.get())
    }

    /// Ends the worker that holds the key, and hides what was made.
    pub fn forget(&self) {
        self.kept.borrow_mut().take();
        self.check.forget();
        download::forget();
        self.show(false);
        fill_all("#key-as-text [data-name]", "");
        for id in [
            "result-name",
            "result-key",
            "result-sealed",
            "result-fingerprint",
            "unsaved-text",
            "saved-text",
            "copy-csr-status",
            "copy-key-status",
        ] {
            dom::set_text(id, "");
        }
        dom::set_value("csr-pem", "");
        dom::set_text("request-step", wording::request_step(false));
        sending::empty();
    }

    /// The worker that held the key has died, and the key with it, unless it is saved.
    pub fn keeper_died(&self) {
        if self.key_saved.get() {
            if let Some(kept) = self.kept.borrow_mut().as_mut() {
                kept.keeper = None;
            }
        } else {
            self.forget();
        }
        errors::present(&[wording::keeper_died(self.key_saved.get())]);
    }

    fn draw(&self) {
        let unsaved = self.unsaved_in_words();
        dom::show("unsaved", unsaved.is_some());
        dom::set_text("unsaved-text", unsaved.unwrap_or_default());
        dom::set_text("request-step", wording::request_step(unsaved.is_none()));
        if let Some(kept) = self.kept.borrow().as_ref() {
            let saved =
                self.key_saved.get().then(|| wording::key_saved(&kept.made.name, self.key_checked.get()));
            dom::show("saved", saved.is_some());
            dom::set_text("saved-text", &saved.unwrap_or_default());
            sending::fill(&kept.name, kept.format, self.key_saved.get());
        }
    }

    fn save_key(self: &Rc<Self>) {
        errors::clear(&[Field::DownloadKey]);
        let Some((made, keeper)) = self.held() else {
            return errors::present(&[wording::keeper_died(self.key_saved.get())]);
        };
        let own = Rc::downgrade(self);
        keeper.ask(Job::GiveKeyFile, &[], move |outcome, files: Vec<Blob>| {
            let Some(own) = own.upgrade() else { return };
            let saved = matches!(outcome, Outcome::Files)
                && files.first().is_some_and(|file| download::save(file, &format!("{}.key", made.name)));
            if saved {
                own.key_saved.set(true);
                own.draw();
            } else {
                errors::present(&[wording::no_file(Field::DownloadKey)]);
            }
        });
    }

    fn save_request(&self) {
        let Some(made) = self.made() else { return };
        errors::clear(&[Field::DownloadCsr]);
        if download::save_text(&made.request, "application/pkcs10", &format!("{}.csr", made.name)) {
            self.request_saved.set(true);
            self.draw();
        } else {
            errors::present(&[wording::no_file(Field::DownloadCsr)]);
        }
    }

    fn copy_request(self: &Rc<Self>) {
        let Some(made) = self.made() else { return };
        let own = Rc::downgrade(self);
        clipboard::copy(&made.request, "copy-csr-status", move || {
            if let Some(own) = own.upgrade().filter(|own| own.kept.borrow().is_some()) {
                own.request_saved.set(true);
                own.draw();
            }
        });
    }

    fn check_saved_key(self: &Rc<Self>) {
        let Some(made) = self.made() else { return };
        let own = Rc::downgrade(self);
        self.check.begin(made.fingerprint, move || {
            if let Some(own) = own.upgrade() {
                own.key_saved.set(true);
                own.key_checked.set(true);
                own.draw();
            }
        });
    }
}
