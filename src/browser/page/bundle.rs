//! The second step: key and certificate come back, are checked, and become a `.pfx` file.

mod key_intake;
mod pfx_text;
mod result;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use web_sys::Blob;

use self::key_intake::KeyIntake;
use self::result::BundleResult;
use super::request::Request;
use crate::browser::page::widget::choice::chosen_encryption;
use crate::browser::page::widget::clock::{REST, now};
use crate::browser::page::widget::new_password::NewPassword;
use crate::browser::page::widget::password_work::PasswordWork;
use crate::browser::page::widget::{documents, dom, errors, field};
use crate::browser::page::workers::remote::{Enclosure, Remote};
use crate::job::{Assessed, Job, Outcome, Question};
use crate::message::{Field, Message};
use crate::wording;

/// The fields that certificates come from.
const CERTIFICATE_FIELDS: [Field; 2] = [Field::CertificateFile, Field::CertificatePem];

/// The second step.
pub struct Bundle {
    make_worker: Function,
    /// Reads what the person gives. Replaced when it dies.
    reader: RefCell<Option<Rc<Remote>>>,
    request: Rc<Request>,
    key: KeyIntake,
    opening: Rc<PasswordWork>,
    password: Rc<NewPassword>,
    result: Rc<BundleResult>,
    /// Counts changes: an answer to an older question is dropped.
    revision: Cell<u32>,
    /// Whether the worker has still to answer what certificates are worth.
    assessing: Cell<bool>,
    assessed: RefCell<Option<Assessed>>,
    friendly_name_typed: Cell<bool>,
}

