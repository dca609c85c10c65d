//! While the page works for many endpoints, and what becomes of it.

use std::time::Duration;

use super::count;
use super::pairing::Tried;
use crate::bulk::InUse;
use crate::check::Verdict;
use crate::message::{Field, Message};
use crate::shown::{CheckLine, InUseLine, PairLine};
use crate::wording::joined;
use crate::wording::making::elapsed;
use crate::wording::password_work::{seconds_left, to_go};

/// A list in a sentence.
pub fn list_summary(rows: &[CheckLine]) -> String {
    let with = |result: Verdict| rows.iter().filter(|row| row.result == result).count();
    let names = count(rows.len(), "name", "names");
    let parts = [(with(Verdict::Warn), "with a warning"), (with(Verdict::Fail), "refused")];
    let words: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    match (rows.len(), words.is_empty()) {
        (1, true) => "1 name, and it is good.".to_owned(),
        (_, true) => format!("{names}, all good."),
        _ => format!("{names}: {}.", joined(&words)),
    }
}

/// What a tick leaves out.
pub fn leave_out(refused: usize) -> String {
    match refused {
        1 => "Leave out the row that is refused".to_owned(),
        _ => format!("Leave out the {refused} rows that are refused"),
    }
}

/// There are rows that are refused, and nothing was said of leaving them out.
pub fn rows_refused(refused: usize) -> Message {
    let what = if refused == 1 {
        "1 row is refused. Correct it"
    } else {
        &format!("{refused} rows are refused. Correct them")
    };
    let out = if refused == 1 { "it" } else { "them" };
    Message::new(Field::BulkLeaveOut, format!("{what}, or tick this box to leave {out} out."))
}

/// Nothing to make requests for.
pub fn names_missing() -> Message {
    Message::new(Field::BulkNames, "Enter the names, one in each line, or choose a file with them.")
}

/// Every row is refused.
pub fn no_good_name() -> Message {
    Message::new(Field::BulkNames, "Every row is refused, so there is nothing to make. The table says why.")
}

/// How many of a batch are done, and how long the others may take.
pub fn batch_progress(done: usize, total: usize, time: Duration) -> String {
    let so_far = elapsed(time);
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let left = seconds_left(number(done), number(total), time).filter(|_| done < total);
    let to_go = left.map(|left| format!(" {}", to_go(left))).unwrap_or_default();
    format!("{done} of {total} done. {so_far}{to_go}")
}

/// What is said aloud from time to time.
pub fn batch_so_far(done: usize, total: usize) -> String {
    format!("{done} of {total} done.")
}

/// Files are being made.
pub const MAKING_FILES: &str = "Making the files.";

/// The finished files are put together.
pub const PACKING: &str = "Putting the files together.";

/// The requests of a batch are made, or as many as there could be.
pub fn requests_made(made: usize, total: usize, time: Duration) -> String {
    let tenths = time.saturating_add(Duration::from_millis(50)).as_millis() / 100;
    let seconds = format!("{}.{} seconds", tenths / 10, tenths % 10);
    if made == total {
        let what = if made == 1 {
            "1 request and its key were"
        } else {
            &format!("{made} requests and their keys were")
        };
        format!("{what} made in {seconds}.")
    } else {
        format!("{made} of {total} requests and their keys are made.")
    }
}

/// A batch was cancelled.
pub fn batch_cancelled(made: usize, total: usize) -> String {
    match made {
        0 => "Cancelled. Nothing was made; what you gave is still there.".to_owned(),
        _ => {
            format!("Cancelled. {made} of {total} are made and kept: save them, or make the others as well.")
        }
    }
}

/// The button that makes what is still missing of a batch.
pub fn make_the_others(left: usize) -> String {
    match left {
        0 => "Put the finished files together again".to_owned(),
        1 => "Make the one that is missing".to_owned(),
        _ => format!("Make the {left} that are missing"),
    }
}

/// What became of one of a batch that was not made: its name, and why.
pub fn not_made(name: &str, why: Option<&str>) -> String {
    let why = why.unwrap_or("The part of the page that makes it has stopped three times.");
    format!("{name}: {why}")
}

/// What of an archive, and of the table of passwords where there is one, would be lost with the page.
pub fn batch_unsaved(archive_saved: bool, passwords_saved: Option<bool>) -> Option<&'static str> {
    match (archive_saved, passwords_saved) {
        (true, None | Some(true)) => None,
        (false, None) => Some("The archive is not saved yet. It is lost when this page is closed."),
        (false, Some(false)) => {
            Some("The archive and the passwords are not saved yet. Both are lost when this page is closed.")
        }
        (false, Some(true)) => Some(
            "The archive is not saved yet. It is lost when this page is closed, and the passwords are of no use without it.",
        ),
        (true, Some(false)) => Some(
            "The passwords are not saved yet. They are lost when this page is closed, and nobody can open the files in the archive without them.",
        ),
    }
}

/// An archive has been handed to the browser, and the table of passwords where there is one.
pub fn batch_saved(archive: &str, has_passwords: bool) -> String {
    if has_passwords {
        format!(
            "The browser was given {archive} and passwords.csv to save. Look for both in your downloads folder, and keep them in two different places."
        )
    } else {
        format!("The browser was given {archive} to save. Look for it in your downloads folder.")
    }
}

