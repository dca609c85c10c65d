//! Products of limbs at their limits, against the arithmetic of `crypto-bigint`.

use crypto_bigint::{BoxedUint, ConcatenatingMul, NonZero};
use getrandom::SysRng;
use getrandom::rand_core::{Rng, UnwrapErr};

use super::Multiplier;
use crate::arithmetic::{Arithmetic, Split, Whole};
use crate::lanes::{Fused, Lanes, Plain};
use crate::modulus::Modulus;
use crate::number::{Number, Words, zero};
use crate::shape::{MOST_WORDS, Shape};

/// Wide enough for x·y and for m·R.
const PRECISION: u32 = 5_120;

fn big(words: &[u32]) -> BoxedUint {
    let octets: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    BoxedUint::from_le_slice(&octets, PRECISION).expect("it fits")
}

/// The value of signed limbs modulo m.
fn value(shape: Shape, limbs: &[f64], modulus: &NonZero<BoxedUint>) -> BoxedUint {
    let zero = BoxedUint::zero_with_precision(PRECISION);
    let sum = |positive: bool| {
        limbs.iter().rev().fold(zero.clone(), |sum, limb| {
            let limb = if positive { limb.max(0.0) } else { (-limb).max(0.0) };
            assert_eq!(limb.trunc(), limb, "a limb is a whole number");
            let shifted = sum.shl(shape.limb_bits);
            shifted.wrapping_add(BoxedUint::from(limb as u64)).rem(modulus)
        })
    };
    let (plus, minus) = (sum(true), sum(false));
    plus.wrapping_add(modulus.as_ref()).wrapping_sub(&minus).rem(modulus)
}

fn lane<L: Lanes>(shape: Shape, number: &Number<L>, lane: usize) -> Vec<f64> {
    number[..shape.limbs].iter().map(|limb| limb.numbers()[lane]).collect()
}

fn random_words(shape: Shape) -> Words {
    let mut words = [0; MOST_WORDS];
    words[..shape.words()].fill_with(|| UnwrapErr(SysRng).next_u32());
    words
}

/// Odd numbers: random, all ones, next to the ends of their range, and with every limb at its limit.
fn moduli(shape: Shape) -> Vec<Words> {
    let mut random = random_words(shape);
    random[0] |= 1;
    random[shape.words() - 1] |= 3 << 30;
    let mut ones = [0; MOST_WORDS];
    ones[..shape.words()].fill(u32::MAX);
    let mut lowest = [0; MOST_WORDS];
    lowest[0] = 1;
    lowest[shape.words() - 1] = 3 << 30;
    let mut result = vec![random, ones, lowest];
    // A bit at the top of every limb; all bits but that; and every other limb full.
    let bits: [fn(u32, u32) -> bool; 3] = [
        |place, limb_bits| place % limb_bits == limb_bits - 1,
        |place, limb_bits| place % limb_bits != limb_bits - 1,
        |place, limb_bits| place / limb_bits % 2 == 0,
    ];
    for bit in bits {
        let mut words = lowest;
        for place in (0..shape.bits).filter(|place| bit(*place, shape.limb_bits)) {
            words[place as usize / 32] |= 1 << (place % 32);
        }
        result.push(words);
    }
    result
}

/// Numbers with limbs at their limits: what the highest limb may be is another matter.
fn numbers<L: Lanes>(shape: Shape) -> Vec<Number<L>> {
    let half = (1_u64 << (shape.limb_bits - 1)) as f64;
    let limits = [half + 128.0, -half - 128.0, half - 1.0, 1.0, 0.0, -1.0];
    let patterns: [fn(usize) -> usize; 6] =
        [|_| 0, |_| 1, |index| index % 2, |index| 5 * (index % 2), |_| 3, |index| index * 7 % 6];
    let mut result = Vec::new();
    for pattern in patterns {
        let mut number = zero();
        let limbs = &mut number[..shape.limbs];
        for (index, limb) in limbs.iter_mut().enumerate() {
            *limb = L::new([limits[pattern(index)], limits[pattern(index + 1)]]);
        }
        // |value| ≤ R/4.
        limbs[shape.limbs - 1] = L::new([half / 2.0 - 1.0, 1.0 - half / 2.0]);
        result.push(number);
    }
    let mut number = zero();
    for limb in &mut number[..shape.limbs - 1] {
        let random = || ((UnwrapErr(SysRng).next_u64() >> (64 - shape.limb_bits)) as f64) - half;
        *limb = L::new([random(), random()]);
    }
    result.push(number);
    result
}

fn products_are_right<A: Arithmetic>() {
    for shape in A::SHAPES {
        let factor = BoxedUint::one_with_precision(PRECISION).shl(shape.factor_bits());
        let mut multiplier = Multiplier::<A>::new(shape);
        let moduli = moduli(shape);
        for (index, own) in moduli.iter().enumerate() {
            let lanes = [own, &moduli[(index + 1) % moduli.len()]];
            let modulus = Modulus::new(shape, lanes);
            let numbers = numbers::<A::Limb>(shape);
            for (index, x) in numbers.iter().enumerate() {
                let y = &numbers[(index + 1) % numbers.len()];
                let (mut product, mut square) = (*x, *x);
                multiplier.multiply(&modulus, &mut product, y);
                multiplier.square(&modulus, &mut square);
                for (at, words) in lanes.into_iter().enumerate() {
                    let modulus = NonZero::new(big(words)).expect("not zero");
                    let of = |number| value(shape, &lane(shape, number, at), &modulus);
                    let times =
                        |left: &BoxedUint, right: &BoxedUint| left.concatenating_mul(right).rem(&modulus);
                    let (x, y, factor) = (of(x), of(y), factor.rem(&modulus));
                    assert_eq!(times(&of(&product), &factor), times(&x, &y));
                    assert_eq!(times(&of(&square), &factor), times(&x, &x));
                    let half = (1_u64 << (shape.limb_bits - 1)) as f64;
                    for result in [&product, &square] {
                        assert!(lane(shape, result, at).iter().all(|limb| limb.abs() <= half));
                    }
                }
            }
        }
    }
}

#[test]
fn products_of_split_limbs_are_those_of_crypto_bigint() {
    products_are_right::<Split<Fused>>();
}

#[test]
fn products_of_whole_limbs_are_those_of_crypto_bigint() {
    products_are_right::<Whole<Plain>>();
}

#[test]
fn every_value_fits_into_its_limbs() {
    let of = |shapes: [Shape; 3], block| shapes.map(|shape| (shape, block));
    let split = of(Split::<Fused>::SHAPES, Split::<Fused>::BLOCK);
    let whole = of(Whole::<Plain>::SHAPES, Whole::<Plain>::BLOCK);
    for (shape, block) in split.into_iter().chain(whole) {
        assert!(shape.is_sound(), "{shape:?}");
        assert!(shape.limbs.is_multiple_of(block), "{shape:?}");
        let smaller = Shape { limbs: shape.limbs - block, ..shape };
        assert!(!smaller.is_sound(), "{shape:?} has a block too many");
    }
}
