//! Proposes primes for RSA keys: a sieve, Fermat's test on two candidates at a time, and the
//! Miller–Rabin test with bases that are given.
//!
//! No file of a key is given out until an independent test has confirmed what is proposed here, and no
//! signature until it has been verified elsewhere, so that a fault of this arithmetic, or of the machine under
//! it, costs time and never makes a bad key. Nothing here draws a random number: starts, bases and exponents
//! are given.
//!
//! The same source is compiled twice. Linked into the core it computes with plain numbers
//! ([`PlainSearch`]). As a module of its own, with the exports of `exports.rs`, it computes with the
//! vector instructions of a browser.
#![cfg_attr(all(target_arch = "wasm32", target_feature = "relaxed-simd"), no_std)]

pub mod arithmetic;
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
mod exports;
mod lanes;
mod modulus;
mod montgomery;
mod number;
mod power;
mod primality;
mod search;
mod shape;
mod sieve;
mod small_primes;

#[cfg(not(target_arch = "wasm32"))]
pub use lanes::Fused;
pub use lanes::{FusedLanes, Lanes, Plain};
pub use power::{MORE_WORDS, Power};
pub use search::{End, Search, Step, sieve_bound};
pub use shape::Shape;

/// The search for every processor and browser. A type of its own, so that it is compiled in this
/// crate, for speed, and not where it is used.
pub struct PlainSearch(Search<arithmetic::Whole<Plain>>);

impl PlainSearch {
    /// Has not begun.
    pub const NONE: Self = Self(Search::NONE);
}

impl Proposer for PlainSearch {
    fn begin(&mut self, start: &[u32], exponent: u32) -> bool {
        self.0.begin(start, exponent)
    }

    fn step(&mut self) -> Step {
        self.0.step()
    }

    fn found(&self, number: &mut [u32]) {
        self.0.found(number);
    }

    fn passes(&mut self, number: &[u32], bases: [&[u32]; 2]) -> bool {
        self.0.passes(number, bases)
    }

    fn forget(&mut self) {
        self.0.forget();
    }
}

/// What the search does for whoever wants a prime.
pub trait Proposer {
    /// Begins at a random odd number, least significant word first, whose two highest bits are set.
    /// Numbers that are 1 modulo `exponent` are left out. `false` where there is no such size, or
    /// the start is too near the end of its range: draw another.
    fn begin(&mut self, start: &[u32], exponent: u32) -> bool;

    /// Tests the next candidates, for some tenths of a millisecond up to some milliseconds.
    fn step(&mut self) -> Step;

    /// The number with which the last step ended ([`End::Found`]), least significant word first.
    fn found(&self, number: &mut [u32]);

    /// Two rounds of the Miller–Rabin test on a number of so many words, odd and above 3. The bases are
    /// below it; they are taken as the forms of Montgomery of others, and uniformly random ones stay
    /// so.
    fn passes(&mut self, number: &[u32], bases: [&[u32]; 2]) -> bool;

    /// Bits of R, Montgomery's factor, for powers modulo numbers of so many words; none where no powers are
    /// computed.
    fn factor_bits(&self, _words: usize) -> Option<u32> {
        None
    }

    /// Two powers, modulo numbers of the same length. The results, two words longer than the moduli, may be
    /// larger than these. `false` where that is not done.
    fn powers(&mut self, _wanted: [&Power<'_>; 2], _results: [&mut [u32]; 2]) -> bool {
        false
    }

    /// Wipes everything that a search has left.
    fn forget(&mut self);
}
