//! What each finding means for the PKCS#12 file, at its edges: let through, or stopped. Whoever only
//! looks is told the same.

use crate::support::desk::{document, inspect, perform, question};
use crate::support::endpoint::password;
use crate::support::test_ca::{ENDPOINT_NAME, NOW, Request, ThreeLevels};
use bars_csr::certificate::Certificate;
use bars_csr::check::Verdict;
use bars_csr::job::{Document, Job, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Encryption;
use bars_csr::shown::CheckLine;

/// What was found about certificates beside the key of the endpoint: every check that does not
/// pass as `name: result`, and what the file that was made is called.
fn judge(levels: &ThreeLevels, certificates: &[Certificate], now: i64) -> (Vec<String>, Option<String>) {
    let key = std::fs::read(levels.ca.folder().join("rsa-leaf")).expect("the key is there");
    let mut keyholder = Keyholder::default();
    let job = Job::OpenKey { source: Field::KeyFile, password: None };
    perform(&mut keyholder, job, vec![document(Field::KeyFile, "", &key)]);
    let documents = || -> Vec<Document> {
        let one = |one: &Certificate| document(Field::CertificateFile, "c.cer", one.as_der());
        certificates.iter().map(one).collect()
    };
    let mut question = question();
    question.now = now;
    let job = Job::Assess(question.clone());
    let Outcome::Assessed(assessed) = perform(&mut keyholder, job, documents()).outcome else {
        panic!("it was not assessed")
    };
    let unusual = unusual(&assessed.checks);
    let mut everything = documents();
    everything.push(document(Field::InspectFile, "k.key", &key));
    let checked = inspect(&mut keyholder, everything, None, now).items;
    let checked = checked.iter().filter(|item| item.kind == "certificate" && !item.checks.is_empty());
    assert_eq!(
        checked.map(|item| self::unusual(&item.checks)).collect::<Vec<_>>(),
        std::slice::from_ref(&unusual)
    );
    let (password, friendly_name, encryption) = (password("secret"), String::new(), Encryption::Modern);
    let job = Job::MakePfx { question, password, friendly_name, encryption };
    let answer = perform(&mut keyholder, job, documents());
    let made = match answer.outcome {
        Outcome::PfxMade { file_names, .. } => file_names.into_iter().next(),
        Outcome::Refused(messages) => {
            assert_eq!(messages.len(), 1);
            assert_eq!(answer.files.len(), 0);
            None
        }
        _ => panic!("another answer"),
    };
    (unusual, made)
}

fn unusual(checks: &[CheckLine]) -> Vec<String> {
    // Nobody published the test authority, which `check_issuer.rs` asks about.
    let unusual = checks.iter().filter(|check| check.name != "issuer-known" && check.result != Verdict::Pass);
    unusual.map(|check| format!("{}: {}", check.name, check.result.as_str())).collect()
}

fn judge_all(levels: &ThreeLevels) -> (Vec<String>, Option<String>) {
    judge(levels, &levels.all(), NOW)
}

fn stopped(unusual: &[&str]) -> (Vec<String>, Option<String>) {
    (unusual.iter().map(|check| (*check).to_owned()).collect(), None)
}

fn let_through(unusual: &[&str], name: &str) -> (Vec<String>, Option<String>) {
    (stopped(unusual).0, Some(format!("{name}.pfx")))
}

#[test]
fn what_is_as_it_should_be_has_nothing_unusual() {
    assert_eq!(judge_all(&ThreeLevels::new()), let_through(&[], ENDPOINT_NAME));
    assert_eq!(judge_all(&ThreeLevels::rsa()), let_through(&[], ENDPOINT_NAME));
}

#[test]
fn a_key_that_is_too_short_is_stopped() {
    let levels = ThreeLevels::new();
    let leaf = levels.ca.issue(&Request::endpoint("rsa-1024"), &levels.intermediate, "intermediate");
    let path = [leaf, levels.intermediate.clone(), levels.root.clone()];
    assert_eq!(judge(&levels, &path, NOW), stopped(&["key-matches: fail", "key-strength: fail"]));
}

#[test]
fn a_certificate_is_good_in_the_last_second_of_its_dates_and_not_in_the_next() {
    let levels = ThreeLevels::with(|_, _, leaf| leaf.until = "20270101000000Z");
    let last = levels.leaf.not_after();
    assert_eq!(judge(&levels, &levels.all(), last), let_through(&[], ENDPOINT_NAME));
    assert_eq!(judge(&levels, &levels.all(), last + 1), stopped(&["not-expired: fail"]));
}

#[test]
fn a_certificate_that_has_not_begun_is_let_through_with_a_warning() {
    let levels = ThreeLevels::with(|_, _, leaf| leaf.from = "20270101000000Z");
    let first = levels.leaf.not_before();
    assert_eq!(judge(&levels, &levels.all(), first), let_through(&[], ENDPOINT_NAME));
    let early = judge(&levels, &levels.all(), first - 1);
    assert_eq!(early, let_through(&["not-yet-valid: warn"], ENDPOINT_NAME));
}

#[test]
fn an_authority_outside_its_dates_stops_the_file_on_either_side() {
    let levels = ThreeLevels::with(|_, intermediate, leaf| {
        (intermediate.from, intermediate.until) = ("20250101000000Z", "20270101000000Z");
        (leaf.from, leaf.until) = ("20200101000000Z", "20400101000000Z");
    });
    let (first, last) = (levels.intermediate.not_before(), levels.intermediate.not_after());
    for inside in [first, last] {
        assert_eq!(judge(&levels, &levels.all(), inside), let_through(&[], ENDPOINT_NAME));
    }
    for outside in [first - 1, last + 1] {
        assert_eq!(judge(&levels, &levels.all(), outside), stopped(&["chain-dates: fail"]));
    }
}

#[test]
fn an_authority_that_may_not_sign_stops_the_file() {
    let no_signing = ThreeLevels::with(|_, intermediate, _| {
        intermediate.extensions = &["basicConstraints=critical,CA:TRUE", "keyUsage=critical,cRLSign"];
    });
    assert_eq!(judge_all(&no_signing), stopped(&["chain-constraints: fail"]));
    let no_levels = ThreeLevels::with(|root, _, _| {
        root.extensions = &["basicConstraints=critical,CA:TRUE,pathlen:0", "subjectKeyIdentifier=hash"];
    });
    assert_eq!(judge_all(&no_levels), stopped(&["chain-constraints: fail"]));
}

#[test]
fn a_signature_that_is_wrong_or_cannot_be_verified_stops_the_file() {
    let unknown = ThreeLevels::with(|root, intermediate, leaf| {
        (root.key, intermediate.key, leaf.digest) = ("rsa-root", "rsa-intermediate", "sha3-256");
    });
    assert_eq!(judge_all(&unknown), stopped(&["chain-signatures: fail"]));
    let levels = ThreeLevels::new();
    let mut der = levels.leaf.as_der().to_vec();
    *der.last_mut().expect("octets") ^= 1;
    let forged = Certificate::from_der(&der).expect("it reads");
    let path = [forged, levels.intermediate.clone(), levels.root.clone()];
    assert_eq!(judge(&levels, &path, NOW), stopped(&["chain-signatures: fail"]));
}

#[test]
fn an_unusual_name_is_let_through_and_a_missing_one_is_not() {
    let named = |subject: &'static str| judge_all(&ThreeLevels::with(|_, _, leaf| leaf.subject = subject));
    assert_eq!(named("/O=nhs/OU=Devices"), stopped(&["name-is-cn: fail"]));
    assert_eq!(
        named("/CN=receiver.example.nhs.uk"),
        let_through(&["name-format: warn"], "receiver.example.nhs.uk")
    );
    for subject in ["/CN=J. Smith", "/CN=*.example.nhs.uk", "/CN=receiver.example.com", "/CN=10.0.0.1"] {
        assert_eq!(
            named(subject),
            let_through(&["name-is-cn: warn", "name-format: warn"], "certificate"),
            "{subject}"
        );
    }
    assert_eq!(
        named("/CN=BaRS-INT-RX7.supplier.thirdparty.nhs.uk/CN=BaRS-INT-RX8.supplier.thirdparty.nhs.uk"),
        let_through(&["name-is-cn: warn"], "certificate")
    );
}

#[test]
fn a_chain_that_breaks_off_is_let_through_with_a_warning() {
    let levels = ThreeLevels::new();
    for length in [1, 2] {
        assert_eq!(
            judge(&levels, &levels.all()[..length], NOW),
            let_through(&["chain-complete: warn"], ENDPOINT_NAME)
        );
    }
}

#[test]
fn certificates_that_are_not_needed_are_let_through_with_a_warning() {
    let levels = ThreeLevels::new();
    let stranger = levels.ca.root(&Request::ca("/CN=unneeded", "other"));
    for more in [stranger, levels.leaf.clone()] {
        let all = [levels.all(), vec![more]].concat();
        assert_eq!(judge(&levels, &all, NOW), let_through(&["unneeded-certificates: warn"], ENDPOINT_NAME));
    }
}

#[test]
fn an_issuer_of_the_other_environment_of_the_past_or_unknown_is_let_through_with_a_warning() {
    for issuer in ["/CN=NHS Authentication G2", "/CN=NHS INT Level 1C", "/CN=another authority"] {
        let levels = ThreeLevels::with(|_, intermediate, _| intermediate.subject = issuer);
        let expected = let_through(&["issuer-environment: warn"], ENDPOINT_NAME);
        assert_eq!(judge_all(&levels), expected, "{issuer}");
    }
}

#[test]
fn a_certificate_for_one_side_only_is_let_through_with_a_warning() {
    let purposes: [&[&str]; 3] = [
        &["extendedKeyUsage=serverAuth"],
        &["extendedKeyUsage=clientAuth"],
        &["extendedKeyUsage=codeSigning"],
    ];
    for extensions in purposes {
        let levels = ThreeLevels::with(|_, _, leaf| leaf.extensions = extensions);
        assert_eq!(judge_all(&levels), let_through(&["purpose: warn"], ENDPOINT_NAME));
    }
}
