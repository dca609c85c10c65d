//! Text in columns, as spreadsheets save it: with commas, semicolons, tabs or bars, fields in quotes, any
//! kind of line end and any of the encodings that the reader knows.

mod cells;

use zeroize::Zeroizing;

pub(super) use self::cells::Record;
use self::cells::{Cells, quote_left_open};
use crate::reader::decode_text;

/// What can stand between two columns.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// How many lines are looked at to tell what stands between columns, and to find what names them.
const FIRST_LINES: usize = 12;

/// Lines of a table that would vanish if they were read as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableError {
    /// A quotation mark opens a cell that is never closed.
    QuoteOpen {
        /// The line in which it stands, from 1.
        line: u64,
    },
    /// A cell in quotation marks goes on over lines that are rows by themselves.
    Swallowed {
        /// The line in which its row begins, from 1.
        from: u64,
        /// The line in which its row ends.
        to: u64,
    },
}

/// The text, unless it holds what no text does. What fills a file up behind its end is left out.
pub(super) fn text(octets: &[u8]) -> Option<Zeroizing<String>> {
    let mut text = decode_text(octets).text;
    let length = text.trim_end_matches(['\0', '\u{1a}']).len();
    text.truncate(length);
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') && !ends_line(c);
    if text.chars().any(is_control) {
        return None;
    }
    let count = |is: fn(char) -> bool| text.chars().filter(|&c| is(c)).count();
    // Where they are the rule, they end lines; among others they only break one.
    if count(ends_line) > count(|c| matches!(c, '\n' | '\r')) {
        return Some(Zeroizing::new(text.replace(ends_line, "\n")));
    }
    Some(text)
}

/// Whether a character ends a line in word processors and on other systems, and in no table.
pub(super) fn ends_line(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A text, and what stands between its columns.
pub(super) struct Table<'a> {
    text: &'a str,
    delimiter: u8,
}

impl<'a> Table<'a> {
    /// The text with what stands between its columns: what its first line says, as Excel writes it, or else
    /// what makes the most of the first lines, as `worth` judges them.
    pub(super) fn open(text: &'a str, worth: impl Fn(&[Record<'a>]) -> usize) -> Self {
        let first = text.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
        if let Some(delimiter) = told(first) {
            return Self { text, delimiter };
        }
        let count = |delimiter: u8| first.bytes().filter(|octet| *octet == delimiter).count();
        let value = |delimiter: &u8| {
            let table = Self { text, delimiter: *delimiter };
            (worth(&table.first_records()), count(*delimiter))
        };
        // Of several that are worth the same, the last that is compared is taken: the comma.
        let delimiter = DELIMITERS.into_iter().rev().max_by_key(value).unwrap_or(b',');
        Self { text, delimiter }
    }

    /// The lines that have something in them.
    pub(super) fn records(&self) -> impl Iterator<Item = Record<'a>> + use<'a> {
        Cells::new(self.text, self.delimiter)
    }

    /// The first of them.
    pub(super) fn first_records(&self) -> Vec<Record<'a>> {
        self.records().take(FIRST_LINES).collect()
    }

    /// The lines of a record, each read by itself.
    pub(super) fn lines_of(&self, record: &Record<'a>) -> impl Iterator<Item = Record<'a>> + use<'a> {
        let (first, delimiter) = (record.line, self.delimiter);
        let lines = record.written.split(['\n', '\r']).filter(|line| !line.is_empty());
        lines.zip(first..).filter_map(move |(text, line)| {
            Cells::new(text, delimiter).next().map(|record| Record { line, ..record })
        })
    }

    /// Whether a record is one: no quotation mark in it is left open, and no cell of it goes on over lines
    /// that are other rows.
    ///
    /// # Errors
    /// [`TableError`].
    pub(super) fn check(
        &self,
        record: &Record<'a>,
        is_other_row: impl Fn(&Record<'a>) -> bool,
    ) -> Result<(), TableError> {
        let breaks = |text: &str| u64::try_from(line_ends(text)).unwrap_or(u64::MAX);
        if let Some(before) = quote_left_open(record.written, self.delimiter) {
            return Err(TableError::QuoteOpen { line: record.line.saturating_add(breaks(before)) });
        }
        if record.has_several_lines() && self.lines_of(record).skip(1).any(|line| is_other_row(&line)) {
            let to = record.line.saturating_add(breaks(record.written));
            return Err(TableError::Swallowed { from: record.line, to });
        }
        Ok(())
    }
}

/// What the line `sep=;` says, which Excel writes and reads.
fn told(line: &str) -> Option<u8> {
    let line = line.trim_matches(['"', ' ']);
    let (word, said) = line.split_at_checked(4)?;
    let delimiter = *said.as_bytes().first()?;
    (word.eq_ignore_ascii_case("sep=") && said.len() <= 2 && delimiter.is_ascii()).then_some(delimiter)
}

/// How many lines end in a text.
fn line_ends(text: &str) -> usize {
    text.matches('\n')
        .count()
        .saturating_add(text.matches('\r').count())
        .saturating_sub(text.matches("\r\n").count())
}
