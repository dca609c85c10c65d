//! Work on a password that takes long, of files that OpenSSL sealed: what a worker tells of it.

use std::path::Path;

use crate::support::desk::document;
use crate::support::endpoint::{Endpoint, password};
use crate::support::keys::plain_key;
use crate::support::openssl::openssl;
use crate::support::program;
use bars_csr::job::{Document, Job, Outcome};
use bars_csr::key::PrivateKey;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::password_encryption::Progress;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

/// What is told before the answer to a job, and the answer.
fn told(job: Job, documents: Vec<Document>) -> (Vec<Progress>, Outcome) {
    let mut reports = Vec::new();
    let mut on_progress = |outcome: Outcome| {
        assert!(outcome.goes_on());
        match outcome {
            Outcome::Opening(progress) => reports.push(progress),
            _ => panic!("another report"),
        }
    };
    let rng = &mut UnwrapErr(SysRng);
    let answer = Keyholder::default().perform(job, documents, rng, &mut on_progress);
    assert!(!answer.outcome.goes_on());
    (reports, answer.outcome)
}

fn sealed(options: &str) -> Vec<u8> {
    let arguments = format!("pkcs8 -topk8 {options} -passout pass:secret");
    openssl(Path::new("."), &arguments.split(' ').collect::<Vec<_>>(), plain_key())
}

fn open(file: &[u8]) -> (Vec<Progress>, Outcome) {
    let source = Field::KeyFile;
    let job = Job::OpenKey { source, password: Some(password("secret")) };
    told(job, vec![document(source, "k.key", file)])
}

#[track_caller]
fn runs_to_the_end(reports: &[Progress], total: u64) {
    assert!(reports.windows(2).all(|pair| pair[0].done < pair[1].done), "{reports:?}");
    assert!(reports.len() > 2 && reports.iter().all(|report| report.total == total), "{reports:?}");
    assert_eq!(reports.last().and_then(|last| last.percent()), Some(100));
}

#[test]
fn opening_a_key_and_checking_a_saved_one_tell_how_far_they_are() {
    let file = sealed("-v2 aes256 -v2prf hmacWithSHA256 -iter 100000");
    let (reports, outcome) = open(&file);
    assert!(matches!(outcome, Outcome::KeyOpened(_)));
    runs_to_the_end(&reports, 100_000);

    let made = PrivateKey::open(plain_key(), None).expect("a key").public_key().fingerprint();
    let job = Job::CheckSavedKey { password: Some(password("secret")), made };
    let (reports, outcome) = told(job, vec![document(Field::SavedKeyFile, "k.key", &file)]);
    assert!(matches!(outcome, Outcome::SavedKeyFits));
    runs_to_the_end(&reports, 100_000);
}

#[test]
fn opening_a_pkcs12_file_tells_how_far_it_is() {
    let endpoint = Endpoint::new();
    let folder = endpoint.levels.ca.folder();
    std::fs::write(folder.join("leaf.pem"), endpoint.levels.leaf.to_pem()).expect("written");
    let arguments = "pkcs12 -export -in leaf.pem -inkey rsa-leaf -iter 50000 -passout pass:secret";
    let file = program("openssl", folder, &arguments.split(' ').collect::<Vec<_>>(), b"").expect_success();
    let (reports, outcome) = open(&file.stdout);
    assert!(matches!(outcome, Outcome::KeyOpened(_)));
    // The MAC, the certificate and the key.
    runs_to_the_end(&reports, 150_000);
}

#[test]
fn scrypt_says_beforehand_that_it_will_say_nothing() {
    let (reports, outcome) = open(&sealed("-scrypt"));
    assert!(matches!(outcome, Outcome::KeyOpened(_)));
    let percents: Vec<Option<u8>> = reports.iter().map(|report| report.percent()).collect();
    assert_eq!(percents, [None, Some(100)]);
}

#[test]
fn a_file_without_a_password_and_one_that_is_refused_tell_nothing() {
    let (reports, outcome) = open(plain_key());
    assert!(matches!(outcome, Outcome::KeyOpened(_)));
    assert_eq!(reports, []);
    let source = Field::KeyFile;
    let job = Job::OpenKey { source, password: None };
    let (reports, outcome) = told(job, vec![document(source, "k.key", &sealed("-v2 aes256"))]);
    assert!(matches!(outcome, Outcome::Refused(_)));
    assert_eq!(reports, []);
}
