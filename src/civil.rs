//! Dates and times of day of the Gregorian calendar, in UTC: certificates begin in 1950 at the
//! earliest and end in 9999 at the latest (RFC 5280 section 4.1.2.5), and the date type of the crate
//! `der` begins in 1970.

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A moment, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Civil {
    /// The year.
    pub(crate) year: i64,
    /// 1 to 12.
    pub(crate) month: u8,
    /// 1 to 31.
    pub(crate) day: u8,
    /// 0 to 23.
    pub(crate) hour: u8,
    /// 0 to 59.
    pub(crate) minute: u8,
    /// 0 to 59.
    pub(crate) second: u8,
}

impl Civil {
    /// The moment that many seconds after the Unix epoch, or before it.
    pub(crate) fn from_unix(seconds: i64) -> Self {
        // Years are counted from March, so that a leap day is the last of its year, in eras of 400.
        let days = seconds.div_euclid(DAY).saturating_add(719_468);
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let leap_days =
            (day_of_era / 1_460).saturating_sub(day_of_era / 36_524).saturating_add(day_of_era / 146_096);
        let year_of_era = day_of_era.saturating_sub(leap_days) / 365;
        let first = first_day(year_of_era);
        let day_of_year = day_of_era.saturating_sub(first);
        let shifted = day_of_year.saturating_mul(5).saturating_add(2) / 153;
        let start = shifted.saturating_mul(153).saturating_add(2) / 5;
        let month = if shifted < 10 { shifted.saturating_add(3) } else { shifted.saturating_sub(9) };
        let year = era.saturating_mul(400).saturating_add(year_of_era);
        let of_day = seconds.rem_euclid(DAY);
        Self {
            year: if month <= 2 { year.saturating_add(1) } else { year },
            month: small(month),
            day: small(day_of_year.saturating_sub(start).saturating_add(1)),
            hour: small(of_day / 3_600),
            minute: small(of_day / 60 % 60),
            second: small(of_day % 60),
        }
    }

    /// Seconds after the Unix epoch; none where there is no such day or time.
    pub(crate) fn to_unix(self) -> Option<i64> {
        let Self { year, month, day, hour, minute, second } = self;
        let good = (1..=days_in(year, month)?).contains(&day) && hour < 24 && minute < 60 && second < 60;
        let (month, day) = (i64::from(month), i64::from(day));
        let year = if month <= 2 { year.saturating_sub(1) } else { year };
        let shifted = if month > 2 { month.saturating_sub(3) } else { month.saturating_add(9) };
        let day_of_year = (shifted.saturating_mul(153).saturating_add(2) / 5).saturating_add(day);
        let days = year
            .div_euclid(400)
            .saturating_mul(146_097)
            .saturating_add(first_day(year.rem_euclid(400)))
            .saturating_add(day_of_year)
            .saturating_sub(719_469);
        let minutes = i64::from(hour).saturating_mul(60).saturating_add(i64::from(minute));
        let of_day = minutes.saturating_mul(60).saturating_add(i64::from(second));
        good.then(|| days.saturating_mul(DAY).saturating_add(of_day))
    }
}

/// The days of an era before one of its years.
fn first_day(year_of_era: i64) -> i64 {
    let leap_days = (year_of_era / 4).saturating_sub(year_of_era / 100);
    year_of_era.saturating_mul(365).saturating_add(leap_days)
}

fn days_in(year: i64, month: u8) -> Option<u8> {
    let is_leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap { 29 } else { 28 }),
        _ => None,
    }
}

fn small(number: i64) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::Civil;

    /// Times by GNU date: `date -u -d @SECONDS`.
    #[test]
    fn seconds_and_dates_are_the_same_moment() {
        for (seconds, (year, month, day), (hour, minute, second)) in [
            (0, (1970, 1, 1), (0, 0, 0)),
            (951_782_400, (2000, 2, 29), (0, 0, 0)),
            (1_795_521_600, (2026, 11, 24), (12, 0, 0)),
            (253_402_300_799, (9999, 12, 31), (23, 59, 59)),
            (-1, (1969, 12, 31), (23, 59, 59)),
            (-631_152_000, (1950, 1, 1), (0, 0, 0)),
            (-62_135_596_800, (1, 1, 1), (0, 0, 0)),
            (-62_167_219_200, (0, 1, 1), (0, 0, 0)),
        ] {
            let civil = Civil { year, month, day, hour, minute, second };
            assert_eq!(Civil::from_unix(seconds), civil, "{seconds}");
            assert_eq!(civil.to_unix(), Some(seconds), "{civil:?}");
        }
        for day in -800_000..3_000_000 {
            let seconds = day * 86_400 + 43_200;
            assert_eq!(Civil::from_unix(seconds).to_unix(), Some(seconds), "{seconds}");
        }
    }

    #[test]
    fn days_and_times_that_do_not_exist_are_refused() {
        let good = Civil { year: 2023, month: 2, day: 28, hour: 0, minute: 0, second: 0 };
        assert!(good.to_unix().is_some());
        for bad in [
            Civil { day: 29, ..good },
            Civil { day: 0, ..good },
            Civil { month: 0, ..good },
            Civil { month: 13, ..good },
            Civil { hour: 24, ..good },
            Civil { minute: 60, ..good },
            Civil { second: 60, ..good },
        ] {
            assert_eq!(bad.to_unix(), None, "{bad:?}");
        }
        assert!(Civil { year: 2024, day: 29, ..good }.to_unix().is_some());
        assert_eq!(Civil { year: 1900, day: 29, ..good }.to_unix(), None);
    }
}
