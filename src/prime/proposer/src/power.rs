//! Two powers side by side, modulo two secret primes, for a signature. What is done does not depend on the
//! exponents: a window of a fixed size for each of their digits, and the whole table read for each window.

use crate::arithmetic::Arithmetic;
use crate::lanes::Lanes;
use crate::modulus::Modulus;
use crate::number::{Number, Words, from_words, small, words, zero};
use crate::primality::Tester;
use crate::shape::{MOST_WORDS, Shape};

/// Words that an exponent has more than its modulus: a random multiple of the order of the group hides it.
pub const MORE_WORDS: usize = 4;

/// The most words of an exponent.
pub(crate) const MOST_EXPONENT_WORDS: usize = MOST_WORDS + MORE_WORDS;

/// Bits of a digit.
const DIGIT: usize = 4;

/// The most digits of an exponent.
const MOST_DIGITS: usize = MOST_EXPONENT_WORDS * 32 / DIGIT;

/// A power that is wanted. All numbers have their least significant word first.
pub struct Power<'a> {
    /// An odd number whose highest bit is set.
    pub modulus: &'a [u32],
    /// The form of Montgomery of the base: times R, modulo the modulus.
    pub base: &'a [u32],
    /// The exponent, [`MORE_WORDS`] longer than the modulus. One of its three highest bits is set.
    pub exponent: &'a [u32],
}

impl<A: Arithmetic> Tester<A> {
    /// Raises two numbers to powers. The results are not reduced: two words longer than the moduli.
    pub(crate) fn powers(&mut self, wanted: [&Power<'_>; 2], results: [&mut [u32]; 2]) {
        let shape = self.shape();
        let of = |part: fn(&Power<'_>) -> Words| wanted.map(part);
        let [moduli, bases] = [of(|one| words(one.modulus)), of(|one| words(one.base))];
        self.modulus = Modulus::new(shape, moduli.each_ref());
        let mut digits = wanted.map(|one| digits(one.exponent));
        self.powers[0] = from_words(shape, bases.each_ref());
        for index in 1..self.powers.len() {
            let mut power = self.powers[index - 1];
            self.multiplier.multiply(&self.modulus, &mut power, &self.powers[0]);
            self.powers[index] = power;
        }
        let count = wanted[0].exponent.len() * 32 / DIGIT;
        let mut factor = zero();
        for place in (0..count).rev() {
            self.choose([digits[0][place], digits[1][place]], &mut factor);
            if place + 1 == count {
                self.power = factor;
                continue;
            }
            for _ in 0..DIGIT {
                self.multiplier.square(&self.modulus, &mut self.power);
            }
            self.multiplier.multiply(&self.modulus, &mut self.power, &factor);
        }
        self.multiplier.multiply(&self.modulus, &mut self.power, &small(1.0));
        for (lane, result) in results.into_iter().enumerate() {
            positive(shape, lane, &self.power, &self.modulus.number, result);
        }
        factor = zero();
        digits = [[0; MOST_DIGITS]; 2];
        core::hint::black_box((&factor, &digits));
    }

    /// The power of each lane's digit, from 1 to 16. All are read.
    #[inline(never)]
    fn choose(&self, digits: [u8; 2], chosen: &mut Number<A::Limb>) {
        let limbs = self.shape().limbs;
        chosen[..limbs].fill(A::Limb::both(0.0));
        for (index, power) in self.powers.iter().enumerate() {
            let is_wanted =
                A::Limb::new(digits.map(|digit| f64::from(u8::from(usize::from(digit) == index + 1))));
            for (sum, limb) in chosen[..limbs].iter_mut().zip(&power[..limbs]) {
                // Once times a limb and otherwise times zero: exact.
                *sum = limb.mul_add(is_wanted, *sum);
            }
        }
    }
}

/// The digits of a number, from 1 to 16 in place of 0 to 15, least significant first: so no power is 1, which
/// would have to be known in the form of Montgomery. The highest digit is large enough to be borrowed from.
fn digits(number: &[u32]) -> [u8; MOST_DIGITS] {
    let mut digits = [0; MOST_DIGITS];
    let mut borrowed = 0;
    for (place, digit) in digits.iter_mut().enumerate().take(number.len() * 32 / DIGIT) {
        let bits = (number[place * DIGIT / 32] >> (place * DIGIT % 32)) as i8 & 15;
        let rest = bits - borrowed;
        borrowed = i8::from(rest < 1);
        *digit = (rest + 16 * borrowed) as u8;
    }
    digits
}

/// The words of a number in a lane with its modulus times 2^b added, which makes it positive: it is at most C
/// in size (see [`Shape::is_sound`]), and the highest bit of the modulus is set. Times 2^b is one limb further
/// up.
fn positive<L: Lanes>(
    shape: Shape,
    lane: usize,
    number: &Number<L>,
    modulus: &Number<L>,
    result: &mut [u32],
) {
    let limb_at = |number: &Number<L>, place: usize| number[place].numbers()[lane] as i64;
    let (mut carry, mut held, mut bits) = (0_i64, 0_u128, 0);
    let mut words = result.iter_mut();
    for place in 0..=shape.limbs {
        let mut sum = carry;
        if place < shape.limbs {
            sum += limb_at(number, place);
        }
        if let Some(below) = place.checked_sub(1) {
            sum += limb_at(modulus, below);
        }
        carry = sum >> shape.limb_bits;
        held |= ((sum - (carry << shape.limb_bits)) as u128) << bits;
        bits += shape.limb_bits;
        while bits >= 32 {
            if let Some(word) = words.next() {
                *word = held as u32;
            }
            held >>= 32;
            bits -= 32;
        }
    }
    // What is left are the bits above the last whole word.
    for word in words {
        *word = held as u32;
        held >>= 32;
    }
}
