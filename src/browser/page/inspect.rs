//! Anything that is given: what it is, and what would be wrong with it.

mod items;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::browser::page::navigation;
use crate::browser::page::widget::clock::{REST, now};
use crate::browser::page::widget::password_work::PasswordWork;
use crate::browser::page::widget::{documents, dom, errors, field, secrets};
use crate::browser::page::workers::remote::{Enclosure, Remote};
use crate::job::{Job, Outcome};
use crate::message::{Field, Message};
use crate::password::Password;
use crate::shown::Inspected;
use crate::wording;

const FIELDS: [Field; 3] = [Field::InspectFile, Field::InspectText, Field::InspectPassword];

/// The step that looks at anything.
pub struct Inspect {
    make_worker: Function,
    /// Reads what is given, and remembers what the page shall not keep. Replaced when it dies.
    reader: RefCell<Option<Rc<Remote>>>,
    /// The work on passwords that goes on in the reader.
    opening: Rc<PasswordWork>,
    /// Whether the reader remembers a pasted key.
    remembers: Cell<bool>,
    /// Whether it remembers a password.
    remembers_password: Cell<bool>,
    /// Whether something was typed that was not looked at yet.
    waiting: Cell<bool>,
    /// Counts changes: an answer to an older question is dropped.
    revision: Cell<u32>,
}

/// Whether the person asked for the answer, and is led to it, or only paused.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Occasion {
    Asked,
    Paused,
}

