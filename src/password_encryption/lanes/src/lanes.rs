//! Chains side by side.

use zeroize::{Zeroize, Zeroizing};

use crate::chain::{Chain, Hash, WORDS};
use crate::word::Word;
use crate::{in_strides, sha1, sha256};

/// Chains that go on at once.
pub const LANES: usize = 4;

/// Whoever advances chains of one hash function together.
pub trait Lanes {
    /// Does so many rounds of up to [`LANES`] chains. `false` where that cannot be done: then all chains are
    /// as they were.
    fn advance(&mut self, hash: Hash, chains: &mut [&mut Chain], rounds: u32) -> bool;
}

/// Lanes of this program's own words: outside a browser, the twin of its vectors.
pub struct Side;

impl Lanes for Side {
    fn advance(&mut self, hash: Hash, chains: &mut [&mut Chain], rounds: u32) -> bool {
        if chains.len() > LANES || chains.iter().any(|chain| chain.hash() != hash) {
            return false;
        }
        let mut words = Zeroizing::new([[0; WORDS]; LANES]);
        for (words, chain) in words.iter_mut().zip(chains.iter()) {
            *words = *chain.to_words();
        }
        advance::<[u32; LANES]>(hash, &mut words, rounds);
        for (words, chain) in words.iter().zip(chains) {
            chain.take_words(words);
        }
        true
    }
}

/// Does so many rounds of the chains that are written in these words, one in each lane.
pub(crate) fn advance<W: Word>(hash: Hash, chains: &mut [[u32; WORDS]; LANES], rounds: u32) {
    let mut numbers = [W::all(0); WORDS];
    for (place, number) in numbers.iter_mut().enumerate() {
        *number = W::new(|lane| chains[lane][place]);
    }
    in_strides(rounds, |rounds| match hash {
        Hash::Sha1 => stride::<W, 5>(&mut numbers, rounds, sha1::compress),
        Hash::Sha256 => stride::<W, 8>(&mut numbers, rounds, sha256::compress),
    });
    for (lane, chain) in chains.iter_mut().enumerate().take(W::LANES) {
        for (word, number) in chain.iter_mut().zip(numbers) {
            *word = number.lane(lane);
        }
    }
    numbers.fill(W::all(0));
    core::hint::black_box(&numbers);
    wipe_stack();
}

#[inline(never)]
fn stride<W: Word, const N: usize>(
    numbers: &mut [W; WORDS],
    rounds: u32,
    compress: impl Fn(&mut [W; N], &[W; 16]),
) {
    let part = |place: usize| core::array::from_fn(|index| numbers[8 * place + index]);
    let pads: [[W; N]; 2] = [part(0), part(1)];
    let (mut value, mut sum): ([W; N], [W; N]) = (part(2), part(3));
    let mut block = [W::all(0); 16];
    block[N] = W::all(1 << 31);
    block[15] = numbers[WORDS - 1];
    for _ in 0..rounds {
        for pad in pads {
            block[..N].copy_from_slice(&value);
            value = pad;
            compress(&mut value, &block);
        }
        for (sum, value) in sum.iter_mut().zip(value) {
            *sum = sum.xor(value);
        }
    }
    numbers[16..16 + N].copy_from_slice(&value);
    numbers[24..24 + N].copy_from_slice(&sum);
}

/// Wipes what the rounds have left where their variables were.
#[inline(never)]
pub(crate) fn wipe_stack() {
    let mut below = [0_u32; 1024];
    below.zeroize();
    core::hint::black_box(&below);
}
