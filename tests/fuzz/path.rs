//! What is asked of any certificates put in order, by the fuzzer and by `tests/corpus.rs`.

use bars_csr::certificate::Certificate;
use bars_csr::check::{Assessment, Check, CheckName, SignatureProblem, Verdict};
use bars_csr::judge::{Case, JudgeError};
use bars_csr::message::Field;
use bars_csr::name::EndpointName;
use bars_csr::public_key::PublicKey;
use bars_csr::reader::{Item, read};
use bars_csr::wording;

/// No more certificates are taken: signatures take longer than all the rest, and every pair may
/// have one.
const MOST: usize = 5;

/// The certificates are put in order and checked, without a key and with one, at any time; and
/// every word of it can be said.
pub fn chain(input: &[u8]) {
    let Ok(reading) = read(input) else { return };
    let certificates = reading.items().filter_map(|item| match item {
        Item::Certificate(der) => Certificate::from_der(der).ok(),
        _ => None,
    });
    let certificates: Vec<Certificate> = certificates.take(MOST).collect();
    let key = certificates.last().map(Certificate::public_key);
    for (key, now) in [(None, 1_795_521_600), (key, 0), (key, i64::MAX)] {
        look_at(&certificates, key, now);
    }
}

fn look_at(certificates: &[Certificate], key: Option<&PublicKey>, now: i64) {
    let name = EndpointName::parse("BaRS-INT-RX7.supplier.thirdparty.nhs.uk").expect("a name");
    let case = Case { given: certificates, with_key: &[], completing: &[], key, asked_for: Some(&name), now };
    match case.judge() {
        Ok(assessment) => {
            is_a_path(&assessment, certificates);
            is_said(&assessment);
            is_said(&assessment.of_file_in_use());
        }
        Err(error) => {
            let only_authorities = matches!(error, JudgeError::OnlyAuthorities { .. });
            assert!(certificates.is_empty() || only_authorities);
            assert!(wording::not_judged(&error, Field::CertificateFile).sentence.ends_with('.'));
        }
    }
}

/// Each member was given and is there once; each is named as issuer by the one before it, and
/// signed that one unless the check says otherwise.
fn is_a_path(assessment: &Assessment, certificates: &[Certificate]) {
    let chain = &assessment.chain;
    let parts = [chain.path(), chain.unused(), chain.repeated()];
    assert!(!chain.path().is_empty());
    let others = match assessment.check(CheckName::UnneededCertificates) {
        Some(Check::UnneededCertificates { others, .. }) => others.len(),
        _ => 0,
    };
    assert!(parts.iter().map(|part| part.len()).sum::<usize>() + others <= certificates.len());
    assert!(parts.concat().iter().all(|one| certificates.contains(one)));
    let faults = match assessment.check(CheckName::ChainSignatures) {
        Some(Check::ChainSignatures(faults)) => faults.as_slice(),
        _ => &[],
    };
    let mut steps: Vec<_> = chain.path().iter().zip(chain.issuers()).collect();
    assert!(steps.iter().all(|(one, issuer)| one.issuer() == issuer.subject()));
    steps.extend(chain.root().map(|root| (root, root)));
    let bad = steps.iter().filter(|(one, issuer)| one.verify_signature(issuer.public_key()).is_err());
    let unverified = faults
        .iter()
        .filter(|fault| !matches!(fault.problem, SignatureProblem::Sha1 | SignatureProblem::TwoAlgorithms));
    assert_eq!(bad.count(), unverified.count());
    for (place, one) in chain.path().iter().enumerate() {
        assert!(!chain.path()[..place].contains(one) && !chain.unused().contains(one));
    }
}

fn is_said(assessment: &Assessment) {
    let lines: Vec<_> = assessment.checks.iter().map(wording::check_line).collect();
    for line in &lines {
        let sentence = &line.sentence;
        assert!(sentence.ends_with(['.', '?']) && !sentence.contains(|c: char| c.is_control()), "{sentence}");
    }
    let refused = wording::refused_by_checks(&lines).is_some();
    assert_eq!(refused, assessment.verdict() == Verdict::Fail);
    for certificate in assessment.chain.path() {
        assert!(!wording::certificate_line(certificate).contains(|c: char| c.is_control()));
    }
}
