//! Where something was met first, by its digest.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use sha2::{Digest, Sha256};

/// Finds the place of something among many without looking at all of them.
///
/// Everything is known by a SHA-256 digest: one kind of map for public keys, names and files makes a
/// page that is a tenth smaller than one for each.
#[derive(Default)]
pub(crate) struct Index(BTreeMap<[u8; 32], usize>);

impl Index {
    /// Notes a place, unless there is one for the same digest already: the place that is known from now
    /// on.
    pub(crate) fn note(&mut self, digest: [u8; 32], place: usize) -> usize {
        match self.0.entry(digest) {
            Entry::Vacant(entry) => *entry.insert(place),
            Entry::Occupied(entry) => *entry.get(),
        }
    }

    /// Whether a digest is new; it is known from now on.
    pub(crate) fn is_new(&mut self, digest: [u8; 32]) -> bool {
        let place = self.0.len();
        self.note(digest, place) == place
    }

    /// The place that was noted.
    pub(crate) fn find(&self, digest: &[u8; 32]) -> Option<usize> {
        self.0.get(digest).copied()
    }
}

/// The digest by which a name is known, whatever its case.
pub(crate) fn digest_of_name(name: &str) -> [u8; 32] {
    Sha256::digest(name.to_ascii_lowercase()).into()
}
