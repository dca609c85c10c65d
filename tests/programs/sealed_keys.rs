//! Private keys under a password, as OpenSSL, GnuTLS and Python write them, in every scheme that
//! each can write.

use std::path::Path;

use crate::support::endpoint::{password, passwords};
use crate::support::keys::plain_key;
use crate::support::openssl::{fingerprint_by_openssl, openssl};
use crate::support::program;
use bars_csr::key::{OpenKeyError, OpenedKey, PrivateKey};
use bars_csr::message::Field;
use bars_csr::password::Spelling;
use bars_csr::password_encryption::{Budget, DecryptError, Limits, Progress};
use bars_csr::wording;

/// OpenSSL's old ciphers are in a provider of their own.
const LEGACY: [&str; 4] = ["-provider", "legacy", "-provider", "default"];

/// The ciphers of PBES2 that are read, as `openssl pkcs8 -v2` calls them.
const CIPHERS: [&str; 8] =
    ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3", "des", "rc2", "rc2-64-cbc", "rc2-40-cbc"];

/// The pseudo-random functions of PBKDF2, as `openssl pkcs8 -v2prf` calls them.
const PSEUDO_RANDOM_FUNCTIONS: [&str; 8] = [
    "hmacWithMD5",
    "hmacWithSHA1",
    "hmacWithSHA224",
    "hmacWithSHA256",
    "hmacWithSHA384",
    "hmacWithSHA512",
    "hmacWithSHA512-224",
    "hmacWithSHA512-256",
];

/// The schemes of PBES1 and of PKCS#12, as `openssl pkcs8 -v1` calls them. Those with MD2 no OpenSSL
/// can write any more.
const OLD_SCHEMES: [&str; 10] = [
    "PBE-MD5-DES",
    "PBE-MD5-RC2-64",
    "PBE-SHA1-DES",
    "PBE-SHA1-RC2-64",
    "PBE-SHA1-3DES",
    "PBE-SHA1-2DES",
    "PBE-SHA1-RC2-128",
    "PBE-SHA1-RC2-40",
    "PBE-SHA1-RC4-128",
    "PBE-SHA1-RC4-40",
];

/// The ciphers of OpenSSL's own encryption that are read.
const TRADITIONAL: [&str; 8] =
    ["-aes128", "-aes192", "-aes256", "-des", "-des3", "-rc2", "-rc2-64-cbc", "-rc2-40-cbc"];

/// Has OpenSSL seal the plain key under a password that it reads from a file.
#[track_caller]
fn sealed(command: &str, options: &[&str], password: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("password"), password).expect("written");
    let arguments = [&[command][..], options, &["-passout", "file:password"], &LEGACY].concat();
    openssl(folder.path(), &arguments, plain_key())
}

fn open(file: &[u8], given: &str) -> Result<OpenedKey, OpenKeyError> {
    PrivateKey::open_with(file, Some(&password(given)), &mut Budget::default(), &mut |_| {})
}

#[track_caller]
fn opens(file: &[u8], given: &str, what: &str) -> Spelling {
    let opened = open(file, given).unwrap_or_else(|error| panic!("{what}: {error:?}"));
    assert_eq!(
        opened.key.public_key().fingerprint().to_string(),
        fingerprint_by_openssl(plain_key()),
        "{what}"
    );
    opened.spelling.expect("it had a password")
}

#[track_caller]
fn refused(file: &[u8], given: Option<&str>) -> OpenKeyError {
    match PrivateKey::open(file, given.map(password).as_ref()) {
        Ok(_) => panic!("the key was opened"),
        Err(error) => error,
    }
}

/// One file of every scheme, with what it is.
fn one_of_each(password: &[u8]) -> Vec<(String, Vec<u8>)> {
    let new = CIPHERS.iter().map(|cipher| ("pkcs8", vec!["-topk8", "-v2", cipher]));
    let scrypt = std::iter::once(("pkcs8", vec!["-topk8", "-scrypt"]));
    let old = OLD_SCHEMES.iter().map(|scheme| ("pkcs8", vec!["-topk8", "-v1", scheme]));
    let own = TRADITIONAL.iter().map(|cipher| ("pkey", vec!["-traditional", cipher]));
    let all = new.chain(scrypt).chain(old).chain(own);
    all.map(|(command, options)| (options.join(" "), sealed(command, &options, password))).collect()
}

