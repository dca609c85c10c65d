//! BER elements (X.690), of which DER is a part, as slices of the octets in which they came.
//!
//! Nothing here recurses, and every length is held against the octets that are there.

mod definite;
mod fields;

pub(crate) use definite::{joined, to_der};
pub(crate) use fields::Fields;

/// The tag of BOOLEAN.
pub(crate) const BOOLEAN: u8 = 0x01;
/// The tag of INTEGER.
pub(crate) const INTEGER: u8 = 0x02;
/// The tag of BIT STRING.
pub(crate) const BIT_STRING: u8 = 0x03;
/// The tag of OCTET STRING.
pub(crate) const OCTET_STRING: u8 = 0x04;
/// The tag of OBJECT IDENTIFIER.
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
/// The tag of UTCTime.
pub(crate) const UTC_TIME: u8 = 0x17;
/// The tag of GeneralizedTime.
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
/// The tag of SEQUENCE.
pub(crate) const SEQUENCE: u8 = 0x30;
/// The tag of SET.
pub(crate) const SET: u8 = 0x31;

/// The tag of an element that is made of elements, tagged with a number of its context below 31.
pub(crate) const fn constructed(number: u8) -> u8 {
    0xa0 | number
}

/// The tag of an element that is made of octets, tagged with a number of its context below 31.
pub(crate) const fn primitive(number: u8) -> u8 {
    0x80 | number
}

/// One element that is whole.
pub(crate) struct Element<'a> {
    /// Its first identifier octet.
    pub(crate) tag: u8,
    /// All of it, header included, and end-of-contents octets where it has them.
    pub(crate) whole: &'a [u8],
    /// What is in it.
    pub(crate) contents: &'a [u8],
    /// What follows it.
    pub(crate) rest: &'a [u8],
}

/// Identifier and length (sections 8.1.2 and 8.1.3).
struct Header<'a> {
    tag: u8,
    /// None for the indefinite form.
    length: Option<usize>,
    after: &'a [u8],
}

impl<'a> Element<'a> {
    /// The element with which the octets begin.
    pub(crate) fn first(octets: &'a [u8]) -> Option<Self> {
        let header = Header::of(octets)?;
        let (contents, rest) = match header.length {
            Some(length) => header.after.split_at_checked(length)?,
            None => split_at_end_of_contents(header.after)?,
        };
        let whole = octets.get(..octets.len().saturating_sub(rest.len()))?;
        Some(Self { tag: header.tag, whole, contents, rest })
    }

    /// The element with which the octets begin, where it has that tag.
    pub(crate) fn tagged(octets: &'a [u8], tag: u8) -> Option<Self> {
        Self::first(octets).filter(|element| element.tag == tag)
    }
}

/// The contents of the one element that the octets are, where it has that tag.
pub(crate) fn contents(octets: &[u8], tag: u8) -> Option<&[u8]> {
    Element::tagged(octets, tag).filter(|element| element.rest.is_empty()).map(|element| element.contents)
}

/// The elements, one after another, that the octets are.
pub(crate) fn elements(octets: &[u8]) -> Option<Vec<&[u8]>> {
    let mut elements = Vec::new();
    let mut rest = octets;
    while !rest.is_empty() {
        let element = Element::first(rest)?;
        elements.push(element.whole);
        rest = element.rest;
    }
    Some(elements)
}

/// The octets of a BIT STRING (X.690 section 8.6), bits that are not used as zeros.
pub(crate) fn bits(octets: &[u8]) -> Option<Vec<u8>> {
    let (&unused, bits) = contents(octets, BIT_STRING)?.split_first()?;
    let mut bits = bits.to_vec();
    if let Some(last) = bits.last_mut() {
        *last &= 0xffu8.checked_shl(unused.into())?;
    }
    Some(bits)
}

/// Whether every length in the octets is written as DER wants it (X.690 section 10.1): definite, and
/// in as few octets as there can be. Octets after what can be read do not count.
pub(crate) fn has_der_lengths(octets: &[u8]) -> bool {
    let mut rest = octets;
    while let Some(header) = Header::of(rest) {
        let Some(length) = header.length else { return false };
        let taken = rest.len().saturating_sub(header.after.len());
        let tag_octets = if header.tag & 0x1f == 0x1f { return true } else { 1 };
        if taken.saturating_sub(tag_octets) != octets_of_length(length) {
            return false;
        }
        // What is made of elements is entered, everything else passed over.
        let skipped = if header.tag & 0x20 == 0 { length } else { 0 };
        let Some(next) = header.after.get(skipped..) else { return true };
        rest = next;
    }
    true
}

/// The fewest octets in which a length can be written (X.690 section 8.1.3).
const fn octets_of_length(length: usize) -> usize {
    match length {
        0..0x80 => 1,
        0x80..0x100 => 2,
        0x100..0x1_0000 => 3,
        0x1_0000..0x100_0000 => 4,
        _ => 5,
    }
}

