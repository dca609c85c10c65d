//! DER elements (X.690) as slices of the octets in which they came.

use der::{AnyRef, Decode, Reader, SliceReader, Tag, Tagged};

/// The contents of the one element that the octets are, where it has that tag.
pub(crate) fn contents(der: &[u8], tag: Tag) -> Option<&[u8]> {
    let element = AnyRef::from_der(der).ok()?;
    (element.tag() == tag).then(|| element.value())
}

/// The elements, one after another, that the octets are.
pub(crate) fn elements(octets: &[u8]) -> Option<Vec<&[u8]>> {
    let mut reader = SliceReader::new(octets).ok()?;
    let mut elements = Vec::new();
    while !reader.is_finished() {
        elements.push(reader.tlv_bytes().ok()?);
    }
    Some(elements)
}

/// Two hexadecimal digits for each octet.
pub(crate) fn hex(octets: &[u8]) -> String {
    octets
        .iter()
        .flat_map(|octet| [octet >> 4, octet & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
