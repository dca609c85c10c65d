//! What has to be known of the numbers that are computed modulo.

use crate::lanes::Lanes;
use crate::number::{Number, Words, bits_at, cut_whole, from_words, limbs_of, zero};
use crate::shape::Shape;

/// An odd number m in each lane, and V = k·m + 1 with −2^(b−1) ≤ k ≤ 2^(b−1), which is divisible by
/// 2^b. Modulo m, V is 1; so a limb q is as good as q·V, and q·V has nothing in the place of q.
pub(crate) struct Modulus<L> {
    /// m.
    pub(crate) number: Number<L>,
    /// V.
    pub(crate) step: Number<L>,
}

impl<L: Lanes> Modulus<L> {
    /// Odd numbers.
    pub(crate) fn new(shape: Shape, lanes: [&Words; 2]) -> Self {
        let mut step = zero();
        let steps = lanes.map(|words| (words, multiplier(shape, words)));
        let [mut first, mut second] = steps.map(|(words, multiplier)| steps_of(shape, words, multiplier));
        for place in step.iter_mut().take(shape.limbs) {
            let next = |limbs: &mut dyn Iterator<Item = i64>| limbs.next().unwrap_or_default() as f64;
            *place = L::new([next(&mut first), next(&mut second)]);
        }
        Self { number: from_words(shape, lanes), step }
    }

    /// Nothing yet.
    pub(crate) fn none() -> Self {
        Self { number: zero(), step: zero() }
    }
}

/// k: minus the inverse of m modulo 2^b, by Newton's iteration, which doubles the bits that are
/// right; m is its own inverse modulo 8.
fn multiplier(shape: Shape, words: &Words) -> i64 {
    let number = bits_at(words, 0, 63);
    let mut inverse = number;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(number.wrapping_mul(inverse)));
    }
    let below = inverse.wrapping_neg() & ((1 << shape.limb_bits) - 1);
    cut_whole(shape, i128::from(below)).0
}

/// The limbs of k·m + 1.
fn steps_of(shape: Shape, words: &Words, multiplier: i64) -> impl Iterator<Item = i64> {
    let mut carry = 1;
    limbs_of(shape, words).map(move |limb| {
        let (limb, rest) = cut_whole(shape, i128::from(limb) * i128::from(multiplier) + carry);
        carry = rest;
        limb
    })
}
