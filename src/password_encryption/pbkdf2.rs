//! PBKDF2 (RFC 8018 section 5.2).
//!
//! It is written out here because no crate's tells how far it has come.

use hmac::digest::{Digest, Key};
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use password_lanes::{Hash, pads};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::HashFunction;
use super::hash_function::with_hash_function;
use super::running::{Deriving, Running, derive_all};
use super::work::Work;

/// Fills `key`.
pub(crate) fn derive(
    hash: HashFunction,
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    key: &mut [u8],
    work: &mut Work<'_>,
) {
    match hash.of_chains() {
        Some(hash) => {
            let mut derivation = Pbkdf2::begin(hash, password, salt, iterations, key.len());
            derive_all(&mut [&mut derivation], work);
            derivation.finish(key);
        }
        None => with_hash_function!(hash, H => derive_with::<H>(password, salt, iterations, key, work)),
    }
}

/// A key that is being derived, with SHA-1 or SHA-256.
pub(super) struct Pbkdf2 {
    parts: Vec<Running>,
    digest_length: usize,
}

impl Pbkdf2 {
    /// Begins to derive so many octets.
    pub(super) fn begin(hash: Hash, password: &[u8], salt: &[u8], iterations: u64, length: usize) -> Self {
        match hash {
            Hash::Sha1 => Self::begin_with::<Sha1>(hash, password, salt, iterations, length),
            Hash::Sha256 => Self::begin_with::<Sha256>(hash, password, salt, iterations, length),
        }
    }

    fn begin_with<H: EagerHash + Digest>(
        hash: Hash,
        password: &[u8],
        salt: &[u8],
        iterations: u64,
        length: usize,
    ) -> Self {
        let (hmac, mut block) = (keyed::<H>(password), Zeroizing::new([0; 64]));
        block.iter_mut().zip(&*key_block::<H>(password)).for_each(|(to, from)| *to = *from);
        let pads = pads(hash, &block);
        let part = |number: u32| {
            let first = hmac.clone().chain_update(salt).chain_update(number.to_be_bytes());
            let mut first = first.finalize().into_bytes();
            let part = Running::of_hmac(hash, &pads, &first, iterations);
            first.zeroize();
            part
        };
        let digest_length = <H as Digest>::output_size();
        let parts = (1..).map(part).take(length.div_ceil(digest_length)).collect();
        Self { parts, digest_length }
    }

    /// Fills the key.
    pub(super) fn finish(self, key: &mut [u8]) {
        for (part, place) in self.parts.iter().zip(key.chunks_mut(self.digest_length)) {
            place.iter_mut().zip(part.sum().iter()).for_each(|(to, from)| *to = *from);
        }
    }
}

impl Deriving for Pbkdf2 {
    fn running(&mut self) -> Vec<&mut Running> {
        self.parts.iter_mut().filter(|part| !part.is_done()).collect()
    }

    fn go_on(&mut self) {}

    fn restart(&mut self) {
        self.parts.iter_mut().for_each(Running::restart);
    }
}

/// Fills `key`, with any hash function. The names U and T are those of the standard.
fn derive_with<H: EagerHash + Digest>(
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

/// HMAC (RFC 2104) under a key of any length.
pub(crate) fn keyed<H: EagerHash + Digest>(secret: &[u8]) -> Hmac<H> {
    Hmac::<H>::new(&key_block::<H>(secret))
}

/// The block that a key of any length fills: one that is longer than a block is hashed, and what a key does
/// not fill of a block is zero.
fn key_block<H: EagerHash + Digest>(secret: &[u8]) -> Zeroizing<Key<Hmac<H>>> {
    let mut block = Zeroizing::new(Key::<Hmac<H>>::default());
    if secret.len() > block.len() {
        let mut digest = H::digest(secret);
        block.iter_mut().zip(&digest).for_each(|(to, from)| *to = *from);
        digest.zeroize();
    } else {
        block.iter_mut().zip(secret).for_each(|(to, from)| *to = *from);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password_encryption::{Budget, Progress};

    /// What comes out by way of chains, and with any hash function.
    fn derived<H: EagerHash + Digest>(
        hash: HashFunction,
        password: &[u8],
        salt: &[u8],
        iterations: u64,
        length: usize,
    ) -> String {
        let of = |derive: &dyn Fn(&mut [u8], &mut Work<'_>)| {
            let (mut key, mut done) = (vec![0; length], 0);
            let on_progress = &mut |progress: Progress| done = progress.done;
            let budget = &mut Budget::unlimited();
            derive(&mut key, &mut Work::new(budget, on_progress));
            let parts = length.div_ceil(<H as Digest>::output_size()) as u64;
            assert_eq!(done, iterations.saturating_mul(parts));
            key
        };
        let key = of(&|key, work| derive(hash, password, salt, iterations, key, work));
        let twin = of(&|key, work| derive_with::<H>(password, salt, iterations, key, work));
        assert_eq!(key, twin);
        key.iter().map(|octet| format!("{octet:02x}")).collect()
    }

    #[test]
    fn the_vectors_of_rfc_6070_come_out() {
        let of = |iterations| derived::<Sha1>(HashFunction::Sha1, b"password", b"salt", iterations, 20);
        assert_eq!(of(1), "0c60c80f961f0e71f3a9b524af6012062fe037a6");
        assert_eq!(of(2), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
        assert_eq!(of(4_096), "4b007901b765489abead49d926f721d065a429c1");
        let (password, salt) = (b"passwordPASSWORDpassword", b"saltSALTsaltSALTsaltSALTsaltSALTsalt");
        let long = derived::<Sha1>(HashFunction::Sha1, password, salt, 4_096, 25);
        assert_eq!(long, "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
        let zeros = derived::<Sha1>(HashFunction::Sha1, b"pass\0word", b"sa\0lt", 4_096, 16);
        assert_eq!(zeros, "56fa6aa75548099dcc37d7f03425e0c3");
    }

    #[test]
    fn the_vectors_of_rfc_7914_come_out() {
        let one = derived::<Sha256>(HashFunction::Sha256, b"passwd", b"salt", 1, 64);
        assert_eq!(
            one,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc\
             49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
        );
        let many = derived::<Sha256>(HashFunction::Sha256, b"Password", b"NaCl", 80_000, 64);
        assert_eq!(
            many,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56\
             a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
        );
    }
}
