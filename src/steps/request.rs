//! The step that makes a private key and a request for its certificate.

mod view;

pub use view::View;

use zeroize::Zeroizing;

use crate::authority::Environment;
use crate::job::MadeKey;
use crate::key::KeySize;
use crate::message::{Field, Message};
use crate::name::{EndpointName, Format};
use crate::password::{Password, PasswordError};
use crate::wording;

/// What stands in the fields.
#[derive(PartialEq)]
pub struct Given {
    /// The endpoint's name, or everything that is wrong with its fields.
    pub name: Result<EndpointName, Vec<Message>>,
    /// The format that is chosen.
    pub format: Format,
    /// The size of the key.
    pub size: KeySize,
    /// The password of its file, which may be empty.
    pub password: Zeroizing<String>,
    /// The same again.
    pub again: Zeroizing<String>,
}

/// A key that is to be made.
pub struct Wanted {
    /// The endpoint's name.
    pub name: EndpointName,
    /// The size of the key.
    pub size: KeySize,
    /// The password of its file.
    pub password: Option<Password>,
}

/// What happens.
pub enum Event {
    /// The person has changed a field.
    Changed(Given),
    /// The button that makes the key was pressed.
    Pressed(Given),
    /// The person has agreed to another key in place of the one that is held.
    Agreed,
    /// The person keeps the key that is held.
    Declined,
    /// The button that cancels the work was pressed.
    Cancelled,
    /// The workers have made a key.
    Made(MadeKey),
    /// The workers have made none, and why.
    Failed(Vec<Message>),
    /// The worker that held the key has died.
    KeeperDied,
    /// The key file was handed to the person.
    KeySaved,
    /// The saved key file was given back, opened, and held the key.
    KeyChecked,
    /// The request was handed to the person.
    RequestSaved,
    /// Everything is forgotten.
    Forgot,
}

/// What is to be done.
pub enum Effect {
    /// Have the workers make a key.
    Make(Wanted),
    /// End the workers that make a key.
    Stop,
    /// Take over the key that was made, and let go of the one before.
    Keep,
    /// Let go of the key that is held.
    LetGo,
    /// Ask whether another key shall take the place of the one that is held.
    Ask(String),
    /// Empty the fields of the new password: it was taken.
    EmptyPassword,
    /// Lead the person to a place.
    Lead(Place),
}

/// Where the person is led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The summary of what is wrong.
    Errors,
    /// The button that makes the key.
    Button,
    /// The key and the request.
    Result,
}

/// A key that was made, and how much of it is saved.
pub struct Held {
    /// The key and its request.
    pub made: MadeKey,
    /// The endpoint's name.
    pub name: EndpointName,
    /// The format that was chosen with it.
    pub format: Format,
    /// The size that was chosen.
    size: KeySize,
    /// Whether a worker holds the key.
    pub is_alive: bool,
    /// Whether the key file was handed to the person.
    pub is_key_saved: bool,
    /// Whether it was given back and found good.
    pub is_key_checked: bool,
    /// Whether the request was handed to the person.
    pub is_request_saved: bool,
}

impl Held {
    /// The environment that the name says, or else the one that was chosen with it.
    pub fn environment(&self) -> Environment {
        let chosen = if self.format.is_production() { Environment::Prod } else { Environment::Int };
        self.name.environment().unwrap_or(chosen)
    }

    /// What would be lost with the page, in a sentence.
    pub fn unsaved(&self) -> Option<&'static str> {
        wording::unsaved(self.is_key_saved, self.is_request_saved)
    }
}

enum Making {
    No,
    /// The person is asked whether the key that is held may go.
    Asking(Given),
    /// Workers make a key for what stood in the fields.
    Going(Given),
}

/// What the step knows.
pub struct Request {
    making: Making,
    held: Option<Held>,
    refused: Vec<Message>,
    /// What stood in the fields that was refused: once something else does, it is not true any more.
    refused_for: Option<Given>,
    said: Said,
    /// Whether the fields are as they were when the key was asked for that is held or being made.
    is_as_asked: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Made,
    Cancelled,
    Stopped,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            making: Making::No,
            held: None,
            refused: Vec::new(),
            refused_for: None,
            said: Said::Nothing,
            is_as_asked: true,
        }
    }
}

