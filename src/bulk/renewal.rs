//! When certificates end.

use serde::{Deserialize, Serialize};

use super::calendar::DAY;
use crate::certificate::Certificate;
use crate::check::endpoint_name;
use crate::index::{Index, digest_of_name};
use crate::name::{EndpointName, NameError};

/// What a certificate is for, and when it ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The endpoint's name, or what people call the certificate where that is no such name.
    pub name: String,
    /// The last second in which it is valid, since the Unix epoch.
    pub not_after: i64,
    /// The SHA-256 digest of the certificate.
    pub certificate: [u8; 32],
}

impl Ending {
    /// That of a certificate.
    pub fn of(certificate: &Certificate) -> Self {
        let name = endpoint_name(certificate.subject());
        Self {
            name: name.map_or_else(|| certificate.label(), |name| name.as_str().to_owned()),
            not_after: certificate.not_after(),
            certificate: certificate.sha256(),
        }
    }
}

/// How many days before its end a certificate is to be renewed.
pub const DUE: i64 = 90;

/// A certificate in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InUse {
    /// What it is for, and when it ends.
    pub ending: Ending,
    /// Whole days until it ends, rounded down; below zero where it has ended.
    pub days_left: i64,
    /// Whether another was given for the same name that ends later, or at the same time.
    pub is_replaced: bool,
    /// The name to request again, or why that is none.
    pub name: Result<EndpointName, NameError>,
}

impl InUse {
    /// Whether it ends within [`DUE`] days, or has ended.
    pub fn is_due(&self) -> bool {
        self.days_left <= DUE
    }
}

/// What is to be known of certificates in use, those that end first before the others. The time is in
/// seconds since the Unix epoch.
pub fn in_use(endings: &[Ending], now: i64) -> Vec<InUse> {
    let mut rows: Vec<InUse> = endings
        .iter()
        .map(|ending| InUse {
            days_left: ending.not_after.saturating_sub(now).div_euclid(DAY),
            is_replaced: false,
            name: EndpointName::parse(&ending.name),
            ending: ending.clone(),
        })
        .collect();
    rows.sort_by_key(|row| row.ending.not_after);
    // From the last to the first: whoever comes after one of the same name ends before it, or with it.
    let mut last = Index::default();
    for (place, row) in rows.iter_mut().rev().enumerate() {
        row.is_replaced = last.note(digest_of_name(&row.ending.name), place) != place;
    }
    rows
}
