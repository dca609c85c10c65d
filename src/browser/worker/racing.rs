//! Workers that search for the factors of a key together.
//!
//! One of them keeps the key. It searches as the others do, and takes what they find. As soon as there
//! are two numbers it assembles the key, while the others judge them.

use std::cell::{Cell, RefCell};

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageEvent, MessagePort};

use super::desk::{check_randomness, later, post, with_keyholder};
use super::searching;
use crate::browser::message::{take_array, to_array};
use crate::job::{Answer, Outcome};
use crate::key::{Finder, KeySize, MakeKeyError};
use crate::keyholder::Stage;
use crate::prime::{self, Proposed};
use crate::race::Word;
use crate::wording;

/// Milliseconds that a worker has to judge a number, once the key is assembled. Then the keeper does it.
const FOR_A_VERDICT: i32 = 1_000;

/// Whoever has found so many may rest, even if the keeper is still busy with the password.
const FACTORS_OF_A_KEY: usize = 2;

/// The key that is made here.
#[derive(Clone, Copy)]
struct Making {
    /// The number of the job.
    number: u32,
    size: KeySize,
}

/// Where the key is made that this worker searches for.
struct Keeper {
    port: MessagePort,
    /// How many numbers have gone there.
    sent: usize,
    /// The number of the job.
    number: u32,
}

thread_local! {
    static MAKING: Cell<Option<Making>> = const { Cell::new(None) };
    static KEEPER: RefCell<Option<Keeper>> = const { RefCell::new(None) };
    /// The workers that search for the key of this one, the latest last.
    static OTHERS: RefCell<Vec<MessagePort>> = const { RefCell::new(Vec::new()) };
}

/// Begins to search for the key that is being made here.
pub fn keep(number: u32, size: KeySize) {
    serve(None);
    MAKING.set(Some(Making { number, size }));
    searching::begin(number, size);
}

/// Takes what another worker finds.
pub fn listen_to(other: MessagePort) {
    hear(&other, hear_other);
    OTHERS.with_borrow_mut(|others| others.push(other));
}

/// Begins to search for a key that is made elsewhere.
pub fn search_for(keeper: MessagePort, number: u32, size: KeySize) {
    hear(&keeper, hear_keeper);
    serve(Some(Keeper { port: keeper, sent: 0, number }));
    searching::begin(number, size);
}

/// Searches for another keeper from now on, or for none.
fn serve(keeper: Option<Keeper>) {
    if let Some(before) = KEEPER.replace(keeper) {
        // What is still on its way is about another key.
        before.port.set_onmessage(None);
        before.port.close();
    }
}

/// This worker has found a number.
pub fn found(number: Proposed) {
    let sent = KEEPER.with_borrow_mut(|keeper| {
        let keeper = keeper.as_mut()?;
        keeper.sent = keeper.sent.saturating_add(1);
        say(&keeper.port, &Word::Found(&number));
        Some(keeper.sent)
    });
    match sent {
        None => take(number, Finder::Own),
        Some(FACTORS_OF_A_KEY..) => searching::stop(),
        Some(_) => {}
    }
}

/// What the keeper says.
fn hear_keeper(word: Word<Proposed>) {
    match word {
        Word::Judge(number) => judge(&number),
        Word::Rest => searching::stop(),
        Word::Found(_) | Word::Judged(..) => {}
    }
}

/// Judges a number for the keeper.
fn judge(number: &Proposed) {
    let rng = &mut UnwrapErr(SysRng);
    let verdict = check_randomness().and_then(|()| {
        let verdict = with_keyholder(|keyholder| keyholder.search().judge(number, rng));
        verdict.map_err(|prime::Fault| wording::make_key(MakeKeyError::SelfTest))
    });
    KEEPER.with_borrow(|keeper| {
        let Some(keeper) = keeper else { return };
        match verdict {
            Ok(is_prime) => say(&keeper.port, &Word::Judged(number, is_prime)),
            Err(refusal) => post(keeper.number, Outcome::Refused(vec![refusal]).into()),
        }
    });
}

/// What another worker says to the keeper.
fn hear_other(word: Word<Proposed>) {
    match word {
        Word::Found(number) => take(number, Finder::Other),
        Word::Judged(number, is_prime) => {
            with_keyholder(|keyholder| keyholder.take_verdict(&number, is_prime));
            go_on();
        }
        Word::Judge(_) | Word::Rest => {}
    }
}

/// The keeper takes a number. With the second it is time to judge, and to assemble the key.
fn take(number: Proposed, finder: Finder) {
    if MAKING.get().is_none() || !with_keyholder(|keyholder| keyholder.take_factor(number, finder)) {
        return;
    }
    searching::stop();
    let is_alone = OTHERS.with_borrow(|others| {
        with_keyholder(|keyholder| have_judged(keyholder.factors(), others));
        others.is_empty()
    });
    if is_alone {
        judge_here();
    }
    go_on();
}

/// Gives each number to one of the others, none of whom searches any more.
fn have_judged(numbers: Option<[&Proposed; 2]>, others: &[MessagePort]) {
    for (place, other) in others.iter().rev().enumerate() {
        say(other, &Word::Rest);
        let own = numbers.iter().flatten().skip(place).step_by(others.len());
        own.for_each(|number| say(other, &Word::Judge(number)));
    }
}

/// Judges what nobody else has judged.
fn judge_here() {
    match check_randomness() {
        Ok(()) => with_keyholder(|keyholder| keyholder.judge_factors(&mut UnwrapErr(SysRng))),
        Err(refusal) => finish(Outcome::Refused(vec![refusal]).into()),
    }
}

/// Does the next that is to be done for the key.
fn go_on() {
    let Some(making) = MAKING.get() else { return };
    match with_keyholder(|keyholder| keyholder.go_on(&mut UnwrapErr(SysRng))) {
        Stage::Searching if searching::is_searching() => {}
        Stage::Searching => searching::begin(making.number, making.size),
        Stage::Judging => later(FOR_A_VERDICT, move || {
            if MAKING.get().is_some_and(|still| still.number == making.number) {
                judge_here();
                go_on();
            }
        }),
        Stage::Done(answer) => finish(answer),
    }
}

/// Answers.
fn finish(answer: Answer) {
    searching::stop();
    OTHERS.take();
    if let Some(making) = MAKING.take() {
        post(making.number, answer);
    }
}

fn hear(port: &MessagePort, then: fn(Word<Proposed>)) {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(octets) = event.data().dyn_into::<Uint8Array>()
            && let Some(word) = Word::from_octets(&take_array(&octets))
        {
            then(word);
        }
    });
    port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

fn say(port: &MessagePort, word: &Word<&Proposed>) {
    // The octets are moved, not copied: nothing of them stays here.
    let octets = to_array(&word.to_octets());
    // Nobody may be there any more.
    let _ = port.post_message_with_transferable(&octets, &Array::of1(&octets.buffer()));
}
