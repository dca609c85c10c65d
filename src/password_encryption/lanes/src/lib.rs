//! The rounds of password-based key derivations: PBKDF2 with HMAC (RFC 8018 section 5.2) and the key
//! derivation of PKCS#12 (RFC 7292 appendix B), with SHA-1 or SHA-256.
//!
//! Both hash what they hashed before, over and over: a [`Chain`]. One chain is [advanced](Chain::advance) by
//! the compression functions of the crates `sha1` and `sha2`; four chains side by side, as [`Lanes`], by
//! compression functions of this crate, on words that are vectors.
//!
//! The same source is compiled twice. Linked into the core it has no vectors. As a module of its own, with
//! the exports of `exports.rs`, it computes with the vector instructions of a browser. What lanes compute is
//! held against the crates by those who ask them: see [`agrees`].
#![cfg_attr(all(target_arch = "wasm32", target_feature = "simd128"), no_std)]

mod chain;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod exports;
mod known;
mod lanes;
mod sha1;
mod sha256;
mod word;

pub use chain::{Chain, Hash, State, WORDS, pads};
pub use known::agrees;
pub use lanes::{LANES, Lanes, Side};
pub use word::Word;

/// Does something for each number from 0 on, one after the other in the text: a loop would keep what it
/// computes with in memory.
macro_rules! sixteen {
    ($number:ident => $what:expr) => {
        sixteen!($number => $what; 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
    };
    ($number:ident => $what:expr; $($value:literal)*) => {
        $({ const $number: usize = $value; $what })*
    };
}
pub(crate) use sixteen;

/// Rounds that one call of a function does. Browsers do not replace a function that is running by its
/// optimised form: only the next call is faster.
pub(crate) const STRIDE: u32 = 1_000;

/// So many rounds in strides, each a call of its own.
pub(crate) fn in_strides(rounds: u32, mut stride: impl FnMut(u32)) {
    let mut left = rounds;
    while left > 0 {
        let now = left.min(STRIDE);
        stride(now);
        left -= now;
    }
}
