//! A request with a key that the person has already.

use bars_csr::job::{Job, MadeKey, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::{Field, Message};
use bars_csr::name::EndpointName;
use bars_csr::password::Password;
use bars_csr::pkcs12::Encryption;
use bars_csr::public_key::Fingerprint;
use bars_csr::reader::{Item, read};
use bars_csr::request::ReceivedRequest;
use bars_csr::steps::existing_key::{Effect, Event, ExistingKey, Given};
use bars_csr::steps::ticket::Ticket;
use zeroize::Zeroizing;

use crate::support::desk::{document, perform, refusal};
use crate::support::endpoint::Endpoint;
use crate::support::keys::key_pem;
use crate::support::orders::{Happened, every_order};

const NAME: &str = "BaRS-INT-A1.supplier.thirdparty.nhs.uk";

fn ask(octets: &[u8], password: Option<&str>) -> bars_csr::job::Answer {
    let password = password.map(|text| Password::new(text).expect("a password"));
    let job = Job::MakeRequestWithKey { name: NAME.to_owned(), password };
    perform(&mut Keyholder::default(), job, vec![document(Field::ExistingKeyFile, "k", octets)])
}

#[test]
fn the_request_has_the_key_that_was_given_and_the_name_alone() {
    let endpoint = Endpoint::new();
    let pfx = endpoint.seal("secret", Encryption::Modern);
    for (octets, password) in [(endpoint.key_pem.as_slice(), None), (pfx.as_slice(), Some("secret"))] {
        let Outcome::KeyMade(made) = ask(octets, password).outcome else { panic!("no request was made") };
        assert_eq!(made.fingerprint, endpoint.key.public_key().fingerprint());
        let found = read(made.request.as_bytes()).expect("PEM");
        let request = match found.items().next() {
            Some(Item::Request(der)) => ReceivedRequest::from_der(der).expect("a request"),
            _ => panic!("no request"),
        };
        assert_eq!(request.subject().to_string(), format!("CN={NAME}"));
        assert_eq!(request.verify_signature(), Ok(()));
        assert_eq!(request.public_key(), endpoint.key.public_key());
    }
}

#[test]
fn keys_that_are_no_good_and_wrong_passwords_are_said_beside_their_fields() {
    let endpoint = Endpoint::new();
    let pfx = endpoint.seal("secret", Encryption::Modern);
    assert_eq!(refusal(ask(&pfx, None)).field, Field::ExistingKeyPassword);
    assert_eq!(refusal(ask(&pfx, Some("other"))).field, Field::ExistingKeyPassword);
    for octets in [key_pem("root"), endpoint.levels.root.to_pem().as_bytes(), b"hello"] {
        assert_eq!(refusal(ask(octets, None)).field, Field::ExistingKeyFile);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Name,
    File,
    Password,
    Press,
    Answer,
    Refuse,
    Cancel,
    Death,
    Forget,
}

const ACTS: [Act; 9] = [
    Act::Name,
    Act::File,
    Act::Password,
    Act::Press,
    Act::Answer,
    Act::Refuse,
    Act::Cancel,
    Act::Death,
    Act::Forget,
];

#[derive(Default)]
struct World {
    step: ExistingKey<u8>,
    has_name: bool,
    file: Option<u8>,
    password: &'static str,
    asked: Option<(Ticket, u8)>,
    is_owed: bool,
}

impl World {
    fn given(&self) -> Given<u8> {
        let missing = || vec![Message::new(Field::Fqdn, "Enter the name.")];
        let name = EndpointName::parse(NAME).map_err(|_| missing());
        Given {
            name: if self.has_name { name } else { Err(missing()) },
            file: Ok(self.file),
            password: Zeroizing::new(self.password.to_owned()),
        }
    }

    fn tell(&mut self, event: Event<u8>) {
        for effect in self.step.on(event) {
            match effect {
                Effect::Ask(ticket, _, file) => {
                    assert!(self.asked.is_none() && self.has_name, "one question at a time");
                    self.asked = Some((ticket, file));
                }
                Effect::End => self.asked = None,
                Effect::EmptyPassword => self.password = "",
                Effect::Empty => (self.file, self.password) = (None, ""),
                Effect::LeadToErrors | Effect::LeadToButton | Effect::LeadToResult => self.is_owed = false,
                Effect::Progress(_) => {}
            }
        }
    }

    fn act(&mut self, act: Act) -> Happened {
        match act {
            Act::Name => self.has_name = !self.has_name,
            Act::File => self.file = Some(self.file.map_or(1, |file| file + 1)),
            Act::Password => self.password = if self.password == "k" { "x" } else { "k" },
            Act::Press => {
                self.is_owed = true;
                self.tell(Event::Pressed(self.given()));
            }
            Act::Answer => {
                let Some((ticket, file)) = self.asked else { return Happened::Nothing };
                assert_eq!(Some(file), self.file, "a request with a key that is not there any more");
                self.tell(Event::Answered(
                    ticket,
                    Outcome::KeyMade(MadeKey {
                        name: NAME.to_owned(),
                        bits: 2048,
                        sealed: false,
                        fingerprint: Fingerprint([file; 32]),
                        public_key: Vec::new(),
                        request: String::new(),
                    }),
                ));
                assert!(self.step.view().made.is_some());
            }
            Act::Refuse => {
                let Some((ticket, _)) = self.asked else { return Happened::Nothing };
                let message = Message::new(Field::ExistingKeyPassword, "Sealed.");
                self.tell(Event::Answered(ticket, Outcome::Refused(vec![message])));
            }
            Act::Cancel => self.tell(Event::Cancelled),
            Act::Death => {
                let was_asked = self.asked.take().is_some();
                self.tell(Event::Died);
                assert!(!was_asked || !self.step.view().errors.is_empty(), "a death was not heard");
            }
            Act::Forget => {
                self.is_owed = false;
                self.tell(Event::Forgot);
                assert!(self.step.view().made.is_none());
            }
        }
        if matches!(act, Act::Name | Act::File | Act::Password) {
            self.tell(Event::Changed(self.given()));
        }
        let view = self.step.view();
        assert_eq!(view.opening.is_some(), self.asked.is_some(), "what is promised is not being done");
        self.is_owed &= view.status.is_empty() || view.opening.is_some();
        Happened::Something
    }
}

#[test]
fn every_order_of_six_events_answers_the_click() {
    every_order::<_, _, 6>(&ACTS, World::act, |mut world| {
        if world.asked.is_some() {
            world.act(Act::Answer);
        }
        assert!(!world.is_owed, "a click was lost");
    });
}
