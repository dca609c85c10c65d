//! The list of names: typed, pasted or chosen, read by a worker, and shown with what was found.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;

use crate::browser::page::widget::clock::REST;
use crate::browser::page::widget::table::{Row, Table};
use crate::browser::page::widget::{documents, dom, errors, field, secrets};
use crate::browser::page::workers::reader::Reader;
use crate::browser::page::workers::remote::Enclosure;
use crate::check::Verdict;
use crate::job::{BulkJob, BulkOutcome, Outcome};
use crate::message::{Field, Message};
use crate::shown::CheckLine;
use crate::wording;

const FIELDS: [Field; 3] = [Field::BulkNames, Field::BulkFile, Field::BulkLeaveOut];

/// Hears of how many names there are.
type OnRead = Box<dyn Fn(usize)>;

/// The list.
pub struct List {
    reader: Rc<Reader>,
    table: Rc<Table>,
    rows: RefCell<Vec<CheckLine>>,
    /// Why the list was not read.
    refused: RefCell<Vec<Message>>,
    /// The text that was read last.
    known: RefCell<String>,
    /// Whether something was typed that was not read yet.
    is_typed: Cell<bool>,
    /// Counts what is typed, to tell when it rests.
    typed: Cell<u32>,
    /// Who waits for the list to be read.
    waiting: RefCell<Vec<Box<dyn FnOnce()>>>,
    on_read: RefCell<Option<OnRead>>,
}

impl List {
    /// Listens to the fields.
    pub fn start(make_worker: Function) -> Rc<Self> {
        let (rows, refused, known, is_typed, typed, waiting, on_read) = Default::default();
        let (reader, table) = (Reader::new(make_worker), Table::at("bulk-table"));
        let list = Rc::new(Self { reader, table, rows, refused, known, is_typed, typed, waiting, on_read });
        documents::accept_drops("bulk-file");
        let own = Rc::clone(&list);
        dom::on_id("bulk-file", "change", move |_| own.read());
        let own = Rc::clone(&list);
        field::on_left("bulk-names", "change", move || {
            if *own.known.borrow() != dom::value("bulk-names") {
                own.read();
            }
        });
        let own = Rc::clone(&list);
        dom::on_id("bulk-names", "input", move |_| {
            own.is_typed.set(true);
            let typed = own.typed.get().wrapping_add(1);
            own.typed.set(typed);
            let own = Rc::clone(&own);
            dom::later(REST, move || {
                if own.typed.get() == typed && own.is_typed.get() {
                    own.read();
                }
            });
        });
        dom::on_id("bulk-leave-out", "change", |_| errors::clear(&[Field::BulkLeaveOut]));
        list
    }

    /// Calls back with the number of names whenever a list has been read.
    pub fn on_read(&self, then: impl Fn(usize) + 'static) {
        *self.on_read.borrow_mut() = Some(Box::new(then));
    }

    /// Puts these names in place of what was given.
    pub fn replace(self: &Rc<Self>, names: &[String]) {
        secrets::empty(&["bulk-file"]);
        dom::set_value("bulk-names", &names.join("\n"));
        self.read();
    }

    /// Calls back when what is in the fields has been read.
    pub fn when_read(self: &Rc<Self>, then: impl FnOnce() + 'static) {
        if self.is_typed.get() {
            self.read();
        }
        if self.reader.is_busy() {
            self.waiting.borrow_mut().push(Box::new(then));
        } else {
            then();
        }
    }

    /// The names to make requests for, or everything that is wrong with the list.
    pub fn names(&self) -> Result<Vec<String>, Vec<Message>> {
        let refused = self.refused.borrow();
        if !refused.is_empty() {
            return Err(refused.clone());
        }
        let rows = self.rows.borrow();
        let good = rows.iter().filter(|row| row.result != Verdict::Fail);
        let names: Vec<String> = good.map(|row| row.name.clone()).collect();
        let left = rows.len().saturating_sub(names.len());
        if rows.is_empty() {
            Err(vec![wording::names_missing()])
        } else if names.is_empty() {
            Err(vec![wording::no_good_name()])
        } else if left > 0 && !dom::input("bulk-leave-out").checked() {
            Err(vec![wording::rows_refused(left)])
        } else {
            Ok(names)
        }
    }

    /// Ends the worker, and forgets what was read.
    pub fn forget(self: &Rc<Self>) {
        self.reader.end();
        self.waiting.take();
        self.is_typed.set(false);
        self.known.take();
        self.show(Vec::new(), &[], Vec::new());
        dom::set_text("bulk-list-status", "");
    }

    fn given(&self) -> Result<Vec<Enclosure>, Message> {
        let pasted = documents::pasted(Field::BulkNames)?;
        Ok(pasted.into_iter().chain(documents::chosen(Field::BulkFile)?).collect())
    }

    fn read(self: &Rc<Self>) {
        self.is_typed.set(false);
        *self.known.borrow_mut() = dom::value("bulk-names");
        let enclosures = match self.given() {
            Ok(enclosures) => enclosures,
            Err(message) => return self.refuse(vec![message]),
        };
        if enclosures.is_empty() {
            self.reader.end();
            errors::clear(&FIELDS);
            self.show(Vec::new(), &[], Vec::new());
            dom::set_text("bulk-list-status", "");
            return self.tell();
        }
        dom::set_text("bulk-list-status", "Reading the list.");
        let own = Rc::downgrade(self);
        self.reader.ask(BulkJob::ReadList, &enclosures, Field::BulkNames, move |outcome, _| {
            let Some(own) = own.upgrade() else { return };
            match outcome {
                Outcome::Bulk(BulkOutcome::List { rows, notes }) => {
                    errors::clear(&FIELDS);
                    dom::set_text("bulk-list-status", &wording::list_summary(&rows));
                    let good = rows.iter().filter(|row| row.result != Verdict::Fail).count();
                    own.show(rows, &notes, Vec::new());
                    if let Some(then) = own.on_read.borrow().as_ref() {
                        then(good);
                    }
                    own.tell();
                }
                Outcome::Refused(messages) => own.refuse(messages),
                _ => {}
            }
        });
    }

    fn refuse(self: &Rc<Self>, messages: Vec<Message>) {
        self.reader.end();
        errors::clear(&FIELDS);
        errors::list(&messages);
        dom::set_text("bulk-list-status", "");
        self.show(Vec::new(), &[], messages);
        self.tell();
    }

    fn show(self: &Rc<Self>, rows: Vec<CheckLine>, notes: &[String], refused: Vec<Message>) {
        let left = rows.iter().filter(|row| row.result == Verdict::Fail).count();
        dom::input("bulk-leave-out").set_checked(false);
        dom::show("bulk-leave-out-box", left > 0);
        dom::set_text("bulk-leave-out-text", &wording::leave_out(left));
        dom::fill_list("bulk-notes", notes);
        self.table.show_worst_first(rows.iter().map(row).collect());
        *self.rows.borrow_mut() = rows;
        *self.refused.borrow_mut() = refused;
    }

    fn tell(&self) {
        for then in self.waiting.take() {
            then();
        }
    }
}

fn row(row: &CheckLine) -> Row {
    Row {
        name: row.name.clone(),
        place: row.title.clone(),
        result: row.result,
        verdict: wording::verdict(row.result).to_owned(),
        sentence: row.sentence.clone(),
    }
}
