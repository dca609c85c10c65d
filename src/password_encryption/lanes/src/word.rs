//! Words of 32 bits side by side, on which every operation works at once.

/// One word, or several.
pub trait Word: Copy {
    /// How many there are.
    const LANES: usize;

    /// The same word in every lane.
    fn all(word: u32) -> Self;
    /// The word of each lane.
    fn new(word: impl FnMut(usize) -> u32) -> Self;
    /// The word of a lane.
    fn lane(self, lane: usize) -> u32;
    /// `self + other`, modulo 2^32.
    fn add(self, other: Self) -> Self;
    /// The bits that one of both has.
    fn xor(self, other: Self) -> Self;
    /// The bits that both have.
    fn and(self, other: Self) -> Self;
    /// The bits, so many places lower.
    fn down<const PLACES: u32>(self) -> Self;
    /// The bits, so many places higher.
    fn up<const PLACES: u32>(self) -> Self;

    /// The bits, so many places lower and in again from above.
    #[inline(always)]
    fn rotate_down<const PLACES: u32, const REST: u32>(self) -> Self {
        const { assert!(PLACES + REST == 32) }
        // No bit is in both.
        self.down::<PLACES>().xor(self.up::<REST>())
    }
}

impl Word for u32 {
    const LANES: usize = 1;

    #[inline(always)]
    fn all(word: u32) -> Self {
        word
    }

    #[inline(always)]
    fn new(mut word: impl FnMut(usize) -> u32) -> Self {
        word(0)
    }

    #[inline(always)]
    fn lane(self, _: usize) -> u32 {
        self
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        self ^ other
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        self & other
    }

    #[inline(always)]
    fn down<const PLACES: u32>(self) -> Self {
        self >> PLACES
    }

    #[inline(always)]
    fn up<const PLACES: u32>(self) -> Self {
        self << PLACES
    }
}

impl Word for [u32; 4] {
    const LANES: usize = 4;

    #[inline(always)]
    fn all(word: u32) -> Self {
        [word; 4]
    }

    #[inline(always)]
    fn new(word: impl FnMut(usize) -> u32) -> Self {
        core::array::from_fn(word)
    }

    #[inline(always)]
    fn lane(self, lane: usize) -> u32 {
        self[lane]
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        core::array::from_fn(|lane| self[lane].wrapping_add(other[lane]))
    }

    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        core::array::from_fn(|lane| self[lane] ^ other[lane])
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        core::array::from_fn(|lane| self[lane] & other[lane])
    }

    #[inline(always)]
    fn down<const PLACES: u32>(self) -> Self {
        self.map(|word| word >> PLACES)
    }

    #[inline(always)]
    fn up<const PLACES: u32>(self) -> Self {
        self.map(|word| word << PLACES)
    }
}

/// A vector register of WebAssembly.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
impl Word for core::arch::wasm32::v128 {
    const LANES: usize = 4;

    #[inline(always)]
    fn all(word: u32) -> Self {
        core::arch::wasm32::u32x4_splat(word)
    }

    #[inline(always)]
    fn new(mut word: impl FnMut(usize) -> u32) -> Self {
        core::arch::wasm32::u32x4(word(0), word(1), word(2), word(3))
    }

    #[inline(always)]
    fn lane(self, lane: usize) -> u32 {
        use core::arch::wasm32::u32x4_extract_lane;
        match lane {
            0 => u32x4_extract_lane::<0>(self),
            1 => u32x4_extract_lane::<1>(self),
            2 => u32x4_extract_lane::<2>(self),
            _ => u32x4_extract_lane::<3>(self),
        }
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        core::arch::wasm32::u32x4_add(self, other)
    }

    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        core::arch::wasm32::v128_xor(self, other)
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        core::arch::wasm32::v128_and(self, other)
    }

    #[inline(always)]
    fn down<const PLACES: u32>(self) -> Self {
        core::arch::wasm32::u32x4_shr(self, PLACES)
    }

    #[inline(always)]
    fn up<const PLACES: u32>(self) -> Self {
        core::arch::wasm32::u32x4_shl(self, PLACES)
    }
}
