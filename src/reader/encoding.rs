//! The encodings in which text arrives: UTF-8, UTF-16, and Windows-1252 for the rest, or several of
//! them in one file, as `>>` of PowerShell leaves it.

use std::ops::Range;

use zeroize::Zeroizing;

/// The marks of the byte order.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
const LITTLE_ENDIAN_MARK: [u8; 2] = [0xff, 0xfe];
const BIG_ENDIAN_MARK: [u8; 2] = [0xfe, 0xff];

/// How many pairs of a letter and a zero octet make UTF-16 without its mark.
const PAIRS: usize = 4;

/// So many octets of ASCII in a row are no UTF-16.
const ASCII_RUN: usize = 16;

/// A text, and how it was written.
pub(crate) struct Decoded {
    /// The text, without the marks of its byte order.
    pub(crate) text: Zeroizing<String>,
    /// Where in it UTF-16 begins, if there is any.
    pub(crate) utf16: Option<Utf16>,
}

/// How much of a text was in UTF-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Utf16 {
    /// All of it.
    Whole,
    /// A part that begins at this octet of the text.
    From(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// UTF-8 or Windows-1252.
    Octets,
    LittleEndian,
    BigEndian,
}

/// A part in one encoding, without its mark.
struct Piece {
    encoding: Encoding,
    place: Range<usize>,
}

/// The text that the octets are.
pub(crate) fn decode(octets: &[u8]) -> Decoded {
    let octets = octets.strip_prefix(UTF8_MARK).unwrap_or(octets);
    if let Some(text) = std::str::from_utf8(octets).ok().filter(|text| !text.contains('\0')) {
        return Decoded { text: Zeroizing::new(text.to_owned()), utf16: None };
    }
    // Three octets for each: a text that grows leaves copies of keys behind.
    let mut text = Zeroizing::new(String::with_capacity(octets.len().saturating_mul(3)));
    let mut utf16 = None;
    let mut at = 0;
    while at < octets.len() {
        let Piece { encoding, place } = Piece::first(octets, at);
        at = place.end;
        let part = octets.get(place.clone()).unwrap_or_default();
        if encoding == Encoding::Octets {
            push_octets(part, &mut text);
            continue;
        }
        let is_all = place.start <= 2 && octets.len().saturating_sub(place.end) < 2;
        utf16 = utf16.or(Some(if is_all { Utf16::Whole } else { Utf16::From(text.len()) }));
        push_utf16(part, encoding, &mut text);
        if is_all {
            break;
        }
    }
    Decoded { text, utf16 }
}

/// UTF-8, or else Windows-1252, which has a character for every octet.
pub(super) fn decode_octets(octets: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(octets.len().saturating_mul(3)));
    push_octets(octets, &mut text);
    text
}

fn push_octets(octets: &[u8], text: &mut String) {
    match std::str::from_utf8(octets) {
        Ok(part) => text.push_str(part),
        Err(_) => text.extend(octets.iter().copied().map(windows_1252)),
    }
}

/// The octets that differ from Latin-1 and matter here: quotation marks, bullets and dashes, which word
/// processors put into texts. All others stay unknown to base64.
fn windows_1252(octet: u8) -> char {
    match octet {
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        other => char::from(other),
    }
}

fn push_utf16(octets: &[u8], encoding: Encoding, text: &mut String) {
    let unit = if encoding == Encoding::BigEndian { u16::from_be_bytes } else { u16::from_le_bytes };
    let (pairs, _) = octets.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let characters = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.extend(characters.filter(|&character| character != '\u{feff}'));
}

impl Piece {
    fn first(octets: &[u8], start: usize) -> Self {
        let mark = |at: usize| encoding_of_mark(octets.get(at..)?);
        if let Some(encoding) = mark(start) {
            let start = start.saturating_add(2);
            return Self { encoding, place: start..end_of_utf16(octets, start, encoding) };
        }
        let candidates =
            octets.iter().enumerate().skip(start).filter(|(_, octet)| matches!(octet, 0 | 0xfe | 0xff));
        for (at, _) in candidates {
            if mark(at).is_some() {
                return Self { encoding: Encoding::Octets, place: start..at };
            }
            let Some((encoding, begins)) = unmarked(octets, start, at) else { continue };
            return if begins > start {
                Self { encoding: Encoding::Octets, place: start..begins }
            } else {
                Self { encoding, place: start..end_of_utf16(octets, start, encoding) }
            };
        }
        Self { encoding: Encoding::Octets, place: start..octets.len() }
    }
}

fn encoding_of_mark(octets: &[u8]) -> Option<Encoding> {
    match octets.first_chunk::<2>() {
        Some(&LITTLE_ENDIAN_MARK) => Some(Encoding::LittleEndian),
        Some(&BIG_ENDIAN_MARK) => Some(Encoding::BigEndian),
        _ => None,
    }
}

/// The encoding whose letters begin beside the first zero octet of a part, and where they begin. Where
/// both orders fit, that is taken which leaves no octet over: at the beginning, or else at the end.
fn unmarked(octets: &[u8], start: usize, zero: usize) -> Option<(Encoding, usize)> {
    let before = zero.checked_sub(1).filter(|&before| before >= start);
    let little = before.filter(|&before| are_letters(octets, before, 1));
    let big = Some(zero).filter(|&zero| are_letters(octets, zero, 0));
    match (little, big) {
        (Some(little), Some(big)) if little > start && octets.last() != Some(&0) => {
            Some((Encoding::BigEndian, big))
        }
        (Some(little), _) => Some((Encoding::LittleEndian, little)),
        (None, big) => big.map(|big| (Encoding::BigEndian, big)),
    }
}

/// Whether pairs follow that have a zero octet in one place and none in the other.
fn are_letters(octets: &[u8], at: usize, zero: usize) -> bool {
    let (pairs, _) = octets.get(at..).unwrap_or_default().as_chunks::<2>();
    let pairs = pairs.get(..PAIRS).unwrap_or(pairs);
    let fits =
        |pair: &[u8; 2]| pair.iter().enumerate().all(|(place, &octet)| (octet == 0) == (place == zero));
    pairs.len() >= 2 && pairs.iter().all(fits)
}

/// Where UTF-16 ends: before octets of ASCII that stand in the place of its pairs.
fn end_of_utf16(octets: &[u8], start: usize, encoding: Encoding) -> usize {
    let mut at = start;
    loop {
        let rest = octets.get(at..).unwrap_or_default();
        let Some(&[first, second]) = rest.first_chunk::<2>() else { return at };
        let third = rest.get(2).copied();
        let both = is_ascii_text(first) && is_ascii_text(second);
        let run = rest.get(..ASCII_RUN).unwrap_or(rest);
        // One octet before a pair: the line end of a program that knows no UTF-16.
        let shifted = match encoding {
            Encoding::LittleEndian => both && third == Some(0) || first == 0 && are_letters(rest, 0, 0),
            _ => is_ascii_text(first) && second == 0 && third.is_some_and(is_ascii_text),
        };
        let is_mark = at > start && encoding_of_mark(rest).is_some_and(|marked| marked != encoding)
            || is_ascii_text(first) && rest.get(1..).and_then(encoding_of_mark).is_some();
        if is_mark || shifted || both && run.iter().copied().all(is_ascii_text) {
            return at;
        }
        at = at.saturating_add(2);
    }
}

fn is_ascii_text(octet: u8) -> bool {
    matches!(octet, b' '..=b'~' | b'\t' | b'\n' | b'\r')
}
