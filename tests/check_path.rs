//! The checks of the path pass what is good and name what is not.

use crate::support::assessing::{PROXY_END, assess, check, look, proxy, text};
use crate::support::test_ca::{CA, ENDPOINT_NAME, INT_INTERMEDIATE, NOW, Request, TestCa, ThreeLevels};
use bars_csr::certificate::Certificate;
use bars_csr::check::{
    Check, CheckName, Completeness, Constraint, ConstraintFault, DateFault, OtherEndpoint, SignatureFault,
    SignatureProblem, Verdict,
};

#[test]
fn a_certificate_alone_says_whose_certificate_is_missing() {
    let levels = ThreeLevels::new();
    let alone = look(std::slice::from_ref(&levels.leaf));
    let expected = Check::ChainComplete(Completeness::Incomplete {
        certificate: text(ENDPOINT_NAME),
        missing: text("CN=NHS INT Authentication G2, OU=CA, O=nhs"),
        crossed: None,
    });
    assert_eq!(check(&alone, CheckName::ChainComplete), (expected, Verdict::Warn));
    for absent in [CheckName::ChainSignatures, CheckName::ChainDates, CheckName::ChainConstraints] {
        assert_eq!(alone.check(absent), None);
    }
    let expected = Completeness::Complete { root: text("NHS PTL Root Authority G2") };
    let found = check(&look(&levels.all()), CheckName::ChainComplete);
    assert_eq!(found, (Check::ChainComplete(expected), Verdict::Pass));
}

#[test]
fn a_certificate_that_signs_itself_has_its_signature_checked() {
    let own = TestCa::new().root(&Request::endpoint("rsa-leaf"));
    let assessment = look(std::slice::from_ref(&own));
    let none = Check::ChainSignatures(vec![]);
    assert_eq!(check(&assessment, CheckName::ChainSignatures), (none, Verdict::Pass));
    assert_eq!(assessment.check(CheckName::ChainDates), None);
    assert_eq!(assessment.check(CheckName::ChainConstraints), None);
    let expected = Check::ChainComplete(Completeness::SelfSigned { certificate: text(ENDPOINT_NAME) });
    assert_eq!(check(&assessment, CheckName::ChainComplete), (expected, Verdict::Fail));
}

#[test]
fn a_changed_signature_fails() {
    let levels = ThreeLevels::rsa();
    let mut given = levels.all();
    let mut der = levels.intermediate.as_der().to_vec();
    *der.last_mut().unwrap() ^= 1;
    given[1] = Certificate::from_der(&der).unwrap();
    let expected = Check::ChainSignatures(vec![SignatureFault {
        certificate: text("NHS INT Authentication G2"),
        issuer: text("NHS PTL Root Authority G2"),
        problem: SignatureProblem::Wrong,
    }]);
    assert_eq!(check(&look(&given), CheckName::ChainSignatures), (expected, Verdict::Fail));
}

#[test]
fn an_issuer_of_the_right_name_and_another_key_fails() {
    let levels = ThreeLevels::new();
    let impostor = levels.ca.issue(&Request::ca(INT_INTERMEDIATE, "other"), &levels.root, "root");
    let assessment = look(&[levels.leaf, impostor, levels.root]);
    assert_eq!(check(&assessment, CheckName::ChainSignatures).1, Verdict::Fail);
}

#[test]
fn a_signature_that_cannot_be_verified_fails() {
    let ca = TestCa::new();
    let root = ca.root(&Request::ca("/CN=root", "edwards"));
    let leaf = ca.issue(&Request::endpoint("rsa-leaf"), &root, "edwards");
    let fault = |certificate: &str| SignatureFault {
        certificate: text(certificate),
        issuer: text("root"),
        problem: SignatureProblem::UnknownAlgorithm { oid: text("1.3.101.112") },
    };
    let own = SignatureFault {
        problem: SignatureProblem::OwnUnknown { oid: text("1.3.101.112") },
        ..fault("root")
    };
    let expected = Check::ChainSignatures(vec![fault(ENDPOINT_NAME), own]);
    assert_eq!(check(&look(&[root, leaf]), CheckName::ChainSignatures), (expected, Verdict::Fail));
}

