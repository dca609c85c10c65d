//! The step between sending and packing, and after it: what is left to do for one endpoint.
//!
//! It is told of the request of this visit, of the finished file and of what was looked at, or is given a
//! file or a name. It remembers nothing beyond the visit.

use super::ticket::{Known, Ticket, Tickets};
use crate::authority::Environment;
use crate::job::{Job, Outcome};
use crate::message::{Field, Message};
use crate::name::EndpointName;
use crate::sending::{CatalogueEntry, Details, ReceiverUrl, UrlError, services};
use crate::wording::{self, Errand, Task, TaskKind};

/// How far an endpoint has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Its request is to be sent, or was.
    Requested,
    /// Its certificate is there.
    Certified,
    /// The file for its server was made in this visit.
    Packed,
}

/// An endpoint for which something is left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name.
    pub name: EndpointName,
    /// Its environment, where that was chosen and the name does not say it.
    pub environment: Option<Environment>,
    /// Its request, PEM.
    pub request: Option<String>,
    /// How far it has come.
    pub stage: Stage,
}

/// What stands in the fields of the email to the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The base URL; empty for the name alone.
    pub url: String,
    /// The services, one or several.
    pub services: String,
    /// When it is to be tested, and whom to ask.
    pub details: Details,
}

/// What stands in the fields.
pub struct Given<D> {
    /// The name.
    pub name: String,
    /// The file.
    pub documents: Result<Vec<D>, Message>,
    /// What is chosen where the name does not say it.
    pub environment: Environment,
    /// What the email says.
    pub catalogue: Catalogue,
}

impl<D> Default for Given<D> {
    fn default() -> Self {
        Self {
            name: String::new(),
            documents: Ok(Vec::new()),
            environment: Environment::Int,
            catalogue: Catalogue::default(),
        }
    }
}

/// What happens.
pub enum Event<D> {
    /// Another step knows of an endpoint.
    Told(Endpoint),
    /// The person has chosen or typed something. `true` says that they have done with it for now.
    Gave(Given<D>, bool),
    /// The button that saves the tasks as text was pressed.
    AskedForText,
    /// The worker has answered.
    Answered(Ticket, Outcome),
    /// The worker has died.
    Died,
    /// Everything is forgotten.
    Forgot,
}

/// What is to be done.
pub enum Effect<D> {
    /// Ask the worker what the file is for.
    Ask(Ticket, Job, Vec<D>),
    /// End the worker, and what it is at.
    End,
    /// Put a name into its field: it is known from elsewhere.
    FillName(String),
    /// Empty the fields of the email: they were for another endpoint.
    EmptyCatalogue,
    /// Hand over the tasks as text.
    Save(String),
    /// Lead the person to the summary of what is wrong.
    LeadToErrors,
}

/// What the step knows.
pub struct Next<D> {
    tickets: Tickets,
    given: Given<D>,
    is_done: bool,
    endpoint: Option<Endpoint>,
    /// What became of the file.
    read: Known<()>,
    refused: Vec<Message>,
}

impl<D> Default for Next<D> {
    fn default() -> Self {
        Self {
            tickets: Tickets::default(),
            given: Given::default(),
            is_done: true,
            endpoint: None,
            read: Known::Nothing,
            refused: Vec::new(),
        }
    }
}

/// Everything that is shown.
pub struct View {
    /// What the tasks are for.
    pub status: String,
    /// What is left to do, where the endpoint is known.
    pub tasks: Vec<Task>,
    /// Whether the environment is to be chosen: the name does not say it.
    pub asks_for_environment: bool,
    /// What is wrong.
    pub errors: Vec<Message>,
}

impl<D: Clone + PartialEq> Next<D> {
    /// Takes what happens: what is to be done.
    pub fn on(&mut self, event: Event<D>) -> Vec<Effect<D>> {
        let mut effects = Vec::new();
        match event {
            Event::Told(endpoint) => self.know(endpoint, &mut effects),
            Event::Gave(given, is_done) => self.take(given, is_done, &mut effects),
            Event::AskedForText => self.save(&mut effects),
            Event::Answered(ticket, outcome) if self.read.ticket() == Some(ticket) => {
                self.hear(outcome, &mut effects);
            }
            Event::Answered(..) => {}
            Event::Died if self.read.ticket().is_some() => {
                self.read = Known::Refused(vec![wording::worker_died(Field::NextFile)]);
            }
            Event::Died => {}
            Event::Forgot => {
                *self = Self { tickets: std::mem::take(&mut self.tickets), ..Self::default() };
                effects.extend([Effect::End, Effect::FillName(String::new()), Effect::EmptyCatalogue]);
            }
        }
        effects
    }

    /// What is shown now.
    pub fn view(&self) -> View {
        let mut errors: Vec<Message> = self.refused.iter().chain(self.read.refusal()).cloned().collect();
        let entry = self.endpoint.as_ref().map(|endpoint| self.entry(endpoint));
        if let Some((_, Err(error))) = &entry
            && self.is_done
        {
            errors.push(wording::receiver_url(error));
        }
        let tasks = match (&self.endpoint, entry) {
            (Some(endpoint), Some((entry, _))) => self.tasks(endpoint, &entry),
            _ => Vec::new(),
        };
        View {
            status: self.status(),
            tasks,
            asks_for_environment: self.endpoint.as_ref().is_some_and(|one| one.environment().is_none()),
            errors,
        }
    }

