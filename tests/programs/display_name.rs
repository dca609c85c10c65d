//! The display name of a PKCS#12 file, as other programs show it.

use std::path::Path;

use crate::support::endpoint::{ENCRYPTIONS, Endpoint, password};
use crate::support::program;
use bars_csr::pkcs12;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tempfile::TempDir;

/// Names as people type them: plain, accented, beyond the basic plane, and with characters that
/// mean something to a shell or in markup.
const NAMES: [&str; 4] = ["BaRS receiver", "Übung Æ", "🦀 crab", "<b>&amp; \"$(x)\" = 'y'"];

/// A file for each name and each kind, as `e.pfx` in a folder of its own.
fn files(endpoint: &Endpoint, name: &str) -> [TempDir; 2] {
    ENCRYPTIONS.map(|encryption| {
        let rng = &mut UnwrapErr(SysRng);
        let secret = password("secret-1");
        let file = pkcs12::seal(&endpoint.key, &endpoint.path(), name, &secret, encryption, rng);
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("e.pfx"), file.expect("a file")).expect("written");
        folder
    })
}

fn run(name: &str, folder: &Path, arguments: &[&str]) -> String {
    program(name, folder, arguments, b"").expect_success().text()
}

/// What follows this word in the lines that start with it.
fn after(word: &str, text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.trim().strip_prefix(word)).map(str::to_owned).collect()
}

fn shown_by_openssl(folder: &Path) -> Vec<String> {
    let arguments = ["pkcs12", "-in", "e.pfx", "-passin", "pass:secret-1", "-nodes"];
    after("friendlyName: ", &run("openssl", folder, &arguments))
}

fn shown_by_gnutls(folder: &Path) -> Vec<String> {
    let arguments = ["--p12-info", "--inder", "--infile", "e.pfx", "--password", "secret-1"];
    after("Friendly name: ", &run("certtool", folder, &arguments))
}

fn shown_by_java(folder: &Path) -> Vec<String> {
    let arguments = "-J-Duser.language=en -list -v -storetype PKCS12 -keystore e.pfx -storepass secret-1";
    after("Alias name: ", &run("keytool", folder, &arguments.split(' ').collect::<Vec<_>>()))
}

#[test]
fn every_program_shows_the_name_as_it_was_typed() {
    let endpoint = Endpoint::new();
    for name in NAMES {
        for folder in files(&endpoint, name) {
            assert_eq!(shown_by_gnutls(folder.path()), [name, name]);
            // Java writes every alias in small letters.
            assert_eq!(shown_by_java(folder.path()), [name.to_lowercase()]);
            run("certutil", folder.path(), &["-N", "-d", "sql:.", "--empty-password"]);
            run("pk12util", folder.path(), &["-i", "e.pfx", "-d", "sql:.", "-W", "secret-1"]);
            let arguments = ["-L", "-d", "sql:.", "-n", name, "-a"];
            let leaf = run("certutil", folder.path(), &arguments).replace("\r\n", "\n");
            assert_eq!(leaf, endpoint.levels.leaf.to_pem());
            // OpenSSL prints the low octet of each character outside ASCII.
            if name.is_ascii() {
                assert_eq!(shown_by_openssl(folder.path()), [name, name]);
            }
        }
    }
}

#[test]
fn without_a_name_none_is_written() {
    for folder in files(&Endpoint::new(), "") {
        assert_eq!(shown_by_openssl(folder.path()), [""; 0]);
        assert_eq!(shown_by_gnutls(folder.path()), [""; 0]);
        // Java numbers what has no name.
        assert_eq!(shown_by_java(folder.path()), ["1"]);
    }
}

#[test]
fn key_and_leaf_are_tied_together_by_the_digest_of_the_leaf_and_the_others_carry_nothing() {
    let endpoint = Endpoint::new();
    let thumbprint: Vec<String> =
        endpoint.levels.leaf.sha1().iter().map(|octet| format!("{octet:02X}")).collect();
    let thumbprint = thumbprint.join(" ");
    for folder in files(&endpoint, "BaRS receiver") {
        let identifiers = |options: &[&str]| {
            let begin = ["pkcs12", "-in", "e.pfx", "-passin", "pass:secret-1", "-nodes"];
            let said = run("openssl", folder.path(), &[&begin, options].concat());
            after("localKeyID: ", &said).iter().map(|line| line.trim().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(identifiers(&["-nocerts"]), [thumbprint.as_str()]);
        assert_eq!(identifiers(&["-nokeys"]), [thumbprint.as_str()]);
    }
}
