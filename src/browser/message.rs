//! How a job, its documents and its answer travel between page and worker.
//!
//! A message is an array of two: an envelope, the octets of a serialised value; and a list of
//! contents, files as the browser's own objects and pasted texts as octets.

use js_sys::{Array, Uint8Array};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessagePort;
use zeroize::Zeroizing;

use crate::job::{Job, Outcome};
use crate::message::Field;

/// What goes to a worker.
#[derive(Serialize, Deserialize)]
pub struct JobEnvelope {
    /// By this number the answer is recognised.
    pub number: u32,
    /// What to do.
    pub job: Job,
    /// Where each of the contents came from.
    pub labels: Vec<Label>,
}

/// Where a document came from.
#[derive(Serialize, Deserialize, Clone)]
pub struct Label {
    /// The field.
    pub source: Field,
    /// The name of the file, empty for pasted text.
    pub name: String,
}

/// What comes back from a worker.
#[derive(Serialize, Deserialize)]
pub struct AnswerEnvelope {
    /// The number of the job, 0 for what was not asked.
    pub number: u32,
    /// The answer.
    pub outcome: Outcome,
}

/// Octets moved into a script's array. The array's buffer is to be transferred, not copied.
pub fn to_array(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

/// Octets taken out of a script's array, which is wiped.
pub fn take_array(array: &Uint8Array) -> Zeroizing<Vec<u8>> {
    let bytes = Zeroizing::new(array.to_vec());
    array.fill(0, 0, array.length());
    bytes
}

/// Packs a message and lists what is to be transferred with it.
pub fn pack(envelope: &impl Serialize, contents: &Array) -> Option<(Array, Array)> {
    // The size is known beforehand, so that no reallocation leaves a copy of a password behind.
    let length = postcard::experimental::serialized_size(envelope).ok()?;
    let mut buffer = Zeroizing::new(vec![0; length]);
    let bytes = postcard::to_slice(envelope, &mut buffer).ok()?;
    let array = to_array(bytes);
    let transfer = Array::of1(&array.buffer());
    for content in contents.iter() {
        if let Some(octets) = content.dyn_ref::<Uint8Array>() {
            transfer.push(&octets.buffer());
        } else if content.is_instance_of::<MessagePort>() {
            transfer.push(&content);
        }
    }
    Some((Array::of2(&array, contents), transfer))
}

/// Unpacks a message.
pub fn unpack<T: DeserializeOwned>(message: &JsValue) -> Option<(T, Array)> {
    let message: &Array = message.dyn_ref()?;
    let envelope: Uint8Array = message.get(0).dyn_into().ok()?;
    let contents: Array = message.get(1).dyn_into().ok()?;
    let bytes = take_array(&envelope);
    Some((postcard::from_bytes(&bytes).ok()?, contents))
}
