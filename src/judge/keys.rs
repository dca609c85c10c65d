//! Which private key a certificate is held against.

use crate::certificate::Certificate;
use crate::public_key::PublicKey;

/// The key that a certificate is held against, among several: the one it was made for, or else one that no
/// other of the certificates was made for.
pub fn key_for<'a>(
    endpoint: &Certificate,
    certificates: &[Certificate],
    keys: &'a [PublicKey],
) -> Option<&'a PublicKey> {
    let own = keys.iter().find(|key| *key == endpoint.public_key());
    let is_free = |key: &&PublicKey| certificates.iter().all(|one| one.public_key() != *key);
    own.or_else(|| keys.iter().find(is_free))
}
