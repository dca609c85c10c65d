//! What was found so far.

use super::structure::{Recognised, recognise};
use super::{Change, Found, Item, ItemKind, Place, Reading, Repair, Unread};
use crate::pkcs7::{self, ContentType, OpenError};

/// The label of RFC 7468 section 9, for what a bundle can carry and is not read here.
const ATTRIBUTE_CERTIFICATE: &str = "ATTRIBUTE CERTIFICATE";

/// At most so much was put right, of what is told of one text.
const MOST_REPAIRS: usize = 20_000;

/// At most so many parts were not read, of those that are told of one text.
const MOST_UNREAD: usize = 500;

pub(super) struct Gathering {
    reading: Reading,
    /// How many things there may be.
    most: usize,
    /// Whether there were more.
    is_full: bool,
}

impl Gathering {
    pub(super) fn with_room(most: usize) -> Self {
        Self { reading: Reading::default(), most, is_full: false }
    }

    /// Whether there was no room for something.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// What there is, and how many more things there may be; none where there were too many.
    pub(super) fn finish(self) -> Option<(Reading, usize)> {
        let room = self.most.saturating_sub(self.reading.found.len());
        (!self.is_full).then_some((self.reading, room))
    }

    /// Adds a thing.
    pub(super) fn add(&mut self, item: Item, place: Place) {
        if self.reading.found.len() < self.most {
            self.reading.found.push(Found { item, place });
        } else {
            self.is_full = true;
        }
    }

    /// Adds what something inside a text holds.
    pub(super) fn extend(&mut self, inside: Reading, place: impl Fn(Place) -> Place) {
        self.reading.extend(inside, place);
        self.is_full |= self.reading.found.len() > self.most;
    }

    /// Says what was put right.
    pub(super) fn repair(&mut self, change: Change, place: Place) {
        if self.reading.repairs.len() < MOST_REPAIRS {
            self.reading.repairs.push(Repair { change, place });
        }
    }

    /// Says what was not read.
    pub(super) fn unread(&mut self, unread: Unread) {
        if self.reading.unread.len() < MOST_UNREAD {
            self.reading.unread.push(unread);
        }
    }

    /// How much there is so far.
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.reading.found.len(), self.reading.repairs.len())
    }

    /// Goes back to what there was.
    pub(super) fn forget_since(&mut self, (found, repairs): (usize, usize)) {
        self.reading.found.truncate(found);
        self.reading.repairs.truncate(repairs);
    }

    /// How many more things there may be.
    pub(super) fn room(&self) -> usize {
        self.most.saturating_sub(self.reading.found.len())
    }

    /// Adds what the octets are, one thing after another, or what a PKCS#7 bundle carries. The kind of
    /// the last of them, and how many octets stand behind; none where they are not known, or damaged.
    pub(super) fn take_all(&mut self, octets: &[u8], place: &Place) -> Option<(ItemKind, usize)> {
        let mut last = None;
        let mut rest = octets;
        while let Some(found) = recognise(rest) {
            rest = found.rest;
            last = Some(self.take(found, place)?);
        }
        last.map(|kind| (kind, rest.len()))
    }

    /// Adds what was recognised.
    pub(super) fn take(&mut self, found: Recognised<'_>, place: &Place) -> Option<ItemKind> {
        let kind = found.kind.clone();
        if kind == ItemKind::Pkcs7(ContentType::SignedData) {
            self.unpack(found.octets, place)?;
        } else if !self.is_full {
            self.add(Item::of(found.kind, found.octets), place.clone());
        }
        Some(kind)
    }

    fn unpack(&mut self, message: &[u8], place: &Place) -> Option<()> {
        let bundle = match pkcs7::open(message) {
            Ok(bundle) => bundle,
            Err(OpenError::NotSignedData(_) | OpenError::Damaged) => return None,
        };
        let inside = Place { in_bundle: true, ..place.clone() };
        let before = self.reading.found.len();
        for certificate in bundle.certificates {
            self.add(Item::Certificate(certificate.to_vec()), inside.clone());
        }
        for list in bundle.revocation_lists {
            self.add(Item::RevocationList(list.to_vec()), inside.clone());
        }
        if bundle.has_others {
            self.add(Item::Other { label: ATTRIBUTE_CERTIFICATE.to_owned() }, inside);
        }
        if self.reading.found.len() == before {
            self.add(Item::Pkcs7(ContentType::SignedData), place.clone());
        }
        Some(())
    }
}
