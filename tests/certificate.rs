//! What a certificate says is read from its octets, and they stay as they came.

use crate::support::test_ca::{CA, ENDPOINT_NAME, Request, TestCa, ThreeLevels};
use bars_csr::certificate::{BasicConstraints, Certificate, CertificateError, CertificatePart};
use bars_csr::public_key::{KeyAlgorithm, PublicKey};
use bars_csr::reader::{Found, Item, read};

pub const PROXY: &str = include_str!("vectors/bars-proxy.spineservices.nhs.uk.pem");
const INT: &str = include_str!("vectors/int.api.service.nhs.uk.pem");

pub fn certificate(pem: &str) -> Certificate {
    match read(pem.as_bytes()).expect("it is read").found.as_slice() {
        [Found { item: Item::Certificate(der), .. }] => Certificate::from_der(der).expect("a certificate"),
        other => panic!("{other:?}"),
    }
}

pub fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[test]
fn the_certificate_of_the_proxy_says_what_openssl_says() {
    let proxy = certificate(PROXY);
    assert_eq!(proxy.subject().to_string(), "CN=bars-proxy.spineservices.nhs.uk, OU=Devices, O=nhs");
    assert_eq!(proxy.issuer().to_string(), "CN=NHS Level 1C, OU=CA, O=nhs");
    assert_eq!(proxy.subject().common_names(), ["bars-proxy.spineservices.nhs.uk"]);
    assert_eq!(proxy.label(), "bars-proxy.spineservices.nhs.uk");
    assert_eq!(proxy.serial_hex(), "610e9223");
    assert_eq!((proxy.not_before(), proxy.not_after()), (1_670_860_585, 1_717_500_511));
    assert_eq!(proxy.public_key().algorithm(), KeyAlgorithm::Rsa { bits: 2048 });
    let extensions = proxy.extensions().unwrap();
    assert_eq!(extensions.basic_constraints, Some(BasicConstraints { ca: false, path_length: None }));
    let key_usage = extensions.key_usage.unwrap();
    assert!(key_usage.digital_signature() && key_usage.key_encipherment() && !key_usage.key_cert_sign());
    let purposes: Vec<String> =
        extensions.extended_key_usage.as_ref().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(purposes, ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
    assert_eq!(hex(proxy.subject_key_identifier().unwrap()), "d65d4c08f2e90b762bf90fc7b7a820f0ba5a7c11");
    assert_eq!(hex(proxy.authority_key_identifier().unwrap()), "ba69a3e37ae27c3d3757526fe9f313644ce1c0b5");
    assert!(!proxy.has_subject_alt_name());
    assert!(!proxy.is_ca() && !proxy.is_self_issued() && !proxy.claims_to_be_root());
}

#[test]
fn the_guides_own_thumbprints_are_found() {
    let thumbprints = [PROXY, INT].map(|pem| hex(&certificate(pem).sha1()));
    assert!(thumbprints.iter().any(|print| print.starts_with("57c911af")), "{thumbprints:?}");
    assert!(thumbprints.iter().any(|print| print.starts_with("ce780883")), "{thumbprints:?}");
}

#[test]
fn pem_and_der_come_back_unchanged() {
    for pem in [PROXY, INT] {
        assert_eq!(certificate(pem).to_pem().trim(), pem.trim());
    }
}

#[test]
fn a_signature_is_verified_over_the_octets_as_they_came() {
    for levels in [ThreeLevels::new(), ThreeLevels::rsa()] {
        let ThreeLevels { root, intermediate, leaf, .. } = &levels;
        assert_eq!(leaf.verify_signature(intermediate.public_key()), Ok(()));
        assert_eq!(intermediate.verify_signature(root.public_key()), Ok(()));
        assert_eq!(root.verify_signature(root.public_key()), Ok(()));
        assert!(leaf.verify_signature(root.public_key()).is_err());
        assert!(root.claims_to_be_root() && root.is_ca() && !leaf.is_ca());
    }
}

#[test]
fn kinds_of_strings_case_and_white_space_do_not_make_names_different() {
    let ca = TestCa::new();
    let printable = certificate(INT);
    let utf8 = ca.root(&Request::ca("/O=NHS/OU= devices /CN=int.API.service.nhs.uk", "root"));
    assert_eq!(utf8.subject(), printable.subject());
    let other = ca.root(&Request::ca("/OU=Devices/O=nhs/CN=int.api.service.nhs.uk", "root"));
    assert_ne!(other.subject(), printable.subject());
}

#[test]
fn a_name_is_written_without_ambiguity() {
    let ca = TestCa::new();
    let odd = ca.root(&Request::ca("/O=Smith, Jones \\+ Co/CN=a\\\\b/emailAddress=a@b.example", "root"));
    assert_eq!(odd.subject().to_string(), r"emailAddress=a@b.example, CN=a\\b, O=Smith\, Jones \+ Co");
}

#[test]
fn names_for_dns_are_read_where_there_are_any() {
    let ca = TestCa::new();
    let request = Request {
        extensions: &["subjectAltName=DNS:a.nhs.uk,IP:127.0.0.1,DNS:b.nhs.uk"],
        ..Request::endpoint("leaf")
    };
    let both = ca.root(&request);
    assert!(both.has_subject_alt_name());
    assert_eq!(both.dns_names(), ["a.nhs.uk", "b.nhs.uk"]);
    assert_eq!(both.subject().common_names(), [ENDPOINT_NAME]);
}

#[test]
fn a_path_length_is_read() {
    let ca = TestCa::new();
    let mut extensions = CA.to_vec();
    extensions[0] = "basicConstraints=critical,CA:TRUE,pathlen:3";
    let root = ca.root(&Request { extensions: &extensions, ..Request::ca("/CN=root", "root") });
    let basic = root.extensions().unwrap().basic_constraints;
    assert_eq!(basic, Some(BasicConstraints { ca: true, path_length: Some(3) }));
}

#[test]
fn dates_after_2049_are_read() {
    let ca = TestCa::new();
    let request = Request { until: "99991231235959Z", ..Request::ca("/CN=root", "root") };
    let root = ca.root(&request);
    assert_eq!(root.not_after(), 253_402_300_799);
}

#[test]
fn the_part_that_cannot_be_read_is_named() {
    let refused = |der: &[u8]| {
        let CertificateError { part, octet } = Certificate::from_der(der).expect_err("damaged");
        (part, octet)
    };
    assert_eq!(refused(b""), (CertificatePart::Structure, 0));
    assert_eq!(refused(&[0x30, 0]), (CertificatePart::Structure, 0));
    let whole = certificate(PROXY).as_der().to_vec();
    assert_eq!(refused(&[whole.as_slice(), &[0]].concat()), (CertificatePart::Structure, 0));
    let at = |wanted: &[u8]| whole.windows(wanted.len()).position(|window| window == wanted).unwrap();
    let with = |at: usize, octet: u8| {
        let mut changed = whole.clone();
        changed[at] = octet;
        changed
    };
    // The dates begin with their SEQUENCE and the header of the first.
    let dates = at(b"221212");
    assert_eq!(refused(&with(dates, b'x')), (CertificatePart::Validity, dates - 4));
    // The serial number stands behind two headers and the version.
    assert_eq!(refused(&with(13, 0x04)), (CertificatePart::SerialNumber, 13));
    // SET OF within the subject, whose common name is the last that has this octet in front.
    let subject = certificate(PROXY).subject().as_der().to_vec();
    let begins = at(&subject);
    assert_eq!(refused(&with(begins + 2, 0x05)), (CertificatePart::Subject, begins));
}

#[test]
fn no_prefix_and_no_changed_octet_brings_it_down() {
    for pem in [PROXY, INT] {
        let whole = certificate(pem);
        let der = whole.as_der();
        for length in 0..der.len() {
            assert!(Certificate::from_der(&der[..length]).is_err(), "{length}");
        }
        for at in 0..der.len() {
            for value in [0x00, 0x01, 0x30, 0x7f, 0x80, 0x84, 0xff, der[at] ^ 1] {
                let mut changed = der.to_vec();
                changed[at] = value;
                if let Ok(changed) = Certificate::from_der(&changed) {
                    let _ = (changed.label(), changed.subject().to_string(), changed.to_pem());
                    let _ = (changed.is_self_issued(), changed.tbs().len(), changed.claims_to_be_root());
                    let _: &PublicKey = changed.public_key();
                }
            }
        }
    }
}
