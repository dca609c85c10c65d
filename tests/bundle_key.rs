//! The key of a `.pfx` file in a file of its own is given as long as key and password are there.

use crate::support::desk::{document, perform, question, refusal};
use crate::support::endpoint::{Endpoint, password};
use bars_csr::certificate::Certificate;
use bars_csr::job::{Answer, Job, Outcome};
use bars_csr::key::PrivateKey;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Encryption;

/// A keyholder that has opened an old .pfx of the endpoint, with its chain in it.
fn holding_old_pfx(endpoint: &Endpoint) -> Keyholder {
    let mut keyholder = Keyholder::default();
    let (source, old) = (Field::KeyFile, endpoint.seal("old", Encryption::Compatible));
    let job = Job::OpenKey { source, password: Some(password("old")) };
    let answer = perform(&mut keyholder, job, vec![document(source, "old.pfx", &old)]);
    assert!(matches!(answer.outcome, Outcome::KeyOpened(opened) if opened.certificates == 3));
    keyholder
}

pub fn make_pfx(keyholder: &mut Keyholder, text: &str) -> Answer {
    let (password, encryption) = (password(text), Encryption::Modern);
    let job = Job::MakePfx { question: question(), password, friendly_name: String::new(), encryption };
    perform(keyholder, job, Vec::new())
}

pub fn bundle_key(keyholder: &mut Keyholder) -> Answer {
    perform(keyholder, Job::GiveBundleKey, Vec::new())
}

#[track_caller]
pub fn is_gone(answer: Answer) {
    let message = refusal(answer);
    assert_eq!(message.field, Field::DownloadBundleKey);
    assert!(message.sentence.starts_with("The private key of this .pfx file is not open here any more."));
}

#[test]
fn no_key_is_given_without_a_file_or_after_its_key_or_password_is_gone() {
    is_gone(bundle_key(&mut Keyholder::default()));
    let endpoint = Endpoint::new();
    let mut keyholder = holding_old_pfx(&endpoint);
    is_gone(bundle_key(&mut keyholder));

    make_pfx(&mut keyholder, "new");
    perform(&mut keyholder, Job::DropPfxPassword, Vec::new());
    is_gone(bundle_key(&mut keyholder));

    make_pfx(&mut keyholder, "new");
    perform(&mut keyholder, Job::DropKey, Vec::new());
    is_gone(bundle_key(&mut keyholder));

    let mut keyholder = holding_old_pfx(&endpoint);
    make_pfx(&mut keyholder, "new");
    let question = question();
    let (password, encryption) = (password("newer"), Encryption::Modern);
    let job = Job::MakePfx { question, password, friendly_name: "n".repeat(256), encryption };
    assert!(matches!(perform(&mut keyholder, job, Vec::new()).outcome, Outcome::Refused(_)));
    is_gone(bundle_key(&mut keyholder));
}

#[test]
fn the_key_is_given_without_a_password_and_with_its_certificates() {
    let endpoint = Endpoint::new();
    let mut keyholder = holding_old_pfx(&endpoint);
    let plain = |with_certificates| Job::GivePlainKey { with_certificates };
    is_gone(perform(&mut keyholder, plain(false), Vec::new()));
    make_pfx(&mut keyholder, "new");
    let alone = perform(&mut keyholder, plain(false), Vec::new());
    let alone = String::from_utf8(alone.files[0].bytes.to_vec()).expect("text");
    assert!(alone.starts_with("-----BEGIN PRIVATE KEY-----\n"), "{alone}");
    let opened = PrivateKey::open(alone.as_bytes(), None).expect("it has no password");
    assert_eq!(opened.public_key(), endpoint.key.public_key());
    let all = perform(&mut keyholder, plain(true), Vec::new());
    let all = String::from_utf8(all.files[0].bytes.to_vec()).expect("text");
    let certificates: String = endpoint.path().iter().map(Certificate::to_pem).collect();
    assert_eq!(all, alone + &certificates);
    perform(&mut keyholder, Job::DropPfxPassword, Vec::new());
    is_gone(perform(&mut keyholder, plain(true), Vec::new()));
}
