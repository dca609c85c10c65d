//! Lists of names.

use crate::bulk::{Column, Foreign, List, ListError, Passed, Row, RowRefusal, Spoiled, TableError, is_dash};
use crate::check::Verdict;
use crate::message::{Field, Message};
use crate::name::{ComposeError, EndpointName, NameWarning};
use crate::shown::CheckLine;
use crate::wording::input::short;
use crate::wording::name::shown;
use crate::wording::{compose, joined, name, name_warning, sizes};

/// Why a list is not read.
pub fn list_error(error: &ListError, file: &str, source: Field) -> Message {
    let of_file = if file.is_empty() { String::new() } else { format!("{}: ", short(file)) };
    let sentence = match error {
        ListError::Empty => "There is no name in it. Write one name in each line.".to_owned(),
        ListError::TooLarge { bytes, most } => {
            let [bytes, most] = sizes(*bytes, *most);
            format!("This has {bytes}; {most} is the most that is read here.")
        }
        ListError::TooManyNames { most } => {
            format!("There are more than {most} names. Make several lists of it.")
        }
        ListError::NotText => {
            "This is not text. If it is a spreadsheet, save it as CSV and give that file.".to_owned()
        }
        ListError::Table(error) => table_error(*error),
        ListError::HeaderUnknown { line, found } => {
            let found: Vec<String> = found.iter().take(MOST_COLUMNS).map(|column| quoted(column)).collect();
            format!("Line {line} names the columns {}, and none of them is known. {HEADERS}", joined(&found))
        }
        ListError::ColumnsMissing { line, missing } => {
            let names: Vec<&str> = missing.iter().map(|column| column.as_str()).collect();
            let is = if names.len() == 1 { "column" } else { "columns" };
            format!("Line {line}, which names the columns, is missing the {is} {}. {HEADERS}", joined(&names))
        }
        ListError::ColumnTwice(column) => {
            format!("The column {} is there twice. Take one of them out.", column.as_str())
        }
    };
    Message::new(source, of_file + &sentence)
}

const HEADERS: &str = "Write fqdn, or environment, ods_code and organisation.";

/// At most so many columns are named.
const MOST_COLUMNS: usize = 5;

/// Why a table is not read: lines of it would vanish.
pub(super) fn table_error(error: TableError) -> String {
    match error {
        TableError::QuoteOpen { line } => format!(
            "A quotation mark (\") in line {line} opens a cell that is never closed, so all lines below would vanish in it. Take it out, or close it, and give the file again."
        ),
        TableError::Swallowed { from, to } => format!(
            "A cell in quotation marks (\") goes from line {from} to line {to}, and lines in it are rows by themselves. Take the marks out, or close the cell in its own line, and give the file again."
        ),
    }
}

/// What else is worth knowing of a list: columns and lines of it that are not used.
pub fn list_notes(list: &List, file: &str) -> Vec<String> {
    let of_file = if file.is_empty() { String::new() } else { format!("{}: ", short(file)) };
    let more = list.passed.len().saturating_sub(MOST_LINES);
    let lines = list.passed.iter().take(MOST_LINES).map(passed);
    let rest = (more > 0).then(|| format!("{more} more lines are not used."));
    let notes = unused_columns(&list.unused).into_iter().chain(lines).chain(rest);
    notes.map(|note| format!("{of_file}{note}")).collect()
}

/// At most so many lines that are not used are named.
const MOST_LINES: usize = 5;

fn passed(line: &Passed) -> String {
    let Passed { line, written, what } = line;
    let what = match what {
        Foreign::Separator => "says what stands between the columns",
        Foreign::TypeOfRows => "is written by PowerShell",
        Foreign::Title => "stands above the names",
        Foreign::HeaderAgain => "names the columns once more",
        Foreign::Comment => "is a comment",
    };
    format!("Line {line} {what} and is no name: {}.", quoted(written))
}

/// The columns of a list that are not used.
fn unused_columns(columns: &[String]) -> Option<String> {
    let more = columns.len().saturating_sub(MOST_COLUMNS);
    let mut words: Vec<String> = columns.iter().take(MOST_COLUMNS).map(|column| quoted(column)).collect();
    if more > 0 {
        words.push(format!("{more} more"));
    }
    match words.len() {
        0 => None,
        1 => Some(format!("The column {} is not used.", joined(&words))),
        _ => Some(format!("The columns {} are not used.", joined(&words))),
    }
}

