//! A PKCS#12 file that is in use: moved to the other kind, given another password, renewed.

use crate::support::desk::{document, perform, question, refusal};
use crate::support::endpoint::{Endpoint, password};
use crate::support::test_ca::{ENDPOINT_NAME, Request, ThreeLevels};
use bars_csr::check::Verdict;
use bars_csr::job::{Answer, Assessed, Document, Job, OpenedKey, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::{self, Encryption};

pub fn open(keyholder: &mut Keyholder, file: &[u8], given: Option<&str>) -> Answer {
    let job = Job::OpenKey { source: Field::KeyFile, password: given.map(password) };
    perform(keyholder, job, vec![document(Field::KeyFile, "old.pfx", file)])
}

pub fn opened(answer: Answer) -> OpenedKey {
    match answer.outcome {
        Outcome::KeyOpened(opened) => opened,
        Outcome::Refused(messages) => panic!("{messages:?}"),
        _ => panic!("another answer"),
    }
}

pub fn assess(keyholder: &mut Keyholder, documents: Vec<Document>) -> Assessed {
    match perform(keyholder, Job::Assess(question()), documents).outcome {
        Outcome::Assessed(assessed) => assessed,
        Outcome::Refused(messages) => panic!("{messages:?}"),
        _ => panic!("another answer"),
    }
}

pub fn make(keyholder: &mut Keyholder, documents: Vec<Document>, encryption: Encryption) -> Answer {
    let (password, friendly_name) = (password("new password"), String::new());
    perform(keyholder, Job::MakePfx { question: question(), password, friendly_name, encryption }, documents)
}

pub fn that(assessed: &Assessed, result: Verdict) -> Vec<String> {
    let checks = assessed.checks.iter().filter(|check| check.result == result);
    checks.map(|check| check.name.clone()).collect()
}

#[test]
fn a_file_gets_another_password_and_the_other_protection() {
    let endpoint = Endpoint::new();
    let old = endpoint.seal("old password", Encryption::Modern);
    let mut keyholder = Keyholder::default();
    let known = opened(open(&mut keyholder, &old, Some("old password")));
    assert_eq!((known.bits, known.certificates), (2048, 3));
    assert_eq!(known.fingerprint, endpoint.key.public_key().fingerprint());
    let found = assess(&mut keyholder, Vec::new());
    assert_eq!(that(&found, Verdict::Warn), ["issuer-known"]);
    assert_eq!(that(&found, Verdict::Fail), [""; 0]);
    let answer = make(&mut keyholder, Vec::new(), Encryption::Compatible);
    let Outcome::PfxMade { file_names, .. } = answer.outcome else { panic!("no file was made") };
    assert_eq!(file_names[0], format!("{ENDPOINT_NAME}.pfx"));
    let new = pkcs12::open(&answer.files[0].bytes, Some(&password("new password"))).expect("it opens");
    assert_eq!(new.certificates, endpoint.path());
    assert_eq!(new.key.expect("a key").public_key(), endpoint.key.public_key());
}

#[test]
fn a_missing_and_a_wrong_password_are_asked_for_beside_their_field() {
    let old = Endpoint::new().seal("old password", Encryption::Compatible);
    for given in [None, Some("Old password")] {
        let message = refusal(open(&mut Keyholder::default(), &old, given));
        assert_eq!(message.field, Field::UnlockPassword, "{}", message.sentence);
    }
}

#[test]
fn what_has_ended_is_a_warning_in_a_file_in_use_and_stops_a_new_one() {
    let ended = ThreeLevels::with(|_, intermediate, leaf| {
        (intermediate.until, leaf.until) = ("20250101000000Z", "20250101000000Z");
    });
    let endpoint = Endpoint::new();
    let rng = &mut getrandom::rand_core::UnwrapErr(getrandom::SysRng);
    let old = pkcs12::seal(&endpoint.key, &ended.all(), "", &password("old"), Encryption::Modern, rng);
    let mut keyholder = Keyholder::default();
    opened(open(&mut keyholder, &old.expect("a file"), Some("old")));
    let found = assess(&mut keyholder, Vec::new());
    assert_eq!(that(&found, Verdict::Warn), ["not-expired", "chain-dates", "issuer-known"]);
    let answer = make(&mut keyholder, Vec::new(), Encryption::Modern);
    assert!(matches!(answer.outcome, Outcome::PfxMade { .. }));

    let leaf = document(Field::CertificatePem, "", ended.leaf.to_pem().as_bytes());
    let found = assess(&mut keyholder, vec![leaf]);
    assert_eq!(that(&found, Verdict::Fail), ["not-expired", "chain-dates"]);
}

#[test]
fn a_renewed_certificate_takes_the_place_of_the_old_one() {
    let endpoint = Endpoint::new();
    let levels = &endpoint.levels;
    let request = Request { until: "20450101000000Z", ..Request::endpoint("rsa-leaf") };
    let renewed = levels.ca.issue(&request, &levels.intermediate, "intermediate");
    let mut keyholder = Keyholder::default();
    opened(open(&mut keyholder, &endpoint.seal("old", Encryption::Modern), Some("old")));
    let given = || vec![document(Field::CertificatePem, "", renewed.to_pem().as_bytes())];
    let found = assess(&mut keyholder, given());
    assert_eq!(that(&found, Verdict::Warn), ["issuer-known", "unneeded-certificates"]);
    assert_eq!(that(&found, Verdict::Fail), [""; 0]);
    let answer = make(&mut keyholder, given(), Encryption::Modern);
    assert!(matches!(answer.outcome, Outcome::PfxMade { .. }));
    let new = pkcs12::open(&answer.files[0].bytes, Some(&password("new password"))).expect("it opens");
    assert_eq!(new.certificates, [renewed.clone(), levels.intermediate.clone(), levels.root.clone()]);
}

#[test]
fn a_file_in_the_place_of_a_certificate_is_named() {
    let whole = Endpoint::new().seal("secret", Encryption::Modern);
    let given = vec![document(Field::CertificateFile, "old.pfx", &whole)];
    let message = refusal(perform(&mut Keyholder::default(), Job::Assess(question()), given));
    let expected =
        "old.pfx holds a PKCS#12 file (.pfx), not a certificate. Give it where the private key is asked for";
    assert!(message.sentence.starts_with(expected), "{}", message.sentence);
}

#[test]
fn letting_go_of_the_key_lets_go_of_its_certificates() {
    let endpoint = Endpoint::new();
    let mut keyholder = Keyholder::default();
    opened(open(&mut keyholder, &endpoint.seal("old", Encryption::Modern), Some("old")));
    perform(&mut keyholder, Job::DropKey, Vec::new());
    assert_eq!(
        refusal(perform(&mut keyholder, Job::Assess(question()), Vec::new())).field,
        Field::CertificateFile
    );
}
