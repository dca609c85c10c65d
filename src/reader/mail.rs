//! Emails as mail programs save them, and as *Show original* shows them (RFC 5322, MIME: RFC 2045 and
//! 2046): the text, and every attachment.

mod header;
mod transfer;

use std::ops::Deref;

use zeroize::Zeroizing;

use super::ReadError;
use super::session::Session;
use header::{Header, Lines};
use transfer::Encoding;

/// Parts are in parts so often at most; what is deeper is read as text.
const MOST_LEVELS: usize = 8;

/// The most letters of a boundary (RFC 2046 section 5.1.1 has 70).
const LONGEST_BOUNDARY: usize = 200;

/// An email of which something has to be undone.
pub(super) struct Email<'a> {
    entity: Entity<'a>,
}

/// One part of an email, as its sender gave it.
pub(super) struct Part<'a> {
    /// What it is called; none for text whose lines are those of the email.
    pub(super) name: Option<String>,
    /// How many lines of the email stand before it.
    pub(super) shift: usize,
    pub(super) octets: Octets<'a>,
    /// Whether it is text for a person, and no file.
    pub(super) is_words: bool,
    /// Whether it is there in another form before.
    pub(super) is_alternative: bool,
    /// Whether it is the signature of the email.
    pub(super) is_signature: bool,
}

/// Octets as they stand in the email, or decoded.
pub(super) enum Octets<'a> {
    Given(&'a [u8]),
    Decoded(Zeroizing<Vec<u8>>),
}

impl Deref for Octets<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Given(octets) => octets,
            Self::Decoded(octets) => octets,
        }
    }
}

/// A header and what follows it.
struct Entity<'a> {
    header: Header,
    body: &'a [u8],
    /// How many lines of the email stand before the body.
    line: usize,
}

impl<'a> Email<'a> {
    /// The email that the octets are; none where they are something else, or an email that is nothing but
    /// text as it is.
    pub(super) fn read(octets: &'a [u8]) -> Option<Self> {
        let octets = octets.strip_prefix(b"\xef\xbb\xbf").unwrap_or(octets);
        let start = octets.len().saturating_sub(octets.trim_ascii_start().len());
        let blank = Lines::count(octets.get(..start)?);
        let rest = octets.get(start..)?;
        let entity = Entity::of_parts(rest, blank).or_else(|| Entity::of_message(rest, blank))?;
        let header = &entity.header;
        (header.is_multipart() || header.is_message() || Encoding::of(header) != Encoding::None)
            .then_some(Self { entity })
    }

    /// Its parts, in their order.
    pub(super) fn parts(&self, session: &mut Session<'_>) -> Result<Vec<Part<'a>>, ReadError> {
        let mut parts = Parts { parts: Vec::new(), number: 0, session };
        parts.add(&self.entity, MOST_LEVELS, false)?;
        Ok(parts.parts)
    }
}

impl<'a> Entity<'a> {
    /// A whole message, which may have a line of a mailbox or of HTTP before its header.
    fn of_message(octets: &'a [u8], line: usize) -> Option<Self> {
        let first = Lines::of(octets).next()?;
        let has_envelope = first.starts_with(b"From ") || first.starts_with(b"HTTP/");
        let skipped = if has_envelope { first.len() } else { 0 };
        let entity = Self::read(octets.get(skipped..)?, line.saturating_add(usize::from(has_envelope)))?;
        entity.header.is_mime().then_some(entity)
    }

    /// The parts of a message whose header was not copied.
    fn of_parts(octets: &'a [u8], line: usize) -> Option<Self> {
        let mut lines = Lines::of(octets);
        let boundary = lines.next()?.trim_ascii_end().strip_prefix(b"--")?;
        let is_header = lines.next()?.get(..8)?.eq_ignore_ascii_case(b"content-");
        let fits = !boundary.is_empty() && boundary.len() <= LONGEST_BOUNDARY;
        (is_header && fits).then(|| Self { header: Header::of_parts(boundary), body: octets, line })
    }

