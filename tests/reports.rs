//! Inputs that other programs' users reported, each with the right answer: `vectors/reports/README.md`.

use crate::support::desk::{document, inspect, perform};
use crate::support::endpoint::password;
use bars_csr::check::Verdict;
use bars_csr::job::{Assessed, Document, Job, Outcome, Question};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::{Field, Message};
use bars_csr::pkcs12::{self, Encryption};
use bars_csr::shown::{CheckLine, InspectedItem};

/// 29 November 2026, at noon: most of the certificates begin a day before.
const NOW: i64 = 1_795_953_600;

macro_rules! report {
    ($name:literal) => {
        (include_bytes!(concat!("vectors/reports/", $name)).as_slice(), $name)
    };
}

type Report = (&'static [u8], &'static str);

const KEY: Report = report!("key.pem");
const LEAF_KEY: Report = report!("leaf.key");
const INTERMEDIATE: Report = report!("authority-int.pem");
const ROOT: Report = report!("authority-root.pem");

/// What the step for one endpoint says of a key and certificates.
struct Bundle {
    keyholder: Keyholder,
    certificates: Vec<Report>,
}

impl Bundle {
    fn of(key: Report, key_password: Option<&str>, certificates: &[Report]) -> Self {
        let mut keyholder = Keyholder::default();
        let job = Job::OpenKey { source: Field::KeyFile, password: key_password.map(password) };
        let opened = perform(&mut keyholder, job, vec![document(Field::KeyFile, key.1, key.0)]).outcome;
        assert!(matches!(opened, Outcome::KeyOpened(_)), "{} is opened", key.1);
        Self { keyholder, certificates: certificates.to_vec() }
    }

    fn documents(&self) -> Vec<Document> {
        let given = self.certificates.iter();
        given.map(|(octets, name)| document(Field::CertificateFile, name, octets)).collect()
    }

    fn question() -> Question {
        Question { key: None, asked_for: None, completes: true, now: NOW }
    }

    fn assessed(&mut self) -> Result<Assessed, Vec<Message>> {
        let documents = self.documents();
        match perform(&mut self.keyholder, Job::Assess(Self::question()), documents).outcome {
            Outcome::Assessed(assessed) => Ok(assessed),
            Outcome::Refused(messages) => Err(messages),
            _ => panic!("another answer"),
        }
    }

    /// The PKCS#12 file, where it is made.
    fn made(&mut self) -> Option<Vec<u8>> {
        let (password, friendly_name, encryption) = (password("geheim"), String::new(), Encryption::Modern);
        let job = Job::MakePfx { question: Self::question(), password, friendly_name, encryption };
        let documents = self.documents();
        let answer = perform(&mut self.keyholder, job, documents);
        match answer.outcome {
            Outcome::PfxMade { .. } => answer.files.first().map(|file| file.bytes.to_vec()),
            Outcome::Refused(_) => None,
            _ => panic!("another answer"),
        }
    }
}

/// Every check that does not pass, as `name: result`.
fn unusual(checks: &[CheckLine]) -> Vec<String> {
    let unusual = checks.iter().filter(|check| check.result != Verdict::Pass);
    unusual.map(|check| format!("{}: {}", check.name, check.result.as_str())).collect()
}

fn sentence<'a>(checks: &'a [CheckLine], name: &str) -> &'a str {
    &checks.iter().find(|check| check.name == name).expect("the check").sentence
}

fn fact<'a>(item: &'a InspectedItem, name: &str) -> &'a str {
    &item.facts.iter().find(|fact| fact.name == name).expect("the fact").value
}

/// What *Check any file* says of each thing.
fn items(given: &[Report], key_password: Option<&str>) -> Vec<InspectedItem> {
    let documents = given.iter().map(|(octets, name)| document(Field::InspectFile, name, octets)).collect();
    inspect(&mut Keyholder::default(), documents, key_password.map(password), NOW).items
}

