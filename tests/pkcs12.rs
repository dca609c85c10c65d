//! PKCS#12 files are sealed, and opened again.

use crate::support::endpoint::{ENCRYPTIONS, Endpoint, password};
use bars_csr::certificate::Certificate;
use bars_csr::pkcs12::{self, Encryption, OpenError, SealError};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

#[test]
fn two_files_of_one_endpoint_share_no_salt() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        assert_ne!(endpoint.seal("secret", encryption), endpoint.seal("secret", encryption));
    }
}

#[test]
fn what_would_be_wrong_is_not_sealed() {
    let endpoint = Endpoint::new();
    let refused = |path: &[Certificate], name: &str| {
        let rng = &mut UnwrapErr(SysRng);
        match pkcs12::seal(&endpoint.key, path, name, &password("secret"), Encryption::Modern, rng) {
            Ok(_) => panic!("it was sealed"),
            Err(error) => error,
        }
    };
    assert_eq!(refused(&[], ""), SealError::NoCertificate);
    let intermediate_first: Vec<_> = endpoint.path().into_iter().skip(1).collect();
    assert_eq!(refused(&intermediate_first, ""), SealError::OtherKey);
    let long = "é".repeat(256);
    assert_eq!(refused(&endpoint.path(), &long), SealError::FriendlyNameTooLong { characters: 256 });
}

#[test]
fn a_wrong_password_opens_nothing() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        let file = endpoint.seal("secret", encryption);
        let error = pkcs12::open(&file, Some(&password("Secret"))).err();
        assert_eq!(error, Some(OpenError::WrongPassword));
    }
}

#[test]
fn no_octet_changed_and_no_cut_gives_a_panic_or_other_contents() {
    let endpoint = Endpoint::new();
    let file = endpoint.seal("secret", Encryption::Modern);
    let secret = password("secret");
    for at in (0..file.len()).step_by(97) {
        let mut changed = file.clone();
        changed[at] ^= 0x10;
        assert!(pkcs12::open(&changed, Some(&secret)).is_err(), "octet {at}");
        assert!(pkcs12::open(&file[..at], Some(&secret)).is_err(), "cut at {at}");
    }
}