#[test]
fn an_issuer_whose_key_cannot_be_used_fails() {
    let ca = TestCa::new();
    let root = ca.root(&Request::ca("/CN=root", "rsa-768"));
    let leaf = ca.issue(&Request::endpoint("rsa-leaf"), &root, "rsa-768");
    let fault = |certificate: &str| SignatureFault {
        certificate: text(certificate),
        issuer: text("root"),
        problem: SignatureProblem::UnusableKey,
    };
    let expected = Check::ChainSignatures(vec![fault(ENDPOINT_NAME), fault("root")]);
    assert_eq!(check(&look(&[root, leaf]), CheckName::ChainSignatures), (expected, Verdict::Fail));
}

#[test]
fn an_issuer_outside_its_dates_fails() {
    let ended = ThreeLevels::with(|_, intermediate, _| intermediate.until = "20251231235959Z");
    let future = ThreeLevels::with(|root, _, _| root.from = "20300101000000Z");
    for (levels, certificate, not_before, not_after) in [
        (ended, "NHS INT Authentication G2", 1_577_836_800, 1_767_225_599),
        (future, "NHS PTL Root Authority G2", 1_893_456_000, 2_208_988_800),
    ] {
        let fault = DateFault { certificate: text(certificate), not_before, not_after, now: NOW };
        let found = check(&look(&levels.all()), CheckName::ChainDates);
        assert_eq!(found, (Check::ChainDates(vec![fault]), Verdict::Fail));
    }
}

#[test]
fn an_issuer_that_may_not_sign_fails() {
    let not_ca = ["basicConstraints=critical,CA:FALSE", CA[1], CA[2], CA[3]];
    let silent = [CA[1], CA[2], CA[3]];
    let no_signing = [CA[0], "keyUsage=critical,cRLSign", CA[2], CA[3]];
    for (extensions, constraint) in [
        (not_ca.as_slice(), Constraint::CertificateAuthority),
        (&silent, Constraint::CertificateAuthority),
        (&no_signing, Constraint::CertificateSigning),
    ] {
        let ca = TestCa::new();
        let root = ca.root(&Request::ca("/CN=root", "root"));
        let request = Request { extensions, ..Request::ca("/CN=intermediate", "intermediate") };
        let intermediate = ca.issue(&request, &root, "root");
        let leaf = ca.issue(&Request::endpoint("rsa-leaf"), &intermediate, "intermediate");
        let given = [leaf.clone(), intermediate, root];
        let assessment = assess(&given, Some(leaf.public_key()), None, NOW).unwrap();
        let fault = ConstraintFault { certificate: text("intermediate"), constraint };
        let found = check(&assessment, CheckName::ChainConstraints);
        assert_eq!(found, (Check::ChainConstraints(vec![fault]), Verdict::Fail));
    }
}

#[test]
fn more_intermediates_than_the_path_length_allows_fail() {
    for (allowed, verdict) in [("pathlen:0", Verdict::Fail), ("pathlen:1", Verdict::Pass)] {
        let ca = TestCa::new();
        let basic = format!("basicConstraints=critical,CA:TRUE,{allowed}");
        let extensions = [basic.as_str(), CA[1], CA[2], CA[3]];
        let root = ca.root(&Request { extensions: &extensions, ..Request::ca("/CN=root", "root") });
        let intermediate = ca.issue(&Request::ca("/CN=intermediate", "intermediate"), &root, "root");
        let leaf = ca.issue(&Request::endpoint("rsa-leaf"), &intermediate, "intermediate");
        let (found, result) = check(&look(&[leaf, intermediate, root]), CheckName::ChainConstraints);
        assert_eq!(result, verdict);
        let constraint = Constraint::PathLength { most: 0, found: 1 };
        let faults = vec![ConstraintFault { certificate: text("root"), constraint }];
        let expected = if verdict == Verdict::Fail { faults } else { vec![] };
        assert_eq!(found, Check::ChainConstraints(expected));
    }
}

#[test]
fn certificates_that_the_path_does_not_use_are_named() {
    let levels = ThreeLevels::new();
    let mut given = levels.all();
    given.push(proxy());
    given.push(levels.ca.root(&Request::ca("/CN=unneeded", "other")));
    given.push(levels.leaf.clone());
    let expected = Check::UnneededCertificates {
        unused: vec![text("unneeded")],
        repeated: vec![text(ENDPOINT_NAME)],
        others: vec![OtherEndpoint {
            certificate: text("bars-proxy.spineservices.nhs.uk"),
            not_after: PROXY_END,
            has_same_key: false,
            is_newer: true,
        }],
    };
    let assessment = assess(&given, Some(levels.leaf.public_key()), None, NOW).unwrap();
    assert_eq!(check(&assessment, CheckName::UnneededCertificates), (expected, Verdict::Warn));
}