/// A row of one of the lists, which have these files.
pub fn list_row(row: &Row, list: usize, files: &[&str]) -> CheckLine {
    let line = |result: Verdict, name: &str, sentence: String| CheckLine {
        name: name.to_owned(),
        result,
        title: place(row.line, list, files),
        sentence,
    };
    match &row.name {
        Ok(name) => {
            let (mut result, sentence) = unusual(name);
            let mut sentences = vec![sentence];
            if let Some(spoiled) = row.spoiled {
                let code = name.parts().map(|parts| parts.ods_code).unwrap_or_default();
                sentences.push(looks_spoiled(spoiled, code));
                result = result.max(Verdict::Warn);
            }
            if row.undone.iter().copied().any(is_dash) {
                result = result.max(Verdict::Warn);
            }
            sentences.extend(undone(&row.undone));
            sentences.retain(|sentence| !sentence.is_empty());
            line(result, name.as_str(), sentences.join(" "))
        }
        Err(refused) => line(Verdict::Fail, &short(&row.written), refusal(refused, row.spoiled, list, files)),
    }
}

/// What an ODS code looks like.
fn looks_spoiled(spoiled: Spoiled, code: &str) -> String {
    let code = quoted(code);
    match spoiled {
        Spoiled::Date => format!("{code} looks like a month or a date. {EXCEL}"),
        Spoiled::Exponent => format!("{code} is how Excel writes a large number. {EXCEL}"),
        Spoiled::Number => format!("The ODS code {code} has digits only. {EXCEL}"),
        Spoiled::Short => format!("The ODS code {code} has fewer than 3 characters. {EXCEL}"),
    }
}

const EXCEL: &str = "Excel makes dates and numbers of codes such as DEC1, 001 and 5E1. Check the code; in Excel, make the column Text before you enter codes in it.";

/// What was undone to read a name: marks around it and what nobody sees were taken out, dashes became
/// hyphens.
fn undone(characters: &[char]) -> Vec<String> {
    let (dashes, others): (Vec<char>, Vec<char>) = characters.iter().partition(|c| is_dash(**c));
    let words = |characters: &[char]| joined(&characters.iter().copied().map(shown).collect::<Vec<_>>());
    let were = |characters: &[char]| if characters.len() == 1 { "was" } else { "were" };
    let capital = |text: String| {
        let mut letters = text.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    let read = (!dashes.is_empty())
        .then(|| capital(format!("{} {} read as a hyphen.", words(&dashes), were(&dashes))));
    let out =
        (!others.is_empty()).then(|| capital(format!("{} {} taken out.", words(&others), were(&others))));
    read.into_iter().chain(out).collect()
}

/// What is unusual about a good name, and what follows.
pub(super) fn unusual(name: &EndpointName) -> (Verdict, String) {
    let found = name.warnings(None);
    let verdict = if found.iter().all(NameWarning::is_note) { Verdict::Pass } else { Verdict::Warn };
    (verdict, found.iter().map(name_warning).collect::<Vec<_>>().join(" "))
}

fn refusal(refused: &RowRefusal, spoiled: Option<Spoiled>, own: usize, files: &[&str]) -> String {
    match refused {
        RowRefusal::Name(error) => name(error).sentence,
        RowRefusal::SeveralNames { names } => {
            format!("There are {names} names in one cell. Give each a row of its own.")
        }
        RowRefusal::Compose(error) => {
            let of_code = matches!(error, ComposeError::OdsCodeMalformed { .. });
            let looks = spoiled.filter(|_| of_code).map(|spoiled| match spoiled {
                Spoiled::Date => format!(" This looks like a date. {EXCEL}"),
                Spoiled::Exponent => format!(" This is how Excel writes a large number. {EXCEL}"),
                Spoiled::Number | Spoiled::Short => String::new(),
            });
            compose(error).sentence + &looks.unwrap_or_default()
        }
        RowRefusal::EnvironmentMissing => "The environment is missing. Write INT or PROD.".to_owned(),
        RowRefusal::EnvironmentUnknown { written } => format!(
            "{} is no environment that is known. Write INT or PROD, or PROD provider if the provider hosts the endpoint itself.",
            quoted(written)
        ),
        RowRefusal::Disagrees { column, written } => {
            let what = match column {
                Column::Fqdn => "name",
                Column::Environment => "environment",
                Column::OdsCode => "ODS code",
                Column::Organisation => "organisation",
            };
            format!("The name and the {what} {} do not agree. Correct one of them.", quoted(written))
        }
        RowRefusal::Duplicate { list, line } => {
            let other = if *list == own { format!("line {line}") } else { place(*line, *list, files) };
            format!("This name is there already, in {other}.")
        }
    }
}

fn place(line: u64, list: usize, files: &[&str]) -> String {
    match files.get(list).copied().unwrap_or_default() {
        "" => format!("line {line}"),
        file => format!("{}, line {line}", short(file)),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", short(text))
}
