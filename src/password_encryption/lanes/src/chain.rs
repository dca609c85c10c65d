//! A chain of hashes.

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::in_strides;

/// The hash functions whose rounds are done here. A block of both has 64 octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-1 (FIPS 180-4 section 6.1).
    Sha1,
    /// SHA-256 (FIPS 180-4 section 6.2).
    Sha256,
}

/// The words of a state. Those that a hash function does not have are zero.
pub type State = [u32; 8];

impl Hash {
    /// Words of its state, and of its digest.
    pub const fn words(self) -> usize {
        match self {
            Self::Sha1 => 5,
            Self::Sha256 => 8,
        }
    }

    /// The state before the first block (FIPS 180-4 section 5.3).
    pub const fn initial(self) -> State {
        match self {
            Self::Sha1 => [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0],
            Self::Sha256 => [
                0x6a09_e667,
                0xbb67_ae85,
                0x3c6e_f372,
                0xa54f_f53a,
                0x510e_527f,
                0x9b05_688c,
                0x1f83_d9ab,
                0x5be0_cd19,
            ],
        }
    }

    /// Bits of a digest.
    const fn bits(self) -> u32 {
        32 * self.words() as u32
    }
}

/// Bits of a block.
const BLOCK_BITS: u32 = 512;

/// Words that a [`Chain`] is written as.
pub const WORDS: usize = 33;

/// A digest that is hashed over and over. A round of HMAC hashes it behind the inner pad and the result
/// behind the outer one, and adds that to a sum; of a chain of plain digests both pads are nothing, and a
/// round is two digests. Wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Chain {
    #[zeroize(skip)]
    hash: Hash,
    /// The states after the inner and after the outer pad.
    pads: [State; 2],
    /// The last digest.
    value: State,
    /// All digests of rounds added up without carry.
    sum: State,
    /// Bits of everything that is hashed in half a round, as its padding says them.
    bits: u32,
}

/// The states after the two pads of HMAC (RFC 2104 section 2), under a key that fills a block.
pub fn pads(hash: Hash, key: &[u8; 64]) -> Zeroizing<[State; 2]> {
    let mut states = Zeroizing::new([hash.initial(); 2]);
    for (state, pad) in states.iter_mut().zip([0x36, 0x5c]) {
        let mut block = Zeroizing::new([*key]);
        block[0].iter_mut().for_each(|octet| *octet ^= pad);
        compress(hash, state, &block);
    }
    states
}

fn compress(hash: Hash, state: &mut State, block: &[[u8; 64]; 1]) {
    match hash {
        Hash::Sha1 => {
            let mut five = Zeroizing::new(first(state));
            sha1::block_api::compress(&mut five, block);
            state[..5].copy_from_slice(&*five);
        }
        Hash::Sha256 => sha2::block_api::compress256(state, block),
    }
}

impl Chain {
    /// PBKDF2: the pads of the password's HMAC, and its first digest, U_1.
    pub fn of_hmac(hash: Hash, pads: &[State; 2], first: &State) -> Self {
        Self { hash, pads: *pads, value: *first, sum: *first, bits: BLOCK_BITS + hash.bits() }
    }

    /// Digests of a digest.
    pub fn of_digests(hash: Hash, first: &State) -> Self {
        Self { hash, pads: [hash.initial(); 2], value: *first, sum: *first, bits: hash.bits() }
    }

    /// The same chain once more, to be held against this one.
    pub fn twin(&self) -> Self {
        Self { hash: self.hash, pads: self.pads, value: self.value, sum: self.sum, bits: self.bits }
    }

    /// The hash function.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The last digest.
    pub fn value(&self) -> &State {
        &self.value
    }

    /// The sum of the first digest and of that of each round: of HMAC, T of the standard.
    pub fn sum(&self) -> &State {
        &self.sum
    }

    /// Does so many rounds, with the compression functions of the crates.
    pub fn advance(&mut self, rounds: u32) {
        match self.hash {
            Hash::Sha1 => in_strides(rounds, |rounds| self.stride(rounds, sha1::block_api::compress)),
            Hash::Sha256 => self.advance_sha256(rounds),
        }
    }

    /// The same for SHA-256.
    pub(crate) fn advance_sha256(&mut self, rounds: u32) {
        in_strides(rounds, |rounds| self.stride(rounds, sha2::block_api::compress256));
    }

    #[inline(never)]
    fn stride<const N: usize>(&mut self, rounds: u32, compress: impl Fn(&mut [u32; N], &[[u8; 64]])) {
        let pads = Zeroizing::new(self.pads.map(|pad| first::<N>(&pad)));
        let [mut value, mut sum] = [&self.value, &self.sum].map(first::<N>);
        let mut block = Zeroizing::new([[0; 64]]);
        block[0][4 * N] = 0x80;
        block[0][60..].copy_from_slice(&self.bits.to_be_bytes());
        for _ in 0..rounds {
            for pad in pads.iter() {
                for (place, word) in block[0].as_chunks_mut().0.iter_mut().zip(value) {
                    *place = word.to_be_bytes();
                }
                value = *pad;
                compress(&mut value, &*block);
            }
            for (sum, value) in sum.iter_mut().zip(value) {
                *sum ^= value;
            }
        }
        self.value[..N].copy_from_slice(&value);
        self.sum[..N].copy_from_slice(&sum);
        value.zeroize();
        sum.zeroize();
    }

    /// Everything but the hash function: the two pads, the digest, the sum, and the bits.
    pub fn to_words(&self) -> Zeroizing<[u32; WORDS]> {
        let mut words = Zeroizing::new([self.bits; WORDS]);
        let parts = [&self.pads[0], &self.pads[1], &self.value, &self.sum];
        for (place, part) in words.as_chunks_mut().0.iter_mut().zip(parts) {
            *place = *part;
        }
        words
    }

    /// A chain of such words.
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    pub(crate) fn from_words(hash: Hash, words: &[u32; WORDS]) -> Self {
        let part = |place: usize| core::array::from_fn(|index| words[8 * place + index]);
        Self { hash, pads: [part(0), part(1)], value: part(2), sum: part(3), bits: words[WORDS - 1] }
    }

    /// Takes digest and sum from words that were [given](Chain::to_words) away to be advanced.
    pub fn take_words(&mut self, words: &[u32; WORDS]) {
        if let [_, _, value, sum] = words.as_chunks().0 {
            (self.value, self.sum) = (*value, *sum);
        }
    }
}

/// The words that a hash function has.
fn first<const N: usize>(state: &State) -> [u32; N] {
    core::array::from_fn(|place| state[place])
}
