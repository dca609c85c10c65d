//! What a worker says never repeats a password or any part of a private key: only its files do.

use crate::support::desk::{document, perform, question};
use crate::support::endpoint::{Endpoint, password};
use crate::support::test_ca::ENDPOINT_NAME;
use bars_csr::job::{Answer, Document, Job, Outcome};
use bars_csr::key::{KeySize, PrivateKey};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Encryption;

pub const SECRET: &str = "correct-horse-battery-staple";

/// What the page is told, as the octets that are sent to it.
pub fn told(answer: &Answer) -> Vec<u8> {
    postcard::to_allocvec(&answer.outcome).expect("octets")
}

pub fn holds(octets: &[u8], part: &[u8]) -> bool {
    octets.windows(part.len()).any(|window| window == part)
}

/// The secret numbers of a key, cut into pieces: everything behind modulus and public exponent.
pub fn pieces(key: &PrivateKey) -> Vec<Vec<u8>> {
    let der = key.to_pkcs8_der().expect("octets").to_vec();
    let exponent = [2, 3, 1, 0, 1];
    let end = der.windows(5).position(|window| window == exponent).expect("the exponent") + exponent.len();
    der[end..].chunks_exact(16).map(<[u8]>::to_vec).collect()
}

#[track_caller]
pub fn says_nothing_secret(answer: &Answer, key: &PrivateKey) {
    let told = told(answer);
    assert!(!holds(&told, SECRET.as_bytes()));
    assert!(pieces(key).iter().all(|piece| !holds(&told, piece)));
    for piece in SECRET.split('-') {
        assert!(!holds(&told, piece.as_bytes()), "{piece}");
    }
}

#[test]
fn a_key_is_made_opened_and_sealed_without_a_word_of_it() {
    let mut keyholder = Keyholder::default();
    let seal = || Some(password(SECRET));
    let (name, size) = (ENDPOINT_NAME.to_owned(), KeySize::Rsa2048);
    let made = perform(&mut keyholder, Job::MakeKey { name, size, password: seal() }, Vec::new());
    assert!(matches!(made.outcome, Outcome::KeyMade(_)));
    let file = perform(&mut keyholder, Job::GiveKeyFile, Vec::new());
    let key = PrivateKey::open(&file.files[0].bytes, seal().as_ref()).expect("a key");
    says_nothing_secret(&made, &key);
    says_nothing_secret(&file, &key);
    let source = Field::KeyFile;
    let documents = vec![document(source, "", &file.files[0].bytes)];
    let opened = perform(&mut keyholder, Job::OpenKey { source, password: seal() }, documents);
    assert!(matches!(opened.outcome, Outcome::KeyOpened(_)));
    says_nothing_secret(&opened, &key);
}

#[test]
fn no_answer_about_a_pkcs12_file_repeats_its_password_or_its_key() {
    let endpoint = Endpoint::new();
    let mut keyholder = Keyholder::default();
    let job = Job::OpenKey { source: Field::KeyFile, password: None };
    perform(&mut keyholder, job, vec![document(Field::KeyFile, "", &endpoint.key_pem)]);
    let file = |octets: &[u8]| -> Vec<Document> { vec![document(Field::CertificateFile, "c.cer", octets)] };
    let (leaf, root) = (endpoint.levels.leaf.to_pem(), endpoint.levels.root.to_pem());
    let with_key = [leaf.as_bytes(), &endpoint.key_pem].concat();
    let cases = [
        (file(leaf.as_bytes()), String::new(), true),
        (file(&with_key), String::new(), true),
        (file(leaf.as_bytes()), "n".repeat(256), false),
        (file(root.as_bytes()), String::new(), false),
        (file(&endpoint.key_pem), String::new(), false),
        (file(b"%PDF-1.7"), String::new(), false),
        (Vec::new(), String::new(), false),
    ];
    for (documents, friendly_name, made) in cases {
        let (password, encryption) = (password(SECRET), Encryption::Modern);
        let job = Job::MakePfx { question: question(), password, friendly_name, encryption };
        let answer = perform(&mut keyholder, job, documents);
        assert_eq!(matches!(answer.outcome, Outcome::PfxMade { .. }), made);
        says_nothing_secret(&answer, &endpoint.key);
        for file in &answer.files {
            assert!(!holds(&file.bytes, SECRET.as_bytes()));
            assert!(pieces(&endpoint.key).iter().all(|piece| !holds(&file.bytes, piece)));
        }
        let key_file = perform(&mut keyholder, Job::GiveBundleKey, Vec::new());
        assert_eq!(key_file.files.len(), usize::from(made));
        says_nothing_secret(&key_file, &endpoint.key);
    }
}
