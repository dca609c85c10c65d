//! What came back, and the pairs that were found.

use super::count;
use super::list::table_error;
use crate::bulk::{COMPANIONS, Fault, Given, KeyState, Pair, PairVerdict, ReturnedKey, TooMuch, Unread};
use crate::check::Verdict;
use crate::job::Returned;
use crate::message::{Field, Message};
use crate::reader::{Appearance, ReadError};
use crate::shown::PairLine;
use crate::wording::input::{found_kinds, short, unreadable};
use crate::wording::outside::long;
use crate::wording::time::date;
use crate::wording::{certificate_damaged, repairs, size};

/// More was given than is read.
pub fn too_much(error: TooMuch, source: Field) -> Message {
    let number = |octets: usize| size(u64::try_from(octets).unwrap_or(u64::MAX));
    let sentence = match error {
        TooMuch::Octets { most } => format!(
            "All files together have more than {}, which is the most that is read at once. Give fewer.",
            number(most)
        ),
        TooMuch::Things { most } => {
            format!(
                "There are more than {most} certificates, keys or requests. Give those of fewer endpoints."
            )
        }
        TooMuch::Authorities { most } => format!(
            "There are more than {most} certificates of authorities. Give those that belong to your certificates."
        ),
    };
    Message::new(source, sentence)
}

/// Nothing that came back was found in what was given, of which there is this to say.
pub fn nothing_returned(notes: &[String], field: Field) -> Message {
    let mut sentences = vec!["There is no certificate of an endpoint in it, and no key."];
    sentences.extend(notes.iter().map(String::as_str));
    Message::new(field, sentences.join(" "))
}

/// At most so many files that could not be read are named.
const MOST_NAMED: usize = 20;

/// What could not be read, and what was not used.
pub fn gathering_notes(given: &Given) -> Vec<String> {
    // Text that holds nothing of ours is no fault, and what comes from our own archive not worth a word.
    let (mut plain, faults): (Vec<&Unread>, Vec<&Unread>) = given.unread.iter().partition(|unread| {
        matches!(unread.fault, Fault::File(ReadError::NotRecognised { appearance: Appearance::Text }))
    });
    plain.retain(|unread| !COMPANIONS.iter().any(|own| unread.name.ends_with(own)));
    let more = faults.len().saturating_sub(MOST_NAMED);
    let mut notes: Vec<String> = faults.into_iter().take(MOST_NAMED).map(fault).collect();
    if more > 0 {
        notes.push(format!("{} more could not be read.", count(more, "file", "files")));
    }
    for (name, repair) in &given.left_out {
        notes.extend(repairs(std::slice::from_ref(repair), name));
    }
    if !plain.is_empty() {
        let files = count(plain.len(), "file of text holds", "files of text hold");
        notes.push(format!("{files} no key and no certificate."));
    }
    if !given.others.is_empty() {
        notes.push(format!("There is also {}, which is not used.", found_kinds(&given.others)));
    }
    notes
}

fn fault(unread: &Unread) -> String {
    // A file in folders is told apart by all of its name.
    let name = long(&unread.name);
    let of_file = if name.is_empty() { String::new() } else { format!("{name}: ") };
    match &unread.fault {
        Fault::File(ReadError::NotRecognised { appearance: Appearance::OfficeFile }) => format!(
            "{of_file}This is a spreadsheet or another office document. If it holds the passwords, open it in Excel, save it as CSV, and give that file."
        ),
        Fault::File(error) => format!("{of_file}{}", unreadable(error)),
        Fault::Certificate(error) => {
            certificate_damaged(*error, Field::CertificateFile, &unread.name).sentence
        }
        Fault::Table(error) => format!("{of_file}{}", table_error(*error)),
        Fault::Request => format!("{of_file}A certificate request in it is damaged."),
    }
}

/// Which passwords were tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// Those of a table, `passwords.csv`.
    pub table: bool,
    /// One that was typed.
    pub typed: bool,
}

