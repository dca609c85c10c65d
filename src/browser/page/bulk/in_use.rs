//! Certificates in use: when they end, and which names are requested again.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;

use super::requests::Requests;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::password_field::PasswordField;
use crate::browser::page::widget::password_work::PasswordWork;
use crate::browser::page::widget::table::{Row, Table};
use crate::browser::page::widget::{calendar, documents, dom, errors};
use crate::browser::page::workers::reader::Reader;
use crate::bulk::{self, MOST_OCTETS};
use crate::check::Verdict;
use crate::job::{BulkJob, BulkOutcome, Outcome};
use crate::message::{Field, Message};
use crate::wording;

const FIELDS: [Field; 3] = [Field::BulkInUse, Field::BulkInUsePassword, Field::BulkRenew];

/// Certificates in use.
pub struct InUse {
    reader: Rc<Reader>,
    opening: Rc<PasswordWork>,
    /// That of the .pfx files.
    password: Rc<PasswordField>,
    table: Rc<Table>,
    rows: RefCell<Vec<bulk::InUse>>,
    requests: Rc<Requests>,
}

impl InUse {
    /// Listens to the fields and buttons. Requests are made by `requests`.
    pub fn start(make_worker: &Function, requests: Rc<Requests>) -> Rc<Self> {
        let in_use = Rc::new(Self {
            reader: Reader::new(make_worker.clone()),
            opening: PasswordWork::at("bulk-in-use"),
            password: PasswordField::at("bulk-in-use-password"),
            table: Table::at("bulk-in-use-table"),
            rows: RefCell::default(),
            requests,
        });
        in_use.listen();
        in_use
    }

    fn listen(self: &Rc<Self>) {
        documents::accept_drops("bulk-in-use");
        let own = Rc::clone(self);
        dom::on_id("bulk-in-use", "change", move |_| own.read());
        let own = Rc::clone(self);
        self.password.on_given(move || {
            if !dom::value("bulk-in-use").is_empty() {
                own.read();
            }
        });
        let own = Rc::clone(self);
        self.opening.on_cancel(move || {
            own.reader.end();
            dom::set_text("bulk-in-use-status", "Cancelled. What you gave is still there.");
            own.password.focus();
        });
        let own = Rc::clone(self);
        dom::on_id("download-bulk-calendar", "click", move |_| own.save_calendar());
        let own = Rc::clone(self);
        dom::on_id("bulk-renew", "click", move |_| own.renew());
    }

    /// Ends the worker, and forgets what was read.
    pub fn forget(&self) {
        self.reader.end();
        self.opening.end(None);
        self.show(Vec::new(), &[]);
        for status in ["bulk-in-use-status", "bulk-calendar-status"] {
            dom::set_text(status, "");
        }
    }

    fn read(self: &Rc<Self>) {
        self.forget();
        errors::clear(&FIELDS);
        let enclosures = match documents::chosen_up_to(Field::BulkInUse, MOST_OCTETS) {
            Ok(enclosures) if enclosures.is_empty() => return,
            Ok(enclosures) => enclosures,
            Err(message) => return errors::list(&[message]),
        };
        dom::set_text("bulk-in-use-status", "Reading the certificates.");
        self.opening.begin();
        let password = self.password.read();
        let own = Rc::downgrade(self);
        let job = BulkJob::ReadInUse { password };
        self.reader.ask(job, &enclosures, Field::BulkInUse, move |outcome, _| {
            let Some(own) = own.upgrade() else { return };
            if let Outcome::Opening(progress) = outcome {
                return own.opening.report(progress);
            }
            own.opening.end(Some("bulk-in-use"));
            dom::set_text("bulk-in-use-status", "");
            match outcome {
                Outcome::Bulk(BulkOutcome::InUse { endings, notes }) => {
                    let rows = bulk::in_use(&endings, now());
                    own.password.empty();
                    dom::set_text("bulk-in-use-status", &wording::in_use_summary(&rows));
                    own.show(rows, &notes);
                }
                Outcome::Refused(messages) => errors::list(&messages),
                _ => {}
            }
        });
    }

    fn show(&self, rows: Vec<bulk::InUse>, notes: &[String]) {
        dom::fill_list("bulk-in-use-notes", notes);
        dom::show("bulk-renewing", !rows.is_empty());
        self.table.show(rows.iter().map(row).collect());
        *self.rows.borrow_mut() = rows;
    }

    fn save_calendar(&self) {
        errors::clear(&FIELDS);
        let current = self.rows.borrow();
        let endings = current.iter().filter(|row| !row.is_replaced).map(|row| row.ending.clone()).collect();
        let job = BulkJob::MakeCalendar { endings, now: now() };
        self.reader.ask(job, &[], Field::BulkRenew, |outcome, files| {
            calendar::hand_over(outcome, &files, None, "bulk-calendar-status", Field::BulkRenew);
        });
    }

    fn renew(&self) {
        errors::clear(&FIELDS);
        let all = dom::input("bulk-renew-all").checked();
        match self.names(all) {
            Ok(names) => self.requests.make_for(&names),
            Err(message) => errors::present(&[message]),
        }
    }

    /// The names to make requests for again, each once.
    fn names(&self, all: bool) -> Result<Vec<String>, Message> {
        let rows = self.rows.borrow();
        let again = rows.iter().filter(|row| row.name.is_ok() && !row.is_replaced && (all || row.is_due()));
        let names: Vec<String> = again.map(|row| row.ending.name.clone()).collect();
        if names.is_empty() { Err(wording::nothing_to_renew(all)) } else { Ok(names) }
    }
}

fn row(row: &bulk::InUse) -> Row {
    let line = wording::in_use_line(row);
    Row {
        name: row.ending.name.clone(),
        place: String::new(),
        result: if row.is_due() { line.result.max(Verdict::Warn) } else { line.result },
        sentence: wording::in_use_sentence(row.days_left, &line),
        verdict: line.left,
    }
}
