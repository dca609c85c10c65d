//! PKCS#12 files of GnuTLS, NSS, Java and Python are read by us, and ours by Python.

use crate::support::endpoint::{ENCRYPTIONS, password, passwords};
use crate::support::pkcs12_desk::{Desk, refused};
use crate::support::test_ca::ENDPOINT_NAME;
use bars_csr::pkcs12::{self, Encryption, OpenError, Skipped};

#[test]
fn files_of_gnutls_are_opened() {
    let desk = Desk::new();
    for cipher in ["3des", "3des-pkcs12", "aes-128", "aes-192", "aes-256", "rc2-40", "arcfour"] {
        let file = desk.by_gnutls(cipher, &["--password", "secret"]);
        let contents = desk.opens(&file, Some("secret"), cipher);
        assert_eq!(contents.friendly_name.as_deref(), Some("endpoint"));
        assert_eq!(refused(&file, Some("Secret")), OpenError::WrongPassword, "{cipher}");
    }
}

#[test]
fn files_of_nss_are_opened_whose_lengths_are_indefinite() {
    let desk = Desk::new();
    desk.write("e.pfx", &desk.endpoint.seal("secret", Encryption::Modern));
    desk.run("certutil", &["-N", "-d", "sql:.", "--empty-password"]);
    desk.run("pk12util", &["-i", "e.pfx", "-d", "sql:.", "-W", "secret"]);
    let export = |cipher: &str, text: &str| {
        desk.write("password", text.as_bytes());
        let arguments = [
            "-o",
            "nss.p12",
            "-n",
            ENDPOINT_NAME,
            "-d",
            "sql:.",
            "-w",
            "password",
            "-c",
            cipher,
            "-C",
            cipher,
        ];
        desk.run("pk12util", &arguments);
        desk.read("nss.p12")
    };
    for cipher in [
        "AES-128-CBC",
        "AES-192-CBC",
        "AES-256-CBC",
        "DES-EDE3-CBC",
        "RC2-CBC",
        "RC4",
        "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC",
        "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC4",
    ] {
        let file = export(cipher, "secret");
        assert_eq!(file[..2], [0x30, 0x80], "indefinite");
        desk.opens(&file, Some("secret"), cipher);
    }
    for text in passwords() {
        desk.opens(&export("AES-256-CBC", &text), Some(&text), &text);
        desk.opens(&export("DES-EDE3-CBC", &text), Some(&text), &text);
    }
}

#[test]
fn files_of_java_are_opened_new_and_old() {
    let desk = Desk::new();
    desk.write("e.pfx", &desk.endpoint.seal("secret-1", Encryption::Modern));
    for text in ["secret-1".to_owned(), "x".repeat(1_000)] {
        for age in [&[][..], &["-J-Dkeystore.pkcs12.legacy"]] {
            let _ = std::fs::remove_file(desk.folder.path().join("java.p12"));
            let begin =
                ["-importkeystore", "-noprompt", "-srckeystore", "e.pfx", "-srcstorepass", "secret-1"];
            let end = ["-destkeystore", "java.p12", "-deststoretype", "PKCS12", "-deststorepass", &text];
            desk.run("keytool", &[&begin[..], &end, age].concat());
            desk.opens(&desk.read("java.p12"), Some(&text), &format!("{age:?}"));
        }
    }
    let make = |alias: &str| {
        let begin = ["-genkeypair", "-alias", alias, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=a"];
        let end = ["-keystore", "two.p12", "-storetype", "PKCS12", "-storepass", "secret-1"];
        desk.run("keytool", &[&begin[..], &end].concat());
    };
    make("one");
    let contents = pkcs12::open(&desk.read("two.p12"), Some(&password("secret-1"))).expect("it opens");
    assert_eq!(contents.friendly_name.as_deref(), Some("one"));
    assert_eq!(contents.own_certificate(), contents.certificates.first());
    make("two");
    assert_eq!(refused(&desk.read("two.p12"), Some("secret-1")), OpenError::SeveralKeys { count: 2 });
}

#[test]
fn files_of_python_are_opened() {
    let desk = Desk::new();
    for scheme in ["PBESv2SHA256AndAES256CBC", "PBESv1SHA1And3KeyTripleDESCBC"] {
        for hash in ["SHA1", "SHA256", "SHA512"] {
            let what = format!("{scheme} {hash}");
            let contents = desk.opens(&desk.by_python(scheme, hash, "secret"), Some("secret"), &what);
            assert_eq!(contents.friendly_name.as_deref(), Some("endpoint"));
        }
    }
}

#[test]
fn ours_are_opened_by_python_under_passwords_of_every_kind() {
    const READ: &str = r#"
import sys
from cryptography.hazmat.primitives import hashes, serialization as s
from cryptography.hazmat.primitives.serialization import pkcs12 as p
key, leaf, chain = p.load_key_and_certificates(open("e.pfx", "rb").read(), sys.argv[1].encode())
assert key.public_key().public_numbers() == leaf.public_key().public_numbers()
print(leaf.fingerprint(hashes.SHA256()).hex(), len(chain), end="")
"#;
    let desk = Desk::new();
    for encryption in ENCRYPTIONS {
        for text in passwords() {
            desk.write("e.pfx", &desk.endpoint.seal(&text, encryption));
            let leaf = desk.endpoint.levels.leaf.sha256();
            let hexadecimal: String = leaf.iter().map(|octet| format!("{octet:02x}")).collect();
            let said = desk.run("/usr/bin/python3", &["-c", READ, &text]).text();
            assert_eq!(said, format!("{hexadecimal} 2"));
        }
    }
}

#[test]
fn what_is_of_no_use_in_a_file_is_left_aside_and_named() {
    let desk = Desk::new();
    desk.write("java.p12", &desk.endpoint.seal("secret-1", Encryption::Modern));
    let begin = ["-genseckey", "-alias", "secret", "-keyalg", "AES", "-keysize", "256"];
    let end = ["-keystore", "java.p12", "-storetype", "PKCS12", "-storepass", "secret-1"];
    desk.run("keytool", &[&begin[..], &end].concat());
    let contents = desk.opens(&desk.read("java.p12"), Some("secret-1"), "a secret");
    assert_eq!(contents.skipped, [Skipped::Secret]);

    desk.write("template", b"crl_next_update = \"2040-01-01\"\ncrl_number = 1\n");
    desk.write("ca", desk.endpoint.levels.root.to_pem().as_bytes());
    desk.write("ca-key", &std::fs::read(desk.endpoint.levels.ca.folder().join("rsa-root")).expect("a key"));
    let begin = ["--generate-crl", "--load-ca-privkey", "ca-key", "--load-ca-certificate", "ca"];
    desk.run("certtool", &[&begin[..], &["--template", "template", "--outfile", "crl"]].concat());
    let file = desk.by_gnutls("aes-256", &["--password", "secret", "--load-crl", "crl"]);
    assert_eq!(desk.opens(&file, Some("secret"), "a list").skipped, [Skipped::RevocationList]);
}
