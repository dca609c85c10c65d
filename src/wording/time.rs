//! Times as people write them, in UTC.

use std::time::Duration;

use der::DateTime;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The day of a time in seconds since the Unix epoch: `4 June 2024`.
pub(super) fn date(seconds: i64) -> String {
    date_time(seconds).map_or_else(before_1970, |time| day(&time))
}

/// The day and the minute: `4 June 2024, 09:05 UTC`.
pub(super) fn moment(seconds: i64) -> String {
    date_time(seconds).map_or_else(before_1970, |time| {
        format!("{}, {:02}:{:02} UTC", day(&time), time.hour(), time.minutes())
    })
}

/// Certificates begin in 1950 at the earliest (RFC 5280); der counts from 1970.
fn date_time(seconds: i64) -> Option<DateTime> {
    DateTime::from_unix_duration(Duration::from_secs(u64::try_from(seconds).ok()?)).ok()
}

fn before_1970() -> String {
    "before 1970".to_owned()
}

fn day(time: &DateTime) -> String {
    let month = MONTHS.get(usize::from(time.month()).saturating_sub(1)).copied().unwrap_or_default();
    format!("{} {month} {}", time.day(), time.year())
}
