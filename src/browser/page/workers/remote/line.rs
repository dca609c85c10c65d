//! The way to a worker, and who waits for what.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use web_sys::{Blob, Worker};

use super::Enclosure;
use crate::browser::message::{JobEnvelope, Label, pack};
use crate::job::{Job, Outcome};
use crate::message::Message;

/// Called with every answer to a job.
pub type Callback = Box<dyn FnMut(Outcome, Vec<Blob>)>;

/// The way to a worker.
pub struct Line {
    pub worker: Worker,
    pub numbers: Cell<u32>,
    pub waiting: Rc<RefCell<BTreeMap<u32, Callback>>>,
}

thread_local! {
    /// Whether workers may read files here, once that is known.
    static WORKERS_READ: Cell<Option<bool>> = const { Cell::new(None) };
}

impl Line {
    /// Sends a job with the contents of its documents.
    pub fn post(&self, job: Job, labels: Vec<Label>, contents: &Array, then: Callback) {
        let number = self.numbers.get().wrapping_add(1).max(1);
        self.numbers.set(number);
        self.waiting.borrow_mut().insert(number, then);
        if let Some((message, transfer)) = pack(&JobEnvelope { number, job, labels }, contents) {
            // A worker that has died answers through its error event.
            let _ = self.worker.post_message_with_transfer(&message, &transfer);
        }
    }

    /// What is sent of documents: files as they are, where workers may read them. WebKit lets no
    /// worker read a file where the page itself came from a file; there the page hands over the
    /// octets, unseen, as it does with pasted text.
    pub async fn contents(&self, enclosures: &[Enclosure]) -> Result<Array, Message> {
        if self.worker_reads(enclosures).await {
            return Ok(enclosures.iter().map(Enclosure::content).collect());
        }
        let contents = Array::new();
        for enclosure in enclosures {
            contents.push(&enclosure.octets().await?);
        }
        Ok(contents)
    }

    /// Has the worker try the first of the files.
    async fn worker_reads(&self, enclosures: &[Enclosure]) -> bool {
        if let Some(known) = WORKERS_READ.get() {
            return known;
        }
        let Some(file) = enclosures.iter().find(|enclosure| enclosure.is_file()) else { return true };
        let contents = Array::of1(&file.content());
        let tried = Promise::new(&mut |resolve, _| {
            let answered = move |outcome, _| {
                let reads = JsValue::from(matches!(outcome, Outcome::Done));
                // A promise's own function does not throw.
                let _ = resolve.call1(&JsValue::UNDEFINED, &reads);
            };
            self.post(Job::TryReading, vec![file.label()], &contents, Box::new(answered));
        });
        let reads = tried.await.is_ok_and(|reads: JsValue| reads.is_truthy());
        WORKERS_READ.set(Some(reads));
        reads
    }
}
