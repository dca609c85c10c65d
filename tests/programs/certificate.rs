//! Certificates that OpenSSL writes in unusual ways, and its fingerprints.

use crate::certificate::{PROXY, certificate, hex};
use crate::support::program;
use crate::support::test_ca::TestCa;
use bars_csr::certificate::Certificate;

#[test]
fn fingerprints_are_those_of_openssl() {
    let proxy = certificate(PROXY);
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["x509", "-noout", "-fingerprint", "-sha256"];
    let text = program("openssl", folder.path(), &arguments, PROXY.as_bytes()).expect_success().text();
    let expected = text.trim().rsplit('=').next().unwrap().replace(':', "").to_lowercase();
    assert_eq!(hex(&proxy.sha256()), expected);
}

#[test]
fn strings_of_every_kind_are_read() {
    let ca = TestCa::new();
    let name = "Zoë";
    for mask in ["MASK:0x4", "MASK:0x800", "MASK:0x2000"] {
        let folder = ca.folder();
        let config =
            format!("[req]\ndistinguished_name=n\nprompt=no\nutf8=yes\nstring_mask={mask}\n[n]\nCN={name}\n");
        std::fs::write(folder.join("strings"), config).unwrap();
        let arguments =
            ["req", "-x509", "-new", "-key", "root", "-config", "strings", "-utf8", "-outform", "DER"];
        let der = program("openssl", folder, &arguments, b"").expect_success().stdout;
        let certificate = Certificate::from_der(&der).unwrap();
        assert_eq!(certificate.subject().common_names(), [name], "{mask}");
    }
}

#[test]
fn an_unusual_serial_number_is_read() {
    let ca = TestCa::new();
    let folder = ca.folder();
    for serial in ["0", "-5", "0x1234567890123456789012345678901234567890123456789012345678"] {
        let arguments = [
            "req",
            "-x509",
            "-new",
            "-key",
            "root",
            "-subj",
            "/CN=a",
            "-set_serial",
            serial,
            "-outform",
            "DER",
        ];
        let der = program("openssl", folder, &arguments, b"").expect_success().stdout;
        assert!(Certificate::from_der(&der).is_ok(), "{serial}");
    }
}

#[test]
fn a_certificate_of_version_1_has_no_extensions() {
    let ca = TestCa::new();
    let folder = ca.folder();
    let request = ["req", "-new", "-key", "root", "-subj", "/CN=old", "-out", "old.pem"];
    program("openssl", folder, &request, b"").expect_success();
    let sign = ["x509", "-req", "-in", "old.pem", "-signkey", "root", "-outform", "DER"];
    let der = program("openssl", folder, &sign, b"").expect_success().stdout;
    let old = Certificate::from_der(&der).unwrap();
    assert_eq!(old.extensions(), None);
    assert_eq!(old.verify_signature(old.public_key()), Ok(()));
}
