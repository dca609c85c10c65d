//! PKCS#12 files that were cut or changed on their way: never a panic, never other contents.

use crate::support::endpoint::{ENCRYPTIONS, Endpoint, password};
use bars_csr::pkcs12::{self, OpenError};

#[test]
fn a_file_cut_anywhere_is_damaged() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        let file = endpoint.seal("secret", encryption);
        for length in 0..file.len() {
            let error = pkcs12::open(&file[..length], Some(&password("secret"))).err();
            assert_eq!(error, Some(OpenError::Damaged), "cut at {length}");
        }
    }
}

#[test]
fn what_stands_behind_a_file_changes_nothing_of_its_contents() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        let mut file = endpoint.seal("secret", encryption);
        file.extend([0, b'\r', b'\n']);
        let opened =
            pkcs12::open(&file, Some(&password("secret"))).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(opened.certificates, endpoint.path());
    }
}

#[test]
fn an_empty_file_and_octets_of_another_kind_are_damaged() {
    let endpoint = Endpoint::new();
    let certificate = endpoint.levels.leaf.as_der();
    let key = endpoint.key.to_pkcs8_der().expect("octets");
    for octets in [b"".as_slice(), b"secret", &[0x30, 0x80], &[0xff; 4_096], certificate, &key] {
        assert_eq!(pkcs12::open(octets, Some(&password("secret"))).err(), Some(OpenError::Damaged));
    }
}
