//! Things that are given together are compared: by their public keys.

use crate::support::certification_request::request;
use crate::support::desk::{document, inspect, perform};
use crate::support::endpoint::{Endpoint, password};
use crate::support::keys::key_pem;
use crate::support::test_ca::{ENDPOINT_NAME, NOW};
use bars_csr::check::Verdict;
use bars_csr::job::{Document, Job, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Encryption;
use bars_csr::shown::Inspected;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

fn file(name: &str, bytes: &[u8]) -> Document {
    document(Field::InspectFile, name, bytes)
}

fn look(documents: Vec<Document>) -> Inspected {
    inspect(&mut Keyholder::default(), documents, None, NOW)
}

fn request_for(name: &str) -> Vec<u8> {
    request("rsa-leaf", &format!("/CN={name}"), &[])
}

#[test]
fn a_key_a_request_and_a_certificate_of_one_public_key_belong_together() {
    let endpoint = Endpoint::new();
    let certificate = endpoint.levels.leaf.to_pem();
    let both = look(vec![file("a.key", &endpoint.key_pem), file("a.cer", certificate.as_bytes())]);
    let expected =
        "The private key (a.key) and the certificate (a.cer) belong together: they have the same public key.";
    assert_eq!(both.belonging, [expected]);
    let request = request_for(ENDPOINT_NAME);
    let all = look(vec![
        file("a.key", &endpoint.key_pem),
        file("a.csr", &request),
        file("a.cer", certificate.as_bytes()),
    ]);
    let expected = "The private key (a.key), the request (a.csr) and the certificate (a.cer) belong together: they have the same public key.";
    assert_eq!(all.belonging, [expected]);
}

#[test]
fn two_things_of_different_keys_do_not_and_the_check_says_so_too() {
    let endpoint = Endpoint::new();
    let inspected = look(vec![
        file("b.key", key_pem("rsa-other")),
        file("a.cer", endpoint.levels.leaf.to_pem().as_bytes()),
    ]);
    let expected = "The private key (b.key) and the certificate (a.cer) do not belong together: they have different public keys.";
    assert_eq!(inspected.belonging, [expected]);
    let check = &inspected.items[1].checks[0];
    assert_eq!((check.name.as_str(), check.result.as_str()), ("key-matches", "fail"));
}

#[test]
fn among_three_the_one_that_belongs_to_nothing_is_named() {
    let endpoint = Endpoint::new();
    let inspected = look(vec![
        file("a.key", &endpoint.key_pem),
        file("b.key", key_pem("rsa-other")),
        file("a.cer", endpoint.levels.leaf.to_pem().as_bytes()),
    ]);
    assert_eq!(inspected.belonging.len(), 2);
    assert_eq!(inspected.belonging[1], "Nothing else here belongs to the private key (b.key).");
    let certificate = &inspected.items[2];
    assert_eq!(
        (certificate.checks[0].name.as_str(), certificate.checks[0].result.as_str()),
        ("key-matches", "pass")
    );
}

#[test]
fn the_name_in_the_certificate_is_held_against_that_of_its_request() {
    let endpoint = Endpoint::new();
    let request = request_for("BaRS-INT-RX8.supplier.thirdparty.nhs.uk");
    let inspected =
        look(vec![file("a.csr", &request), file("a.cer", endpoint.levels.leaf.to_pem().as_bytes())]);
    let check = inspected.items[1].checks.iter().find(|check| check.name == "name-is-cn").expect("a check");
    assert_eq!(check.result, Verdict::Warn);
    assert!(
        check.sentence.contains("BaRS-INT-RX8.supplier.thirdparty.nhs.uk was asked for"),
        "{}",
        check.sentence
    );
}

#[test]
fn a_certificate_in_a_pfx_and_the_same_beside_it_belong_together() {
    let endpoint = Endpoint::new();
    let documents = vec![
        file("a.pfx", &endpoint.seal("secret", Encryption::Modern)),
        file("a.cer", endpoint.levels.leaf.to_pem().as_bytes()),
    ];
    let inspected = inspect(&mut Keyholder::default(), documents, Some(password("secret")), NOW);
    let expected = "The private key (a.pfx), the certificate (a.pfx) and the certificate (a.cer) belong together: they have the same public key.";
    assert_eq!(inspected.belonging, [expected]);
    assert_eq!(inspected.items[1].summary, "It is the same as one that is shown before it.");
}

#[test]
fn what_is_locked_is_said_not_to_have_been_compared() {
    let endpoint = Endpoint::new();
    let documents = vec![
        file("a.pfx", &endpoint.seal("secret", Encryption::Modern)),
        file("a.cer", endpoint.levels.leaf.to_pem().as_bytes()),
    ];
    assert_eq!(look(documents).belonging, ["The .pfx file (a.pfx) was not opened, so it was not compared."]);
}

#[test]
fn a_pasted_key_and_a_password_are_remembered_until_the_worker_ends() {
    let endpoint = Endpoint::new();
    let mut keyholder = Keyholder::default();
    let sealed = endpoint.key.seal(Some(&password("secret")), &mut UnwrapErr(SysRng)).expect("a file");
    let pasted = || document(Field::InspectText, "", sealed.as_str().as_bytes());
    let locked = inspect(&mut keyholder, vec![pasted()], None, NOW);
    assert!(!locked.text_kept && !locked.password_kept);
    let opened = inspect(&mut keyholder, vec![pasted()], Some(password("secret")), NOW);
    assert!(opened.text_kept && opened.password_kept);
    let certificate = file("a.cer", endpoint.levels.leaf.to_pem().as_bytes());
    let later = inspect(&mut keyholder, vec![certificate], None, NOW);
    assert!(later.text_kept && later.password_kept);
    let expected =
        "The certificate (a.cer) and the private key belong together: they have the same public key.";
    assert_eq!(later.belonging, [expected]);
    let answer = perform(
        &mut Keyholder::default(),
        Job::Inspect { password: None, completes: true, now: NOW },
        Vec::new(),
    );
    let Outcome::Inspected(nothing) = answer.outcome else { panic!("it was not looked at") };
    assert!(nothing.items.is_empty() && !nothing.text_kept);
}
