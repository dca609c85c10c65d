//! The worker's side: a keyholder that listens.

use std::cell::{Cell, RefCell};

use getrandom::SysRng;
use getrandom::rand_core::{TryRng, UnwrapErr};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent, MessagePort};
use zeroize::Zeroizing;

use super::message::{AnswerEnvelope, JobEnvelope, Label, pack, take_array, unpack};
use super::proposer::ModuleProposer;
use super::searching::{self, Piece, Searching};
use crate::job::{Answer, Document, File, Job, Outcome};
use crate::key::MakeKeyError;
use crate::keyholder::Keyholder;
use crate::prime::{self, PrimeSearch};
use crate::wording::{self, Field, Message};

thread_local! {
    static KEYHOLDER: RefCell<Keyholder> = RefCell::default();
    static SEARCHING: RefCell<Option<Searching>> = const { RefCell::new(None) };
    /// The number of the job that awaits primes.
    static AWAITS: Cell<u32> = const { Cell::new(0) };
}

/// Listens, and says that it does. Primes are searched for with `proposer` where it runs.
pub fn start(proposer: &JsValue) -> Result<(), JsValue> {
    let proposer = proposer.dyn_ref().and_then(ModuleProposer::start);
    if let Some(proposer) = proposer {
        KEYHOLDER.set(Keyholder::with_search(PrimeSearch::with(Box::new(proposer))));
    }
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let own = scope.clone();
    searching::on_next(move || search(&own))?;
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
    let port = || contents.get(0).dyn_into::<MessagePort>().ok();
    let awaits = matches!(job, Job::AwaitPrimes { .. });
    match &job {
        Job::SearchPrimes { size } => {
            SEARCHING.set(port().map(|port| Searching::begin(number, *size, port)));
            return searching::next();
        }
        Job::ListenTo => {
            if let Some(port) = port() {
                listen_to(scope, &port);
            }
        }
        Job::StopSearching => SEARCHING.set(None),
        _ => {}
    }
    let answer = match (documents(&labels, &contents), check_randomness()) {
        (Err(refusal), _) | (_, Err(refusal)) => Outcome::Refused(vec![refusal]).into(),
        (Ok(documents), Ok(())) => KEYHOLDER.with_borrow_mut(|keyholder| {
            let mut on_progress = |outcome: Outcome| post(scope, number, outcome.into());
            keyholder.perform(job, documents, &mut UnwrapErr(SysRng), &mut on_progress)
        }),
    };
    if awaits && matches!(answer.outcome, Outcome::Done) {
        AWAITS.set(number);
        return;
    }
    post(scope, number, answer);
}

/// Searches on, reports, and comes back.
fn search(scope: &DedicatedWorkerGlobalScope) {
    SEARCHING.with_borrow_mut(|searching| {
        let Some(own) = searching else { return };
        let number = own.number;
        let piece = check_randomness().and_then(|()| {
            let step = |bits| {
                KEYHOLDER.with_borrow_mut(|keyholder| keyholder.search().step(bits, &mut UnwrapErr(SysRng)))
            };
            own.piece(step).map_err(|prime::Fault| wording::make_key(MakeKeyError::SelfTest))
        });
        match piece {
            Ok(Piece::Quiet) => searching::next(),
            Ok(Piece::Report(progress)) => {
                post(scope, number, Outcome::Progress(progress).into());
                searching::next();
            }
            Err(refusal) => {
                *searching = None;
                post(scope, number, Outcome::Refused(vec![refusal]).into());
            }
        }
    });
}

/// Takes the primes that come in by a port, until there are enough.
fn listen_to(scope: &DedicatedWorkerGlobalScope, port: &MessagePort) {
    let scope = scope.clone();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(octets) = event.data().dyn_into::<Uint8Array>() else { return };
        let octets = take_array(&octets);
        let answer = check_randomness().map_or_else(
            |refusal| Some(Outcome::Refused(vec![refusal]).into()),
            |()| KEYHOLDER.with_borrow_mut(|keyholder| keyholder.take_prime(&octets, &mut UnwrapErr(SysRng))),
        );
        if let Some(answer) = answer {
            post(&scope, AWAITS.get(), answer);
        }
    });
    port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
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
