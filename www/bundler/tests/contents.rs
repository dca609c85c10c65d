//! What is inside the page: its packages, their licences, and the bill of materials.

use std::fs;
use std::path::Path;

use bundler::{Contents, NoticesError, PackageError, bill, notices};
use cyclonedx_bom::prelude::{Bom, Validate};
use serde_json::{Value, json};
use tempfile::TempDir;

const OWN_VERSION: &str = env!("CARGO_PKG_VERSION");
const REGISTRY: &str = "registry+https://example.org/index";
const DIGEST: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// A repository with three packages from elsewhere: `alpha` is built on `beta`, and `gamma` only
/// helps to compile them.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("a folder"));
        let lock = format!(
            "[[package]]\nname = \"bars-csr\"\nversion = \"{OWN_VERSION}\"\ndependencies = [\"alpha\"]\n\
             [[package]]\nname = \"alpha\"\nversion = \"1.2.3\"\nchecksum = \"{DIGEST}\"\n\
             dependencies = [\"beta 2.0.0\", \"gamma\"]\n\
             [[package]]\nname = \"beta\"\nversion = \"2.0.0\"\nchecksum = \"{DIGEST}\"\n\
             [[package]]\nname = \"gamma\"\nversion = \"3.0.0\"\nchecksum = \"{DIGEST}\"\n"
        );
        repository.write("Cargo.lock", &lock);
        repository.write("rust-toolchain.toml", "[toolchain]\nchannel = \"1.99.0\"\n");
        repository.write("LICENSE", "MIT of bars-csr\n");
        repository.write("alpha/Cargo.toml", "[package]\nlicense = \"MIT/Apache-2.0\"\n");
        repository.write("alpha/LICENSE-MIT", "MIT of alpha");
        repository.write("alpha/LICENSE-APACHE", "\r\n  Apache License\r\n");
        repository
            .write("beta/Cargo.toml", "[package]\nlicense = \"(MIT OR Apache-2.0) AND BSD-3-Clause\"\n");
        repository.write("beta/LICENSE-BSD", "BSD of beta");
        repository.write("beta/LICENSE-APACHE", "  Apache License");
        repository.write("gamma/Cargo.toml", "[package]\nlicense = \"MIT\"\n");
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    }

    /// What Cargo says of a package that it compiled into a folder.
    fn message(&self, name: &str, version: &str, folder: &str) -> String {
        let message = json!({
            "reason": "compiler-artifact",
            "package_id": format!("{REGISTRY}#{name}@{version}"),
            "manifest_path": self.path().join(name).join("Cargo.toml"),
            "filenames": [format!("/target/{folder}/release/deps/lib{name}.rlib")],
        });
        format!("{message}\n")
    }

    fn report(&self) -> String {
        let page = "wasm32-unknown-unknown";
        let own = format!(
            "{{\"reason\":\"compiler-artifact\",\"package_id\":\"path+file:///here#bars-csr@{OWN_VERSION}\",\
             \"filenames\":[\"/target/{page}/release/bars_csr.wasm\"]}}\n"
        );
        let compiled = [
            self.message("gamma", "3.0.0", "release"),
            self.message("beta", "2.0.0", page),
            self.message("alpha", "1.2.3", page),
        ];
        compiled.concat() + &own + "{\"reason\":\"build-finished\",\"success\":true}\n"
    }

    fn contents(&self) -> Result<Contents, PackageError> {
        Contents::list(&self.report(), self.path())
    }
}

#[test]
fn the_packages_that_were_compiled_for_the_page_are_listed_and_no_others() {
    let contents = Repository::new().contents().expect("a list");
    let listed: Vec<[&str; 3]> = contents
        .packages()
        .map(|package| [package.name.as_str(), package.version.as_str(), package.licence.as_str()])
        .collect();
    let expected = [
        ["bars-csr", OWN_VERSION, "MIT"],
        ["alpha", "1.2.3", "MIT OR Apache-2.0"],
        ["beta", "2.0.0", "(MIT OR Apache-2.0) AND BSD-3-Clause"],
        ["rust-std", "1.99.0", "MIT OR Apache-2.0"],
    ];
    assert_eq!(listed, expected);
    assert_eq!(contents.own.needs, ["alpha", "rust-std"]);
    assert_eq!(contents.others[0].needs, ["beta"]);
}

