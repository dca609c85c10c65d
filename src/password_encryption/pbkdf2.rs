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

#[cfg(test)]
mod tests {
    use sha1::Sha1;
    use sha2::Sha256;

    use super::*;
    use crate::password_encryption::{Budget, Progress};

    fn derived<H: EagerHash + Digest>(
        password: &[u8],
        salt: &[u8],
        iterations: u64,
        length: usize,
    ) -> String {
        let (mut key, mut done) = (vec![0; length], 0);
        let on_progress = &mut |progress: Progress| done = progress.done;
        let budget = &mut Budget::unlimited();
        derive::<H>(password, salt, iterations, &mut key, &mut Work::new(budget, on_progress));
        let parts = length.div_ceil(<H as Digest>::output_size()) as u64;
        assert_eq!(done, iterations.saturating_mul(parts));
        key.iter().map(|octet| format!("{octet:02x}")).collect()
    }

    #[test]
    fn the_vectors_of_rfc_6070_come_out() {
        let of = |iterations| derived::<Sha1>(b"password", b"salt", iterations, 20);
        assert_eq!(of(1), "0c60c80f961f0e71f3a9b524af6012062fe037a6");
        assert_eq!(of(2), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
        assert_eq!(of(4_096), "4b007901b765489abead49d926f721d065a429c1");
        let (password, salt) = (b"passwordPASSWORDpassword", b"saltSALTsaltSALTsaltSALTsaltSALTsalt");
        let long = derived::<Sha1>(password, salt, 4_096, 25);
        assert_eq!(long, "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
        let zeros = derived::<Sha1>(b"pass\0word", b"sa\0lt", 4_096, 16);
        assert_eq!(zeros, "56fa6aa75548099dcc37d7f03425e0c3");
    }

    #[test]
    fn the_vectors_of_rfc_7914_come_out() {
        let one = derived::<Sha256>(b"passwd", b"salt", 1, 64);
        assert_eq!(
            one,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc\
             49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
        );
        let many = derived::<Sha256>(b"Password", b"NaCl", 80_000, 64);
        assert_eq!(
            many,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56\
             a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
        );
    }
}
