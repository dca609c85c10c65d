//! What the module for browsers offers. Numbers travel through words that both sides see: one
//! number, and two bases for it.
#![allow(unsafe_code, reason = "exports need their names, and the module one state")]

use core::cell::RefCell;
use core::panic::PanicInfo;

use crate::Proposer;
use crate::arithmetic::{Arithmetic, Split};
use crate::lanes::Vector;
use crate::power::{MORE_WORDS, MOST_EXPONENT_WORDS, Power};
use crate::search::{End, Search};
use crate::shape::MOST_WORDS;

struct State {
    search: Search<Split<Vector>>,
    words: [[u32; MOST_WORDS]; 3],
    powers: [[[u32; MOST_EXPONENT_WORDS]; 3]; 2],
}

/// The state of the module.
struct Alone(RefCell<State>);

// SAFETY: a module that shares no memory has no second thread.
unsafe impl Sync for Alone {}

static STATE: Alone = Alone(RefCell::new(State {
    search: Search::NONE,
    words: [[0; MOST_WORDS]; 3],
    powers: [[[0; MOST_EXPONENT_WORDS]; 3]; 2],
}));

/// Whether the browser computes as it has to, here and now.
// SAFETY: no other symbol has this name, nor the names below.
#[unsafe(no_mangle)]
extern "C" fn is_exact_here() -> bool {
    Split::<Vector>::is_exact_here()
}

/// The address of the words: 64 of a number and 64 of each of two bases.
#[unsafe(no_mangle)]
extern "C" fn words() -> *const u32 {
    STATE.0.borrow().words.as_ptr().cast()
}

/// Begins at the number, of so many words.
#[unsafe(no_mangle)]
extern "C" fn begin(length: usize, exponent: u32) -> bool {
    let mut state = STATE.0.borrow_mut();
    let State { search, words, .. } = &mut *state;
    words[0].get(..length).is_some_and(|start| search.begin(start, exponent))
}

/// Tests the next candidates: how many, plus 256 if the number is now one that was found, or plus
/// 512 if there are no more.
#[unsafe(no_mangle)]
extern "C" fn step() -> u32 {
    let mut state = STATE.0.borrow_mut();
    let State { search, words, .. } = &mut *state;
    let step = search.step();
    let end = match step.end {
        End::None => 0,
        End::Found => {
            search.found(&mut words[0]);
            256
        }
        End::Exhausted => 512,
    };
    step.tested + end
}

/// Whether the number, of so many words, passes two rounds of the Miller–Rabin test.
#[unsafe(no_mangle)]
extern "C" fn passes(length: usize) -> bool {
    let mut state = STATE.0.borrow_mut();
    let State { search, words: [number, first, second], .. } = &mut *state;
    number.get(..length).is_some_and(|number| search.passes(number, [first, second]))
}

/// The address of the words for two powers: for each 68 of the modulus, 68 of the base and 68 of the exponent.
#[unsafe(no_mangle)]
extern "C" fn powers_words() -> *const u32 {
    STATE.0.borrow().powers.as_ptr().cast()
}

/// Bits of Montgomery's factor for moduli of so many words, or none.
#[unsafe(no_mangle)]
extern "C" fn factor_bits(length: usize) -> u32 {
    STATE.0.borrow().search.factor_bits(length).unwrap_or_default()
}

/// Computes two powers modulo numbers of so many words, and puts each in the place of its modulus.
#[unsafe(no_mangle)]
extern "C" fn powers(length: usize) -> bool {
    let mut state = STATE.0.borrow_mut();
    let State { search, powers, .. } = &mut *state;
    if length > MOST_WORDS {
        return false;
    }
    let mut results = [[0; MOST_EXPONENT_WORDS]; 2];
    let wanted = powers.each_ref().map(|[modulus, base, exponent]| Power {
        modulus: &modulus[..length],
        base: &base[..length],
        exponent: &exponent[..length + MORE_WORDS],
    });
    let [first, second] = &mut results;
    let done = search.powers(wanted.each_ref(), [&mut first[..length + 2], &mut second[..length + 2]]);
    for (power, result) in powers.iter_mut().zip(results) {
        power[0] = result;
    }
    results = core::hint::black_box([[0; MOST_EXPONENT_WORDS]; 2]);
    core::hint::black_box(&results);
    done
}

/// Wipes everything that a search has left.
#[unsafe(no_mangle)]
extern "C" fn forget() {
    let mut state = STATE.0.borrow_mut();
    state.search.forget();
    state.words = core::hint::black_box([[0; MOST_WORDS]; 3]);
    state.powers = core::hint::black_box([[[0; MOST_EXPONENT_WORDS]; 3]; 2]);
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