/// What both steps say of a certificate and its path, which must be the same, and whether a file is made.
fn judged(key: Report, certificates: &[Report]) -> (Vec<String>, bool) {
    let mut bundle = Bundle::of(key, None, certificates);
    let assessed = bundle.assessed().expect("it is assessed");
    let everything = [certificates, &[key]].concat();
    let checked: Vec<Vec<String>> = items(&everything, None)
        .iter()
        .filter(|item| !item.checks.is_empty() && item.kind == "certificate")
        .map(|item| unusual(&item.checks))
        .collect();
    let found = unusual(&assessed.checks);
    assert_eq!(checked, std::slice::from_ref(&found), "both steps ask the same judge");
    (found, bundle.made().is_some())
}

fn stopped(unusual: &[&str]) -> (Vec<String>, bool) {
    (unusual.iter().map(|check| (*check).to_owned()).collect(), false)
}

fn let_through(unusual: &[&str]) -> (Vec<String>, bool) {
    (stopped(unusual).0, true)
}

#[test]
fn a_renewed_certificate_is_not_replaced_by_the_one_that_came_with_the_old_key() {
    let mut bundle = Bundle::of(report!("renewal-old.pfx"), Some("password"), &[report!("renewal-new.crt")]);
    let assessed = bundle.assessed().expect("it is assessed");
    assert!(unusual(&assessed.checks).contains(&"key-matches: fail".to_owned()), "{:?}", assessed.checks);
    let said = sentence(&assessed.checks, "key-matches");
    assert!(said.starts_with("The key file holds an older certificate of its own, valid until "), "{said}");
    assert!(said.contains("The certificate that you gave was made for another private key."), "{said}");
    assert_eq!(bundle.made(), None);
    // Alone, the file in use is packed anew.
    let mut alone = Bundle::of(report!("renewal-old.pfx"), Some("password"), &[]);
    assert!(alone.made().is_some());
}

#[test]
fn a_certificate_that_leaves_out_a_null_is_for_the_same_key() {
    let leaf = report!("leaf-nonull.pem");
    let mut bundle = Bundle::of(KEY, None, &[leaf]);
    let assessed = bundle.assessed().expect("it is assessed");
    assert_eq!(unusual(&assessed.checks), ["chain-complete: warn"]);
    let note = "The certificate of bars-int-x26.acme.thirdparty.nhs.uk leaves out a NULL that belongs beside its public key. The key is the same; programs made with Go refuse it.";
    assert_eq!(assessed.aside, [note]);
    assert!(bundle.made().is_some());
    let items = items(&[leaf, KEY], None);
    assert_eq!(items[0].fingerprint, items[1].fingerprint);
    assert_eq!(items[0].notes.len(), 1);
}

#[test]
fn a_blank_at_the_end_of_the_name_is_not_forgiven() {
    let mut bundle = Bundle::of(KEY, None, &[report!("cn-trail.der")]);
    let assessed = bundle.assessed().expect("it is assessed");
    assert!(unusual(&assessed.checks).contains(&"name-is-cn: fail".to_owned()));
    let said = sentence(&assessed.checks, "name-is-cn");
    assert!(said.contains("it ends in a space."), "{said}");
    assert_eq!(bundle.made(), None);
}

#[test]
fn dns_names_without_the_name_fail() {
    let (found, made) = judged(KEY, &[report!("san-other.der")]);
    assert!(found.contains(&"name-is-cn: fail".to_owned()), "{found:?}");
    assert!(!made);
}

#[test]
fn what_a_peer_must_refuse_stops_the_file() {
    for (leaf, expected) in
        [(report!("crit_unknown.pem"), "understood: fail"), (report!("ku_crlsign.pem"), "key-usage: fail")]
    {
        let found = judged(LEAF_KEY, &[leaf, INTERMEDIATE, ROOT]);
        assert_eq!(found, stopped(&[expected, "issuer-known: warn"]), "{}", leaf.1);
    }
    let own = judged(LEAF_KEY, &[report!("selfsigned.pem")]);
    assert_eq!(own, stopped(&["chain-complete: fail", "issuer-environment: warn"]));
    let given = [report!("inner-outer.crt"), report!("inner-outer-ca.crt")];
    let (found, made) = judged(report!("inner-outer.key"), &given);
    assert!(found.contains(&"chain-signatures: fail".to_owned()), "{found:?}");
    assert!(!made);
}

