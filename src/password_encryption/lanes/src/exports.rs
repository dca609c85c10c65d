//! What the module for browsers offers. Chains travel as words that both sides see.
#![allow(unsafe_code, reason = "exports need their names, and the module one state")]

use core::arch::wasm32::v128;
use core::cell::RefCell;
use core::panic::PanicInfo;

use crate::chain::{Chain, Hash, WORDS};
use crate::lanes::{LANES, advance as advance_lanes, wipe_stack};

/// The words of the module.
struct Alone(RefCell<[[u32; WORDS]; LANES]>);

// SAFETY: a module that shares no memory has no second thread.
unsafe impl Sync for Alone {}

static CHAINS: Alone = Alone(RefCell::new([[0; WORDS]; LANES]));

/// The address of the words: 33 of each of four chains.
// SAFETY: no other symbol has this name, nor the names below.
#[unsafe(no_mangle)]
extern "C" fn words() -> *const u32 {
    CHAINS.0.borrow().as_ptr().cast()
}

/// Does so many rounds of four chains, of SHA-256 or else of SHA-1.
#[unsafe(no_mangle)]
extern "C" fn advance(is_sha256: bool, rounds: u32) {
    let hash = if is_sha256 { Hash::Sha256 } else { Hash::Sha1 };
    advance_lanes::<v128>(hash, &mut CHAINS.0.borrow_mut(), rounds);
}

/// Does so many rounds of the first chain, of SHA-256, with the vectors of the crate `sha2`.
#[unsafe(no_mangle)]
extern "C" fn advance_first(rounds: u32) {
    let words = &mut CHAINS.0.borrow_mut()[0];
    let mut chain = Chain::from_words(Hash::Sha256, words);
    chain.advance_sha256(rounds);
    *words = *chain.to_words();
    drop(chain);
    wipe_stack();
}

/// Wipes all words.
#[unsafe(no_mangle)]
extern "C" fn forget() {
    *CHAINS.0.borrow_mut() = core::hint::black_box([[0; WORDS]; LANES]);
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