/// The pairs in a sentence. An endpoint whose key is locked is counted once: a locked key by itself may
/// belong to any of the certificates that have none.
pub fn pairs_summary(pairs: &[PairLine]) -> String {
    let locked = pairs.iter().filter(|pair| pair.is_locked).count();
    let ready = pairs.iter().filter(|pair| pair.result != Verdict::Fail).count();
    let strays = pairs.iter().filter(|pair| pair.is_locked && pair.is_alone).count();
    let endpoints = match pairs.len().saturating_sub(strays) {
        0 => strays,
        others => others,
    };
    let names = count(endpoints, "name", "names");
    if ready == endpoints && locked == 0 {
        return match ready {
            1 => "1 name, and it has its key and its certificate.".to_owned(),
            _ => format!("{names}, each with its key and its certificate."),
        };
    }
    let are = if ready == 1 { "is" } else { "are" };
    let of_endpoints = format!("{ready} of {} {are} ready", count(endpoints, "endpoint", "endpoints"));
    match locked {
        0 => format!("{of_endpoints}; the table says why the others are not."),
        1 => format!("{of_endpoints}; 1 key is locked."),
        _ => format!("{of_endpoints}; {locked} keys are locked."),
    }
}

/// Keys that are not open, and what was tried on them.
pub fn keys_locked(keys: usize, tried: Tried) -> Message {
    let with = |one: &str, many: &str| {
        if keys == 1 { format!("1 key {one}") } else { format!("{keys} keys {many}") }
    };
    let not_open = || with("did not open", "did not open");
    let sentence = match (tried.table, tried.typed) {
        (false, false) => {
            let have = with("has a password", "have a password");
            format!("{have}. Enter it, or give passwords.csv with the keys.")
        }
        (true, false) => format!(
            "{} with passwords.csv; it may be of another batch. Give the one that was saved with the keys, or enter the password.",
            not_open()
        ),
        (false, true) => format!(
            "{} with this password; the table says which. If another one opens them, enter that.",
            not_open()
        ),
        (true, true) => format!(
            "{} with passwords.csv, nor with this password; the table says which. If another one opens them, enter that.",
            not_open()
        ),
    };
    Message::new(Field::BulkKeyPassword, sentence)
}

/// Nothing came back.
pub fn returned_missing() -> Message {
    Message::new(
        Field::BulkCertificates,
        "Give the certificates here, and below the key files or the archive that was saved with the requests.",
    )
}

/// There is no pair.
pub fn no_pair() -> Message {
    Message::new(
        Field::BulkMakePfx,
        "There is no certificate with its key, so there is nothing to make. The table says what is missing.",
    )
}

/// The files of the pairs are made.
pub fn pfx_made(made: usize, missing: usize) -> String {
    let files = if made == 1 { "1 .pfx file is made." } else { &format!("{made} .pfx files are made.") };
    match missing {
        0 => files.to_string(),
        1 => format!("{files} 1 is missing: the list below says why."),
        _ => format!("{files} {missing} are missing: the list below says why."),
    }
}

/// Certificates in use in a sentence.
pub fn in_use_summary(rows: &[InUse]) -> String {
    let certificates = count(rows.len(), "certificate", "certificates");
    let ended = rows.iter().filter(|row| row.days_left < 0).count();
    let due = rows.iter().filter(|row| row.is_due()).count().saturating_sub(ended);
    let ends = match (due, ended) {
        (0, 0) => Some("none ends within 90 days.".to_owned()),
        (0, _) => None,
        (1, _) => Some("1 ends within 90 days.".to_owned()),
        _ => Some(format!("{due} end within 90 days.")),
    };
    let over = match ended {
        0 => None,
        1 => Some("1 has ended.".to_owned()),
        _ => Some(format!("{ended} have ended.")),
    };
    let said: Vec<String> = ends.into_iter().chain(over).collect();
    format!("{certificates}: {}", said.join(" "))
}

/// A certificate in use in a sentence.
pub fn in_use_sentence(days_left: i64, line: &InUseLine) -> String {
    let ends = if days_left < 0 { "Ended" } else { "Ends" };
    let rest = if line.sentence.is_empty() { String::new() } else { format!(" {}", line.sentence) };
    format!("{ends} on {}.{rest}", line.day)
}

/// No name to make a request for again.
pub fn nothing_to_renew(all: bool) -> Message {
    Message::new(
        Field::BulkRenew,
        if all {
            "None of these names can be requested again. The table says why."
        } else {
            "None of these certificates ends within 90 days."
        },
    )
}

/// A calendar file was handed to the browser; or there is nothing in it.
pub fn calendar_made(file: &str, reminders: usize) -> String {
    match reminders {
        0 => "Less than 7 days are left, so there is nothing to be reminded of.".to_owned(),
        _ => format!(
            "The browser was given {file} to save, with {}: 60, 30 and 7 days before a certificate ends. Open it, and your calendar takes them over.",
            count(reminders, "reminder", "reminders")
        ),
    }
}
