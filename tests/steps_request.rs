//! The step that makes a key, and the check of the saved file, in every order of events.

use bars_csr::job::{Job, MadeKey, Outcome};
use bars_csr::key::KeySize;
use bars_csr::message::{Field, Message};
use bars_csr::name::{EndpointName, Format};
use bars_csr::public_key::Fingerprint;
use bars_csr::steps::request::{Effect, Event, Given, Request};
use bars_csr::steps::saved_key::{self, SavedKey};
use bars_csr::steps::ticket::Ticket;
use zeroize::Zeroizing;

use crate::support::orders::{Happened, every_order};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    ChangeName,
    ChangeEnvironment,
    TypePassword,
    Press,
    Agree,
    Decline,
    Cancel,
    Made,
    Failed,
    Death,
    SaveKey,
    SaveRequest,
}

const ACTS: [Act; 12] = [
    Act::ChangeName,
    Act::ChangeEnvironment,
    Act::TypePassword,
    Act::Press,
    Act::Agree,
    Act::Decline,
    Act::Cancel,
    Act::Made,
    Act::Failed,
    Act::Death,
    Act::SaveKey,
    Act::SaveRequest,
];

const NAMES: [&str; 2] = ["a.nhs.uk", "b.nhs.uk"];

/// The page around the step.
#[derive(Default)]
struct World {
    step: Request,
    name: usize,
    is_production: bool,
    password: &'static str,
    /// What the workers make: a name and a password.
    making: Option<(String, Option<String>)>,
    is_asking: bool,
    keys_lost: usize,
}

impl World {
    fn given(&self) -> Given {
        Given {
            name: EndpointName::parse(NAMES[self.name]).map_err(|_| Vec::new()),
            format: if self.is_production { Format::ProdSupplier } else { Format::Int },
            size: KeySize::default(),
            password: Zeroizing::new(self.password.to_owned()),
            again: Zeroizing::new(self.password.to_owned()),
        }
    }

    fn tell(&mut self, event: Event) {
        for effect in self.step.on(event) {
            match effect {
                Effect::Make(wanted) => {
                    assert!(self.making.is_none(), "one key at a time");
                    let password = wanted.password.map(|password| password.as_str().to_owned());
                    self.making = Some((wanted.name.as_str().to_owned(), password));
                }
                Effect::Stop => self.making = None,
                Effect::Ask(question) => {
                    assert!(!question.is_empty());
                    self.is_asking = true;
                }
                Effect::EmptyPassword => self.password = "",
                Effect::LetGo | Effect::Keep => self.keys_lost += 1,
                Effect::Lead(_) => {}
            }
        }
    }

    fn act(&mut self, act: Act) -> Happened {
        let held = self.step.held().map(|held| held.made.name.clone());
        let lost = self.keys_lost;
        match act {
            // A question is modal: behind it nothing can be pressed or changed.
            Act::Agree | Act::Decline if !std::mem::take(&mut self.is_asking) => return Happened::Nothing,
            Act::ChangeName | Act::ChangeEnvironment | Act::TypePassword | Act::Press | Act::Cancel
                if self.is_asking =>
            {
                return Happened::Nothing;
            }
            Act::ChangeName => self.name = 1 - self.name,
            Act::ChangeEnvironment => self.is_production = !self.is_production,
            Act::TypePassword => self.password = if self.password.is_empty() { "p" } else { "" },
            Act::Press => {
                self.tell(Event::Pressed(self.given()));
                let errors = self.step.view().errors.to_vec();
                let is_making = self.step.view().is_making;
                assert!(is_making || self.is_asking || !errors.is_empty(), "a click was lost");
                assert!(!self.is_asking || held.is_some());
                // Leaving the last field may be told after the click.
                self.tell(Event::Changed(self.given()));
                assert_eq!(self.step.view().errors, errors, "an error flashed");
            }
            Act::Agree => self.tell(Event::Agreed),
            Act::Decline => self.tell(Event::Declined),
            Act::Cancel => self.tell(Event::Cancelled),
            Act::Made => {
                let Some((name, password)) = self.making.take() else { return Happened::Nothing };
                let given = self.given();
                assert_eq!(given.name.as_ref().map(EndpointName::as_str), Ok(name.as_str()));
                assert_eq!(given.password.as_str(), password.as_deref().unwrap_or_default());
                let made = MadeKey {
                    name,
                    bits: 2048,
                    sealed: password.is_some(),
                    fingerprint: Fingerprint([0; 32]),
                    public_key: Vec::new(),
                    request: String::new(),
                };
                self.tell(Event::Made(made));
                assert!(self.step.held().is_some(), "a key was lost");
                assert_eq!(self.password, "", "the password that was taken is not in its field");
                self.is_true();
                return Happened::Something;
            }
            Act::Failed => {
                // Perhaps after everything was cancelled: then nobody has failed.
                if self.making.take().is_none() {
                    return Happened::Nothing;
                }
                self.tell(Event::Failed(vec![Message::new(Field::Generate, "Failed.")]));
                assert!(!self.step.view().errors.is_empty());
            }
            Act::Death => {
                self.tell(Event::KeeperDied);
                assert!(held.is_none() || !self.step.view().errors.is_empty(), "a death was not heard");
                self.is_true();
                return Happened::Something;
            }
            Act::SaveKey => self.tell(Event::KeySaved),
            Act::SaveRequest => self.tell(Event::RequestSaved),
        }
        if matches!(act, Act::ChangeName | Act::ChangeEnvironment | Act::TypePassword) {
            self.tell(Event::Changed(self.given()));
        }
        assert_eq!(self.step.held().map(|held| held.made.name.clone()), held, "a key was replaced silently");
        assert_eq!(self.keys_lost, lost, "a key was let go silently");
        self.is_true();
        Happened::Something
    }

