//! Asking a keyholder for jobs, as the page does.

use bars_csr::job::{Answer, Document, Job, Outcome, Question};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::{Field, Message};
use bars_csr::password::Password;
use bars_csr::shown::Inspected;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use zeroize::Zeroizing;

use super::test_ca::NOW;

/// Has a job done.
pub fn perform(keyholder: &mut Keyholder, job: Job, documents: Vec<Document>) -> Answer {
    keyholder.perform(job, documents, &mut UnwrapErr(SysRng), &mut |_| {})
}

/// A document as the page sends it. Pasted text has no name.
pub fn document(source: Field, name: &str, bytes: &[u8]) -> Document {
    Document { source, name: name.to_owned(), bytes: Zeroizing::new(bytes.to_vec()) }
}

/// What is asked of certificates beside an opened key, in the tests' own time.
pub fn question() -> Question {
    Question { key: None, asked_for: None, completes: true, now: NOW }
}

/// Has documents looked at.
#[track_caller]
pub fn inspect(
    keyholder: &mut Keyholder,
    documents: Vec<Document>,
    password: Option<Password>,
    now: i64,
) -> Inspected {
    match perform(keyholder, Job::Inspect { password, completes: true, now }, documents).outcome {
        Outcome::Inspected(inspected) => inspected,
        _ => panic!("it was not looked at"),
    }
}

/// The first message of a refusal, which has no files with it.
#[track_caller]
pub fn refusal(answer: Answer) -> Message {
    assert_eq!(answer.files.len(), 0);
    match answer.outcome {
        Outcome::Refused(messages) => messages.into_iter().next().expect("a message"),
        _ => panic!("it was not refused"),
    }
}
