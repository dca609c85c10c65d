//! BER made DER as far as keys and PKCS#12 files need it: programs write lengths that are indefinite or
//! longer than necessary, OCTET STRINGs in pieces, and numbers with needless zeros (X.690 sections
//! 8.1.3, 8.7.3 and 8.3.2). What lies inside an OCTET STRING is left as it is.

use zeroize::Zeroizing;

use super::{Element, INTEGER, OCTET_STRING};

/// How deep elements may lie in one another. PKCS#12 needs ten levels, and six more for each bag in a bag.
const DEEPEST: usize = 64;

const CONSTRUCTED: u8 = 0x20;
/// The form of a tag that has more octets, which nothing in PKCS#12 has.
const LONG_TAG: u8 = 0x1f;

/// The first element as DER. What follows it is left out: no reader of such files looks at it.
pub(crate) fn to_der(ber: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut der = Zeroizing::new(Vec::with_capacity(ber.len()));
    copy(&Element::first(ber)?, DEEPEST, &mut der)?;
    Some(der)
}

/// Copies one element.
fn copy(element: &Element<'_>, levels: usize, der: &mut Vec<u8>) -> Option<()> {
    let levels = levels.checked_sub(1)?;
    if element.tag & LONG_TAG == LONG_TAG {
        return None;
    }
    if element.tag & CONSTRUCTED == 0 {
        let contents = if element.tag == INTEGER { shortest(element.contents) } else { element.contents };
        write(element.tag, contents, der);
        return Some(());
    }
    let mut contents = Zeroizing::new(Vec::with_capacity(element.contents.len()));
    let mut rest = element.contents;
    while !rest.is_empty() {
        let inside = Element::first(rest)?;
        copy(&inside, levels, &mut contents)?;
        rest = inside.rest;
    }
    if element.tag == OCTET_STRING | CONSTRUCTED {
        write(OCTET_STRING, &joined(&contents)?, der);
    } else {
        write(element.tag, &contents, der);
    }
    Some(())
}

/// The contents of OCTET STRINGs that follow one another.
pub(crate) fn joined(mut pieces: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(pieces.len()));
    while !pieces.is_empty() {
        let piece = Element::tagged(pieces, OCTET_STRING)?;
        whole.extend_from_slice(piece.contents);
        pieces = piece.rest;
    }
    Some(whole)
}

/// A number without the zeros that change nothing: the first octet stays where the next would make the
/// number negative.
fn shortest(mut number: &[u8]) -> &[u8] {
    while let [0, 0..0x80, ..] = number {
        number = number.get(1..).unwrap_or_default();
    }
    number
}

fn write(tag: u8, contents: &[u8], der: &mut Vec<u8>) {
    der.push(tag);
    let octets = contents.len().to_be_bytes();
    let leading = octets.iter().take_while(|&&octet| octet == 0).count();
    let significant = octets.get(leading..).unwrap_or_default();
    match *significant {
        [] => der.push(0),
        [short @ 0..0x80] => der.push(short),
        _ => {
            // A usize has eight octets at most.
            der.push(u8::try_from(significant.len()).unwrap_or_default() | 0x80);
            der.extend_from_slice(significant);
        }
    }
    der.extend_from_slice(contents);
}
