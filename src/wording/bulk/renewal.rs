//! When certificates end.

use super::count;
use super::list::unusual;
use super::pairing::Tried;
use crate::authority::Environment;
use crate::bulk::{Ending, InUse};
use crate::check::Verdict;
use crate::message::{Field, Message};
use crate::name::{EndpointName, MOST_CHARACTERS};
use crate::pkcs12::OpenError;
use crate::shown::InUseLine;
use crate::wording::algorithm::thousands;
use crate::wording::input::short;
use crate::wording::time::date;
use crate::wording::{joined, name, open_pkcs12};

/// A row of the table of certificates in use.
pub fn in_use_line(row: &InUse) -> InUseLine {
    let (result, sentence) = match &row.name {
        Err(error) => (Verdict::Fail, name(error).sentence),
        Ok(_) if row.is_replaced => {
            (Verdict::Warn, "A newer certificate for this name is there as well.".to_owned())
        }
        Ok(name) => unusual(name),
    };
    InUseLine { day: date(row.ending.not_after), left: left(row.days_left), result, sentence }
}

fn left(days: i64) -> String {
    match days {
        ..0 => "Ended".to_owned(),
        _ => format!("{} {} left", thousands(days.unsigned_abs()), if days == 1 { "day" } else { "days" }),
    }
}

/// The title and the text of a reminder.
pub fn reminder(ending: &Ending, days: i64) -> (String, String) {
    let day = date(ending.not_after);
    // What is no endpoint's name can be of any length.
    let endpoint = EndpointName::parse(&ending.name);
    let most = if endpoint.is_ok() { MOST_CHARACTERS } else { 20 };
    let name: String = short(&ending.name).chars().take(most).collect();
    let first = match endpoint.ok().and_then(|endpoint| endpoint.environment()) {
        Some(Environment::Int) => "Renewing revokes it at once, says ITOC's form: agree a change window",
        Some(Environment::Prod) => "Ask the DIR team whether renewing revokes it, and agree a change window",
        None => "Ask whether renewing revokes it, and agree a change window",
    };
    (
        format!("{name}: the certificate ends in {days} days"),
        format!("It ends on {day}. {first}, then make a new request."),
    )
}

/// There is no certificate of an endpoint among what was given, of which there is this to say.
pub fn no_endings(notes: &[String], field: Field) -> Message {
    let mut sentences = vec!["There is no certificate of an endpoint in it. Give those that are in use."];
    sentences.extend(notes.iter().map(String::as_str));
    Message::new(field, sentences.join(" "))
}

/// PKCS#12 files that were not opened, so that nobody knows when their certificates end, each by its name.
type Closed<'a> = [(&'a str, OpenError)];

/// PKCS#12 files that were not opened: those that want another password in one sentence, and others with why.
pub fn files_not_opened(closed: &Closed<'_>, tried: Tried) -> Vec<String> {
    let (locked, others): (Vec<_>, Vec<_>) = closed.iter().partition(|(_, error)| is_locked(error));
    let names: Vec<&str> = locked.iter().map(|(name, _)| *name).collect();
    let more = others.len().saturating_sub(MOST_FILES);
    let others = others.into_iter().take(MOST_FILES).map(|(file, error)| {
        format!("{}: {}", short(file), open_pkcs12(error, Field::KeyFile, Field::UnlockPassword).sentence)
    });
    let rest = (more > 0).then(|| format!("{} more could not be opened.", count(more, "file", "files")));
    others.chain(rest).chain(locked_sentence(&names, tried)).collect()
}

/// The same where nothing else is there: the person is asked for the password.
pub fn files_locked(closed: &Closed<'_>, tried: Tried) -> Option<Message> {
    let names = closed.iter().map(|(name, error)| is_locked(error).then_some(*name));
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    locked_sentence(&names, tried).map(|sentence| Message::new(Field::BulkInUsePassword, sentence))
}

/// At most so many files are named.
const MOST_FILES: usize = 5;

fn is_locked(error: &OpenError) -> bool {
    matches!(error, OpenError::PasswordNeeded | OpenError::WrongPassword)
}

/// Files that want another password than those that were tried.
fn locked_sentence(files: &[&str], tried: Tried) -> Option<String> {
    let named: Vec<String> = files.iter().take(MOST_FILES).map(|file| short(file)).collect();
    let more = files.len().saturating_sub(MOST_FILES);
    let more = (more > 0).then(|| format!("{more} more"));
    let named: Vec<String> = named.into_iter().chain(more).collect();
    let what = match files.len() {
        0 => return None,
        1 => "1 .pfx file".to_owned(),
        number => format!("{number} .pfx files"),
    };
    let have = if files.len() == 1 { "has" } else { "have" };
    Some(match (tried.table, tried.typed) {
        (false, false) => format!(
            "{what} {have} a password ({}). Enter it, or give passwords.csv with them.",
            joined(&named)
        ),
        (true, false) => format!(
            "passwords.csv was read; none of its passwords opens {what} ({}). It may be of another batch: give that which was saved with them, or enter the password.",
            joined(&named)
        ),
        (false, true) => format!(
            "{what} did not open with this password ({}). If another one opens them, enter that.",
            joined(&named)
        ),
        (true, true) => format!(
            "{what} did not open with passwords.csv, nor with the password that you typed ({}).",
            joined(&named)
        ),
    })
}
