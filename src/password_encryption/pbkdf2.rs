//! PBKDF2 (RFC 8018 section 5.2).
//!
//! It is written out here because no crate's tells how far it has come.

use hmac::digest::{Digest, Key};
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use zeroize::Zeroize;

use super::work::Work;

/// Fills `key`. The names U and T are those of the standard.
pub(crate) fn derive<H: EagerHash + Digest>(
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    key: &mut [u8],
    work: &mut Work<'_>,
) {
    let hmac = keyed::<H>(password);
    for (number, part) in (1u32..).zip(key.chunks_mut(<H as Digest>::output_size())) {
        let first = hmac.clone().chain_update(salt).chain_update(number.to_be_bytes());
        let mut u = first.finalize().into_bytes();
        let mut t = u.clone();
        work.repeat(iterations.saturating_sub(1), || {
            u = hmac.clone().chain_update(&u).finalize().into_bytes();
            t.iter_mut().zip(&u).for_each(|(sum, octet)| *sum ^= octet);
        });
        work.advance(1);
        part.iter_mut().zip(&t).for_each(|(to, from)| *to = *from);
        t.zeroize();
        u.zeroize();
    }
}

/// HMAC (RFC 2104) under a key of any length: one that is longer than a block is hashed, and what
/// a key does not fill of a block is zero.
pub(crate) fn keyed<H: EagerHash + Digest>(secret: &[u8]) -> Hmac<H> {
    let mut block = Key::<Hmac<H>>::default();
    if secret.len() > block.len() {
        let mut digest = H::digest(secret);
        block.iter_mut().zip(&digest).for_each(|(to, from)| *to = *from);
        digest.zeroize();
    } else {
        block.iter_mut().zip(secret).for_each(|(to, from)| *to = *from);
    }
    let hmac = Hmac::<H>::new(&block);
    block.zeroize();
    hmac
}
