//! The list of names, and what comes back for them, in every order of events.

use bars_csr::bulk::{Ending, KeyState, ReturnedKey};
use bars_csr::check::Verdict;
use bars_csr::job::{BulkOutcome, Outcome, Returned as Found};
use bars_csr::message::{Field, Message};
use bars_csr::public_key::Fingerprint;
use bars_csr::shown::CheckLine;
use bars_csr::steps::list::{self, Names};
use bars_csr::steps::renewals::{self, Renewals, Wanted};
use bars_csr::steps::returned::{self, Returned};
use bars_csr::steps::ticket::Ticket;
use zeroize::Zeroizing;

use crate::support::orders::{Happened, every_order};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    TypeList,
    TypeOtherList,
    Empty,
    Rest,
    LeaveOut,
    Press,
    Answer,
    Death,
    Forget,
}

const ACTS: [Act; 9] = [
    Act::TypeList,
    Act::TypeOtherList,
    Act::Empty,
    Act::Rest,
    Act::LeaveOut,
    Act::Press,
    Act::Answer,
    Act::Death,
    Act::Forget,
];

/// The page around the list. The other list has a row that is refused.
#[derive(Default)]
struct List {
    step: Names<u8>,
    document: Option<u8>,
    leaves_out: bool,
    asked: Option<(Ticket, u8)>,
    made: Option<Vec<String>>,
    is_owed: bool,
}

impl List {
    fn given(&self) -> list::Given<u8> {
        list::Given { documents: Ok(self.document.into_iter().collect()), leaves_out: self.leaves_out }
    }

    fn tell(&mut self, event: list::Event<u8>) {
        for effect in self.step.on(event) {
            match effect {
                list::Effect::Ask(ticket, _, documents) => {
                    assert!(self.asked.is_none(), "one question at a time");
                    self.asked = documents.first().map(|document| (ticket, *document));
                }
                list::Effect::End => self.asked = None,
                list::Effect::Make(names) => self.made = Some(names),
                list::Effect::LeadToErrors => {}
            }
        }
    }

    fn act(&mut self, act: Act) -> Happened {
        self.made = None;
        match act {
            Act::TypeList => self.document = Some(1),
            Act::TypeOtherList => self.document = Some(2),
            Act::Empty => self.document = None,
            Act::LeaveOut => self.leaves_out = !self.leaves_out,
            _ => {}
        }
        let given = self.given();
        match act {
            Act::TypeList | Act::TypeOtherList => self.tell(list::Event::Typed(given)),
            Act::Empty | Act::Rest | Act::LeaveOut => self.tell(list::Event::Gave(given)),
            Act::Press => {
                self.is_owed = true;
                self.tell(list::Event::Pressed(given));
            }
            Act::Answer => {
                let Some((ticket, document)) = self.asked.take() else { return Happened::Nothing };
                let row = |name: String, result| CheckLine {
                    name,
                    result,
                    title: String::new(),
                    sentence: String::new(),
                };
                let mut rows = vec![row(format!("good {document}"), Verdict::Pass)];
                if document == 2 {
                    rows.push(row("bad".to_owned(), Verdict::Fail));
                }
                let outcome = BulkOutcome::List { rows, notes: Vec::new() };
                self.tell(list::Event::Answered(ticket, Outcome::Bulk(outcome)));
            }
            Act::Death => {
                let was_asked = self.asked.take().is_some();
                self.tell(list::Event::Died);
                assert!(!was_asked || !self.step.view().errors.is_empty(), "a death was not heard");
            }
            Act::Forget => {
                (self.document, self.leaves_out, self.is_owed) = (None, false, false);
                self.tell(list::Event::Forgot);
            }
        }
        let view = self.step.view();
        if let Some(shown) = view.list {
            let name = self.document.map(|document| format!("good {document}"));
            assert_eq!(Some(&shown.rows[0].name), name.as_ref(), "another list is shown");
        }
        if let Some(names) = &self.made {
            let name = self.document.map(|document| format!("good {document}"));
            assert_eq!(names.first(), name.as_ref(), "made for another list");
            assert!(self.document != Some(2) || self.leaves_out);
        }
        assert!(!view.is_wanted || self.asked.is_some(), "what is promised is not being done");
        let is_answered =
            self.made.is_some() || !view.errors.is_empty() || view.status.starts_with("Nothing was");
        self.is_owed &= view.is_wanted || !is_answered;
        Happened::Something
    }
}

