//! The encodings in which text arrives: UTF-8, UTF-16, and Windows-1252 for the rest.

use zeroize::Zeroizing;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
const LITTLE_ENDIAN_MARK: &[u8] = b"\xff\xfe";
const BIG_ENDIAN_MARK: &[u8] = b"\xfe\xff";

/// How many octets are looked at for UTF-16 without its mark.
const SAMPLE: usize = 256;

/// The text, without the mark of its byte order, and whether it was in UTF-16.
pub(crate) fn decode(octets: &[u8]) -> (Zeroizing<String>, bool) {
    let utf16 = |octets, unit| (decode_utf16(octets, unit), true);
    if let Some(rest) = octets.strip_prefix(UTF8_MARK) {
        (decode_octets(rest), false)
    } else if let Some(rest) = octets.strip_prefix(LITTLE_ENDIAN_MARK) {
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = octets.strip_prefix(BIG_ENDIAN_MARK) {
        utf16(rest, u16::from_be_bytes)
    } else if zero_at(octets, 1) {
        utf16(octets, u16::from_le_bytes)
    } else if zero_at(octets, 0) {
        utf16(octets, u16::from_be_bytes)
    } else {
        (decode_octets(octets), false)
    }
}

/// UTF-8, or else Windows-1252, which has a character for every octet.
pub(super) fn decode_octets(octets: &[u8]) -> Zeroizing<String> {
    match std::str::from_utf8(octets) {
        Ok(text) => Zeroizing::new(text.to_owned()),
        Err(_) => {
            let mut text = Zeroizing::new(String::with_capacity(octets.len().saturating_mul(3)));
            text.extend(octets.iter().copied().map(windows_1252));
            text
        }
    }
}

/// The octets that differ from Latin-1 and matter here: dashes. All others stay unknown to base64.
fn windows_1252(octet: u8) -> char {
    match octet {
        0x96 => '–',
        0x97 => '—',
        other => char::from(other),
    }
}

fn decode_utf16(octets: &[u8], unit: fn([u8; 2]) -> u16) -> Zeroizing<String> {
    let (pairs, _) = octets.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text = Zeroizing::new(String::with_capacity(octets.len().saturating_mul(2)));
    text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    text
}

/// Whether most octets at even places are zero, or at odd ones, and none of the others is: letters
/// of English in UTF-16.
fn zero_at(octets: &[u8], place: usize) -> bool {
    let (pairs, _) = octets.get(..octets.len().min(SAMPLE)).unwrap_or_default().as_chunks::<2>();
    let zeros = |of: usize| pairs.iter().filter(|pair| pair.get(of) == Some(&0)).count();
    pairs.len() >= 8 && zeros(place) > pairs.len() / 2 && zeros(1usize.saturating_sub(place)) == 0
}
