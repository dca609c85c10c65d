//! The step that packs, in every order in which a person, the workers and their deaths can follow each other.

use std::collections::VecDeque;

use bars_csr::bulk::Ending;
use bars_csr::check::Verdict;
use bars_csr::job::{Addition, Assessed, Job, MadeKey, OpenedKey, Outcome};
use bars_csr::message::{Field, Message};
use bars_csr::pkcs12::Encryption;
use bars_csr::public_key::Fingerprint;
use bars_csr::shown::CheckLine;
use bars_csr::steps::bundle::{Bundle, Effect, Event, Given, Worker};
use bars_csr::steps::ticket::Ticket;
use zeroize::Zeroizing;

use crate::support::orders::{Happened, every_order};

/// What happens. All make every sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    ChooseOpenKey,
    ChooseSealedKey,
    TypeKeyPassword,
    ChooseCertificates,
    ChooseOtherCertificates,
    TypePassword,
    ChooseOtherKind,
    Press,
    Answer,
    Death,
    Cancel,
    KeyOfThisVisit,
    Complete,
}

const ACTS: [Act; 13] = [
    Act::ChooseOpenKey,
    Act::ChooseSealedKey,
    Act::TypeKeyPassword,
    Act::ChooseCertificates,
    Act::ChooseOtherCertificates,
    Act::TypePassword,
    Act::ChooseOtherKind,
    Act::Press,
    Act::Answer,
    Act::Death,
    Act::Cancel,
    Act::KeyOfThisVisit,
    Act::Complete,
];

const OPEN_KEY: u8 = 1;
const SEALED_KEY: u8 = 2;
const MADE_KEY: u8 = 3;
const CERTIFICATES: u8 = 10;
const OTHER_CERTIFICATES: u8 = 11;

struct Question {
    ticket: Ticket,
    worker: Worker,
    job: Job,
    documents: Vec<u8>,
}

/// The page around the step: its fields, its workers, and what they hold.
#[derive(Default)]
struct World {
    step: Bundle<u8, ()>,
    key: Option<u8>,
    key_password: &'static str,
    certificates: Vec<u8>,
    password: &'static str,
    is_compatible: bool,
    asked: VecDeque<Question>,
    /// The key that the reader holds.
    held: Option<u8>,
    made: Option<u8>,
    /// Whether the chain is left as it was given.
    leaves_out: bool,
    /// Whether a click is still to be answered.
    is_owed: bool,
}

fn key(number: u8) -> MadeKey {
    MadeKey {
        name: "a.nhs.uk".to_owned(),
        bits: 2048,
        sealed: false,
        fingerprint: Fingerprint([number; 32]),
        public_key: vec![number],
        request: String::new(),
    }
}

impl World {
    fn given(&self) -> Given<u8> {
        Given {
            key: Ok(self.key.map(|key| (Field::KeyFile, key))),
            key_password: Zeroizing::new(self.key_password.to_owned()),
            certificates: Ok(self.certificates.clone()),
            friendly_name: None,
            encryption: if self.is_compatible { Encryption::Compatible } else { Encryption::Modern },
            password: Zeroizing::new(self.password.to_owned()),
            again: Zeroizing::new(self.password.to_owned()),
        }
    }

    fn tell(&mut self, event: Event<u8, ()>) {
        for effect in self.step.on(event, 0) {
            match effect {
                Effect::Ask { ticket, worker, job, documents } => {
                    self.asked.push_back(Question { ticket, worker, job, documents });
                    assert_eq!(self.asked.len(), 1, "one question at a time");
                }
                Effect::Drop(Worker::Reader, Job::DropKey) => self.held = None,
                Effect::EndReader => {
                    self.held = None;
                    self.asked.retain(|question| question.worker == Worker::Keeper);
                }
                Effect::EmptyKey { with_file } => {
                    self.key_password = "";
                    self.key = self.key.filter(|_| !with_file);
                }
                Effect::EmptyPassword => self.password = "",
                Effect::Drop(..) | Effect::Progress(_) | Effect::Lead(_) => {}
            }
        }
    }

    fn act(&mut self, act: Act) -> Happened {
        if act == Act::Answer && self.asked.is_empty() {
            return Happened::Nothing;
        }
        self.happens(act);
        self.is_true();
        Happened::Something
    }

    fn happens(&mut self, act: Act) {
        let before = self.step.view().errors;
        match act {
            Act::ChooseOpenKey => self.key = Some(OPEN_KEY),
            Act::ChooseSealedKey => self.key = Some(SEALED_KEY),
            Act::TypeKeyPassword => self.key_password = if self.key_password == "k" { "x" } else { "k" },
            Act::ChooseCertificates => self.certificates = vec![CERTIFICATES],
            Act::ChooseOtherCertificates => self.certificates = vec![OTHER_CERTIFICATES],
            Act::TypePassword => self.password = if self.password == "p" { "" } else { "p" },
            Act::ChooseOtherKind => self.is_compatible = !self.is_compatible,
            Act::Press => {
                self.is_owed = true;
                return self.tell(Event::Pressed(self.given()));
            }
            Act::Answer => {
                self.answer();
                let after = self.step.view();
                let stays = |message: &Message| after.errors.contains(message);
                assert!(before.iter().all(stays) || after.finished.is_some(), "an error flashed: {before:?}");
                return;
            }
            Act::Death => {
                self.held = None;
                self.asked.retain(|question| question.worker == Worker::Keeper);
                return self.tell(Event::Died);
            }
            Act::Complete => {
                self.leaves_out = !self.leaves_out;
                return self.tell(Event::ToldToComplete(!self.leaves_out));
            }
            Act::Cancel => return self.tell(Event::Cancelled),
            Act::KeyOfThisVisit => {
                self.made = if self.made.is_none() { Some(MADE_KEY) } else { None };
                if self.made.is_none() {
                    // It went with the worker that held it.
                    self.asked.retain(|question| question.worker == Worker::Reader);
                }
                return self.tell(Event::MadeKey(self.made.map(key)));
            }
        }
        let given = self.given();
        self.tell(if act == Act::TypeKeyPassword { Event::Typed(given) } else { Event::Gave(given) });
    }