#[test]
fn every_scheme_that_openssl_writes_is_opened_under_passwords_of_every_kind() {
    for text in passwords() {
        for (what, file) in one_of_each(text.as_bytes()) {
            let spelling = opens(&file, &text, &format!("{what} under {text}"));
            assert_eq!(spelling, Spelling::Unicode, "{what} under {text}");
        }
    }
}

#[test]
fn every_cipher_is_opened_with_every_pseudo_random_function() {
    for cipher in CIPHERS {
        for function in PSEUDO_RANDOM_FUNCTIONS {
            let file = sealed("pkcs8", &["-topk8", "-v2", cipher, "-v2prf", function], b"secret");
            opens(&file, "secret", &format!("{cipher} with {function}"));
        }
    }
}

#[test]
fn a_password_in_the_character_set_of_windows_is_found_and_said() {
    for (text, octets) in [("pässwörd", &b"p\xe4ssw\xf6rd"[..]), ("10€ – “ok”", b"10\x80 \x96 \x93ok\x94")]
    {
        for (what, file) in one_of_each(octets) {
            let what = format!("{what} under {text}");
            let spelling = opens(&file, text, &what);
            // Latin-1 made a BMPString octet by octet is the BMPString that the standard asks for.
            let of_pkcs12 = OLD_SCHEMES[4..].iter().any(|scheme| what.contains(scheme));
            let expected = match of_pkcs12 && !text.contains('€') {
                true => Spelling::Unicode,
                false => Spelling::Windows1252,
            };
            assert_eq!(spelling, expected, "{what}");
        }
    }
}

#[test]
fn a_wrong_password_a_missing_one_and_damage_are_three_answers_in_every_scheme() {
    for (what, file) in one_of_each(b"secret") {
        assert_eq!(refused(&file, None), OpenKeyError::PasswordNeeded, "{what}");
        assert_eq!(refused(&file, Some("Secret")), OpenKeyError::WrongPassword, "{what}");
        assert_eq!(refused(&file, Some("sécret")), OpenKeyError::WrongPassword, "{what}");
        let text = String::from_utf8(file).expect("text");
        let lines: Vec<&str> = text.lines().collect();
        let middle = lines.len() / 2;
        let mut changed = lines.clone();
        let line: String = lines[middle].chars().rev().collect();
        changed[middle] = &line;
        // What is changed in a block lies in its numbers, or in what is around them.
        let error = refused(changed.join("\n").as_bytes(), Some("secret"));
        assert!(matches!(error, OpenKeyError::Damaged | OpenKeyError::Wrong(_)), "{what}: {error:?}");
    }
}

