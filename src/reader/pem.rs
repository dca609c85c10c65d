//! PEM blocks (RFC 7468) in text of any kind, with markers that lost some of their dashes.

use super::ReadError;

/// The labels that are known. A marker with one of them is believed with dashes on one side only,
/// or with none where it has a line of its own.
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

/// What stands between two markers.
pub(super) struct Block<'a> {
    /// The label of the opening marker.
    pub(super) label: &'a str,
    /// The body below its headers.
    pub(super) base64: &'a [u8],
    /// The value of the header `DEK-Info`.
    pub(super) dek_info: Option<String>,
    /// Whether a closing marker was found.
    pub(super) closed: bool,
    /// Where the base64 begins in the text.
    start: usize,
}

struct Marker<'a> {
    opens: bool,
    label: &'a str,
    start: usize,
    end: usize,
}

/// Whether the label says what is in the block.
pub(super) fn is_known(label: &str) -> bool {
    LABELS.contains(&label)
}

/// The blocks of a text, in order.
pub(super) fn blocks(text: &[u8]) -> Result<Vec<Block<'_>>, ReadError> {
    let mut blocks = Vec::new();
    let mut open: Option<Marker<'_>> = None;
    let mut from = 0;
    while let Some(marker) = (from..text.len()).find_map(|at| marker_at(text, at)) {
        let between = text.get(from..marker.start).unwrap_or_default();
        from = marker.end;
        match open.take() {
            Some(opening) => blocks.push(Block::between(text, &opening, marker.start, !marker.opens)),
            // A closing line that stands there twice closes nothing.
            None if !marker.opens && is_known(marker.label) && !between.trim_ascii().is_empty() => {
                return Err(ReadError::MissingBegin { label: marker.label.to_owned() });
            }
            None => {}
        }
        open = marker.opens.then_some(marker);
    }
    if let Some(opening) = open {
        blocks.push(Block::between(text, &opening, text.len(), false));
    }
    Ok(blocks)
}

impl<'a> Block<'a> {
    fn between(text: &'a [u8], opening: &Marker<'a>, end: usize, closed: bool) -> Self {
        let mut start = opening.end;
        let mut dek_info = None;
        // Headers (RFC 1421 section 4.6) are lines with a colon, which base64 does not have.
        for line in text.get(start..end).unwrap_or_default().split_inclusive(|&byte| is_line_end(byte)) {
            let colon = line.iter().position(|&byte| byte == b':');
            if colon.is_none() && !line.trim_ascii().is_empty() {
                break;
            }
            if let Some((name, value)) = colon.and_then(|at| line.split_at_checked(at))
                && name.trim_ascii().eq_ignore_ascii_case(b"DEK-Info")
            {
                let value = value.get(1..).unwrap_or_default().trim_ascii();
                dek_info = Some(String::from_utf8_lossy(value).into_owned());
            }
            start = start.saturating_add(line.len());
        }
        let base64 = text.get(start..end).unwrap_or_default();
        Self { label: opening.label, base64, dek_info, closed, start }
    }

    /// The line of the text on which an offset of the base64 lies.
    pub(super) fn line_of(&self, text: &[u8], offset: usize) -> usize {
        line_of(text, self.start.saturating_add(offset))
    }
}

/// The line on which an offset lies, from 1. Lines end with CR LF, LF or CR.
pub(super) fn line_of(text: &[u8], offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    let returns = before.iter().filter(|&&byte| byte == b'\r').count();
    let feeds = before.iter().filter(|&&byte| byte == b'\n').count();
    let pairs = before.windows(2).filter(|pair| pair == b"\r\n").count();
    returns.saturating_add(feeds).saturating_sub(pairs).saturating_add(1)
}

/// The marker whose word `BEGIN` or `END` stands there.
fn marker_at(text: &[u8], at: usize) -> Option<Marker<'_>> {
    let here = text.get(at..)?;
    let (opens, rest) = match here.strip_prefix(b"BEGIN ") {
        Some(rest) => (true, rest),
        None => (false, here.strip_prefix(b"END ")?),
    };
    let before = text.get(at.saturating_sub(WIDTH)..at)?;
    let margin = before.rsplit(|&byte| is_line_end(byte)).next().unwrap_or_default();
    let dashes_before = count_dashes(margin.trim_ascii_end().iter().rev());
    let first_on_line =
        margin.strip_prefix(super::appearance::UTF8_BOM).unwrap_or(margin).trim_ascii().is_empty();
    if dashes_before < 2 && !first_on_line && !margin.ends_with(b" ") {
        return None;
    }
    let line = rest.get(..WIDTH).unwrap_or(rest);
    let line = line.split(|&byte| is_line_end(byte)).next().unwrap_or_default();
    let label = whole_label(line, dashes_before).or_else(|| known_label(line))?;
    let after = line.get(label.len()..).unwrap_or_default();
    let spaces = after.len().saturating_sub(after.trim_ascii_start().len());
    let dashes_after = count_dashes(after.trim_ascii_start().iter());
    let alone = first_on_line && after.trim_ascii().is_empty();
    if dashes_before < 2 && dashes_after < 2 && !alone {
        return None;
    }
    let gap = margin.len().saturating_sub(margin.trim_ascii_end().len());
    let lead = if dashes_before == 0 { 0 } else { gap.saturating_add(dashes_before) };
    let rest_at = text.len().saturating_sub(rest.len());
    let end = [label.len(), spaces, dashes_after].iter().fold(rest_at, |sum, part| sum.saturating_add(*part));
    Some(Marker { opens, label, start: at.saturating_sub(lead), end })
}

/// A label, known or not, that dashes enclose.
fn whole_label(line: &[u8], dashes_before: usize) -> Option<&str> {
    let length = line.windows(2).position(|pair| pair == b"--")?;
    let label = std::str::from_utf8(line.get(..length)?.trim_ascii_end()).ok()?;
    let capitals = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '#' | '.');
    let fits = (1..=64).contains(&label.len()) && label.chars().all(capitals);
    (fits && (dashes_before >= 2 || is_known(label))).then_some(label)
}

/// The longest known label that the line begins with.
fn known_label(line: &[u8]) -> Option<&'static str> {
    LABELS.into_iter().find(|label| {
        line.strip_prefix(label.as_bytes())
            .is_some_and(|after| !after.first().is_some_and(u8::is_ascii_alphanumeric))
    })
}

fn count_dashes<'a>(bytes: impl Iterator<Item = &'a u8>) -> usize {
    bytes.take_while(|&&byte| byte == b'-').count()
}

fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}
