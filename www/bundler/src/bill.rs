//! The bill of materials of the page: CycloneDX 1.5, as JSON.

use std::fmt;

use cyclonedx_bom::external_models::uri::UriError;
use cyclonedx_bom::models::component::Classification;
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::hash::{Hash, HashAlgorithm, HashValue, Hashes};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::prelude::{Bom, Component, Components, Metadata, Purl, SpecVersion, UrnUuid, Validate};

use crate::{Contents, Package, sha256};

/// Why there is no bill.
#[derive(Debug)]
pub enum BillError {
    /// A package has a name or version that makes no package URL.
    PackageUrl(UriError),
    /// The bill breaks a rule of CycloneDX.
    Invalid(String),
    /// The bill cannot be written.
    Unwritable(String),
}

/// Lists what is inside the page. The same page has the same bill: it bears no time, and its serial
/// number is made of the page's digest.
///
/// # Errors
/// [`BillError`].
pub fn bill(page: &[u8], contents: &Contents) -> Result<Vec<u8>, BillError> {
    let digest = sha256(page);
    let mut product = component(&contents.own, Classification::Application);
    product.hashes = hashes(&digest);
    let mut components = Vec::new();
    for package in &contents.others {
        let mut component = component(package, Classification::Library);
        if let Some(archive) = &package.sha256 {
            component.hashes = hashes(archive);
            let url = Purl::new("cargo", &package.name, &package.version).map_err(BillError::PackageUrl)?;
            component.purl = Some(url);
        }
        components.push(component);
    }
    let dependencies = contents.packages().map(|package| {
        let needs = contents.others.iter().filter(|other| package.needs.contains(&other.name));
        Dependency { dependency_ref: reference(package), dependencies: needs.map(reference).collect() }
    });
    let bill = Bom {
        serial_number: Some(serial_number(&digest)),
        metadata: Some(Metadata { component: Some(product), ..Metadata::default() }),
        components: Some(Components(components)),
        dependencies: Some(Dependencies(dependencies.collect())),
        spec_version: SpecVersion::V1_5,
        ..Bom::default()
    };
    let validation = bill.validate_version(SpecVersion::V1_5);
    if validation.has_errors() {
        return Err(BillError::Invalid(format!("{validation:?}")));
    }
    let mut json = Vec::new();
    bill.output_as_json_v1_5(&mut json).map_err(|error| BillError::Unwritable(error.to_string()))?;
    json.push(b'\n');
    Ok(json)
}

fn component(package: &Package, kind: Classification) -> Component {
    let mut component = Component::new(kind, &package.name, &package.version, Some(reference(package)));
    component.licenses = Some(Licenses(vec![LicenseChoice::expression(&package.licence)]));
    component
}

fn reference(package: &Package) -> String {
    format!("{}@{}", package.name, package.version)
}

fn hashes(sha256: &str) -> Option<Hashes> {
    Some(Hashes(vec![Hash { alg: HashAlgorithm::SHA_256, content: HashValue(sha256.to_owned()) }]))
}

/// RFC 9562, section 5.8: a UUID of version 8, whose digits are the maker's own choice.
fn serial_number(digest: &str) -> UrnUuid {
    let mut digits: Vec<char> = digest.chars().take(32).collect();
    for (place, fixed) in [(12, '8'), (16, 'a')] {
        if let Some(digit) = digits.get_mut(place) {
            *digit = fixed;
        }
    }
    for place in [20, 16, 12, 8] {
        digits.insert(place.min(digits.len()), '-');
    }
    UrnUuid(format!("urn:uuid:{}", String::from_iter(digits)))
}

impl fmt::Display for BillError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PackageUrl(error) => write!(out, "the bill of materials: {error}"),
            Self::Invalid(reason) => write!(out, "the bill of materials breaks a rule: {reason}"),
            Self::Unwritable(reason) => write!(out, "the bill of materials cannot be written: {reason}"),
        }
    }
}

impl std::error::Error for BillError {}
