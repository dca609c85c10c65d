//! BER made DER as far as PKCS#12 needs it: older programs write lengths that are indefinite and
//! OCTET STRINGs in pieces (X.690 sections 8.1.3.6 and 8.7.3).

use zeroize::Zeroizing;

use crate::ber::Element;

/// How deep elements may lie in one another. PKCS#12 needs ten levels.
const DEEPEST: usize = 32;

const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED: u8 = 0x20;
/// The form of a tag that has more octets, which nothing in PKCS#12 has.
const LONG_TAG: u8 = 0x1f;

/// The first element with every length definite and every OCTET STRING in one piece. What follows
/// it must be blank.
pub(super) fn to_der(ber: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let element = Element::first(ber)?;
    let blank = element.rest.iter().all(|octet| *octet == 0 || octet.is_ascii_whitespace());
    let mut der = Zeroizing::new(Vec::with_capacity(ber.len()));
    copy(&element, DEEPEST, &mut der)?;
    blank.then_some(der)
}

/// Copies one element.
fn copy(element: &Element<'_>, levels: usize, der: &mut Vec<u8>) -> Option<()> {
    let levels = levels.checked_sub(1)?;
    if element.tag & LONG_TAG == LONG_TAG {
        return None;
    }
    if element.tag & CONSTRUCTED == 0 {
        write(element.tag, element.contents, der);
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
pub(super) fn joined(mut pieces: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(pieces.len()));
    while !pieces.is_empty() {
        let piece = Element::tagged(pieces, OCTET_STRING)?;
        whole.extend_from_slice(piece.contents);
        pieces = piece.rest;
    }
    Some(whole)
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
