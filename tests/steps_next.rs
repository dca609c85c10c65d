//! What is left to do for an endpoint, in every order of events.

use bars_csr::authority::Environment;
use bars_csr::job::{Job, Outcome};
use bars_csr::message::{Field, Message};
use bars_csr::name::EndpointName;
use bars_csr::sending::Details;
use bars_csr::steps::next::{Catalogue, Effect, Endpoint, Event, Given, Next, Stage};
use bars_csr::steps::ticket::Ticket;
use bars_csr::wording::{Part, TaskKind};

use crate::support::certification_request::request;
use crate::support::desk::{document, perform, refusal};
use crate::support::orders::{Happened, every_order};
use crate::support::test_ca::{ENDPOINT_NAME, ThreeLevels};
use bars_csr::keyholder::Keyholder;

const INT: &str = "BaRS-INT-A1.supplier.thirdparty.nhs.uk";
const PROD: &str = "BaRS-PROD-A1.supplier.thirdparty.nhs.uk";
const OTHER: &str = "a1.nhs.uk";

fn endpoint(name: &str, stage: Stage) -> Endpoint {
    let name = EndpointName::parse(name).expect("a name");
    let request = (stage == Stage::Requested).then(|| "PEM".to_owned());
    Endpoint { name, environment: None, request, stage }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    RequestOfThisVisit,
    FinishedFile,
    TypeHalf,
    TypeName,
    TypeWrongUrl,
    ChooseFile,
    Answer,
    Refuse,
    Death,
    Save,
    Forget,
}

const ACTS: [Act; 11] = [
    Act::RequestOfThisVisit,
    Act::FinishedFile,
    Act::TypeHalf,
    Act::TypeName,
    Act::TypeWrongUrl,
    Act::ChooseFile,
    Act::Answer,
    Act::Refuse,
    Act::Death,
    Act::Save,
    Act::Forget,
];

#[derive(Default)]
struct World {
    step: Next<u8>,
    name: String,
    url: String,
    document: Option<u8>,
    asked: Option<Ticket>,
    saved: Option<String>,
    is_owed: bool,
}

impl World {
    fn given(&self) -> Given<u8> {
        Given {
            name: self.name.clone(),
            documents: Ok(self.document.into_iter().collect()),
            environment: Environment::Int,
            catalogue: Catalogue { url: self.url.clone(), ..Catalogue::default() },
        }
    }

    fn tell(&mut self, event: Event<u8>) {
        for effect in self.step.on(event) {
            match effect {
                Effect::Ask(ticket, job, _) => {
                    assert!(matches!(job, Job::ReadEndpoint) && self.asked.is_none());
                    self.asked = Some(ticket);
                }
                Effect::End => self.asked = None,
                Effect::FillName(name) => self.name = name,
                Effect::EmptyCatalogue => self.url.clear(),
                Effect::Save(text) => self.saved = Some(text),
                Effect::LeadToErrors => self.is_owed = false,
            }
        }
    }

    fn act(&mut self, act: Act) -> Happened {
        self.saved = None;
        match act {
            Act::RequestOfThisVisit => self.tell(Event::Told(endpoint(INT, Stage::Requested))),
            Act::FinishedFile => self.tell(Event::Told(endpoint(PROD, Stage::Packed))),
            Act::TypeHalf => {
                self.name = "BaRS-".to_owned();
                self.tell(Event::Gave(self.given(), false));
            }
            Act::TypeName => {
                self.name = OTHER.to_owned();
                self.tell(Event::Gave(self.given(), true));
            }
            Act::TypeWrongUrl => {
                self.url = "http://x/".to_owned();
                self.tell(Event::Gave(self.given(), true));
            }
            Act::ChooseFile => {
                self.document = Some(self.document.map_or(1, |document| document + 1));
                self.tell(Event::Gave(self.given(), true));
            }
            Act::Answer => {
                let Some(ticket) = self.asked.take() else { return Happened::Nothing };
                let outcome =
                    Outcome::Endpoint { name: INT.to_owned(), request: None, has_certificate: true };
                self.tell(Event::Answered(ticket, outcome));
            }
            Act::Refuse => {
                let Some(ticket) = self.asked.take() else { return Happened::Nothing };
                let message = Message::new(Field::CertificateFile, "Nothing.");
                self.tell(Event::Answered(ticket, Outcome::Refused(vec![message])));
            }
            Act::Death => {
                let was_asked = self.asked.take().is_some();
                self.tell(Event::Died);
                assert!(!was_asked || !self.step.view().errors.is_empty(), "a death was not heard");
            }
            Act::Save => {
                self.is_owed = true;
                self.tell(Event::Gave(self.given(), true));
                self.tell(Event::AskedForText);
                self.is_owed &= self.saved.is_none();
            }
            Act::Forget => {
                self.document = None;
                self.tell(Event::Forgot);
                assert!(self.name.is_empty() && self.step.view().tasks.is_empty());
            }
        }
        let view = self.step.view();
        let own = [Field::NextName, Field::NextFile, Field::CatalogueUrl];
        assert!(view.errors.iter().all(|error| own.contains(&error.field)), "an error of another step");
        if let Some(text) = &self.saved {
            assert!(text.contains(&self.name), "the text is for another endpoint");
        }
        let is_half = self.name == "BaRS-";
        assert!(is_half || view.tasks.is_empty() == self.name.is_empty(), "{} is not followed", self.name);
        for task in &view.tasks {
            for part in &task.parts {
                if let Part::Mail { mail, .. } = part
                    && !is_half
                {
                    assert!(mail.body.contains(&self.name), "the email is for another endpoint");
                    assert!(!mail.body.contains("http://x/"), "a wrong URL is sent");
                }
            }
        }
        Happened::Something
    }
}

