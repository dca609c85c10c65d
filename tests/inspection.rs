//! Anything that is given is named, and said to be right or wrong.

use crate::support::bundle::bundle;
use crate::support::certification_request::request;
use crate::support::der::pem;
use crate::support::desk::{document, inspect};
use crate::support::endpoint::{Endpoint, password};
use crate::support::keys::{PLAIN_KEY_FINGERPRINT, key_pem};
use crate::support::test_ca::{CA, ENDPOINT_NAME, NOW, Request, ThreeLevels};
use bars_csr::check::Verdict;
use bars_csr::job::Document;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Encryption;
use bars_csr::shown::{Inspected, InspectedItem};

pub fn file(name: &str, bytes: &[u8]) -> Document {
    document(Field::InspectFile, name, bytes)
}

pub fn look(documents: Vec<Document>) -> Inspected {
    inspect(&mut Keyholder::default(), documents, None, NOW)
}

pub fn look_with(documents: Vec<Document>, text: &str) -> Inspected {
    inspect(&mut Keyholder::default(), documents, Some(password(text)), NOW)
}

#[track_caller]
pub fn only(inspected: Inspected) -> InspectedItem {
    let [item] = <[InspectedItem; 1]>::try_from(inspected.items).unwrap_or_else(|_| panic!("one thing"));
    item
}

#[track_caller]
pub fn fact<'a>(item: &'a InspectedItem, name: &str) -> &'a str {
    let found = item.facts.iter().find(|fact| fact.name == name);
    &found.unwrap_or_else(|| panic!("{name} is not among the facts of {}", item.title)).value
}

pub fn unusual(item: &InspectedItem) -> Vec<String> {
    let unusual = item.checks.iter().filter(|check| check.result != Verdict::Pass);
    unusual.map(|check| format!("{}: {}", check.name, check.result.as_str())).collect()
}

#[test]
fn a_good_request_is_as_bars_wants_it() {
    let item = only(look(vec![file("a.csr", &request("plain", &format!("/CN={ENDPOINT_NAME}"), &[]))]));
    assert_eq!(item.kind, "request");
    assert_eq!(item.title, format!("A certificate request for {ENDPOINT_NAME}"));
    assert_eq!(item.place, "a.csr");
    assert_eq!(item.summary, "It is as BaRS wants it. It can be sent.");
    assert_eq!(unusual(&item), [""; 0]);
    assert_eq!(item.checks.len(), 6);
    assert_eq!(fact(&item, "Key"), "RSA, 2048 bits");
    assert_eq!(fact(&item, "Signature"), "SHA-256 with RSA");
    assert_eq!(item.fingerprint.expect("a public key").to_string(), PLAIN_KEY_FINGERPRINT);
    assert_eq!(fact(&item, "SHA-256 of the public key"), PLAIN_KEY_FINGERPRINT);
    assert_eq!(item.name.as_deref(), Some(ENDPOINT_NAME));
    assert_eq!(item.notes, [""; 0]);
}

#[test]
fn a_request_made_by_pressing_enter_would_be_refused_and_its_name_is_there_for_a_right_one() {
    let subject =
        format!("/C=AU/ST=Some-State/O=Internet Widgits Pty Ltd/CN={ENDPOINT_NAME}/emailAddress=a@nhs.net");
    let item = only(look(vec![file("a.csr", &request("plain", &subject, &[]))]));
    assert_eq!(item.summary, "It would be refused; see the problems.");
    assert_eq!(unusual(&item), ["subject-cn-only: fail", "no-email: fail"]);
    assert_eq!(item.name.as_deref(), Some(ENDPOINT_NAME));
}

#[test]
fn a_chain_is_checked_at_its_end_and_each_authority_is_named() {
    let levels = ThreeLevels::new();
    for place in 0..3 {
        let mut all = levels.all();
        all.rotate_left(place);
        let text: String = all.iter().map(|one| one.to_pem()).collect();
        let inspected = look(vec![file("chain.pem", text.as_bytes())]);
        let (checked, others): (Vec<_>, Vec<_>) =
            inspected.items.iter().partition(|item| !item.checks.is_empty());
        let [leaf] = checked[..] else { panic!("one is checked") };
        assert_eq!(unusual(leaf), ["issuer-known: warn"]);
        assert_eq!(leaf.summary, "It can be used; see the warnings.");
        let chain = format!(
            "{ENDPOINT_NAME}, issued by NHS INT Authentication G2, issued by NHS PTL Root Authority G2"
        );
        assert_eq!(fact(leaf, "Chain"), chain);
        let mut summaries: Vec<&str> = others.iter().map(|item| item.summary.as_str()).collect();
        summaries.sort_unstable();
        let expected = [
            "A part of a chain, between an endpoint and a root.",
            "A root: the end of a chain. It signs itself.",
        ];
        assert_eq!(summaries, expected);
    }
}

