//! The checks of names, of what the key is for, and of everything that a reader must understand.

use crate::support::assessing::{assess, check, finding, look, named, text};
use crate::support::test_ca::{
    CA, ENDPOINT, ENDPOINT_NAME, INT_INTERMEDIATE, INT_ROOT, NOW, Request, TestCa, ThreeLevels,
};
use bars_csr::certificate::Certificate;
use bars_csr::check::{
    Check, CheckName, CommonName, Constraint, ConstraintFault, KeyKind, LeafKeyUsage, NameFormat, Obscurity,
    ObscurityKind, SignatureFault, SignatureProblem, Verdict, WeakKey,
};
use bars_csr::name::EndpointName;

/// The extensions of an endpoint, one of them in place of its namesake or beside the others.
fn with(line: &str) -> Vec<&str> {
    let name = line.split('=').next().expect("a name");
    let others = ENDPOINT.iter().copied().filter(|other| !other.starts_with(name));
    others.chain([line]).collect()
}

fn of_leaf(line: &str, name: CheckName) -> (Check, Verdict) {
    let extensions = with(line);
    finding(&Request { extensions: &extensions, ..Request::endpoint("rsa-leaf") }, name)
}

#[test]
fn a_name_with_blanks_or_hidden_characters_fails() {
    let tab = format!("/CN=\t{ENDPOINT_NAME}");
    for (subject, characters, at_end) in [
        (format!("/CN={ENDPOINT_NAME} "), vec![' '], true),
        (format!("/CN= {ENDPOINT_NAME}"), vec![' '], false),
        (tab, vec!['\t'], false),
        (format!("/CN={ENDPOINT_NAME}\u{a0}"), vec!['\u{a0}'], true),
        (format!("/CN={ENDPOINT_NAME}\u{200b} "), vec!['\u{200b}', ' '], true),
        (format!("/CN={ENDPOINT_NAME}\0"), vec!['\0'], true),
        (format!("/CN={ENDPOINT_NAME}."), vec!['.'], true),
        (format!("/CN={}", ENDPOINT_NAME.replace("RX7", "RX7\u{ad}")), vec!['\u{ad}'], false),
    ] {
        let blemished = CommonName::Blemished { endpoint: text(ENDPOINT_NAME), characters, at_end };
        let found = finding(&named(&subject), CheckName::NameIsCn);
        assert_eq!(found, (Check::NameIsCn(blemished), Verdict::Fail), "{subject:?}");
    }
}

#[test]
fn dns_names_must_have_the_name_too() {
    let good = CommonName::Good { name: text(ENDPOINT_NAME) };
    for names in [
        format!("DNS:{ENDPOINT_NAME}"),
        format!("DNS:other.nhs.uk,DNS:{}", ENDPOINT_NAME.to_uppercase()),
        text("DNS:*.supplier.thirdparty.nhs.uk"),
    ] {
        let found = of_leaf(&format!("subjectAltName={names}"), CheckName::NameIsCn);
        assert_eq!(found, (Check::NameIsCn(good.clone()), Verdict::Pass), "{names}");
    }
    for names in [
        "other.nhs.uk",
        "*.thirdparty.nhs.uk",
        "*.nhs.uk",
        "*",
        "BaRS-INT-RX7.supplier.thirdparty.nhs.uk.",
        "xBaRS-INT-RX7.supplier.thirdparty.nhs.uk",
    ] {
        let found = of_leaf(&format!("subjectAltName=email:a@nhs.net,DNS:{names}"), CheckName::NameIsCn);
        let lacking =
            CommonName::NotAmongDnsNames { name: text(ENDPOINT_NAME), dns_names: vec![text(names)] };
        assert_eq!(found, (Check::NameIsCn(lacking), Verdict::Fail), "{names}");
    }
    for names in ["email:a@nhs.net", "IP:10.0.0.1", "URI:https://a.nhs.uk"] {
        let found = of_leaf(&format!("subjectAltName={names}"), CheckName::NameIsCn);
        let none = CommonName::NoDnsName { name: text(ENDPOINT_NAME) };
        assert_eq!(found, (Check::NameIsCn(none), Verdict::Warn), "{names}");
    }
}

