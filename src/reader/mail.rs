//! What mail programs, web pages and word processors do to a text, undone.
//!
//! None of the characters that are replaced here is one of base64, so that no step can make other
//! octets of it: it can only free them.

use super::encoding;
use super::text::{Replaced, Text};
use super::{Change, html};

/// No marker is longer.
const LONGEST_MARKER: usize = 48;

/// The text with everything undone.
pub(super) fn clean(text: Text) -> Text {
    text.rewrite(|octet| octet == b'=', quoted_printable)
        .rewrite(|octet| matches!(octet, b'<' | b'&'), html::rule)
        .rewrite(|octet| octet == b'\\', escapes)
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
        return Some(Replaced { length, change: Change::QuotedPrintable });
    }
    // Padding of base64 looks the same, so a new line with its own beginning stays one.
    let after = rest.get(1..)?.trim_start_matches([' ', '\t']).strip_prefix('\n')?;
    let begins_anew = ["-", ">", "|", "=", "END", "BEGIN", "MI"].iter().any(|start| after.starts_with(start));
    if begins_anew || !after.starts_with(|c: char| c != '\n') {
        return None;
    }
    // Base64 does not mind where its lines end; a marker that was torn apart does.
    let tears_marker =
        after.lines().next()?.as_bytes().windows(2).take(LONGEST_MARKER).any(|pair| pair == b"--");
    if !tears_marker {
        out.push('\n');
    }
    let length = rest.len().saturating_sub(after.len());
    Some(Replaced { length, change: Change::QuotedPrintable })
}

fn escaped_octet([sign, high, low]: [u8; 3]) -> Option<u8> {
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    (sign == b'=').then_some(())?;
    Some((digit(high)? << 4) | digit(low)?)
}

/// Backslashes of JSON (RFC 8259 section 7) and of many programming languages.
fn escapes(rest: &str, out: &mut String) -> Option<Replaced> {
    let (length, character) = match rest.as_bytes().get(1)? {
        b'n' | b'r' => (2, '\n'),
        b't' => (2, ' '),
        b'/' => (2, '/'),
        b'u' => (6, u32::from_str_radix(rest.get(2..6)?, 16).ok().and_then(char::from_u32)?),
        _ => return None,
    };
    character.is_ascii().then(|| out.push(character))?;
    Some(Replaced { length, change: Change::Escapes })
}

/// Spaces, dashes and what nobody sees.
fn characters(rest: &str, out: &mut String) -> Option<Replaced> {
    let character = rest.chars().next()?;
    let (put, change) = match character {
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ("\n", Change::UnusualSpaces),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            (" ", Change::UnusualSpaces)
        }
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => ("", Change::InvisibleCharacters),
        // Word processors make one of these of two hyphens.
        '\u{2012}'..='\u{2015}' => ("--", Change::UnusualDashes),
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => ("-", Change::UnusualDashes),
        _ => return None,
    };
    out.push_str(put);
    Some(Replaced { length: character.len_utf8(), change })
}

/// The marks before a quoted line, wherever lines were joined since.
fn quoting(rest: &str, _: &mut String) -> Option<Replaced> {
    let length = rest.len().saturating_sub(rest.trim_start_matches(['>', '|']).len());
    Some(Replaced { length, change: Change::Quoting })
}
