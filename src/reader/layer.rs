//! Base64 that is not that of DER: of a text, such as PEM in a secret of Kubernetes, or of an archive.

use std::ops::Range;

use zeroize::Zeroizing;

use super::archive;
use super::base64::{decode_letters, is_letter};

/// A run of base64 has at least so many letters in its first line.
const SHORTEST_LINE: usize = 40;

/// So many octets show whether it is that of a text.
const SAMPLE: usize = 24;

/// Words of a language are shorter.
const LONGEST_WORD: usize = 24;

/// A run of base64, decoded.
pub(super) struct Layer {
    pub(super) octets: Zeroizing<Vec<u8>>,
    /// Where its letters begin and end.
    pub(super) place: Range<usize>,
}

/// The next run in a part.
pub(super) fn next(text: &str, part: Range<usize>) -> Option<Layer> {
    let octets = text.as_bytes().get(..part.end)?;
    let mut at = part.start;
    while at < part.end {
        let length = letters_at(octets, at);
        if length >= SHORTEST_LINE && is_worth_decoding(octets.get(at..)?) {
            let layer = Layer::at(octets, at, length);
            if layer.is_some() {
                return layer;
            }
        }
        // The octet behind the letters is none of them.
        at = at.saturating_add(length).saturating_add(1);
    }
    None
}

fn letters_at(octets: &[u8], at: usize) -> usize {
    octets.iter().skip(at).take_while(|&&octet| is_letter(octet)).count()
}

/// Whether the first letters are those of a text, or of a zip archive.
fn is_worth_decoding(octets: &[u8]) -> bool {
    let letters: Vec<u8> = octets.iter().take(SAMPLE / 3 * 4).copied().map(usual).collect();
    let head = decode_letters(&letters).unwrap_or_default();
    let is_text = |octet: &u8| matches!(octet, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    // UTF-16 has a zero octet beside each letter, and a mark before the first.
    let wide = rest.strip_prefix(b"\xff\xfe").or(rest.strip_prefix(b"\xfe\xff")).unwrap_or(rest);
    let every_other = |zero: usize| {
        wide.iter().enumerate().all(|(at, octet)| if at % 2 == zero { *octet == 0 } else { is_text(octet) })
    };
    rest.iter().all(is_text) || every_other(0) || every_other(1) || archive::is_zip(&head)
}

/// The letter in the usual alphabet.
const fn usual(letter: u8) -> u8 {
    match letter {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    }
}

impl Layer {
    fn at(octets: &[u8], start: usize, length: usize) -> Option<Self> {
        let place = run(octets, start, length);
        let mut letters = Zeroizing::new(Vec::with_capacity(place.len()));
        letters
            .extend(octets.get(place.clone())?.iter().copied().filter(|&octet| is_letter(octet)).map(usual));
        Some(Self { octets: decode_letters(&letters)?, place })
    }
}

/// The letters of a run whose first line begins there and has that length: lines of that length, and one
/// that is shorter as the last.
pub(super) fn run(octets: &[u8], start: usize, length: usize) -> Range<usize> {
    let mut place = start..start.saturating_add(length);
    let mut count = length;
    loop {
        let Some(rest) = octets.get(place.end..) else { return place };
        let gap = rest.iter().take_while(|octet| octet.is_ascii_whitespace()).count();
        let next = place.end.saturating_add(gap);
        let more = letters_at(octets, next);
        if gap == 0 || more == 0 || more > length {
            break;
        }
        let end = next.saturating_add(more);
        let (line, behind) = octets.get(next..).unwrap_or_default().split_at(more);
        let ends_line = behind.first().is_none_or(|&octet| octet == b'=' || octet.is_ascii_whitespace());
        let is_last = more < length;
        let padding = behind.iter().take_while(|&&octet| octet == b'=').count();
        let fits = count.saturating_add(more).saturating_add(padding) % 4;
        if !ends_line || is_last && (fits == 1 || fits > 0 && is_word(line)) {
            break;
        }
        place.end = end;
        count = count.saturating_add(more);
        if is_last || padding > 0 {
            break;
        }
    }
    place
}

fn is_word(letters: &[u8]) -> bool {
    let rest = letters.get(1..).unwrap_or_default();
    letters.len() < LONGEST_WORD && rest.iter().all(u8::is_ascii_lowercase)
}
