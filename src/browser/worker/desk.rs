//! The worker's desk: the keys that it holds, and the way answers go out.

use std::cell::RefCell;

use getrandom::SysRng;
use getrandom::rand_core::TryRng;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope};

use crate::browser::message::{AnswerEnvelope, pack};
use crate::job::{Answer, File, Outcome};
use crate::keyholder::Keyholder;
use crate::message::{Field, Message};
use crate::wording;

thread_local! {
    static KEYHOLDER: RefCell<Keyholder> = RefCell::default();
}

/// The scope of this worker.
pub fn scope() -> Result<DedicatedWorkerGlobalScope, JsValue> {
    Ok(js_sys::global().dyn_into()?)
}

/// Puts another keyholder in place of the one that is here.
pub fn set_keyholder(keyholder: Keyholder) {
    KEYHOLDER.set(keyholder);
}

/// Does something after some milliseconds.
pub fn later(milliseconds: i32, then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    // A worker that cannot wait is one that ends.
    let _ = scope().and_then(|scope| {
        scope.set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), milliseconds)
    });
}

/// The keyholder of this worker.
pub fn with_keyholder<T>(then: impl FnOnce(&mut Keyholder) -> T) -> T {
    KEYHOLDER.with_borrow_mut(then)
}

/// Asks for random numbers once where a refusal can still be put into words.
pub fn check_randomness() -> Result<(), Message> {
    let mut probe = [0; 1];
    SysRng.try_fill_bytes(&mut probe).map_err(|_| wording::no_randomness())
}

/// Answers a job.
pub fn post(number: u32, answer: Answer) {
    let blobs: Option<Array> = answer.files.iter().map(|file| blob(file).map(JsValue::from)).collect();
    let (outcome, blobs) = match blobs {
        Some(blobs) => (answer.outcome, blobs),
        None => (Outcome::Refused(vec![wording::no_file(Field::MakePfx)]), Array::new()),
    };
    if let Some((message, transfer)) = pack(&AnswerEnvelope { number, outcome }, &blobs) {
        // A page that is gone needs no answer.
        let _ = scope().and_then(|scope| scope.post_message_with_transfer(&message, &transfer));
    }
}

fn blob(file: &File) -> Option<Blob> {
    let octets = Uint8Array::from(file.bytes.as_slice());
    let options = BlobPropertyBag::new();
    options.set_type(file.media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&octets), &options).ok();
    octets.fill(0, 0, octets.length());
    blob
}
