//! Every certificate held against the others, and against the keys and requests beside it.

use std::cmp::Reverse;

use super::content::{Content, Role};
use super::{Inspected, MOST_ENDPOINTS};
use crate::certificate::Certificate;
use crate::chain::{Chain, ChainError, Trials, refuse_too_many};
use crate::check::{Assessment, Beside, CheckName, assess_chain, endpoint_name};
use crate::judge::{Sorted, key_for};
use crate::name::EndpointName;
use crate::public_key::PublicKey;

/// The checks that ask whether a certificate is right for an endpoint.
const OF_ENDPOINTS: [CheckName; 6] = [
    CheckName::KeyStrength,
    CheckName::NameIsCn,
    CheckName::NameFormat,
    CheckName::KeyUsage,
    CheckName::Purpose,
    CheckName::IssuerEnvironment,
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
/// first. Without any, the lowest authority of the others is checked.
///
/// # Errors
/// Where there are too many certificates.
pub(super) fn check_all(
    documents: &mut [Inspected],
    completing: &[Certificate],
    now: i64,
) -> Result<(), ChainError> {
    let neighbours = Neighbours::among(documents);
    refuse_too_many(neighbours.certificates.len())?;
    let Sorted { mut endpoints, authorities, .. } = neighbours.sorted();
    if endpoints.is_empty() {
        endpoints.extend(lowest(&authorities).cloned());
    }
    let (checked, unchecked) = endpoints.split_at(endpoints.len().min(MOST_ENDPOINTS));
    let mut assessed = Vec::new();
    for endpoint in checked {
        assessed.push(neighbours.assess(endpoint, &endpoints, completing, now)?);
    }
    for found in documents.iter_mut().flat_map(Inspected::contents_mut) {
        let Content::Certificate(Ok(found)) = found else { continue };
        let own = |one: &Assessment| one.chain.leaf() == Some(&found.certificate);
        found.role = match assessed.iter().position(own) {
            Some(place) => {
                let Assessment { chain, checks } = assessed.swap_remove(place);
                Role::Checked { checks, chain: Box::new(chain) }
            }
            None if checked.contains(&found.certificate) => Role::Repeated,
            None if unchecked.contains(&found.certificate) => Role::Unchecked,
            None => Role::Other,
        };
    }
    Ok(())
}

/// The authority that has issued none of the others, the one that ends last among several.
fn lowest(authorities: &[Certificate]) -> Option<&Certificate> {
    let issues_another =
        |one: &Certificate| authorities.iter().any(|other| other != one && other.issuer() == one.subject());
    authorities.iter().min_by_key(|one| (issues_another(one), one.is_self_issued(), Reverse(one.not_after())))
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

    /// The certificates by what they are; a key or a request beside one says so too.
    fn sorted(&self) -> Sorted {
        let requested = self.requests.iter().map(|(key, _)| key);
        let keys: Vec<PublicKey> = self.keys.iter().chain(requested).cloned().collect();
        Sorted::of(self.certificates.iter().cloned(), &keys)
    }

    fn assess(
        &self,
        endpoint: &Certificate,
        endpoints: &[Certificate],
        completing: &[Certificate],
        now: i64,
    ) -> Result<Assessment, ChainError> {
        let of_others = |one: &&Certificate| *one == endpoint || !endpoints.contains(one);
        let certificates: Vec<Certificate> = self.certificates.iter().filter(of_others).cloned().collect();
        let chain = Chain::of_leaf(&certificates, endpoint, now, &mut Trials::default())?;
        let chain = chain.completed(completing);
        let asked_for = self.requests.iter().find(|(key, _)| key == endpoint.public_key());
        let beside = Beside {
            key: key_for(endpoint, &self.certificates, &self.keys),
            asked_for: asked_for.and_then(|(_, name)| name.as_ref()),
            ..Beside::default()
        };
        let mut assessment = assess_chain(chain, beside, now)?;
        let authority = endpoint.is_ca() && endpoint_name(endpoint.subject()).is_none();
        // What one endpoint does not need, another may.
        let several = endpoints.len() > 1;
        assessment.checks.retain(|check| {
            !(authority && OF_ENDPOINTS.contains(&check.name())
                || several && check.name() == CheckName::UnneededCertificates)
        });
        Ok(assessment)
    }
}
