//! A worker as the page sees it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, File, MessageEvent, Worker};

use super::message::{AnswerEnvelope, JobEnvelope, Label, pack, to_array, unpack};
use crate::job::{Job, Outcome};
use crate::wording::Field;

/// A document on its way to a worker: the page never looks inside.
#[derive(Clone)]
pub enum Enclosure {
    /// A file, read by the worker.
    File(Field, File),
    /// Pasted text.
    Text(Field, String),
}

type Callback = Box<dyn FnMut(Outcome, Vec<Blob>)>;

/// A worker. Dropped, it ends, and what it held is gone with it.
pub struct Remote {
    worker: Worker,
    numbers: Cell<u32>,
    waiting: Rc<RefCell<HashMap<u32, Callback>>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_death: Closure<dyn FnMut(Event)>,
}

impl Remote {
    /// Starts a worker. `on_ready` is called when it runs, `on_death` if it cannot start or fails.
    pub fn start(
        make_worker: &Function,
        on_ready: impl FnOnce() + 'static,
        on_death: impl FnMut() + 'static,
    ) -> Result<Self, JsValue> {
        let worker: Worker = make_worker.call0(&JsValue::UNDEFINED)?.dyn_into()?;
        let waiting: Rc<RefCell<HashMap<u32, Callback>>> = Rc::default();
        let on_message = listen(Rc::clone(&waiting), on_ready);
        let mut on_death = on_death;
        let unanswered = Rc::clone(&waiting);
        let on_death = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            // Nobody answers any more. Let go of outside the borrow: a callback may own a worker.
            let unanswered = std::mem::take(&mut *unanswered.borrow_mut());
            drop(unanswered);
            on_death();
        });
        worker.add_event_listener_with_callback("message", on_message.as_ref().unchecked_ref())?;
        worker.add_event_listener_with_callback("error", on_death.as_ref().unchecked_ref())?;
        Ok(Self { worker, numbers: Cell::new(0), waiting, _on_message: on_message, _on_death: on_death })
    }

    /// Asks for a job. `then` is called with every [`Outcome::Progress`], and with the answer.
    pub fn ask(&self, job: Job, enclosures: &[Enclosure], then: impl FnMut(Outcome, Vec<Blob>) + 'static) {
        let number = self.numbers.get().wrapping_add(1).max(1);
        self.numbers.set(number);
        let (labels, contents): (Vec<Label>, Vec<JsValue>) = enclosures.iter().map(open).unzip();
        let contents: Array = contents.into_iter().collect();
        self.waiting.borrow_mut().insert(number, Box::new(then));
        if let Some((message, transfer)) = pack(&JobEnvelope { number, job, labels }, &contents) {
            // A worker that has died answers through its error event.
            let _ = self.worker.post_message_with_transfer(&message, &transfer);
        }
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn listen(
    waiting: Rc<RefCell<HashMap<u32, Callback>>>,
    on_ready: impl FnOnce() + 'static,
) -> Closure<dyn FnMut(MessageEvent)> {
    let mut on_ready = Some(on_ready);
    Closure::new(move |event: MessageEvent| {
        let Some((envelope, contents)) = unpack::<AnswerEnvelope>(&event.data()) else { return };
        if matches!(envelope.outcome, Outcome::Ready) {
            if let Some(on_ready) = on_ready.take() {
                on_ready();
            }
            return;
        }
        // Taken out while it runs: what it does may ask for the next job.
        let Some(mut then) = waiting.borrow_mut().remove(&envelope.number) else { return };
        let goes_on = matches!(envelope.outcome, Outcome::Progress(_));
        then(envelope.outcome, contents.iter().filter_map(|content| content.dyn_into().ok()).collect());
        if goes_on {
            waiting.borrow_mut().insert(envelope.number, then);
        }
    })
}

fn open(enclosure: &Enclosure) -> (Label, JsValue) {
    match enclosure {
        Enclosure::File(source, file) => (Label { source: *source, name: file.name() }, file.into()),
        Enclosure::Text(source, text) => {
            (Label { source: *source, name: String::new() }, to_array(text.as_bytes()).into())
        }
    }
}
