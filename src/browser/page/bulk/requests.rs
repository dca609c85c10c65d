//! Requests and keys for a list of names.

use std::num::NonZeroUsize;
use std::rc::{Rc, Weak};

use js_sys::Function;

use super::batch::{Batch, Kind, Order};
use super::list::{List, Told};
use super::sending as instructions;
use crate::browser::page::widget::choice::chosen_size;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::finished::Finished;
use crate::browser::page::widget::password_choice::{Chosen, PasswordChoice};
use crate::browser::page::widget::{dom, errors, field};
use crate::browser::page::workers::crew::Crew;
use crate::browser::page::workers::processors;
use crate::job::{BulkJob, Job};
use crate::message::{Field, Message};
use crate::name::EndpointName;
use crate::sending::{self, CatalogueEntry};
use crate::steps::batch;
use crate::wording;

/// The list, and the batch that is made of it.
pub struct Requests {
    list: Rc<List>,
    choice: PasswordChoice,
    batch: Rc<Batch>,
}

impl Requests {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: &Function) -> Rc<Self> {
        let kind = Kind {
            place: "bulk",
            begin: Field::BulkGenerate,
            pack: |_, has_passwords| BulkJob::PackRequests { has_passwords, now: now() },
            made: wording::requests_made,
            question: "Make new keys and lose what is not saved?",
            question_if_saved: Some(wording::NEW_KEYS_FOR_ALL),
            outdated: wording::REQUESTS_OUTDATED,
            yes: "Make new keys",
        };
        let finished = Finished::start("bulk", "certificate-requests.zip", Field::DownloadBulk);
        let crew = Crew::new(make_worker.clone());
        let requests = Rc::new_cyclic(|own: &Weak<Self>| Self {
            list: List::start(make_worker.clone(), {
                let own = Weak::clone(own);
                move |told| {
                    if let Some(own) = own.upgrade() {
                        own.hear(told);
                    }
                }
            }),
            choice: PasswordChoice::start(Field::BulkPassword, Field::BulkPasswordConfirm),
            batch: Batch::start(kind, crew, make_worker.clone(), finished),
        });
        requests.listen();
        requests.list.look();
        requests
    }

    fn listen(self: &Rc<Self>) {
        let own = Rc::clone(self);
        dom::on_id("bulk-form", "submit", move |event| {
            event.prevent_default();
            own.submit();
        });
        let own = Rc::clone(self);
        dom::on_id("bulk-key-size", "change", move |_| own.batch.fields_changed());
        let own = Rc::clone(self);
        self.batch.on_finished(move || {
            own.choice.empty();
            instructions::show(&own.entries(), false);
        });
        let own = Rc::clone(self);
        field::on_form("bulk-url-fields", &[], move |is_done| {
            let finished = &own.batch.finished;
            if is_done && finished.is_there() {
                instructions::show(&own.entries(), finished.unsaved_in_words().is_none());
            }
        });
        let own = Rc::clone(self);
        self.batch.finished.on_saved(move || instructions::show(&own.entries(), true));
    }

    /// Makes requests for these names in place of those in the list.
    pub fn make_for(self: &Rc<Self>, names: &[String]) {
        if self.batch.is_working() {
            // First things first: the person is led to what is going on.
            return dom::focus("bulk-cancel");
        }
        self.list.replace(names);
    }

    /// Whether something would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        self.batch.has_unsaved()
    }

    /// Ends the workers, and lets go of everything.
    pub fn forget(&self) {
        self.batch.forget();
        self.list.forget();
        self.choice.empty();
        instructions::hide();
    }

    /// The endpoints whose requests were made.
    fn entries(&self) -> Vec<CatalogueEntry> {
        let names = self.batch.names();
        let names: Vec<_> = names.iter().filter_map(|name| EndpointName::parse(name).ok()).collect();
        let (entries, error) = sending::entries(&names, &dom::value("bulk-url-pattern"));
        let error =
            error.map(|error| Message { field: Field::BulkUrlPattern, ..wording::receiver_url(&error) });
        errors::settle(&[Field::BulkUrlPattern], error.as_slice());
        entries
    }

    fn submit(self: &Rc<Self>) {
        if !self.batch.is_working() {
            self.list.press();
        }
    }

    fn hear(&self, told: Told) {
        match told {
            Told::Names(names) => {
                self.batch.fields_changed();
                if let Some(names) = names {
                    self.batch.prepare(names);
                }
            }
            Told::Make(names) => self.begin(names),
        }
    }

    fn begin(&self, names: Vec<String>) {
        errors::clear(&[Field::BulkGenerate]);
        let password = match self.choice.read() {
            Ok(password) => password,
            Err(message) => return errors::present(&[message]),
        };
        let size = chosen_size("bulk-key-size");
        let (wanted, makes_passwords) = (names.clone(), matches!(password, Chosen::Each));
        let give = move |place: usize| {
            let name = wanted.get(place).cloned().unwrap_or_default();
            let left = wanted.len().saturating_sub(place).div_ceil(processors());
            let coming = NonZeroUsize::new(left).unwrap_or(NonZeroUsize::MIN);
            let password = Chosen::for_one(&password);
            (Job::Bulk(BulkJob::MakeRequest { name, size, password, coming }), Vec::new())
        };
        let order = batch::Order { names, seats: Vec::new(), makes_passwords };
        self.batch.make(Order { order, give: Rc::new(give) });
    }
}
