//! Lists of names.

use crate::bulk::{Column, ListError, Row, RowRefusal};
use crate::check::Verdict;
use crate::message::{Field, Message};
use crate::name::EndpointName;
use crate::shown::CheckLine;
use crate::wording::input::short;
use crate::wording::{compose, joined, name, name_warning, size};

/// Why a list is not read.
pub fn list_error(error: &ListError, file: &str, source: Field) -> Message {
    let of_file = if file.is_empty() { String::new() } else { format!("{}: ", short(file)) };
    let number = |count: usize| size(u64::try_from(count).unwrap_or(u64::MAX));
    let sentence = match error {
        ListError::Empty => "There is no name in it. Write one name in each line.".to_owned(),
        ListError::TooLarge { bytes, most } => {
            format!("This has {}; {} is the most that is read here.", number(*bytes), number(*most))
        }
        ListError::TooManyNames { most } => {
            format!("There are more than {most} names. Make several lists of it.")
        }
        ListError::NotText => {
            "This is not text. If it is a spreadsheet, save it as CSV and give that file.".to_owned()
        }
        ListError::HeaderUnknown { found } => {
            let found: Vec<String> = found.iter().take(MOST_COLUMNS).map(|column| quoted(column)).collect();
            format!(
                "The first line names the columns {}, and none of them is known. {HEADERS}",
                joined(&found)
            )
        }
        ListError::ColumnsMissing { missing } => {
            let names: Vec<&str> = missing.iter().map(|column| column.as_str()).collect();
            let is = if names.len() == 1 { "column" } else { "columns" };
            format!("The first line is missing the {is} {}. {HEADERS}", joined(&names))
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

/// The columns of a list that are not used.
pub fn unused_columns(columns: &[String], file: &str) -> Option<String> {
    let of_file = if file.is_empty() { String::new() } else { format!("{}: ", short(file)) };
    let more = columns.len().saturating_sub(MOST_COLUMNS);
    let mut words: Vec<String> = columns.iter().take(MOST_COLUMNS).map(|column| quoted(column)).collect();
    if more > 0 {
        words.push(format!("{more} more"));
    }
    match words.len() {
        0 => None,
        1 => Some(format!("{of_file}The column {} is not used.", joined(&words))),
        _ => Some(format!("{of_file}The columns {} are not used.", joined(&words))),
    }
}

/// A row of one of the lists, which have these files.
pub fn list_row(row: &Row, list: usize, files: &[&str]) -> CheckLine {
    let shown = |result: Verdict, name: &str, sentence: String| CheckLine {
        name: name.to_owned(),
        result,
        title: place(row.line, list, files),
        sentence,
    };
    match &row.name {
        Ok(name) => {
            let (result, sentence) = unusual(name);
            shown(result, name.as_str(), sentence)
        }
        Err(refused) => shown(Verdict::Fail, &short(&row.written), refusal(refused, list, files)),
    }
}

/// What is unusual about a good name, and what follows.
pub(super) fn unusual(name: &EndpointName) -> (Verdict, String) {
    let warnings: Vec<String> = name.warnings(None).iter().map(name_warning).collect();
    (if warnings.is_empty() { Verdict::Pass } else { Verdict::Warn }, warnings.join(" "))
}

fn refusal(refused: &RowRefusal, own: usize, files: &[&str]) -> String {
    match refused {
        RowRefusal::Name(error) => name(error).sentence,
        RowRefusal::Compose(error) => compose(error).sentence,
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
