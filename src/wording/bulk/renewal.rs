//! When certificates end.

use super::list::unusual;
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
use crate::wording::{name, open_pkcs12};

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

/// A PKCS#12 file that was not opened, so that nobody knows when its certificate ends.
pub fn file_not_opened(error: &OpenError, file: &str) -> String {
    format!("{}: {}", short(file), open_pkcs12(error, Field::KeyFile, Field::UnlockPassword).sentence)
}
