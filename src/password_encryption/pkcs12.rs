//! The key derivation of PKCS#12 (RFC 7292 appendix B).

use password_lanes::Hash;
use sha1::Sha1;
use sha2::Sha256;
use sha2::digest::{Digest, Output, block_api::BlockSizeUser};
use zeroize::{Zeroize, Zeroizing};

use super::HashFunction;
use super::hash_function::with_hash_function;
use super::running::{Deriving, Running, derive_all};
use super::work::Work;

/// What the octets are for: the diversifier of RFC 7292 appendix B.3.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// A key for encryption.
    Key = 1,
    /// An initialisation vector.
    InitialisationVector = 2,
    /// A key for a MAC.
    Mac = 3,
}

/// Fills `derived`.
///
/// The password is a BMPString with its two zero octets at the end; no octets at all is another
/// password than the empty BMPString.
pub(crate) fn derive(
    hash: HashFunction,
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    derived: &mut [u8],
    work: &mut Work<'_>,
) {
    match hash.of_chains() {
        Some(hash) => {
            let length = derived.len();
            let mut derivation = Pkcs12::begin(hash, purpose, password, salt, iterations, length);
            derive_all(&mut [&mut derivation], work);
            derivation.finish(derived);
        }
        None => with_hash_function!(hash, H => {
            derive_with::<H>(purpose, password, salt, iterations, derived, work);
        }),
    }
}

/// Octets that are being derived, with SHA-1 or SHA-256. A part begins with what came of the one before.
pub(crate) struct Pkcs12 {
    hash: Hash,
    d: Vec<u8>,
    /// I, as it began, and as it is.
    begun: Zeroizing<Vec<u8>>,
    i: Zeroizing<Vec<u8>>,
    iterations: u64,
    length: usize,
    running: Option<Running>,
    derived: Zeroizing<Vec<u8>>,
}

impl Pkcs12 {
    /// Begins to derive so many octets.
    pub(crate) fn begin(
        hash: Hash,
        purpose: Purpose,
        password: &[u8],
        salt: &[u8],
        iterations: u64,
        length: usize,
    ) -> Self {
        let v = match hash {
            Hash::Sha1 => Sha1::block_size(),
            Hash::Sha256 => Sha256::block_size(),
        };
        let begun = beginning(password, salt, v);
        let (i, running, derived) = Default::default();
        let d = vec![purpose as u8; v];
        let mut derivation = Self { hash, d, begun, i, iterations, length, running, derived };
        derivation.restart();
        derivation
    }

    /// Begins with the next part, unless all are there.
    fn begin_part(&mut self) {
        let more = self.derived.len() < self.length;
        self.running = more.then(|| match self.hash {
            Hash::Sha1 => Running::of_digests::<Sha1>(self.hash, self.digest::<Sha1>(), self.iterations),
            Hash::Sha256 => {
                Running::of_digests::<Sha256>(self.hash, self.digest::<Sha256>(), self.iterations)
            }
        });
    }

    fn digest<H: Digest>(&self) -> Output<H> {
        H::new().chain_update(&self.d).chain_update(&*self.i).finalize()
    }

    /// Gives the octets.
    pub(crate) fn finish(self, derived: &mut [u8]) {
        derived.iter_mut().zip(self.derived.iter()).for_each(|(to, from)| *to = *from);
    }
}

impl Deriving for Pkcs12 {
    fn running(&mut self) -> Vec<&mut Running> {
        self.running.as_mut().filter(|running| !running.is_done()).into_iter().collect()
    }

    fn go_on(&mut self) {
        while let Some(done) = self.running.take_if(|running| running.is_done()) {
            let a = done.value();
            self.derived.extend_from_slice(&a);
            add_to_each_block(&mut self.i, &a, self.d.len());
            self.begin_part();
        }
    }

    fn restart(&mut self) {
        self.derived.zeroize();
        self.derived.clear();
        self.i = self.begun.clone();
        self.begin_part();
        self.go_on();
    }
}

/// Fills `derived` as RFC 7292 appendix B.2 says, with any hash function. The names u, v, D, I, A and B are
/// its own.
fn derive_with<H: Digest + BlockSizeUser>(
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    derived: &mut [u8],
    work: &mut Work<'_>,
) {
    let v = H::block_size();
    let d = vec![purpose as u8; v];
    let mut i = beginning(password, salt, v);
    let u = <H as Digest>::output_size();
    for part in derived.chunks_mut(u) {
        let mut a = H::new().chain_update(&d).chain_update(&*i).finalize();
        work.repeat(iterations.saturating_sub(1), || a = H::digest(&a));
        work.advance(1);
        part.iter_mut().zip(&a).for_each(|(to, from)| *to = *from);
        add_to_each_block(&mut i, &a, v);
        a.as_mut_slice().zeroize();
    }
}

/// I, before the first part.
fn beginning(password: &[u8], salt: &[u8], v: usize) -> Zeroizing<Vec<u8>> {
    let (salt, password) = (repeated(salt, v), Zeroizing::new(repeated(password, v)));
    // As long as it will be: memory that grows leaves its contents behind.
    let mut i = Zeroizing::new(Vec::with_capacity(salt.len().saturating_add(password.len())));
    i.extend_from_slice(&salt);
    i.extend_from_slice(&password);
    i
}

/// A text over and over, as long as whole blocks that hold it once; nothing for an empty text.
fn repeated(text: &[u8], block: usize) -> Vec<u8> {
    let length = text.len().next_multiple_of(block);
    text.iter().copied().cycle().take(length).collect()
}

/// I_j = (I_j + B + 1) mod 2^v for each block of I, where B is A over and over.
fn add_to_each_block(i: &mut [u8], a: &[u8], v: usize) {
    let b: Zeroizing<Vec<u8>> = Zeroizing::new(a.iter().copied().cycle().take(v).collect());
    for block in i.chunks_mut(v) {
        let mut carry = 1;
        for (octet, addend) in block.iter_mut().zip(b.iter()).rev() {
            let sum = u16::from(*octet).wrapping_add(u16::from(*addend)).wrapping_add(carry);
            let [high, low] = sum.to_be_bytes();
            (*octet, carry) = (low, u16::from(high));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password_encryption::{Budget, Progress};

    #[test]
    fn chains_come_to_what_the_standard_says_with_any_hash_function() {
        for iterations in [0, 1, 2, 3, 4, 1_000, 20_001, 50_000] {
            for length in [1, 20, 24, 33, 70] {
                agree::<Sha1>(HashFunction::Sha1, iterations, length);
                agree::<Sha256>(HashFunction::Sha256, iterations, length);
            }
        }
    }

    fn agree<H: Digest + BlockSizeUser>(hash: HashFunction, iterations: u64, length: usize) {
        let (password, salt) = (b"\0s\0e\0c\0r\0e\0t\0\0", b"some salt");
        let of = |derive: &dyn Fn(&mut [u8], &mut Work<'_>)| {
            let (mut octets, mut done) = (vec![0; length], 0);
            let on_progress = &mut |progress: Progress| done = progress.done;
            derive(&mut octets, &mut Work::new(&mut Budget::unlimited(), on_progress));
            (octets, done)
        };
        let purpose = Purpose::Key;
        let ours = of(&|octets, work| derive(hash, purpose, password, salt, iterations, octets, work));
        let twin = of(&|octets, work| derive_with::<H>(purpose, password, salt, iterations, octets, work));
        assert_eq!(ours.0, twin.0, "{iterations} {length}");
        assert!(iterations == 0 || ours.1 == twin.1, "{iterations} {length}: {} {}", ours.1, twin.1);
    }
}
