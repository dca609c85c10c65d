//! The `.pfx` files of the pairs.

use std::rc::{Rc, Weak};

use js_sys::Function;
use web_sys::Blob;

use super::batch::{Batch, Kind, Order};
use super::returned::{Documents, Returned, Told, documents_of};
use crate::browser::page::widget::choice::chosen_encryption;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::finished::Finished;
use crate::browser::page::widget::password_choice::{Chosen, PasswordChoice};
use crate::browser::page::widget::{calendar, dom, errors};
use crate::browser::page::workers::remote::Enclosure;
use crate::bulk::{KeyState, Pair};
use crate::job::{BulkJob, Job, NewPassword, PairToSeal, Question};
use crate::message::Field;
use crate::password::Password;
use crate::pkcs12::Encryption;
use crate::steps::batch;
use crate::steps::returned::Read;
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
            question_if_saved: None,
            outdated: wording::PFX_FILES_OUTDATED,
            yes: "Make the files again",
        };
        let finished = Finished::start("bulk-pfx", "pfx-files.zip", Field::DownloadBulkPfx);
        let pfx = Rc::new_cyclic(|own: &Weak<Self>| {
            let own = Weak::clone(own);
            let hear = move |told| {
                if let Some(own) = own.upgrade() {
                    own.hear(told);
                }
            };
            let returned = Returned::start(make_worker, hear);
            Self {
                choice: PasswordChoice::start(Field::BulkPfxPassword, Field::BulkPfxPasswordConfirm),
                batch: Batch::start(kind, Rc::clone(&returned.crew), make_worker.clone(), finished),
                returned,
            }
        });
        pfx.listen();
        pfx.returned.look();
        pfx
    }

    fn listen(self: &Rc<Self>) {
        let own = Rc::clone(self);
        dom::on_id("bulk-pfx-form", "submit", move |event| {
            event.prevent_default();
            if own.batch.is_working() {
                return;
            }
            own.returned.press();
        });
        let own = Rc::clone(self);
        dom::on_id("bulk-pfx-encryption", "change", move |_| own.batch.fields_changed());
        let own = Rc::clone(self);
        self.batch.on_finished(move || own.choice.empty());
        let own = Rc::clone(self);
        dom::on_id("download-bulk-pfx-calendar", "click", move |_| {
            let job = BulkJob::MakeCalendar { endings: own.batch.endings(), now: now() };
            let is_asked = own.batch.ask(job, |outcome, files| {
                let status = "bulk-pfx-calendar-status";
                calendar::hand_over(outcome, &files, None, status, Field::DownloadBulkPfx);
            });
            if !is_asked {
                errors::present(&[wording::worker_died(Field::DownloadBulkPfx)]);
            }
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

    fn hear(&self, told: Told) {
        match told {
            Told::Changed => self.batch.fields_changed(),
            Told::Make => self.begin(),
        }
    }

    fn begin(&self) {
        errors::clear(&[Field::BulkMakePfx]);
        let password = match self.choice.read() {
            Ok(password) => password,
            Err(message) => return errors::present(&[message]),
        };
        let encryption = chosen_encryption("bulk-pfx-encryption");
        let order = self.returned.with_read(|read| order(read, password, encryption)).flatten();
        match order {
            Some(order) => self.batch.make(order),
            None => errors::present(&[wording::no_pair()]),
        }
    }
}

/// What is to be made of the pairs that are ready; none where there is no such pair.
fn order(read: &Read<Blob>, password: Chosen, encryption: Encryption) -> Option<Order> {
    let ready: Vec<Pair> =
        read.returned.pairs(now()).into_iter().filter(|pair| pair.verdict.is_ready()).collect();
    if ready.is_empty() {
        return None;
    }
    let opened = |pair: &Pair| pair.key.and_then(|key| read.opened.get(key));
    let seats = ready.iter().map(|pair| opened(pair).and_then(|(seat, _)| *seat)).collect();
    let names = ready.iter().map(|pair| pair.name.clone()).collect();
    let makes_passwords = matches!(password, Chosen::Each);
    let pairs: Vec<_> = ready
        .iter()
        .map(|pair| {
            let password = opened(pair).map(|(_, password)| password.clone()).unwrap_or_default();
            (documents_of(read, pair), password)
        })
        .collect();
    let give = move |place: usize| {
        let pair = pairs.get(place).and_then(|(documents, typed)| Some((documents.as_ref()?, typed)));
        pair.and_then(|(documents, typed)| job_for(documents, typed, &password, encryption))
            .unwrap_or_else(|| (Job::Bulk(BulkJob::DropKeys), Vec::new()))
    };
    Some(Order { order: batch::Order { names, seats, makes_passwords }, give: Rc::new(give) })
}

fn job_for(
    documents: &Documents,
    typed: &str,
    password: &Chosen,
    encryption: Encryption,
) -> Option<(Job, Vec<Enclosure>)> {
    let Documents { key, asked_for, completes, enclosures } = documents;
    let KeyState::Open(fingerprint) = key.state else { return None };
    let sealed = PairToSeal {
        fingerprint,
        key_passwords: key.passwords.len(),
        key_password: Password::new(typed).ok(),
        question: Question { key: None, asked_for: asked_for.clone(), completes: *completes, now: now() },
        password: password.for_one().unwrap_or(NewPassword::Made),
        encryption,
    };
    Some((Job::Bulk(BulkJob::MakePfx(Box::new(sealed))), enclosures.clone()))
}
