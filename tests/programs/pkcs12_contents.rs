//! What is in PKCS#12 files of other programs, however it is put down: in part, in BER, damaged.

use crate::support::endpoint::password;
use crate::support::pkcs12_desk::{Desk, refused};
use bars_csr::key::OpenKeyError;
use bars_csr::pkcs12::{self, Encryption, OpenError};

#[test]
fn marks_of_microsoft_are_read_and_certificates_need_no_mark() {
    let desk = Desk::new();
    let file =
        desk.by_openssl(&["-CSP", "Microsoft Enhanced Cryptographic Provider v1.0", "-LMK"], b"secret");
    assert!(desk.opens(&file, Some("secret"), "marks").machine_keyset);
    assert!(!desk.opens(&desk.by_openssl(&[], b"secret"), Some("secret"), "none").machine_keyset);
    // A key alone, and certificates alone.
    let alone = |options: &[&str]| {
        let end = ["-passout", "pass:secret", "-provider", "legacy", "-provider", "default"];
        let file = desk.run("openssl", &[&["pkcs12", "-export"], options, &end].concat()).stdout;
        pkcs12::open(&file, Some(&password("secret"))).expect("it opens")
    };
    let certificates = alone(&["-nokeys", "-in", "leaf", "-certfile", "chain"]);
    assert!(certificates.key.is_none() && certificates.own_certificate().is_none());
    assert_eq!(certificates.certificates, desk.endpoint.path());
    let key = alone(&["-nocerts", "-inkey", "key", "-in", "key"]);
    assert!(key.certificates.is_empty() && key.own_certificate().is_none());
    assert_eq!(key.key.expect("a key").public_key(), desk.endpoint.key.public_key());
}

#[test]
fn what_was_opened_is_sealed_again_in_the_other_kind_under_another_password() {
    let desk = Desk::new();
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "sha1"];
    let file = desk.by_openssl(&old, b"secret");
    let opened = desk.opens(&file, Some("secret"), "old");
    let (key, name) = (opened.key.expect("a key"), opened.friendly_name.unwrap_or_default());
    let mut rng = getrandom::rand_core::UnwrapErr(getrandom::SysRng);
    let sealed =
        pkcs12::seal(&key, &opened.certificates, &name, &password("new"), Encryption::Modern, &mut rng);
    desk.opens(&sealed.expect("a file"), Some("new"), "new");
}

#[test]
fn a_key_that_is_not_taken_and_one_under_another_password_are_named() {
    let desk = Desk::new();
    let curve = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ec"];
    desk.run("openssl", &curve);
    let export = ["pkcs12", "-export", "-nocerts", "-inkey", "ec", "-in", "ec", "-passout", "pass:secret"];
    let error = refused(&desk.run("openssl", &export).stdout, Some("secret"));
    assert!(matches!(error, OpenError::Key(OpenKeyError::NotRsa { .. })), "{error:?}");
    // The certificates of one file and the key of another.
    let options = ["-nomac", "-certpbe", "AES-256-CBC"];
    let (one, other) = (desk.by_openssl(&options, b"secret"), desk.by_openssl(&options, b"other"));
    let data = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
    let at = one.windows(9).rposition(|window| window == data).expect("it is there");
    let mixed = [&one[..at], &other[at..]].concat();
    assert_eq!(refused(&mixed, Some("secret")), OpenError::OtherPassword);
    assert_eq!(refused(&mixed, Some("other")), OpenError::WrongPassword);
}

/// DER made BER as old programs write it: every length indefinite, every OCTET STRING in pieces.
fn to_ber(der: &[u8]) -> Vec<u8> {
    let mut ber = Vec::new();
    let mut rest = der;
    while let [tag, length, after @ ..] = rest {
        let octets = usize::from(length & 0x7f);
        let (length, after) = match length {
            0..0x80 => (usize::from(*length), after),
            _ => (
                after[..octets].iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet)),
                &after[octets..],
            ),
        };
        let (contents, after) = after.split_at(length);
        match tag {
            0x04 | 0x80 => {
                ber.extend([tag | 0x20, 0x80]);
                for piece in contents.chunks(100) {
                    ber.extend([0x04, 0x81, u8::try_from(piece.len()).expect("short")]);
                    ber.extend(piece);
                }
                ber.extend([0, 0]);
            }
            tag if tag & 0x20 != 0 => {
                ber.extend([*tag, 0x80]);
                ber.extend(to_ber(contents));
                ber.extend([0, 0]);
            }
            _ => ber.extend(&rest[..rest.len() - after.len()]),
        }
        rest = after;
    }
    ber
}

#[test]
fn a_file_in_ber_says_what_it_says_in_der() {
    let desk = Desk::new();
    for options in [&[][..], &["-nomac"], &["-keypbe", "NONE", "-certpbe", "NONE"]] {
        let file = to_ber(&desk.by_openssl(options, b"secret"));
        desk.opens(&file, Some("secret"), &format!("{options:?}"));
        for at in (0..file.len()).step_by(31) {
            assert!(pkcs12::open(&file[..at], Some(&password("secret"))).is_err());
        }
    }
    // Elements one in another without an end.
    let deep = [[0x30, 0x80].repeat(400_000), vec![0; 1_000]].concat();
    assert_eq!(refused(&deep, None), OpenError::Damaged);
}

#[test]
fn damage_under_the_right_password_is_called_damage() {
    let desk = Desk::new();
    for options in [&[][..], &["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"]] {
        let file = desk.by_openssl(options, b"secret");
        // In the certificates, in the key, in its labels, and in the MAC itself.
        for at in [file.len() / 3, file.len() / 2, file.len() - 500, file.len() - 150, file.len() - 45] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert_eq!(refused(&changed, Some("secret")), OpenError::Damaged, "{options:?} at {at}");
        }
        assert_eq!(refused(&file[..file.len() / 2], Some("secret")), OpenError::Damaged);
    }
}
