//! BER made DER as far as PKCS#12 needs it: older programs write lengths that are indefinite and
//! OCTET STRINGs in pieces (X.690 sections 8.1.3.6 and 8.7.3).

use zeroize::Zeroizing;

/// How deep elements may lie in one another. PKCS#12 needs ten levels.
const DEEPEST: usize = 32;

const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED: u8 = 0x20;
const END_OF_CONTENTS: &[u8] = &[0, 0];

/// The first element with every length definite and every OCTET STRING in one piece. What follows
/// it must be blank.
pub(super) fn to_der(ber: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut der = Zeroizing::new(Vec::with_capacity(ber.len()));
    let rest = copy(ber, DEEPEST, &mut der)?;
    rest.iter().all(|octet| *octet == 0 || octet.is_ascii_whitespace()).then_some(der)
}

/// Copies one element, and gives what follows it.
fn copy<'a>(ber: &'a [u8], levels: usize, der: &mut Vec<u8>) -> Option<&'a [u8]> {
    let levels = levels.checked_sub(1)?;
    let (tag, rest) = split_tag(ber)?;
    let (length, rest) = split_length(rest)?;
    let first = *tag.first()?;
    if first & CONSTRUCTED == 0 {
        let (contents, rest) = rest.split_at_checked(length?)?;
        write(tag, contents, der);
        return Some(rest);
    }
    let (contents, rest) = copy_all(rest, length, levels)?;
    if first == OCTET_STRING | CONSTRUCTED {
        write(&[OCTET_STRING], &joined(&contents)?, der);
    } else {
        write(tag, &contents, der);
    }
    Some(rest)
}

/// Copies the elements inside another, up to its length or to the mark of its end.
fn copy_all(ber: &[u8], length: Option<usize>, levels: usize) -> Option<(Zeroizing<Vec<u8>>, &[u8])> {
    let (mut inside, after) = match length {
        Some(length) => ber.split_at_checked(length)?,
        None => (ber, ber),
    };
    let mut der = Zeroizing::new(Vec::with_capacity(inside.len()));
    loop {
        if length.is_some() && inside.is_empty() {
            return Some((der, after));
        }
        if let (None, Some(after)) = (length, inside.strip_prefix(END_OF_CONTENTS)) {
            return Some((der, after));
        }
        inside = copy(inside, levels, &mut der)?;
    }
}

/// The contents of OCTET STRINGs that follow one another, all of them DER.
pub(super) fn joined(mut pieces: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(pieces.len()));
    while let Some(rest) = pieces.strip_prefix(&[OCTET_STRING]) {
        let (length, rest) = split_length(rest)?;
        let (piece, rest) = rest.split_at_checked(length?)?;
        whole.extend_from_slice(piece);
        pieces = rest;
    }
    pieces.is_empty().then_some(whole)
}

/// An identifier (X.690 section 8.1.2), of one octet or of several.
fn split_tag(ber: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = ber.split_first()?;
    let more = match first & 0x1f {
        0x1f => rest.iter().take(4).position(|octet| octet & 0x80 == 0)?.saturating_add(1),
        _ => 0,
    };
    ber.split_at_checked(more.saturating_add(1))
}

/// A length (X.690 section 8.1.3), and what follows it; no number where it is indefinite.
fn split_length(ber: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = ber.split_first()?;
    match first {
        0x80 => Some((None, rest)),
        0..0x80 => Some((Some(usize::from(first)), rest)),
        0x81..=0x88 => {
            let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = octets.iter().fold(0u64, |sum, &octet| (sum << 8) | u64::from(octet));
            Some((Some(usize::try_from(length).ok()?), rest))
        }
        _ => None,
    }
}

fn write(tag: &[u8], contents: &[u8], der: &mut Vec<u8>) {
    der.extend_from_slice(tag);
    let octets = contents.len().to_be_bytes();
    let leading = octets.iter().take_while(|&&octet| octet == 0).count();
    let significant = octets.get(leading..).unwrap_or_default();
    match *significant {
        [] => der.push(0),
        [short @ 0..0x80] => der.push(short),
        _ => {
            // A usize has eight octets at most, so the sum is below 0x89.
            der.push(u8::try_from(significant.len()).unwrap_or_default() | 0x80);
            der.extend_from_slice(significant);
        }
    }
    der.extend_from_slice(contents);
}
