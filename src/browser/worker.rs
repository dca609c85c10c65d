//! The worker's side: a keyholder that listens.

use std::cell::RefCell;

use getrandom::SysRng;
use getrandom::rand_core::{TryRng, UnwrapErr};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};
use zeroize::Zeroizing;

use super::message::{AnswerEnvelope, JobEnvelope, Label, pack, take_array, unpack};
use crate::job::{Answer, Document, File, Outcome};
use crate::keyholder::Keyholder;
use crate::wording::{self, Field, Message};

thread_local! {
    static KEYHOLDER: RefCell<Keyholder> = RefCell::default();
}

/// Listens, and says that it does.
pub fn start() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let own = scope.clone();
    let listener =
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| receive(&own, &event.data()));
    scope.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref())?;
    listener.forget();
    post(&scope, 0, Outcome::Ready.into());
    Ok(())
}

fn receive(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
    let Some((envelope, contents)) = unpack::<JobEnvelope>(message) else { return };
    let JobEnvelope { number, job, labels } = envelope;
    let answer = match (documents(&labels, &contents), check_randomness()) {
        (Err(refusal), _) | (_, Err(refusal)) => Outcome::Refused(vec![refusal]).into(),
        (Ok(documents), Ok(())) => KEYHOLDER.with_borrow_mut(|keyholder| {
            let mut on_progress = |outcome: Outcome| post(scope, number, outcome.into());
            keyholder.perform(job, documents, &mut UnwrapErr(SysRng), &mut on_progress)
        }),
    };
    post(scope, number, answer);
}

/// Asks for random numbers once where a refusal can still be put into words.
fn check_randomness() -> Result<(), Message> {
    let mut probe = [0; 1];
    SysRng.try_fill_bytes(&mut probe).map_err(|_| wording::no_randomness())
}

fn documents(labels: &[Label], contents: &Array) -> Result<Vec<Document>, Message> {
    labels
        .iter()
        .zip(contents.iter())
        .map(|(label, content)| {
            let bytes = read(&content).ok_or_else(|| wording::file_unreadable(label.source, &label.name))?;
            Ok(Document { source: label.source, name: label.name.clone(), bytes })
        })
        .collect()
}

fn read(content: &JsValue) -> Option<Zeroizing<Vec<u8>>> {
    if let Some(octets) = content.dyn_ref::<Uint8Array>() {
        return Some(take_array(octets));
    }
    let buffer: ArrayBuffer =
        FileReaderSync::new().ok()?.read_as_array_buffer(content.dyn_ref::<Blob>()?).ok()?;
    Some(take_array(&Uint8Array::new(&buffer)))
}

fn post(scope: &DedicatedWorkerGlobalScope, number: u32, answer: Answer) {
    let blobs: Option<Array> = answer.files.iter().map(|file| blob(file).map(JsValue::from)).collect();
    let (outcome, blobs) = match blobs {
        Some(blobs) => (answer.outcome, blobs),
        None => (Outcome::Refused(vec![wording::no_file(Field::MakePfx)]), Array::new()),
    };
    if let Some((message, transfer)) = pack(&AnswerEnvelope { number, outcome }, &blobs) {
        // A page that is gone needs no answer.
        let _ = scope.post_message_with_transfer(&message, &transfer);
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