    fn status(&self) -> String {
        match (&self.endpoint, &self.read) {
            (_, Known::Asked(_)) => wording::READING_ENDPOINT.to_owned(),
            (Some(endpoint), _) => {
                let environment = endpoint.environment().unwrap_or(self.given.environment);
                wording::left_to_do(endpoint.name.as_str(), environment, endpoint.stage)
            }
            (None, _) => wording::NOTHING_LEFT_KNOWN.to_owned(),
        }
    }

    /// The endpoint as the catalogue has it. What is wrong with its URL leaves the name alone.
    fn entry(&self, endpoint: &Endpoint) -> (CatalogueEntry, Result<(), UrlError>) {
        let typed = &self.given.catalogue;
        let of_name = ReceiverUrl::of(&endpoint.name);
        let (url, result) = match ReceiverUrl::parse(&typed.url, &endpoint.name) {
            Ok(url) => (url, Ok(())),
            Err(UrlError::Empty) => (of_name, Ok(())),
            Err(error) => (of_name, Err(error)),
        };
        (CatalogueEntry { name: endpoint.name.clone(), url, services: services(&typed.services) }, result)
    }

    /// What is left to do at the stage that the endpoint has reached.
    fn tasks(&self, endpoint: &Endpoint, entry: &CatalogueEntry) -> Vec<Task> {
        let errand = Errand {
            environment: endpoint.environment().unwrap_or(self.given.environment),
            entries: std::slice::from_ref(entry),
            request: endpoint.request.as_deref(),
            details: &self.given.catalogue.details,
        };
        let is_left = |task: &Task| match task.kind {
            TaskKind::Send | TaskKind::Wait => endpoint.stage < Stage::Certified,
            TaskKind::Pack => endpoint.stage < Stage::Packed,
            TaskKind::Catalogue | TaskKind::Firewall | TaskKind::Test => true,
        };
        wording::tasks(&errand).into_iter().filter(is_left).collect()
    }

    /// An endpoint is known. What another step says of the one that is known already adds to it.
    fn know(&mut self, mut endpoint: Endpoint, effects: &mut Vec<Effect<D>>) {
        match self.endpoint.take().filter(|known| known.name == endpoint.name) {
            Some(known) => {
                endpoint.environment = endpoint.environment.or(known.environment);
                endpoint.request = endpoint.request.or(known.request);
            }
            None => {
                self.given.catalogue = Catalogue::default();
                effects.push(Effect::EmptyCatalogue);
            }
        }
        self.refused.clear();
        endpoint.name.as_str().clone_into(&mut self.given.name);
        effects.push(Effect::FillName(self.given.name.clone()));
        self.endpoint = Some(endpoint);
    }

    fn take(&mut self, given: Given<D>, is_done: bool, effects: &mut Vec<Effect<D>>) {
        let before = std::mem::replace(&mut self.given, given);
        self.is_done = is_done;
        if self.given.documents != before.documents {
            if self.read.ticket().is_some() {
                effects.push(Effect::End);
            }
            self.read = Known::Nothing;
            match self.given.documents.clone() {
                Ok(documents) if documents.is_empty() => {}
                Ok(documents) => {
                    let ticket = self.tickets.draw();
                    self.read = Known::Asked(ticket);
                    effects.push(Effect::Ask(ticket, Job::ReadEndpoint, documents));
                }
                Err(message) => self.read = Known::Refused(vec![message]),
            }
        }
        self.take_name(effects);
    }

    fn take_name(&mut self, effects: &mut Vec<Effect<D>>) {
        let typed = self.given.name.trim();
        let known = self.endpoint.as_ref().map(|endpoint| endpoint.name.as_str());
        if known == Some(typed) {
            return self.refused.clear();
        }
        if !typed.is_empty() && !self.is_done {
            return;
        }
        self.refused.clear();
        match EndpointName::parse(typed) {
            Ok(name) => {
                let endpoint = Endpoint { name, environment: None, request: None, stage: Stage::Requested };
                self.know(endpoint, effects);
            }
            Err(_) if typed.is_empty() => self.endpoint = None,
            Err(error) => {
                self.endpoint = None;
                self.refused.push(Message { field: Field::NextName, ..wording::name(&error) });
            }
        }
    }

    fn hear(&mut self, outcome: Outcome, effects: &mut Vec<Effect<D>>) {
        self.read = match outcome {
            Outcome::Endpoint { name, request, has_certificate } => match EndpointName::parse(&name) {
                Ok(name) => {
                    let stage = if has_certificate { Stage::Certified } else { Stage::Requested };
                    self.know(Endpoint { name, environment: None, request, stage }, effects);
                    Known::Settled(())
                }
                Err(error) => {
                    Known::Refused(vec![Message { field: Field::NextFile, ..wording::name(&error) }])
                }
            },
            Outcome::Refused(messages) => Known::Refused(
                messages.into_iter().map(|message| Message { field: Field::NextFile, ..message }).collect(),
            ),
            _ => Known::Refused(vec![wording::worker_died(Field::NextFile)]),
        };
    }

    fn save(&mut self, effects: &mut Vec<Effect<D>>) {
        self.is_done = true;
        self.take_name(effects);
        let tasks = self.view().tasks;
        match &self.endpoint {
            Some(endpoint) => effects.push(Effect::Save(wording::tasks_as_text(&endpoint.name, &tasks))),
            None => {
                if self.refused.is_empty() {
                    self.refused.push(wording::endpoint_missing());
                }
                effects.push(Effect::LeadToErrors);
            }
        }
    }
}

impl Endpoint {
    /// The environment that the name says, or that was chosen.
    pub fn environment(&self) -> Option<Environment> {
        self.name.environment().or(self.environment)
    }
}
