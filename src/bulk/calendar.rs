//! Reminders that certificates end, as a calendar file (RFC 5545).
//!
//! Three events for each certificate, each filling a day of its own, and not one event with three
//! alarms: Outlook keeps one alarm of an event that it imports, and Google Calendar none.

use ics::components::Property;
use ics::properties::{Description, Summary, Transp};
use ics::{Event, ICalendar, escape_text};

use super::Ending;
use crate::civil::Civil;
use crate::hex::hex;
use crate::index::Index;

/// How many days before the end somebody is reminded.
pub const REMINDERS: [i64; 3] = [60, 30, 7];

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// A calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The text. Lines end in CRLF, and are folded after 75 octets.
    pub text: String,
    /// How many reminders there are.
    pub reminders: usize,
}

/// The title and the text of a reminder, so many days before the end: neither of more than 130 octets, for
/// the crate folds lines an octet too late after the second.
pub type Words = fn(&Ending, i64) -> (String, String);

/// Makes the reminders for certificates, those of days before today left out. Given again, they
/// replace what was imported before: an event is known by its certificate and its days. The time is in
/// seconds since the Unix epoch, days are those of UTC.
pub fn calendar(endings: &[Ending], now: i64, words: Words) -> Calendar {
    let mut calendar = ICalendar::new("2.0", "-//bars-csr//bars-csr//EN");
    let Civil { hour, minute, second, .. } = Civil::from_unix(now);
    let stamp = format!("{}T{hour:02}{minute:02}{second:02}Z", date(now));
    let mut seen = Index::default();
    let mut reminders = 0usize;
    for ending in endings.iter().filter(|ending| seen.is_new(ending.certificate)) {
        for days in REMINDERS {
            let day = ending.not_after.div_euclid(DAY).saturating_sub(days);
            if day < now.div_euclid(DAY) {
                continue;
            }
            calendar.add_event(event(ending, days, day, &stamp, words));
            reminders = reminders.saturating_add(1);
        }
    }
    Calendar { text: calendar.to_string(), reminders }
}

/// The event of a day, counted from the Unix epoch.
fn event(ending: &Ending, days: i64, day: i64, stamp: &str, words: Words) -> Event<'static> {
    let on = |day: i64| date(day.saturating_mul(DAY));
    let known = hex(ending.certificate.get(..16).unwrap_or_default());
    let mut event = Event::new(format!("{known}-{days}@bars-csr"), stamp.to_owned());
    // Written with their parameter in one: the crate's map of parameters is larger than all else of it.
    event.push(Property::new("DTSTART;VALUE=DATE", on(day)));
    event.push(Property::new("DTEND;VALUE=DATE", on(day.saturating_add(1))));
    let (summary, description) = words(ending, days);
    event.push(Summary::new(escape_text(summary)));
    event.push(Description::new(escape_text(description)));
    // The day stays free for other things.
    event.push(Transp::transparent());
    event
}

/// The day of a time.
fn date(seconds: i64) -> String {
    let Civil { year, month, day, .. } = Civil::from_unix(seconds);
    format!("{year:04}{month:02}{day:02}")
}
