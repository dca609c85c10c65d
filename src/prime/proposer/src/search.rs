//! The search: a sieve, and Fermat's test on what it leaves.

use crate::Proposer;
use crate::arithmetic::Arithmetic;
use crate::number::{Words, plus, words};
use crate::power::{MORE_WORDS, Power};
use crate::primality::Tester;
use crate::shape::{MOST_WORDS, Shape};
use crate::sieve::Sieve;
use crate::small_primes::SmallPrimes;

/// What a step of a search has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Candidates that were tested.
    pub tested: u32,
    /// What was found.
    pub end: End,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing yet: go on.
    None,
    /// A number that passes Fermat's test; the search may go on above it.
    Found,
    /// The range of this start holds none any more: begin at another.
    Exhausted,
}

/// A search for primes.
pub struct Search<A: Arithmetic> {
    primes: SmallPrimes,
    tester: Option<Tester<A>>,
    sieve: Sieve,
    start: Words,
    found: Words,
}

impl<A: Arithmetic> Search<A> {
    /// Has not begun.
    pub const NONE: Self = Self {
        primes: SmallPrimes::NONE,
        tester: None,
        sieve: Sieve::EMPTY,
        start: [0; MOST_WORDS],
        found: [0; MOST_WORDS],
    };

    /// The tester for numbers of a size.
    fn prepare(&mut self, words: usize) -> Option<&mut Tester<A>> {
        let bits = u32::try_from(words).ok()?.checked_mul(32)?;
        if self.tester.as_ref().is_none_or(|tester| tester.shape().bits != bits) {
            self.tester = Tester::new(bits);
        }
        self.tester.as_mut()
    }
}

/// No prime that the sieve divides by is larger, for numbers of a size.
pub fn sieve_bound(bits: u32) -> u32 {
    Sieve::bound_for(bits)
}

/// Whether every number of the range is as long as its start, whose two highest bits are set.
fn fits(shape: Shape, start: &Words) -> bool {
    let last = plus(start, 2 * Sieve::length_for(shape));
    let highest = shape.words() - 1;
    start[0] % 2 == 1 && start[highest] >> 30 == 3 && last[highest] >= start[highest]
}

impl<A: Arithmetic> Proposer for Search<A> {
    fn begin(&mut self, start: &[u32], exponent: u32) -> bool {
        let Some(shape) = self.prepare(start.len()).map(|tester| tester.shape()) else { return false };
        self.start = words(start);
        if !fits(shape, &self.start) {
            return false;
        }
        self.primes.prepare();
        self.sieve.fill::<A::Limb>(shape, &self.start, exponent, &self.primes);
        true
    }

    fn step(&mut self) -> Step {
        let Some(tester) = &mut self.tester else { return Step { tested: 0, end: End::Exhausted } };
        let Some(first) = self.sieve.next() else { return Step { tested: 0, end: End::Exhausted } };
        let second = self.sieve.next();
        let places = [first, second.unwrap_or(first)];
        let candidates = places.map(|place| plus(&self.start, 2 * place));
        let passed = tester.fermat([&candidates[0], &candidates[1]]);
        let tested = if second.is_some() { 2 } else { 1 };
        let Some(lane) = passed.iter().position(|passed| *passed) else {
            return Step { tested, end: End::None };
        };
        self.found = candidates[lane];
        self.sieve.continue_after(places[lane]);
        Step { tested, end: End::Found }
    }

    fn found(&self, number: &mut [u32]) {
        for (word, found) in number.iter_mut().zip(self.found) {
            *word = found;
        }
    }

    fn passes(&mut self, number: &[u32], bases: [&[u32]; 2]) -> bool {
        let Some(tester) = self.prepare(number.len()) else { return false };
        let number = words(number);
        let is_small = number[0] < 4 && number.iter().skip(1).all(|word| *word == 0);
        if is_small || number[0].is_multiple_of(2) {
            return false;
        }
        tester.miller_rabin(&number, [&words(bases[0]), &words(bases[1])]) == [true; 2]
    }

    fn factor_bits(&self, words: usize) -> Option<u32> {
        A::SHAPES.into_iter().find(|shape| shape.words() == words).map(Shape::factor_bits)
    }

    fn powers(&mut self, wanted: [&Power<'_>; 2], results: [&mut [u32]; 2]) -> bool {
        let words = wanted[0].modulus.len();
        let fits = |one: &&Power<'_>| {
            let exponent = words + MORE_WORDS;
            let odd = one.modulus.first().is_some_and(|word| word % 2 == 1);
            let [high, low] = [one.modulus, one.exponent].map(|number| number.last().copied().unwrap_or(0));
            let lengths = [one.modulus.len(), one.base.len(), one.exponent.len()];
            lengths == [words, words, exponent] && odd && high >> 31 == 1 && low >> 29 != 0
        };
        if !wanted.iter().all(fits) || results.iter().any(|result| result.len() != words + 2) {
            return false;
        }
        let Some(tester) = self.prepare(words) else { return false };
        tester.powers(wanted, results);
        true
    }

    fn forget(&mut self) {
        if let Some(tester) = &mut self.tester {
            tester.forget();
        }
        self.sieve.forget();
        self.start = core::hint::black_box([0; MOST_WORDS]);
        self.found = core::hint::black_box([0; MOST_WORDS]);
    }
}
