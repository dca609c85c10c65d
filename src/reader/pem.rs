//! The markers of PEM blocks (RFC 7468) in text of any kind, with any number of their dashes.

use std::ops::Range;

use super::Change;
use super::base64::next_element;

/// The labels that are known, the longer of two that begin alike first. A marker with one of them
/// is believed with dashes on one side only, or with none where it has a line of its own.
const LABELS: [&str; 16] = [
    "CERTIFICATE REQUEST",
    "NEW CERTIFICATE REQUEST",
    "CERTIFICATE",
    "X509 CERTIFICATE",
    "TRUSTED CERTIFICATE",
    "PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "DSA PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "PUBLIC KEY",
    "PKCS7",
    "PKCS12",
    "CMS",
    "X509 CRL",
];

/// How far a marker's own dashes, label and indentation reach to either side of its word: a bound
/// on the work that one very long line makes.
const WIDTH: usize = 128;

/// A line that opens or closes a block.
pub(super) struct Marker<'a> {
    /// Whether it opens one.
    pub(super) opens: bool,
    /// Its label.
    pub(super) label: &'a str,
    /// Where it stands, its dashes included.
    pub(super) place: Range<usize>,
    /// How many dashes it has before and after.
    dashes: (usize, usize),
}

/// The headers of a block (RFC 1421 section 4.6).
pub(super) struct Headers<'a> {
    /// How many octets they take.
    pub(super) length: usize,
    /// The value of `DEK-Info`.
    pub(super) dek_info: Option<&'a str>,
}

/// The markers of a text, in order.
pub(super) fn markers(text: &str) -> impl Iterator<Item = Marker<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let marker = (from..text.len()).find_map(|at| marker_at(text, at))?;
        from = marker.place.end;
        Some(marker)
    })
}

impl Marker<'_> {
    /// Whether the label says what is in the block.
    pub(super) fn is_known(&self) -> bool {
        LABELS.contains(&self.label)
    }

    /// What is to be said of its dashes.
    pub(super) fn change(&self) -> Option<Change> {
        let (before, after) = self.dashes;
        let label = self.label.to_owned();
        ((before, after) != (5, 5)).then_some(Change::Dashes { opens: self.opens, label, before, after })
    }
}

/// The marker whose word `BEGIN` or `END` stands there.
fn marker_at(text: &str, at: usize) -> Option<Marker<'_>> {
    let octets = text.as_bytes();
    let here = octets.get(at..)?;
    let (opens, rest) = match here.strip_prefix(b"BEGIN") {
        Some(rest) => (true, rest),
        None => (false, here.strip_prefix(b"END")?),
    };
    let before = octets.get(at.saturating_sub(WIDTH)..at)?;
    let margin = before.rsplit(|&octet| octet == b'\n').next().unwrap_or_default();
    let own = trim_dashes_end(margin.trim_ascii_end());
    let dashes_before = margin.trim_ascii_end().len().saturating_sub(own.len());
    let first_on_line = own.trim_ascii().is_empty();
    if dashes_before == 0 && !first_on_line && !margin.ends_with(b" ") {
        return None;
    }
    let wide = rest.get(..WIDTH).unwrap_or(rest);
    let line = wide.split(|&octet| octet == b'\n').next().unwrap_or_default();
    // A marker of five dashes is one even where a mail program has broken its line.
    let breakable = if dashes_before >= 2 { wide } else { line };
    let (label, end) = match (known_label(breakable), enclosed_label(line)) {
        (Some(known), Some(enclosed)) if known.1 >= enclosed.1 => known,
        (_, Some(enclosed)) if dashes_before >= 2 => enclosed,
        (known, _) => known?,
    };
    let after = rest.get(end..).unwrap_or_default();
    let spaces = after.iter().take_while(|&&octet| octet == b' ' || octet == b'\t').count();
    let dashes_after = after.iter().skip(spaces).take_while(|&&octet| octet == b'-').count();
    let behind =
        after.iter().skip(spaces.saturating_add(dashes_after)).find(|octet| !matches!(octet, b' ' | b'\t'));
    let alone = first_on_line && behind.is_none_or(|&octet| octet == b'\n');
    let enclosed = dashes_before > 0 && dashes_after > 0;
    if dashes_before < 2 && dashes_after < 2 && !enclosed && !alone {
        return None;
    }
    let lead = if dashes_before == 0 { 0 } else { margin.len().saturating_sub(own.len()) };
    let label_end = text.len().saturating_sub(after.len());
    let trail = if dashes_after == 0 { 0 } else { spaces.saturating_add(dashes_after) };
    let place = at.saturating_sub(lead)..label_end.saturating_add(trail);
    Some(Marker { opens, label, place, dashes: (dashes_before, dashes_after) })
}

/// A label, known or not, that dashes follow, and where it ends.
fn enclosed_label(line: &[u8]) -> Option<(&str, usize)> {
    let dashes = line.windows(2).position(|pair| pair == b"--")?;
    let label = std::str::from_utf8(line.get(..dashes)?).ok()?.trim_ascii_end();
    let end = label.len();
    let label = label.strip_prefix(' ')?.trim_ascii_start();
    let capitals = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '#' | '.');
    let fits = (1..=64).contains(&label.len()) && label.chars().all(capitals);
    fits.then_some((label, end))
}

/// The known label with which the line begins, with any white space in it, and where it ends.
fn known_label(line: &[u8]) -> Option<(&'static str, usize)> {
    LABELS.into_iter().find_map(|label| {
        let mut rest = line;
        for letter in label.bytes().filter(|letter| *letter != b' ') {
            rest = trim_gap(rest).strip_prefix(&[letter])?;
        }
        let ends = !rest.first().is_some_and(u8::is_ascii_alphanumeric);
        ends.then_some((label, line.len().saturating_sub(rest.len())))
    })
}

/// Without the white space at the front, or the plus signs that a web form writes in its place.
fn trim_gap(octets: &[u8]) -> &[u8] {
    let gap = octets.iter().take_while(|&&octet| octet.is_ascii_whitespace() || octet == b'+').count();
    octets.get(gap..).unwrap_or_default()
}

fn trim_dashes_end(octets: &[u8]) -> &[u8] {
    let dashes = octets.iter().rev().take_while(|&&octet| octet == b'-').count();
    octets.get(..octets.len().saturating_sub(dashes)).unwrap_or_default()
}

impl<'a> Headers<'a> {
    /// The lines with a colon, which base64 does not have, with which a block begins. Should all of
    /// the block stand on one line, `DEK-Info` ends where its value does, and others where base64
    /// begins.
    pub(super) fn of(block: &'a str) -> Self {
        let mut headers = Self { length: 0, dek_info: None };
        for line in block.split_inclusive('\n') {
            if !line.contains(':') && !line.trim_ascii().is_empty() {
                break;
            }
            let start = headers.length;
            headers.length = start.saturating_add(line.len());
            let Some((_, value)) = line.split_once("DEK-Info:") else {
                let base64 = next_element(block, start..headers.length);
                headers.length = base64.unwrap_or(headers.length);
                continue;
            };
            let start = value.trim_ascii_start();
            let end = start.find(|c: char| c.is_ascii_whitespace()).unwrap_or(start.len());
            headers.dek_info = start.get(..end);
            headers.length = headers.length.saturating_sub(start.len().saturating_sub(end));
            break;
        }
        headers
    }
}
