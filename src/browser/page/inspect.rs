//! The step that looks at anything: its fields become events, and its view is drawn.

mod items;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;
use wasm_bindgen::JsCast;
use web_sys::Element;
use zeroize::Zeroizing;

use crate::browser::page::navigation;
use crate::browser::page::next::Next;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::given::GivenFiles;
use crate::browser::page::widget::opening::Opening;
use crate::browser::page::widget::{addition, documents, dom, drops, errors, field, secrets};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::remote::Enclosure;
use crate::message::Field;
use crate::name::EndpointName;
use crate::reader::MOST_ZIP_BYTES;
use crate::shown::Inspected;
use crate::steps::inspect::{self, Effect, Event, Given, Place};
use crate::steps::next::{Endpoint, Stage};

const FIELDS: [Field; 3] = [Field::InspectFile, Field::InspectText, Field::InspectPassword];

/// The step that looks at anything.
pub struct Inspect {
    step: RefCell<inspect::Inspect<Enclosure>>,
    /// Reads what is given, and remembers what the page shall not keep.
    reader: Rc<Asker>,
    files: Rc<GivenFiles>,
    opening: Rc<Opening>,
    /// What is drawn.
    drawn: RefCell<Option<Inspected>>,
}

impl Inspect {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: Function, next: Rc<Next>) -> Rc<Self> {
        let inspect = Rc::new_cyclic(|own: &Weak<Self>| {
            let hear = |own: &Rc<Self>, heard| {
                own.on(match heard {
                    Heard::Answer(ticket, outcome, _) => Event::Answered(ticket, outcome),
                    Heard::Died => Event::Died,
                });
            };
            let (step, drawn) = Default::default();
            let files = GivenFiles::at(Field::InspectFile, MOST_ZIP_BYTES);
            let (reader, opening) = (Asker::new(make_worker, own, hear), Opening::at("inspect"));
            Self { step, reader, files, opening, drawn }
        });
        inspect.listen(next);
        // What was given before the program ran counts.
        inspect.on(Event::Gave(inspect.given()));
        inspect
    }

    fn listen(self: &Rc<Self>, next: Rc<Next>) {
        drops::accept("inspect-file");
        let own = Rc::clone(self);
        field::on_form("inspect-form", &["inspect-password"], move |is_done| {
            own.on(if is_done { Event::Gave(own.given()) } else { Event::Typed(own.given()) });
        });
        let own = Rc::clone(self);
        field::on_enter("inspect-password", move || own.on(Event::Pressed(own.given())));
        let own = Rc::clone(self);
        dom::on_id("inspect-form", "submit", move |event| {
            event.prevent_default();
            own.on(Event::Pressed(own.given()));
        });
        let own = Rc::clone(self);
        dom::on_id("inspect-clear", "click", move |_| own.on(Event::Cleared));
        let own = Rc::clone(self);
        self.opening.on_cancel(move || own.on(Event::Cancelled));
        let own = Rc::clone(self);
        addition::on_change("inspect", move |completes| own.on(Event::ToldToComplete(completes)));
        dom::on_id("inspect-result", "click", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let Some(target) = target else { return };
            if let Some(name) = target.get_attribute("data-name") {
                make_request_for(&name);
            } else if let Some(name) = target.get_attribute("data-existing") {
                make_request_for(&name);
                // A detail takes the attribute.
                let _ = dom::element("existing-key").set_attribute("open", "");
                dom::element("existing-key").scroll_into_view();
            } else if let Some(name) = target.get_attribute("data-next") {
                let request = target.get_attribute("data-request");
                lead_on(&next, &name, request);
            }
        });
    }

    /// Ends the worker and forgets what was given and found.
    pub fn forget(self: &Rc<Self>) {
        self.on(Event::Cleared);
    }

    fn on(self: &Rc<Self>, event: Event<Enclosure>) {
        let effects = self.step.borrow_mut().on(event, now());
        let mut lead = None;
        for effect in effects {
            match effect {
                Effect::Ask(ticket, job, documents) => self.reader.ask(ticket, job, &documents),
                Effect::End => self.reader.end(),
                Effect::Progress(progress) => self.opening.report(progress),
                Effect::EmptyText => secrets::empty(&["inspect-text"]),
                Effect::EmptyPassword => empty_password(),
                Effect::EmptyAll => {
                    self.files.empty();
                    secrets::empty(&["inspect-text"]);
                    empty_password();
                }
                Effect::Lead(place) => lead = Some(place),
            }
        }
        self.draw();
        match lead {
            Some(Place::Errors) => errors::lead(),
            Some(Place::Found) => dom::focus("inspect-found-title"),
            Some(Place::Button) => dom::focus("inspect-look"),
            Some(Place::Files) => dom::focus("inspect-file"),
            None => {}
        }
    }

    /// What stands in the fields now.
    fn given(&self) -> Given<Enclosure> {
        Given {
            files: self.files.documents(),
            text: documents::pasted(Field::InspectText),
            password: Zeroizing::new(dom::value("inspect-password")),
        }
    }

    fn draw(&self) {
        let step = self.step.borrow();
        let view = step.view();
        self.opening.follow(view.opening, &view.status, "inspect-look");
        errors::settle(&FIELDS, view.errors);
        if view.found != self.drawn.borrow().as_ref() {
            items::show(view.found);
            addition::show("inspect", view.found.and_then(|found| found.addition.as_ref()));
            *self.drawn.borrow_mut() = view.found.cloned();
        }
    }
}

fn empty_password() {
    secrets::empty(&["inspect-password"]);
    secrets::reveal("inspect-password-show", &["inspect-password"], false);
}

/// Leads to what is left to do for an endpoint, with its request or its certificate.
fn lead_on(next: &Rc<Next>, name: &str, request: Option<String>) {
    let Ok(name) = EndpointName::parse(name) else { return };
    let stage = if request.is_some() { Stage::Requested } else { Stage::Certified };
    next.tell(Endpoint { name, environment: None, request, stage });
    navigation::go_to("next");
}

/// Leads to the first step, with the name filled in.
fn make_request_for(name: &str) {
    dom::set_value("fqdn", name);
    dom::announce("fqdn", "input");
    navigation::go_to("request");
}
