//! Numbers: as words, as they are given; and as limbs, as they are computed with.

use crate::lanes::Lanes;
use crate::shape::{MOST_LIMBS, MOST_WORDS, Shape};

/// A number, least significant word first.
pub(crate) type Words = [u32; MOST_WORDS];

/// A number in each lane, least significant limb first.
pub(crate) type Number<L> = [L; MOST_LIMBS];

/// Zero in each lane.
pub(crate) fn zero<L: Lanes>() -> Number<L> {
    [L::both(0.0); MOST_LIMBS]
}

/// The same small number in each lane.
pub(crate) fn small<L: Lanes>(number: f64) -> Number<L> {
    let mut limbs = zero();
    limbs[0] = L::both(number);
    limbs
}

/// `count` bits of a number, from the bit `from` upwards; bits beyond its end are zero.
pub(crate) fn bits_at(words: &Words, from: u32, count: u32) -> u64 {
    let at = (from / 32) as usize;
    let word = |offset: usize| u128::from(words.get(at + offset).copied().unwrap_or_default());
    let bits = (word(0) | word(1) << 32 | word(2) << 64) >> (from % 32);
    bits as u64 & ((1 << count) - 1)
}

/// Cuts off the lowest limb of a number: what is left is divided by the size of a limb.
pub(crate) fn cut_whole(shape: Shape, number: i128) -> (i64, i128) {
    let half = 1_i128 << (shape.limb_bits - 1);
    let rest = (number + half) >> shape.limb_bits;
    ((number - (rest << shape.limb_bits)) as i64, rest)
}

/// The limbs of a number in one lane.
pub(crate) fn limbs_of(shape: Shape, words: &Words) -> impl Iterator<Item = i64> {
    let mut carry = 0;
    (0..shape.limbs as u32).map(move |index| {
        let bits = bits_at(words, index * shape.limb_bits, shape.limb_bits);
        let (limb, rest) = cut_whole(shape, i128::from(bits) + carry);
        carry = rest;
        limb
    })
}

/// Numbers of one word list for each lane, as limbs.
pub(crate) fn from_words<L: Lanes>(shape: Shape, lanes: [&Words; 2]) -> Number<L> {
    let mut number = zero();
    let limbs = limbs_of(shape, lanes[0]).zip(limbs_of(shape, lanes[1]));
    for (place, (first, second)) in number.iter_mut().zip(limbs) {
        *place = L::new([first as f64, second as f64]);
    }
    number
}

/// Words given as a slice, zeros above them.
pub(crate) fn words(given: &[u32]) -> Words {
    let mut words = [0; MOST_WORDS];
    for (word, given) in words.iter_mut().zip(given) {
        *word = *given;
    }
    words
}

/// Adds a small number. Nobody adds beyond the highest word.
pub(crate) fn plus(words: &Words, number: u32) -> Words {
    let mut carry = number;
    words.map(|word| {
        let (sum, over) = word.overflowing_add(carry);
        carry = u32::from(over);
        sum
    })
}
