//! The sentences about certificates: every check, whatever it found, and what stands around them.

use bars_csr::check::{
    Check, CheckName, CommonName, Completeness, Constraint, ConstraintFault, DateFault, IssuerEnvironment,
    IssuerKnown, KeyKind, LeafKeyUsage, NameFormat, Obscurity, ObscurityKind, OtherEndpoint, Pretence,
    Purpose, SignatureFault, SignatureProblem, UnpublishedAuthority, Verdict, WeakKey,
};
use bars_csr::message::Field;
use bars_csr::name::Format;
use bars_csr::shown::CheckLine;
use bars_csr::wording;

fn text(text: &str) -> String {
    text.to_owned()
}

fn leaf_checks() -> Vec<Check> {
    let (name, issuer) = (|| text("BaRS-INT-RX7.supplier.thirdparty.nhs.uk"), || text("Test authority"));
    let digest = |digit: &str| digit.repeat(64);
    let rsa = |bits| Check::KeyStrength(KeyKind::Rsa { bits });
    let other = |algorithm| Check::KeyStrength(KeyKind::Other { algorithm: text(algorithm) });
    let restricted =
        |server, client| Check::Purpose(Purpose::Restricted { server, client, listed: Vec::new() });
    let issued = Check::IssuerEnvironment;
    let crossed = |name_is_production| IssuerEnvironment::Crossed {
        name: name(),
        name_is_production,
        issuer: issuer(),
    };
    let ends = |now, of_authority| Check::NotExpired { not_after: 10, now, of_authority };
    let mut checks = vec![
        Check::KeyMatches { certificate: digest("a"), key: digest("a"), own: None },
        Check::KeyMatches { certificate: digest("a"), key: digest("b"), own: None },
        Check::KeyMatches { certificate: digest("a"), key: digest("b"), own: Some(10) },
        rsa(2048),
        rsa(1024),
        rsa(16_384),
        other("P-256"),
        other("1.3.101.112"),
        Check::NameIsCn(CommonName::Good { name: name() }),
        Check::NameIsCn(CommonName::Missing),
        Check::NameIsCn(CommonName::Several { names: vec![name(), name(), name()] }),
        Check::NameIsCn(CommonName::NotEndpointName { name: text("J. Smith") }),
        Check::NameIsCn(CommonName::Other { name: name(), asked_for: name() }),
        Check::NameIsCn(CommonName::Blemished {
            endpoint: name(),
            characters: vec![' ', '\u{a0}'],
            at_end: true,
        }),
        Check::NameIsCn(CommonName::Blemished { endpoint: name(), characters: vec!['\t'], at_end: false }),
        Check::NameIsCn(CommonName::NotAmongDnsNames { name: name(), dns_names: vec![name(), name()] }),
        Check::NameIsCn(CommonName::NoDnsName { name: name() }),
        Check::NameFormat(NameFormat::FitsNone { name: name() }),
        Check::NameFormat(NameFormat::FitsOlderInt { name: name() }),
        Check::KeyUsage(LeafKeyUsage::Any),
        Check::KeyUsage(LeafKeyUsage::Signatures),
        Check::KeyUsage(LeafKeyUsage::OnlyKeyTransport),
        Check::KeyUsage(LeafKeyUsage::Neither),
        ends(10, false),
        ends(11, false),
        ends(11, true),
        Check::NotYetValid { not_before: 10, now: 10 },
        Check::NotYetValid { not_before: 10, now: 9 },
        Check::Purpose(Purpose::Any),
        Check::Purpose(Purpose::ServerAndClient),
        restricted(true, false),
        restricted(false, true),
        restricted(false, false),
        issued(IssuerEnvironment::Same { issuer: issuer(), production: true }),
        issued(IssuerEnvironment::Same { issuer: issuer(), production: false }),
        issued(crossed(true)),
        issued(crossed(false)),
        issued(IssuerEnvironment::FirstGeneration { issuer: issuer() }),
        issued(IssuerEnvironment::Unknown { issuer: issuer() }),
    ];
    checks.extend(Format::ALL.map(|format| Check::NameFormat(NameFormat::Fits { name: name(), format })));
    checks
}

