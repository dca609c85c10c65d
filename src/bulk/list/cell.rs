//! What stands in one cell of a list, without what word processors and spreadsheets put around it.

use crate::name::EndpointName;

/// A cell that is read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// What stands in it.
    pub(super) text: String,
    /// What was undone for that, each character once.
    pub(super) undone: Vec<char>,
}

impl Cell {
    /// Reads what is written. What a program shows as text and not as a formula, `="…"` or `'…`, is that
    /// text; curly quotation marks and bullets around it and characters that nobody sees are taken out, and
    /// dashes become hyphens.
    pub(super) fn read(written: &str) -> Self {
        let mut cell = Self::default();
        let shown = written.strip_prefix('=').filter(|rest| rest.starts_with(is_quotation_mark));
        let mut rest = shown.unwrap_or(written);
        while let Some(outer) = rest.chars().next().filter(|&c| is_quotation_mark(c) || is_bullet(c)) {
            let inner = rest.get(outer.len_utf8()..).unwrap_or_default();
            // Before a word, these are a part of it.
            if is_bullet(outer) && !inner.starts_with(char::is_whitespace) {
                break;
            }
            cell.note(outer);
            rest = inner.trim_start();
        }
        while let Some(last) = rest.chars().next_back().filter(|&c| is_quotation_mark(c)) {
            cell.note(last);
            rest = rest.strip_suffix(last).unwrap_or_default().trim_end();
        }
        for character in rest.chars() {
            match character {
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => cell.note(character),
                '\u{2010}'..='\u{2014}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => {
                    cell.note(character);
                    cell.text.push('-');
                }
                _ => cell.text.push(character),
            }
        }
        cell.text.truncate(cell.text.trim_end().len());
        cell
    }

    /// Notes what is undone; straight quotation marks are nothing to speak of.
    fn note(&mut self, character: char) {
        if !character.is_ascii() && !self.undone.contains(&character) {
            self.undone.push(character);
        }
    }
}

/// Whether an undone character became another, and was not taken out.
pub fn is_dash(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2014}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

const fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '\'' | '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}')
}

const fn is_bullet(character: char) -> bool {
    matches!(character, '\u{2022}' | '\u{b7}' | '\u{2023}' | '\u{25e6}' | '\u{25aa}' | '*' | '-' | '\u{2013}')
}

/// Whether a field is what a word processor puts before the lines of a list: a bullet, or a number.
pub(super) fn is_list_mark(field: &str) -> bool {
    let number = field.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|octet| octet.is_ascii_digit());
    let mut letters = field.chars();
    is_number || letters.next().is_some_and(is_bullet) && letters.next().is_none()
}

/// Whether a text is a name that can be certified.
pub(super) fn is_name(text: &str) -> bool {
    EndpointName::parse(&Cell::read(text).text).is_ok()
}

/// Whether a text is meant to be a name, be it good or not: one word that begins or ends as names do.
pub(super) fn is_meant_as_name(text: &str) -> bool {
    let text = Cell::read(text).text.to_ascii_lowercase();
    let begins = ["bars-int-", "bars-prod-"].iter().any(|start| text.starts_with(start));
    !text.contains(char::is_whitespace) && (begins || text.contains("nhs.uk"))
}

/// How many names stand in a cell one behind another, where there are several and nothing else.
pub(super) fn names_in(text: &str) -> Option<usize> {
    let words =
        || text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|word| !word.is_empty());
    let names = words().count();
    (names > 1 && words().all(is_name)).then_some(names)
}
