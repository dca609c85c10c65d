//! Certificates in use: the fields become events, and the view is drawn.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;
use zeroize::Zeroizing;

use super::requests::Requests;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::given::GivenFiles;
use crate::browser::page::widget::opening::Opening;
use crate::browser::page::widget::table::{Row, Table};
use crate::browser::page::widget::{calendar, confirm, dom, drops, errors, field, secrets};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::{Ending, InUse as Certificate, MOST_OCTETS};
use crate::check::Verdict;
use crate::job::{BulkJob, Job};
use crate::message::Field;
use crate::steps::renewals::{Effect, Event, Given, Place, Renewals, Wanted};
use crate::steps::ticket::Ticket;
use crate::wording;

const FIELDS: [Field; 3] = [Field::BulkInUse, Field::BulkInUsePassword, Field::BulkRenew];

/// Certificates in use.
pub struct InUse {
    step: RefCell<Renewals<Enclosure>>,
    reader: Rc<Asker>,
    files: Rc<GivenFiles>,
    opening: Rc<Opening>,
    table: Rc<Table>,
    drawn: RefCell<Option<Ticket>>,
    /// Makes the requests.
    requests: Rc<Requests>,
}

impl InUse {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: &Function, requests: Rc<Requests>) -> Rc<Self> {
        let in_use = Rc::new_cyclic(|own: &Weak<Self>| {
            let hear = |own: &Rc<Self>, heard| {
                own.on(match heard {
                    Heard::Answer(ticket, outcome, _) => Event::Answered(ticket, outcome),
                    Heard::Died => Event::Died,
                });
            };
            Self {
                step: RefCell::default(),
                reader: Asker::new(make_worker.clone(), own, hear),
                files: GivenFiles::at(Field::BulkInUse, MOST_OCTETS),
                opening: Opening::at("bulk-in-use"),
                table: Table::at("bulk-in-use-table"),
                drawn: RefCell::default(),
                requests,
            }
        });
        in_use.listen();
        // What was given before the program ran counts.
        in_use.on(Event::Gave(in_use.given()));
        in_use
    }

    fn listen(self: &Rc<Self>) {
        drops::accept("bulk-in-use");
        let own = Rc::clone(self);
        field::on_form("bulk-in-use-form", &["bulk-in-use-password"], move |is_done| {
            own.on(if is_done { Event::Gave(own.given()) } else { Event::Typed(own.given()) });
        });
        let own = Rc::clone(self);
        field::on_enter("bulk-in-use-password", move || own.on(Event::AskedToOpen(own.given())));
        let own = Rc::clone(self);
        self.opening.on_cancel(move || own.on(Event::Cancelled));
        for (button, wanted) in
            [("download-bulk-calendar", Wanted::Calendar), ("bulk-renew", Wanted::Requests)]
        {
            let own = Rc::clone(self);
            dom::on_id(button, "click", move |_| own.on(Event::Pressed(own.given(), wanted)));
        }
    }

    /// Ends the worker, and forgets what was given and read.
    pub fn forget(self: &Rc<Self>) {
        self.files.empty();
        self.on(Event::Forgot);
        dom::set_text("bulk-calendar-status", "");
    }

    fn on(self: &Rc<Self>, event: Event<Enclosure>) {
        let effects = self.step.borrow_mut().on(event, now());
        let (mut lead, mut names, mut question) = (None, None, None);
        for effect in effects {
            match effect {
                Effect::Ask(ticket, job, documents) => self.reader.ask(ticket, job, &documents),
                Effect::End => self.reader.end(),
                Effect::Progress(progress) => self.opening.report(progress),
                Effect::EmptyPassword => {
                    secrets::empty(&["bulk-in-use-password"]);
                    secrets::reveal("bulk-in-use-password-show", &["bulk-in-use-password"], false);
                }
                Effect::MakeCalendar(endings) => self.make_calendar(endings),
                Effect::Renew(wanted) => names = Some(wanted),
                Effect::Confirm(wanted) => question = Some(wanted),
                Effect::Lead(place) => lead = Some(place),
            }
        }
        self.draw();
        match lead {
            Some(Place::Errors) => errors::lead(),
            Some(Place::Password) => dom::focus("bulk-in-use-password"),
            None => {}
        }
        if let Some(names) = names {
            self.requests.make_for(&names);
        }
        if let Some(question) = question {
            self.ask(&question);
        }
    }

    fn ask(self: &Rc<Self>, question: &str) {
        let (agreed, declined) = (Rc::clone(self), Rc::clone(self));
        let yes = move || agreed.on(Event::Agreed);
        confirm::ask_either(question, "Renew all of them", yes, move || declined.on(Event::Declined));
    }

    /// What stands in the fields now.
    fn given(&self) -> Given<Enclosure> {
        Given {
            documents: self.files.documents(),
            password: Zeroizing::new(dom::value("bulk-in-use-password")),
            all: dom::input("bulk-renew-all").checked(),
        }
    }

    fn make_calendar(&self, endings: Vec<Ending>) {
        self.reader.prepare();
        let Some(worker) = self.reader.worker() else {
            return errors::present(&[wording::worker_died(Field::BulkRenew)]);
        };
        let job = Job::Bulk(BulkJob::MakeCalendar { endings, now: now() });
        worker.ask(job, &[], |outcome, files| {
            calendar::hand_over(outcome, &files, None, "bulk-calendar-status", Field::BulkRenew);
        });
    }

    fn draw(&self) {
        let step = self.step.borrow();
        let view = step.view();
        self.opening.follow(view.opening, &view.status, "bulk-in-use");
        errors::settle(&FIELDS, &view.errors);
        let version = view.read.map(|read| read.version);
        if version == self.drawn.replace(version) {
            return;
        }
        let rows = view.read.map(|read| read.rows.as_slice()).unwrap_or_default();
        dom::fill_list("bulk-in-use-notes", view.read.map_or(&[], |read| &read.notes));
        dom::show("bulk-renewing", !rows.is_empty());
        dom::set_text("bulk-calendar-status", "");
        self.table.show(rows.iter().map(row).collect());
    }
}

fn row(row: &Certificate) -> Row {
    let line = wording::in_use_line(row);
    Row {
        name: row.ending.name.clone(),
        place: String::new(),
        result: if row.is_due() { line.result.max(Verdict::Warn) } else { line.result },
        sentence: wording::in_use_sentence(row.days_left, &line),
        verdict: line.left,
    }
}
