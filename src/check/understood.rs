//! Whether everything that a certificate asks of its reader is done (RFC 5280 section 4.2).

use serde::{Deserialize, Serialize};

use super::{Check, Verdict};
use crate::certificate::{Certificate, Departure, Unmet};
use crate::chain::Chain;

/// Something in a certificate of the path that is not understood, or not as every program reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obscurity {
    /// The certificate.
    pub certificate: String,
    /// What it is.
    pub kind: ObscurityKind,
}

/// What is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObscurityKind {
    /// An extension that is critical and not known.
    CriticalUnknown {
        /// Its object identifier.
        oid: String,
    },
    /// An extension whose value cannot be read.
    Unreadable {
        /// Its object identifier.
        oid: String,
    },
    /// An extension that is there more than once.
    Repeated {
        /// Its object identifier.
        oid: String,
    },
    /// An extension about policies or revocation, which are not checked here.
    Unchecked {
        /// Its object identifier.
        oid: String,
    },
    /// A BOOLEAN of an extension that is not one of DER.
    Boolean {
        /// Its object identifier.
        oid: String,
    },
    /// A date that is not written to the second and in UTC.
    DateForm,
    /// A length that is not one of DER.
    Lengths,
}

impl ObscurityKind {
    /// What follows: programs that keep to the standard refuse it, or some do.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::CriticalUnknown { .. }
            | Self::Unreadable { .. }
            | Self::Repeated { .. }
            | Self::DateForm => Verdict::Fail,
            Self::Unchecked { .. } | Self::Boolean { .. } | Self::Lengths => Verdict::Warn,
        }
    }
}

pub(super) fn check(chain: &Chain) -> Check {
    Check::Understood(chain.path().iter().flat_map(obscurities).collect())
}

fn obscurities(certificate: &Certificate) -> Vec<Obscurity> {
    let unmet = certificate.extensions().map(|known| known.unmet.as_slice()).unwrap_or_default();
    let of_extensions = unmet.iter().map(|unmet| match unmet {
        Unmet::CriticalUnknown(oid) => ObscurityKind::CriticalUnknown { oid: oid.to_string() },
        Unmet::Unreadable(oid) => ObscurityKind::Unreadable { oid: oid.to_string() },
        Unmet::Repeated(oid) => ObscurityKind::Repeated { oid: oid.to_string() },
        Unmet::Unchecked(oid) => ObscurityKind::Unchecked { oid: oid.to_string() },
        Unmet::Boolean(oid) => ObscurityKind::Boolean { oid: oid.to_string() },
    });
    let departures = certificate.departures().iter().filter_map(|departure| match departure {
        // That is asked with the signatures.
        Departure::TwoAlgorithms => None,
        Departure::DateForm => Some(ObscurityKind::DateForm),
        Departure::Lengths => Some(ObscurityKind::Lengths),
    });
    of_extensions.chain(departures).map(|kind| Obscurity { certificate: certificate.label(), kind }).collect()
}
