//! PKCS#12 files, read by OpenSSL and written by it.

use std::path::Path;

use crate::support::endpoint::{ENCRYPTIONS, Endpoint, password, passwords};
use crate::support::program;
use crate::support::test_ca::ENDPOINT_NAME;
use bars_csr::certificate::Certificate;
use bars_csr::pkcs12::{self, Encryption};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

fn openssl(folder: &Path, arguments: &[&str], input: &[u8]) -> crate::support::Outcome {
    program("openssl", folder, arguments, input).expect_success()
}

/// What `openssl pkcs12 -info` says of a file, without the certificates and keys themselves.
fn info(folder: &Path) -> String {
    let arguments = ["pkcs12", "-info", "-in", "e.pfx", "-passin", "file:password", "-nodes"];
    let said = openssl(folder, &arguments, b"");
    let facts = said.stderr.lines().map(str::to_owned);
    let names = said.text();
    let attributes =
        names.lines().filter(|line| line.contains("friendlyName") || line.contains("localKeyID"));
    facts.chain(attributes.map(|line| line.trim().to_owned())).collect::<Vec<_>>().join("\n")
}

fn pem(certificates: &[Certificate]) -> String {
    certificates.iter().map(Certificate::to_pem).collect()
}

/// The PEM blocks in a text, without what stands between them.
fn blocks(text: &str) -> String {
    let mut inside = false;
    let mut found = String::new();
    for line in text.lines() {
        inside |= line.starts_with("-----BEGIN");
        if inside {
            found.push_str(line);
            found.push('\n');
        }
        inside &= !line.starts_with("-----END");
    }
    found
}

#[test]
fn openssl_finds_the_very_key_and_certificates_under_passwords_of_every_kind() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        for text in passwords() {
            let folder = endpoint.seal_into_folder(&text, encryption);
            let extract = |options: &[&str]| {
                let arguments = [&["pkcs12", "-in", "e.pfx", "-passin", "file:password"], options].concat();
                blocks(&openssl(folder.path(), &arguments, b"").text())
            };
            let path = endpoint.path();
            assert_eq!(extract(&["-nokeys", "-clcerts"]), pem(&path[..1]));
            assert_eq!(extract(&["-nokeys", "-cacerts"]), pem(&path[1..]));
            assert_eq!(extract(&["-nokeys"]), pem(&path));
            assert_eq!(extract(&["-nocerts", "-nodes"]), blocks(&String::from_utf8_lossy(&endpoint.key_pem)));
        }
    }
}

#[test]
fn a_modern_file_says_how_it_is_sealed() {
    let endpoint = Endpoint::new();
    let folder = endpoint.seal_into_folder("secret", Encryption::Modern);
    let id: Vec<String> = endpoint.levels.leaf.sha1().iter().map(|octet| format!("{octet:02X}")).collect();
    let labels = format!("localKeyID: {}\nfriendlyName: {ENDPOINT_NAME}", id.join(" "));
    let expected = format!(
        "MAC: sha256, Iteration 100000\n\
         MAC length: 32, salt length: 16\n\
         PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256\n\
         Certificate bag\nCertificate bag\nCertificate bag\n\
         PKCS7 Data\n\
         Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256\n\
         {labels}\n{labels}"
    );
    assert_eq!(info(folder.path()), expected);
}

#[test]
fn a_compatible_file_switches_both_bags_and_the_mac_together() {
    let folder = Endpoint::new().seal_into_folder("secret", Encryption::Compatible);
    let said = info(folder.path());
    let facts: Vec<&str> = said.lines().take(7).collect();
    let expected = [
        "MAC: sha1, Iteration 100000",
        "MAC length: 20, salt length: 16",
        "PKCS7 Encrypted data: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 100000",
        "Certificate bag",
        "Certificate bag",
        "Certificate bag",
        "PKCS7 Data",
    ];
    assert_eq!(facts, expected);
    assert!(said.contains("Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 100000"), "{said}");
}

#[test]
fn the_display_name_is_written_as_typed_or_not_at_all() {
    let endpoint = Endpoint::new();
    for name in ["Übung", "🦀", "", &"n".repeat(255)] {
        let rng = &mut UnwrapErr(SysRng);
        let file =
            pkcs12::seal(&endpoint.key, &endpoint.path(), name, &password("secret"), Encryption::Modern, rng)
                .expect("a file");
        let opened = pkcs12::open(&file, Some(&password("secret"))).expect("it opens");
        assert_eq!(opened.friendly_name.as_deref(), Some(name).filter(|name| !name.is_empty()));
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("e.pfx"), &file).expect("written");
        std::fs::write(folder.path().join("password"), "secret").expect("written");
        let shown = if name.is_empty() { 0 } else { 2 };
        assert_eq!(info(folder.path()).matches("friendlyName: ").count(), shown, "{name}");
    }
}

#[test]
fn files_that_openssl_writes_are_opened() {
    let endpoint = Endpoint::new();
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, octets: &[u8]| std::fs::write(folder.path().join(name), octets).expect("written");
    write("key", &endpoint.key_pem);
    write("leaf", endpoint.levels.leaf.to_pem().as_bytes());
    write("chain", pem(&endpoint.path()[1..]).as_bytes());
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    for options in [&[][..], &old] {
        let begin =
            ["pkcs12", "-export", "-inkey", "key", "-in", "leaf", "-certfile", "chain", "-name", "endpoint"];
        let arguments = [&begin, options, &["-passout", "pass:secret"]].concat();
        let file = openssl(folder.path(), &arguments, b"").stdout;
        let opened =
            pkcs12::open(&file, Some(&password("secret"))).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(opened.certificates, endpoint.path());
        assert_eq!(opened.key.as_ref().expect("a key").public_key(), endpoint.key.public_key());
        assert_eq!(opened.friendly_name.as_deref(), Some("endpoint"));
    }
}