#[test]
fn a_cipher_that_is_not_read_is_named_with_any_password_and_without() {
    let named = |file: &[u8], name: &str| {
        for given in [None, Some("secret"), Some("Secret")] {
            let error = refused(file, given);
            assert!(matches!(error, OpenKeyError::Sealed(_)), "{error:?}");
            let message = wording::open_key(&error, Field::KeyFile, Field::UnlockPassword);
            assert_eq!(message.field, Field::KeyFile);
            assert!(message.sentence.contains(name), "{name} in {}", message.sentence);
        }
    };
    for (cipher, name) in [
        ("camellia128", "Camellia-128"),
        ("camellia256", "Camellia-256"),
        ("aria256", "ARIA-256"),
        ("seed", "SEED"),
        ("bf-cbc", "Blowfish"),
        ("cast5-cbc", "CAST5"),
        ("sm4-cbc", "SM4"),
    ] {
        named(&sealed("pkcs8", &["-topk8", "-v2", cipher], b"secret"), name);
    }
    for (cipher, name) in
        [("-camellia256", "CAMELLIA-256-CBC"), ("-aria128", "ARIA-128-CBC"), ("-seed", "SEED-CBC")]
    {
        named(&sealed("pkey", &["-traditional", cipher], b"secret"), name);
    }
    // No program here writes AES-GCM or MD2; the identifier of a cipher that they do write is changed.
    let file = sealed("pkcs8", &["-topk8", "-v2", "aes-256-cbc", "-outform", "DER"], b"secret");
    let gcm =
        with_octets(&file, b"\x60\x86\x48\x01\x65\x03\x04\x01\x2a", b"\x60\x86\x48\x01\x65\x03\x04\x01\x2e");
    named(&gcm, "AES-256 in GCM mode");
    let file = sealed("pkcs8", &["-topk8", "-v1", "PBE-MD5-DES", "-outform", "DER"], b"secret");
    let md2 = |number| {
        with_octets(
            &file,
            b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x03",
            &[b"\x2a\x86\x48\x86\xf7\x0d\x01\x05".as_slice(), &[number]].concat(),
        )
    };
    named(&md2(1), "DES and MD2");
    named(&md2(4), "RC2 and MD2");
}

/// The file with one run of octets changed into another.
fn with_octets(file: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = file.windows(from.len()).position(|window| window == from).expect("the octets are there");
    [&file[..at], to, &file[at + from.len()..]].concat()
}

#[test]
fn keys_that_gnutls_seals_are_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("key"), plain_key()).expect("written");
    for cipher in ["3des", "3des-pkcs12", "aes-128", "aes-192", "aes-256", "rc2-40", "arcfour"] {
        for text in ["secret", "pässwörd", "🦀 crab"] {
            let arguments = ["--to-p8", "--load-privkey", "key", "--pkcs-cipher", cipher, "--password", text];
            let file = program("certtool", folder.path(), &arguments, b"").expect_success().stdout;
            opens(&file, text, &format!("{cipher} under {text}"));
        }
    }
}

#[test]
fn keys_that_python_seals_are_opened_and_ours_are_opened_by_python() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("key"), plain_key()).expect("written");
    const WRITE: &str = r#"
import sys
from cryptography.hazmat.primitives import serialization as s
key = s.load_pem_private_key(open("key", "rb").read(), None)
form = getattr(s.PrivateFormat, sys.argv[1])
seal = s.BestAvailableEncryption(sys.argv[2].encode())
sys.stdout.buffer.write(key.private_bytes(s.Encoding.PEM, form, seal))
"#;
    const READ: &str = r#"
import sys, hashlib
from cryptography.hazmat.primitives import serialization as s
key = s.load_pem_private_key(open("sealed", "rb").read(), sys.argv[1].encode())
der = key.public_key().public_bytes(s.Encoding.DER, s.PublicFormat.SubjectPublicKeyInfo)
print(hashlib.sha256(der).hexdigest(), end="")
"#;
    let key = PrivateKey::open(plain_key(), None).expect("a key");
    for text in passwords() {
        for form in ["PKCS8", "TraditionalOpenSSL"] {
            let file = program("/usr/bin/python3", folder.path(), &["-c", WRITE, form, &text], b"");
            opens(&file.expect_success().stdout, &text, &format!("{form} under {text}"));
        }
        let mut rng = getrandom::rand_core::UnwrapErr(getrandom::SysRng);
        let file = key.seal(Some(&password(&text)), &mut rng).expect("a file");
        std::fs::write(folder.path().join("sealed"), file.as_str()).expect("written");
        let said = program("/usr/bin/python3", folder.path(), &["-c", READ, &text], b"").expect_success();
        assert_eq!(said.text(), key.public_key().fingerprint().to_string());
    }
}

