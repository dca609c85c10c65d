//! The `.pfx` files of the pairs.

use std::rc::Rc;

use js_sys::Function;

use super::batch::{Batch, Kind, Order};
use super::returned::{Documents, Given, Returned};
use crate::browser::page::widget::choice::chosen_encryption;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::finished::Finished;
use crate::browser::page::widget::password_choice::{Chosen, PasswordChoice, copy};
use crate::browser::page::widget::{calendar, dom, errors};
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::{KeyState, Pair};
use crate::job::{BulkJob, Job, NewPassword, PairToSeal, Question};
use crate::message::Field;
use crate::pkcs12::Encryption;
use crate::wording;

/// What came back, and the batch that is made of it.
pub struct Pfx {
    returned: Rc<Returned>,
    choice: PasswordChoice,
    batch: Rc<Batch>,
}

impl Pfx {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: &Function) -> Rc<Self> {
        let kind = Kind {
            place: "bulk-pfx",
            begin: Field::BulkMakePfx,
            pack: |names, has_passwords| BulkJob::PackPfx { names, has_passwords, now: now() },
            made: |made, total, _| wording::pfx_made(made, total.saturating_sub(made)),
            question: "Make the files again and lose what is not saved?",
            yes: "Make the files again",
        };
        let finished = Finished::start("bulk-pfx", "pfx-files.zip", Field::DownloadBulkPfx);
        let returned = Returned::start(make_worker);
        let pfx = Rc::new(Self {
            choice: PasswordChoice::start(Field::BulkPfxPassword, Field::BulkPfxPasswordConfirm),
            batch: Batch::start(kind, Rc::clone(&returned.crew), make_worker.clone(), finished),
            returned,
        });
        pfx.listen();
        pfx
    }

    fn listen(self: &Rc<Self>) {
        let own = Rc::clone(self);
        dom::on_id("bulk-pfx-form", "submit", move |event| {
            event.prevent_default();
            own.submit();
        });
        let own = Rc::clone(self);
        self.batch.on_finished(move || own.choice.empty());
        let own = Rc::clone(self);
        dom::on_id("download-bulk-pfx-calendar", "click", move |_| {
            let job = BulkJob::MakeCalendar { endings: own.batch.endings(), now: now() };
            own.batch.ask(job, Field::DownloadBulkPfx, |outcome, files| {
                calendar::hand_over(
                    outcome,
                    &files,
                    None,
                    "bulk-pfx-calendar-status",
                    Field::DownloadBulkPfx,
                );
            });
        });
    }

    /// Whether something would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        self.batch.has_unsaved()
    }

    /// Ends the workers, and lets go of everything.
    pub fn forget(&self) {
        self.batch.forget();
        self.returned.forget();
        self.choice.empty();
        dom::set_text("bulk-pfx-calendar-status", "");
    }

    fn submit(self: &Rc<Self>) {
        if !self.batch.is_working() {
            let own = Rc::clone(self);
            self.returned.when_open(move || own.begin());
        }
    }

    fn begin(&self) {
        errors::clear(&[Field::BulkMakePfx]);
        let mut messages = Vec::new();
        let password = self.choice.read().unwrap_or_else(|message| {
            messages.push(message);
            Chosen::None
        });
        let given = self.returned.given();
        let pairs = given.as_ref().map(|given| given.pairs()).unwrap_or_default();
        let ready: Vec<Pair> = pairs.into_iter().filter(|pair| pair.verdict.is_ready()).collect();
        match &given {
            None => messages.insert(0, wording::returned_missing()),
            Some(_) if ready.is_empty() => messages.push(wording::no_pair()),
            Some(_) => {}
        }
        let Some(given) = given.filter(|_| messages.is_empty()) else { return errors::present(&messages) };
        let seats = ready.iter().map(|pair| given.opened(pair).seat).collect();
        let names = ready.iter().map(|pair| pair.name.clone()).collect();
        let makes_passwords = matches!(password, Chosen::Each);
        let wanted = Wanted { given, ready, password, encryption: chosen_encryption("bulk-pfx-encryption") };
        let give = Box::new(move |place| wanted.job(place));
        self.batch.make(Order { names, give, seats, makes_passwords });
    }
}

/// What is to be made of the pairs.
struct Wanted {
    given: Rc<Given>,
    ready: Vec<Pair>,
    password: Chosen,
    encryption: Encryption,
}

impl Wanted {
    fn job(&self, place: usize) -> (Job, Vec<Enclosure>) {
        let job = self.ready.get(place).and_then(|pair| self.job_for(pair));
        job.unwrap_or_else(|| (Job::Bulk(BulkJob::DropKeys), Vec::new()))
    }

    fn job_for(&self, pair: &Pair) -> Option<(Job, Vec<Enclosure>)> {
        let Documents { key, asked_for, enclosures } = self.given.documents(pair)?;
        let KeyState::Open(fingerprint) = key.state else { return None };
        let sealed = PairToSeal {
            fingerprint,
            has_key_password: key.password.is_some(),
            key_password: self.given.opened(pair).password.as_deref().and_then(copy),
            question: Question { key: None, asked_for, now: now() },
            password: self.password.for_one().unwrap_or(NewPassword::Made),
            encryption: self.encryption,
        };
        Some((Job::Bulk(BulkJob::MakePfx(Box::new(sealed))), enclosures))
    }
}
