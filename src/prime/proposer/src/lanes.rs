//! Two numbers side by side, on which every operation works at once.

/// Two `f64`.
pub trait Lanes: Copy {
    /// A number in each lane.
    fn new(numbers: [f64; 2]) -> Self;
    /// The numbers.
    fn numbers(self) -> [f64; 2];
    /// `self + other`.
    fn add(self, other: Self) -> Self;
    /// `self - other`.
    fn sub(self, other: Self) -> Self;
    /// `self * by + plus`, rounded once or twice. Who asks either knows that both give the same, or
    /// wants [`FusedLanes`].
    fn mul_add(self, by: Self, plus: Self) -> Self;

    /// The same number in both lanes.
    #[inline(always)]
    fn both(number: f64) -> Self {
        Self::new([number; 2])
    }
}

/// Lanes whose [`Lanes::mul_add`] rounds once, if [`FusedLanes::fuses`] says so, and whose bits can
/// be reckoned with.
pub trait FusedLanes: Lanes {
    /// Two whole numbers of 64 bits. Sums wrap.
    type Bits: Copy;

    /// The same whole number in both lanes.
    fn bits_of_both(number: u64) -> Self::Bits;
    /// The bits of the numbers.
    fn bits(self) -> Self::Bits;
    /// The numbers of these bits.
    fn from_bits(bits: Self::Bits) -> Self;
    /// `left + right`.
    fn add_bits(left: Self::Bits, right: Self::Bits) -> Self::Bits;
    /// The bits that both have.
    fn and(left: Self::Bits, right: Self::Bits) -> Self::Bits;
    /// The bits that either has.
    fn or(left: Self::Bits, right: Self::Bits) -> Self::Bits;
    /// The bits, so many places lower.
    fn down<const PLACES: u32>(bits: Self::Bits) -> Self::Bits;
    /// The bits as whole numbers.
    fn whole(bits: Self::Bits) -> [u64; 2];

    /// Whether products are added before they are rounded. Some processors and some browsers do it
    /// in two steps.
    fn fuses() -> bool {
        // (1 + 2^-30)² = 1 + 2^-29 + 2^-60: a product that is rounded has lost its last term.
        let small = 1.0 / (1_u64 << 30) as f64;
        let number = Self::both(core::hint::black_box(1.0 + small));
        let less = Self::both(core::hint::black_box(-1.0 - 2.0 * small));
        number.mul_add(number, less).numbers() == [small * small; 2]
    }
}

/// Two numbers of the language, for every processor and browser.
#[derive(Clone, Copy)]
pub struct Plain([f64; 2]);

impl Lanes for Plain {
    #[inline(always)]
    fn new(numbers: [f64; 2]) -> Self {
        Self(numbers)
    }

    #[inline(always)]
    fn numbers(self) -> [f64; 2] {
        self.0
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self([self.0[0] + other.0[0], self.0[1] + other.0[1]])
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self([self.0[0] - other.0[0], self.0[1] - other.0[1]])
    }

    #[inline(always)]
    fn mul_add(self, by: Self, plus: Self) -> Self {
        Self([self.0[0] * by.0[0] + plus.0[0], self.0[1] * by.0[1] + plus.0[1]])
    }
}

/// Two numbers of the language that fuse: outside a browser, the twin of its vectors.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy)]
pub struct Fused([f64; 2]);

#[cfg(not(target_arch = "wasm32"))]
impl Lanes for Fused {
    #[inline(always)]
    fn new(numbers: [f64; 2]) -> Self {
        Self(numbers)
    }

    #[inline(always)]
    fn numbers(self) -> [f64; 2] {
        self.0
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self([self.0[0] + other.0[0], self.0[1] + other.0[1]])
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self([self.0[0] - other.0[0], self.0[1] - other.0[1]])
    }

