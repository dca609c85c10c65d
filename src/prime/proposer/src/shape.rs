//! How a number is cut into limbs.

/// The most limbs that a number has.
pub(crate) const MOST_LIMBS: usize = 92;

/// The most 32-bit words that a number has.
pub(crate) const MOST_WORDS: usize = 64;

/// Bits of the exponent that Fermat's test takes at a time, w.
pub(crate) const WINDOW: u32 = 3;

/// How the numbers of one size are cut into limbs. Limbs are signed: a limb of b bits is between
/// −2^(b−1) and 2^(b−1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    /// Bits of a prime.
    pub bits: u32,
    /// Bits of a limb, b.
    pub limb_bits: u32,
    /// Limbs of a number, n.
    pub limbs: usize,
}

impl Shape {
    /// 32-bit words of a number.
    pub const fn words(self) -> usize {
        (self.bits / 32) as usize
    }

    /// The exponent of Montgomery's factor R = 2^(b·n).
    pub const fn factor_bits(self) -> u32 {
        self.limb_bits * self.limbs as u32
    }

    /// Whether every value that occurs fits into n limbs, the highest of which then needs no carry.
    ///
    /// 1. A product of values x and y is reduced to (x·y + Σ qᵢ·(V·2^(b·i) − 2^(b·i))) / R with
    ///    |qᵢ| ≤ 2^(b−1) and |V| ≤ 2^(b−1)·m + 1 (see `modulus`): that is at most |x·y|/R + C, where
    ///    C = 2^(b−2)·2^bits, and m < 2^bits leaves room for the terms that are not written.
    /// 2. Values up to 2C are multiplied by at most 2^(2^w − 1), and are then A = 2C·2^(2^w − 1) at
    ///    most. A ≤ R/4 is enough for the highest limb to stay below 2^(b−1).
    /// 3. w squarings follow before the next such multiplication, and each makes r²/R + C of r. Where
    ///    r is R/2^d, r²/R is R/2^(2d), and adding C, where that is the smaller term, doubles it at
    ///    most: d grows to 2d − 1 or more. From d₀ = log₂(R/A) it has grown to 2^(w−1)·(d₀ − 1) + 1
    ///    after w − 1 squarings, and the last one is back below 2C if twice that is log₂(R/C) or more.
    pub const fn is_sound(self) -> bool {
        let settled = self.bits + self.limb_bits - 2;
        let largest = settled + 1 + (1 << WINDOW) - 1;
        let factor = self.factor_bits();
        if largest + 2 > factor {
            return false;
        }
        let grown = (1 << (WINDOW - 1)) * (factor - largest - 1) + 1;
        2 * grown >= factor - settled
    }
}
