//! Tags and entities of HTML and XML, in a text that was copied with them.

use super::text::{Replaced, Undone};

/// A tag is not longer than this, so that a stray bracket costs little.
const LONGEST_TAG: usize = 1024;

/// Tags that end a line.
const BLOCKS: [&str; 19] = [
    "blockquote",
    "br",
    "div",
    "dd",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// The entities that occur beside base64 and in markers.
const ENTITIES: [(&str, char); 18] = [
    ("amp", '&'),
    ("apos", '\''),
    ("dash", '‐'),
    ("emsp", ' '),
    ("ensp", ' '),
    ("equals", '='),
    ("gt", '>'),
    ("hyphen", '‐'),
    ("lt", '<'),
    ("mdash", '—'),
    ("minus", '−'),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("plus", '+'),
    ("quot", '"'),
    ("shy", '\u{ad}'),
    ("sol", '/'),
    ("thinsp", ' '),
];

/// Takes a tag away, or puts a character in the place of its entity.
pub(super) fn rule(rest: &str, out: &mut String) -> Option<Replaced> {
    let length = match rest.as_bytes().first()? {
        b'<' => tag(rest, out)?,
        _ => entity(rest, out)?,
    };
    Some(Replaced { length, undone: Undone::Html })
}

fn tag(rest: &str, out: &mut String) -> Option<usize> {
    let inside = rest.as_bytes().get(1..)?;
    let end = inside.iter().take(LONGEST_TAG).position(|octet| matches!(octet, b'<' | b'>'))?;
    let inside = std::str::from_utf8(
        inside.get(..end).filter(|_| rest.as_bytes().get(end.saturating_add(1)) == Some(&b'>'))?,
    )
    .ok()?;
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return None;
    }
    let name =
        inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric() && c != ':').next()?;
    // Office documents write "w:p".
    let name = name.rsplit(':').next()?.to_ascii_lowercase();
    if BLOCKS.contains(&name.as_str()) {
        out.push('\n');
    }
    Some(end.saturating_add(2))
}

fn entity(rest: &str, out: &mut String) -> Option<usize> {
    let inside = rest.as_bytes().get(1..)?;
    let end = inside.iter().take(10).position(|&octet| octet == b';')?;
    let name = std::str::from_utf8(inside.get(..end)?).ok()?;
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    let character = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(digits, 10)?,
        },
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    out.push(character);
    Some(end.saturating_add(2))
}
