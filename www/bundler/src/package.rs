//! The packages inside the page: those that the compiler says it compiled for it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What Cargo calls the folder of everything that runs in a browser.
const TARGET: &str = "wasm32-unknown-unknown";

/// What the standard library of Rust is called among the packages.
const STANDARD_LIBRARY: &str = "rust-std";

/// All that is inside the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The package of this repository.
    pub own: Package,
    /// Those of others, by their names, the standard library among them.
    pub others: Vec<Package>,
}

/// A package inside the page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    /// Its name in the registry.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The licences that it offers, as an SPDX expression.
    pub licence: String,
    /// The SHA-256 of its archive in the registry, in hexadecimal digits.
    pub sha256: Option<String>,
    /// The names of the packages inside the page that it is built on.
    pub needs: Vec<String>,
    /// Where its sources lie on this computer.
    pub folder: Option<PathBuf>,
}

/// Why the packages cannot be listed.
#[derive(Debug)]
pub enum PackageError {
    /// The compiler's report has a line that is no message.
    Report(serde_json::Error),
    /// A file of the package manager cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// A file of the package manager says something unexpected.
    Unexpected(PathBuf, toml::de::Error),
    /// The lock file does not know a package that was compiled.
    NotLocked(String),
    /// A package does not say under which licence it is.
    NoLicence(String),
}

/// What Cargo says of each thing that it compiled, in as far as it matters here.
#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    package_id: String,
    #[serde(default)]
    manifest_path: PathBuf,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Manifest {
    package: ManifestPackage,
}

#[derive(Deserialize)]
struct ManifestPackage {
    license: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
    #[serde(default)]
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct ToolchainFile {
    toolchain: Toolchain,
}

#[derive(Deserialize)]
struct Toolchain {
    channel: String,
}

impl Contents {
    /// Lists the packages in a report of `cargo build --message-format json`. `sources` is the
    /// folder of the repository. What helps to compile but runs in no browser, such as macros, is
    /// left out.
    ///
    /// # Errors
    /// [`PackageError`].
    pub fn list(report: &str, sources: &Path) -> Result<Self, PackageError> {
        let lock: Lock = read(&sources.join("Cargo.lock"))?;
        let mut others = vec![standard_library(sources)?];
        for line in report.lines().filter(|line| line.starts_with('{')) {
            let message: Message = serde_json::from_str(line).map_err(PackageError::Report)?;
            let in_page = message.filenames.iter().any(|file| file.iter().any(|part| part == TARGET));
            // The identifier ends with name and version; those of this repository begin with a path.
            let identified = message.package_id.strip_prefix("registry+");
            let identified = identified.and_then(|id| id.rsplit_once('#')?.1.split_once('@'));
            if let Some((name, version)) = identified
                && message.reason == "compiler-artifact"
                && in_page
            {
                let described: Manifest = read(&message.manifest_path)?;
                let licence = described.package.license;
                let licence = licence.ok_or_else(|| PackageError::NoLicence(name.to_owned()))?;
                let folder = message.manifest_path.parent().unwrap_or(sources);
                others.push(lock.find(name, version)?.package(&licence, folder));
            }
        }
        others.sort();
        others.dedup();
        // The bundler has the version and the licence of the whole repository.
        let own = lock.find("bars-csr", env!("CARGO_PKG_VERSION"))?;
        let mut own = own.package(env!("CARGO_PKG_LICENSE"), sources);
        own.needs.push(STANDARD_LIBRARY.to_owned());
        let inside: BTreeSet<String> = others.iter().map(|package| package.name.clone()).collect();
        for package in others.iter_mut().chain([&mut own]) {
            package.needs.retain(|name| inside.contains(name));
        }
        Ok(Self { own, others })
    }

    /// Every package.
    pub fn packages(&self) -> impl Iterator<Item = &Package> {
        std::iter::once(&self.own).chain(&self.others)
    }
}

impl Lock {
    fn find(&self, name: &str, version: &str) -> Result<&Locked, PackageError> {
        let locked = self.package.iter().find(|locked| locked.name == name && locked.version == version);
        locked.ok_or_else(|| PackageError::NotLocked(format!("{name} {version}")))
    }
}

impl Locked {
    fn package(&self, licence: &str, folder: &Path) -> Package {
        // A dependency is a name, and a version where the name alone would be ambiguous.
        let needs = self.dependencies.iter().filter_map(|need| need.split(' ').next());
        Package {
            name: self.name.clone(),
            version: self.version.clone(),
            // With a slash, in an older way of writing it.
            licence: licence.replace('/', " OR "),
            sha256: self.checksum.clone(),
            needs: needs.map(str::to_owned).collect(),
            folder: Some(folder.to_owned()),
        }
    }
}

/// The compiler puts it into the page without a word.
fn standard_library(sources: &Path) -> Result<Package, PackageError> {
    let file: ToolchainFile = read(&sources.join("rust-toolchain.toml"))?;
    Ok(Package {
        name: STANDARD_LIBRARY.to_owned(),
        version: file.toolchain.channel,
        licence: "MIT OR Apache-2.0".to_owned(),
        sha256: None,
        needs: Vec::new(),
        folder: None,
    })
}

fn read<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<T, PackageError> {
    let text =
        std::fs::read_to_string(path).map_err(|error| PackageError::Unreadable(path.to_owned(), error))?;
    toml::from_str(&text).map_err(|error| PackageError::Unexpected(path.to_owned(), error))
}

impl fmt::Display for PackageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Report(error) => write!(out, "the compiler's report: {error}"),
            Self::Unreadable(path, error) => write!(out, "{}: {error}", path.display()),
            Self::Unexpected(path, error) => write!(out, "{}: {error}", path.display()),
            Self::NotLocked(package) => write!(out, "Cargo.lock does not know {package}"),
            Self::NoLicence(package) => write!(out, "{package} does not say under which licence it is"),
        }
    }
}

impl std::error::Error for PackageError {}
