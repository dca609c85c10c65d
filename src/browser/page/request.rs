//! The step that makes a key and a request: its fields become events, and its view is drawn.

mod existing_key;
mod fields;
mod key_text;
mod name_fields;
mod result;
mod saved_key;
mod sending;
mod working;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Function;

use self::existing_key::ExistingKey;
use self::name_fields::NameFields;
use self::saved_key::SavedKey;
use self::working::Working;
use crate::browser::page::next::Next;
use crate::browser::page::widget::new_password::NewPassword;
use crate::browser::page::widget::{confirm, dom, errors};
use crate::browser::page::workers::race::{self, Pool};
use crate::browser::page::workers::remote::Remote;
use crate::job::MadeKey;
use crate::message::Field;
use crate::name::EndpointName;
use crate::steps::next::{Endpoint, Stage};
use crate::steps::request::{self, Effect, Event, Place};
use crate::wording;

/// The fields that the view speaks of. Those of the name and of the password speak for themselves, too.
const FIELDS: [Field; 2] = [Field::Generate, Field::DownloadKey];

/// The step that makes a key.
pub struct Request {
    step: RefCell<request::Request>,
    name: Rc<NameFields>,
    password: Rc<NewPassword>,
    /// The workers that make a key.
    pool: Rc<Pool>,
    /// The one of them that holds the key that was made.
    keeper: RefCell<Option<Rc<Remote>>>,
    working: Rc<Working>,
    saved_key: Rc<SavedKey>,
    existing_key: Rc<ExistingKey>,
    on_made: RefCell<Option<Box<dyn Fn()>>>,
}

impl Request {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: Function, next: Rc<Next>) -> Rc<Self> {
        let request = Rc::new_cyclic(|own: &Weak<Self>| {
            let (heard, fits) = (Weak::clone(own), Weak::clone(own));
            let hear = move |event| {
                if let Some(own) = heard.upgrade() {
                    own.hear(event);
                }
            };
            let on_fits = move || {
                if let Some(own) = fits.upgrade() {
                    own.on(Event::KeyChecked);
                }
            };
            let name = NameFields::start();
            let on_made = move |made: &MadeKey| lead_on(&next, made);
            Self {
                step: RefCell::default(),
                existing_key: ExistingKey::start(make_worker.clone(), Rc::clone(&name), on_made),
                name,
                password: NewPassword::start(Field::KeyPassword, Field::KeyPasswordConfirm, true),
                pool: Pool::new(make_worker.clone(), hear),
                keeper: RefCell::default(),
                working: Working::new(),
                saved_key: SavedKey::start(make_worker, on_fits),
                on_made: RefCell::default(),
            }
        });
        fields::listen(&request);
        result::listen(&request);
        key_text::listen(&request);
        request
    }

    /// Tells somebody when a key has been made, or let go.
    pub fn on_made(&self, then: impl Fn() + 'static) {
        *self.on_made.borrow_mut() = Some(Box::new(then));
    }

    /// The key that was made in this visit, and the worker that holds it.
    pub fn held(&self) -> Option<(MadeKey, Rc<Remote>)> {
        let keeper = self.keeper.borrow().clone()?;
        Some((self.step.borrow().held()?.made.clone(), keeper))
    }

    /// The endpoint for which a request was made.
    pub fn endpoint(&self) -> Option<Endpoint> {
        let step = self.step.borrow();
        let held = step.held()?;
        Some(Endpoint {
            name: held.name.clone(),
            environment: Some(held.environment()),
            request: Some(held.made.request.clone()),
            stage: Stage::Requested,
        })
    }

    /// Whether something that was made would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        self.step.borrow().has_unsaved()
    }

    /// Ends the workers and forgets what was made.
    pub fn forget(self: &Rc<Self>) {
        self.pool.forget();
        self.name.forget();
        self.existing_key.forget();
        self.on(Event::Forgot);
    }

    /// Something has happened.
    fn on(self: &Rc<Self>, event: Event) {
        let effects = self.step.borrow_mut().on(event);
        let (mut lead, mut is_another) = (None, false);
        for effect in effects {
            match effect {
                Effect::Make(wanted) => {
                    self.working.begin();
                    self.pool.make(wanted);
                }
                Effect::Stop => self.pool.stop(),
                // Taken out by who has brought it.
                Effect::Keep => is_another = true,
                Effect::LetGo => {
                    let keeper = self.keeper.take();
                    drop(keeper);
                    is_another = true;
                }
                Effect::Ask(question) => self.ask(&question),
                Effect::EmptyPassword => self.password.empty(),
                Effect::Lead(place) => lead = Some(place),
            }
        }
        self.draw();
        if is_another {
            self.tell();
        }
        match lead {
            Some(Place::Errors) => errors::lead(),
            Some(Place::Button) => dom::focus("generate"),
            Some(Place::Result) => dom::focus("request-result-title"),
            None => {}
        }
    }

    fn hear(self: &Rc<Self>, event: race::Event) {
        match event {
            race::Event::Progress(progress) => self.working.report(progress),
            race::Event::Made(keeper, made) => {
                if self.step.borrow().view().is_making {
                    // The key before goes with its worker.
                    let before = self.keeper.replace(Some(Rc::new(keeper)));
                    drop(before);
                }
                self.on(Event::Made(made));
            }
            race::Event::Failed(messages) => self.on(Event::Failed(messages)),
            race::Event::KeeperDied => self.on(Event::KeeperDied),
        }
    }

    fn ask(self: &Rc<Self>, question: &str) {
        let (agreed, declined) = (Rc::clone(self), Rc::clone(self));
        let yes = move || agreed.on(Event::Agreed);
        confirm::ask_either(question, "Make a new key", yes, move || declined.on(Event::Declined));
    }

    fn draw(&self) {
        let step = self.step.borrow();
        let view = step.view();
        let took = self.working.follow(view.is_making);
        match (view.status, took) {
            (Some(status), _) => self.working.say(status),
            (None, Some(took)) => dom::set_text("request-status", &wording::key_made(took)),
            (None, None) => {}
        }
        result::draw(&view);
        let (others, own): (Vec<_>, Vec<_>) =
            view.errors.iter().cloned().partition(|message| !FIELDS.contains(&message.field));
        errors::settle(&FIELDS, &own);
        errors::list(&others);
    }

    fn tell(&self) {
        self.saved_key.made_key_is(self.step.borrow().held().map(|held| held.made.fingerprint));
        if let Some(then) = self.on_made.borrow().as_ref() {
            then();
        }
    }
}

/// A request that was made with a key that was given is to be sent.
fn lead_on(next: &Rc<Next>, made: &MadeKey) {
    if let Ok(name) = EndpointName::parse(&made.name) {
        let request = Some(made.request.clone());
        next.tell(Endpoint { name, environment: None, request, stage: Stage::Requested });
    }
}
