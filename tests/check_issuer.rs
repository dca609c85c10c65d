//! The check of who issued a certificate, for which environment.

use crate::support::assessing::{check, look, named, proxy, text};
use crate::support::test_ca::{ENDPOINT_NAME, Request, TestCa};
use bars_csr::check::{Check, CheckName, IssuerEnvironment, Verdict};

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
