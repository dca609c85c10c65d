//! Text in columns, as spreadsheets save it: with commas, semicolons or tabs, fields in quotes, any
//! kind of line end and any of the encodings that the reader knows.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use zeroize::Zeroizing;

use crate::reader::decode_text;

/// What can stand between two columns.
const DELIMITERS: [u8; 3] = *b",;\t";

/// A line with something in it. Fields can be passwords, and are wiped.
pub(super) struct Record {
    /// The line, from 1.
    pub(super) line: u64,
    /// The fields, without white space around them.
    pub(super) fields: Vec<Zeroizing<String>>,
}

impl Record {
    /// A field, empty where the line is shorter.
    pub(super) fn field(&self, place: usize) -> &str {
        self.fields.get(place).map_or("", |field| field.as_str())
    }
}

/// The text, unless it holds what no text does.
pub(super) fn text(octets: &[u8]) -> Option<Zeroizing<String>> {
    let decoded = decode_text(octets).text;
    let is_text = !decoded.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'));
    is_text.then_some(decoded)
}

/// The lines that have something in them, no more than `most`. What stands between columns is told by
/// the first of them.
pub(super) fn records(text: &str, most: usize) -> Vec<Record> {
    let first = text.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: &u8| first.bytes().filter(|octet| octet == delimiter).count();
    let delimiter = DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',');
    let mut fields = Fields {
        parser: ReaderBuilder::new().delimiter(delimiter).build(),
        rest: text.as_bytes(),
        buffer: Zeroizing::new(vec![0; text.len().saturating_add(1)]),
    };
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut records = Vec::new();
    while records.len() < most {
        let line = lines.line_of(text.len().saturating_sub(fields.rest.len()));
        let Some(fields) = fields.next_record() else { break };
        if fields.iter().any(|field| !field.is_empty()) {
            records.push(Record { line, fields });
        }
    }
    records
}

/// The fields of a text, cut out by the parser of the crate `csv`.
struct Fields<'a> {
    parser: Reader,
    rest: &'a [u8],
    /// Longer than the text, so that every field has room.
    buffer: Zeroizing<Vec<u8>>,
}

impl Fields<'_> {
    fn next_record(&mut self) -> Option<Vec<Zeroizing<String>>> {
        let mut fields = Vec::new();
        loop {
            let (field, is_last) = self.next_field()?;
            fields.push(field);
            if is_last {
                return Some(fields);
            }
        }
    }

    /// The next field, and whether it is the last of its record.
    fn next_field(&mut self) -> Option<(Zeroizing<String>, bool)> {
        let mut length = 0usize;
        loop {
            let room = self.buffer.get_mut(length..)?;
            let (result, read, written) = self.parser.read_field(self.rest, room);
            self.rest = self.rest.get(read..)?;
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

/// Counts lines up to a record, which can begin with empty ones.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn line_of(&mut self, from: usize) -> u64 {
        let rest = self.text.get(from..).unwrap_or_default();
        let empty = rest.iter().take_while(|octet| matches!(octet, b'\n' | b'\r')).count();
        let start = from.saturating_add(empty);
        for at in self.at..start {
            let end = match self.text.get(at) {
                Some(b'\n') => true,
                Some(b'\r') => self.text.get(at.saturating_add(1)) != Some(&b'\n'),
                _ => false,
            };
            self.line = self.line.saturating_add(u64::from(end));
        }
        self.at = start;
        self.line
    }
}