    /// The worker that was asked answers.
    fn answer(&mut self) {
        let Some(Question { ticket, worker, job, documents }) = self.asked.pop_front() else { return };
        let outcome = match job {
            Job::OpenKey { password, .. } => {
                let password = password.as_ref().map(|password| password.as_str());
                let opens = documents == [OPEN_KEY] || password == Some("k");
                self.held = documents.first().copied().filter(|_| opens);
                match self.held {
                    Some(number) => Outcome::KeyOpened(OpenedKey {
                        bits: 2048,
                        fingerprint: Fingerprint([number; 32]),
                        certificates: 0,
                        notes: Vec::new(),
                    }),
                    None => Outcome::Refused(vec![Message::new(Field::UnlockPassword, "Sealed.")]),
                }
            }
            Job::Assess(question) => {
                let key = question.key.map_or(self.held, |key| key.first().copied());
                let fits = documents == [CERTIFICATES];
                Outcome::Assessed(Assessed {
                    checks: vec![CheckLine {
                        name: "key-matches".to_owned(),
                        result: if fits { Verdict::Pass } else { Verdict::Fail },
                        title: String::new(),
                        sentence: "Another key.".to_owned(),
                    }],
                    path: vec![format!("{documents:?} {key:?}")],
                    addition: Some(Addition { sentence: String::new(), is_left_out: !question.completes }),
                    name: None,
                    unread: Vec::new(),
                    aside: Vec::new(),
                })
            }
            Job::MakePfx { question, password, encryption, .. } => {
                let key = question.key.map_or(self.held, |key| key.first().copied());
                assert_eq!(worker == Worker::Keeper, key == Some(MADE_KEY), "who has the key is asked");
                assert!(key.is_some() && documents == [CERTIFICATES] && password.as_str() == "p");
                Outcome::PfxMade {
                    file_names: vec![format!(
                        "{documents:?} {key:?} {}",
                        encryption == Encryption::Compatible
                    )],
                    has_subject_alt_name: false,
                    ending: Ending { name: String::new(), not_after: 0, certificate: [0; 32] },
                    trust: String::new(),
                }
            }
            _ => panic!("no such question"),
        };
        self.tell(Event::Answered(ticket, outcome, vec![()]));
    }

    /// What is shown is what is.
    fn is_true(&mut self) {
        let (view, awaits) = (self.step.view(), self.step.is_making());
        let opened = view.opened.map(|key| key.fingerprint.0[0]);
        assert_eq!(opened, self.held.filter(|_| opened.is_some()), "a key is shown that nobody holds");
        assert!(opened.is_none() || opened == self.key, "another key stands in the field");
        let is_cancelled = view.key_status.starts_with("Cancelled");
        let used = opened.or(self.made.filter(|_| self.key.is_none() || is_cancelled));
        if let Some(assessed) = view.assessed {
            let addition = assessed.addition.as_ref().expect("an addition");
            assert_eq!(addition.is_left_out, self.leaves_out, "a stale chain");
            assert_eq!(assessed.path, [format!("{:?} {used:?}", self.certificates)], "stale checks");
        }
        if let Some(finished) = view.finished
            && used.is_some()
        {
            let of_fields = format!("{:?} {used:?} {}", self.certificates, self.is_compatible);
            assert_eq!(finished.files[0].0, of_fields, "a stale file");
            let is_marked = view.status.contains("not under the one") || !view.errors.is_empty();
            assert!(self.password.is_empty() || is_marked || awaits, "the file has another password");
        }
        assert!(!awaits || !self.asked.is_empty(), "what is promised is not being done");
        assert_eq!(awaits, view.button != "Make the .pfx file", "the button says what it waits for");
        let is_answered =
            !awaits && (view.finished.is_some() || !view.errors.is_empty() || !view.status.is_empty());
        self.is_owed &= !is_answered;
    }
}

/// After every sequence the person lets everything be done, presses the button, and waits again.
fn end(mut world: World) {
    while !world.asked.is_empty() {
        world.act(Act::Answer);
    }
    assert!(!world.step.is_making(), "it waits for ever");
    assert!(!world.is_owed, "a click was lost");
    world.act(Act::Press);
    while !world.asked.is_empty() {
        world.act(Act::Answer);
    }
    let view = world.step.view();
    assert!(view.finished.is_some() || !view.errors.is_empty(), "the last click was lost");
    let is_ready = match world.key {
        Some(SEALED_KEY) if view.opened.is_none() => false,
        None => world.made.is_some(),
        _ => true,
    };
    if is_ready && world.certificates == [CERTIFICATES] && world.step.view().errors.is_empty() {
        assert!(view.finished.is_some());
    }
}

#[test]
fn every_order_of_six_events_and_a_click_is_answered_and_shows_nothing_stale() {
    every_order::<_, _, 6>(&ACTS, World::act, end);
}
