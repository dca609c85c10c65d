//! Limbs so small that every sum of products is exact by itself.

use core::marker::PhantomData;

use super::{Arithmetic, MOST_SUMS};
use crate::lanes::Lanes;
use crate::shape::Shape;

/// Limbs of 23 or 24 bits, for any lanes.
///
/// Limbs of b bits are whole numbers up to 2^(b−1) + 2^7 in size (the 2^7 are what `primality::Tester::shift`
/// leaves). At most 2n − 1 products belong into a column, so that its sum, with a carry below
/// 2^31, is at most (2n − 1) · (2^(b−1) + 2^7)² + 2^31: below 2^52.5 for n = 44 and b = 24, and
/// below 2^51.6 for n = 92 and b = 23. Whole numbers up to 2^53 are exact, so nothing is ever
/// rounded, and it does not matter whether a multiply-add is fused.
#[derive(Clone, Copy)]
pub struct Whole<L>(PhantomData<L>);

/// 3·2^51: added to a number below 2^51 in size and taken away again, it rounds to a whole number.
const ROUND: f64 = (3_u64 << 51) as f64;

/// The largest sum that is exact.
const LARGEST: f64 = (1_u64 << 53) as f64;

impl<L: Lanes + 'static> Arithmetic for Whole<L> {
    type Limb = L;
    type Sum = L;
    type Correction = ();

    const BLOCK: usize = 4;

    const SHAPES: [Shape; 3] = [
        Shape { bits: 1024, limb_bits: 24, limbs: 44 },
        Shape { bits: 1536, limb_bits: 23, limbs: 72 },
        Shape { bits: 2048, limb_bits: 23, limbs: 92 },
    ];

    #[inline(always)]
    fn nothing() -> L {
        L::both(0.0)
    }

    #[inline(always)]
    fn plus(left: L, right: L) -> L {
        left.add(right)
    }

    #[inline(always)]
    fn add_product(sums: &mut [L; MOST_SUMS], at: usize, x: L, y: L) {
        sums[at] = x.mul_add(y, sums[at]);
    }

    fn correction(_: usize, _: usize, _: bool) {}

    #[inline(always)]
    fn cut(shape: Shape, sum: L, (): ()) -> (L, L) {
        debug_assert!(sum.numbers().iter().all(|sum| sum.abs() < LARGEST));
        let scale = (1_u64 << shape.limb_bits) as f64;
        let carry = sum.mul_add(L::both(1.0 / scale), L::both(ROUND)).sub(L::both(ROUND));
        (carry.mul_add(L::both(-scale), sum), carry)
    }

    fn is_exact_here() -> bool {
        true
    }
}
