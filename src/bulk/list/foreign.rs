//! Lines of a list that are no names: what programs and people write above and between them.

use super::cell::is_meant_as_name;
use crate::bulk::table::Record;

/// A line that is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// The line, from 1.
    pub line: u64,
    /// What stands there first.
    pub written: String,
    /// What it is.
    pub what: Foreign,
}

/// What a line is that is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// `sep=;`: Excel says what stands between columns.
    Separator,
    /// `#TYPE …`: PowerShell says what its rows are.
    TypeOfRows,
    /// A title, or anything else above the columns or the names.
    Title,
    /// It names the columns once more.
    HeaderAgain,
    /// A comment.
    Comment,
}

impl Passed {
    pub(super) fn of(line: &Record<'_>, what: Foreign) -> Self {
        let written = line.filled().map(|(_, field)| field.to_owned()).next().unwrap_or_default();
        Self { line: line.line, written, what }
    }

    /// A line above the header.
    pub(super) fn above(line: &Record<'_>) -> Self {
        Self::of(line, Foreign::of_program(line).unwrap_or(Foreign::Title))
    }
}

impl Foreign {
    fn of_program(line: &Record<'_>) -> Option<Self> {
        let (_, first) = line.filled().next()?;
        let begins = |word: &str| first.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        if begins("sep=") {
            Some(Self::Separator)
        } else if begins("#type ") {
            Some(Self::TypeOfRows)
        } else {
            None
        }
    }

    /// What a line of a list without columns is, unless names stand in it. Words above the first name are
    /// a title: further down, they may be a name that was meant.
    pub(super) fn of_line(line: &Record<'_>, is_above: bool) -> Option<Self> {
        if let Some(of_program) = Self::of_program(line) {
            return Some(of_program);
        }
        let (_, first) = line.filled().next()?;
        if first.starts_with('#') || first.starts_with("//") {
            return Some(Self::Comment);
        }
        let is_title = |field: &str| !field.contains('.') && !is_meant_as_name(field);
        (is_above && line.filled().all(|(_, field)| is_title(field))).then_some(Self::Title)
    }
}
