//! The private key: a file or pasted text, opened by the worker as soon as it is there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use zeroize::Zeroizing;

use super::Bundle;
use crate::browser::page::widget::clock::REST;
use crate::browser::page::widget::{documents, dom, errors, field, secrets};
use crate::browser::page::workers::remote::Enclosure;
use crate::job::{Job, MadeKey, OpenedKey, Outcome};
use crate::message::{Field, Message};
use crate::password::Password;
use crate::wording;

const FIELDS: [Field; 3] = [Field::KeyFile, Field::KeyPem, Field::UnlockPassword];

/// Whether a key was given, and whether it is open.
#[derive(Default)]
pub struct KeyIntake {
    opened: Cell<bool>,
    /// How many certificates came with the open key.
    certificates: Cell<usize>,
    /// What is being opened, or was refused, or cancelled.
    known: RefCell<Option<Given>>,
    /// Counts what is opened: an answer to an older question is dropped.
    revision: Cell<u32>,
    /// Counts what is typed, to tell when it rests.
    typed: Cell<u32>,
}

/// What a person gave, as one document, and its password.
#[derive(PartialEq)]
struct Given {
    source: Field,
    document: Enclosure,
    password: Zeroizing<String>,
}

/// How the person asks for a key to be opened.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    /// By choosing a file, or with the key Enter.
    Expressly,
    /// By leaving a field, or by resting. What is known already is not opened again.
    InPassing,
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
        dom::show("made-key", made.is_some());
        dom::set_text("made-key-name", made.map_or("", |made| &made.name));
        let fingerprint = made.map(|made| made.fingerprint.to_string());
        dom::set_text("made-key-fingerprint", &fingerprint.unwrap_or_default());
    }

    /// Empties the fields; the worker that holds the key is ended by somebody else.
    pub fn forget(&self) {
        self.next_revision();
        self.opened.set(false);
        self.known.take();
        secrets::empty(&["key-file", "key-pem", "unlock-password"]);
        dom::show("key-taken", false);
        dom::set_text("key-taken-text", "");
        dom::fill_list("key-taken-notes", &[]);
    }

    /// Whether the fields hold what is known already.
    fn is_known(&self) -> bool {
        given().is_ok_and(|given| given.is_some() && given == *self.known.borrow())
    }

    fn next_typed(&self) -> u32 {
        let next = self.typed.get().wrapping_add(1);
        self.typed.set(next);
        next
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
        key_given(&own, Asked::Expressly);
    });
    for field in ["key-pem", "unlock-password"] {
        let own = Rc::clone(bundle);
        field::on_left(field, "change", move || key_given(&own, Asked::InPassing));
        let own = Rc::clone(bundle);
        dom::on_id(field, "input", move |_| {
            let typed = own.key.next_typed();
            let own = Rc::clone(&own);
            dom::later(REST, move || {
                // A half-typed password is not a wrong one: while the person types, wait.
                let typing = field == "unlock-password" && dom::has_focus(field);
                if own.key.typed.get() == typed && !typing {
                    key_given(&own, Asked::InPassing);
                }
            });
        });
    }
    let own = Rc::clone(bundle);
    field::on_enter("unlock-password", move || key_given(&own, Asked::Expressly));
    let own = Rc::downgrade(bundle);
    bundle.opening.on_cancel(move || {
        if let Some(bundle) = own.upgrade() {
            give_up(&bundle);
            dom::set_text("key-status", wording::OPENING_CANCELLED);
            dom::focus("unlock-password");
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
    if bundle.opening.goes_on() {
        bundle.end_reader();
    } else if let Some(reader) = bundle.reader() {
        reader.ask(Job::DropKey, &[], |_, _| {});
    }
    bundle.made_key_changed();
}

/// Ends the opening of a key; what was given stays in the fields. The worker that did it has let go
/// of the key before, and is ended.
fn give_up(bundle: &Rc<Bundle>) {
    bundle.key.next_revision();
    bundle.end_reader();
    dom::set_text("key-status", "");
    if bundle.key.opened.replace(false) || bundle.assessing.get() {
        bundle.made_key_changed();
    }
}

/// What was given: pasted text counts before a file.
fn given() -> Result<Option<Given>, Message> {
    let document = match documents::pasted(Field::KeyPem)? {
        Some(text) => Some((Field::KeyPem, text)),
        None => documents::chosen(Field::KeyFile)?.into_iter().next_back().map(|file| (Field::KeyFile, file)),
    };
    let password = Zeroizing::new(dom::value("unlock-password"));
    Ok(document.map(|(source, document)| Given { source, document, password }))
}

fn key_given(bundle: &Rc<Bundle>, asked: Asked) {
    // Whoever waits for a rest need not wait any more.
    bundle.key.next_typed();
    if bundle.key.is_known() && (asked == Asked::InPassing || bundle.opening.goes_on()) {
        return;
    }
    bundle.key.known.take();
    if bundle.opening.goes_on() {
        // Nobody waits any more for what is being opened.
        give_up(bundle);
    }
    let given = match given() {
        Ok(Some(given)) => given,
        // An open key stays open when the fields that it came from are emptied.
        Ok(None) if bundle.key.is_opened() => return,
        Ok(None) => return errors::clear(&FIELDS),
        Err(message) => {
            errors::clear(&FIELDS);
            return errors::list(&[message]);
        }
    };
    open(bundle, given);
}

fn open(bundle: &Rc<Bundle>, given: Given) {
    let revision = bundle.key.next_revision();
    // A new choice lets go of the key before it.
    dom::show("key-taken", false);
    // The question for the password is answered. If it went only once the key is open, the page would
    // move by itself then.
    errors::clear(&[Field::UnlockPassword]);
    dom::set_text("key-status", "Opening the key.");
    bundle.opening.begin();
    let source = given.source;
    let job = Job::OpenKey { source, password: Password::new(given.password.as_str()).ok() };
    let enclosures = [given.document.clone()];
    *bundle.key.known.borrow_mut() = Some(given);
    let own = Rc::downgrade(bundle);
    bundle.ask(job, &enclosures, move |outcome, _| {
        let Some(bundle) = own.upgrade().filter(|bundle| bundle.key.revision.get() == revision) else {
            return;
        };
        if let Outcome::Opening(progress) = outcome {
            return bundle.opening.report(progress);
        }
        dom::set_text("key-status", "");
        if !bundle.key.is_known() {
            // What is in the fields by now is opened when the person has done with it.
            bundle.key.known.take();
            return bundle.opening.end(Some("unlock-password"));
        }
        errors::clear(&FIELDS);
        match outcome {
            Outcome::KeyOpened(key) => {
                bundle.key.known.take();
                taken(&bundle, source, &key);
                bundle.opening.end(Some("key-taken"));
            }
            Outcome::Refused(messages) => {
                bundle.key.opened.set(false);
                errors::list(&messages);
                bundle.made_key_changed();
                bundle.opening.end(messages.first().map(|message| message.field.id()));
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