fn chain_checks() -> Vec<Check> {
    let fault = |problem| SignatureFault { certificate: text("a"), issuer: text("b"), problem };
    let unknown = || SignatureProblem::UnknownAlgorithm { oid: text("2.16.840.1.101.3.4.3.14") };
    let dates = |not_before, not_after| DateFault { certificate: text("A"), not_before, not_after, now: 50 };
    let broken = |constraint| ConstraintFault { certificate: text("A"), constraint };
    let names = |count| vec![text("A"); count];
    let incomplete = |crossed| {
        Check::ChainComplete(Completeness::Incomplete {
            certificate: text("a"),
            missing: text("CN=b"),
            crossed,
        })
    };
    let unneeded = |unused, repeated, others| Check::UnneededCertificates { unused, repeated, others };
    let other = |has_same_key, is_newer| OtherEndpoint {
        certificate: text("A"),
        not_after: 10,
        has_same_key,
        is_newer,
    };
    let oid = || text("2.5.29.15");
    let obscure = |kind| Obscurity { certificate: text("A"), kind };
    let unpublished =
        |pretence| UnpublishedAuthority { authority: text("A"), sha256: text("AA:BB"), pretence };
    vec![
        Check::ChainComplete(Completeness::Complete { root: text("Root") }),
        incomplete(None),
        incomplete(Some(true)),
        incomplete(Some(false)),
        Check::ChainComplete(Completeness::SelfSigned { certificate: text("a") }),
        Check::ChainSignatures(Vec::new()),
        Check::ChainSignatures(vec![fault(unknown())]),
        Check::ChainSignatures(vec![
            fault(SignatureProblem::Wrong),
            fault(SignatureProblem::UnusableKey),
            fault(SignatureProblem::Sha1),
            fault(SignatureProblem::TwoAlgorithms),
            fault(SignatureProblem::OwnUnknown { oid: text("1.2.840.113549.1.1.4") }),
        ]),
        Check::ChainDates(Vec::new()),
        Check::ChainDates(vec![dates(10, 20), dates(60, 70)]),
        Check::ChainConstraints(Vec::new()),
        Check::ChainConstraints(vec![
            broken(Constraint::CertificateAuthority),
            broken(Constraint::CertificateSigning),
            broken(Constraint::Purposes),
            broken(Constraint::Names),
            broken(Constraint::PathLength { most: 0, found: 1 }),
        ]),
        unneeded(Vec::new(), Vec::new(), Vec::new()),
        unneeded(names(7), Vec::new(), Vec::new()),
        unneeded(Vec::new(), names(1), Vec::new()),
        unneeded(names(2), names(2), vec![other(false, true); 7]),
        unneeded(Vec::new(), Vec::new(), vec![other(true, false), other(false, false)]),
        Check::Understood(Vec::new()),
        Check::Understood(vec![
            obscure(ObscurityKind::CriticalUnknown { oid: oid() }),
            obscure(ObscurityKind::Unreadable { oid: oid() }),
            obscure(ObscurityKind::Repeated { oid: text("1.2.3.4.5") }),
            obscure(ObscurityKind::Boolean { oid: oid() }),
        ]),
        Check::Understood(vec![
            obscure(ObscurityKind::Unchecked { oid: oid() }),
            obscure(ObscurityKind::DateForm),
            obscure(ObscurityKind::Lengths),
        ]),
        Check::ChainStrength(Vec::new()),
        Check::ChainStrength(vec![
            WeakKey { certificate: text("A"), key: KeyKind::Rsa { bits: 1024 } },
            WeakKey { certificate: text("A"), key: KeyKind::Other { algorithm: text("1.3.132.0.33") } },
        ]),
        Check::IssuerKnown(IssuerKnown::Published { authority: text("A") }),
        Check::IssuerKnown(IssuerKnown::Unpublished(
            [Pretence::NhsName, Pretence::Root, Pretence::Intermediate].map(unpublished).to_vec(),
        )),
    ]
}

fn checks() -> Vec<Check> {
    [leaf_checks(), chain_checks()].concat()
}

#[track_caller]
fn is_plain_sentence(sentence: &str) {
    assert!(sentence.ends_with(['.', '?']), "{sentence}");
    assert!(!sentence.contains('!') && !sentence.contains("  "), "{sentence}");
    assert!(!sentence.contains(".."), "{sentence}");
    assert!(sentence.starts_with(|first: char| !first.is_whitespace()), "{sentence}");
}

#[test]
fn every_check_of_certificates_is_told_in_every_outcome() {
    let told: Vec<CheckName> = CheckName::ALL
        .iter()
        .copied()
        .filter(|name| checks().iter().any(|check| check.name() == *name))
        .collect();
    let of_requests = [CheckName::SubjectCnOnly, CheckName::NoEmail, CheckName::RequestSignature];
    let expected: Vec<CheckName> =
        CheckName::ALL.iter().copied().filter(|name| !of_requests.contains(name)).collect();
    assert_eq!(told, expected);
    for name in told {
        let of_name = || checks().into_iter().filter(move |check| check.name() == name);
        assert!(of_name().any(|check| check.result() == Verdict::Pass), "{name:?}");
        assert!(of_name().any(|check| check.result() != Verdict::Pass), "{name:?}");
    }
}