#[test]
fn weak_keys_and_digests_in_the_path_warn() {
    let weak = judged(LEAF_KEY, &[report!("leaf_1024.pem"), report!("int_1024.pem"), ROOT]);
    assert_eq!(weak, let_through(&["chain-strength: warn", "issuer-known: warn"]));
    let sha1 = judged(LEAF_KEY, &[report!("s_leaf_sha1.pem"), report!("s_int.pem"), report!("s_root.pem")]);
    assert_eq!(sha1, let_through(&["chain-signatures: warn", "issuer-known: warn"]));
}

#[test]
fn an_authority_with_an_nhs_name_that_nobody_published_warns() {
    let given = [report!("good.pem"), INTERMEDIATE, ROOT];
    assert_eq!(judged(LEAF_KEY, &given), let_through(&["issuer-known: warn"]));
    let assessed = Bundle::of(LEAF_KEY, None, &given).assessed().expect("it is assessed");
    let said = sentence(&assessed.checks, "issuer-known");
    assert_eq!(said.matches("Its SHA-256 is ").count(), 2, "{said}");
}

#[test]
fn of_three_certificates_for_one_key_the_one_that_is_valid_now_is_taken() {
    let (expired, now, future) = (report!("expired.der"), report!("now.der"), report!("future.der"));
    for given in [[expired, now, future], [future, now, expired], [now, expired, future]] {
        let mut bundle = Bundle::of(KEY, None, &given);
        let made = bundle.made().expect("it is made");
        let opened = pkcs12::open(&made, Some(&password("geheim"))).expect("it opens");
        assert_eq!(opened.certificates[0].as_der(), now.0);
    }
}

#[test]
fn authorities_alone_are_named_as_what_they_are() {
    let messages =
        Bundle::of(KEY, None, &[report!("ca-bundle.crt")]).assessed().err().expect("it is refused");
    let [message] = messages.as_slice() else { panic!("{messages:?}") };
    assert_eq!(message.field, Field::CertificateFile);
    let expected =
        "The endpoint's own certificate is not among these: these are the authorities' certificates: ";
    assert!(message.sentence.starts_with(expected), "{}", message.sentence);
}

#[test]
fn dates_of_any_year_and_identifiers_of_any_length_are_read() {
    let year_one = items(&[report!("cert-year1.der")], None);
    assert_eq!(year_one[0].kind, "certificate");
    assert_eq!(fact(&year_one[0], "Valid from"), "1 January 0001, 00:00 UTC");
    assert_eq!(fact(&year_one[0], "Valid until"), "29 November 2028, 00:00 UTC");
    let uuid = items(&[report!("oid-uuidext.pem")], None);
    assert_eq!(unusual(&uuid[0].checks), ["name-format: warn", "chain-complete: fail"]);
    assert_eq!(fact(&uuid[0], "Other extensions"), "2.25.329800735698586629295641978511506172918");
}

#[test]
fn the_headline_of_a_request_agrees_with_its_checks() {
    let items = items(&[report!("sha1.csr")], None);
    assert_eq!(unusual(&items[0].checks), ["request-signature: warn"]);
    assert_eq!(items[0].summary, "It can be sent; see the warnings.");
}

#[test]
fn an_empty_part_of_a_name_is_not_shown() {
    let items = items(&[report!("empty-rdn.pem")], None);
    let subject = fact(&items[0], "Subject");
    assert!(subject.starts_with("CN=gov.us, ") && subject.ends_with(", C=US"), "{subject}");
    assert!(!subject.contains(", ,"), "{subject}");
}
