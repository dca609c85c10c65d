//! A worker that searches for primes, in pieces: between two of them it listens.

use std::cell::RefCell;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use js_sys::Date;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent};

use super::desk::{check_randomness, post, with_keyholder};
use crate::job::Outcome;
use crate::key::{KeySize, MakeKeyError, Progress};
use crate::prime::{self, Proposed};
use crate::wording;

/// Milliseconds of a piece: short enough that what comes in is heard at once. Who searches for more than
/// this while another waits for a verdict makes the key late.
const PIECE: f64 = 1.0;

/// Milliseconds between two reports.
const BETWEEN_REPORTS: f64 = 100.0;

struct Searching {
    /// The number of the job.
    number: u32,
    size: KeySize,
    progress: Progress,
    reported: f64,
}

thread_local! {
    static SEARCHING: RefCell<Option<Searching>> = const { RefCell::new(None) };
    /// Who says that it is time for the next piece.
    static NEXT: RefCell<Option<MessageChannel>> = const { RefCell::new(None) };
}

/// Gets ready to search. `found` is given every number that is found.
pub fn start(found: fn(Proposed)) -> Result<(), JsValue> {
    let channel = MessageChannel::new()?;
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |_| search(found));
    channel.port1().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    NEXT.set(Some(channel));
    Ok(())
}

/// Begins to search, for the job of a number.
pub fn begin(number: u32, size: KeySize) {
    let (progress, reported) = (Progress::start(size), Date::now());
    SEARCHING.set(Some(Searching { number, size, progress, reported }));
    come_back();
}

/// Whether this worker searches.
pub fn is_searching() -> bool {
    SEARCHING.with_borrow(Option::is_some)
}

/// Stops, and wipes what the search has left.
pub fn stop() {
    SEARCHING.set(None);
    with_keyholder(|keyholder| keyholder.search().forget());
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
fn search(hand_over: fn(Proposed)) {
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
                found
            }
            Err(refusal) => {
                post(own.number, Outcome::Refused(vec![refusal]).into());
                *searching = None;
                None
            }
        }
    });
    if let Some(found) = found {
        hand_over(found);
    }
    if is_searching() {
        come_back();
    }
}

impl Searching {
    /// Searches until something is found, or the time of a piece is over.
    fn piece(&mut self) -> Result<Option<Proposed>, prime::Fault> {
        let begun = Date::now();
        loop {
            let bits = self.size.prime_bits();
            let step = with_keyholder(|keyholder| keyholder.search().step(bits, &mut UnwrapErr(SysRng)))?;
            self.progress.tried = self.progress.tried.saturating_add(step.tested);
            // A clock that is set back ends the piece.
            if step.proposed.is_some() || !(0.0..PIECE).contains(&(Date::now() - begun)) {
                return Ok(step.proposed);
            }
        }
    }
}
