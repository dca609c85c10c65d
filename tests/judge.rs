//! Which certificate is the endpoint's, and which of several is taken.

use crate::support::assessing::{assess, check};
use crate::support::test_ca::{ENDPOINT_NAME, INT_INTERMEDIATE, INT_ROOT, NOW, Request, TestCa, ThreeLevels};
use bars_csr::certificate::Certificate;
use bars_csr::chain::{ChainError, MOST_CERTIFICATES};
use bars_csr::check::{Assessment, Check, CheckName, OtherEndpoint, Verdict};
use bars_csr::judge::{Case, JudgeError, Sorted, key_for};
use bars_csr::name::EndpointName;
use bars_csr::public_key::PublicKey;

fn leaf(assessment: &Assessment) -> &Certificate {
    assessment.chain.leaf().expect("a leaf")
}

/// What is said of the key, and of certificates that are not used.
fn with_key(given: &[Certificate], with_key: &[Certificate], key: &PublicKey) -> Assessment {
    Case { given, with_key, completing: &[], key: Some(key), asked_for: None, now: NOW }
        .judge()
        .expect("it is judged")
}

fn others(assessment: &Assessment) -> Vec<OtherEndpoint> {
    match assessment.check(CheckName::UnneededCertificates) {
        Some(Check::UnneededCertificates { others, .. }) => others.clone(),
        _ => panic!("the check is absent"),
    }
}

#[test]
fn the_keys_certificate_is_the_endpoints_whatever_it_is() {
    let levels = ThreeLevels::new();
    let assessment = with_key(&levels.all(), &[], levels.intermediate.public_key());
    assert_eq!(assessment.chain.path(), [levels.intermediate, levels.root]);
    assert_eq!(others(&assessment).len(), 1);
}

#[test]
fn a_key_of_nobody_leaves_the_endpoints_certificate_in_front() {
    let levels = ThreeLevels::new();
    let stranger = levels.ca.root(&Request::ca("/CN=stranger", "other"));
    let assessment = with_key(&levels.all(), &[], stranger.public_key());
    assert_eq!(leaf(&assessment), &levels.leaf);
    assert_eq!(check(&assessment, CheckName::KeyMatches).1, Verdict::Fail);
}

#[test]
fn of_two_certificates_for_one_key_the_one_that_began_last_is_taken() {
    let levels = ThreeLevels::new();
    let renewed = Request { from: "20260101000000Z", ..Request::endpoint("rsa-leaf") };
    let renewed = levels.ca.issue(&renewed, &levels.intermediate, "intermediate");
    for more in [[levels.leaf.clone(), renewed.clone()], [renewed.clone(), levels.leaf.clone()]] {
        let given = [more.as_slice(), &[levels.intermediate.clone(), levels.root.clone()]].concat();
        let assessment = with_key(&given, &[], renewed.public_key());
        assert_eq!(leaf(&assessment), &renewed);
        let old = OtherEndpoint {
            certificate: ENDPOINT_NAME.to_owned(),
            not_after: levels.leaf.not_after(),
            has_same_key: true,
            is_newer: false,
        };
        assert_eq!(others(&assessment), [old]);
    }
}

#[test]
fn one_that_is_valid_now_comes_before_one_that_is_not_and_a_good_one_before_a_faulty_one() {
    let levels = ThreeLevels::new();
    let issue = |from, until, extensions| {
        let request = Request { from, until, extensions, ..Request::endpoint("rsa-leaf") };
        levels.ca.issue(&request, &levels.intermediate, "intermediate")
    };
    let good = crate::support::test_ca::ENDPOINT;
    let ended = issue("20240101000000Z", "20250101000000Z", good);
    let now = issue("20250101000000Z", "20270101000000Z", good);
    let future = issue("20270101000000Z", "20280101000000Z", good);
    let faulty = issue("20260101000000Z", "20270101000000Z", &["1.2.3.4.5=critical,DER:05:00"]);
    let rest = [levels.intermediate.clone(), levels.root.clone()];
    for given in [
        vec![ended.clone(), now.clone(), future.clone(), faulty.clone()],
        vec![faulty.clone(), future.clone(), now.clone(), ended.clone()],
    ] {
        let given = [given, rest.to_vec()].concat();
        assert_eq!(leaf(&with_key(&given, &[], now.public_key())), &now);
    }
    let given = [vec![future.clone(), ended], rest.to_vec()].concat();
    assert_eq!(leaf(&with_key(&given, &[], now.public_key())), &future);
}

#[test]
fn what_the_person_gave_comes_before_what_came_with_the_key() {
    let levels = ThreeLevels::new();
    let renewed = levels.ca.issue(&Request::endpoint("rsa-other"), &levels.intermediate, "intermediate");
    let with_the_key = levels.all();
    let key = levels.leaf.public_key();
    let assessment = with_key(std::slice::from_ref(&renewed), &with_the_key, key);
    assert_eq!(assessment.chain.path(), [renewed.clone(), levels.intermediate.clone(), levels.root.clone()]);
    let expected = Check::KeyMatches {
        certificate: renewed.public_key().fingerprint().to_string(),
        key: key.fingerprint().to_string(),
        own: Some(levels.leaf.not_after()),
    };
    assert_eq!(check(&assessment, CheckName::KeyMatches), (expected, Verdict::Fail));
    assert_eq!(others(&assessment), []);
    // Authorities alone complete what came with the key.
    let given = [levels.intermediate.clone(), levels.root.clone()];
    let assessment = with_key(&given, std::slice::from_ref(&levels.leaf), key);
    assert_eq!(assessment.chain.path(), levels.all());
}

