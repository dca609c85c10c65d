//! The jobs that a worker does for the page: keys.

use crate::support::desk::{document, perform, refusal};
use crate::support::endpoint::password;
use bars_csr::job::{Answer, Job, MadeKey, Outcome};
use bars_csr::key::KeySize;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::{Field, Message};
use bars_csr::public_key::Fingerprint;

pub const NAME: &str = "BaRS-INT-Y01061.acme.thirdparty.nhs.uk";

pub fn make_key(keyholder: &mut Keyholder, sealed_with: Option<&str>) -> MadeKey {
    let job =
        Job::MakeKey { name: NAME.to_owned(), size: KeySize::Rsa2048, password: sealed_with.map(password) };
    match perform(keyholder, job, Vec::new()).outcome {
        Outcome::KeyMade(made) => made,
        _ => panic!("no key was made"),
    }
}

pub fn key_file(keyholder: &mut Keyholder) -> Vec<u8> {
    let Answer { outcome, files } = perform(keyholder, Job::GiveKeyFile, Vec::new());
    assert!(matches!(outcome, Outcome::Files));
    let [file] = files.as_slice() else { panic!("{} files", files.len()) };
    file.bytes.to_vec()
}

pub fn check(keyholder: &mut Keyholder, file: &[u8], with: Option<&str>, made: Fingerprint) -> Answer {
    let job = Job::CheckSavedKey { password: with.map(password), made };
    perform(keyholder, job, vec![document(Field::SavedKeyFile, "saved.key", file)])
}

#[test]
fn a_saved_key_is_proven_to_open_and_to_fit() {
    let mut keyholder = Keyholder::default();
    let made = make_key(&mut keyholder, Some("secret"));
    let file = key_file(&mut keyholder);
    let answer = check(&mut Keyholder::default(), &file, Some("secret"), made.fingerprint);
    assert!(matches!(answer.outcome, Outcome::SavedKeyFits));

    let field = |answer: Answer| refusal(answer).field;
    let wrong = check(&mut Keyholder::default(), &file, Some("Secret"), made.fingerprint);
    assert_eq!(field(wrong), Field::SavedKeyPassword);
    let none = check(&mut Keyholder::default(), &file, None, made.fingerprint);
    assert_eq!(field(none), Field::SavedKeyPassword);
    let request = check(&mut Keyholder::default(), made.request.as_bytes(), None, made.fingerprint);
    let Message { field: place, sentence } = refusal(request);
    assert_eq!(place, Field::SavedKeyFile);
    assert!(sentence.starts_with("This holds a certificate request, not a private key."), "{sentence}");

    let mut stranger = Keyholder::default();
    make_key(&mut stranger, None);
    let another = check(&mut Keyholder::default(), &key_file(&mut stranger), None, made.fingerprint);
    let Message { field: place, sentence } = refusal(another);
    assert_eq!(place, Field::SavedKeyFile);
    assert!(sentence.starts_with("This file opens, and it holds another private key"), "{sentence}");
}

#[test]
fn a_name_that_is_none_makes_no_key() {
    let job = Job::MakeKey { name: "*.nhs.uk".to_owned(), size: KeySize::Rsa2048, password: None };
    assert_eq!(refusal(perform(&mut Keyholder::default(), job, Vec::new())).field, Field::Fqdn);
}

#[test]
fn who_holds_no_key_gives_no_file() {
    let answer = perform(&mut Keyholder::default(), Job::GiveKeyFile, Vec::new());
    assert_eq!(refusal(answer).field, Field::DownloadKey);
}

#[test]
fn an_opened_key_is_named_and_a_refused_one_is_blamed_on_where_it_came_from() {
    let mut maker = Keyholder::default();
    let made = make_key(&mut maker, None);
    let file = key_file(&mut maker);
    let mut keyholder = Keyholder::default();
    let mut open = |source: Field, bytes: &[u8]| {
        let job = Job::OpenKey { source, password: None };
        perform(&mut keyholder, job, vec![document(source, "", bytes)])
    };
    let Outcome::KeyOpened(opened) = open(Field::KeyFile, &file).outcome else { panic!("it was not opened") };
    assert_eq!((opened.bits, opened.fingerprint), (2048, made.fingerprint));
    for source in [Field::KeyFile, Field::KeyPem] {
        assert_eq!(refusal(open(source, b"nothing of the kind")).field, source);
        assert_eq!(refusal(open(source, b"")).field, source);
    }
}

#[test]
fn what_was_put_right_to_read_a_key_is_said() {
    let mut maker = Keyholder::default();
    make_key(&mut maker, None);
    let file = String::from_utf8(key_file(&mut maker)).expect("text");
    let quoted: String = file.lines().map(|line| format!("> {line}\n")).collect();
    let job = Job::OpenKey { source: Field::KeyPem, password: None };
    let pasted = vec![document(Field::KeyPem, "", quoted.as_bytes())];
    let answer = perform(&mut Keyholder::default(), job, pasted);
    let Outcome::KeyOpened(opened) = answer.outcome else { panic!("it was not opened") };
    assert_eq!(opened.notes, ["Marks of quoting, such as >, were taken away (line 1)."]);
}
