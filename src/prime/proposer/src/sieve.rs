//! The sieve: which of the odd numbers above a start have no small factor.

use crate::lanes::Lanes;
use crate::number::Words;
use crate::shape::Shape;
use crate::small_primes::SmallPrimes;

const WORDS: usize = 128;

/// Pairs of primes that are divided by together: each has to wait for itself, and not for another.
const TOGETHER: usize = 4;

/// Odd numbers from a start upwards, a bit for each that has a small factor.
pub(crate) struct Sieve {
    crossed_out: [u64; WORDS],
    length: u32,
    next: u32,
}

impl Sieve {
    /// Nothing to look for.
    pub(crate) const EMPTY: Self = Self { crossed_out: [0; WORDS], length: 0, next: 0 };

    /// How many odd numbers are looked at: among as many as 4 for each bit there are 11 primes on
    /// average, and there is none in one case of 2^16.
    pub(crate) const fn length_for(shape: Shape) -> u32 {
        shape.bits * 4
    }

    /// No prime of the sieve is larger: a larger one crosses out too little to be worth its while.
    pub(crate) const fn bound_for(bits: u32) -> u32 {
        if bits <= 1024 { 1 << 18 } else { 1 << 19 }
    }

    /// Looks at the odd numbers from `start` on, and leaves out those with a small factor and those
    /// that are 1 modulo `exponent`.
    pub(crate) fn fill<L: Lanes>(
        &mut self,
        shape: Shape,
        start: &Words,
        exponent: u32,
        primes: &SmallPrimes,
    ) {
        self.crossed_out = [0; WORDS];
        self.length = Self::length_for(shape);
        self.next = 0;
        let mut primes = primes.below(Self::bound_for(shape.bits));
        loop {
            let group: [[u32; 2]; TOGETHER] =
                core::array::from_fn(|_| core::array::from_fn(|_| primes.next().unwrap_or(1)));
            let remainders = remainders::<L>(shape, start, group);
            for (prime, remainder) in group.into_iter().flatten().zip(remainders.into_iter().flatten()) {
                if prime == 1 {
                    return;
                }
                self.cross_out(prime, remainder);
                if prime == exponent {
                    self.cross_out(prime, (remainder + prime - 1) % prime);
                }
            }
        }
    }

    /// Crosses out every prime-th number from the first that is divisible by the prime, `remainder`
    /// being that of the start.
    fn cross_out(&mut self, prime: u32, remainder: u32) {
        // start + 2·first = 0 modulo prime.
        let missing = if remainder == 0 { 0 } else { prime - remainder };
        let first = if missing % 2 == 0 { missing / 2 } else { (missing + prime) / 2 };
        for place in (first..self.length).step_by(prime as usize) {
            self.crossed_out[place as usize / 64] |= 1 << (place % 64);
        }
    }

    /// Steps from the start to the next number that is left, 2 for each step.
    pub(crate) fn next(&mut self) -> Option<u32> {
        while self.next < self.length {
            let left = !self.crossed_out[self.next as usize / 64] >> (self.next % 64);
            if left == 0 {
                self.next = (self.next / 64 + 1) * 64;
                continue;
            }
            let found = self.next + left.trailing_zeros();
            self.next = found + 1;
            return Some(found);
        }
        None
    }

    /// Goes back, so that the number after `last` is the next.
    pub(crate) fn continue_after(&mut self, last: u32) {
        self.next = last + 1;
    }

    /// Wipes what was found.
    pub(crate) fn forget(&mut self) {
        *self = core::hint::black_box(Self::EMPTY);
    }
}

/// The remainders of a number by pairs of primes p < 2^19.
///
/// Word by word from the highest, r becomes r·2^32 + word less a multiple of p. Where |r| ≤ p, that
/// is at most 2^51 + 2^32, and so is the multiple: everything is exact. The quotient by p, computed
/// with its rounded inverse and rounded itself, is off by less than 1/2 + 2^-15: |r| ≤ p again.
fn remainders<L: Lanes>(shape: Shape, number: &Words, primes: [[u32; 2]; TOGETHER]) -> [[u32; 2]; TOGETHER] {
    let word_size = L::both((1_u64 << 32) as f64);
    let round = L::both((3_u64 << 51) as f64);
    let inverses = primes.map(|pair| L::new(pair.map(|prime| 1.0 / f64::from(prime))));
    let negated = primes.map(|pair| L::new(pair.map(|prime| -f64::from(prime))));
    let mut remainders = [L::both(0.0); TOGETHER];
    for word in number[..shape.words()].iter().rev() {
        let word = L::both(f64::from(*word));
        for i in 0..TOGETHER {
            let number = remainders[i].mul_add(word_size, word);
            let quotient = number.mul_add(inverses[i], round).sub(round);
            remainders[i] = quotient.mul_add(negated[i], number);
        }
    }
    core::array::from_fn(|i| {
        let pair = remainders[i].numbers();
        core::array::from_fn(|lane| (pair[lane] as i64).rem_euclid(i64::from(primes[i][lane])) as u32)
    })
}
