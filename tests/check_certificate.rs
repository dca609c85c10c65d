//! The checks of the endpoint's own certificate pass what is good and name what is not.

use crate::support::assessing::{PROXY_END, assess, check, finding, look, named, proxy, text};
use crate::support::test_ca::{ENDPOINT, ENDPOINT_NAME, NOW, Request, TestCa, ThreeLevels};
use bars_csr::check::{Check, CheckName, CommonName, KeyKind, NameFormat, Purpose, Verdict};
use bars_csr::name::{EndpointName, Format};

#[test]
fn the_certificate_of_another_key_fails() {
    let levels = ThreeLevels::new();
    let certificate = levels.leaf.public_key();
    let stranger = TestCa::new().root(&Request::ca("/CN=stranger", "other"));
    let assessment = assess(&levels.all(), Some(stranger.public_key()), None, NOW).unwrap();
    let expected = Check::KeyMatches {
        certificate: certificate.fingerprint().to_string(),
        key: stranger.public_key().fingerprint().to_string(),
        own: None,
    };
    assert_eq!(check(&assessment, CheckName::KeyMatches), (expected, Verdict::Fail));
    assert_eq!(look(&levels.all()).check(CheckName::KeyMatches), None);
}

#[test]
fn keys_that_are_too_short_or_not_rsa_fail() {
    let ca = TestCa::new();
    let short = look(&[ca.root(&Request::endpoint("rsa-1024"))]);
    let expected = Check::KeyStrength(KeyKind::Rsa { bits: 1024 });
    assert_eq!(check(&short, CheckName::KeyStrength), (expected, Verdict::Fail));
    for (key, algorithm) in [("leaf", "P-256"), ("root", "P-384")] {
        let other = look(&[ca.root(&Request::endpoint(key))]);
        let expected = Check::KeyStrength(KeyKind::Other { algorithm: text(algorithm) });
        assert_eq!(check(&other, CheckName::KeyStrength), (expected, Verdict::Fail));
    }
    for (bits, verdict) in
        [(2047, Verdict::Fail), (2048, Verdict::Pass), (8192, Verdict::Pass), (8193, Verdict::Fail)]
    {
        assert_eq!(Check::KeyStrength(KeyKind::Rsa { bits }).result(), verdict);
    }
}

#[test]
fn a_subject_without_a_common_name_fails() {
    let expected = Check::NameIsCn(CommonName::Missing);
    assert_eq!(finding(&named("/O=nhs/OU=Devices"), CheckName::NameIsCn), (expected, Verdict::Fail));
}

#[test]
fn names_that_are_not_the_one_wanted_are_said() {
    let two = ["a.b.nhs.uk", "c.d.nhs.uk"];
    let expected = Check::NameIsCn(CommonName::Several { names: two.map(text).to_vec() });
    let found = finding(&named("/CN=a.b.nhs.uk/CN=c.d.nhs.uk"), CheckName::NameIsCn);
    assert_eq!(found, (expected, Verdict::Warn));

    let expected = Check::NameIsCn(CommonName::NotEndpointName { name: text("www.example.com") });
    assert_eq!(finding(&named("/CN=www.example.com"), CheckName::NameIsCn), (expected, Verdict::Warn));

    let levels = ThreeLevels::new();
    let asked_for = EndpointName::parse("other.nhs.uk").unwrap();
    let assessment = assess(&levels.all(), None, Some(&asked_for), NOW).unwrap();
    let expected =
        Check::NameIsCn(CommonName::Other { name: text(ENDPOINT_NAME), asked_for: text("other.nhs.uk") });
    assert_eq!(check(&assessment, CheckName::NameIsCn), (expected, Verdict::Warn));
}

#[test]
fn a_name_without_a_format_is_said() {
    let expected = Check::NameFormat(NameFormat::FitsNone { name: text("a.b.nhs.uk") });
    assert_eq!(finding(&named("/CN=a.b.nhs.uk"), CheckName::NameFormat), (expected, Verdict::Warn));
    let fits = NameFormat::Fits { name: text(ENDPOINT_NAME), format: Format::Int };
    let found = finding(&Request::endpoint("leaf"), CheckName::NameFormat);
    assert_eq!(found, (Check::NameFormat(fits), Verdict::Pass));
}

#[test]
fn a_certificate_is_valid_from_its_first_second_to_its_last() {
    let proxy = proxy();
    let begin = proxy.not_before();
    let at = |now| {
        let assessment = assess(std::slice::from_ref(&proxy), None, None, now).unwrap();
        [CheckName::NotExpired, CheckName::NotYetValid].map(|name| check(&assessment, name).1)
    };
    assert_eq!(at(begin - 1), [Verdict::Pass, Verdict::Warn]);
    assert_eq!(at(begin), [Verdict::Pass, Verdict::Pass]);
    assert_eq!(at(PROXY_END), [Verdict::Pass, Verdict::Pass]);
    assert_eq!(at(PROXY_END + 1), [Verdict::Fail, Verdict::Pass]);
}

#[test]
fn purposes_other_than_server_and_client_are_said() {
    let with = |usage: Option<&str>| {
        let extensions: Vec<&str> = ENDPOINT
            .iter()
            .copied()
            .filter(|line| !line.starts_with("extendedKeyUsage"))
            .chain(usage)
            .collect();
        let request = Request { extensions: &extensions, ..Request::endpoint("leaf") };
        finding(&request, CheckName::Purpose)
    };
    let (server, client) = ("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    let restricted = |server, client, listed: &[&str]| {
        let listed = listed.iter().copied().map(text).collect();
        (Check::Purpose(Purpose::Restricted { server, client, listed }), Verdict::Warn)
    };
    assert_eq!(with(None), (Check::Purpose(Purpose::Any), Verdict::Pass));
    assert_eq!(
        with(Some("extendedKeyUsage=anyExtendedKeyUsage")),
        (Check::Purpose(Purpose::Any), Verdict::Pass)
    );
    assert_eq!(
        with(Some("extendedKeyUsage=clientAuth,emailProtection,serverAuth")),
        (Check::Purpose(Purpose::ServerAndClient), Verdict::Pass)
    );
    assert_eq!(with(Some("extendedKeyUsage=serverAuth")), restricted(true, false, &[server]));
    assert_eq!(with(Some("extendedKeyUsage=clientAuth")), restricted(false, true, &[client]));
    let codes = ["1.3.6.1.5.5.7.3.3"];
    assert_eq!(with(Some("extendedKeyUsage=codeSigning")), restricted(false, false, &codes));
}
