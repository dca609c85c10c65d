//! A worker that searches for primes, in pieces: between two of them it listens.

use std::cell::RefCell;

use js_sys::Date;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use crate::key::{KeySize, Progress};
use crate::prime::{self, Prime};

/// Milliseconds of a piece: short enough that a worker that is told to stop does so at once.
const PIECE: f64 = 20.0;

/// Milliseconds between two reports.
const BETWEEN_REPORTS: f64 = 100.0;

/// A search, and where its primes go.
pub struct Searching {
    /// The number of the job.
    pub number: u32,
    size: KeySize,
    progress: Progress,
    port: MessagePort,
    reported: f64,
}

/// How a piece ended.
pub enum Piece {
    /// There is nothing to tell yet.
    Quiet,
    /// It is time to report.
    Report(Progress),
}

impl Searching {
    /// Begins a search, whose primes are sent out by a port.
    pub fn begin(number: u32, size: KeySize, port: MessagePort) -> Self {
        Self { number, size, progress: Progress::start(size), port, reported: Date::now() }
    }

    /// Searches for some milliseconds. `step` does a step of the search.
    ///
    /// # Errors
    /// As the steps.
    pub fn piece(
        &mut self,
        mut step: impl FnMut(u32) -> Result<prime::Progress, prime::Fault>,
    ) -> Result<Piece, prime::Fault> {
        let begun = Date::now();
        // A clock that is set back ends the piece.
        while (0.0..PIECE).contains(&(Date::now() - begun)) {
            let prime::Progress { tested, prime } = step(self.size.prime_bits())?;
            self.progress.tried = self.progress.tried.saturating_add(tested);
            if let Some(prime) = prime {
                send(&self.port, &prime);
            }
        }
        if (0.0..BETWEEN_REPORTS).contains(&(Date::now() - self.reported)) {
            return Ok(Piece::Quiet);
        }
        self.reported = Date::now();
        Ok(Piece::Report(self.progress))
    }
}

/// The octets are moved, not copied: nothing of them stays here.
fn send(port: &MessagePort, prime: &Prime) {
    let octets = js_sys::Uint8Array::from(prime.to_octets().as_slice());
    let transfer = js_sys::Array::of1(&octets.buffer());
    // Nobody may be there any more.
    let _ = port.post_message_with_transferable(&octets, &transfer);
}

thread_local! {
    static NEXT: RefCell<Option<MessageChannel>> = const { RefCell::new(None) };
}

/// Has `then` called each time that [`next`] is, after everything that was waiting to be heard.
pub fn on_next(then: impl FnMut() + 'static) -> Result<(), JsValue> {
    let channel = MessageChannel::new()?;
    let mut then = then;
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |_| then());
    channel.port1().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    NEXT.set(Some(channel));
    Ok(())
}

/// Asks for the next piece.
pub fn next() {
    NEXT.with_borrow(|channel| {
        if let Some(channel) = channel {
            // The channel's two ends are here.
            let _ = channel.port2().post_message(&JsValue::NULL);
        }
    });
}
