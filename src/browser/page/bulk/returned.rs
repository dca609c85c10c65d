//! What came back: its fields become events, its effects questions, and its view is drawn.

mod given;
mod opening;

pub use given::{Documents, documents_of};

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;
use web_sys::Blob;
use zeroize::Zeroizing;

use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::given::GivenFiles;
use crate::browser::page::widget::progress::BatchProgress;
use crate::browser::page::widget::table::{Row, Table};
use crate::browser::page::widget::{addition, dom, drops, errors, field, secrets};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::crew::Crew;
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::MOST_OCTETS;
use crate::message::{Field, Message};
use crate::shown::PairLine;
use crate::steps::returned::{self, Effect, Given, Place, Read};
use crate::steps::ticket::Ticket;
use crate::wording;

type Event = returned::Event<Enclosure, Blob>;

const FIELDS: [Field; 3] = [Field::BulkCertificates, Field::BulkKeys, Field::BulkKeyPassword];

/// What the step tells.
pub enum Told {
    /// What stands in the fields is another than before.
    Changed,
    /// The files are to be made.
    Make,
}

/// What came back.
pub struct Returned {
    step: RefCell<returned::Returned<Enclosure, Blob>>,
    reader: Rc<Asker>,
    /// Certificates and keys, in either field.
    files: [Rc<GivenFiles>; 2],
    /// Open the keys, and hold those that they opened.
    pub crew: Rc<Crew>,
    opening: Rc<BatchProgress>,
    table: Rc<Table>,
    drawn: RefCell<Option<Ticket>>,
    tell: Box<dyn Fn(Told)>,
}

impl Returned {
    /// Listens to the fields.
    pub fn start(make_worker: &Function, tell: impl Fn(Told) + 'static) -> Rc<Self> {
        let returned = Rc::new_cyclic(|own: &Weak<Self>| {
            let hear = |own: &Rc<Self>, heard| {
                own.on(match heard {
                    Heard::Answer(ticket, outcome, files) => Event::Answered(ticket, outcome, files),
                    Heard::Died => Event::Died,
                });
            };
            Self {
                step: RefCell::default(),
                reader: Asker::new(make_worker.clone(), own, hear),
                files: [Field::BulkCertificates, Field::BulkKeys]
                    .map(|field| GivenFiles::at(field, MOST_OCTETS)),
                crew: Crew::new(make_worker.clone()),
                opening: BatchProgress::at("bulk-keys"),
                table: Table::at("bulk-pairs"),
                drawn: RefCell::default(),
                tell: Box::new(tell),
            }
        });
        returned.listen();
        returned
    }

    fn listen(self: &Rc<Self>) {
        for field in ["bulk-certificates", "bulk-keys"] {
            drops::accept(field);
        }
        let own = Rc::clone(self);
        field::on_form("bulk-pfx-form", &["bulk-key-password"], move |is_done| {
            own.on(if is_done { Event::Gave(own.given()) } else { Event::Typed(own.given()) });
        });
        let own = Rc::clone(self);
        field::on_enter("bulk-key-password", move || own.on(Event::AskedToOpen(own.given())));
        let own = Rc::clone(self);
        addition::on_change("bulk-return", move |completes| own.on(Event::ToldToComplete(completes)));
        let own = Rc::clone(self);
        self.opening.on_cancel(move || own.on(Event::Cancelled));
    }

    /// Takes what was given before the program ran.
    pub fn look(self: &Rc<Self>) {
        self.on(Event::Gave(self.given()));
    }

    /// The button was pressed.
    pub fn press(self: &Rc<Self>) {
        self.on(Event::Pressed(self.given()));
    }

    /// Does something with what was read, if there is anything.
    pub fn with_read<T>(&self, then: impl FnOnce(&Read<Blob>) -> T) -> Option<T> {
        self.step.borrow().read().map(then)
    }

    /// Ends the workers, and forgets what was given and read.
    pub fn forget(self: &Rc<Self>) {
        self.files.iter().for_each(|files| files.empty());
        self.on(Event::Forgot);
    }

    fn on(self: &Rc<Self>, event: Event) {
        let effects = self.step.borrow_mut().on(event, now());
        let (mut lead, mut is_made) = (None, false);
        for effect in effects {
            match effect {
                Effect::Ask(ticket, job, documents) => self.reader.ask(ticket, job, &documents),
                Effect::EndReader => self.reader.end(),
                Effect::Open(ticket, keys) => self.open(ticket, keys),
                Effect::EndOpening => self.crew.end(),
                Effect::Make => is_made = true,
                Effect::EmptyPassword => {
                    secrets::empty(&["bulk-key-password"]);
                    secrets::reveal("bulk-key-password-show", &["bulk-key-password"], false);
                }
                Effect::Lead(place) => lead = Some(place),
            }
        }
        self.draw();
        match lead {
            Some(Place::Errors) => errors::lead(),
            Some(Place::Password) => dom::focus("bulk-key-password"),
            None => {}
        }
        if is_made {
            (self.tell)(Told::Make);
        }
    }

    /// What stands in the fields now.
    fn given(&self) -> Given<Enclosure> {
        let all = self.files.iter().map(|files| files.documents());
        let documents =
            all.collect::<Result<Vec<_>, Message>>().map(|all| all.into_iter().flatten().collect());
        Given { documents, password: Zeroizing::new(dom::value("bulk-key-password")) }
    }

    fn draw(&self) {
        let step = self.step.borrow();
        let view = step.view();
        if view.opening.is_none() {
            self.opening.end();
            dom::set_text("bulk-keys-status", "");
        }
        errors::settle(&FIELDS, &view.errors);
        let version = view.read.map(|read| read.version);
        let lines = view.read.map(given::lines);
        let summary = lines.as_deref().map(wording::pairs_summary).unwrap_or_default();
        dom::set_text("bulk-return-status", if view.status.is_empty() { &summary } else { view.status });
        if view.opening.is_some() || version == self.drawn.replace(version) {
            return;
        }
        dom::fill_list("bulk-return-notes", view.read.map_or(&[], |read| &read.returned.notes));
        addition::show("bulk-return", view.read.and_then(|read| read.returned.addition.as_ref()));
        self.table.show_worst_first(lines.into_iter().flatten().map(row).collect());
        (self.tell)(Told::Changed);
    }
}

fn row(line: PairLine) -> Row {
    let PairLine { name, verdict, result, sentence, .. } = line;
    Row { name, place: String::new(), result, verdict: verdict.to_owned(), sentence }
}
