//! The compression function of SHA-1 (FIPS 180-4 section 6.1.2) on words in lanes. Names are the standard's
//! own.

use crate::sixteen;
use crate::word::Word;

/// A table, and read as one: as constants in the code they take longer to come by than from memory.
static K: [u32; 4] = [0x5a82_7999, 0x6ed9_eba1, 0x8f1b_bcdc, 0xca62_c1d6];

/// Adds a block to a state.
#[inline(always)]
pub(crate) fn compress<W: Word>(state: &mut [W; 5], block: &[W; 16]) {
    let k = core::hint::black_box(&K);
    let (mut w, mut working) = (*block, *state);
    working = twenty::<W, 0>(working, &mut w, k[0], |b, c, d| c.xor(d).and(b).xor(d));
    working = twenty::<W, 4>(working, &mut w, k[1], |b, c, d| b.xor(c).xor(d));
    working = twenty::<W, 8>(working, &mut w, k[2], |b, c, d| b.xor(c).and(c.xor(d)).xor(c));
    working = twenty::<W, 12>(working, &mut w, k[3], |b, c, d| b.xor(c).xor(d));
    for (state, working) in state.iter_mut().zip(working) {
        *state = state.add(working);
    }
}

/// Twenty steps with one function. The first finds its word at the place `FIRST` of sixteen.
#[inline(always)]
fn twenty<W: Word, const FIRST: usize>(
    mut working: [W; 5],
    w: &mut [W; 16],
    k: u32,
    function: impl Fn(W, W, W) -> W,
) -> [W; 5] {
    let k = W::all(k);
    sixteen!(T => working = step::<W, FIRST, T>(working, w, k, &function));
    sixteen!(T => working = step::<W, FIRST, { 16 + T }>(working, w, k, &function); 0 1 2 3);
    working
}

#[inline(always)]
fn step<W: Word, const FIRST: usize, const T: usize>(
    [a, b, c, d, e]: [W; 5],
    w: &mut [W; 16],
    k: W,
    function: impl Fn(W, W, W) -> W,
) -> [W; 5] {
    let place = (FIRST + T) % 16;
    if FIRST > 0 || T >= 16 {
        let word = w[place].xor(w[(place + 2) % 16]).xor(w[(place + 8) % 16]).xor(w[(place + 13) % 16]);
        w[place] = word.rotate_down::<31, 1>();
    }
    let sum = a.rotate_down::<27, 5>().add(function(b, c, d)).add(e).add(k).add(w[place]);
    [sum, a, b.rotate_down::<2, 30>(), c, d]
}
