//! Every check passes what is good and names what is not.

mod support;

use bars_csr::certificate::Certificate;
use bars_csr::check::{
    Assessment, Check, CheckName, CommonName, Completeness, Constraint, ConstraintFault, DateFault,
    IssuerEnvironment, KeyKind, NameFormat, Purpose, SignatureFault, SignatureProblem, Verdict, assess,
};
use bars_csr::name::{EndpointName, Format};
use bars_csr::public_key::PublicKey;
use bars_csr::reader::{Found, Item, read};
use support::test_ca::{CA, ENDPOINT, ENDPOINT_NAME, INT_INTERMEDIATE, NOW, Request, TestCa, ThreeLevels};

const PROXY: &str = include_str!("vectors/bars-proxy.spineservices.nhs.uk.pem");
const PROXY_END: i64 = 1_717_500_511;

fn look(certificates: &[Certificate]) -> Assessment {
    assess(certificates, None, None, NOW).expect("it is assessed")
}

fn check(assessment: &Assessment, name: CheckName) -> (Check, Verdict) {
    let check = assessment.check(name).unwrap_or_else(|| panic!("{name:?} is absent"));
    (check.clone(), check.result())
}

/// The finding about one certificate with these extensions or names.
fn finding(request: &Request<'_>, name: CheckName) -> (Check, Verdict) {
    let ca = TestCa::new();
    let root = ca.root(&Request::ca("/CN=root", "root"));
    check(&look(&[ca.issue(request, &root, "root")]), name)
}

fn named(subject: &str) -> Request<'_> {
    Request { subject, ..Request::endpoint("leaf") }
}

