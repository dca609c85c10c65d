//! Times as people write them, in UTC.

use crate::civil::Civil;

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
    let Civil { year, month, day, .. } = Civil::from_unix(seconds);
    let month = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    format!("{day} {month} {year:04}")
}

/// The day and the minute: `4 June 2024, 09:05 UTC`.
pub(super) fn moment(seconds: i64) -> String {
    let Civil { hour, minute, .. } = Civil::from_unix(seconds);
    format!("{}, {hour:02}:{minute:02} UTC", date(seconds))
}
