//! What PKCS#12 files of OpenSSL say of themselves without their password, and which programs refuse them.

use crate::pkcs12_readers::{ASCII, describe, refusals};
use crate::support::endpoint::Endpoint;
use crate::support::program;
use bars_csr::password_encryption::{Cipher, Derivation, HashFunction};
use bars_csr::pkcs12::{
    Description, Encryption, Holds, MacDescription, OpenError, Program, Protection, Reason,
};
use bars_csr::wording;

/// A file by OpenSSL under the password `secret`.
fn by_openssl(options: &[&str]) -> Vec<u8> {
    let (endpoint, folder) = (Endpoint::new(), tempfile::tempdir().expect("a folder"));
    std::fs::write(folder.path().join("key"), &endpoint.key_pem).expect("written");
    std::fs::write(folder.path().join("leaf"), endpoint.levels.leaf.to_pem()).expect("written");
    let begin = ["pkcs12", "-export", "-inkey", "key", "-in", "leaf", "-passout", "pass:secret"];
    let legacy = ["-provider", "legacy", "-provider", "default"];
    program("openssl", folder.path(), &[&begin[..], options, &legacy].concat(), b"").expect_success().stdout
}

#[test]
fn a_file_says_how_it_is_sealed_without_its_password() {
    let endpoint = Endpoint::new();
    for (encryption, cipher, hash) in [
        (Encryption::Modern, Cipher::Aes256, HashFunction::Sha256),
        (Encryption::Compatible, Cipher::TripleDes, HashFunction::Sha1),
    ] {
        let said = describe(&endpoint.seal("secret", encryption));
        assert_eq!(said.mac, Some(MacDescription::Hash { hash, iterations: 100_000 }));
        let holds: Vec<Holds> = said.parts.iter().map(|part| part.holds).collect();
        assert_eq!(holds, [Holds::Unseen, Holds::Key]);
        assert!(said.schemes().all(|scheme| scheme.cipher == cipher));
        assert!(said.schemes().all(|scheme| scheme.derivation.iterations() == Some(100_000)));
        let in_words: Vec<String> = said.schemes().map(wording::encryption).collect();
        let expected = match encryption {
            Encryption::Modern => "AES-256 (PBKDF2, HMAC with SHA-256, 100,000 iterations)",
            Encryption::Compatible => "3DES (the key derivation of PKCS#12, 100,000 iterations)",
        };
        assert_eq!(in_words, [expected, expected]);
    }
    let plain = describe(&by_openssl(&["-nomac", "-keypbe", "NONE", "-certpbe", "NONE"]));
    assert_eq!(plain.mac, None);
    let parts: Vec<_> = plain.parts.iter().map(|part| (part.holds, part.protection.clone())).collect();
    assert_eq!(parts, [(Holds::Certificate, Protection::None), (Holds::Key, Protection::None)]);
    let unknown = describe(&by_openssl(&["-keypbe", "camellia-256-cbc"]));
    assert!(matches!(unknown.parts[1].protection, Protection::Unknown(_)));
    assert_eq!(Description::read(b"no file at all"), Err(OpenError::Damaged));
}

#[test]
fn half_old_files_are_refused_as_well() {
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"];
    let said = refusals(&by_openssl(&old), ASCII);
    let reason = Reason::ModernMac(HashFunction::Sha256);
    let expected = [Program::WindowsServer2016, Program::MacOs, Program::OldJava].map(|one| (one, reason));
    assert_eq!(said, expected);
}

#[test]
fn old_ciphers_are_refused_by_openssl_3_and_it_is_so() {
    for (scheme, cipher) in [
        ("PBE-SHA1-RC2-40", Cipher::Rc2 { key_length: 5, effective_bits: 40 }),
        ("PBE-SHA1-RC2-128", Cipher::Rc2 { key_length: 16, effective_bits: 128 }),
        ("PBE-SHA1-RC4-128", Cipher::Rc4 { key_length: 16 }),
        ("PBE-SHA1-RC4-40", Cipher::Rc4 { key_length: 5 }),
        ("PBE-MD5-DES", Cipher::Des),
    ] {
        let file = by_openssl(&["-keypbe", scheme, "-certpbe", scheme, "-macalg", "sha1"]);
        let said = refusals(&file, ASCII);
        assert_eq!(said, [(Program::OpenSsl3, Reason::OldCipher(cipher))], "{scheme}");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("e.pfx"), file).expect("written");
        let read = ["pkcs12", "-in", "e.pfx", "-passin", "pass:secret", "-nodes"];
        assert!(!program("openssl", folder.path(), &read, b"").success, "{scheme}");
    }
    // 3DES is read by every program.
    let two_keys = ["-keypbe", "PBE-SHA1-2DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    assert_eq!(refusals(&by_openssl(&two_keys), ASCII), []);
}

#[test]
fn many_iterations_are_refused_by_dot_net() {
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    let said = |iterations| refusals(&by_openssl(&[&old[..], &["-iter", iterations]].concat()), ASCII);
    assert_eq!(said("300000"), []);
    let one = Reason::Iterations { iterations: 300_001, most: 300_000 };
    assert_eq!(said("300001"), [(Program::DotNet, one)]);
    let one = Reason::Iterations { iterations: 333_334, most: 300_000 };
    let all = Reason::IterationsInAll { iterations: 1_000_002, most: 1_000_000 };
    assert_eq!(said("333334"), [(Program::DotNet, one), (Program::DotNet, all)]);
}

#[test]
fn pbmac1_is_refused_by_all_but_the_newest() {
    // No program here writes it: the identifier of SHA-256 in the MAC is changed.
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha256"];
    let file = by_openssl(&old);
    let sha256 = b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01";
    let at = file.windows(11).rposition(|window| window == sha256).expect("it is there");
    let pbmac1 = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0e";
    let file = [&file[..at], pbmac1, &file[at + 11..]].concat();
    assert_eq!(describe(&file).mac, Some(MacDescription::Pbmac1));
    let programs: Vec<Program> = refusals(&file, ASCII).into_iter().map(|(program, _)| program).collect();
    use Program::*;
    assert_eq!(programs, [WindowsServer2016, MacOs, OldJava, Java, OpenSsl3]);
    assert!(matches!(
        describe(&file).schemes().next().map(|one| &one.derivation),
        Some(Derivation::Pkcs12 { .. })
    ));
}
