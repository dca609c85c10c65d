//! What mail programs, web pages, programs and word processors do to a text, undone.
//!
//! None of the characters that are replaced here is one of base64, so that no step can make other
//! octets of it: it can only free them.

use super::encoding;
use super::html;
use super::text::{Replaced, Text, Undone};

/// No marker is longer.
const LONGEST_MARKER: usize = 48;

/// What one program has coded, another may code again: so often at most.
const MOST_LAYERS: usize = 4;

/// Backslashes before one letter, of a text that was coded so often.
const MOST_BACKSLASHES: usize = 1 << MOST_LAYERS;

/// The text with everything undone.
pub(super) fn clean(text: Text) -> Text {
    let mut text = text.rewrite(|octet| octet == b'=', quoted_printable);
    for _ in 0..MOST_LAYERS {
        let before = text.as_str().len();
        text = text
            .rewrite(|octet| matches!(octet, b'<' | b'&'), html::rule)
            .rewrite(|octet| octet == b'%', percent)
            .rewrite(|octet| octet == b'\\', escapes);
        // Each of them puts less than it takes.
        if text.as_str().len() == before {
            break;
        }
    }
    text.rewrite(|octet| matches!(octet, b'"' | b'\''), quotation_marks)
        .rewrite(|octet| octet >= 0xc2 || matches!(octet, 0x0b | 0x0c), characters)
        .rewrite(|octet| matches!(octet, b'>' | b'|'), quoting)
}

/// Octets as `=` and two hexadecimal digits, and line ends that `=` takes back (RFC 2045 section
/// 6.7).
fn quoted_printable(rest: &str, out: &mut String) -> Option<Replaced> {
    let (triples, _) = rest.as_bytes().as_chunks::<3>();
    let octets: Vec<u8> = triples.iter().map_while(|triple| escaped_octet(*triple)).collect();
    if !octets.is_empty() {
        out.push_str(&encoding::decode_octets(&octets));
        let length = octets.len().saturating_mul(3);
        return Some(Replaced { length, undone: Undone::QuotedPrintable });
    }
    // Padding of base64 looks the same, so a new line with its own beginning stays one.
    let after = rest.get(1..)?.trim_start_matches([' ', '\t']).strip_prefix('\n')?;
    let line = after.trim_start_matches([' ', '\t']);
    let begins_anew = ["-", ">", "|", "=", "END", "BEGIN", "MI"].iter().any(|start| line.starts_with(start));
    if begins_anew || !line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '+' | '/')) {
        return None;
    }
    // Base64 does not mind where its lines end; a marker that was torn apart does.
    let tears_marker =
        after.lines().next()?.as_bytes().windows(2).take(LONGEST_MARKER).any(|pair| pair == b"--");
    if !tears_marker {
        out.push('\n');
    }
    let length = rest.len().saturating_sub(after.len());
    Some(Replaced { length, undone: Undone::QuotedPrintable })
}

fn escaped_octet([sign, high, low]: [u8; 3]) -> Option<u8> {
    (sign == b'=').then_some(())?;
    octet_of_digits(high, low)
}

fn octet_of_digits(high: u8, low: u8) -> Option<u8> {
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    Some((digit(high)? << 4) | digit(low)?)
}

/// Octets of ASCII as `%` and two hexadecimal digits (RFC 3986 section 2.1), coded once more or not.
fn percent(rest: &str, out: &mut String) -> Option<Replaced> {
    let &[_, high, low] = rest.as_bytes().first_chunk::<3>()?;
    let octet = octet_of_digits(high, low)?;
    octet.is_ascii().then(|| out.push(char::from(octet)))?;
    Some(Replaced { length: 3, undone: Undone::Percent })
}

/// Backslashes of JSON (RFC 8259 section 7) and of many programming languages: as many as were put
/// before one another where a text was coded several times.
fn escapes(rest: &str, out: &mut String) -> Option<Replaced> {
    let layers = rest.bytes().take(MOST_BACKSLASHES).take_while(|&octet| octet == b'\\').count();
    let after = rest.get(layers..)?;
    let code = |base, digits: std::ops::Range<usize>| {
        u32::from_str_radix(after.get(digits)?, base).ok().and_then(char::from_u32)
    };
    let (length, character) = match after.as_bytes().first()? {
        b'n' | b'r' => (1, '\n'),
        b't' => (1, ' '),
        letter @ (b'/' | b'"' | b'\'' | b'\n') => (1, char::from(*letter)),
        b'u' => (5, code(16, 1..5)?),
        b'x' => (3, code(16, 1..3)?),
        _ => return None,
    };
    character.is_ascii().then(|| out.push(character))?;
    Some(Replaced { length: layers.saturating_add(length), undone: Undone::Escapes })
}

/// The end of one string of a program and the beginning of the next, which stand on lines of their own.
fn quotation_marks(rest: &str, out: &mut String) -> Option<Replaced> {
    let mark = rest.chars().next()?;
    let blanks = |c: char| matches!(c, ' ' | '\t');
    let joint = rest.get(1..)?.trim_start_matches(blanks);
    let joint = joint.strip_prefix(['+', ',', '.', '&', '_']).unwrap_or(joint);
    let lines = joint.trim_start_matches(blanks);
    let next = lines
        .trim_start_matches([' ', '\t', '\n'])
        .trim_start_matches(['+', '.', '&'])
        .trim_start_matches(blanks);
    let after = next.strip_prefix(mark)?;
    let between = rest.get(..rest.len().saturating_sub(after.len()))?;
    between.contains('\n').then(|| out.push('\n'))?;
    Some(Replaced { length: between.len(), undone: Undone::QuotationMarks })
}

/// Spaces, dashes and what nobody sees.
fn characters(rest: &str, out: &mut String) -> Option<Replaced> {
    let character = rest.chars().next()?;
    let (put, undone) = match character {
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ("\n", Undone::UnusualSpaces),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            (" ", Undone::UnusualSpaces)
        }
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => ("", Undone::InvisibleCharacters),
        // Word processors make one of these of two hyphens.
        '\u{2012}'..='\u{2015}' => ("--", Undone::UnusualDashes),
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => ("-", Undone::UnusualDashes),
        _ => return None,
    };
    out.push_str(put);
    Some(Replaced { length: character.len_utf8(), undone })
}

/// The marks before a quoted line, wherever lines were joined since.
fn quoting(rest: &str, _: &mut String) -> Option<Replaced> {
    let length = rest.len().saturating_sub(rest.trim_start_matches(['>', '|']).len());
    Some(Replaced { length, undone: Undone::Quoting })
}
