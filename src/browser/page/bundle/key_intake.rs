//! The private key: a file or pasted text, opened by the worker as soon as it is there.

use std::cell::Cell;
use std::rc::Rc;

use super::{Bundle, REST};
use crate::browser::dom;
use crate::browser::page::{documents, errors, secrets};
use crate::browser::remote::Enclosure;
use crate::job::{Job, MadeKey, OpenedKey, Outcome};
use crate::password::Password;
use crate::wording::{self, Field};

const FIELDS: [Field; 3] = [Field::KeyFile, Field::KeyPem, Field::UnlockPassword];

/// Whether a key was given, and whether it is open.
#[derive(Default)]
pub struct KeyIntake {
    opened: Cell<bool>,
    /// How many certificates came with the open key.
    certificates: Cell<usize>,
    /// Counts changes: an answer to an older question is dropped.
    revision: Cell<u32>,
}

impl KeyIntake {
    /// Whether the worker holds a key that was given.
    pub fn is_opened(&self) -> bool {
        self.opened.get()
    }

    /// Whether certificates came with the open key.
    pub fn has_certificates(&self) -> bool {
        self.is_opened() && self.certificates.get() > 0
    }

    /// Whether something was given, be it a key or not.
    pub fn is_given(&self) -> bool {
        !dom::value("key-pem").trim().is_empty() || !dom::value("key-file").is_empty()
    }

    /// Shows the key that was made in this visit.
    pub fn show_made(&self, made: Option<&MadeKey>) {
        dom::show("made-key", made.is_some() && !self.is_opened());
        dom::set_text("made-key-name", made.map_or("", |made| &made.name));
        let fingerprint = made.map(|made| made.fingerprint.to_string());
        dom::set_text("made-key-fingerprint", &fingerprint.unwrap_or_default());
    }

    /// Empties the fields; the worker that holds the key is ended by somebody else.
    pub fn forget(&self) {
        self.next_revision();
        self.opened.set(false);
        secrets::empty(&["key-file", "key-pem", "unlock-password"]);
        dom::show("key-taken", false);
        dom::set_text("key-taken-text", "");
        dom::fill_list("key-taken-notes", &[]);
    }

    fn next_revision(&self) -> u32 {
        let next = self.revision.get().wrapping_add(1);
        self.revision.set(next);
        next
    }
}

/// Listens to the fields.
pub fn listen(bundle: &Rc<Bundle>) {
    documents::accept_drops("key-file");
    let own = Rc::clone(bundle);
    dom::on_id("key-file", "change", move |_| {
        secrets::empty(&["key-pem"]);
        key_given(&own);
    });
    for field in ["key-pem", "unlock-password"] {
        let own = Rc::clone(bundle);
        dom::on_left(field, "change", move || key_given(&own));
        let own = Rc::clone(bundle);
        dom::on_id(field, "input", move |_| {
            let revision = own.key.next_revision();
            let own = Rc::clone(&own);
            dom::later(REST, move || {
                // A half-typed password is not a wrong one: while the person types, wait.
                let typing = field == "unlock-password" && dom::has_focus(field);
                if own.key.revision.get() == revision && !typing {
                    key_given(&own);
                }
            });
        });
    }
    let own = Rc::clone(bundle);
    dom::on_id("unlock-password", "keydown", move |event| {
        let event: web_sys::KeyboardEvent = wasm_bindgen::JsCast::unchecked_into(event);
        if event.key() == "Enter" {
            event.prevent_default();
            key_given(&own);
        }
    });
    let own = Rc::clone(bundle);
    dom::on_id("remove-key", "click", move |_| {
        let_go(&own);
        dom::focus("key-file");
    });
}

fn let_go(bundle: &Rc<Bundle>) {
    bundle.key.forget();
    errors::clear(&FIELDS);
    dom::set_text("key-status", "");
    if let Some(reader) = bundle.reader() {
        reader.ask(Job::DropKey, &[], |_, _| {});
    }
    bundle.made_key_changed();
}

/// What was given, as one document: pasted text counts before a file.
fn given() -> Result<Option<(Field, Enclosure)>, crate::wording::Message> {
    if let Some(text) = documents::pasted(Field::KeyPem)? {
        return Ok(Some((Field::KeyPem, text)));
    }
    Ok(documents::chosen(Field::KeyFile)?.into_iter().next_back().map(|file| (Field::KeyFile, file)))
}

fn key_given(bundle: &Rc<Bundle>) {
    let revision = bundle.key.next_revision();
    let password = Password::new(dom::value("unlock-password")).ok();
    let (source, document) = match given() {
        // An open key stays open when the fields that it came from are emptied.
        Ok(None) => {
            return if !bundle.key.is_opened() {
                errors::clear(&FIELDS)
            };
        }
        Ok(Some(given)) => given,
        Err(message) => {
            errors::clear(&FIELDS);
            return errors::list(&[message]);
        }
    };
    if bundle.key.is_opened()
        && source == Field::KeyFile
        && password.is_none()
        && dom::value("key-pem").is_empty()
    {
        // The same file again: a new choice lets go of the key before it.
        dom::show("key-taken", false);
    }
    let own = Rc::downgrade(bundle);
    dom::set_text("key-status", "Opening the key.");
    bundle.ask(Job::OpenKey { source, password }, &[document], move |outcome, _| {
        let Some(bundle) = own.upgrade().filter(|bundle| bundle.key.revision.get() == revision) else {
            return;
        };
        dom::set_text("key-status", "");
        errors::clear(&FIELDS);
        match outcome {
            Outcome::KeyOpened(key) => taken(&bundle, source, &key),
            Outcome::Refused(messages) => {
                bundle.key.opened.set(false);
                dom::show("key-taken", false);
                errors::list(&messages);
                bundle.made_key_changed();
            }
            _ => {}
        }
    });
}

fn taken(bundle: &Rc<Bundle>, source: Field, key: &OpenedKey) {
    bundle.key.opened.set(true);
    if source == Field::KeyPem {
        // Pasted text counts before a file, so a file chosen earlier is no longer the key.
        secrets::empty(&["key-file"]);
    }
    secrets::empty(&["key-pem", "unlock-password"]);
    secrets::reveal("unlock-password-show", &["unlock-password"], false);
    bundle.key.certificates.set(key.certificates);
    let said = wording::key_opened(key.bits, &key.fingerprint.to_string(), key.certificates);
    dom::set_text("key-taken-text", &said);
    dom::fill_list("key-taken-notes", &key.notes);
    dom::show("key-taken", true);
    bundle.made_key_changed();
}
