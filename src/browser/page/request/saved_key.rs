//! The check of the saved key file: its fields become events, and its view is drawn.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;
use zeroize::Zeroizing;

use crate::browser::page::widget::opening::Opening;
use crate::browser::page::widget::{documents, dom, drops, errors, field, secrets};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::remote::Enclosure;
use crate::message::Field;
use crate::public_key::Fingerprint;
use crate::steps::saved_key::{self, Effect, Event, Given};

const FIELDS: [Field; 2] = [Field::SavedKeyFile, Field::SavedKeyPassword];

/// The check of the saved key file.
pub struct SavedKey {
    step: RefCell<saved_key::SavedKey<Enclosure>>,
    /// The worker that opens the file: one of its own, so that nothing it holds can harm the one that
    /// keeps the key.
    checker: Rc<Asker>,
    opening: Rc<Opening>,
    on_fits: Box<dyn Fn()>,
}

impl SavedKey {
    /// Listens to the fields and buttons. `on_fits` hears that a file holds the key.
    pub fn start(make_worker: Function, on_fits: impl Fn() + 'static) -> Rc<Self> {
        let check = Rc::new_cyclic(|own: &Weak<Self>| {
            let hear = |own: &Rc<Self>, heard| {
                own.on(match heard {
                    Heard::Answer(ticket, outcome, _) => Event::Answered(ticket, outcome),
                    Heard::Died => Event::Died,
                });
            };
            Self {
                step: RefCell::default(),
                checker: Asker::new(make_worker, own, hear),
                opening: Opening::at("saved-key"),
                on_fits: Box::new(on_fits),
            }
        });
        check.listen();
        check
    }

    fn listen(self: &Rc<Self>) {
        drops::accept("saved-key-file");
        let own = Rc::clone(self);
        field::on_form("saved-key-fields", &[], move |_| own.on(Event::Changed(given())));
        let own = Rc::clone(self);
        dom::on_id("check-saved-key", "click", move |_| own.on(Event::Pressed(given())));
        // Enter in this field checks, and does not make a second key.
        let own = Rc::clone(self);
        field::on_enter("saved-key-password", move || own.on(Event::Pressed(given())));
        let own = Rc::clone(self);
        self.opening.on_cancel(move || own.on(Event::Cancelled));
    }

    /// The key that was made is another one, or gone.
    pub fn made_key_is(self: &Rc<Self>, made: Option<Fingerprint>) {
        self.on(Event::MadeKey(made));
    }

    fn on(self: &Rc<Self>, event: Event<Enclosure>) {
        let effects = self.step.borrow_mut().on(event);
        let mut lead: Option<fn()> = None;
        let mut fits = false;
        for effect in effects {
            match effect {
                Effect::Ask(ticket, job, file) => self.checker.ask(ticket, job, &[file]),
                Effect::End => self.checker.end(),
                Effect::Progress(progress) => self.opening.report(progress),
                Effect::Fits => {
                    secrets::empty(&["saved-key-password"]);
                    fits = true;
                }
                Effect::Empty => secrets::empty(&["saved-key-password", "saved-key-file"]),
                Effect::LeadToErrors => lead = Some(errors::lead),
                Effect::LeadToButton => lead = Some(|| dom::focus("check-saved-key")),
            }
        }
        self.draw();
        if let Some(lead) = lead {
            lead();
        }
        if fits {
            (self.on_fits)();
        }
    }

    fn draw(&self) {
        let step = self.step.borrow();
        let view = step.view();
        self.opening.follow(view.opening, view.status, "check-saved-key");
        errors::settle(&FIELDS, view.errors);
    }
}

/// What stands in the fields now.
fn given() -> Given<Enclosure> {
    Given {
        file: documents::chosen(Field::SavedKeyFile),
        password: Zeroizing::new(dom::value("saved-key-password")),
    }
}
