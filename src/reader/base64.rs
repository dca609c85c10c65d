//! Base64 (RFC 4648) as it arrives: lines of any length, white space anywhere, padding or none.

use base64ct::{Base64Unpadded, Encoding};
use zeroize::Zeroizing;

use super::structure::length_of_sequence;

/// A line of bare base64 has at least so many characters; words of a letter have fewer.
const SHORTEST_LINE: usize = 40;

/// Decodes all of it. The error is the offset of what does not belong there.
pub(super) fn decode(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, usize> {
    let mut letters = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut padded = false;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'=' => padded = true,
            _ if byte.is_ascii_whitespace() => {}
            _ if is_letter(byte) && !padded => letters.push(byte),
            _ => return Err(at),
        }
    }
    decode_letters(&letters).ok_or(text.trim_ascii_end().len())
}

/// Where the next line begins that is the base64 of a SEQUENCE.
pub(super) fn next_der(text: &[u8], from: usize) -> Option<usize> {
    let starts_line = |at: usize| {
        let before = text.get(..at).unwrap_or_default().trim_ascii_end().len();
        let gap = text.get(before..at).unwrap_or_default();
        before == 0 || gap.contains(&b'\n') || gap.contains(&b'\r') || at == from || follows_bom(text, at)
    };
    (from..text.len()).find(|&at| {
        let rest = text.get(at..).unwrap_or_default();
        let letters = rest.iter().take_while(|&&byte| is_letter(byte)).take(SHORTEST_LINE).count();
        rest.starts_with(b"MI") && letters == SHORTEST_LINE && starts_line(at)
    })
}

/// Decodes the SEQUENCE that begins there, and says where its base64 ends. The error is the
/// offset of what does not belong there, or of the text's end.
pub(super) fn decode_der(text: &[u8], start: usize) -> Result<(Zeroizing<Vec<u8>>, usize), usize> {
    let head: Vec<u8> = text.iter().skip(start).take(8).copied().collect();
    let total = decode_letters(&head).and_then(|octets| length_of_sequence(&octets));
    // Four letters are three octets; of an indefinite length all letters are taken.
    let wanted = total.map_or(usize::MAX, |octets| octets.saturating_mul(4).div_ceil(3));
    let mut letters = Zeroizing::new(Vec::with_capacity(wanted.min(text.len())));
    let mut end = start;
    for (at, &byte) in text.iter().enumerate().skip(start) {
        if letters.len() >= wanted {
            break;
        }
        match byte {
            _ if is_letter(byte) => letters.push(byte),
            _ if byte.is_ascii_whitespace() => {}
            _ if total.is_none() => break,
            _ => return Err(at),
        }
        end = at.saturating_add(1);
    }
    if total.is_some() && letters.len() < wanted {
        return Err(end);
    }
    let octets = decode_letters(&letters).ok_or(end)?;
    let padding = text.iter().skip(end).take_while(|&&byte| byte == b'=').count();
    Ok((octets, end.saturating_add(padding)))
}

fn decode_letters(letters: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let text = std::str::from_utf8(letters).ok()?;
    Base64Unpadded::decode_vec(text).ok().map(Zeroizing::new)
}

fn follows_bom(text: &[u8], at: usize) -> bool {
    text.get(..at).is_some_and(|before| before == super::appearance::UTF8_BOM)
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}