#[test]
fn the_older_format_for_integration_is_no_warning() {
    let name = "BaRS-INT-RX7.NWAS.nhs.uk";
    let found = finding(&named(&format!("/CN={name}")), CheckName::NameFormat);
    assert_eq!(found, (Check::NameFormat(NameFormat::FitsOlderInt { name: text(name) }), Verdict::Pass));
    assert!(!EndpointName::parse("BaRS-PROD-RX7.NWAS.nhs.uk").expect("a name").fits_older_int());
}

#[test]
fn a_key_that_may_not_sign_warns_or_fails() {
    for (line, usage, verdict) in [
        ("keyUsage=digitalSignature", LeafKeyUsage::Signatures, Verdict::Pass),
        ("keyUsage=critical,digitalSignature,keyAgreement", LeafKeyUsage::Signatures, Verdict::Pass),
        ("keyUsage=keyEncipherment", LeafKeyUsage::OnlyKeyTransport, Verdict::Warn),
        ("keyUsage=critical,keyEncipherment,dataEncipherment", LeafKeyUsage::OnlyKeyTransport, Verdict::Warn),
        ("keyUsage=critical,cRLSign", LeafKeyUsage::Neither, Verdict::Fail),
        ("keyUsage=keyCertSign", LeafKeyUsage::Neither, Verdict::Fail),
        ("keyUsage=nonRepudiation", LeafKeyUsage::Neither, Verdict::Fail),
        ("keyUsage=keyAgreement", LeafKeyUsage::Neither, Verdict::Fail),
    ] {
        assert_eq!(of_leaf(line, CheckName::KeyUsage), (Check::KeyUsage(usage), verdict), "{line}");
    }
    let silent = Request { extensions: &[], ..Request::endpoint("rsa-leaf") };
    assert_eq!(finding(&silent, CheckName::KeyUsage), (Check::KeyUsage(LeafKeyUsage::Any), Verdict::Pass));
}

#[test]
fn a_critical_extension_that_is_not_understood_fails_in_every_member() {
    let unknown = "1.2.3.4.5=critical,DER:05:00";
    let oid = || text("1.2.3.4.5");
    let obscure = |certificate: &str| Obscurity {
        certificate: text(certificate),
        kind: ObscurityKind::CriticalUnknown { oid: oid() },
    };
    let expected = Check::Understood(vec![obscure(ENDPOINT_NAME)]);
    assert_eq!(of_leaf(unknown, CheckName::Understood), (expected, Verdict::Fail));
    for (of_root, name) in [(false, "NHS INT Authentication G2"), (true, "NHS PTL Root Authority G2")] {
        let found = check(&look(&path(unknown, of_root)), CheckName::Understood);
        assert_eq!(found, (Check::Understood(vec![obscure(name)]), Verdict::Fail));
    }
    // Not critical, it is passed over (RFC 5280 section 4.2).
    assert_eq!(
        of_leaf("1.2.3.4.5=DER:05:00", CheckName::Understood),
        (Check::Understood(vec![]), Verdict::Pass)
    );
}

