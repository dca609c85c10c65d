//! PBKDF1 (RFC 8018 section 5.1).

use sha2::Digest;
use zeroize::Zeroize;

use super::work::Work;

/// Fills `key`, which must not be longer than the output of the hash function.
pub(crate) fn derive<H: Digest>(
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    key: &mut [u8],
    work: &mut Work<'_>,
) {
    let mut t = H::new().chain_update(password).chain_update(salt).finalize();
    work.repeat(iterations.saturating_sub(1), || t = H::digest(&t));
    work.advance(1);
    key.iter_mut().zip(&t).for_each(|(to, from)| *to = *from);
    t.as_mut_slice().zeroize();
}
