//! The time, how long typing rests, and what is done later.

use std::time::Duration;

use js_sys::Date;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::dom;

/// Milliseconds of rest after which typing counts as finished.
pub const REST: i32 = 400;

/// The time, in seconds since 1970 began.
#[allow(clippy::cast_possible_truncation, reason = "the year is far from the ends of an i64")]
pub fn now() -> i64 {
    (js_sys::Date::now() / 1_000.0) as i64
}

/// Calls back once, after a time in milliseconds.
pub fn later(milliseconds: i32, then: impl FnOnce() + 'static) -> i32 {
    let then: Box<dyn FnOnce()> = Box::new(then);
    let callback = Closure::once_into_js(then);
    dom::window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), milliseconds)
        .unwrap_or_default()
}

/// How long ago a moment is, in milliseconds since the Unix epoch: no time at all where the clock was set
/// back.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a clock that was set back gives nothing, and no work takes 2^64 milliseconds"
)]
pub fn since(moment: f64) -> Duration {
    Duration::from_millis((Date::now() - moment) as u64)
}

/// Calls back once, before the window is drawn again.
pub fn at_next_frame(then: impl FnOnce() + 'static) {
    let then: Box<dyn FnOnce()> = Box::new(then);
    let callback = Closure::once_into_js(then);
    // Nothing is drawn any more where the window is gone.
    let _ = dom::window().request_animation_frame(callback.unchecked_ref());
}
