//! The page: it collects what the person gives, asks the workers, and shows what they answer.

mod bulk;
mod bundle;
mod inspect;
mod navigation;
mod next;
mod request;
mod widget;
mod workers;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use web_sys::{BeforeUnloadEvent, PageTransitionEvent};

use self::bulk::Bulk;
use self::bundle::Bundle;
use self::inspect::Inspect;
use self::next::Next;
use self::request::Request;
use crate::browser::page::widget::{clipboard, confirm, dom, drops, errors, pointer, secrets, words};
use crate::browser::page::workers::remote::Remote;
use crate::job::Job;

/// Brings the page to life: see `start_page`.
pub fn start(make_worker: Function) -> Promise {
    Promise::new(&mut |resolve, reject| {
        // The worker that answers the question whether workers run is kept for the first job.
        let first: Rc<RefCell<Option<Remote>>> = Rc::default();
        let ready = {
            let (first, make_worker) = (Rc::clone(&first), make_worker.clone());
            move || {
                bring_to_life(&make_worker, first.borrow_mut().take());
                settle(&resolve);
            }
        };
        let failed = {
            let reject = reject.clone();
            move || settle(&reject)
        };
        match Remote::start(&make_worker, ready, failed) {
            Ok(remote) => *first.borrow_mut() = Some(remote),
            Err(_) => settle(&reject),
        }
    })
}

fn settle(function: &Function) {
    // A promise's own functions do not throw.
    let _ = function.call0(&JsValue::UNDEFINED);
}

fn bring_to_life(make_worker: &Function, reader: Option<Remote>) {
    if let Some(idle) = &reader {
        idle.ask(Job::WarmUp, &[], |_, _| {});
    }
    words::fill();
    pointer::start();
    secrets::start();
    errors::start();
    clipboard::start();
    let next = Next::start(make_worker.clone());
    let request = Request::start(make_worker.clone(), Rc::clone(&next));
    let bundle = Bundle::start(make_worker.clone(), reader, Rc::clone(&request), Rc::clone(&next));
    {
        let bundle = Rc::downgrade(&bundle);
        let (own, next) = (Rc::downgrade(&request), Rc::clone(&next));
        request.on_made(move || {
            if let Some(bundle) = bundle.upgrade() {
                bundle.made_key_changed();
            }
            if let Some(endpoint) = own.upgrade().and_then(|request| request.endpoint()) {
                next.tell(endpoint);
            }
        });
    }
    let bulk = Bulk::start(make_worker);
    let inspect = Inspect::start(make_worker.clone(), Rc::clone(&next));
    drops::accept_elsewhere();
    navigation::start();
    offer_to_keep();
    let steps = Steps { request, next, bundle, bulk, inspect };
    watch_leaving(&steps);
    let forgotten = steps.clone();
    dom::on_id("forget", "click", move |_| {
        let steps = forgotten.clone();
        let question = "Forget everything? Every key, password and text on this page is lost. Files that you have saved stay where they are.";
        confirm::ask(question, "Forget everything", move || {
            steps.forget();
            dom::set_text("forget-status", "Everything is forgotten.");
            dom::focus("forget");
        });
    });
    // The listeners hold the steps for as long as the page lives.
    std::mem::forget(steps);
}

/// From disk, the file is kept already.
fn offer_to_keep() {
    let protocol = dom::window().location().protocol();
    dom::show("served", protocol.is_ok_and(|protocol| protocol.starts_with("http")));
}

/// The steps that hold something.
#[derive(Clone)]
struct Steps {
    request: Rc<Request>,
    next: Rc<Next>,
    bundle: Rc<Bundle>,
    bulk: Rc<Bulk>,
    inspect: Rc<Inspect>,
}

impl Steps {
    fn forget(&self) {
        self.request.forget();
        self.next.forget();
        self.bundle.forget();
        self.bulk.forget();
        self.inspect.forget();
        errors::clear_all();
        secrets::empty_all();
    }
}

/// Asks before an unsaved key is left behind, and leaves nothing behind for whoever comes back.
fn watch_leaving(steps: &Steps) {
    let unsaved = steps.clone();
    dom::on(&dom::window(), "beforeunload", move |event| {
        if unsaved.request.has_unsaved() || unsaved.bundle.has_unsaved() || unsaved.bulk.has_unsaved() {
            event.prevent_default();
            let event: BeforeUnloadEvent = wasm_bindgen::JsCast::unchecked_into(event);
            event.set_return_value("unsaved");
        }
    });
    let steps = steps.clone();
    dom::on(&dom::window(), "pagehide", move |_| steps.forget());
    dom::on(&dom::window(), "pageshow", move |event| {
        let event: PageTransitionEvent = wasm_bindgen::JsCast::unchecked_into(event);
        if event.persisted() {
            // The workers of a page that was put aside are gone: begin anew.
            let _ = dom::window().location().reload();
            secrets::reset_fields();
        }
    });
}