#[test]
fn every_order_of_six_events_makes_requests_for_the_list_that_stands_there() {
    every_order::<_, _, 6>(&ACTS, List::act, |mut page| {
        page.act(Act::Press);
        if page.asked.is_some() {
            page.act(Act::Answer);
        }
        assert!(!page.is_owed, "a click was lost");
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Do {
    Choose,
    ChooseOther,
    TypeRight,
    TypeWrong,
    Enter,
    Press,
    Read,
    Open,
    Cancel,
    Death,
    Complete,
}

const DOS: [Do; 11] = [
    Do::Choose,
    Do::ChooseOther,
    Do::TypeRight,
    Do::TypeWrong,
    Do::Enter,
    Do::Press,
    Do::Read,
    Do::Open,
    Do::Cancel,
    Do::Death,
    Do::Complete,
];

/// The page around what came back: each has one key, under the password "k".
#[derive(Default)]
struct Back {
    step: Returned<u8, ()>,
    document: Option<u8>,
    password: &'static str,
    asked: Option<(Ticket, u8)>,
    opening: Option<(Ticket, &'static str)>,
    made: Option<u8>,
    leaves_out: bool,
    is_owed: bool,
}

/// What is read of a document.
fn found(document: u8) -> Outcome {
    Outcome::Bulk(BulkOutcome::Returned(Found {
        certificates: Vec::new(),
        // Which documents it is of.
        authorities: Some(usize::from(document)),
        keys: vec![ReturnedKey {
            name: String::new(),
            state: KeyState::Sealed,
            is_sealed: true,
            supposed: None,
            file: 0,
            passwords: Vec::new(),
        }],
        has_passwords: false,
        addition: None,
        notes: Vec::new(),
    }))
}

impl Back {
    fn has_open_key(&self) -> bool {
        let read = self.step.view().read;
        read.is_some_and(|read| matches!(read.returned.keys[0].state, KeyState::Open(_)))
    }

    fn given(&self) -> returned::Given<u8> {
        returned::Given {
            documents: Ok(self.document.into_iter().collect()),
            password: Zeroizing::new(self.password.to_owned()),
        }
    }

    fn tell(&mut self, event: returned::Event<u8, ()>) {
        for effect in self.step.on(event, 0) {
            match effect {
                returned::Effect::Ask(ticket, _, documents) => {
                    assert!(self.asked.is_none(), "one question at a time");
                    self.asked = documents.first().map(|document| (ticket, *document));
                }
                returned::Effect::EndReader => self.asked = None,
                returned::Effect::Open(ticket, keys) => {
                    assert!(self.opening.is_none() && keys == [0]);
                    self.opening = Some((ticket, self.password));
                }
                returned::Effect::EndOpening => self.opening = None,
                returned::Effect::Make => {
                    self.made =
                        self.step.read().and_then(|read| read.returned.authorities).map(|of| of as u8);
                    assert!(self.made.is_some());
                }
                returned::Effect::EmptyPassword => self.password = "",
                returned::Effect::Lead(_) => {}
            }
        }
    }

    fn act(&mut self, act: Do) -> Happened {
        self.made = None;
        match act {
            Do::Choose => self.document = Some(1),
            Do::ChooseOther => self.document = Some(2),
            Do::TypeRight => self.password = "k",
            Do::TypeWrong => self.password = "x",
            _ => {}
        }
        let given = self.given();
        match act {
            Do::Choose | Do::ChooseOther => self.tell(returned::Event::Gave(given)),
            Do::TypeRight | Do::TypeWrong => self.tell(returned::Event::Typed(given)),
            Do::Enter => self.tell(returned::Event::AskedToOpen(given)),
            Do::Press => {
                self.is_owed = true;
                self.tell(returned::Event::Pressed(given));
            }
            Do::Read => {
                let Some((ticket, document)) = self.asked.take() else { return Happened::Nothing };
                self.tell(returned::Event::Answered(ticket, found(document), vec![()]));
            }
            Do::Open => {
                let Some((ticket, password)) = self.opening else { return Happened::Nothing };
                let refused = || KeyState::Refused("Another password.".to_owned());
                let state = if password == "k" { KeyState::Open(Fingerprint([0; 32])) } else { refused() };
                self.tell(returned::Event::KeyTold(ticket, 0, state, Some(0)));
                self.opening = None;
                self.tell(returned::Event::KeysOver(ticket));
            }
            Do::Cancel => self.tell(returned::Event::Cancelled),
            Do::Complete => {
                self.leaves_out = !self.leaves_out;
                let was_open = self.has_open_key();
                self.tell(returned::Event::ToldToComplete(!self.leaves_out));
                if was_open {
                    let (ticket, document) = self.asked.take().expect("all of it is read again");
                    self.tell(returned::Event::Answered(ticket, found(document), vec![()]));
                    assert!(self.has_open_key(), "a key was closed");
                }
            }
            Do::Death => {
                let was_asked = self.asked.take().is_some();
                self.tell(returned::Event::Died);
                assert!(!was_asked || !self.step.view().errors.is_empty(), "a death was not heard");
            }
        }
        let view = self.step.view();
        assert_eq!(view.opening.is_some(), self.opening.is_some(), "what is promised is not being done");
        assert!(!view.is_wanted || self.asked.is_some() || self.opening.is_some());
        if let Some(read) = view.read {
            assert_eq!(read.returned.authorities, self.document.map(usize::from), "stale pairs");
            assert_eq!(read.completes, !self.leaves_out, "stale chains");
        }
        assert!(self.made.is_none() || self.made == self.document, "made of other files");
        let says = |field| view.errors.iter().any(|error: &Message| error.field == field);
        if view.read.is_some_and(|read| matches!(read.returned.keys[0].state, KeyState::Open(_))) {
            assert!(!says(Field::BulkKeyPassword), "an error stays beside a key that is open");
        }
        let is_answered = self.made.is_some() || !view.errors.is_empty() || !view.status.is_empty();
        self.is_owed &= view.is_wanted || !is_answered;
        Happened::Something
    }
}

#[test]
fn every_order_of_six_events_makes_files_of_what_stands_there_and_tries_every_password() {
    every_order::<_, _, 6>(&DOS, Back::act, |mut page| {
        page.act(Do::Press);
        while page.asked.is_some() || page.opening.is_some() {
            page.act(if page.asked.is_some() { Do::Read } else { Do::Open });
        }
        assert!(!page.is_owed, "a click was lost");
        let is_open =
            page.step.read().is_some_and(|read| matches!(read.returned.keys[0].state, KeyState::Open(_)));
        assert!(is_open || page.password != "k" || page.document.is_none(), "a password was not tried");
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Choose,
    ChooseOther,
    Type,
    Enter,
    Renew,
    Agree,
    Calendar,
    Answer,
    Cancel,
    Death,
}

const STEPS: [Step; 10] = [
    Step::Choose,
    Step::ChooseOther,
    Step::Type,
    Step::Enter,
    Step::Renew,
    Step::Agree,
    Step::Calendar,
    Step::Answer,
    Step::Cancel,
    Step::Death,
];

/// The page around the certificates in use: each file has one, with its number.
#[derive(Default)]
struct Renewing {
    step: Renewals<u8>,
    document: Option<u8>,
    password: &'static str,
    asked: Option<(Ticket, u8)>,
    done: Option<String>,
    is_owed: bool,
    /// Whether a question stands before the person.
    is_in_question: bool,
}

impl Renewing {
    fn given(&self) -> renewals::Given<u8> {
        renewals::Given {
            documents: Ok(self.document.into_iter().collect()),
            password: Zeroizing::new(self.password.to_owned()),
            all: true,
        }
    }

    fn tell(&mut self, event: renewals::Event<u8>) {
        for effect in self.step.on(event, 0) {
            match effect {
                renewals::Effect::Ask(ticket, _, documents) => {
                    assert!(self.asked.is_none(), "one question at a time");
                    self.asked = documents.first().map(|document| (ticket, *document));
                }
                renewals::Effect::End => self.asked = None,
                renewals::Effect::EmptyPassword => self.password = "",
                renewals::Effect::Renew(names) => {
                    assert!(self.is_in_question, "certificates in use are renewed without a question");
                    self.done = names.into_iter().next();
                }
                renewals::Effect::Confirm(_) => self.is_in_question = true,
                renewals::Effect::MakeCalendar(endings) => {
                    self.done = endings.into_iter().next().map(|ending| ending.name);
                }
                renewals::Effect::Progress(_) | renewals::Effect::Lead(_) => {}
            }
        }
    }

    fn act(&mut self, act: Step) -> Happened {
        self.done = None;
        match act {
            Step::Agree if !self.is_in_question => return Happened::Nothing,
            Step::Choose => self.document = Some(1),
            Step::ChooseOther => self.document = Some(2),
            Step::Type => self.password = if self.password == "k" { "x" } else { "k" },
            _ => {}
        }
        let given = self.given();
        match act {
            Step::Choose | Step::ChooseOther => self.tell(renewals::Event::Gave(given)),
            Step::Type => self.tell(renewals::Event::Typed(given)),
            Step::Enter => self.tell(renewals::Event::AskedToOpen(given)),
            Step::Renew | Step::Calendar => {
                self.is_owed = true;
                let wanted = if act == Step::Renew { Wanted::Requests } else { Wanted::Calendar };
                self.tell(renewals::Event::Pressed(given, wanted));
            }
            Step::Answer => {
                let Some((ticket, document)) = self.asked.take() else { return Happened::Nothing };
                let name = format!("a{document}.nhs.uk");
                let endings = vec![Ending { name, not_after: 100, certificate: [document; 32] }];
                let outcome = BulkOutcome::InUse { endings, notes: Vec::new() };
                self.tell(renewals::Event::Answered(ticket, Outcome::Bulk(outcome)));
            }
            Step::Agree => {
                self.tell(renewals::Event::Agreed);
                self.is_in_question = false;
            }
            Step::Cancel => self.tell(renewals::Event::Cancelled),
            Step::Death => {
                let was_asked = self.asked.take().is_some();
                self.tell(renewals::Event::Died);
                assert!(!was_asked || !self.step.view().errors.is_empty(), "a death was not heard");
            }
        }
        let view = self.step.view();
        let name = self.document.map(|document| format!("a{document}.nhs.uk"));
        if let Some(read) = view.read {
            assert_eq!(Some(&read.rows[0].ending.name), name.as_ref(), "stale certificates");
        }
        assert!(self.done.is_none() || self.done == name, "done for other certificates");
        assert_eq!(view.opening.is_some(), self.asked.is_some(), "what is promised is not being done");
        // Without certificates the buttons are not shown.
        let is_answered =
            self.done.is_some() || self.is_in_question || !view.errors.is_empty() || self.document.is_none();
        self.is_owed &= !is_answered && !matches!(act, Step::Cancel | Step::Choose | Step::ChooseOther);
        Happened::Something
    }
}

#[test]
fn every_order_of_six_events_renews_what_stands_there() {
    every_order::<_, _, 6>(&STEPS, Renewing::act, |mut page| {
        page.act(Step::Renew);
        if page.asked.is_some() {
            page.act(Step::Answer);
        }
        assert!(!page.is_owed, "a click was lost");
        if page.is_in_question {
            page.act(Step::Agree);
            assert!(page.done.is_some(), "an agreement was lost");
        }
    });
}

#[test]
fn what_is_still_in_use_is_renewed_after_a_question_only() {
    let question = |name: &str, not_after: i64, all: bool| {
        let mut step = Renewals::<u8>::default();
        let given = || renewals::Given { documents: Ok(vec![1]), password: Zeroizing::default(), all };
        let ticket = step.on(renewals::Event::Gave(given()), 0).into_iter().find_map(|effect| match effect {
            renewals::Effect::Ask(ticket, ..) => Some(ticket),
            _ => None,
        });
        let endings = vec![Ending { name: name.to_owned(), not_after, certificate: [1; 32] }];
        let outcome = Outcome::Bulk(BulkOutcome::InUse { endings, notes: Vec::new() });
        step.on(renewals::Event::Answered(ticket.expect("a question"), outcome), 0);
        let effects = step.on(renewals::Event::Pressed(given(), Wanted::Requests), 0);
        let asked = effects.into_iter().find_map(|effect| match effect {
            renewals::Effect::Confirm(question) => Some(question),
            _ => None,
        });
        if asked.is_some() {
            step.on(renewals::Event::Declined, 0);
            let declined = step.on(renewals::Event::Pressed(given(), Wanted::Requests), 0);
            assert!(matches!(declined[..], [renewals::Effect::Confirm(_)]), "asked again");
            let agreed = step.on(renewals::Event::Agreed, 0);
            assert!(matches!(&agreed[..], [renewals::Effect::Renew(names)] if names == &[name]));
            let again = step.on(renewals::Event::Pressed(given(), Wanted::Requests), 0);
            assert!(matches!(again[..], [renewals::Effect::Confirm(_)]), "an agreement is for once");
        }
        asked
    };
    let asked = question("a.nhs.uk", 400 * 86_400, true).expect("a question");
    for words in ["still in use", "will automatically revoke any existing certificate", "ask the DIR team"] {
        assert!(asked.to_lowercase().contains(&words.to_lowercase()), "{asked}");
    }
    assert_eq!(question("a.nhs.uk", -1, true), None, "what has ended is not revoked");
    assert_eq!(question("a.nhs.uk", 86_400, false), None, "those that end soon are chosen as such");
}
