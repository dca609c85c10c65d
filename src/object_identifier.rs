//! Object identifiers (X.660) of any length, where the type of the crates has room for 39 octets and
//! for numbers of 32 bits: identifiers made from a UUID (X.667) are longer.

use std::fmt;

use const_oid::ObjectIdentifier;

use crate::ber::{Element, OBJECT_IDENTIFIER};

/// An object identifier: the contents octets of its encoding (X.690 section 8.19), as they came.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid(Vec<u8>);

impl Oid {
    /// Reads the one element that the octets are.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let element = Element::tagged(der, OBJECT_IDENTIFIER)?;
        (element.rest.is_empty() && !element.contents.is_empty()).then(|| Self(element.contents.to_vec()))
    }

    /// The contents octets.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The numbers; none where the octets break off, or a number has more than 128 bits.
    fn numbers(&self) -> Option<Vec<u128>> {
        let mut numbers = Vec::new();
        let mut number = 0u128;
        let mut is_open = false;
        for octet in &self.0 {
            number = number.checked_mul(128)?.checked_add(u128::from(octet & 0x7f))?;
            is_open = octet & 0x80 != 0;
            if !is_open {
                numbers.push(std::mem::take(&mut number));
            }
        }
        (!is_open).then_some(numbers)
    }
}

impl From<ObjectIdentifier> for Oid {
    fn from(oid: ObjectIdentifier) -> Self {
        Self(oid.as_bytes().to_vec())
    }
}

impl PartialEq<ObjectIdentifier> for Oid {
    fn eq(&self, other: &ObjectIdentifier) -> bool {
        self.0 == other.as_bytes()
    }
}

/// Numbers with dots between them; as `#` and hexadecimal digits what cannot be written so.
impl fmt::Display for Oid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers = self.numbers().unwrap_or_default();
        let Some((&first, others)) = numbers.split_first() else {
            out.write_str("#")?;
            return self.0.iter().try_for_each(|octet| write!(out, "{octet:02x}"));
        };
        // The first two numbers share one (X.690 section 8.19.4).
        let root = (first / 40).min(2);
        write!(out, "{root}.{}", first.saturating_sub(root.saturating_mul(40)))?;
        others.iter().try_for_each(|number| write!(out, ".{number}"))
    }
}
