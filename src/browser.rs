//! The browser layer: the page and its workers. Everything it knows of keys and certificates, it
//! asks the core.

mod message;
mod page;
mod worker;

use std::alloc::System;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroizing_alloc::ZeroAlloc;

/// Types that know that they are secret wipe themselves. What passes on its way to them, the text of
/// a field among it, is wiped here, with all other memory that is given back.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Brings the page to life. `make_worker` gives a new worker that runs [`start_worker`].
///
/// The promise is kept when the first worker has answered, and broken when none can be started.
#[wasm_bindgen]
pub fn start_page(make_worker: Function) -> Promise {
    page::start(make_worker)
}

/// Makes this worker listen. `proposer` is the compiled module that proposes primes, and `lanes` the one that
/// works with four passwords at once, where the browser takes them.
///
/// # Errors
/// Where this is no worker.
#[wasm_bindgen]
pub fn start_worker(proposer: &JsValue, lanes: &JsValue) -> Result<(), JsValue> {
    worker::start(proposer, lanes)
}
