//! The time, and how long typing rests.

/// Milliseconds of rest after which typing counts as finished.
pub const REST: i32 = 400;

/// The time, in seconds since 1970 began.
#[allow(clippy::cast_possible_truncation, reason = "the year is far from the ends of an i64")]
pub fn now() -> i64 {
    (js_sys::Date::now() / 1_000.0) as i64
}
