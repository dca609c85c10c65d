//! PKCS#12 files in every scheme and under every MAC that OpenSSL writes, and what is refused.

use crate::support::endpoint::password;
use crate::support::pkcs12_desk::{Desk, refused};
use bars_csr::password_encryption::{Budget, DecryptError, Limits, Progress};
use bars_csr::pkcs12::{self, OpenError};

/// The schemes that `openssl pkcs12 -keypbe` and `-certpbe` write: those of PKCS#12, PBES1, PBES2.
const SCHEMES: [&str; 18] = [
    "PBE-SHA1-3DES",
    "PBE-SHA1-2DES",
    "PBE-SHA1-RC2-128",
    "PBE-SHA1-RC2-40",
    "PBE-SHA1-RC4-128",
    "PBE-SHA1-RC4-40",
    "PBE-MD5-DES",
    "PBE-MD5-RC2-64",
    "PBE-SHA1-DES",
    "PBE-SHA1-RC2-64",
    "AES-128-CBC",
    "AES-192-CBC",
    "AES-256-CBC",
    "DES-EDE3-CBC",
    "DES-CBC",
    "RC2-CBC",
    "RC2-40-CBC",
    "NONE",
];

const MACS: [&str; 8] = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256"];

#[test]
fn every_scheme_that_openssl_writes_is_opened_with_a_mac_and_without() {
    let desk = Desk::new();
    for scheme in SCHEMES {
        for mac in [&[][..], &["-nomac"]] {
            let file = desk.by_openssl(&[&["-keypbe", scheme, "-certpbe", scheme], mac].concat(), b"secret");
            let what = format!("{scheme} {mac:?}");
            assert_eq!(desk.opens(&file, Some("secret"), &what).friendly_name.as_deref(), Some("endpoint"));
            // Where nothing is sealed and nothing has a MAC, any password will do, and none.
            if scheme == "NONE" && !mac.is_empty() {
                desk.opens(&file, Some("Secret"), &what);
                desk.opens(&file, None, &what);
                continue;
            }
            assert_eq!(refused(&file, Some("Secret")), OpenError::WrongPassword, "{what}");
            assert_eq!(refused(&file, None), OpenError::PasswordNeeded, "{what}");
        }
    }
}

#[test]
fn every_mac_that_openssl_writes_is_held_against_the_file() {
    let desk = Desk::new();
    for mac in MACS {
        for iterations in [&[][..], &["-nomaciter"]] {
            let file = desk.by_openssl(&[&["-macalg", mac], iterations].concat(), b"secret");
            desk.opens(&file, Some("secret"), mac);
            assert_eq!(refused(&file, Some("Secret")), OpenError::WrongPassword, "{mac}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_named_before_a_password_is_asked_for() {
    let desk = Desk::new();
    let named = |file: &[u8]| {
        let error = refused(file, None);
        assert_eq!(refused(file, Some("secret")), error);
        error
    };
    let file = desk.by_openssl(&["-certpbe", "camellia-256-cbc"], b"secret");
    let camellia = const_oid::ObjectIdentifier::new("1.2.392.200011.61.1.1.1.4").expect("an oid");
    assert_eq!(named(&file), OpenError::Sealed(DecryptError::UnsupportedAlgorithm(camellia)));
    let file = desk.by_openssl(&["-macalg", "sha3-256"], b"secret");
    let sha3 = const_oid::ObjectIdentifier::new("2.16.840.1.101.3.4.2.8").expect("an oid");
    assert_eq!(named(&file), OpenError::UnsupportedMac(sha3));
}

#[test]
fn too_many_iterations_are_refused_before_any_work_is_done() {
    let desk = Desk::new();
    let file = desk.by_openssl(&["-iter", "1000"], b"secret");
    let open = |limits: Limits| {
        let budget = &mut Budget::of(limits);
        pkcs12::open_with(&file, Some(&password("secret")), budget, &mut |_| panic!("work was done")).err()
    };
    let too_many = |iterations| Some(OpenError::Sealed(DecryptError::TooManyIterations { iterations }));
    assert_eq!(open(Limits { iterations: 999, ..Limits::MOST }), too_many(1_000));
    assert_eq!(open(Limits { rounds: 2_999, ..Limits::MOST }), too_many(3_000));
    let many = desk.by_openssl(&["-iter", "10000001"], b"secret");
    assert_eq!(refused(&many, Some("secret")), too_many(10_000_001).expect("an error"));
}

#[test]
fn opening_tells_how_far_it_has_come() {
    let desk = Desk::new();
    let file = desk.by_openssl(&["-iter", "50000"], b"secret");
    let mut reports: Vec<Progress> = Vec::new();
    let opened = pkcs12::open_with(&file, Some(&password("secret")), &mut Budget::default(), &mut |told| {
        reports.push(told)
    });
    assert!(opened.is_ok());
    assert!(reports.windows(2).all(|pair| pair[0].done < pair[1].done), "{reports:?}");
    assert!(reports.iter().all(|report| report.total == 150_000), "{reports:?}");
    assert_eq!(reports.last().map(|last| last.done), Some(150_000));
}
