//! Every check passes a good chain, and its findings reach the page.

use crate::support::assessing::{assess, look, proxy};
use crate::support::test_ca::{ENDPOINT_NAME, NOW, ThreeLevels};
use bars_csr::check::{Check, Verdict};
use bars_csr::name::EndpointName;
use bars_csr::public_key::PublicKey;

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
            "understood",
            "key-usage",
            "purpose",
            "chain-complete",
            "chain-signatures",
            "chain-dates",
            "chain-constraints",
            "chain-strength",
            "issuer-known",
            "issuer-environment",
            "unneeded-certificates",
        ];
        // Nobody published the test authority.
        let expected =
            names.map(|name| (name, if name == "issuer-known" { Verdict::Warn } else { Verdict::Pass }));
        assert_eq!(results, expected);
        assert_eq!(assessment.verdict(), Verdict::Warn);
    }
}

#[test]
fn findings_cross_to_the_page_unchanged() {
    let assessment = look(&[proxy()]);
    let bytes = postcard::to_allocvec(&assessment.checks).unwrap();
    assert_eq!(postcard::from_bytes::<Vec<Check>>(&bytes).unwrap(), assessment.checks);
}
