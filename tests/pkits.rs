//! The public PKITS suite (NIST, "Public Key Interoperability Test Suite", 2011): what is said of each of
//! its paths, and where that is not what the suite asks for, why.

use std::collections::BTreeMap;

use bars_csr::certificate::Certificate;
use bars_csr::check::{Assessment, CheckName, Verdict};

use crate::support::assessing::assess;
use crate::support::test_ca::NOW;
use crate::support::zip;

const CERTIFICATES: &[u8] = include_bytes!("vectors/pkits/certificates.zip");
const PATHS: &str = include_str!("vectors/pkits/paths.txt");

/// Of each test: its name, what the suite asks for, what is done here, and why that differs.
const OUTCOMES: &str = include_str!("vectors/pkits/outcomes.txt");

/// What the path alone decides; names, purposes and authorities of the NHS are not the suite's business.
const OF_PATH: [CheckName; 7] = [
    CheckName::NotExpired,
    CheckName::NotYetValid,
    CheckName::Understood,
    CheckName::ChainComplete,
    CheckName::ChainSignatures,
    CheckName::ChainDates,
    CheckName::ChainConstraints,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing is wrong with the path.
    Accepts,
    /// Something is: it fails, breaks off, or has not begun.
    Refuses,
    /// Nothing is wrong with what was checked, and it is said that policies were not.
    DoesNotCheck,
}

fn outcome(assessment: &Assessment) -> Outcome {
    let checks = OF_PATH.iter().filter_map(|name| assessment.check(*name));
    let unusual: Vec<_> = checks.filter(|check| check.result() != Verdict::Pass).collect();
    match unusual.as_slice() {
        [] => Outcome::Accepts,
        [one] if one.name() == CheckName::Understood && one.result() == Verdict::Warn => {
            Outcome::DoesNotCheck
        }
        _ => Outcome::Refuses,
    }
}

#[test]
fn every_path_of_the_suite_is_judged_as_the_table_says() {
    let files = zip::unpack(CERTIFICATES);
    let certificate = |name: &str| {
        let octets = files.get(&format!("{name}.crt")).unwrap_or_else(|| panic!("there is no {name}"));
        Certificate::from_der(octets).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    };
    let mut found = BTreeMap::new();
    for line in PATHS.lines() {
        let (test, members) = line.split_once(": ").expect("a test and its path");
        let members: Vec<&str> = members.split(' ').collect();
        let leaf = certificate(members.last().expect("a leaf"));
        let mut given: Vec<Certificate> = members.iter().map(|name| certificate(name)).collect();
        given.push(certificate("TrustAnchorRootCertificate"));
        let assessment = assess(&given, Some(leaf.public_key()), None, NOW).expect("it is judged");
        assert_eq!(assessment.chain.leaf(), Some(&leaf), "{test}");
        found.insert(test, outcome(&assessment));
    }
    for line in OUTCOMES.lines() {
        let columns: Vec<&str> = line.splitn(4, " | ").collect();
        let [test, wanted, expected, why] = columns[..] else { panic!("four columns: {line}") };
        let outcome = found.remove(test).unwrap_or_else(|| panic!("{test} is not there"));
        assert_eq!(format!("{outcome:?}"), expected, "{test}");
        // Only what the page says it does not check may differ.
        let excused = ["revocation is not checked", "policies are not checked", "DSA is not verified"];
        assert_eq!(wanted == expected, why == "-", "{test}");
        assert!(why == "-" || excused.contains(&why), "{test}: {why}");
    }
    assert_eq!(found.keys().collect::<Vec<_>>(), [&""; 0], "every test has a line");
}