    fn is_true(&self) {
        let view = self.step.view();
        assert_eq!(view.is_making, self.making.is_some(), "what is promised is not being done");
        if let Some(held) = view.held {
            let is_of_fields =
                held.name.as_str() == NAMES[self.name] && held.format.is_production() == self.is_production;
            assert_eq!(view.outdated.is_empty(), is_of_fields, "a result of other fields is not marked");
        }
        let held = self.step.held();
        let is_unsaved = held.is_some_and(|held| !(held.is_key_saved && held.is_request_saved));
        assert_eq!(self.step.has_unsaved(), is_unsaved || view.is_making);
    }
}

#[test]
fn every_order_of_six_events_keeps_the_key_and_answers_the_click() {
    every_order::<_, _, 6>(&ACTS, World::act, |mut world| {
        world.act(Act::Press);
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Check {
    ChooseFile,
    ChooseOtherFile,
    TypePassword,
    Press,
    Answer,
    Cancel,
    Death,
    OtherKey,
}

const CHECKS: [Check; 8] = [
    Check::ChooseFile,
    Check::ChooseOtherFile,
    Check::TypePassword,
    Check::Press,
    Check::Answer,
    Check::Cancel,
    Check::Death,
    Check::OtherKey,
];

/// The first file holds the key with its number.
struct Place {
    step: SavedKey<u8>,
    file: Option<u8>,
    password: &'static str,
    made: u8,
    asked: Option<(Ticket, u8)>,
}

impl Default for Place {
    fn default() -> Self {
        let (step, password) = (SavedKey::default(), "");
        let mut place = Self { step, file: None, password, made: 1, asked: None };
        place.tell(saved_key::Event::MadeKey(Some(Fingerprint([1; 32]))));
        place
    }
}

impl Place {
    fn tell(&mut self, event: saved_key::Event<u8>) {
        for effect in self.step.on(event) {
            match effect {
                saved_key::Effect::Ask(ticket, Job::CheckSavedKey { made, .. }, file) => {
                    assert!(self.asked.is_none() && made == Fingerprint([self.made; 32]));
                    self.asked = Some((ticket, file));
                }
                saved_key::Effect::End => self.asked = None,
                saved_key::Effect::Fits => self.password = "",
                saved_key::Effect::Empty => (self.file, self.password) = (None, ""),
                _ => {}
            }
        }
    }

    fn act(&mut self, check: Check) -> Happened {
        match check {
            Check::ChooseFile => self.file = Some(1),
            Check::ChooseOtherFile => self.file = Some(2),
            Check::TypePassword => self.password = if self.password.is_empty() { "p" } else { "" },
            _ => {}
        }
        let (file, password) = (self.file, self.password);
        let given = || saved_key::Given { file: Ok(file), password: Zeroizing::new(password.to_owned()) };
        match check {
            Check::Press => {
                self.tell(saved_key::Event::Pressed(given()));
                let errors = self.step.view().errors.to_vec();
                self.tell(saved_key::Event::Changed(given()));
                assert_eq!(self.step.view().errors, errors, "an error flashed");
            }
            Check::Answer => {
                let Some((ticket, file)) = self.asked.take() else { return Happened::Nothing };
                let fits = file == self.made;
                let refused = || Outcome::Refused(vec![Message::new(Field::SavedKeyFile, "Another key.")]);
                let outcome = if fits { Outcome::SavedKeyFits } else { refused() };
                self.tell(saved_key::Event::Answered(ticket, outcome));
            }
            Check::Cancel => self.tell(saved_key::Event::Cancelled),
            Check::Death => {
                let was_asked = self.asked.take().is_some();
                self.tell(saved_key::Event::Died);
                assert!(!was_asked || !self.step.view().errors.is_empty(), "a death was not heard");
            }
            Check::OtherKey => {
                self.made = 3 - self.made.max(1);
                self.tell(saved_key::Event::MadeKey(Some(Fingerprint([self.made; 32]))));
            }
            _ => self.tell(saved_key::Event::Changed(given())),
        }
        let view = self.step.view();
        if view.status.contains("holds the key") {
            assert_eq!(self.file, Some(self.made), "said of another file");
        }
        assert_eq!(view.opening.is_some(), self.asked.is_some(), "what is promised is not being done");
        if let Some((_, file)) = self.asked {
            assert_eq!(self.file, Some(file), "another file is being checked than the one that is chosen");
        }
        Happened::Something
    }
}

#[test]
fn every_order_of_six_events_tells_the_truth_of_the_saved_file() {
    every_order::<_, _, 6>(&CHECKS, Place::act, |mut place| {
        place.act(Check::Press);
        let view = place.step.view();
        let is_answered = place.asked.is_some() || !view.errors.is_empty();
        assert!(is_answered, "a click was lost");
    });
}
