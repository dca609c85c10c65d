//! Certificates of endpoints told from those of authorities.

use crate::certificate::Certificate;
use crate::check::endpoint_name;
use crate::index::Index;
use crate::public_key::PublicKey;

/// Certificates by what they are, each in the order in which it was given.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Sorted {
    /// Those of endpoints, each once.
    pub endpoints: Vec<Certificate>,
    /// Those of authorities, as often as they were given.
    pub authorities: Vec<Certificate>,
    /// What was given of endpoints more than once, each time after the first.
    pub repeated: Vec<Certificate>,
}

impl Sorted {
    /// Sorts certificates. An endpoint's has the name of an endpoint, or a key that is known to be one's,
    /// or is no authority and has issued none of the others.
    pub fn of(certificates: impl IntoIterator<Item = Certificate>, keys: &[PublicKey]) -> Self {
        let certificates: Vec<Certificate> = certificates.into_iter().collect();
        let mut issuers = Index::default();
        for (place, certificate) in certificates.iter().enumerate() {
            if !certificate.is_self_issued() {
                issuers.note(certificate.issuer().digest(), place);
            }
        }
        let mut own = Index::default();
        for (place, key) in keys.iter().enumerate() {
            own.note(key.fingerprint().0, place);
        }
        let issues_another = |one: &Certificate| issuers.find(&one.subject().digest()).is_some();
        let has_own_key = |one: &Certificate| own.find(&one.public_key().fingerprint().0).is_some();
        let mut sorted = Self::default();
        let mut seen = Index::default();
        for one in certificates {
            let is_endpoint = endpoint_name(one.subject()).is_some()
                || !keys.is_empty() && has_own_key(&one)
                || !one.is_ca() && !issues_another(&one);
            if !is_endpoint {
                sorted.authorities.push(one);
            } else if seen.is_new(one.sha256()) {
                sorted.endpoints.push(one);
            } else {
                sorted.repeated.push(one);
            }
        }
        sorted
    }
}