#[test]
fn what_cannot_be_read_is_there_twice_or_is_not_checked_is_said() {
    let oid = |number: &str| text(number);
    for (line, kind, verdict) in [
        ("2.5.29.15=DER:04:00", ObscurityKind::Unreadable { oid: oid("2.5.29.15") }, Verdict::Fail),
        ("2.5.29.19=DER:30:03:01:01:01", ObscurityKind::Boolean { oid: oid("2.5.29.19") }, Verdict::Warn),
        (
            "2.5.29.14=critical,DER:04:01:00",
            ObscurityKind::CriticalUnknown { oid: oid("2.5.29.14") },
            Verdict::Fail,
        ),
        (
            "2.5.29.36=critical,DER:30:03:80:01:00",
            ObscurityKind::Unchecked { oid: oid("2.5.29.36") },
            Verdict::Warn,
        ),
        ("2.5.29.32=critical,DER:30:00", ObscurityKind::Unchecked { oid: oid("2.5.29.32") }, Verdict::Warn),
    ] {
        let ca = TestCa::new();
        let extensions = [line];
        let leaf = ca.root(&Request { extensions: &extensions, ..Request::endpoint("rsa-leaf") });
        let expected = Check::Understood(vec![Obscurity { certificate: text(ENDPOINT_NAME), kind }]);
        assert_eq!(check(&look(&[leaf]), CheckName::Understood), (expected, verdict), "{line}");
    }
    let twice = ["keyUsage=digitalSignature", "2.5.29.15=DER:03:02:05:A0"];
    let leaf = TestCa::new().root(&Request { extensions: &twice, ..Request::endpoint("rsa-leaf") });
    let kind = ObscurityKind::Repeated { oid: oid("2.5.29.15") };
    let expected = Check::Understood(vec![Obscurity { certificate: text(ENDPOINT_NAME), kind }]);
    assert_eq!(check(&look(&[leaf]), CheckName::Understood), (expected, Verdict::Fail));
    let policies = of_leaf("2.5.29.32=DER:30:00", CheckName::Understood);
    assert_eq!(policies, (Check::Understood(vec![]), Verdict::Pass));
}

/// A path whose intermediate, or whose root, has one more extension.
fn path(line: &str, of_root: bool) -> Vec<Certificate> {
    let more: Vec<&str> = CA.iter().copied().chain([line]).collect();
    let (root, intermediate) = if of_root { (more.as_slice(), CA) } else { (CA, more.as_slice()) };
    let ca = TestCa::new();
    let root = ca.root(&Request { extensions: root, ..Request::ca(INT_ROOT, "root") });
    let request = Request { extensions: intermediate, ..Request::ca(INT_INTERMEDIATE, "intermediate") };
    let intermediate = ca.issue(&request, &root, "root");
    let leaf = ca.issue(&Request::endpoint("rsa-leaf"), &intermediate, "intermediate");
    vec![leaf, intermediate, root]
}

fn constraints(line: &str, of_root: bool) -> (Check, Verdict) {
    check(&look(&path(line, of_root)), CheckName::ChainConstraints)
}

#[test]
fn an_authority_that_is_not_for_servers_and_clients_fails() {
    for of_root in [false, true] {
        let name = if of_root { "NHS PTL Root Authority G2" } else { "NHS INT Authentication G2" };
        let fault = ConstraintFault { certificate: text(name), constraint: Constraint::Purposes };
        let failed = (Check::ChainConstraints(vec![fault]), Verdict::Fail);
        for purposes in ["serverAuth", "clientAuth", "codeSigning", "emailProtection,serverAuth"] {
            assert_eq!(constraints(&format!("extendedKeyUsage={purposes}"), of_root), failed, "{purposes}");
        }
        for purposes in ["serverAuth,clientAuth", "anyExtendedKeyUsage", "clientAuth,codeSigning,serverAuth"]
        {
            let found = constraints(&format!("extendedKeyUsage={purposes}"), of_root);
            assert_eq!(found, (Check::ChainConstraints(vec![]), Verdict::Pass), "{purposes}");
        }
    }
}

/// `nameConstraints` with one DNS subtree, permitted (`a0`) or excluded (`a1`), in the notation of the tests.
fn dns_subtree(kind: u8, base: &str) -> String {
    let wrap =
        |tag: u8, inside: Vec<u8>| [vec![tag, u8::try_from(inside.len()).expect("short")], inside].concat();
    let subtree = wrap(0x30, wrap(0x82, base.as_bytes().to_vec()));
    let octets = wrap(0x30, wrap(kind, subtree));
    let digits: Vec<String> = octets.iter().map(|octet| format!("{octet:02X}")).collect();
    format!("2.5.29.30=critical,DER:{}", digits.join(":"))
}

