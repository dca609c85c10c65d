//! The licence texts and copyright notices that must go with the page.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Contents, Package};

/// Where a package offers it beside others, it is used under this one: its text is the same for
/// all of them.
const PREFERRED: &str = "Apache-2.0";

/// Under which it is used where it does not offer that one.
const NEXT: &str = "MIT";

/// Stands between two texts.
const RULE: &str = "------------------------------------------------------------------------";

/// Why the notices cannot be collected.
#[derive(Debug)]
pub enum NoticesError {
    /// A package has no file with the text of the licence under which it is used.
    NoText {
        /// The package.
        package: String,
        /// The SPDX identifier.
        licence: String,
    },
    /// A file cannot be read.
    Unreadable(PathBuf, std::io::Error),
}

/// All of them as one text, identical ones once.
///
/// # Errors
/// [`NoticesError`].
pub fn notices(contents: &Contents) -> Result<String, NoticesError> {
    let mut texts: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut preferred: Option<String> = None;
    for package in contents.packages() {
        let Some(folder) = &package.folder else { continue };
        let label = format!("{} {}", package.name, package.version);
        for notice in files(folder, &["NOTICE"])? {
            texts.entry(("Notice".to_owned(), read(&notice)?)).or_default().push(label.clone());
        }
        for licence in used_under(&package.licence) {
            if licence != PREFERRED {
                texts
                    .entry((licence.to_owned(), text(package, folder, licence)?))
                    .or_default()
                    .push(label.clone());
            } else if preferred.is_none() {
                preferred = Some(text(package, folder, licence)?);
            }
        }
    }
    let mut all = String::new();
    let mut add = |heading: &str, text: &str| all.push_str(&format!("{heading}\n\n{text}\n\n{RULE}\n"));
    for ((licence, text), packages) in &texts {
        add(&format!("{licence}: {}", packages.join(", ")), text);
    }
    if let Some(text) = preferred {
        add(&format!("{PREFERRED}: every other package"), &text);
    }
    Ok(all)
}

/// The licences under which a package is used: one for each part that must be kept to.
fn used_under(expression: &str) -> impl Iterator<Item = &str> {
    expression.split(" AND ").map(|part| {
        let part = part.trim_matches(['(', ')']);
        let mut offered = part.split(" OR ");
        let offers = |wanted: &str| offered.clone().find(|licence| *licence == wanted);
        offers(PREFERRED).or_else(|| offers(NEXT)).or_else(|| offered.next()).unwrap_or(part)
    })
}

fn text(package: &Package, folder: &Path, licence: &str) -> Result<String, NoticesError> {
    let candidates = files(folder, &["LICENSE", "LICENCE", "COPYING"])?;
    // Files of several licences have the first word of each in their names.
    let word = licence.split('-').next().unwrap_or(licence).to_uppercase();
    let named = candidates.iter().find(|file| upper_name(file).contains(&word));
    let only = candidates.first().filter(|_| candidates.len() == 1);
    match named.or(only) {
        Some(file) => read(file),
        None => Err(NoticesError::NoText { package: package.name.clone(), licence: licence.to_owned() }),
    }
}

/// The files of a folder whose names begin with one of these words, by their names.
fn files(folder: &Path, words: &[&str]) -> Result<Vec<PathBuf>, NoticesError> {
    let unreadable = |error| NoticesError::Unreadable(folder.to_owned(), error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() && words.iter().any(|word| upper_name(&path).starts_with(word)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn upper_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().to_uppercase()
}

fn read(path: &Path) -> Result<String, NoticesError> {
    let text = fs::read_to_string(path).map_err(|error| NoticesError::Unreadable(path.to_owned(), error))?;
    Ok(tidy(&text))
}

/// Without the line ends of Windows and the space around: they tell nothing.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

impl fmt::Display for NoticesError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoText { package, licence } => {
                write!(out, "{package} has no text of its licence {licence}")
            }
            Self::Unreadable(path, error) => write!(out, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for NoticesError {}
