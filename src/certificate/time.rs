//! Moments as certificates write them (RFC 5280 section 4.1.2.5).

use crate::ber::{Element, GENERALIZED_TIME, SEQUENCE, UTC_TIME, contents, elements};
use crate::civil::Civil;

/// notBefore or notAfter.
pub(super) struct Moment {
    /// Seconds since the Unix epoch.
    pub(super) seconds: i64,
    /// Whether it is written to the second and ends in `Z`. OpenSSL refuses any other form.
    pub(super) is_regular: bool,
}

/// Reads `Validity ::= SEQUENCE { notBefore Time, notAfter Time }`.
pub(super) fn read_validity(der: &[u8]) -> Option<(Moment, Moment)> {
    match elements(contents(der, SEQUENCE)?)?.as_slice() {
        [begin, end] => Some((read_time(begin)?, read_time(end)?)),
        _ => None,
    }
}

/// Reads a UTCTime or a GeneralizedTime in any form that X.680 allows: with or without seconds, with
/// a fraction, which is dropped, and with a difference to UTC.
fn read_time(der: &[u8]) -> Option<Moment> {
    let element = Element::first(der).filter(|element| element.rest.is_empty())?;
    let text = std::str::from_utf8(element.contents).ok()?;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (date, rest) = text.split_at_checked(digits)?;
    let (year, date) = match element.tag {
        UTC_TIME => {
            let (year, date) = date.split_at_checked(2)?;
            let year: i64 = year.parse().ok()?;
            // RFC 5280 section 4.1.2.5.1.
            (year.saturating_add(if year < 50 { 2000 } else { 1900 }), date)
        }
        GENERALIZED_TIME => {
            let (year, date) = date.split_at_checked(4)?;
            (year.parse().ok()?, date)
        }
        _ => return None,
    };
    let shortest = if element.tag == UTC_TIME { 8 } else { 6 };
    if !(shortest..=10).contains(&date.len()) || !date.len().is_multiple_of(2) {
        return None;
    }
    let pair = |place: usize| -> Option<u8> {
        let start = place.saturating_mul(2);
        match date.get(start..start.saturating_add(2)) {
            Some(digits) => digits.parse().ok(),
            None => Some(0),
        }
    };
    let civil =
        Civil { year, month: pair(0)?, day: pair(1)?, hour: pair(2)?, minute: pair(3)?, second: pair(4)? };
    let zone = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|character: char| character.is_ascii_digit()),
        None => rest,
    };
    Some(Moment {
        seconds: civil.to_unix()?.saturating_sub(difference(zone)?),
        is_regular: rest == "Z" && date.len() == 10,
    })
}

/// How many seconds a zone is ahead of UTC. A local time is taken for UTC.
fn difference(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "Z") {
        return Some(0);
    }
    let (sign, digits) = zone.split_at_checked(1)?;
    let digits = digits.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes: i64 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let seconds = hours.parse::<i64>().ok()?.saturating_mul(60).saturating_add(minutes).saturating_mul(60);
    match sign {
        "+" => Some(seconds),
        "-" => Some(seconds.saturating_neg()),
        _ => None,
    }
}
