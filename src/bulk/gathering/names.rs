//! What files are called, and which of them were saved together.

use crate::index::{Index, digest_of_name};
use crate::public_key::Fingerprint;
use crate::reader::Place;

/// What files of keys end in.
const KEY_ENDINGS: [&str; 5] = [".key", ".pem", ".pfx", ".p12", ".txt"];

/// What files of requests end in.
const REQUEST_ENDINGS: [&str; 5] = [".csr", ".req", ".p10", ".pem", ".txt"];

/// The name of a file without folders, of either system, and without what it ends in.
pub(in crate::bulk) fn stem(file: &str) -> &str {
    without_ending(file.rsplit(['/', '\\']).next().unwrap_or_default(), &KEY_ENDINGS)
}

/// The name of the folder that a file stands in.
pub(super) fn folder(file: &str) -> Option<String> {
    file.rsplit(['/', '\\']).nth(1).filter(|folder| !folder.is_empty()).map(str::to_owned)
}

fn without_ending<'a>(name: &'a str, endings: &[&str]) -> &'a str {
    let before = |ending: &&str| {
        let (start, end) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
        (end.eq_ignore_ascii_case(ending) && !start.is_empty()).then_some(start)
    };
    endings.iter().find_map(before).unwrap_or(name)
}

/// Where a key or a request comes from: its archive, its folder there, and its name without what that ends
/// in. A key and its request are saved side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// That of a thing in one of the inputs. A file that was given by itself is known by its name alone.
    pub(super) fn of(input: usize, name: &str, place: &Place) -> Self {
        let (archive, path) = match place.entry.as_deref() {
            Some(entry) => (input.to_string(), entry),
            None => (String::new(), name),
        };
        let path = without_ending(without_ending(path, &KEY_ENDINGS), &REQUEST_ENDINGS);
        Self(format!("{archive}\n{path}"))
    }
}

/// Requests, by the keys that they are for and by where they were saved.
#[derive(Default)]
pub struct Requests {
    requests: Vec<(String, Fingerprint)>,
    by_key: Index,
    by_origin: Index,
    /// Origins that several keys have.
    ambiguous: Index,
}

impl Requests {
    pub(super) fn add(&mut self, name: &str, fingerprint: Fingerprint, Origin(origin): Origin) {
        let place = self.requests.len();
        let origin = digest_of_name(&origin);
        self.by_key.note(fingerprint.0, place);
        let first = self.by_origin.note(origin, place);
        if self.requests.get(first).is_some_and(|(_, other)| *other != fingerprint) {
            self.ambiguous.note(origin, place);
        }
        self.requests.push((name.to_owned(), fingerprint));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    /// The name in the request for a key.
    pub fn name_for(&self, Fingerprint(digest): &Fingerprint) -> Option<&str> {
        self.requests.get(self.by_key.find(digest)?).map(|(name, _)| name.as_str())
    }

    /// The name and the public key in the one request that was saved beside a key.
    pub fn beside(&self, Origin(origin): &Origin) -> Option<(&str, Fingerprint)> {
        let origin = digest_of_name(origin);
        if self.ambiguous.find(&origin).is_some() {
            return None;
        }
        let (name, fingerprint) = self.requests.get(self.by_origin.find(&origin)?)?;
        Some((name, *fingerprint))
    }
}
