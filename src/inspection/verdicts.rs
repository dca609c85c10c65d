//! Every certificate held against the others, and against the keys and requests beside it.

use super::content::{Content, Role};
use super::{Inspected, MOST_ENDPOINTS};
use crate::certificate::Certificate;
use crate::chain::{Chain, ChainError};
use crate::check::{Assessment, CheckName, assess_chain, endpoint_name};
use crate::name::EndpointName;
use crate::public_key::PublicKey;

/// The checks that ask whether a certificate is right for an endpoint.
const OF_ENDPOINTS: [CheckName; 5] = [
    CheckName::KeyStrength,
    CheckName::NameIsCn,
    CheckName::NameFormat,
    CheckName::IssuerEnvironment,
    CheckName::Purpose,
];

/// What certificates are held against.
struct Neighbours {
    certificates: Vec<Certificate>,
    /// The public halves of the private keys.
    keys: Vec<PublicKey>,
    /// What was asked for, with which key.
    requests: Vec<(PublicKey, Option<EndpointName>)>,
}

/// Checks every certificate of an endpoint, and notes the outcome where the certificate stands
/// first. Without any, the last authority of the others is checked.
///
/// # Errors
/// Where there are too many certificates.
pub(super) fn check_all(documents: &mut [Inspected], now: i64) -> Result<(), ChainError> {
    let neighbours = Neighbours::among(documents);
    let endpoints = neighbours.endpoints()?;
    let (checked, unchecked) = endpoints.split_at(endpoints.len().min(MOST_ENDPOINTS));
    let mut assessed = Vec::new();
    for endpoint in checked {
        assessed.push(neighbours.assess(endpoint, &endpoints, now)?);
    }
    for found in documents.iter_mut().flat_map(Inspected::contents_mut) {
        let Content::Certificate(Ok(found)) = found else { continue };
        let own = |one: &Assessment| one.chain.leaf() == Some(&found.certificate);
        found.role = match assessed.iter().position(own) {
            Some(place) => {
                let Assessment { chain, checks } = assessed.swap_remove(place);
                Role::Checked { checks, path: chain.path().to_vec() }
            }
            None if checked.contains(&found.certificate) => Role::Repeated,
            None if unchecked.contains(&found.certificate) => Role::Unchecked,
            None => Role::Other,
        };
    }
    Ok(())
}

impl Neighbours {
    fn among(documents: &[Inspected]) -> Self {
        let mut neighbours = Self { certificates: Vec::new(), keys: Vec::new(), requests: Vec::new() };
        for thing in documents.iter().flat_map(Inspected::all) {
            match &thing.content {
                Content::Certificate(Ok(found)) => neighbours.certificates.push(found.certificate.clone()),
                Content::PrivateKey(key) => neighbours.keys.extend(key.public_key.clone()),
                Content::Request(Ok(found)) => {
                    let name = endpoint_name(found.request.subject());
                    neighbours.requests.push((found.request.public_key().clone(), name));
                }
                _ => {}
            }
        }
        neighbours
    }

    /// The certificates that are an endpoint's, each once. A key or a request beside it says so
    /// too, and so does its name, where there is no other.
    fn endpoints(&self) -> Result<Vec<Certificate>, ChainError> {
        let likely = match Chain::build(&self.certificates, None) {
            Ok(chain) => chain.leaf().cloned(),
            Err(ChainError::Empty) => None,
            Err(error) => return Err(error),
        };
        let mut endpoints: Vec<Certificate> = Vec::new();
        for one in &self.certificates {
            let asked_for = self.keys.iter().chain(self.requests.iter().map(|(key, _)| key));
            let is_endpoint = Chain::is_leaf(&self.certificates, one)
                || asked_for.clone().any(|key| key == one.public_key());
            if is_endpoint && !endpoints.contains(one) {
                endpoints.push(one.clone());
            }
        }
        if endpoints.is_empty() {
            endpoints.extend(likely);
        }
        Ok(endpoints)
    }

    fn assess(
        &self,
        endpoint: &Certificate,
        endpoints: &[Certificate],
        now: i64,
    ) -> Result<Assessment, ChainError> {
        let of_others = |one: &&Certificate| *one == endpoint || !endpoints.contains(one);
        let certificates: Vec<Certificate> = self.certificates.iter().filter(of_others).cloned().collect();
        let chain = Chain::of_leaf(&certificates, endpoint)?;
        let asked_for = self.requests.iter().find(|(key, _)| key == endpoint.public_key());
        let asked_for = asked_for.and_then(|(_, name)| name.as_ref());
        let mut assessment = assess_chain(chain, self.key_for(endpoint), asked_for, now)?;
        let authority = endpoint.is_ca() && endpoint_name(endpoint.subject()).is_none();
        // What one endpoint does not need, another may.
        let several = endpoints.len() > 1;
        assessment.checks.retain(|check| {
            !(authority && OF_ENDPOINTS.contains(&check.name())
                || several && check.name() == CheckName::UnneededCertificates)
        });
        Ok(assessment)
    }

    /// The private key that a certificate is held against: its own, or else one that is no other
    /// certificate's.
    fn key_for(&self, endpoint: &Certificate) -> Option<&PublicKey> {
        let own = self.keys.iter().find(|key| *key == endpoint.public_key());
        let is_free = |key: &&PublicKey| self.certificates.iter().all(|one| one.public_key() != *key);
        own.or_else(|| self.keys.iter().find(is_free))
    }
}