impl Request {
    /// Takes what happens: what is to be done.
    pub fn on(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Changed(given) => self.change(&given),
            Event::Pressed(given) => self.press(given),
            Event::Agreed => match std::mem::replace(&mut self.making, Making::No) {
                Making::Asking(given) => self.begin(given),
                other => {
                    self.making = other;
                    Vec::new()
                }
            },
            Event::Declined => {
                if matches!(self.making, Making::Asking(_)) {
                    self.making = Making::No;
                }
                Vec::new()
            }
            Event::Cancelled => self.stop(Said::Cancelled),
            Event::Made(made) => self.made(made),
            Event::Failed(messages) => {
                if let Making::Going(given) = std::mem::replace(&mut self.making, Making::No) {
                    self.refused_for = Some(given);
                }
                self.refuse(messages)
            }
            Event::KeeperDied => self.keeper_died(),
            Event::KeySaved => self.note(|held| held.is_key_saved = true),
            Event::KeyChecked => self.note(|held| (held.is_key_saved, held.is_key_checked) = (true, true)),
            Event::RequestSaved => self.note(|held| held.is_request_saved = true),
            Event::Forgot => {
                *self = Self::default();
                vec![Effect::Stop, Effect::LetGo, Effect::EmptyPassword]
            }
        }
    }

    fn note(&mut self, note: impl FnMut(&mut Held)) -> Vec<Effect> {
        self.held.iter_mut().for_each(note);
        Vec::new()
    }

    /// The fields are closed while a key is made. Where a script has changed one all the same, the key is
    /// not what the fields say: the work ends.
    fn change(&mut self, given: &Given) -> Vec<Effect> {
        self.compare(given);
        if let Making::Going(asked) = &self.making {
            return if asked == given { Vec::new() } else { self.stop(Said::Stopped) };
        }
        if self.refused_for.as_ref().is_some_and(|refused| refused != given) {
            self.refused.clear();
            self.refused_for = None;
        }
        Vec::new()
    }

    /// Notes whether the fields are still those of the key that is held.
    fn compare(&mut self, given: &Given) {
        self.is_as_asked = self.held.as_ref().is_none_or(|held| {
            given.name.as_ref() == Ok(&held.name) && (given.format, given.size) == (held.format, held.size)
        });
    }

    fn press(&mut self, given: Given) -> Vec<Effect> {
        if !matches!(self.making, Making::No) {
            // The key is on its way, or the question is still open.
            return Vec::new();
        }
        self.change(&given);
        let mut messages = given.name.as_ref().err().cloned().unwrap_or_default();
        messages.extend(given.key_password().err());
        if !messages.is_empty() {
            self.refused_for = Some(given);
            return self.refuse(messages);
        }
        match &self.held {
            Some(held) if held.is_alive || held.unsaved().is_some() => {
                let question = wording::another_key(held.name.as_str(), held.unsaved());
                self.making = Making::Asking(given);
                vec![Effect::Ask(question)]
            }
            _ => self.begin(given),
        }
    }

    fn begin(&mut self, given: Given) -> Vec<Effect> {
        let (Ok(name), Ok(password)) = (given.name.clone(), given.key_password()) else { return Vec::new() };
        self.refused.clear();
        self.refused_for = None;
        self.said = Said::Nothing;
        let size = given.size;
        self.making = Making::Going(given);
        vec![Effect::Make(Wanted { name, size, password })]
    }

    fn made(&mut self, made: MadeKey) -> Vec<Effect> {
        let Making::Going(given) = std::mem::replace(&mut self.making, Making::No) else {
            return Vec::new();
        };
        let Given { name: Ok(name), format, size, .. } = given else { return Vec::new() };
        self.held = Some(Held {
            made,
            name,
            format,
            size,
            is_alive: true,
            is_key_saved: false,
            is_key_checked: false,
            is_request_saved: false,
        });
        (self.said, self.is_as_asked) = (Said::Made, true);
        vec![Effect::EmptyPassword, Effect::Keep, Effect::Lead(Place::Result)]
    }

    fn stop(&mut self, said: Said) -> Vec<Effect> {
        if !matches!(self.making, Making::Going(..)) {
            return Vec::new();
        }
        (self.making, self.said) = (Making::No, said);
        vec![Effect::Stop, Effect::Lead(Place::Button)]
    }

    fn keeper_died(&mut self) -> Vec<Effect> {
        let Some(held) = &mut self.held else { return Vec::new() };
        let message = wording::keeper_died(held.is_key_saved);
        held.is_alive = false;
        if !held.is_key_saved {
            // A request without its key is of no use to anybody.
            self.held = None;
        }
        let mut effects = self.refuse(vec![message]);
        effects.insert(0, Effect::LetGo);
        effects
    }

    fn refuse(&mut self, messages: Vec<Message>) -> Vec<Effect> {
        self.said = Said::Nothing;
        self.refused = messages;
        vec![Effect::Lead(Place::Errors)]
    }
}

impl Given {
    /// The password of the key file; none where nothing was typed.
    fn key_password(&self) -> Result<Option<Password>, Message> {
        if self.password.is_empty() && self.again.is_empty() {
            return Ok(None);
        }
        let refused = |error| wording::new_password(error, Field::KeyPassword, Field::KeyPasswordConfirm);
        match Password::repeated(self.password.as_str(), &self.again) {
            Ok(password) => Ok(Some(password)),
            Err(PasswordError::Empty) => Err(refused(PasswordError::Different)),
            Err(error) => Err(refused(error)),
        }
    }
}