impl Inspect {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: Function) -> Rc<Self> {
        let inspect = Rc::new(Self {
            make_worker,
            reader: RefCell::default(),
            opening: PasswordWork::at("inspect"),
            remembers: Cell::default(),
            remembers_password: Cell::default(),
            waiting: Cell::default(),
            revision: Cell::default(),
        });
        inspect.listen();
        inspect
    }

    fn listen(self: &Rc<Self>) {
        documents::accept_drops("inspect-file");
        let own = Rc::clone(self);
        dom::on_id("inspect-file", "change", move |_| own.look(Occasion::Paused));
        for field in ["inspect-text", "inspect-password"] {
            let own = Rc::clone(self);
            field::on_left(field, "change", move || {
                if own.waiting.get() {
                    own.look(Occasion::Paused);
                }
            });
            let own = Rc::clone(self);
            // A script's own event says that it has set the value.
            dom::on_id(field, "change", move |event| {
                if !event.is_trusted() {
                    own.look(Occasion::Paused);
                }
            });
            let own = Rc::clone(self);
            dom::on_id(field, "input", move |_| {
                own.waiting.set(true);
                let revision = own.next_revision();
                let own = Rc::clone(&own);
                dom::later(REST, move || {
                    // A half-typed password is not a wrong one: while the person types, wait.
                    let typing = field == "inspect-password" && dom::has_focus(field);
                    if own.revision.get() == revision && !typing {
                        own.look(Occasion::Paused);
                    }
                });
            });
        }
        let own = Rc::clone(self);
        field::on_enter("inspect-password", move || own.look(Occasion::Asked));
        let own = Rc::clone(self);
        dom::on_id("inspect-form", "submit", move |event| {
            event.prevent_default();
            own.look(Occasion::Asked);
        });
        let own = Rc::clone(self);
        dom::on_id("inspect-clear", "click", move |_| {
            own.forget();
            secrets::empty(&["inspect-file", "inspect-text", "inspect-password"]);
            dom::focus("inspect-file");
        });
        let own = Rc::clone(self);
        self.opening.on_cancel(move || own.cancel());
        dom::on_id("inspect-result", "click", |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(name) = target.and_then(|target| target.get_attribute("data-name")) {
                make_request_for(&name);
            }
        });
    }

    /// Ends the worker and forgets what was given and found.
    pub fn forget(&self) {
        self.next_revision();
        self.end_reader();
        errors::clear(&FIELDS);
        secrets::reveal("inspect-password-show", &["inspect-password"], false);
        items::show(None);
        dom::set_text("inspect-status", "");
    }

    /// Ends the work that goes on. What was given stays, but for a key that the worker kept.
    fn cancel(&self) {
        self.next_revision();
        self.end_reader();
        items::show(None);
        dom::set_text("inspect-status", wording::LOOKING_CANCELLED);
        dom::focus("inspect-look");
    }

    fn end_reader(&self) {
        self.opening.end(None);
        self.remembers.set(false);
        self.remembers_password.set(false);
        // Taken out first: a worker that ends may not be asked again.
        let reader = self.reader.borrow_mut().take();
        drop(reader);
    }

    fn next_revision(&self) -> u32 {
        let next = self.revision.get().wrapping_add(1);
        self.revision.set(next);
        next
    }

    /// The worker that reads, started anew where there is none.
    fn reader(self: &Rc<Self>) -> Option<Rc<Remote>> {
        if self.reader.borrow().is_none() {
            let own = Rc::downgrade(self);
            let on_death = move || {
                if let Some(own) = own.upgrade() {
                    own.forget();
                    errors::present(&[wording::worker_died(Field::InspectFile)]);
                }
            };
            let remote = Remote::start(&self.make_worker, || {}, on_death).ok()?;
            *self.reader.borrow_mut() = Some(Rc::new(remote));
        }
        self.reader.borrow().clone()
    }

    /// Everything that is there to be looked at.
    fn given(&self) -> Result<Vec<Enclosure>, Message> {
        let mut enclosures = documents::chosen(Field::InspectFile)?;
        enclosures.extend(documents::pasted(Field::InspectText)?);
        Ok(enclosures)
    }

    fn look(self: &Rc<Self>, occasion: Occasion) {
        self.waiting.set(false);
        let revision = self.next_revision();
        let refuse = |message: Message| {
            errors::clear(&FIELDS);
            items::show(None);
            dom::set_text("inspect-status", "");
            match occasion {
                Occasion::Asked => errors::present(&[message]),
                Occasion::Paused => errors::list(&[message]),
            }
        };
        let enclosures = match self.given() {
            Ok(given) if given.is_empty() && !self.remembers.get() => {
                if occasion == Occasion::Asked {
                    refuse(wording::nothing_to_inspect());
                } else {
                    errors::clear(&FIELDS);
                    items::show(None);
                    dom::set_text("inspect-status", "");
                }
                return;
            }
            Ok(given) => given,
            Err(message) => return refuse(message),
        };
        // Work on an older question would only be waited for. What is remembered is worth it.
        if self.opening.goes_on() && !self.remembers.get() && !self.remembers_password.get() {
            self.end_reader();
        }
        let Some(reader) = self.reader() else { return refuse(wording::worker_died(Field::InspectFile)) };
        dom::set_text("inspect-status", "Looking.");
        self.opening.begin();
        let job = Job::Inspect { password: Password::new(dom::value("inspect-password")).ok(), now: now() };
        let own = Rc::downgrade(self);
        reader.ask(job, &enclosures, move |outcome, _| {
            let Some(own) = own.upgrade().filter(|own| own.revision.get() == revision) else { return };
            if let Outcome::Opening(progress) = outcome {
                return own.opening.report(progress);
            }
            own.opening.end(Some("inspect-look"));
            errors::clear(&FIELDS);
            match outcome {
                Outcome::Inspected(inspected) => own.show(&inspected, occasion),
                Outcome::Refused(messages) => {
                    items::show(None);
                    dom::set_text("inspect-status", "");
                    errors::list(&messages);
                }
                _ => {}
            }
        });
    }

    fn show(&self, inspected: &Inspected, occasion: Occasion) {
        self.remembers.set(inspected.text_kept);
        self.remembers_password.set(inspected.password_kept);
        if inspected.text_kept {
            secrets::empty(&["inspect-text"]);
        }
        if inspected.password_kept {
            secrets::empty(&["inspect-password"]);
            secrets::reveal("inspect-password-show", &["inspect-password"], false);
        }
        items::show(Some(inspected));
        let told = wording::things_found(inspected.items.len(), inspected.text_kept, inspected.password_kept);
        dom::set_text("inspect-status", &told);
        errors::list(&inspected.messages);
        if occasion == Occasion::Asked {
            if inspected.messages.is_empty() {
                dom::focus("inspect-found-title");
            } else {
                errors::present(&inspected.messages);
            }
        }
    }
}

/// Leads to the first step, with the name filled in.
fn make_request_for(name: &str) {
    dom::set_value("fqdn", name);
    if let Ok(input) = web_sys::Event::new("input") {
        // Nobody cancels it.
        let _ = dom::element("fqdn").dispatch_event(&input);
    }
    navigation::go_to("request");
}
