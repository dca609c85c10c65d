//! The check of who issued a certificate, for which environment.

use crate::support::assessing::{PROXY_END, assess, certificate, check, look, named, proxy, text};
use crate::support::test_ca::{ENDPOINT_NAME, NOW, Request, TestCa, ThreeLevels};
use bars_csr::authority::Authority;
use bars_csr::certificate::Certificate;
use bars_csr::check::{
    Check, CheckName, Completeness, IssuerEnvironment, IssuerKnown, Pretence, UnpublishedAuthority, Verdict,
};
use bars_csr::wording;

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

/// A certificate that the NHS published.
macro_rules! published {
    ($name:literal) => {
        certificate(include_str!(concat!("vectors/authorities/", $name, ".pem")))
    };
}

#[test]
fn published_authorities_are_known_by_their_certificates() {
    // Chains of real certificates, each judged at a time inside its dates.
    let first = [proxy(), published!("nhs-level-1c"), published!("nhs-root-authority")];
    let assessment = assess(&first, None, None, PROXY_END).expect("it is judged");
    let known = IssuerKnown::Published { authority: text("NHS Root Authority") };
    assert_eq!(check(&assessment, CheckName::IssuerKnown), (Check::IssuerKnown(known), Verdict::Pass));
    assert_eq!(check(&assessment, CheckName::ChainSignatures).1, Verdict::Pass);
    for (authority, root, name) in [
        (
            published!("nhs-int-authentication-g2"),
            published!("nhs-ptl-root-authority-g2"),
            "NHS PTL Root Authority G2",
        ),
        (published!("nhs-authentication-g2"), published!("nhs-root-authority-g2"), "NHS Root Authority G2"),
        (published!("nhs-int-level-1c"), published!("nhs-ptl-root-authority"), "NHS PTL Root Authority"),
    ] {
        let key = authority.public_key().clone();
        let assessment = assess(&[authority, root], Some(&key), None, NOW).expect("it is judged");
        let known = IssuerKnown::Published { authority: text(name) };
        assert_eq!(check(&assessment, CheckName::IssuerKnown), (Check::IssuerKnown(known), Verdict::Pass));
        for name in [CheckName::ChainSignatures, CheckName::ChainConstraints, CheckName::Understood] {
            assert_eq!(check(&assessment, name).1, Verdict::Pass, "{name:?}");
        }
    }
}

#[test]
fn the_table_of_authorities_holds_the_published_certificates() {
    let certificates = [
        published!("nhs-ptl-root-authority-g2"),
        published!("nhs-int-authentication-g2"),
        published!("nhs-root-authority-g2"),
        published!("nhs-authentication-g2"),
        published!("nhs-ptl-root-authority"),
        published!("nhs-int-level-1c"),
        published!("nhs-root-authority"),
        published!("nhs-level-1c"),
    ];
    for (certificate, known) in certificates.iter().zip(Authority::PUBLISHED) {
        assert_eq!(Authority::of(certificate), Some(known));
        assert_eq!(certificate.subject().common_names(), [known.name]);
        assert_eq!(Authority::named(certificate.subject()), Some(known));
    }
}

#[test]
fn authorities_that_nobody_published_are_named_with_their_digests() {
    let ca = TestCa::new();
    let unpublished = |one: &Certificate, pretence| UnpublishedAuthority {
        authority: one.label(),
        sha256: one.sha256().iter().map(|octet| format!("{octet:02X}")).collect(),
        pretence,
    };
    let root = ca.root(&Request::ca("/CN=My root", "root"));
    let intermediate = ca.issue(&Request::ca("/CN=My authority", "intermediate"), &root, "root");
    let leaf = ca.issue(&Request::endpoint("leaf"), &intermediate, "intermediate");
    let found = check(&look(&[leaf, intermediate.clone(), root.clone()]), CheckName::IssuerKnown);
    let expected = IssuerKnown::Unpublished(vec![
        unpublished(&intermediate, Pretence::Intermediate),
        unpublished(&root, Pretence::Root),
    ]);
    assert_eq!(found, (Check::IssuerKnown(expected), Verdict::Warn));

    let impostor = ca.root(&Request::ca("/O=nhs/CN=nhs authentication g2", "root"));
    let leaf = ca.issue(&Request::endpoint("leaf"), &impostor, "root");
    let found = check(&look(&[leaf.clone(), impostor.clone()]), CheckName::IssuerKnown);
    let expected = IssuerKnown::Unpublished(vec![unpublished(&impostor, Pretence::NhsName)]);
    assert_eq!(found, (Check::IssuerKnown(expected), Verdict::Warn));
    assert_eq!(look(&[leaf]).check(CheckName::IssuerKnown), None);
}

#[test]
fn a_chain_for_the_other_environment_is_named() {
    let levels = ThreeLevels::new();
    let given = [levels.leaf, published!("nhs-authentication-g2"), published!("nhs-root-authority-g2")];
    let (found, verdict) = check(&look(&given), CheckName::ChainComplete);
    let incomplete = Completeness::Incomplete {
        certificate: text(ENDPOINT_NAME),
        missing: text("CN=NHS INT Authentication G2, OU=CA, O=nhs"),
        crossed: Some(false),
    };
    assert_eq!((&found, verdict), (&Check::ChainComplete(incomplete), Verdict::Warn));
    let said = wording::check_line(&found).sentence;
    let expected = format!("{ENDPOINT_NAME} was issued for INT, and the chain that you gave is for PROD.");
    assert!(said.starts_with(&expected), "{said}");
}
