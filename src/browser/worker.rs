//! The worker's side: a keyholder that listens.

mod desk;
mod documents;
mod lanes;
mod proposer;
mod racing;
mod searching;
mod warming;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort};

use self::desk::{check_randomness, post, with_keyholder};
use self::lanes::ModuleLanes;
use self::proposer::ModuleProposer;
use super::message::{JobEnvelope, unpack};
use crate::job::{Job, Outcome};
use crate::keyholder::Keyholder;
use crate::password_encryption::use_lanes;
use crate::prime::PrimeSearch;

/// Listens, and says that it does. Primes are searched for with `proposer`, and passwords worked with in
/// `lanes`, where these run.
pub fn start(proposer: &JsValue, lanes: &JsValue) -> Result<(), JsValue> {
    if let Some(lanes) = lanes.dyn_ref().and_then(ModuleLanes::start) {
        // Where they do not compute as they have to, they are not used.
        use_lanes(Box::new(lanes));
    }
    let proposer = proposer.dyn_ref().and_then(ModuleProposer::start);
    if let Some(proposer) = proposer {
        desk::set_keyholder(Keyholder::with_search(PrimeSearch::with(Box::new(proposer))));
    }
    searching::start(racing::found)?;
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| receive(&event.data()));
    desk::scope()?.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref())?;
    listener.forget();
    post(0, Outcome::Ready.into());
    Ok(())
}

fn receive(message: &JsValue) {
    let Some((envelope, contents)) = unpack::<JobEnvelope>(message) else { return };
    let JobEnvelope { number, job, labels } = envelope;
    warming::end();
    let read = documents::read(&labels, &contents);
    let documents = match read.and_then(|documents| check_randomness().map(|()| documents)) {
        Ok(documents) => documents,
        Err(refusal) => return post(number, Outcome::Refused(vec![refusal]).into()),
    };
    let rng = &mut UnwrapErr(SysRng);
    let port = contents.get(0).dyn_into::<MessagePort>();
    match (job, port) {
        (Job::MakeKey { name, size, password }, _) => {
            let mut on_deriving = |progress| post(number, Outcome::Opening(progress).into());
            match with_keyholder(|keyholder| {
                keyholder.begin_key(&name, size, password, rng, &mut on_deriving)
            }) {
                Ok(()) => racing::keep(number, size),
                Err(refusals) => post(number, Outcome::Refused(refusals).into()),
            }
        }
        (Job::WarmUp, _) => {
            warming::begin();
            post(number, Outcome::Done.into());
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
