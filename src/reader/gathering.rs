//! What was found so far.

use super::structure::{Recognised, recognise};
use super::{Change, Found, Item, ItemKind, Place, Reading, Repair};
use crate::pkcs7::{self, ContentType, OpenError};

/// The label of RFC 7468 section 9, for what a bundle can carry and is not read here.
const ATTRIBUTE_CERTIFICATE: &str = "ATTRIBUTE CERTIFICATE";

#[derive(Default)]
pub(super) struct Gathering {
    pub(super) reading: Reading,
}

impl Gathering {
    /// Adds a thing.
    pub(super) fn add(&mut self, item: Item, place: Place) {
        self.reading.found.push(Found { item, place });
    }

    /// Says what was put right.
    pub(super) fn repair(&mut self, change: Change, place: Place) {
        self.reading.repairs.push(Repair { change, place });
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

    /// Adds what the octets are, all of them, or what a PKCS#7 bundle carries, and says what kind
    /// of thing it was. None where they are not known, or damaged.
    pub(super) fn take_all(&mut self, octets: &[u8], place: &Place) -> Option<ItemKind> {
        recognise(octets).filter(|found| found.rest.is_empty()).and_then(|found| self.take(found, place))
    }

    /// Adds what was recognised.
    pub(super) fn take(&mut self, found: Recognised<'_>, place: &Place) -> Option<ItemKind> {
        let kind = found.kind.clone();
        if kind == ItemKind::Pkcs7(ContentType::SignedData) {
            self.unpack(found.octets, place)?;
        } else {
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