fn proxy() -> Certificate {
    match read(PROXY.as_bytes()).expect("it is read").found.as_slice() {
        [Found { item: Item::Certificate(der), .. }] => Certificate::from_der(der).expect("a certificate"),
        other => panic!("{other:?}"),
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_good_chain_with_its_key_and_its_name_passes_everything() {
    for levels in [ThreeLevels::new(), ThreeLevels::rsa()] {
        let key: &PublicKey = levels.leaf.public_key();
        let name = EndpointName::parse(&ENDPOINT_NAME.to_uppercase()).unwrap();
        let assessment = assess(&levels.all(), Some(key), Some(&name), NOW).unwrap();
        let results: Vec<_> =
            assessment.checks.iter().map(|check| (check.name().as_str(), check.result())).collect();
        let names = [
            "key-matches",
            "key-strength",
            "name-is-cn",
            "name-format",
            "not-expired",
            "not-yet-valid",
            "chain-complete",
            "chain-signatures",
            "chain-dates",
            "chain-constraints",
            "unneeded-certificates",
            "issuer-environment",
            "purpose",
        ];
        assert_eq!(results, names.map(|name| (name, Verdict::Pass)));
        assert_eq!(assessment.verdict(), Verdict::Pass);
    }
}

#[test]
fn findings_cross_to_the_page_unchanged() {
    let assessment = look(&[proxy()]);
    let bytes = postcard::to_allocvec(&assessment.checks).unwrap();
    assert_eq!(postcard::from_bytes::<Vec<Check>>(&bytes).unwrap(), assessment.checks);
}

#[test]
fn the_certificate_of_another_key_fails() {
    let levels = ThreeLevels::new();
    let certificate = levels.leaf.public_key();
    let stranger = TestCa::new().root(&Request::ca("/CN=stranger", "other"));
    let assessment = assess(&levels.all(), Some(stranger.public_key()), None, NOW).unwrap();
    let expected = Check::KeyMatches {
        certificate: certificate.fingerprint().to_string(),
        key: stranger.public_key().fingerprint().to_string(),
    };
    assert_eq!(check(&assessment, CheckName::KeyMatches), (expected, Verdict::Fail));
    assert_eq!(look(&levels.all()).check(CheckName::KeyMatches), None);
}

#[test]
fn keys_that_are_too_short_or_not_rsa_fail() {
    let ca = TestCa::new();
    support::program(
        "openssl",
        ca.folder(),
        &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-out", "short"],
        b"",
    )
    .expect_success();
    let short = look(&[ca.root(&Request::endpoint("short"))]);
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
fn a_certificate_alone_says_whose_certificate_is_missing() {
    let levels = ThreeLevels::new();
    let alone = look(std::slice::from_ref(&levels.leaf));
    let expected = Check::ChainComplete(Completeness::Incomplete {
        certificate: text(ENDPOINT_NAME),
        missing: text("CN=NHS INT Authentication G2, OU=CA, O=nhs"),
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
fn an_algorithm_that_is_not_known_is_said() {
    let ca = TestCa::new();
    support::program("openssl", ca.folder(), &["genpkey", "-algorithm", "ED25519", "-out", "edwards"], b"")
        .expect_success();
    let root = ca.root(&Request { digest: "default", ..Request::ca("/CN=root", "edwards") });
    let leaf = ca.issue(&Request { digest: "default", ..Request::endpoint("rsa-leaf") }, &root, "edwards");
    let fault = |certificate: &str| SignatureFault {
        certificate: text(certificate),
        issuer: text("root"),
        problem: SignatureProblem::UnknownAlgorithm { oid: text("1.3.101.112") },
    };
    let expected = Check::ChainSignatures(vec![fault(ENDPOINT_NAME), fault("root")]);
    assert_eq!(check(&look(&[root, leaf]), CheckName::ChainSignatures), (expected, Verdict::Warn));
}

#[test]
fn an_issuer_whose_key_cannot_be_used_fails() {
    let ca = TestCa::new();
    let genpkey = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:768", "-out", "short"];
    support::program("openssl", ca.folder(), &genpkey, b"").expect_success();
    let root = ca.root(&Request::ca("/CN=root", "short"));
    let leaf = ca.issue(&Request::endpoint("rsa-leaf"), &root, "short");
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
    given.push(levels.leaf.clone());
    let expected = Check::UnneededCertificates {
        unused: vec![text("bars-proxy.spineservices.nhs.uk")],
        repeated: vec![text(ENDPOINT_NAME)],
    };
    let assessment = assess(&given, Some(levels.leaf.public_key()), None, NOW).unwrap();
    assert_eq!(check(&assessment, CheckName::UnneededCertificates), (expected, Verdict::Warn));
}

#[test]
fn issuers_of_the_other_environment_are_said() {
    let ca = TestCa::new();
    let prod_name = "BaRS-PROD-RX7.NWAS.nhs.uk";
    let crossed = |name: &str, name_is_production, issuer: &str| IssuerEnvironment::Crossed {
        name: text(name),
        name_is_production,
        issuer: text(issuer),
    };
    let same = |issuer: &str, production| IssuerEnvironment::Same { issuer: text(issuer), production };
    let (int, prod) = ("NHS INT Authentication G2", "nhs authentication g2");
    for (name, issuer, finding, verdict) in [
        (ENDPOINT_NAME, int, same(int, false), Verdict::Pass),
        (prod_name, prod, same(prod, true), Verdict::Pass),
        (ENDPOINT_NAME, prod, crossed(ENDPOINT_NAME, false, prod), Verdict::Warn),
        (prod_name, int, crossed(prod_name, true, int), Verdict::Warn),
        (prod_name, "My CA", IssuerEnvironment::Unknown { issuer: text("My CA") }, Verdict::Warn),
        (
            prod_name,
            "NHS Level 1C",
            IssuerEnvironment::FirstGeneration { issuer: text("NHS Level 1C") },
            Verdict::Warn,
        ),
    ] {
        let root = ca.root(&Request::ca(&format!("/O=nhs/OU=CA/CN={issuer}"), "root"));
        let leaf = ca.issue(&named(&format!("/O=nhs/OU=Devices/CN={name}")), &root, "root");
        let found = check(&look(&[leaf, root]), CheckName::IssuerEnvironment);
        assert_eq!(found, (Check::IssuerEnvironment(finding), verdict));
    }
}

#[test]
fn the_environment_of_a_name_without_a_format_is_nobodys_business() {
    let ca = TestCa::new();
    let root = ca.root(&Request::ca("/CN=My CA", "root"));
    let leaf = ca.issue(&named("/CN=a.b.nhs.uk"), &root, "root");
    assert_eq!(look(&[leaf]).check(CheckName::IssuerEnvironment), None);
}

#[test]
fn a_certificate_of_the_first_generation_is_stale_whatever_its_name() {
    let issuer = text("NHS Level 1C");
    let expected = Check::IssuerEnvironment(IssuerEnvironment::FirstGeneration { issuer });
    let found = check(&look(&[proxy()]), CheckName::IssuerEnvironment);
    assert_eq!(found, (expected, Verdict::Warn));
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
