//! The step that looks at anything, in every order of events.

use bars_csr::job::{Addition, Job, Outcome};
use bars_csr::message::{Field, Message};
use bars_csr::shown::{Inspected, InspectedItem};
use bars_csr::steps::inspect::{Effect, Event, Given, Inspect};
use bars_csr::steps::ticket::Ticket;
use zeroize::Zeroizing;

use crate::support::orders::{Happened, every_order};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    ChooseFile,
    ChooseSealedFile,
    PasteKey,
    TypePassword,
    Rest,
    Press,
    Answer,
    Cancel,
    Death,
    Clear,
    Complete,
}

const ACTS: [Act; 11] = [
    Act::ChooseFile,
    Act::ChooseSealedFile,
    Act::PasteKey,
    Act::TypePassword,
    Act::Rest,
    Act::Press,
    Act::Answer,
    Act::Cancel,
    Act::Death,
    Act::Clear,
    Act::Complete,
];

const FILE: u8 = 1;
const SEALED_FILE: u8 = 2;
const KEY_TEXT: u8 = 3;

/// The page around the step. The worker remembers a pasted key and a password, each at most once.
#[derive(Default)]
struct World {
    step: Inspect<u8>,
    file: Option<u8>,
    text: Option<u8>,
    password: &'static str,
    asked: Vec<(Ticket, Job, Vec<u8>)>,
    remembered_text: Option<u8>,
    remembered_password: bool,
    /// Whether chains are left as they were given.
    leaves_out: bool,
    is_owed: bool,
}

impl World {
    fn given(&self) -> Given<u8> {
        Given {
            files: Ok(self.file.into_iter().collect()),
            text: Ok(self.text),
            password: Zeroizing::new(self.password.to_owned()),
        }
    }

    fn tell(&mut self, event: Event<u8>) {
        for effect in self.step.on(event, 0) {
            match effect {
                Effect::Ask(ticket, job, documents) => self.asked.push((ticket, job, documents)),
                Effect::End => self.worker_is_gone(),
                Effect::EmptyText => self.text = None,
                Effect::EmptyPassword => self.password = "",
                Effect::EmptyAll => (self.file, self.text, self.password) = (None, None, ""),
                Effect::Progress(_) | Effect::Lead(_) => {}
            }
        }
    }

    fn worker_is_gone(&mut self) {
        self.asked.clear();
        (self.remembered_text, self.remembered_password) = (None, false);
    }

    fn act(&mut self, act: Act) -> Happened {
        match act {
            Act::Answer if self.asked.is_empty() => return Happened::Nothing,
            Act::ChooseFile => self.file = Some(FILE),
            Act::ChooseSealedFile => self.file = Some(SEALED_FILE),
            Act::PasteKey => self.text = Some(KEY_TEXT),
            Act::TypePassword => self.password = if self.password == "k" { "x" } else { "k" },
            _ => {}
        }
        let given = self.given();
        match act {
            Act::ChooseFile | Act::ChooseSealedFile | Act::Rest => self.tell(Event::Gave(given)),
            Act::PasteKey | Act::TypePassword => self.tell(Event::Typed(given)),
            Act::Press => {
                self.is_owed = true;
                self.tell(Event::Pressed(given));
            }
            Act::Answer => self.answer(),
            Act::Cancel => self.tell(Event::Cancelled),
            Act::Death => {
                let was_needed = self.step.view().opening.is_some() || self.remembered_text.is_some();
                self.worker_is_gone();
                self.tell(Event::Died);
                assert!(!was_needed || !self.step.view().errors.is_empty(), "a death was not heard");
            }
            Act::Clear => {
                self.leaves_out = false;
                self.tell(Event::Cleared);
            }
            Act::Complete => {
                self.leaves_out = !self.leaves_out;
                self.tell(Event::ToldToComplete(!self.leaves_out));
            }
        }
        self.is_true();
        Happened::Something
    }

    /// The worker answers the oldest question.
    fn answer(&mut self) {
        let (ticket, job, mut documents) = self.asked.remove(0);
        let Job::Inspect { password, completes, .. } = job else { panic!("no such question") };
        if let Some(text) = self.remembered_text.take()
            && !documents.contains(&text)
        {
            documents.push(text);
        }
        let opens = password.as_ref().is_some_and(|password| password.as_str() == "k");
        let opens = opens || password.is_none() && std::mem::take(&mut self.remembered_password);
        let password_kept = opens && documents.contains(&SEALED_FILE);
        self.remembered_password |= password_kept;
        self.remembered_text = documents.contains(&KEY_TEXT).then_some(KEY_TEXT);
        let title = format!("{documents:?}");
        let wrong = Message::new(Field::UnlockPassword, "Another password.");
        let is_wrong = documents.contains(&SEALED_FILE) && !opens && password.is_some();
        self.tell(Event::Answered(
            ticket,
            Outcome::Inspected(Inspected {
                items: vec![InspectedItem { title, ..InspectedItem::default() }],
                belonging: Vec::new(),
                addition: Some(Addition { sentence: String::new(), is_left_out: !completes }),
                aside: Vec::new(),
                messages: is_wrong.then_some(wrong).into_iter().collect(),
                text_kept: self.remembered_text.is_some(),
                password_kept,
            }),
        ));
    }

    fn is_true(&mut self) {
        let view = self.step.view();
        if let Some(found) = view.found {
            let text = self.text.or(self.remembered_text);
            let given: Vec<u8> = self.file.into_iter().chain(text).collect();
            let lost = self.text.is_none() && self.remembered_text.is_none();
            let is_left_out = found.addition.as_ref().map(|addition| addition.is_left_out);
            assert!(is_left_out == Some(self.leaves_out) || view.opening.is_some(), "a stale chain");
            let found = &found.items[0].title;
            assert!(*found == format!("{given:?}") || lost, "{found} is shown beside {given:?}");
        }
        let is_waiting = view.opening.is_some();
        assert!(!is_waiting || !self.asked.is_empty(), "what is promised is not being done");
        let own = [Field::InspectFile, Field::InspectText, Field::InspectPassword];
        assert!(view.errors.iter().all(|error| own.contains(&error.field)), "an error of another step");
        let is_answered = view.found.is_some() || !view.errors.is_empty() || !view.status.is_empty();
        // Cleared or changed by the person: nothing is owed any more.
        self.is_owed &= is_waiting || !is_answered;
    }
}

#[test]
fn every_order_of_six_events_answers_the_click_and_shows_nothing_stale() {
    every_order::<_, _, 6>(&ACTS, World::act, |mut world| {
        world.act(Act::Press);
        while !world.asked.is_empty() {
            world.act(Act::Answer);
        }
        assert!(!world.is_owed, "a click was lost");
    });
}
