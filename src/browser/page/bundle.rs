//! The step that packs: its fields become events, its effects questions, and its view is drawn.

mod drawing;
mod fields;
mod pfx_text;
mod result;
mod trust;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;
use web_sys::Blob;

use self::drawing::Drawing;
use super::next::Next;
use super::request::Request;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::given::GivenFiles;
use crate::browser::page::widget::new_password::NewPassword;
use crate::browser::page::widget::{dom, secrets};
use crate::browser::page::workers::asker::{Asker, Heard};
use crate::browser::page::workers::remote::{Enclosure, Remote};
use crate::job::Job;
use crate::message::Field;
use crate::name::EndpointName;
use crate::reader::MOST_ZIP_BYTES;
use crate::steps::bundle::{self, Effect, Finished, Place, Worker};
use crate::steps::next::{Endpoint, Stage};

type Event = bundle::Event<Enclosure, Blob>;

/// The step that packs.
pub struct Bundle {
    step: RefCell<bundle::Bundle<Enclosure, Blob>>,
    /// Reads what the person gives, and holds the key that they gave.
    reader: Rc<Asker>,
    /// Holds the key that was made in this visit.
    request: Rc<Request>,
    /// Is told of the finished file.
    next: Rc<Next>,
    /// The certificates.
    files: Rc<GivenFiles>,
    password: Rc<NewPassword>,
    drawing: Drawing,
}

impl Bundle {
    /// Listens to the fields and buttons. `reader` is a worker that runs already.
    pub fn start(
        make_worker: Function,
        reader: Option<Remote>,
        request: Rc<Request>,
        next: Rc<Next>,
    ) -> Rc<Self> {
        let bundle = Rc::new_cyclic(|own: &Weak<Self>| Self {
            step: RefCell::default(),
            reader: Asker::new(make_worker, own, Self::hear),
            request,
            next,
            files: GivenFiles::at(Field::CertificateFile, MOST_ZIP_BYTES),
            password: NewPassword::start(Field::PfxPassword, Field::PfxPasswordConfirm, false),
            drawing: Drawing::default(),
        });
        if let Some(reader) = reader {
            bundle.reader.adopt(reader);
        }
        fields::listen(&bundle);
        result::listen(&bundle);
        trust::listen(&bundle);
        // What was given before the program ran counts.
        bundle.on(Event::Gave(bundle.given()));
        bundle
    }

    /// The key that was made in this visit is another one, or gone.
    pub fn made_key_changed(self: &Rc<Self>) {
        self.on(Event::MadeKey(self.request.held().map(|(made, _)| made)));
    }

    /// Whether a file would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        self.step.borrow().has_unsaved()
    }

    /// Ends the worker and forgets what was given and made.
    pub fn forget(self: &Rc<Self>) {
        self.password.empty();
        secrets::empty(&["key-file", "key-pem", "unlock-password", "certificate-pem"]);
        self.files.empty();
        dom::set_value("friendly-name", "");
        trust::forget();
        self.on(Event::Forgot);
    }

    /// Something has happened.
    fn on(self: &Rc<Self>, event: Event) {
        let effects = self.step.borrow_mut().on(event, now());
        let mut lead = None;
        for effect in effects {
            match effect {
                Effect::Ask { ticket, worker: Worker::Reader, job, documents } => {
                    self.reader.ask(ticket, job, &documents);
                }
                Effect::Ask { ticket, worker: Worker::Keeper, job, documents } => {
                    let Some((_, keeper)) = self.request.held() else { continue };
                    let own = Rc::downgrade(self);
                    keeper.ask(job, &documents, move |outcome, files| {
                        if let Some(own) = own.upgrade() {
                            own.hear(Heard::Answer(ticket, outcome, files));
                        }
                    });
                }
                Effect::Drop(worker, job) => self.let_go(worker, job),
                Effect::EndReader => self.reader.end(),
                Effect::Progress(progress) => self.drawing.opening().report(progress),
                Effect::EmptyKey { with_file } => fields::empty_key(with_file),
                Effect::EmptyPassword => self.password.empty(),
                Effect::Lead(place) => lead = Some(place),
            }
        }
        self.draw();
        if let Some(place) = lead {
            if place == Place::Result {
                self.tell_next();
            }
            drawing::lead(place);
        }
    }

    fn hear(self: &Rc<Self>, heard: Heard) {
        self.on(match heard {
            Heard::Answer(ticket, outcome, files) => Event::Answered(ticket, outcome, files),
            Heard::Died => {
                trust::reader_died();
                Event::Died
            }
        });
    }

    fn let_go(&self, worker: Worker, job: Job) {
        if let Some(worker) = self.worker(worker) {
            worker.ask(job, &[], |_, _| {});
        }
    }

    fn worker(&self, worker: Worker) -> Option<Rc<Remote>> {
        match worker {
            Worker::Reader => self.reader.worker(),
            Worker::Keeper => self.request.held().map(|(_, keeper)| keeper),
        }
    }

    /// The file is there: what is left to do is known.
    fn tell_next(&self) {
        let name = self.with_finished(|finished| EndpointName::parse(finished.name()).ok()).flatten();
        if let Some(name) = name {
            self.next.tell(Endpoint { name, environment: None, request: None, stage: Stage::Packed });
        }
    }

    fn draw(&self) {
        self.drawing.draw(&self.step.borrow().view());
    }

    /// Does something with the finished file, if there is one.
    fn with_finished<T>(&self, then: impl FnOnce(&Finished<Blob>) -> T) -> Option<T> {
        self.step.borrow().view().finished.map(then)
    }
}
