//! The worker's side: a keyholder that listens.

use std::cell::RefCell;

use getrandom::SysRng;
use getrandom::rand_core::{TryRng, UnwrapErr};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

use super::message::{AnswerEnvelope, JobEnvelope, pack, unpack};
use super::proposer::ModuleProposer;
use super::{racing, reading, searching};
use crate::job::{Answer, File, Job, Outcome};
use crate::keyholder::Keyholder;
use crate::prime::PrimeSearch;
use crate::wording::{self, Field, Message};

thread_local! {
    static KEYHOLDER: RefCell<Keyholder> = RefCell::default();
}

/// Listens, and says that it does. Primes are searched for with `proposer` where it runs.
pub fn start(proposer: &JsValue) -> Result<(), JsValue> {
    let proposer = proposer.dyn_ref().and_then(ModuleProposer::start);
    if let Some(proposer) = proposer {
        KEYHOLDER.set(Keyholder::with_search(PrimeSearch::with(Box::new(proposer))));
    }
    searching::start()?;
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| receive(&event.data()));
    scope()?.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref())?;
    listener.forget();
    post(0, Outcome::Ready.into());
    Ok(())
}

fn scope() -> Result<DedicatedWorkerGlobalScope, JsValue> {
    Ok(js_sys::global().dyn_into()?)
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

fn receive(message: &JsValue) {
    let Some((envelope, contents)) = unpack::<JobEnvelope>(message) else { return };
    let JobEnvelope { number, job, labels } = envelope;
    let read = reading::documents(&labels, &contents);
    let documents = match read.and_then(|documents| check_randomness().map(|()| documents)) {
        Ok(documents) => documents,
        Err(refusal) => return post(number, Outcome::Refused(vec![refusal]).into()),
    };
    let rng = &mut UnwrapErr(SysRng);
    let port = contents.get(0).dyn_into::<MessagePort>();
    match (job, port) {
        (Job::MakeKey { name, size, password }, _) => {
            match with_keyholder(|keyholder| keyholder.begin_key(&name, size, password, rng)) {
                Ok(()) => racing::keep(number, size),
                Err(refusals) => post(number, Outcome::Refused(refusals).into()),
            }
        }
        (Job::SearchPrimes { size }, Ok(port)) => racing::search_for(port, number, size),
        (Job::ListenTo, Ok(port)) => {
            racing::listen_to(port);
            post(number, Outcome::Done.into());
        }
        (Job::StopSearching, _) => {
            searching::stop();
            post(number, Outcome::Done.into());
        }
        (job, _) => {
            let mut on_progress = |outcome: Outcome| post(number, outcome.into());
            let answer = with_keyholder(|keyholder| keyholder.perform(job, documents, rng, &mut on_progress));
            post(number, answer);
        }
    }
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
