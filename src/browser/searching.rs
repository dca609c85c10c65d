//! A worker that searches for primes, in pieces: between two of them it listens.
//!
//! One worker of those that make a key together keeps it. It searches as the others do, and takes
//! what they find.

use std::cell::RefCell;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use super::message::{take_array, to_array};
use super::worker::{check_randomness, post, with_keyholder};
use crate::job::Outcome;
use crate::key::{KeySize, MakeKeyError, Progress};
use crate::prime::{self, Prime};
use crate::wording;

/// Milliseconds of a piece: short enough that what comes in is heard at once.
const PIECE: f64 = 3.0;

/// Milliseconds between two reports.
const BETWEEN_REPORTS: f64 = 100.0;

/// Whoever has sent so many may rest, even if the keeper is still busy with the password.
const PRIMES_OF_A_KEY: usize = 2;

struct Searching {
    /// The number of the job.
    number: u32,
    size: KeySize,
    progress: Progress,
    reported: f64,
    /// Where primes go; none where they are kept here.
    port: Option<MessagePort>,
    /// How many have gone there.
    sent: usize,
}

thread_local! {
    static SEARCHING: RefCell<Option<Searching>> = const { RefCell::new(None) };
    /// Where primes come in.
    static PORTS: RefCell<Vec<MessagePort>> = const { RefCell::new(Vec::new()) };
    /// Who says that it is time for the next piece.
    static NEXT: RefCell<Option<MessageChannel>> = const { RefCell::new(None) };
}

/// Gets ready to search.
pub fn start() -> Result<(), JsValue> {
    let channel = MessageChannel::new()?;
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|_| search());
    channel.port1().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    NEXT.set(Some(channel));
    Ok(())
}

/// Begins to search for the key that is being made here.
pub fn keep(number: u32, size: KeySize) {
    begin(number, size, None);
}

/// Begins to search, and stops when a word comes back by the port.
pub fn send(number: u32, size: KeySize, port: MessagePort) {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
        if SEARCHING.with_borrow(|own| own.as_ref().is_some_and(|own| own.number == number)) {
            stop();
        }
    });
    port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    begin(number, size, Some(port));
}

/// Takes the primes that come in by a port.
pub fn listen_to(port: MessagePort) {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Ok(octets) = event.data().dyn_into::<Uint8Array>() {
            take(&take_array(&octets));
        }
    });
    port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    PORTS.with_borrow_mut(|ports| ports.push(port));
}

/// Stops, and wipes what the search has left.
pub fn stop() {
    SEARCHING.set(None);
    with_keyholder(|keyholder| keyholder.search().forget());
}

fn begin(number: u32, size: KeySize, port: Option<MessagePort>) {
    let (progress, reported) = (Progress::start(size), Date::now());
    SEARCHING.set(Some(Searching { number, size, progress, reported, port, sent: 0 }));
    come_back();
}

/// Asks for the next piece, after everything that is waiting to be heard.
fn come_back() {
    NEXT.with_borrow(|channel| {
        if let Some(channel) = channel {
            // The channel's two ends are here.
            let _ = channel.port2().post_message(&JsValue::NULL);
        }
    });
}

/// Searches for some milliseconds, reports, and comes back.
fn search() {
    let found = SEARCHING.with_borrow_mut(|searching| {
        let own = searching.as_mut()?;
        let found = check_randomness()
            .and_then(|()| own.piece().map_err(|prime::Fault| wording::make_key(MakeKeyError::SelfTest)));
        match found {
            Ok(found) => {
                // Whoever rests after a find has nothing more to say.
                let is_due = !(0.0..BETWEEN_REPORTS).contains(&(Date::now() - own.reported));
                if found.is_some() || is_due {
                    own.reported = Date::now();
                    post(own.number, Outcome::Progress(own.progress).into());
                }
                let to = own.port.clone();
                if found.is_some() && to.is_some() {
                    own.sent = own.sent.saturating_add(1);
                }
                if own.sent < PRIMES_OF_A_KEY {
                    come_back();
                }
                found.map(|prime| (prime, to))
            }
            Err(refusal) => {
                post(own.number, Outcome::Refused(vec![refusal]).into());
                *searching = None;
                None
            }
        }
    });
    match found {
        None => {}
        Some((prime, None)) => take(&prime.to_octets()),
        Some((prime, Some(port))) => {
            // The octets are moved, not copied: nothing of them stays here.
            let octets = to_array(&prime.to_octets());
            // Nobody may be there any more.
            let _ = port.post_message_with_transferable(&octets, &Array::of1(&octets.buffer()));
        }
    }
}

impl Searching {
    /// Searches until there is a prime, or the time of a piece is over.
    fn piece(&mut self) -> Result<Option<Prime>, prime::Fault> {
        let begun = Date::now();
        loop {
            let bits = self.size.prime_bits();
            let step = with_keyholder(|keyholder| keyholder.search().step(bits, &mut UnwrapErr(SysRng)))?;
            self.progress.tried = self.progress.tried.saturating_add(step.tested);
            // A clock that is set back ends the piece.
            if step.prime.is_some() || !(0.0..PIECE).contains(&(Date::now() - begun)) {
                return Ok(step.prime);
            }
        }
    }
}

/// Takes a prime. When there are enough, everybody who searches is told so, and the key is made.
fn take(octets: &[u8]) {
    if !with_keyholder(|keyholder| keyholder.take_prime(octets)) {
        return;
    }
    for port in PORTS.take() {
        // Whoever has ended needs not be told.
        let _ = port.post_message(&JsValue::NULL);
    }
    let Some(number) = SEARCHING.with_borrow(|own| own.as_ref().map(|own| own.number)) else { return };
    stop();
    let answer = match check_randomness() {
        Ok(()) => with_keyholder(|keyholder| keyholder.make_of_primes()),
        Err(refusal) => Outcome::Refused(vec![refusal]).into(),
    };
    post(number, answer);
}
