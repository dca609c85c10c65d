//! Certificates are assessed, and one finding is looked at.

use bars_csr::certificate::Certificate;
use bars_csr::check::{Assessment, Check, CheckName, Verdict};
use bars_csr::judge::{Case, JudgeError};
use bars_csr::name::EndpointName;
use bars_csr::public_key::PublicKey;
use bars_csr::reader::{Found, Item, read};

use super::test_ca::{NOW, Request, TestCa};

const PROXY: &str = include_str!("../vectors/bars-proxy.spineservices.nhs.uk.pem");

/// Its last second.
pub const PROXY_END: i64 = 1_717_500_511;

/// Judges certificates that were given for a key.
pub fn assess(
    given: &[Certificate],
    key: Option<&PublicKey>,
    asked_for: Option<&EndpointName>,
    now: i64,
) -> Result<Assessment, JudgeError> {
    Case { given, with_key: &[], completing: &[], key, asked_for, now }.judge()
}

/// What is found without a key and without a name.
pub fn look(certificates: &[Certificate]) -> Assessment {
    assess(certificates, None, None, NOW).expect("it is assessed")
}

/// The finding of that name, and its verdict.
pub fn check(assessment: &Assessment, name: CheckName) -> (Check, Verdict) {
    let check = assessment.check(name).unwrap_or_else(|| panic!("{name:?} is absent"));
    (check.clone(), check.result())
}

/// The finding about one certificate with these extensions or names.
pub fn finding(request: &Request<'_>, name: CheckName) -> (Check, Verdict) {
    let ca = TestCa::new();
    let root = ca.root(&Request::ca("/CN=root", "root"));
    check(&look(&[ca.issue(request, &root, "root")]), name)
}

/// A certificate for that subject.
pub fn named(subject: &str) -> Request<'_> {
    Request { subject, ..Request::endpoint("leaf") }
}

/// A real certificate of the first generation.
pub fn proxy() -> Certificate {
    certificate(PROXY)
}

/// The one certificate in a text.
pub fn certificate(pem: &str) -> Certificate {
    match read(pem.as_bytes()).expect("it is read").found.as_slice() {
        [Found { item: Item::Certificate(der), .. }] => Certificate::from_der(der).expect("a certificate"),
        other => panic!("{other:?}"),
    }
}

pub fn text(text: &str) -> String {
    text.to_owned()
}
