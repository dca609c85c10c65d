//! A whole visit with one worker: it makes a key, its certificate comes back, and the file is made
//! with the key that it kept. Other keys come and go beside it.

use crate::support::desk::{document, perform, question, refusal};
use crate::support::endpoint::{ENCRYPTIONS, Endpoint, password};
use crate::support::test_ca::{ENDPOINT_NAME, Request, ThreeLevels};
use bars_csr::certificate::Certificate;
use bars_csr::check::Verdict;
use bars_csr::job::{Answer, Assessed, Document, Job, MadeKey, Outcome, Question};
use bars_csr::key::{KeySize, PrivateKey, Progress};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::{self, Encryption};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

/// A worker that made a key, and what has come back for it.
struct Visit {
    keyholder: Keyholder,
    made: MadeKey,
    key_file: Vec<u8>,
    path: Vec<Certificate>,
}

impl Visit {
    fn begin() -> Self {
        let mut keyholder = Keyholder::default();
        let job = Job::MakeKey { name: ENDPOINT_NAME.to_owned(), size: KeySize::Rsa2048, password: None };
        let Outcome::KeyMade(made) = perform(&mut keyholder, job, Vec::new()).outcome else {
            panic!("no key was made")
        };
        let key_file = perform(&mut keyholder, Job::GiveKeyFile, Vec::new()).files[0].bytes.to_vec();
        let levels = ThreeLevels::new();
        std::fs::write(levels.ca.folder().join("made"), &key_file).expect("written");
        let leaf = levels.ca.issue(&Request::endpoint("made"), &levels.intermediate, "intermediate");
        Self { keyholder, made, key_file, path: vec![leaf, levels.intermediate, levels.root] }
    }

    /// What is asked for the key that was made.
    fn question(&self) -> Question {
        let asked_for = Some(self.made.name.clone());
        Question { key: Some(self.made.public_key.clone()), asked_for, ..question() }
    }

    fn open_key(&mut self, file: &[u8]) -> Answer {
        let job = Job::OpenKey { source: Field::KeyFile, password: None };
        perform(&mut self.keyholder, job, vec![document(Field::KeyFile, "k.key", file)])
    }

    fn assess(&mut self, question: Question, path: &[Certificate]) -> Assessed {
        match perform(&mut self.keyholder, Job::Assess(question), files(path)).outcome {
            Outcome::Assessed(assessed) => assessed,
            _ => panic!("it was not assessed"),
        }
    }

    fn make_pfx(&mut self, question: Question, path: &[Certificate], encryption: Encryption) -> Answer {
        let (password, friendly_name) = (password("secret"), String::new());
        let job = Job::MakePfx { question, password, friendly_name, encryption };
        perform(&mut self.keyholder, job, files(path))
    }
}

fn files(path: &[Certificate]) -> Vec<Document> {
    path.iter().map(|one| document(Field::CertificateFile, "c.cer", one.to_pem().as_bytes())).collect()
}

/// The private key in a file that was made.
#[track_caller]
fn sealed_key(answer: &Answer) -> PrivateKey {
    assert!(matches!(answer.outcome, Outcome::PfxMade { .. }));
    pkcs12::open(&answer.files[0].bytes, Some(&password("secret"))).expect("it opens").key.expect("a key")
}

fn with_result(assessed: &Assessed, result: Verdict) -> Vec<&str> {
    let checks = assessed.checks.iter().filter(|check| check.result == result);
    checks.map(|check| check.name.as_str()).collect()
}

fn failed(assessed: &Assessed) -> Vec<&str> {
    with_result(assessed, Verdict::Fail)
}

#[test]
fn the_key_that_the_worker_kept_goes_into_the_file_and_is_the_one_that_was_saved() {
    let mut visit = Visit::begin();
    let path = visit.path.clone();
    let assessed = visit.assess(visit.question(), &path);
    assert_eq!(with_result(&assessed, Verdict::Warn), ["issuer-known"]);
    assert_eq!(with_result(&assessed, Verdict::Fail), [""; 0]);
    assert_eq!(assessed.name.as_deref(), Some(ENDPOINT_NAME));
    let saved = PrivateKey::open(&visit.key_file, None).expect("a key");
    for encryption in ENCRYPTIONS {
        let key = sealed_key(&visit.make_pfx(visit.question(), &path, encryption));
        assert_eq!(*key.to_pkcs8_der().expect("octets"), *saved.to_pkcs8_der().expect("octets"));
    }
}

