//! Limbs of 51 bits. A fused multiply-add splits each product into a high and a low half.

use core::marker::PhantomData;

use super::{Arithmetic, MOST_SUMS};
use crate::lanes::FusedLanes;
use crate::shape::Shape;

/// Limbs of 51 bits, for lanes that fuse.
///
/// Limbs are whole numbers up to 2^50 + 2^7 in size (the 2^7 are what `primality::Tester::shift` leaves), so
/// that a product x·y is below 2^101.
///
/// 1. 3·2^102 + x·y lies between 2^103 and 2^104, where numbers stand 2^51 apart. Rounded, it is
///    3·2^102 + h·2^51 with the whole number h that is nearest to x·y / 2^51, |h| < 2^50.
/// 2. x·y − h·2^51 is a whole number l, |l| ≤ 2^50. 3·2^51 + l lies between 2^52 and 2^53, where
///    the numbers are the whole numbers, and 3·2^102 + 3·2^51 − (3·2^102 + h·2^51) is a multiple
///    of 2^51 below 2^102: so neither the subtraction nor the second multiply-add rounds.
/// 3. Within these two ranges the bits of a number, read as a whole number, go up by 1 with h and
///    with l. So the bits are summed as whole numbers, and those of 3·2^102 and 3·2^51 are taken
///    away as often as they came in.
///
/// Into a column of n = 42 limbs or fewer belong at most 2n products, and 2n highs from the column
/// below: their sum is below 4n · 2^50 < 2^58, and so is it with the carry, which is below 2^8.
#[derive(Clone, Copy)]
pub struct Split<L>(PhantomData<L>);

const HIGH: f64 = (3_u128 << 102) as f64;
const LOW: f64 = (3_u64 << 51) as f64;

const LIMB_BITS: u32 = 51;
const FRACTION: u64 = (1 << LIMB_BITS) - 1;

/// Added to a sum before it is cut, so that none is negative and limbs are rounded, not cut off.
const LIFT: u64 = (1 << 61) + (1 << (LIMB_BITS - 1));

/// What the lift adds to a carry.
const LIFTED_CARRY: u64 = 1 << (61 - LIMB_BITS);

/// 2^52, whose bits take a whole number below it in their low places.
const BASE: f64 = (1_u64 << 52) as f64;

impl<L: FusedLanes + 'static> Arithmetic for Split<L> {
    type Limb = L;
    type Sum = L::Bits;
    type Correction = u64;

    const BLOCK: usize = 2;

    const SHAPES: [Shape; 3] = [
        Shape { bits: 1024, limb_bits: LIMB_BITS, limbs: 22 },
        Shape { bits: 1536, limb_bits: LIMB_BITS, limbs: 32 },
        Shape { bits: 2048, limb_bits: LIMB_BITS, limbs: 42 },
    ];

    #[inline(always)]
    fn nothing() -> L::Bits {
        L::bits_of_both(0)
    }

    #[inline(always)]
    fn plus(left: L::Bits, right: L::Bits) -> L::Bits {
        L::add_bits(left, right)
    }

    #[inline(always)]
    fn add_product(sums: &mut [L::Bits; MOST_SUMS], at: usize, x: L, y: L) {
        let high = x.mul_add(y, L::both(HIGH));
        let low = x.mul_add(y, L::both(HIGH + LOW).sub(high));
        debug_assert!(high.numbers().iter().all(|high| (HIGH / 1.5..HIGH / 0.75).contains(high)));
        debug_assert!(low.numbers().iter().all(|low| (low - LOW).abs() <= LOW / 6.0));
        sums[at + 1] = L::add_bits(sums[at + 1], high.bits());
        sums[at] = L::add_bits(sums[at], low.bits());
    }

    fn correction(own: usize, lower: usize, is_lowest: bool) -> u64 {
        let constants = LOW
            .to_bits()
            .wrapping_mul(own as u64)
            .wrapping_add(HIGH.to_bits().wrapping_mul(lower as u64))
            .wrapping_add(if is_lowest { 0 } else { LIFTED_CARRY });
        LIFT.wrapping_sub(constants)
    }

    #[inline(always)]
    fn cut(_: Shape, sum: L::Bits, correction: u64) -> (L, L::Bits) {
        let lifted = L::add_bits(sum, L::bits_of_both(correction));
        debug_assert!(L::whole(lifted).iter().all(|sum| sum.abs_diff(LIFT) < 1 << 58));
        let bits = L::or(L::and(lifted, L::bits_of_both(FRACTION)), L::bits_of_both(BASE.to_bits()));
        // BASE, and what the lift has added to the limb.
        let limb = L::from_bits(bits).sub(L::both(BASE + (1_u64 << (LIMB_BITS - 1)) as f64));
        (limb, L::down::<LIMB_BITS>(lifted))
    }

    fn is_exact_here() -> bool {
        L::fuses()
    }
}
