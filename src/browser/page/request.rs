//! The first step: a name, a key, a request.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use js_sys::Function;

use super::name_fields::NameFields;
use super::saving::Saving;
use crate::browser::page::widget::choice::chosen_size;
use crate::browser::page::widget::new_password::NewPassword;
use crate::browser::page::widget::{confirm, dom, errors};
use crate::browser::page::workers::race::{Event, Pool, Wanted};
use crate::browser::page::workers::remote::Remote;
use crate::job::MadeKey;
use crate::key::Progress;
use crate::message::{Field, Message};
use crate::name::{EndpointName, Format};
use crate::wording;

/// Milliseconds that a key may take before it is said that it is being made: what is shown for less
/// flickers, and takes processors from those who make it.
const AT_ONCE: i32 = 100;

/// The first step.
pub struct Request {
    name: Rc<NameFields>,
    password: Rc<NewPassword>,
    saving: Rc<Saving>,
    /// The workers that make a key: cancelled, they are ended.
    pool: Rc<Pool>,
    /// What the key is for that is being made.
    wanted: RefCell<Option<(EndpointName, Format)>>,
    started: Cell<f64>,
    progress: Cell<Option<Progress>>,
    timer: Cell<Option<i32>>,
    on_made: RefCell<Option<Box<dyn Fn()>>>,
}

impl Request {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: Function) -> Rc<Self> {
        let request = Rc::new_cyclic(|request: &Weak<Self>| Self {
            pool: Pool::new(make_worker.clone(), {
                let request = request.clone();
                move |event| {
                    if let Some(request) = request.upgrade() {
                        request.hear(event);
                    }
                }
            }),
            wanted: RefCell::default(),
            name: NameFields::start(),
            password: NewPassword::start(Field::KeyPassword, Field::KeyPasswordConfirm, true),
            saving: Saving::start(make_worker),
            started: Cell::default(),
            progress: Cell::default(),
            timer: Cell::default(),
            on_made: RefCell::default(),
        });
        let submitted = Rc::clone(&request);
        dom::on_id("request-form", "submit", move |event| {
            event.prevent_default();
            submitted.submit();
        });
        // Whoever fills in the form will want a key.
        let prepared = Rc::clone(&request);
        dom::on_id("request-form", "focusin", move |_| prepared.pool.prepare());
        let cancelled = Rc::clone(&request);
        dom::on_id("cancel", "click", move |_| cancelled.cancel());
        request
    }

    /// Tells somebody when a key has been made, or let go.
    pub fn on_made(&self, then: impl Fn() + 'static) {
        *self.on_made.borrow_mut() = Some(Box::new(then));
    }

    /// Where the key that was made is kept.
    pub fn saving(&self) -> &Rc<Saving> {
        &self.saving
    }

    /// Whether something that was made would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        self.saving.has_unsaved() || self.pool.is_making()
    }

    /// Ends the workers and forgets what was made.
    pub fn forget(&self) {
        self.stop();
        self.pool.forget();
        self.saving.forget();
        self.name.forget();
        self.password.empty();
        dom::set_text("request-status", "");
        self.tell();
    }

    fn submit(self: &Rc<Self>) {
        if self.pool.is_making() {
            return;
        }
        errors::clear(&[Field::Generate]);
        let (name, password) = (self.name.name(), self.password.read());
        let mut messages: Vec<Message> = name.as_ref().err().cloned().unwrap_or_default();
        messages.extend(password.as_ref().err().cloned());
        let (Ok(name), Ok(password)) = (name, password) else {
            errors::present(&messages);
            return;
        };
        let size = chosen_size("key-size");
        let format = self.name.format();
        let wanted = Wanted { name, size, password };
        if self.saving.has_unsaved() {
            let request = Rc::clone(self);
            let question = format!(
                "{} Make a new key and lose what is not saved?",
                self.saving.unsaved_in_words().unwrap_or_default()
            );
            confirm::ask(&question, "Make a new key", move || request.make(wanted, format));
        } else {
            self.make(wanted, format);
        }
    }

    fn make(self: &Rc<Self>, wanted: Wanted, format: Format) {
        errors::clear_all();
        *self.wanted.borrow_mut() = Some((wanted.name.clone(), format));
        self.started.set(js_sys::Date::now());
        self.progress.set(None);
        self.pool.make(wanted);
        let request = Rc::downgrade(self);
        let timer = dom::later(AT_ONCE, move || {
            if let Some(request) = request.upgrade().filter(|request| request.pool.is_making()) {
                request.show_working();
            }
        });
        self.timer.set(Some(timer));
    }

    fn hear(&self, event: Event) {
        match event {
            Event::Progress(progress) => self.show_progress(progress),
            Event::Made(keeper, made) => self.finish(keeper, made),
            Event::Failed(messages) => self.fail(&messages),
            Event::KeeperDied => {
                self.saving.keeper_died();
                self.tell();
            }
        }
    }

    fn show_working(self: &Rc<Self>) {
        dom::get::<web_sys::HtmlFieldSetElement>("request-fields").set_disabled(true);
        dom::show("generate", false);
        self.saving.show(false);
        dom::show("working", true);
        dom::set_text("request-status", "Making the key.");
        self.draw_progress();
        dom::focus("cancel");
        self.tick();
    }

    /// Keeps the elapsed time honest between two reports of the worker.
    fn tick(self: &Rc<Self>) {
        let request = Rc::downgrade(self);
        let timer = dom::later(1_000, move || {
            if let Some(request) = request.upgrade().filter(|request| request.pool.is_making()) {
                request.draw_progress();
                request.tick();
            }
        });
        self.timer.set(Some(timer));
    }

    fn elapsed(&self) -> Duration {
        dom::since(self.started.get())
    }

    fn show_progress(&self, progress: Progress) {
        self.progress.set(Some(progress));
        self.draw_progress();
    }

    fn draw_progress(&self) {
        let progress = self.progress.get();
        let share = progress.map_or(0.0, Progress::share);
        dom::get::<web_sys::HtmlProgressElement>("progress").set_value(share * 100.0);
        let tried = progress.map_or_else(|| "Starting.".to_owned(), wording::progress);
        dom::set_text("progress-text", &format!("{tried} {}", wording::elapsed(self.elapsed())));
    }

    fn finish(&self, keeper: Remote, made: MadeKey) {
        self.end_working();
        let Some((name, format)) = self.wanted.borrow_mut().take() else { return };
        self.password.empty();
        dom::set_text("request-status", &wording::key_made(self.elapsed()));
        // Only now: whoever cancels, or gets no other key, has the key before.
        self.saving.forget();
        self.saving.keep(keeper, made, &name, format);
        self.tell();
        dom::focus("request-result-title");
    }

    fn cancel(&self) {
        self.stop();
        dom::set_text("request-status", wording::making_cancelled(self.saving.has_key()));
        dom::focus("generate");
    }

    fn fail(&self, messages: &[Message]) {
        self.stop();
        dom::set_text("request-status", "");
        errors::present(messages);
    }

    /// Ends the workers, and with them the key that they were making.
    fn stop(&self) {
        self.pool.stop();
        self.wanted.take();
        self.end_working();
        self.saving.show(true);
    }

    fn end_working(&self) {
        if let Some(timer) = self.timer.take() {
            dom::window().clear_timeout_with_handle(timer);
        }
        dom::get::<web_sys::HtmlFieldSetElement>("request-fields").set_disabled(false);
        dom::show("generate", true);
        dom::show("working", false);
    }

    fn tell(&self) {
        if let Some(then) = self.on_made.borrow().as_ref() {
            then();
        }
    }
}