    fn read(octets: &'a [u8], line: usize) -> Option<Self> {
        let (header, length) = Header::read(octets)?;
        let (head, body) = octets.split_at_checked(length)?;
        Some(Self { header, body, line: line.saturating_add(Lines::count(head)) })
    }
}

/// The parts of an email, on the way.
struct Parts<'a, 'b, 'c> {
    parts: Vec<Part<'a>>,
    /// How many of them have a header.
    number: usize,
    session: &'b mut Session<'c>,
}

impl<'a> Parts<'a, '_, '_> {
    fn add(&mut self, entity: &Entity<'a>, levels: usize, is_alternative: bool) -> Result<(), ReadError> {
        let boundary = entity.header.boundary(entity.body);
        if let Some(boundary) = boundary.filter(|_| levels > 0) {
            return self.add_parts(entity, &boundary, levels.saturating_sub(1), is_alternative);
        }
        self.number = self.number.saturating_add(1);
        let number = self.number;
        let encoding = Encoding::of(&entity.header);
        let name = entity.header.file_name();
        let is_words = name.is_none() && entity.header.is_words();
        let name = name.or(match (is_words, encoding) {
            (true, Encoding::None) => None,
            (true, _) => Some("the text of the email".to_owned()),
            (false, _) => Some(format!("part {number} of the email")),
        });
        self.push(Part {
            name,
            shift: entity.line,
            octets: encoding.decode(entity.body),
            is_words,
            is_alternative,
            is_signature: entity.header.is_signature(),
        })
    }

    fn add_parts(
        &mut self,
        entity: &Entity<'a>,
        boundary: &[u8],
        levels: usize,
        is_alternative: bool,
    ) -> Result<(), ReadError> {
        let all_alternatives = entity.header.has_alternatives();
        let mut children = 0usize;
        for Section { octets, line, is_part } in sections(entity.body, boundary, entity.line) {
            match Entity::read(octets, line).filter(|_| is_part) {
                Some(child) => {
                    let again = is_alternative || all_alternatives && children > 0;
                    children = children.saturating_add(1);
                    self.add(&child, levels, again)?;
                }
                // What stands before the first part, behind the last, or without a header.
                None if octets.trim_ascii().is_empty() => {}
                None => self.push(Part {
                    name: None,
                    shift: line,
                    octets: Octets::Given(octets),
                    is_words: true,
                    is_alternative,
                    is_signature: false,
                })?,
            }
        }
        Ok(())
    }

    fn push(&mut self, part: Part<'a>) -> Result<(), ReadError> {
        self.session.take_entry()?;
        self.parts.push(part);
        Ok(())
    }
}

/// What stands between two boundaries.
struct Section<'a> {
    octets: &'a [u8],
    /// How many lines of the email stand before it.
    line: usize,
    /// Whether a boundary opens it.
    is_part: bool,
}

/// A body cut at its boundaries. The last may be missing.
fn sections<'a>(body: &'a [u8], boundary: &[u8], line: usize) -> Vec<Section<'a>> {
    let mut sections = Vec::new();
    let (mut start, mut first_line, mut is_part) = (0usize, line, false);
    let (mut at, mut lines) = (0usize, line);
    let mut end = |section: Section<'a>| {
        if !section.octets.is_empty() {
            sections.push(section);
        }
    };
    for line in Lines::of(body) {
        let behind = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        let behind = behind.map(<[u8]>::trim_ascii_end);
        let next = at.saturating_add(line.len());
        lines = lines.saturating_add(1);
        if let Some(b"" | b"--") = behind {
            // The line end before a boundary belongs to it.
            let octets = body.get(start..at).unwrap_or_default();
            let octets = octets.strip_suffix(b"\n").unwrap_or(octets);
            let octets = octets.strip_suffix(b"\r").unwrap_or(octets);
            end(Section { octets, line: first_line, is_part });
            (start, first_line, is_part) = (next, lines, behind == Some(b""));
        }
        at = next;
    }
    end(Section { octets: body.get(start..).unwrap_or_default(), line: first_line, is_part });
    sections
}
