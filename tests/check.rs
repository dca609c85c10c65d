//! Every check passes a good chain, and its findings reach the page.

use crate::support::assessing::{look, proxy};
use crate::support::test_ca::{ENDPOINT_NAME, NOW, ThreeLevels};
use bars_csr::check::{Check, Verdict, assess};
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
