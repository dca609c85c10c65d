//! What `openssl s_client` printed of servers that are set up rightly and wrongly.

use crate::support::desk::{document, inspect};
use crate::support::test_ca::NOW;
use bars_csr::inspection::{Asks, Handshake};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::shown::InspectedItem;

const RIGHT: &str = include_str!("vectors/handshakes/right.txt");
const ALONE: &str = include_str!("vectors/handshakes/alone.txt");
const NO_ASK: &str = include_str!("vectors/handshakes/noask.txt");

fn item(text: &str) -> InspectedItem {
    let file = document(Field::InspectFile, "said.txt", text.as_bytes());
    let found = inspect(&mut Keyholder::default(), vec![file], None, NOW);
    let items: Vec<_> = found.items.into_iter().filter(|item| item.kind == "connection").collect();
    assert_eq!(items.len(), 1);
    items.into_iter().next().expect("an item")
}

#[test]
fn what_was_printed_is_read() {
    let names = ["PTL Root Authority G2", "INT Authentication G2"];
    let names = names.map(|name| format!("O = nhs, OU = CA, CN = NHS {name}")).to_vec();
    let verified = |number: u32, words: &str| Some((number, words.to_owned()));
    let protocol = |version: &str| Some(version.to_owned());
    for (text, sent, asks, version, found) in [
        (RIGHT, 2, Asks::Named(names), "TLSv1.3", verified(0, "ok")),
        (ALONE, 1, Asks::Unnamed, "TLSv1.2", verified(21, "unable to verify the first certificate")),
        (NO_ASK, 2, Asks::Nothing, "TLSv1.3", verified(0, "ok")),
    ] {
        let expected = Handshake { sent, asks, protocol: protocol(version), verified: found };
        assert_eq!(Handshake::read(text), Some(expected.clone()));
        assert_eq!(Handshake::read(&text.replace('\n', "\r\n")), Some(expected));
    }
    assert_eq!(Handshake::read("-----BEGIN CERTIFICATE-----"), None);
    assert_eq!(Handshake::read(""), None);
}

#[test]
fn a_server_that_is_set_up_rightly_has_nothing_to_mend() {
    let item = item(RIGHT);
    assert!(item.refusals.is_empty() && item.summary.starts_with("The server is set up as BaRS needs it"));
}

#[test]
fn what_is_wrong_with_a_server_is_said_with_what_to_mend() {
    let alone = item(ALONE).refusals;
    assert_eq!(alone.len(), 2, "{alone:?}");
    assert!(alone[0].contains("the intermediate is missing"), "{alone:?}");
    assert!(alone[1].contains("do not lead to a root in -CAfile"), "{alone:?}");
    let no_ask = item(NO_ASK).refusals;
    assert!(matches!(no_ask.as_slice(), [one] if one.contains("have it require one")), "{no_ask:?}");
    for (from, to, says) in [
        ("CN = NHS", "CN = ACME", "authorities that are not the NHS's"),
        (
            "NHS PTL Root Authority G2\nO = nhs, OU = CA, CN = NHS INT Authentication G2\nReq",
            "NHS PTL Root Authority\nReq",
            "first generation",
        ),
        ("New, TLSv1.3", "New, TLSv1.1", "TLS 1.2 or later"),
        ("0 (ok)", "10 (certificate has expired)", "has ended"),
        ("0 (ok)", "62 (hostname mismatch)", "is not in its certificate"),
        ("0 (ok)", "24 (invalid CA certificate)", "invalid CA certificate"),
    ] {
        let changed = RIGHT.replace(from, to);
        assert_ne!(changed, RIGHT, "{from}");
        let said = item(&changed).refusals;
        assert!(said.iter().any(|sentence| sentence.contains(says)), "{says} in {said:?}");
    }
}