#[test]
fn authorities_alone_are_checked_as_a_chain_and_not_as_endpoints() {
    let levels = ThreeLevels::with(|root, _, _| root.until = "20250101000000Z");
    let text = [levels.intermediate.to_pem(), levels.root.to_pem()].concat();
    let inspected = look(vec![file("chain.pem", text.as_bytes())]);
    let names: Vec<&str> = inspected.items[0].checks.iter().map(|check| check.name.as_str()).collect();
    let expected = [
        "not-expired",
        "not-yet-valid",
        "understood",
        "chain-complete",
        "chain-signatures",
        "chain-dates",
        "chain-constraints",
        "chain-strength",
        "issuer-known",
        "unneeded-certificates",
    ];
    assert_eq!(names, expected);
    assert_eq!(unusual(&inspected.items[0]), ["chain-dates: fail", "issuer-known: warn"]);
    assert_eq!(inspected.items[0].title, "The certificate of an authority, NHS INT Authentication G2");
    assert_eq!(inspected.items[0].name, None);
    assert_eq!(inspected.belonging, [""; 0]);
}

#[test]
fn a_certificate_that_signs_itself_is_checked_as_an_endpoint_s_by_its_name() {
    let ca = crate::support::test_ca::TestCa::new();
    let own = Request { extensions: CA, ..Request::endpoint("rsa-leaf") };
    let item = only(look(vec![file("a.cer", ca.root(&own).as_der())]));
    assert!(item.checks.iter().any(|check| check.name == "name-format" && check.result == Verdict::Pass));
    assert_eq!(unusual(&item), ["key-usage: fail", "chain-complete: fail", "issuer-environment: warn"]);
}

#[test]
fn several_endpoints_are_each_checked_and_more_than_ten_are_said() {
    let levels = ThreeLevels::new();
    let issue = |number: usize| {
        let subject = format!("/CN=BaRS-INT-A{number:02}.supplier.thirdparty.nhs.uk");
        let request = Request { subject: &subject, ..Request::endpoint("rsa-leaf") };
        levels.ca.issue(&request, &levels.intermediate, "intermediate").to_pem()
    };
    let mut text: String = (0..12).map(issue).collect();
    text.extend([levels.intermediate.to_pem(), levels.root.to_pem()]);
    let items = look(vec![file("many.pem", text.as_bytes())]).items;
    assert_eq!(items.len(), 14);
    for item in &items[..10] {
        assert_eq!(unusual(item), ["issuer-known: warn"]);
        assert!(item.checks.len() > 10);
    }
    for item in &items[10..12] {
        assert_eq!(item.checks, []);
        assert_eq!(item.summary, "It was not checked: 10 certificates of endpoints are checked at once.");
    }
}

#[test]
fn a_bundle_and_what_is_in_it_are_told() {
    let levels = ThreeLevels::new();
    let der = bundle(&levels.all());
    for form in [pem("PKCS7", &der).into_bytes(), der] {
        let item = only(look(vec![file("a.p7b", &form)]));
        assert_eq!((item.kind.as_str(), item.inside.len()), ("pkcs7", 3));
        assert_eq!(item.title, "A PKCS#7 bundle (.p7b) with 3 certificates");
        assert!(item.inside.iter().all(|inside| inside.kind == "certificate"));
        let checked: Vec<_> = item.inside.iter().filter(|inside| !inside.checks.is_empty()).collect();
        assert_eq!(checked.len(), 1);
        assert_eq!(unusual(checked[0]), ["issuer-known: warn"]);
    }
}

#[test]
fn keys_that_are_of_no_use_are_named_and_fail() {
    let key = |name: &str| only(look(vec![file("a.key", key_pem(name))]));
    let curve = key("leaf");
    assert_eq!(curve.title, "A private key that cannot be used here");
    assert_eq!(unusual(&curve), ["key-strength: fail"]);
    assert_eq!(
        curve.summary,
        "This is a private key for elliptic curves (ECDSA) on the curve P-256. BaRS certificates need an RSA key."
    );
    assert_eq!(unusual(&key("rsa-1024")), ["key-strength: fail"]);
    assert_eq!(unusual(&key("edwards")), ["key-strength: fail"]);
}

