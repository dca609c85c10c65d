//! Lines of a table, cut into fields by the parser of the crate `csv`.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use zeroize::Zeroizing;

use super::line_ends;
use crate::bulk::MOST_NAMES;

/// The most fields that are kept of a line: there can be a name in each.
const MOST_FIELDS: usize = MOST_NAMES + 10;

/// A line with something in it, or several that quotation marks keep together. Fields can be passwords, and
/// are wiped.
pub(in crate::bulk) struct Record<'a> {
    /// The line in which it begins, from 1.
    pub(in crate::bulk) line: u64,
    /// The fields, without white space around them.
    pub(in crate::bulk) fields: Vec<Zeroizing<String>>,
    /// How it is written.
    pub(in crate::bulk) written: &'a str,
}

impl Record<'_> {
    /// A field, empty where the line is shorter.
    pub(in crate::bulk) fn field(&self, place: usize) -> &str {
        self.fields.get(place).map_or("", |field| field.as_str())
    }

    /// The fields that have something in them, with their places.
    pub(in crate::bulk) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        let fields = self.fields.iter().map(|field| field.as_str()).enumerate();
        fields.filter(|(_, field)| !field.is_empty())
    }

    /// Whether it goes on over several lines.
    pub(in crate::bulk) fn has_several_lines(&self) -> bool {
        self.written.contains(['\n', '\r'])
    }
}

/// The lines of a text.
pub(super) struct Cells<'a> {
    text: &'a str,
    parser: Reader,
    /// Where the next line begins, and its number.
    at: usize,
    line: u64,
    /// Longer than the text, so that every field has room.
    buffer: Zeroizing<Vec<u8>>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(text: &'a str, delimiter: u8) -> Self {
        let parser = ReaderBuilder::new().delimiter(delimiter).build();
        let buffer = Zeroizing::new(vec![0; text.len().saturating_add(1)]);
        Self { text, parser, at: 0, line: 1, buffer }
    }

    /// The fields of the next record, in which there may be nothing.
    fn next_fields(&mut self) -> Option<Vec<Zeroizing<String>>> {
        let mut fields = Vec::new();
        loop {
            let (field, is_last) = self.next_field()?;
            if fields.len() < MOST_FIELDS {
                fields.push(field);
            }
            if is_last {
                return Some(fields);
            }
        }
    }

    /// The next field, and whether it is the last of its record.
    fn next_field(&mut self) -> Option<(Zeroizing<String>, bool)> {
        let mut length = 0usize;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let room = self.buffer.get_mut(length..)?;
            let (result, read, written) = self.parser.read_field(rest, room);
            self.at = self.at.saturating_add(read);
            length = length.saturating_add(written);
            match result {
                ReadFieldResult::Field { record_end } => {
                    let field = std::str::from_utf8(self.buffer.get(..length)?).ok()?;
                    return Some((Zeroizing::new(field.trim().to_owned()), record_end));
                }
                // Asked again without input, the parser ends the field.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull | ReadFieldResult::End => return None,
            }
        }
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        loop {
            let start = self.at;
            let fields = self.next_fields()?;
            let whole = self.text.get(start..self.at)?;
            // Before it stands what is left of the line end before it, and empty lines.
            let written = whole.trim_start_matches(['\n', '\r']);
            let before = whole.get(..whole.len().saturating_sub(written.len()))?;
            // A line end of two characters can be cut in two; it is counted by its first.
            let before = before.strip_prefix('\n').filter(|_| self.is_cut(start)).unwrap_or(before);
            self.line = self.line.saturating_add(count(before));
            let line = self.line;
            self.line = self.line.saturating_add(count(written));
            if fields.iter().any(|field| !field.is_empty()) {
                let written = written.trim_end_matches(['\n', '\r']);
                return Some(Record { line, fields, written });
            }
        }
    }
}

impl Cells<'_> {
    /// Whether a place lies between the two characters of a line end.
    fn is_cut(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.as_bytes().get(before));
        before == Some(&b'\r') && self.text.as_bytes().get(at) == Some(&b'\n')
    }
}

fn count(text: &str) -> u64 {
    u64::try_from(line_ends(text)).unwrap_or(u64::MAX)
}

/// What stands before a quotation mark that opens a field and is never closed, if there is one.
pub(super) fn quote_left_open(written: &str, delimiter: u8) -> Option<&str> {
    #[derive(Clone, Copy)]
    enum Inside {
        /// The beginning of a field.
        Start,
        /// A field without quotation marks, or behind them.
        Plain,
        /// A field in quotation marks, which opened at this octet.
        Quotes(usize),
        /// Behind a quotation mark in such a field, which closes it or stands for itself.
        Mark(usize),
    }
    let mut inside = Inside::Start;
    for (at, octet) in written.bytes().enumerate() {
        let ends_field = octet == delimiter || matches!(octet, b'\n' | b'\r');
        inside = match (inside, octet) {
            (Inside::Start, b'"') => Inside::Quotes(at),
            (Inside::Quotes(from), b'"') => Inside::Mark(from),
            (Inside::Quotes(from), _) => Inside::Quotes(from),
            (Inside::Mark(from), b'"') => Inside::Quotes(from),
            _ if ends_field => Inside::Start,
            _ => Inside::Plain,
        };
    }
    match inside {
        Inside::Quotes(from) => written.get(..from),
        Inside::Start | Inside::Plain | Inside::Mark(_) => None,
    }
}