/// How many octets an element that begins so claims to have in all. None where the beginning is
/// none, or the form indefinite.
pub(crate) fn claimed_length(octets: &[u8]) -> Option<usize> {
    let header = Header::of(octets)?;
    octets.len().saturating_sub(header.after.len()).checked_add(header.length?)
}

/// How many octets of an element stand before its contents.
pub(crate) fn header_length(octets: &[u8]) -> Option<usize> {
    Some(octets.len().saturating_sub(Header::of(octets)?.after.len()))
}

/// Whether an element that begins so has a length of the indefinite form.
pub(crate) fn is_indefinite(octets: &[u8]) -> bool {
    Header::of(octets).is_some_and(|header| header.length.is_none())
}

impl<'a> Header<'a> {
    fn of(octets: &'a [u8]) -> Option<Self> {
        let (&tag, mut rest) = octets.split_first()?;
        if tag & 0x1f == 0x1f {
            let last = rest.iter().position(|octet| octet & 0x80 == 0)?;
            rest = rest.get(last.saturating_add(1)..)?;
        }
        let (&first, rest) = rest.split_first()?;
        let (length, after) = match first {
            0..0x80 => (Some(usize::from(first)), rest),
            // Only what is made of elements can end with one.
            0x80 if tag & 0x20 != 0 => (None, rest),
            0x81..=0x84 => {
                let (number, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                let length = number.iter().fold(0u32, |sum, &octet| (sum << 8) | u32::from(octet));
                (Some(usize::try_from(length).ok()?), rest)
            }
            _ => return None,
        };
        Some(Self { tag, length, after })
    }
}

/// The contents of an element of indefinite length, and what follows the octets that end them
/// (section 8.1.5). Elements inside are counted, not entered.
fn split_at_end_of_contents(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut open = 1usize;
    let mut at = octets;
    loop {
        let header = Header::of(at)?;
        let contents = octets.len().saturating_sub(at.len());
        match header.length {
            Some(0) if header.tag == 0 => open = open.saturating_sub(1),
            Some(length) => {
                at = header.after.get(length..)?;
                continue;
            }
            None => open = open.saturating_add(1),
        }
        at = header.after;
        if open == 0 {
            return Some((octets.get(..contents)?, at));
        }
    }
}

/// Where reading of some octets stops, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The octets end before their first element does.
    Short {
        /// How many there are.
        octets: usize,
        /// How many are missing; none where the element does not say how long it is.
        missing: Option<usize>,
    },
    /// What begins at this octet, from 0, is no element, or is longer than what it stands in.
    At(usize),
}

impl Stop {
    /// Where reading of an element and of all that is in it stops; none where all of it is whole.
    pub(crate) fn of(octets: &[u8]) -> Option<Self> {
        let Some(Header { length, after, .. }) = Header::of(octets) else {
            return Some(if octets.len() < 6 { Self::short(octets, None) } else { Self::At(0) });
        };
        let header = octets.len().saturating_sub(after.len());
        let end = match length {
            Some(length) if length > after.len() => {
                return Some(Self::short(octets, Some(length.saturating_sub(after.len()))));
            }
            Some(length) => header.saturating_add(length),
            None => octets.len(),
        };
        match within(octets, end) {
            // What has no length and is not ended ends with the octets.
            Some((_, end)) if length.is_none() && end == octets.len() => Some(Self::short(octets, None)),
            Some((at, _)) => Some(Self::At(at)),
            None if length.is_none() && Element::first(octets).is_none() => Some(Self::short(octets, None)),
            None => None,
        }
    }

    const fn short(octets: &[u8], missing: Option<usize>) -> Self {
        Self::Short { octets: octets.len(), missing }
    }
}

/// The first element that is none, or is longer than what it stands in, and where that ends.
fn within(octets: &[u8], end: usize) -> Option<(usize, usize)> {
    // Where each open element ends; what has no length ends where the one around it does.
    let mut ends = vec![end];
    let mut at = 0usize;
    while let Some(&end) = ends.last() {
        if at >= end {
            ends.pop();
            continue;
        }
        let Some(Header { tag, length, after }) = octets.get(at..end).and_then(Header::of) else {
            return Some((at, end));
        };
        let start = end.saturating_sub(after.len());
        match length {
            Some(0) if tag == 0 => {
                ends.pop();
                at = start;
            }
            Some(length) if length > after.len() => return Some((at, end)),
            Some(length) if tag & 0x20 == 0 => at = start.saturating_add(length),
            Some(length) => {
                ends.push(start.saturating_add(length));
                at = start;
            }
            None => {
                ends.push(end);
                at = start;
            }
        }
    }
    None
}
