//! Which of several certificates for one endpoint is taken.

use std::cmp::Reverse;

use crate::check::{Assessment, Check, Verdict};

/// What decides between certificates; the least is taken. One that can be used comes before one that
/// cannot, one that is valid now before one that is not, and the one that began last before the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Preference {
    is_faulty: bool,
    is_outside_dates: bool,
    not_before: Reverse<i64>,
    not_after: Reverse<i64>,
}

impl Preference {
    /// Of a certificate with these dates, in seconds since the Unix epoch, that is faulty or not.
    pub fn new(is_faulty: bool, not_before: i64, not_after: i64, now: i64) -> Self {
        Self {
            is_faulty,
            is_outside_dates: !(not_before..=not_after).contains(&now),
            not_before: Reverse(not_before),
            not_after: Reverse(not_after),
        }
    }

    /// Of a certificate that was assessed.
    pub fn of(assessment: &Assessment, now: i64) -> Option<Self> {
        let leaf = assessment.chain.leaf()?;
        Some(Self::new(is_faulty(assessment), leaf.not_before(), leaf.not_after(), now))
    }
}

/// Whether a check fails that asks neither for the time nor for the key: those decide by themselves.
pub fn is_faulty(assessment: &Assessment) -> bool {
    assessment.checks.iter().any(|check| {
        let is_apart = matches!(check, Check::NotExpired { .. } | Check::KeyMatches { .. });
        !is_apart && check.result() == Verdict::Fail
    })
}
