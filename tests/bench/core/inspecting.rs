//! How long it takes to say what something is, for the worst that can be given.

use std::time::Instant;

use bars_csr::inspection::Inspection;
use bars_csr::password_encryption::Limits;
use bars_csr::reader::MOST_BYTES;

use crate::Measured;
use crate::support::openssl::openssl;
use crate::support::program;
use crate::support::test_ca::NOW;

/// A megabyte of keys and requests, and certificates that could all have issued each other.
pub fn measure() -> Vec<Measured> {
    let mut all = Vec::new();
    let mut measure = |what: &str, input: &[u8]| all.push(inspected(what, input));
    let folder = tempfile::tempdir().expect("a folder");
    let make = |arguments: &[&str]| openssl(folder.path(), arguments, b"");
    let rsa = make(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:8192"]);
    let curve = make(&["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]);
    std::fs::write(folder.path().join("rsa"), &rsa).expect("written");
    std::fs::write(folder.path().join("curve"), &curve).expect("written");
    measure("private keys", &rsa.repeat(MOST_BYTES / rsa.len()));
    for key in ["rsa", "curve"] {
        let request = make(&["req", "-new", "-key", key, "-subj", "/CN=a.nhs.uk"]);
        measure(&format!("requests, {key}"), &request.repeat(MOST_BYTES / request.len()));
        // Each could have issued each, and none says that it is a root.
        let certificate = |subject: &str, ca: &str, number: usize| {
            let (ca, number) = (format!("basicConstraints={ca}"), number.to_string());
            let identifiers =
                ["-addext", "subjectKeyIdentifier=01", "-addext", "authorityKeyIdentifier=none"];
            let arguments = ["req", "-x509", "-new", "-key", key, "-subj", subject, "-set_serial", &number];
            make(&[&arguments[..], &["-addext", &ca], &identifiers].concat())
        };
        let mut text = Vec::new();
        for number in 0..90 {
            text.extend(certificate("/CN=a", "CA:TRUE", number));
        }
        measure(&format!("authorities of one name, {key}"), &text);
        std::fs::write(folder.path().join("ca.pem"), certificate("/CN=a", "CA:TRUE", 0)).expect("written");
        for number in 0..10 {
            let subject = format!("/CN=BaRS-INT-A{number}.supplier.thirdparty.nhs.uk");
            let request = make(&["req", "-new", "-key", key, "-subj", &subject]);
            let number = number.to_string();
            let arguments = ["x509", "-req", "-CA", "ca.pem", "-CAkey", key, "-set_serial", &number];
            let signed = program("openssl", folder.path(), &arguments, &request);
            text.extend(signed.expect_success().stdout);
        }
        measure(&format!("ten endpoints below them, {key}"), &text);
    }
    all
}

fn inspected(what: &str, input: &[u8]) -> Measured {
    let start = Instant::now();
    let inspection = Inspection::of(&[input], None, &[], Limits::MOST, NOW, &mut |_| {});
    let taken = start.elapsed();
    assert!(inspection.documents[0].things.is_ok());
    Measured { what: format!("saying what it is: {what}"), taken, most: None }
}
