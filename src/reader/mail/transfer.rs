//! How the parts of an email are coded for their way (RFC 2045 section 6), and words in its header
//! (RFC 2047).

use base64ct::{Base64Unpadded, Encoding as _};
use zeroize::Zeroizing;

use super::Octets;
use super::header::{Header, Lines};
use crate::reader::encoding;

/// A transfer encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// None: octets as they are.
    None,
    Base64,
    QuotedPrintable,
}

impl Encoding {
    /// What a header says. What is not known is read as it is.
    pub(super) fn of(header: &Header) -> Self {
        match header.transfer_encoding() {
            "base64" => Self::Base64,
            "quoted-printable" => Self::QuotedPrintable,
            _ => Self::None,
        }
    }

    pub(super) fn decode(self, body: &[u8]) -> Octets<'_> {
        match self {
            Self::None => Octets::Given(body),
            Self::Base64 => Octets::Decoded(base64(body)),
            Self::QuotedPrintable => Octets::Decoded(quoted_printable(body)),
        }
    }
}

/// Base64, of which everything is left out that is no letter of it (section 6.8). After padding another
/// may begin.
fn base64(body: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut octets = Zeroizing::new(Vec::with_capacity(body.len()));
    for run in body.split(|&octet| octet == b'=') {
        let is_letter = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/');
        let mut letters: Zeroizing<Vec<u8>> = Zeroizing::new(run.iter().copied().filter(is_letter).collect());
        let whole = letters.len().saturating_mul(3) / 4;
        let padded = letters.len().next_multiple_of(4);
        letters.resize(padded, b'A');
        let text = std::str::from_utf8(&letters).unwrap_or_default();
        let decoded = Zeroizing::new(Base64Unpadded::decode_vec(text).unwrap_or_default());
        octets.extend_from_slice(decoded.get(..whole).unwrap_or_default());
    }
    octets
}

/// Quoted-printable (section 6.7). What is none of it stays as it is.
fn quoted_printable(body: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut octets = Zeroizing::new(Vec::with_capacity(body.len()));
    for line in Lines::of(body) {
        let text = line.trim_ascii_end();
        let ends = line.ends_with(b"\n");
        let (text, is_soft) = text.strip_suffix(b"=").map_or((text, false), |text| (text, true));
        unescape(text, b'=', &mut octets);
        if ends && !is_soft {
            octets.push(b'\n');
        }
    }
    octets
}

/// Octets as a sign and two hexadecimal digits.
fn unescape(text: &[u8], sign: u8, octets: &mut Vec<u8>) {
    let digit = |octet: u8| char::from(octet).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let mut rest = text;
    while let Some((&octet, after)) = rest.split_first() {
        let digits = after.first_chunk::<2>().filter(|_| octet == sign);
        let coded = digits.and_then(|[high, low]| Some((digit(*high)? << 4) | digit(*low)?));
        octets.push(coded.unwrap_or(octet));
        rest = after.get(if coded.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
}

/// A text with its octets written as `%` and two digits undone.
pub(super) fn percent(text: &str) -> String {
    let mut octets = Vec::new();
    unescape(text.as_bytes(), b'%', &mut octets);
    encoding::decode_octets(&octets).to_string()
}

/// `=?charset?B?…?=` and `=?charset?Q?…?=` undone. Nothing stands between two that follow one another.
pub(super) fn encoded_words(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=?") {
        let Some((word, behind)) = encoded_word(after) else {
            plain.push_str(before);
            plain.push_str("=?");
            rest = after;
            continue;
        };
        if !before.trim().is_empty() {
            plain.push_str(before);
        }
        plain.push_str(&word);
        rest = behind;
    }
    plain + rest
}

fn encoded_word(text: &str) -> Option<(String, &str)> {
    let mut parts = text.splitn(3, '?');
    let (_charset, kind, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let (coded, behind) = rest.split_once("?=")?;
    let octets = match kind {
        "B" | "b" => base64(coded.as_bytes()).to_vec(),
        "Q" | "q" => {
            let mut octets = Vec::new();
            unescape(coded.replace('_', " ").as_bytes(), b'=', &mut octets);
            octets
        }
        _ => return None,
    };
    Some((encoding::decode_octets(&octets).to_string(), behind))
}
