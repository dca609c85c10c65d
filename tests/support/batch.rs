//! Jobs for many endpoints, as the page asks for them.

use std::num::NonZeroUsize;

use bars_csr::job::{Answer, BulkJob, BulkOutcome, Document, Job, NewPassword, Outcome};
use bars_csr::key::KeySize;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::public_key::Fingerprint;
use tempfile::TempDir;

use super::desk::{document, perform};
use super::endpoint::password;
use super::program;

/// Has a job done that is for many endpoints.
#[track_caller]
pub fn ask(keyholder: &mut Keyholder, job: BulkJob, documents: Vec<Document>) -> (BulkOutcome, Vec<Vec<u8>>) {
    let Answer { outcome, files } = perform(keyholder, Job::Bulk(job), documents);
    match outcome {
        Outcome::Bulk(outcome) => (outcome, files.into_iter().map(|file| file.bytes.to_vec()).collect()),
        Outcome::Refused(messages) => panic!("{messages:?}"),
        _ => panic!("another answer"),
    }
}

/// What a job is refused with.
#[track_caller]
pub fn refused(job: BulkJob, documents: Vec<Document>) -> String {
    super::desk::refusal(perform(&mut Keyholder::default(), Job::Bulk(job), documents)).sentence
}

/// Files as the page gives them back.
pub fn documents(files: &[Vec<u8>]) -> Vec<Document> {
    files.iter().map(|file| document(Field::InspectFile, "", file)).collect()
}

/// What seals the keys of a batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passwords {
    None,
    OneForAll,
    OneForEach,
}

/// The password where there is one for all.
pub const FOR_ALL: &str = "one for all";

impl Passwords {
    pub fn new_password(self) -> Option<NewPassword> {
        match self {
            Self::None => None,
            Self::OneForAll => Some(NewPassword::Given(password(FOR_ALL))),
            Self::OneForEach => Some(NewPassword::Made),
        }
    }
}

/// A batch that was made: the public keys, and the finished files.
pub struct Batch {
    pub made: Vec<Fingerprint>,
    pub zip: Vec<u8>,
    /// `passwords.csv`, where there is one.
    pub passwords: Option<Vec<u8>>,
}

impl Batch {
    /// Makes requests for names, with one worker.
    pub fn make(names: &[&str], passwords: Passwords, now: i64) -> Self {
        let mut keyholder = Keyholder::default();
        let (mut made, mut parts) = (Vec::new(), Vec::new());
        for (place, name) in names.iter().enumerate() {
            let job = BulkJob::MakeRequest {
                name: (*name).to_owned(),
                size: KeySize::Rsa2048,
                password: passwords.new_password(),
                coming: NonZeroUsize::new(names.len() - place).expect("this one"),
            };
            let (outcome, files) = ask(&mut keyholder, job, Vec::new());
            let BulkOutcome::RequestMade(fingerprint) = outcome else { panic!("no request was made") };
            made.push(fingerprint);
            parts.extend(files);
        }
        let job = BulkJob::PackRequests { has_passwords: passwords == Passwords::OneForEach, now };
        let (outcome, files) = ask(&mut Keyholder::default(), job, documents(&parts));
        assert!(matches!(outcome, BulkOutcome::Packed));
        let mut files = files.into_iter();
        Self { made, zip: files.next().expect("an archive"), passwords: files.next() }
    }
}

/// Unpacks an archive with `unzip`, which must have nothing to say against it.
pub fn unzip(zip: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.zip"), zip).expect("written");
    program("unzip", folder.path(), &["-q", "-t", "a.zip"], b"").expect_success();
    program("unzip", folder.path(), &["-q", "a.zip"], b"").expect_success();
    std::fs::remove_file(folder.path().join("a.zip")).expect("removed");
    folder
}