impl Bundle {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: Function, reader: Option<Remote>, request: Rc<Request>) -> Rc<Self> {
        let bundle = Rc::new(Self {
            make_worker,
            reader: RefCell::new(reader.map(Rc::new)),
            request,
            key: KeyIntake::default(),
            opening: PasswordWork::at("key"),
            password: NewPassword::start(Field::PfxPassword, Field::PfxPasswordConfirm, false),
            result: BundleResult::start(),
            revision: Cell::default(),
            assessing: Cell::default(),
            assessed: RefCell::default(),
            friendly_name_typed: Cell::default(),
        });
        key_intake::listen(&bundle);
        bundle.listen();
        bundle
    }

    fn listen(self: &Rc<Self>) {
        documents::accept_drops("certificate-file");
        documents::refuse_other_drops();
        let own = Rc::clone(self);
        dom::on_id("certificate-file", "change", move |_| own.certificates_changed());
        let own = Rc::clone(self);
        field::on_left("certificate-pem", "change", move || own.certificates_changed());
        let own = Rc::clone(self);
        dom::on_id("certificate-pem", "input", move |_| {
            let revision = own.next_revision();
            let own = Rc::clone(&own);
            dom::later(REST, move || {
                if own.revision.get() == revision {
                    own.certificates_changed();
                }
            });
        });
        let own = Rc::clone(self);
        dom::on_id("friendly-name", "input", move |_| own.friendly_name_typed.set(true));
        let own = Rc::clone(self);
        dom::on_id("pfx-encryption", "change", move |_| own.result.forget());
        let own = Rc::clone(self);
        dom::on_id("bundle-form", "submit", move |event| {
            event.prevent_default();
            own.submit();
        });
    }

    /// The key that was made in this visit is another, or gone.
    pub fn made_key_changed(self: &Rc<Self>) {
        self.key.show_made(self.request.saving().held().map(|(made, _)| made).as_ref());
        self.assess();
    }

    /// Ends the worker and forgets what was given and made.
    pub fn forget(&self) {
        self.next_revision();
        self.end_reader();
        self.key.forget();
        self.friendly_name_typed.set(false);
        self.password.empty();
        self.show_assessed(None);
        for id in ["key-status", "pfx-status"] {
            dom::set_text(id, "");
        }
    }

    fn next_revision(&self) -> u32 {
        let next = self.revision.get().wrapping_add(1);
        self.revision.set(next);
        next
    }

    /// The worker that reads, started anew where there is none.
    fn reader(self: &Rc<Self>) -> Option<Rc<Remote>> {
        if self.reader.borrow().is_none() {
            let own = Rc::downgrade(self);
            let on_death = move || {
                if let Some(own) = own.upgrade() {
                    own.reader_died();
                }
            };
            let remote = Remote::start(&self.make_worker, || {}, on_death).ok()?;
            *self.reader.borrow_mut() = Some(Rc::new(remote));
        }
        self.reader.borrow().clone()
    }

    /// Ends the worker that reads, and with it the key that was opened and what goes on there.
    fn end_reader(&self) {
        self.opening.end(None);
        // Taken out first: a worker that ends may not be asked again.
        let reader = self.reader.borrow_mut().take();
        drop(reader);
    }

    fn reader_died(&self) {
        self.end_reader();
        self.key.forget();
        self.show_assessed(None);
        dom::set_text("pfx-status", "");
        errors::present(&[wording::worker_died(Field::MakePfx)]);
    }

    fn ask(
        self: &Rc<Self>,
        job: Job,
        enclosures: &[Enclosure],
        then: impl FnMut(Outcome, Vec<Blob>) + 'static,
    ) {
        match self.reader() {
            Some(reader) => reader.ask(job, enclosures, then),
            None => {
                self.opening.end(None);
                errors::present(&[wording::worker_died(Field::MakePfx)]);
            }
        }
    }

    fn certificates(&self) -> Result<Vec<Enclosure>, Message> {
        let mut enclosures = documents::chosen(Field::CertificateFile)?;
        enclosures.extend(documents::pasted(Field::CertificatePem)?);
        Ok(enclosures)
    }

    fn certificates_changed(self: &Rc<Self>) {
        errors::clear(&CERTIFICATE_FIELDS);
        self.assess();
    }

    /// Which key the certificates are held against.
    fn question(&self) -> Question {
        let made = self.request.saving().held().filter(|_| !self.key.is_opened());
        Question {
            asked_for: made.as_ref().map(|(made, _)| made.name.clone()),
            key: made.map(|(made, _)| made.public_key),
            now: now(),
        }
    }

    /// Checks what is there, and shows what comes of it.
    fn assess(self: &Rc<Self>) {
        let revision = self.next_revision();
        self.assessing.set(false);
        self.result.forget();
        let enclosures = match self.certificates() {
            Ok(enclosures) if enclosures.is_empty() && !self.key.has_certificates() => {
                return self.show_assessed(None);
            }
            Ok(enclosures) => enclosures,
            Err(message) => {
                self.show_assessed(None);
                return errors::list(&[message]);
            }
        };
        self.assessing.set(true);
        let own = Rc::downgrade(self);
        self.ask(Job::Assess(self.question()), &enclosures, move |outcome, _| {
            let Some(own) = own.upgrade().filter(|own| own.revision.get() == revision) else { return };
            own.assessing.set(false);
            match outcome {
                Outcome::Assessed(assessed) => {
                    errors::clear(&CERTIFICATE_FIELDS);
                    errors::list(&assessed.unread);
                    own.show_assessed(Some(assessed));
                }
                Outcome::Refused(messages) => {
                    own.show_assessed(None);
                    errors::list(&messages);
                }
                _ => {}
            }
        });
    }

    fn show_assessed(&self, assessed: Option<Assessed>) {
        errors::clear(&[Field::MakePfx]);
        result::show_checks(assessed.as_ref());
        if !self.friendly_name_typed.get() {
            let name = assessed.as_ref().and_then(|assessed| assessed.name.clone());
            dom::set_value("friendly-name", &name.unwrap_or_default());
        }
        if assessed.is_none() {
            self.result.forget();
        }
        *self.assessed.borrow_mut() = assessed;
    }

    fn submit(self: &Rc<Self>) {
        errors::clear(&[Field::MakePfx]);
        let mut messages = Vec::new();
        let held = self.request.saving().held();
        if !self.key.is_opened() && held.is_none() {
            messages.push(wording::key_missing(self.key.is_given()));
        }
        let certificates = self.certificates().unwrap_or_else(|message| {
            messages.push(message);
            Vec::new()
        });
        match self.assessed.borrow().as_ref() {
            None if messages.is_empty() || certificates.is_empty() => {
                messages.push(wording::certificate_missing())
            }
            Some(assessed) => messages
                .extend(assessed.unread.iter().cloned().chain(wording::refused_by_checks(&assessed.checks))),
            None => {}
        }
        let password = self.password.read().unwrap_or_else(|message| {
            messages.push(message);
            None
        });
        let Some(password) = password.filter(|_| messages.is_empty()) else {
            return errors::present(&messages);
        };
        let encryption = chosen_encryption("pfx-encryption");
        let friendly_name = dom::value("friendly-name");
        let job = Job::MakePfx { question: self.question(), password, friendly_name, encryption };
        let keeper = held.filter(|_| !self.key.is_opened()).map(|(_, keeper)| keeper);
        self.make(job, keeper, &certificates);
    }

    fn make(self: &Rc<Self>, job: Job, keeper: Option<Rc<Remote>>, certificates: &[Enclosure]) {
        self.result.forget();
        dom::set_text("pfx-status", "Making the file.");
        let revision = self.next_revision();
        let Some(maker) = keeper.or_else(|| self.reader()) else {
            return errors::present(&[wording::worker_died(Field::MakePfx)]);
        };
        let own = Rc::downgrade(self);
        let holder = Rc::downgrade(&maker);
        let then = move |outcome: Outcome, files: Vec<Blob>| {
            let Some(own) = own.upgrade().filter(|own| own.revision.get() == revision) else { return };
            match outcome {
                Outcome::PfxMade { file_names, has_subject_alt_name, ending } => {
                    own.password.empty();
                    dom::set_text("pfx-status", "The file is made.");
                    own.result.show(&file_names, files, has_subject_alt_name, ending, holder.clone());
                }
                Outcome::Refused(messages) => {
                    dom::set_text("pfx-status", "");
                    errors::present(&messages);
                }
                _ => {}
            }
        };
        maker.ask(job, certificates, then);
    }
}
