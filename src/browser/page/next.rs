//! What is left to do for one endpoint: the fields become events, and the view is drawn.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;

use crate::authority::Environment;
use crate::browser::page::widget::tasks::Place;
use crate::browser::page::widget::{documents, dom, download, drops, errors, field, secrets};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::remote::Enclosure;
use crate::message::Field;
use crate::sending::Details;
use crate::steps::next::{self, Catalogue, Effect, Endpoint, Event, Given};
use crate::wording::{self, Task, TaskKind};

const FIELDS: [Field; 3] = [Field::NextName, Field::NextFile, Field::CatalogueUrl];

/// The fields of the email to the catalogue.
const CATALOGUE: [&str; 4] = ["catalogue-url", "catalogue-services", "catalogue-dates", "catalogue-contact"];

const STATUS: &str = "next-copy-status";

/// Where each task is drawn: before the fields of the email, below them, and after them.
const PLACES: [(&[TaskKind], Place); 3] = [
    (
        &[TaskKind::Send, TaskKind::Wait, TaskKind::Pack],
        Place { list: "next-before", level: 2, status: STATUS },
    ),
    (&[TaskKind::Catalogue], Place { list: "next-mail", level: 2, status: STATUS }),
    (&[TaskKind::Firewall, TaskKind::Test], Place { list: "next-after", level: 2, status: STATUS }),
];

/// What is left to do.
pub struct Next {
    step: RefCell<next::Next<Enclosure>>,
    reader: Rc<Asker>,
    drawn: RefCell<Vec<Task>>,
}

impl Next {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: Function) -> Rc<Self> {
        let next = Rc::new_cyclic(|own: &Weak<Self>| {
            let hear = |own: &Rc<Self>, heard| {
                own.on(match heard {
                    Heard::Answer(ticket, outcome, _) => Event::Answered(ticket, outcome),
                    Heard::Died => Event::Died,
                });
            };
            let (step, drawn) = Default::default();
            Self { step, reader: Asker::new(make_worker, own, hear), drawn }
        });
        drops::accept("next-file");
        let own = Rc::clone(&next);
        field::on_form("next-form", &[], move |is_done| own.on(Event::Gave(given(), is_done)));
        dom::on_id("next-form", "submit", |event| event.prevent_default());
        let own = Rc::clone(&next);
        field::on_form("catalogue-form", &[], move |is_done| own.on(Event::Gave(given(), is_done)));
        dom::on_id("catalogue-form", "submit", |event| event.prevent_default());
        let own = Rc::clone(&next);
        dom::on_id("download-how-to-send", "click", move |_| {
            own.on(Event::Gave(given(), true));
            own.on(Event::AskedForText);
        });
        // What was given before the program ran counts.
        next.on(Event::Gave(given(), true));
        next
    }

    /// Another step knows of an endpoint.
    pub fn tell(self: &Rc<Self>, endpoint: Endpoint) {
        self.on(Event::Told(endpoint));
    }

    /// Ends the worker, and forgets what was given.
    pub fn forget(self: &Rc<Self>) {
        secrets::empty(&["next-file"]);
        self.on(Event::Forgot);
        dom::set_text(STATUS, "");
    }

    fn on(self: &Rc<Self>, event: Event<Enclosure>) {
        let effects = self.step.borrow_mut().on(event);
        let mut leads = false;
        for effect in effects {
            match effect {
                Effect::Ask(ticket, job, documents) => self.reader.ask(ticket, job, &documents),
                Effect::End => self.reader.end(),
                Effect::FillName(name) => dom::set_value("next-name", &name),
                Effect::EmptyCatalogue => CATALOGUE.into_iter().for_each(|id| dom::set_value(id, "")),
                Effect::Save(text) => save(&text),
                Effect::LeadToErrors => leads = true,
            }
        }
        self.draw();
        if leads {
            errors::lead();
        }
    }

    fn draw(&self) {
        let view = self.step.borrow().view();
        dom::set_text("next-status", &view.status);
        dom::show("next-environment-field", view.asks_for_environment);
        errors::settle(&FIELDS, &view.errors);
        if *self.drawn.borrow() == view.tasks {
            return;
        }
        for (kinds, place) in PLACES {
            let own = |tasks: &[Task]| -> Vec<Task> {
                tasks.iter().filter(|task| kinds.contains(&task.kind)).cloned().collect()
            };
            let tasks = own(&view.tasks);
            // What has not changed may be at hand.
            if own(&self.drawn.borrow()) != tasks {
                place.draw(&tasks);
            }
        }
        dom::show("next-tasks", !view.tasks.is_empty());
        *self.drawn.borrow_mut() = view.tasks;
    }
}

fn save(text: &str) {
    errors::clear(&[Field::DownloadHowToSend]);
    if download::save_text(text, "text/plain", "how-to-send.txt") {
        dom::set_text(STATUS, &wording::given_to_save("how-to-send.txt"));
    } else {
        errors::present(&[wording::no_file(Field::DownloadHowToSend)]);
    }
}

/// What stands in the fields now.
fn given() -> Given<Enclosure> {
    let [url, services, dates, contact] = CATALOGUE.map(dom::value);
    Given {
        name: dom::value("next-name"),
        documents: documents::chosen(Field::NextFile).map(|file| file.into_iter().collect()),
        environment: if dom::value("next-environment") == "prod" {
            Environment::Prod
        } else {
            Environment::Int
        },
        catalogue: Catalogue { url, services, details: Details { dates, contact } },
    }
}
