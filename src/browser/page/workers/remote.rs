//! A worker as the page sees it.

mod enclosure;
mod line;

pub use enclosure::Enclosure;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::futures::spawn_local;
use js_sys::{Array, Function};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, MessageEvent, Worker};

use self::line::{Callback, Line};
use crate::browser::message::{AnswerEnvelope, unpack};
use crate::job::{Job, Outcome};

/// A worker. Dropped, it ends, and what it held is gone with it.
pub struct Remote {
    line: Rc<Line>,
    dies: Rc<RefCell<Box<dyn FnMut()>>>,
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
        Self::start_boxed(make_worker, Box::new(on_ready), Box::new(on_death))
    }

    // Compiled once, whoever calls: so it is in what follows.
    fn start_boxed(
        make_worker: &Function,
        on_ready: Box<dyn FnOnce()>,
        on_death: Box<dyn FnMut()>,
    ) -> Result<Self, JsValue> {
        let worker: Worker = make_worker.call0(&JsValue::UNDEFINED)?.dyn_into()?;
        let waiting: Rc<RefCell<BTreeMap<u32, Callback>>> = Rc::default();
        let on_message = listen(Rc::clone(&waiting), on_ready);
        let unanswered = Rc::clone(&waiting);
        let dies = Rc::new(RefCell::new(on_death));
        let died = Rc::clone(&dies);
        let on_death = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            // Nobody answers any more. Let go of outside the borrow: a callback may own a worker.
            let unanswered = std::mem::take(&mut *unanswered.borrow_mut());
            drop(unanswered);
            died.borrow_mut()();
        });
        worker.add_event_listener_with_callback("message", on_message.as_ref().unchecked_ref())?;
        worker.add_event_listener_with_callback("error", on_death.as_ref().unchecked_ref())?;
        let line = Rc::new(Line { worker, numbers: Cell::new(0), waiting });
        Ok(Self { line, dies, _on_message: on_message, _on_death: on_death })
    }

    /// Calls this, and nobody else, if the worker dies from now on.
    pub fn on_death(&self, then: impl FnMut() + 'static) {
        *self.dies.borrow_mut() = Box::new(then);
    }

    /// Asks for a job. `then` is called with the answer, and with every outcome before it.
    pub fn ask(&self, job: Job, enclosures: &[Enclosure], then: impl FnMut(Outcome, Vec<Blob>) + 'static) {
        self.ask_boxed(job, enclosures, Box::new(then));
    }

    fn ask_boxed(&self, job: Job, enclosures: &[Enclosure], mut then: Callback) {
        let labels = enclosures.iter().map(Enclosure::label).collect();
        if !enclosures.iter().any(Enclosure::is_file) {
            return self.line.post(job, labels, &enclosures.iter().map(Enclosure::content).collect(), then);
        }
        let (line, enclosures) = (Rc::clone(&self.line), enclosures.to_vec());
        spawn_local(async move {
            match line.contents(&enclosures).await {
                Ok(contents) => line.post(job, labels, &contents, then),
                Err(unreadable) => then(Outcome::Refused(vec![unreadable]), Vec::new()),
            }
        });
    }
}

impl Remote {
    /// Asks for a job that goes with message ports, which are moved to the worker.
    pub fn ask_with(&self, job: Job, ports: &Array, then: impl FnMut(Outcome, Vec<Blob>) + 'static) {
        self.line.post(job, Vec::new(), ports, Box::new(then));
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.line.worker.terminate();
    }
}

fn listen(
    waiting: Rc<RefCell<BTreeMap<u32, Callback>>>,
    on_ready: Box<dyn FnOnce()>,
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
        let goes_on = envelope.outcome.goes_on();
        then(envelope.outcome, contents.iter().filter_map(|content| content.dyn_into().ok()).collect());
        if goes_on {
            waiting.borrow_mut().insert(envelope.number, then);
        }
    })
}