    #[inline(always)]
    fn mul_add(self, by: Self, plus: Self) -> Self {
        Self([self.0[0].mul_add(by.0[0], plus.0[0]), self.0[1].mul_add(by.0[1], plus.0[1])])
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl FusedLanes for Fused {
    type Bits = [u64; 2];

    #[inline(always)]
    fn bits_of_both(number: u64) -> [u64; 2] {
        [number; 2]
    }

    #[inline(always)]
    fn bits(self) -> [u64; 2] {
        self.0.map(f64::to_bits)
    }

    #[inline(always)]
    fn from_bits(bits: [u64; 2]) -> Self {
        Self(bits.map(f64::from_bits))
    }

    #[inline(always)]
    fn add_bits(left: [u64; 2], right: [u64; 2]) -> [u64; 2] {
        [left[0].wrapping_add(right[0]), left[1].wrapping_add(right[1])]
    }

    #[inline(always)]
    fn and(left: [u64; 2], right: [u64; 2]) -> [u64; 2] {
        [left[0] & right[0], left[1] & right[1]]
    }

    #[inline(always)]
    fn or(left: [u64; 2], right: [u64; 2]) -> [u64; 2] {
        [left[0] | right[0], left[1] | right[1]]
    }

    #[inline(always)]
    fn down<const PLACES: u32>(bits: [u64; 2]) -> [u64; 2] {
        bits.map(|bits| bits >> PLACES)
    }

    #[inline(always)]
    fn whole(bits: [u64; 2]) -> [u64; 2] {
        bits
    }
}

/// A vector register of WebAssembly.
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
pub use vector::Vector;

#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
mod vector {
    use core::arch::wasm32::{
        f64x2, f64x2_add, f64x2_extract_lane, f64x2_relaxed_madd, f64x2_sub, i64x2_add, u64x2_extract_lane,
        u64x2_shr, u64x2_splat, v128, v128_and, v128_or,
    };

    use super::{FusedLanes, Lanes};

    /// A vector register of WebAssembly.
    #[derive(Clone, Copy)]
    pub struct Vector(v128);

    impl Lanes for Vector {
        #[inline(always)]
        fn new([low, high]: [f64; 2]) -> Self {
            Self(f64x2(low, high))
        }

        #[inline(always)]
        fn numbers(self) -> [f64; 2] {
            [f64x2_extract_lane::<0>(self.0), f64x2_extract_lane::<1>(self.0)]
        }

        #[inline(always)]
        fn add(self, other: Self) -> Self {
            Self(f64x2_add(self.0, other.0))
        }

        #[inline(always)]
        fn sub(self, other: Self) -> Self {
            Self(f64x2_sub(self.0, other.0))
        }

        #[inline(always)]
        fn mul_add(self, by: Self, plus: Self) -> Self {
            Self(f64x2_relaxed_madd(self.0, by.0, plus.0))
        }
    }

    impl FusedLanes for Vector {
        type Bits = v128;

        #[inline(always)]
        fn bits_of_both(number: u64) -> v128 {
            u64x2_splat(number)
        }

        #[inline(always)]
        fn bits(self) -> v128 {
            self.0
        }

        #[inline(always)]
        fn from_bits(bits: v128) -> Self {
            Self(bits)
        }

        #[inline(always)]
        fn add_bits(left: v128, right: v128) -> v128 {
            i64x2_add(left, right)
        }

        #[inline(always)]
        fn and(left: v128, right: v128) -> v128 {
            v128_and(left, right)
        }

        #[inline(always)]
        fn or(left: v128, right: v128) -> v128 {
            v128_or(left, right)
        }

        #[inline(always)]
        fn down<const PLACES: u32>(bits: v128) -> v128 {
            u64x2_shr(bits, PLACES)
        }

        #[inline(always)]
        fn whole(bits: v128) -> [u64; 2] {
            [u64x2_extract_lane::<0>(bits), u64x2_extract_lane::<1>(bits)]
        }
    }
}
