//! Requests that people bring: read, and checked.

use crate::support::certification_request::request_der;
use bars_csr::check::{Check, CommonName, KeyKind, RequestSignature, UnwantedField, Verdict, assess_request};
use bars_csr::key::{KeySize, PrivateKey};
use bars_csr::name::EndpointName;
use bars_csr::request::{CertificateRequest, ReceivedRequest, RequestError, RequestPart};
use bars_csr::wording;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

const NAME: &str = "BaRS-INT-Y01061.acme.thirdparty.nhs.uk";

fn read(der: &[u8]) -> ReceivedRequest {
    ReceivedRequest::from_der(der).expect("a request")
}

fn results(request: &ReceivedRequest) -> Vec<(&'static str, Verdict)> {
    assess_request(request).iter().map(|check| (check.name().as_str(), check.result())).collect()
}

fn sentence(request: &ReceivedRequest, name: &str) -> String {
    let checks = assess_request(request);
    let check = checks.iter().find(|check| check.name().as_str() == name).expect("the check applies");
    wording::check_line(check).sentence
}

const GOOD: [(&str, Verdict); 6] = [
    ("key-strength", Verdict::Pass),
    ("name-is-cn", Verdict::Pass),
    ("name-format", Verdict::Pass),
    ("subject-cn-only", Verdict::Pass),
    ("no-email", Verdict::Pass),
    ("request-signature", Verdict::Pass),
];

#[test]
fn a_request_made_here_passes_every_check() {
    let rng = &mut UnwrapErr(SysRng);
    let key = PrivateKey::make(KeySize::Rsa2048, rng, &mut |_| {}).expect("a key");
    let name = EndpointName::parse(NAME).expect("a name");
    let request = CertificateRequest::make(&name, &key, &mut UnwrapErr(SysRng)).expect("a request");
    let request = read(request.der());
    assert_eq!(results(&request), GOOD);
    assert_eq!(request.public_key(), key.public_key());
    assert_eq!(request.subject().common_names(), [NAME]);
    assert!(request.attributes().is_empty());
}

#[test]
fn a_request_of_the_guide_s_own_command_passes_every_check() {
    assert_eq!(results(&read(&request_der("plain", &format!("/CN={NAME}"), &[]))), GOOD);
}

#[test]
fn what_openssl_writes_for_enter_is_named_with_the_way_to_avoid_it() {
    let subject = format!("/C=AU/ST=Some-State/O=Internet Widgits Pty Ltd/CN={NAME}");
    let request = read(&request_der("plain", &subject, &[]));
    let field = |kind: &str, text: &str| UnwantedField { kind: kind.to_owned(), text: text.to_owned() };
    let unwanted = vec![field("C", "AU"), field("ST", "Some-State"), field("O", "Internet Widgits Pty Ltd")];
    assert!(assess_request(&request).contains(&Check::SubjectCnOnly { common_names: 1, unwanted }));
    let said = sentence(&request, "subject-cn-only");
    let expected = "The subject also holds the organisation (O) \"Internet Widgits Pty Ltd\", which OpenSSL \
                    writes when Enter is pressed at its question.";
    assert!(said.contains(expected), "{said}");
    assert!(said.ends_with("-subj /CN= and the name."), "{said}");
}

#[test]
fn an_email_address_is_found_in_the_subject_and_in_the_extensions() {
    let in_subject = read(&request_der("plain", &format!("/CN={NAME}/emailAddress=a@nhs.net"), &[]));
    let san = ["subjectAltName=email:b@nhs.net,DNS:a.nhs.uk"];
    let in_extensions = read(&request_der("plain", &format!("/CN={NAME}"), &san));
    for (request, address) in [(&in_subject, "a@nhs.net"), (&in_extensions, "b@nhs.net")] {
        let found = assess_request(request);
        assert!(found.contains(&Check::NoEmail(vec![address.to_owned()])), "{found:?}");
        assert!(sentence(request, "no-email").contains(address));
    }
    assert_eq!(results(&in_subject)[3], ("subject-cn-only", Verdict::Fail));
    assert_eq!(results(&in_extensions)[3], ("subject-cn-only", Verdict::Pass));
    assert_eq!(in_extensions.extensions().dns_names().collect::<Vec<_>>(), ["a.nhs.uk"]);
}

#[test]
fn no_name_and_two_names_are_named() {
    let none = read(&request_der("plain", "/O=acme", &[]));
    assert!(assess_request(&none).contains(&Check::NameIsCn(CommonName::Missing)));
    assert!(sentence(&none, "subject-cn-only").starts_with("The subject holds no common name (CN)."));
    let two = read(&request_der("plain", &format!("/CN={NAME}/CN=other.nhs.uk"), &[]));
    assert!(
        sentence(&two, "subject-cn-only").starts_with("The subject holds 2 common names; there must be one.")
    );
}

#[test]
fn a_changed_request_has_a_wrong_signature() {
    let mut der = request_der("plain", &format!("/CN={NAME}"), &[]);
    let place = der.windows(4).position(|window| window == b"acme").expect("the name");
    der[place] = b'b';
    let request = read(&der);
    assert!(assess_request(&request).contains(&Check::RequestSignature(RequestSignature::Wrong)));
    assert_eq!(results(&request).last(), Some(&("request-signature", Verdict::Fail)));
}

#[test]
fn keys_that_are_too_short_or_of_another_kind_fail() {
    let short = read(&request_der("rsa-1024", "/CN=a.nhs.uk", &[]));
    assert!(assess_request(&short).contains(&Check::KeyStrength(KeyKind::Rsa { bits: 1024 })));
    let curve = read(&request_der("leaf", "/CN=a.nhs.uk", &[]));
    assert_eq!(results(&curve)[0], ("key-strength", Verdict::Fail));
    assert_eq!(results(&curve).last(), Some(&("request-signature", Verdict::Pass)));
    let edwards = read(&request_der("edwards", "/CN=a.nhs.uk", &[]));
    let unknown = RequestSignature::UnknownAlgorithm { oid: "1.3.101.112".to_owned() };
    assert!(assess_request(&edwards).contains(&Check::RequestSignature(unknown)));
    assert!(sentence(&edwards, "request-signature").contains("it uses Ed25519."));
}

#[test]
fn damage_is_an_error_and_never_a_panic() {
    let der = request_der("plain", &format!("/CN={NAME}"), &["subjectAltName=DNS:a.nhs.uk"]);
    for at in 0..der.len() {
        assert!(ReceivedRequest::from_der(&der[..at]).is_err(), "cut at {at}");
        let mut changed = der.clone();
        changed[at] ^= 0x41;
        if let Ok(request) = ReceivedRequest::from_der(&changed) {
            assert!(request.verify_signature().is_err(), "octet {at}");
        }
    }
    assert_eq!(ReceivedRequest::from_der(b""), Err(RequestError { part: RequestPart::Structure, octet: 0 }));
}