#[test]
fn names_that_an_authority_may_not_certify_fail() {
    let fault =
        ConstraintFault { certificate: text("NHS INT Authentication G2"), constraint: Constraint::Names };
    for (line, is_good) in [
        (dns_subtree(0xa0, "nhs.uk"), true),
        (dns_subtree(0xa0, "SUPPLIER.thirdparty.nhs.uk"), true),
        (dns_subtree(0xa0, ".nhs.uk"), true),
        (dns_subtree(0xa0, ""), true),
        (dns_subtree(0xa0, "other.thirdparty.nhs.uk"), false),
        (dns_subtree(0xa0, "plier.thirdparty.nhs.uk"), false),
        (dns_subtree(0xa1, "other.thirdparty.nhs.uk"), true),
        (dns_subtree(0xa1, "nhs.uk"), false),
    ] {
        let faults = if is_good { vec![] } else { vec![fault.clone()] };
        let verdict = if is_good { Verdict::Pass } else { Verdict::Fail };
        assert_eq!(constraints(&line, false), (Check::ChainConstraints(faults), verdict), "{line}");
    }
}

#[test]
fn weak_keys_above_the_endpoint_warn() {
    let levels = ThreeLevels::with(|_, intermediate, _| intermediate.key = "rsa-1024");
    let weak = WeakKey { certificate: text("NHS INT Authentication G2"), key: KeyKind::Rsa { bits: 1024 } };
    let found = check(&look(&levels.all()), CheckName::ChainStrength);
    assert_eq!(found, (Check::ChainStrength(vec![weak]), Verdict::Warn));
    for levels in [ThreeLevels::new(), ThreeLevels::rsa()] {
        let found = check(&look(&levels.all()), CheckName::ChainStrength);
        assert_eq!(found, (Check::ChainStrength(vec![]), Verdict::Pass));
    }
}

#[test]
fn sha_1_warns_below_the_root_and_not_in_it() {
    let of_leaf = ThreeLevels::with(|root, intermediate, leaf| {
        (root.key, intermediate.key, leaf.digest) = ("rsa-root", "rsa-intermediate", "sha1");
    });
    let fault = SignatureFault {
        certificate: text(ENDPOINT_NAME),
        issuer: text("NHS INT Authentication G2"),
        problem: SignatureProblem::Sha1,
    };
    let found = check(&look(&of_leaf.all()), CheckName::ChainSignatures);
    assert_eq!(found, (Check::ChainSignatures(vec![fault]), Verdict::Warn));
    let of_root = ThreeLevels::with(|root, intermediate, _| {
        (root.key, intermediate.key, root.digest) = ("rsa-root", "rsa-intermediate", "sha1");
    });
    let found = check(&look(&of_root.all()), CheckName::ChainSignatures);
    assert_eq!(found, (Check::ChainSignatures(vec![]), Verdict::Pass));
}

#[test]
fn a_name_that_was_asked_for_and_is_among_the_dns_names_is_still_another_one() {
    let levels = ThreeLevels::new();
    let line = format!("subjectAltName=DNS:{ENDPOINT_NAME},DNS:other.nhs.uk");
    let extensions = with(&line);
    let request = Request { extensions: &extensions, ..Request::endpoint("rsa-leaf") };
    let leaf = levels.ca.issue(&request, &levels.intermediate, "intermediate");
    let asked_for = EndpointName::parse("other.nhs.uk").expect("a name");
    let assessment = assess(&[leaf], None, Some(&asked_for), NOW).expect("it is judged");
    let other = CommonName::Other { name: text(ENDPOINT_NAME), asked_for: text("other.nhs.uk") };
    assert_eq!(check(&assessment, CheckName::NameIsCn), (Check::NameIsCn(other), Verdict::Warn));
}
