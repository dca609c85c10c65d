//! The list of names: its fields become events, and its view is drawn.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;

use crate::browser::page::widget::given::GivenFiles;
use crate::browser::page::widget::table::{Row, Table};
use crate::browser::page::widget::{documents, dom, drops, errors, field};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::remote::Enclosure;
use crate::check::Verdict;
use crate::message::{Field, Message};
use crate::reader::MOST_ZIP_BYTES;
use crate::shown::CheckLine;
use crate::steps::list::{Effect, Event, Given, Names};
use crate::steps::ticket::Ticket;
use crate::wording;

const FIELDS: [Field; 3] = [Field::BulkNames, Field::BulkFile, Field::BulkLeaveOut];

/// What the list tells.
pub enum Told {
    /// Another list is shown, with so many good names; none where there is none.
    Names(Option<usize>),
    /// Requests are to be made for these names.
    Make(Vec<String>),
}

/// The list.
pub struct List {
    step: RefCell<Names<Enclosure>>,
    reader: Rc<Asker>,
    files: Rc<GivenFiles>,
    table: Rc<Table>,
    drawn: RefCell<Option<Ticket>>,
    tell: Box<dyn Fn(Told)>,
}

impl List {
    /// Listens to the fields.
    pub fn start(make_worker: Function, tell: impl Fn(Told) + 'static) -> Rc<Self> {
        let list = Rc::new_cyclic(|own: &Weak<Self>| {
            let hear = |own: &Rc<Self>, heard| {
                own.on(match heard {
                    Heard::Answer(ticket, outcome, _) => Event::Answered(ticket, outcome),
                    Heard::Died => Event::Died,
                });
            };
            let (reader, table) = (Asker::new(make_worker, own, hear), Table::at("bulk-table"));
            let files = GivenFiles::at(Field::BulkFile, MOST_ZIP_BYTES);
            let (step, drawn) = Default::default();
            Self { step, reader, files, table, drawn, tell: Box::new(tell) }
        });
        drops::accept("bulk-file");
        let own = Rc::clone(&list);
        field::on_form("bulk-form", &[], move |is_done| {
            own.on(if is_done { Event::Gave(own.given()) } else { Event::Typed(own.given()) });
        });
        list
    }

    /// Takes what was given before the program ran.
    pub fn look(self: &Rc<Self>) {
        self.on(Event::Gave(self.given()));
    }

    /// The button was pressed.
    pub fn press(self: &Rc<Self>) {
        self.on(Event::Pressed(self.given()));
    }

    /// Puts these names in place of what was given.
    pub fn replace(self: &Rc<Self>, names: &[String]) {
        self.files.empty();
        dom::set_value("bulk-names", &names.join("\n"));
        self.press();
    }

    /// Ends the worker, and forgets what was given and read.
    pub fn forget(self: &Rc<Self>) {
        self.files.empty();
        self.on(Event::Forgot);
    }

    /// What stands in the fields now.
    fn given(&self) -> Given<Enclosure> {
        Given { documents: self.documents(), leaves_out: dom::input("bulk-leave-out").checked() }
    }

    fn documents(&self) -> Result<Vec<Enclosure>, Message> {
        let pasted = documents::pasted(Field::BulkNames)?;
        Ok(pasted.into_iter().chain(self.files.documents()?).collect())
    }

    fn on(self: &Rc<Self>, event: Event<Enclosure>) {
        let effects = self.step.borrow_mut().on(event);
        let (mut names, mut is_refused) = (None, false);
        for effect in effects {
            match effect {
                Effect::Ask(ticket, job, documents) => self.reader.ask(ticket, job, &documents),
                Effect::End => self.reader.end(),
                Effect::Make(wanted) => names = Some(wanted),
                Effect::LeadToErrors => is_refused = true,
            }
        }
        self.draw();
        if is_refused {
            errors::lead();
        }
        if let Some(names) = names {
            (self.tell)(Told::Make(names));
        }
    }

    fn draw(&self) {
        let step = self.step.borrow();
        let view = step.view();
        dom::set_text("bulk-list-status", &view.status);
        errors::settle(&FIELDS, &view.errors);
        let version = view.list.map(|list| list.version);
        if version == self.drawn.replace(version) {
            return;
        }
        let rows = view.list.map(|list| list.rows.as_slice()).unwrap_or_default();
        let left = rows.iter().filter(|row| row.result == Verdict::Fail).count();
        dom::input("bulk-leave-out").set_checked(false);
        dom::show("bulk-leave-out-box", left > 0);
        dom::set_text("bulk-leave-out-text", &wording::leave_out(left));
        dom::fill_list("bulk-notes", view.list.map(|list| list.notes.as_slice()).unwrap_or_default());
        self.table.show_worst_first(rows.iter().map(row).collect());
        (self.tell)(Told::Names(view.list.map(|_| rows.len().saturating_sub(left))));
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