/// A table of passwords was given, and has none for the keys that want one.
pub fn passwords_unused(returned: &Returned) -> Option<String> {
    let mut sealed = returned.keys.iter().filter(|key| key.is_sealed).peekable();
    let is_unused =
        returned.has_passwords && sealed.peek().is_some() && sealed.all(|key| key.passwords.is_empty());
    is_unused.then(|| {
        "passwords.csv was read; none of its passwords opens these keys; it may be of another batch."
            .to_owned()
    })
}

/// The passwords of a table do not open a key, nor does the one that was typed, where there is one.
pub fn key_stays_locked(typed: bool) -> Message {
    let sentence = if typed {
        "Neither passwords.csv nor the password that you typed opens this key. Look for the passwords.csv that was saved with it."
    } else {
        "The password in passwords.csv does not open this key; it may be of another batch. Look for the one that was saved with the key."
    };
    Message::new(Field::UnlockPassword, sentence)
}

/// A row of the table of pairs.
pub fn pair_line(pair: &Pair, returned: &Returned) -> PairLine {
    let certificate = pair.certificate.and_then(|place| returned.certificates.get(place));
    let key = pair.key.and_then(|place| returned.keys.get(place));
    let mut sentence = match pair.verdict {
        PairVerdict::NoKey if returned.keys.iter().any(is_closed) => {
            "No open key belongs to it; some keys are not open yet.".to_owned()
        }
        PairVerdict::NoKey => {
            "None of the keys belongs to it. Look for the key file that was saved with the request."
                .to_owned()
        }
        PairVerdict::KeySealed => "The key has a password. Enter it, or give passwords.csv.".to_owned(),
        PairVerdict::KeyRefused => match key.map(|key| &key.state) {
            Some(KeyState::Refused(why)) => why.clone(),
            _ => String::new(),
        },
        PairVerdict::NoCertificate => {
            "None of the certificates belongs to this key. It may not have come yet.".to_owned()
        }
        PairVerdict::Expired => {
            let day = certificate.map(|certificate| date(certificate.not_after)).unwrap_or_default();
            format!("The certificate ended on {day}. Send a new request.")
        }
        PairVerdict::Faulty
        | PairVerdict::WrongEnvironment
        | PairVerdict::NotYetValid
        | PairVerdict::Paired => {
            certificate.map(|certificate| certificate.concerns.clone()).unwrap_or_default()
        }
    };
    let mut add = |more: String| {
        sentence.push_str(if sentence.is_empty() { "" } else { " " });
        sentence.push_str(&more);
    };
    if pair.verdict.is_ready() {
        if let Some(asked_for) = certificate.and_then(|certificate| certificate.asked_for.as_ref())
            && !asked_for.eq_ignore_ascii_case(&pair.name)
        {
            add(format!("The request was for another name, {}.", short(asked_for)));
        }
        match pair.aside {
            0 => {}
            1 => add("Another certificate for this key is left aside: the newest that is valid is used."
                .to_owned()),
            several => add(format!(
                "{several} other certificates for this key are left aside: the newest that is valid is used."
            )),
        }
    }
    let result = match pair.verdict {
        PairVerdict::Paired if sentence.is_empty() => Verdict::Pass,
        verdict if verdict.is_ready() => Verdict::Warn,
        _ => Verdict::Fail,
    };
    PairLine {
        name: short(&pair.name),
        verdict: word(pair.verdict),
        result,
        is_locked: key.is_some_and(is_closed),
        is_alone: certificate.is_none(),
        sentence,
    }
}

/// Whether a key was not opened, and another password may do it.
fn is_closed(key: &ReturnedKey) -> bool {
    key.is_sealed && !matches!(key.state, KeyState::Open(_))
}

fn word(verdict: PairVerdict) -> &'static str {
    match verdict {
        PairVerdict::NoKey => "No key",
        PairVerdict::KeySealed => "Key not open",
        PairVerdict::KeyRefused => "Key refused",
        PairVerdict::NoCertificate => "No certificate",
        PairVerdict::Expired => "Ended",
        PairVerdict::Faulty => "Problem",
        PairVerdict::WrongEnvironment => "Wrong environment",
        PairVerdict::NotYetValid => "Not begun",
        PairVerdict::Paired => "Paired",
    }
}