#[test]
fn a_certificate_for_another_name_than_the_one_asked_for_is_a_warning() {
    let mut visit = Visit::begin();
    let path = visit.path.clone();
    let other = "BaRS-INT-Y01061.acme.thirdparty.nhs.uk".to_owned();
    let question = Question { asked_for: Some(other), ..visit.question() };
    let assessed = visit.assess(question.clone(), &path);
    assert_eq!(with_result(&assessed, Verdict::Warn), ["name-is-cn", "issuer-known"]);
    let check = assessed.checks.iter().find(|check| check.name == "name-is-cn").expect("the check");
    assert_eq!(
        check.sentence,
        "It is for BaRS-INT-RX7.supplier.thirdparty.nhs.uk; \
         BaRS-INT-Y01061.acme.thirdparty.nhs.uk was asked for. Is it the right one?"
    );
    sealed_key(&visit.make_pfx(question, &path, Encryption::Modern));
}

#[test]
fn the_letters_of_a_name_are_compared_without_their_case() {
    let mut visit = Visit::begin();
    let path = visit.path.clone();
    let question = Question { asked_for: Some(ENDPOINT_NAME.to_uppercase()), ..visit.question() };
    let assessed = visit.assess(question, &path);
    assert_eq!(with_result(&assessed, Verdict::Warn), ["issuer-known"]);
    assert_eq!(with_result(&assessed, Verdict::Fail), [""; 0]);
}

#[test]
fn of_two_keys_the_one_that_is_asked_for_is_used_and_never_the_other() {
    let mut visit = Visit::begin();
    let (own, endpoint) = (visit.path.clone(), Endpoint::new());
    assert!(matches!(visit.open_key(&endpoint.key_pem).outcome, Outcome::KeyOpened(_)));
    let (kept, opened) = (visit.question(), question());
    for (question, path, other) in [(kept, own.clone(), endpoint.path()), (opened, endpoint.path(), own)] {
        let key = sealed_key(&visit.make_pfx(question.clone(), &path, Encryption::Modern));
        assert_eq!(key.public_key(), path[0].public_key());
        assert_eq!(failed(&visit.assess(question.clone(), &other)), ["key-matches"]);
        assert_eq!(refusal(visit.make_pfx(question, &other, Encryption::Modern)).field, Field::MakePfx);
    }
}

#[test]
fn a_key_that_was_let_go_makes_no_more_files_and_the_kept_one_still_does() {
    let mut visit = Visit::begin();
    let (own, endpoint) = (visit.path.clone(), Endpoint::new());
    visit.open_key(&endpoint.key_pem);
    assert!(matches!(perform(&mut visit.keyholder, Job::DropKey, Vec::new()).outcome, Outcome::Done));
    let answer = visit.make_pfx(question(), &endpoint.path(), Encryption::Modern);
    assert_eq!(refusal(answer).field, Field::KeyFile);
    sealed_key(&visit.make_pfx(visit.question(), &own, Encryption::Modern));
}

#[test]
fn a_key_that_does_not_open_takes_the_place_of_the_one_before() {
    let mut visit = Visit::begin();
    let endpoint = Endpoint::new();
    visit.open_key(&endpoint.key_pem);
    assert_eq!(refusal(visit.open_key(b"no key at all")).field, Field::KeyFile);
    let answer = visit.make_pfx(question(), &endpoint.path(), Encryption::Modern);
    assert_eq!(refusal(answer).field, Field::KeyFile);
}

#[test]
fn a_key_that_the_worker_does_not_hold_makes_no_file() {
    let mut visit = Visit::begin();
    let endpoint = Endpoint::new();
    let key = Some(endpoint.key.public_key().as_der().to_vec());
    let answer = visit.make_pfx(Question { key, ..question() }, &endpoint.path(), Encryption::Modern);
    assert_eq!(refusal(answer).field, Field::KeyFile);
}

#[test]
fn the_worker_tells_how_far_it_is_while_it_makes_a_key() {
    let mut reports: Vec<Progress> = Vec::new();
    let job = Job::MakeKey { name: ENDPOINT_NAME.to_owned(), size: KeySize::Rsa2048, password: None };
    let rng = &mut UnwrapErr(SysRng);
    Keyholder::default().perform(job, Vec::new(), rng, &mut |outcome| match outcome {
        Outcome::Progress(progress) => reports.push(progress),
        _ => panic!("another report"),
    });
    assert!(reports.len() > 1);
    assert!(reports.is_sorted_by_key(|progress| progress.tried));
}
