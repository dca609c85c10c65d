//! Who has to agree that a number is a prime: Fermat's test and Miller–Rabin rounds with random bases on
//! the fast arithmetic; and before any file of the key is given out, all of the test of Baillie, Pomerance,
//! Selfridge and Wagstaff in the implementation of `crypto-primes`, which shares no code with it
//! ([`is_confirmed`]). That takes as long as a quarter of a search, and there is time for it while the
//! person reads.
//!
//! # How likely a composite number is taken for a prime
//!
//! The chance that a random odd number of k bits is composite and passes t rounds with random bases is
//! below k^1.5 · 2^t · t^-0.5 · 4^(2 − √(t·k)) (Damgård, Landrock and Pomerance, 1993, for
//! 3 ≤ t ≤ k/9): below 2^-120 for k = 1024 and t = 5, 2^-133 for 1536 and 4, 2^-157 for 2048 and 4.
//! Each number of a range is random, but for its two highest bits, which double its chance at most; a
//! range has at most 8192 numbers, so that it holds one that deceives the rounds with a chance below
//! 2^14 times as large: 2^-106, for two primes 2^-105. That another range has to be begun, one time in
//! 2^16, changes nothing. The tests of `crypto-primes` come on top.
//!
//! The rounds are those of FIPS 186-5 table B.1.

use crypto_bigint::BoxedUint;
use crypto_primes::Flavor;
use prime_proposer::Proposer;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Proposed, draw};

/// Whether a number passes all of the test of Baillie, Pomerance, Selfridge and Wagstaff, in the
/// implementation of `crypto-primes`.
pub fn is_confirmed(number: &BoxedUint) -> bool {
    crypto_primes::is_prime(Flavor::Any, number)
}

/// Whether a number that was proposed is a prime, as the fast arithmetic has it.
pub(super) fn is_prime(proposer: &mut dyn Proposer, proposed: &Proposed, rng: &mut impl CryptoRng) -> bool {
    let octets = proposed.to_octets();
    let number: Zeroizing<Vec<u32>> =
        Zeroizing::new(octets.as_rchunks().1.iter().rev().copied().map(u32::from_be_bytes).collect());
    (0..rounds(proposed.bits()).div_ceil(2)).all(|_| {
        let bases = [draw_below(&number, rng), draw_below(&number, rng)];
        proposer.passes(&number, [&bases[0], &bases[1]])
    })
}

/// Rounds of the Miller–Rabin test (FIPS 186-5 table B.1).
const fn rounds(bits: u32) -> usize {
    if bits < 1536 { 5 } else { 4 }
}

/// A uniformly random number below another, whose highest bit is set.
fn draw_below(number: &[u32], rng: &mut impl CryptoRng) -> Zeroizing<Vec<u32>> {
    loop {
        let drawn = draw(number.len(), rng);
        if drawn.iter().rev().lt(number.iter().rev()) {
            return drawn;
        }
    }
}