#[test]
fn a_package_without_a_licence_or_a_place_in_the_lock_file_is_refused() {
    let repository = Repository::new();
    repository.write("beta/Cargo.toml", "[package]\n");
    assert!(matches!(repository.contents(), Err(PackageError::NoLicence(name)) if name == "beta"));

    let report = repository.message("delta", "1.0.0", "wasm32-unknown-unknown");
    repository.write("delta/Cargo.toml", "[package]\nlicense = \"MIT\"\n");
    let refused = Contents::list(&report, repository.path());
    assert!(matches!(refused, Err(PackageError::NotLocked(package)) if package == "delta 1.0.0"));
}

#[test]
fn every_notice_is_there_and_identical_ones_once() {
    let repository = Repository::new();
    repository.write("alpha/NOTICE", "alpha was made by somebody");
    let texts = notices(&repository.contents().expect("a list")).expect("a text");
    let rule = "-".repeat(72);
    let expected = format!(
        "BSD-3-Clause: beta 2.0.0\n\nBSD of beta\n\n{rule}\n\
         MIT: bars-csr {OWN_VERSION}\n\nMIT of bars-csr\n\n{rule}\n\
         Notice: alpha 1.2.3\n\nalpha was made by somebody\n\n{rule}\n\
         Apache-2.0: every other package\n\n  Apache License\n\n{rule}\n"
    );
    assert_eq!(texts, expected);
}

#[test]
fn a_package_without_the_text_of_its_licence_is_refused() {
    let repository = Repository::new();
    fs::remove_file(repository.path().join("beta/LICENSE-BSD")).expect("the file goes");
    repository.write("beta/LICENSE-MIT", "MIT of beta");
    let refused = notices(&repository.contents().expect("a list"));
    assert!(matches!(
        refused,
        Err(NoticesError::NoText { package, licence }) if package == "beta" && licence == "BSD-3-Clause"
    ));
}

#[test]
fn the_bill_of_materials_keeps_the_rules_and_says_the_same_each_time() {
    let contents = Repository::new().contents().expect("a list");
    let written = bill(b"abc", &contents).expect("a bill");
    assert_eq!(written, bill(b"abc", &contents).expect("a bill"));
    assert_ne!(written, bill(b"abcd", &contents).expect("a bill"));

    let read = Bom::parse_from_json_v1_5(written.as_slice()).expect("the library reads it");
    assert!(read.validate().passed());
    let bill: Value = serde_json::from_slice(&written).expect("JSON");
    assert_eq!(bill["serialNumber"], "urn:uuid:ba7816bf-8f01-8fea-a141-40de5dae2223");
    assert_eq!(bill["metadata"].get("timestamp"), None);
    assert_eq!(bill["metadata"]["component"]["hashes"], json!([{ "alg": "SHA-256", "content": DIGEST }]));
    assert_eq!(bill["components"][0]["purl"], "pkg:cargo/alpha@1.2.3");
    assert_eq!(bill["components"][1]["licenses"][0]["expression"], "(MIT OR Apache-2.0) AND BSD-3-Clause");
    assert_eq!(bill["components"][2]["name"], "rust-std");
    let dependencies = json!([
        { "ref": format!("bars-csr@{OWN_VERSION}"), "dependsOn": ["alpha@1.2.3", "rust-std@1.99.0"] },
        { "ref": "alpha@1.2.3", "dependsOn": ["beta@2.0.0"] },
        { "ref": "beta@2.0.0" },
        { "ref": "rust-std@1.99.0" },
    ]);
    assert_eq!(bill["dependencies"], dependencies);
}