#[test]
fn a_pfx_is_told_with_what_is_in_it_and_who_refuses_it() {
    let endpoint = Endpoint::rsa();
    let file_of = |encryption| file("a.pfx", &endpoint.seal("secret", encryption));
    let item = only(look_with(vec![file_of(Encryption::Modern)], "secret"));
    assert_eq!(item.kind, "pkcs12");
    assert_eq!(item.summary, "The password opens it.");
    assert_eq!(fact(&item, "Holds"), "a private key and 3 certificates");
    assert_eq!(fact(&item, "Display name"), ENDPOINT_NAME);
    assert_eq!(fact(&item, "Checksum (MAC)"), "HMAC with SHA-256, 100,000 iterations");
    assert_eq!(fact(&item, "Private key"), "AES-256 (PBKDF2, HMAC with SHA-256, 100,000 iterations)");
    let refused = "Refused by Windows Server 2016 and older, Keychain on macOS and Java before 8u301: its encryption is of the newer kind (PBES2, mostly with AES) and its checksum is made with SHA-256.";
    assert_eq!(item.refusals, [refused, "Refused by Mono: it is encrypted with AES-256 (PBES2)."]);
    let accepted = "Not known to refuse this file: Java 17, OpenSSL 3, .NET 8, Node.js 20, Firefox (NSS), GnuTLS and Python (cryptography).";
    assert!(item.notes.contains(&accepted.to_owned()), "{:?}", item.notes);
    let kinds: Vec<&str> = item.inside.iter().map(|inside| inside.kind.as_str()).collect();
    assert_eq!(kinds, ["private-key", "certificate", "certificate", "certificate"]);
    assert_eq!(unusual(&item.inside[1]), ["issuer-known: warn"]);
    assert_eq!(item.inside[1].checks[0].name, "key-matches");
    assert_eq!(item.fingerprint, Some(endpoint.key.public_key().fingerprint()));

    let compatible = only(look_with(vec![file_of(Encryption::Compatible)], "secret"));
    assert_eq!(compatible.refusals, [""; 0]);
    assert!(compatible.notes[0].starts_with("Not known to refuse this file: Java 17, OpenSSL 3, .NET 8"));
}

#[test]
fn a_locked_pfx_is_told_as_far_as_can_be_seen() {
    let sealed = Endpoint::rsa().seal("secret", Encryption::Compatible);
    let item = only(look(vec![file("a.pfx", &sealed)]));
    assert_eq!(item.summary, "The .pfx file has a password. Enter it. What can be seen without it is below.");
    assert_eq!(fact(&item, "Private key"), "3DES (the key derivation of PKCS#12, 100,000 iterations)");
    assert!(item.inside.is_empty() && item.fingerprint.is_none());
    let wrong = look_with(vec![file("a.pfx", &sealed)], "other");
    assert_eq!(wrong.messages.len(), 1);
    assert_eq!(wrong.messages[0].field, Field::InspectPassword);
}

#[test]
fn a_password_outside_ascii_is_refused_by_java() {
    let sealed = Endpoint::rsa().seal("pässwörd", Encryption::Compatible);
    let item = only(look_with(vec![file("a.pfx", &sealed)], "pässwörd"));
    let refused = "Refused by Java before 8u301, Java 17 and Mono: its password has characters other than English letters, digits and signs.";
    assert_eq!(item.refusals, [refused]);
}

#[test]
fn what_is_nothing_of_ours_is_an_unknown_thing_and_a_message_beside_its_field() {
    let inspected = look(vec![file("a.pdf", b"%PDF-1.7\nand so on")]);
    assert_eq!(inspected.messages.len(), 1);
    assert_eq!(inspected.messages[0].field, Field::InspectFile);
    let sentence = "This looks like a PDF document. A certificate, a request, a private key or a .pfx file was expected. Save what is attached in it, copy its text, or ask for the file itself.";
    assert_eq!(inspected.messages[0].sentence, format!("a.pdf: {sentence}"));
    let item = only(inspected);
    assert_eq!((item.kind.as_str(), item.summary.as_str()), ("unknown", sentence));
}

#[test]
fn damage_inside_a_thing_names_the_part() {
    let levels = ThreeLevels::new();
    let mut der = levels.leaf.as_der().to_vec();
    let place = der.windows(3).position(|window| window == [0x06, 0x03, 0x55]).expect("a name");
    der[place] = 0x05;
    let item = only(look(vec![file("a.cer", &der)]));
    assert_eq!((item.kind.as_str(), item.checks.len()), ("certificate", 0));
    assert!(
        item.summary.starts_with("It is damaged: the name of its issuer cannot be read, from octet "),
        "{}",
        item.summary
    );
}
