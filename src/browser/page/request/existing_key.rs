//! A request with a key that the person has: its fields become events, and its view is drawn.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;
use zeroize::Zeroizing;

use super::name_fields::NameFields;
use crate::browser::page::widget::opening::Opening;
use crate::browser::page::widget::{clipboard, documents, dom, download, drops, errors, field, secrets};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::remote::Enclosure;
use crate::job::MadeKey;
use crate::message::Field;
use crate::steps::existing_key::{self, Effect, Event, Given};
use crate::wording;

const FIELDS: [Field; 2] = [Field::ExistingKeyFile, Field::ExistingKeyPassword];

const STATUS: &str = "existing-csr-status";

/// The fields, and the request that was made.
pub struct ExistingKey {
    step: RefCell<existing_key::ExistingKey<Enclosure>>,
    name: Rc<NameFields>,
    /// Opens the key, and ends when the request is made.
    opener: Rc<Asker>,
    opening: Rc<Opening>,
    on_made: Box<dyn Fn(&MadeKey)>,
}

impl ExistingKey {
    /// Listens to the fields and buttons. `on_made` hears of a request that was made.
    pub fn start(
        make_worker: Function,
        name: Rc<NameFields>,
        on_made: impl Fn(&MadeKey) + 'static,
    ) -> Rc<Self> {
        let own = Rc::new_cyclic(|own: &Weak<Self>| {
            let hear = |own: &Rc<Self>, heard| {
                own.on(match heard {
                    Heard::Answer(ticket, outcome, _) => Event::Answered(ticket, outcome),
                    Heard::Died => Event::Died,
                });
            };
            Self {
                step: RefCell::default(),
                name,
                opener: Asker::new(make_worker, own, hear),
                opening: Opening::at("existing-key"),
                on_made: Box::new(on_made),
            }
        });
        own.listen();
        own
    }

    fn listen(self: &Rc<Self>) {
        drops::accept("existing-key-file");
        let own = Rc::clone(self);
        field::on_form("existing-key-fields", &[], move |_| own.on(Event::Changed(own.given())));
        let own = Rc::clone(self);
        field::on_enter("existing-key-password", move || own.press());
        let own = Rc::clone(self);
        dom::on_id("make-request-with-key", "click", move |_| own.press());
        let own = Rc::clone(self);
        self.opening.on_cancel(move || own.on(Event::Cancelled));
        let own = Rc::clone(self);
        dom::on_id("download-existing-csr", "click", move |_| own.save());
        dom::on_id("copy-existing-csr", "click", |_| clipboard::copy_field("existing-csr", STATUS));
    }

    /// Ends the worker, and forgets what was given and made.
    pub fn forget(self: &Rc<Self>) {
        self.on(Event::Forgot);
        dom::set_text(STATUS, "");
    }

    fn press(self: &Rc<Self>) {
        self.name.judge_all();
        self.on(Event::Pressed(self.given()));
    }

    fn on(self: &Rc<Self>, event: Event<Enclosure>) {
        let effects = self.step.borrow_mut().on(event);
        let mut lead: Option<fn()> = None;
        let mut is_made = false;
        for effect in effects {
            match effect {
                Effect::Ask(ticket, job, file) => self.opener.ask(ticket, job, &[file]),
                Effect::End => self.opener.end(),
                Effect::Progress(progress) => self.opening.report(progress),
                Effect::EmptyPassword => secrets::empty(&["existing-key-password"]),
                Effect::Empty => secrets::empty(&["existing-key-password", "existing-key-file"]),
                Effect::LeadToErrors => lead = Some(errors::lead),
                Effect::LeadToButton => lead = Some(|| dom::focus("make-request-with-key")),
                Effect::LeadToResult => {
                    is_made = true;
                    lead = Some(|| dom::focus("existing-result-title"));
                }
            }
        }
        self.draw();
        if let Some(lead) = lead {
            lead();
        }
        let made = self.step.borrow().view().made.cloned();
        if let Some(made) = made.filter(|_| is_made) {
            (self.on_made)(&made);
        }
    }

    fn draw(&self) {
        let step = self.step.borrow();
        let view = step.view();
        self.opening.follow(view.opening, view.status, "make-request-with-key");
        let (own, others): (Vec<_>, Vec<_>) =
            view.errors.iter().cloned().partition(|message| FIELDS.contains(&message.field));
        errors::settle(&FIELDS, &own);
        errors::list(&others);
        dom::show("existing-result", view.made.is_some());
        let said = view
            .made
            .map(|made| wording::request_with_key(&made.name, made.bits, &made.fingerprint.to_string()));
        dom::set_text("existing-result-text", &said.unwrap_or_default());
        dom::set_value("existing-csr", view.made.map_or("", |made| &made.request));
    }

    fn save(&self) {
        let Some(made) = self.step.borrow().view().made.cloned() else { return };
        let name = format!("{}.csr", made.name);
        if download::save_text(&made.request, "application/pkcs10", &name) {
            dom::set_text(STATUS, &wording::given_to_save(&name));
        } else {
            errors::present(&[wording::no_file(Field::ExistingKeyFile)]);
        }
    }

    /// What stands in the fields now.
    fn given(&self) -> Given<Enclosure> {
        Given {
            name: self.name.read(),
            file: documents::chosen(Field::ExistingKeyFile),
            password: Zeroizing::new(dom::value("existing-key-password")),
        }
    }
}