#[test]
fn keys_of_other_kinds_are_named_before_their_password_is_asked_for() {
    let make =
        |options: &[&str]| openssl(Path::new("."), &[&["genpkey", "-algorithm"], options].concat(), b"");
    let say = |file: &[u8], given: Option<&str>| {
        wording::open_key(&refused(file, given), Field::KeyFile, Field::UnlockPassword).sentence
    };
    let curve = make(&["EC", "-pkeyopt", "ec_paramgen_curve:P-384"]);
    let own = ["ec", "-aes256", "-passout", "pass:secret"];
    let said = say(&openssl(Path::new("."), &own, &curve), None);
    assert!(said.starts_with("This is a private key for elliptic curves (ECDSA)."), "{said}");
    for (options, name) in [
        (&["EC", "-pkeyopt", "ec_paramgen_curve:P-384"][..], "elliptic curves (ECDSA) on the curve P-384"),
        (
            &["EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"],
            "elliptic curves (ECDSA) on the curve secp256k1",
        ),
        (&["ED25519"], "Ed25519"),
        (&["X25519"], "X25519"),
        (&["ED448"], "Ed448"),
    ] {
        let plain = make(options);
        let pkcs8 = ["pkcs8", "-topk8", "-v2", "aes256", "-passout", "pass:secret"];
        for said in [say(&plain, None), say(&openssl(Path::new("."), &pkcs8, &plain), Some("secret"))] {
            assert!(said.starts_with(&format!("This is a private key for {name}. ")), "{said}");
        }
    }
}

#[test]
fn what_asks_for_too_much_is_refused_before_any_work_is_done() {
    let many = ["-topk8", "-v2", "aes256", "-v2prf", "hmacWithSHA1", "-iter", "1000", "-outform", "DER"];
    let file = sealed("pkcs8", &many, b"secret");
    let too_many = |limits: Limits, given: Option<&str>| {
        let given = given.map(password);
        match PrivateKey::open_with(&file, given.as_ref(), &mut Budget::of(limits), &mut |_| {
            panic!("work was done")
        }) {
            Err(OpenKeyError::Sealed(DecryptError::TooManyIterations { iterations })) => iterations,
            other => panic!("{:?}", other.err()),
        }
    };
    let limits = Limits { iterations: 999, ..Limits::MOST };
    assert_eq!(too_many(limits, None), 1_000);
    assert_eq!(too_many(limits, Some("secret")), 1_000);
    // A key of 32 octets takes two runs of SHA-1.
    assert_eq!(too_many(Limits { rounds: 1_999, ..Limits::MOST }, Some("secret")), 2_000);
    // OpenSSL refuses to write such a file: N and r of another are changed.
    let file = sealed("pkcs8", &["-topk8", "-scrypt", "-outform", "DER"], b"secret");
    let file = with_octets(&file, b"\x02\x02\x40\x00\x02\x01\x08", b"\x02\x02\x7f\xff\x02\x01\x7f");
    let expected = OpenKeyError::Sealed(DecryptError::TooMuchMemory { bytes: 128 * 127 * 32_768 });
    assert_eq!(refused(&file, Some("secret")), expected);
}

#[test]
fn a_long_derivation_tells_how_far_it_has_come() {
    let file = sealed("pkcs8", &["-topk8", "-v2", "aes256", "-iter", "100000"], b"secret");
    let progress = |given: &str| {
        let mut reports: Vec<Progress> = Vec::new();
        let opened =
            PrivateKey::open_with(&file, Some(&password(given)), &mut Budget::default(), &mut |told| {
                reports.push(told)
            });
        (opened.is_ok(), reports)
    };
    let (opened, reports) = progress("secret");
    assert!(opened && reports.len() > 4, "{reports:?}");
    assert!(reports.windows(2).all(|pair| pair[0].done < pair[1].done), "{reports:?}");
    assert!(reports.iter().all(|report| report.total == 100_000 && report.done <= 100_000), "{reports:?}");
    assert_eq!(reports.last().map(|last| last.done), Some(100_000));
    // Two spellings are tried where the password is not ASCII.
    let (opened, reports) = progress("sécret");
    assert!(!opened);
    assert_eq!(reports.last().copied(), Some(Progress { done: 200_000, total: 200_000, silent: false }));
}