#[test]
fn a_newer_certificate_of_the_same_name_for_another_key_is_told() {
    let levels = ThreeLevels::new();
    let renewed = Request { from: "20260101000000Z", ..Request::endpoint("rsa-other") };
    let renewed = levels.ca.issue(&renewed, &levels.intermediate, "intermediate");
    let given = [levels.all(), vec![renewed.clone()]].concat();
    let assessment = with_key(&given, &[], levels.leaf.public_key());
    assert_eq!(leaf(&assessment), &levels.leaf);
    let newer = OtherEndpoint {
        certificate: ENDPOINT_NAME.to_owned(),
        not_after: renewed.not_after(),
        has_same_key: false,
        is_newer: true,
    };
    assert_eq!(others(&assessment), [newer]);
    assert_eq!(check(&assessment, CheckName::UnneededCertificates).1, Verdict::Warn);
}

#[test]
fn without_the_keys_certificate_the_name_that_was_asked_for_decides() {
    let levels = ThreeLevels::new();
    let subject = "/CN=BaRS-INT-X26.supplier.thirdparty.nhs.uk";
    let other = Request { subject, from: "20260101000000Z", ..Request::endpoint("other") };
    let other = levels.ca.issue(&other, &levels.intermediate, "intermediate");
    let stranger = levels.ca.root(&Request::ca("/CN=stranger", "rsa-other"));
    let given = [levels.all(), vec![other.clone()]].concat();
    for (name, expected) in
        [(ENDPOINT_NAME, &levels.leaf), ("bars-int-x26.supplier.thirdparty.nhs.uk", &other)]
    {
        let asked_for = EndpointName::parse(name).expect("a name");
        let assessment = assess(&given, Some(stranger.public_key()), Some(&asked_for), NOW).expect("judged");
        assert_eq!(leaf(&assessment), expected);
    }
}

#[test]
fn authorities_alone_are_no_endpoint() {
    let levels = ThreeLevels::new();
    let given = [levels.intermediate.clone(), levels.root.clone()];
    let names = ["NHS INT Authentication G2", "NHS PTL Root Authority G2"].map(str::to_owned).to_vec();
    for key in [None, Some(levels.leaf.public_key())] {
        let result = assess(&given, key, None, NOW);
        assert_eq!(result.err(), Some(JudgeError::OnlyAuthorities { names: names.clone() }));
    }
}

#[test]
fn nothing_and_too_many_are_not_judged() {
    assert_eq!(assess(&[], None, None, NOW).err(), Some(JudgeError::Chain(ChainError::Empty)));
    let root = TestCa::new().root(&Request::ca(INT_ROOT, "root"));
    let certificates = MOST_CERTIFICATES + 1;
    let too_many = ChainError::TooMany { certificates, most: MOST_CERTIFICATES };
    let result = assess(&vec![root; certificates], None, None, NOW);
    assert_eq!(result.err(), Some(JudgeError::Chain(too_many)));
}

#[test]
fn endpoints_are_told_from_authorities_by_name_key_and_what_they_issued() {
    let ca = TestCa::new();
    let root = ca.root(&Request::ca(INT_ROOT, "root"));
    let intermediate = ca.issue(&Request::ca(INT_INTERMEDIATE, "intermediate"), &root, "root");
    // An endpoint's name says more than what a careless program wrote into the extensions.
    let careless =
        Request { subject: "/CN=BaRS-INT-A1.supplier.thirdparty.nhs.uk", ..Request::ca("", "leaf") };
    let careless = ca.root(&careless);
    let nameless = Request { subject: "/CN=server", ..Request::endpoint("other") };
    let nameless = ca.issue(&nameless, &intermediate, "intermediate");
    let given = [root.clone(), careless.clone(), intermediate.clone(), nameless.clone(), careless.clone()];
    let sorted = Sorted::of(given.clone(), &[]);
    assert_eq!(sorted.endpoints, [careless.clone(), nameless.clone()]);
    assert_eq!(sorted.authorities, [root.clone(), intermediate.clone()]);
    assert_eq!(sorted.repeated, [careless]);
    let sorted = Sorted::of(given, &[intermediate.public_key().clone()]);
    assert_eq!(sorted.authorities, [root]);
}

#[test]
fn a_certificate_is_held_against_its_own_key_or_one_that_is_nobodys() {
    let levels = ThreeLevels::new();
    let key = |one: &Certificate| one.public_key().clone();
    let stranger = key(&levels.ca.root(&Request::ca("/CN=stranger", "other")));
    let all = levels.all();
    let keys = [stranger.clone(), key(&levels.leaf)];
    assert_eq!(key_for(&levels.leaf, &all, &keys), Some(&keys[1]));
    assert_eq!(key_for(&levels.leaf, &all, &keys[..1]), Some(&stranger));
    assert_eq!(key_for(&levels.leaf, &all, &[key(&levels.root)]), None);
}
