//! The primes that the sieve divides by.

/// No prime of the sieve is larger.
pub(crate) const LIMIT: u32 = 1 << 19;

const WORDS: usize = LIMIT as usize / 128;

/// The odd numbers below [`LIMIT`] that are not prime: a bit for each.
pub(crate) struct SmallPrimes {
    composite: [u64; WORDS],
}

impl SmallPrimes {
    /// Not sieved yet.
    pub(crate) const NONE: Self = Self { composite: [0; WORDS] };

    /// Sieves, if that has not been done.
    pub(crate) fn prepare(&mut self) {
        // 1 is not prime.
        if self.composite[0] != 0 {
            return;
        }
        self.composite[0] = 1;
        let mut number = 3;
        while number * number < LIMIT {
            if self.composite[number as usize / 128] >> (number / 2 % 64) & 1 == 0 {
                for multiple in (number * number..LIMIT).step_by(2 * number as usize) {
                    self.composite[multiple as usize / 128] |= 1 << (multiple / 2 % 64);
                }
            }
            number += 2;
        }
    }

    /// The odd primes below a bound, smallest first.
    pub(crate) fn below(&self, bound: u32) -> impl Iterator<Item = u32> {
        let words = self.composite.iter().enumerate().take(bound as usize / 128);
        words.flat_map(|(index, composite)| {
            let mut left = !composite;
            core::iter::from_fn(move || {
                let place = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(index as u32 * 128 + place * 2 + 1)
            })
        })
    }
}
