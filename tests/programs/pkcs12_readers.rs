//! What PKCS#12 files of OpenSSL say of themselves without their password, and which programs refuse them.

use crate::pkcs12_readers::{ASCII, describe, refusals};
use crate::support::endpoint::Endpoint;
use crate::support::program;
use bars_csr::password_encryption::{Cipher, HashFunction};
use bars_csr::pkcs12::{
    Description, Encryption, Feature, Holds, MacDescription, OpenError, Program, Protection,
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
        assert_eq!(said.mac, Some(MacDescription::Hash { hash, iterations: 100_000, salt: 16 }));
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
    let reason = Feature::Mac(HashFunction::Sha256);
    let expected = [Program::WindowsServer2016, Program::MacOs, Program::OldJava].map(|one| (one, reason));
    assert_eq!(said, expected);
}

#[test]
fn many_iterations_are_refused_by_dot_net() {
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    let said = |iterations| refusals(&by_openssl(&[&old[..], &["-iter", iterations]].concat()), ASCII);
    assert_eq!(said("300000"), []);
    let one = (Program::DotNetLoader, Feature::ManyIterationsForLoader { iterations: 300_001 });
    assert_eq!(said("300001"), [one]);
    let one = (Program::DotNetLoader, Feature::ManyIterationsForLoader { iterations: 600_001 });
    let all = (Program::DotNetLoader, Feature::ManyIterationsInAll { iterations: 1_800_003 });
    let own = (Program::DotNet, Feature::ManyIterationsOfPkcs12 { iterations: 600_001 });
    assert_eq!(said("600001"), [one, all, own]);
}