#[test]
fn every_order_of_five_events_follows_the_endpoint_that_is_known() {
    every_order::<_, _, 5>(&ACTS, World::act, |world| {
        assert!(!world.is_owed, "a click was lost");
    });
}

fn kinds(step: &Next<u8>) -> Vec<TaskKind> {
    step.view().tasks.iter().map(|task| task.kind).collect()
}

#[test]
fn what_is_done_is_not_left_to_do() {
    use TaskKind::{Catalogue, Firewall, Pack, Send, Test, Wait};
    let mut step = Next::<u8>::default();
    step.on(Event::Told(endpoint(INT, Stage::Requested)));
    assert_eq!(kinds(&step), [Send, Wait, Pack, Catalogue, Firewall, Test]);
    step.on(Event::Told(endpoint(INT, Stage::Certified)));
    assert_eq!(kinds(&step), [Pack, Catalogue, Firewall, Test]);
    step.on(Event::Told(endpoint(INT, Stage::Packed)));
    assert_eq!(kinds(&step), [Catalogue, Firewall, Test]);
    assert!(step.view().status.contains("Its .pfx file is made."));
}

#[test]
fn the_fields_make_the_email_and_a_wrong_url_is_said_beside_its_field() {
    let mut step = Next::<u8>::default();
    step.on(Event::Told(endpoint(INT, Stage::Certified)));
    let given = |url: &str| Given::<u8> {
        name: INT.to_owned(),
        catalogue: Catalogue {
            url: url.to_owned(),
            services: "1 2".to_owned(),
            details: Details { dates: "in May".to_owned(), contact: "me".to_owned() },
        },
        ..Given::default()
    };
    let mail = |step: &Next<u8>| {
        let tasks = step.view().tasks;
        let parts = tasks.iter().flat_map(|task| &task.parts);
        parts
            .filter_map(|part| match part {
                Part::Mail { kind: "catalogue", mail, .. } => Some(mail.body.clone()),
                _ => None,
            })
            .next()
            .expect("the email")
    };
    step.on(Event::Gave(given(&format!("https://{INT}:9443/bars")), true));
    let body = mail(&step);
    for line in
        [&format!("Receiver URL: https://{INT}:9443/bars"), "ServiceId: 1, 2", "dates: in May", "Contact: me"]
    {
        assert!(body.contains(line), "{line} in {body}");
    }
    let tested = format!("{:?}", step.view().tasks);
    assert!(tested.contains(&format!("-connect {INT}:9443")) && tested.contains("nhs-int-trust.pem"));
    assert!(step.view().errors.is_empty());
    step.on(Event::Gave(given("https://other.nhs.uk/"), false));
    assert!(step.view().errors.is_empty(), "nobody is corrected while typing");
    step.on(Event::Gave(given("https://other.nhs.uk/"), true));
    let errors = step.view().errors;
    assert_eq!(errors[0].field, Field::CatalogueUrl);
    assert!(errors[0].sentence.contains("The host is other.nhs.uk."), "{}", errors[0].sentence);
    assert!(mail(&step).contains(&format!("https://{INT}/\n")));
}

#[test]
fn a_name_that_says_no_environment_asks_for_it() {
    let mut step = Next::<u8>::default();
    let given = |environment| Given::<u8> { name: OTHER.to_owned(), environment, ..Given::default() };
    step.on(Event::Gave(given(Environment::Int), true));
    assert!(step.view().asks_for_environment && step.view().tasks[0].title.contains("ITOC"));
    step.on(Event::Gave(given(Environment::Prod), true));
    assert!(step.view().tasks[0].title.contains("DIR team"));
    step.on(Event::Told(endpoint(PROD, Stage::Requested)));
    assert!(!step.view().asks_for_environment);
}

#[test]
fn a_request_and_a_certificate_say_for_which_endpoint_they_are() {
    let read = |name: &str, octets: &[u8]| {
        let file = document(Field::NextFile, name, octets);
        perform(&mut Keyholder::default(), Job::ReadEndpoint, vec![file])
    };
    let pem = String::from_utf8(request("plain", &format!("/CN={INT}"), &[])).expect("text");
    let Outcome::Endpoint { name, request, has_certificate } = read("a.csr", pem.as_bytes()).outcome else {
        panic!("the request was not read")
    };
    assert_eq!((name.as_str(), request.as_deref(), has_certificate), (INT, Some(pem.as_str()), false));
    let levels = ThreeLevels::new();
    let all: String = levels.all().iter().map(|one| one.to_pem()).collect();
    let Outcome::Endpoint { name, request, has_certificate } = read("a.cer", all.as_bytes()).outcome else {
        panic!("the certificate was not read")
    };
    assert_eq!((name.as_str(), request, has_certificate), (ENDPOINT_NAME, None, true));
    assert_eq!(refusal(read("root.pem", levels.root.to_pem().as_bytes())).field, Field::NextFile);
    assert_eq!(refusal(read("a.txt", b"hello")).field, Field::NextFile);
}