#[test]
fn every_check_is_a_plain_sentence_under_a_short_title() {
    for check in checks() {
        let line = wording::check_line(&check);
        assert_eq!(
            (line.name.as_str(), line.result.as_str()),
            (check.name().as_str(), check.result().as_str())
        );
        is_plain_sentence(&line.sentence);
        assert!(!line.title.ends_with('.') && line.title.chars().count() <= 40, "{}", line.title);
    }
}

#[test]
fn what_stops_the_file_tells_what_to_do_and_stands_beside_the_button() {
    let lines: Vec<CheckLine> = checks().iter().map(wording::check_line).collect();
    let failed: Vec<&CheckLine> = lines.iter().filter(|line| line.result == Verdict::Fail).collect();
    let message = wording::refused_by_checks(&lines).expect("a message");
    assert_eq!(message.field, Field::MakePfx);
    assert!(message.sentence.starts_with("No file was made. "), "{}", message.sentence);
    assert!(failed.iter().all(|line| message.sentence.contains(&line.sentence)), "{}", message.sentence);
    let others: Vec<CheckLine> = lines.into_iter().filter(|line| line.result != Verdict::Fail).collect();
    assert_eq!(wording::refused_by_checks(&others), None);
}

#[test]
fn days_are_written_as_people_write_them() {
    let ends = |not_after| {
        wording::check_line(&Check::NotExpired { not_after, now: 0, of_authority: false }).sentence
    };
    assert_eq!(ends(1_717_502_400), "The certificate is valid until 4 June 2024.");
    assert_eq!(ends(1_709_164_800), "The certificate is valid until 29 February 2024.");
    assert_eq!(ends(253_402_300_799), "The certificate is valid until 31 December 9999.");
    assert_eq!(
        wording::check_line(&Check::NotYetValid { not_before: -1, now: 0 }).sentence,
        "The certificate is valid since 31 December 1969."
    );
}

#[test]
fn what_an_object_identifier_stands_for_is_said_once() {
    let kind = ObscurityKind::Unreadable { oid: text("1.2.3.4.5") };
    let obscure = Check::Understood(vec![Obscurity { certificate: text("a"), kind }]);
    let damaged = wording::check_line(&obscure).sentence;
    let key = Check::KeyStrength(KeyKind::Other { algorithm: text("1.2.3.4.6") });
    let strength = wording::check_line(&key).sentence;
    for (sentence, number) in [(damaged, "1.2.3.4.5"), (strength, "1.2.3.4.6")] {
        assert_eq!(sentence.matches(number).count(), 1, "{sentence}");
        assert!(!sentence.contains("extension the algorithm"), "{sentence}");
        assert!(!sentence.contains("kind the algorithm"), "{sentence}");
    }
}

#[test]
fn all_checks_are_summed_up_in_a_sentence() {
    let line = |&result: &Verdict| CheckLine {
        name: text("key-matches"),
        result,
        title: text("Key"),
        sentence: text("Sentence."),
    };
    let summary =
        |results: &[Verdict]| wording::checks_summary(&results.iter().map(line).collect::<Vec<_>>(), 0);
    assert_eq!(summary(&[Verdict::Pass, Verdict::Pass]), "All 2 checks are good.");
    assert_eq!(summary(&[Verdict::Pass, Verdict::Warn]), "Nothing stops you. 1 of 2 checks gave a warning.");
    assert_eq!(
        summary(&[Verdict::Pass, Verdict::Warn, Verdict::Fail]),
        "1 of 3 checks found a problem. No file can be made until it is solved."
    );
    assert_eq!(
        summary(&[Verdict::Fail, Verdict::Fail]),
        "2 of 2 checks found a problem. No file can be made until both are solved."
    );
    assert_eq!(
        summary(&[Verdict::Fail, Verdict::Fail, Verdict::Fail]),
        "3 of 3 checks found a problem. No file can be made until all are solved."
    );
}

#[test]
fn what_is_said_around_the_file_is_a_plain_sentence() {
    for sentence in [
        wording::chain_hint(true),
        wording::chain_hint(false),
        wording::pfx_password_warning("é").expect("a warning"),
        &wording::key_saved("a.nhs.uk", true),
        &wording::key_saved("a.nhs.uk", false),
        &wording::given_to_save("a.nhs.uk.pfx"),
        &wording::key_made(std::time::Duration::from_millis(1_250)),
    ] {
        is_plain_sentence(sentence);
    }
    assert_eq!(
        [false, true].map(wording::request_step),
        ["Gives a request and a private key", "Both files are saved"]
    );
    assert_eq!(
        [false, true].map(wording::password_shown),
        ["The password is hidden.", "The password is shown."]
    );
    let bundle_step = [false, true].map(wording::bundle_step);
    assert_eq!(bundle_step, ["Gives a .pfx file for your server", "The .pfx file is made"]);
    assert_eq!(
        [Verdict::Pass, Verdict::Warn, Verdict::Fail].map(wording::verdict),
        ["Good", "Warning", "Problem"]
    );
}
