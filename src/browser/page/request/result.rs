//! What was made: shown, and handed to the person.

use std::rc::Rc;

use web_sys::Blob;

use super::{Request, sending};
use crate::browser::page::widget::{clipboard, dom, download, errors};
use crate::job::{Job, Outcome};
use crate::message::Field;
use crate::steps::request::{Event, Held, View};
use crate::wording;

/// Listens to the buttons.
pub fn listen(request: &Rc<Request>) {
    let own = Rc::clone(request);
    dom::on_id("download-key", "click", move |_| own.save_key());
    let own = Rc::clone(request);
    dom::on_id("download-csr", "click", move |_| own.save_request());
    let own = Rc::clone(request);
    dom::on_id("copy-csr", "click", move |_| own.copy_request());
}

/// Draws what was made, and how much of it is saved.
pub fn draw(view: &View<'_>) {
    for section in ["request-result", "sending"] {
        dom::show(section, view.held.is_some());
    }
    dom::set_text("request-outdated", &view.outdated);
    dom::show("request-outdated", !view.outdated.is_empty());
    match view.held {
        Some(held) => draw_held(held),
        None if view.is_making => {}
        None => empty(),
    }
}

fn draw_held(held: &Held) {
    let made = &held.made;
    dom::set_text("result-name", &made.name);
    dom::set_text("result-key", &format!("RSA, {} bits", made.bits));
    dom::set_text("result-sealed", if made.sealed { "Under your password" } else { "Without a password" });
    dom::fill_all("#key-as-text [data-name]", &made.name);
    dom::show("key-text-sealed", made.sealed);
    dom::show("key-text-open", !made.sealed);
    dom::set_text("result-fingerprint", &made.fingerprint.to_string());
    dom::set_value("csr-pem", &made.request);
    let unsaved = held.unsaved();
    dom::show("unsaved", unsaved.is_some());
    dom::set_text("unsaved-text", unsaved.unwrap_or_default());
    dom::set_text("request-step", wording::request_step(unsaved.is_none()));
    let saved = held.is_key_saved.then(|| wording::key_saved(&made.name, held.is_key_checked));
    dom::show("saved", saved.is_some());
    dom::set_text("saved-text", &saved.unwrap_or_default());
    sending::draw(held);
}

/// Takes away what was shown of a key that is gone.
fn empty() {
    download::forget();
    dom::fill_all("#key-as-text [data-name]", "");
    for id in
        ["result-name", "result-key", "result-sealed", "result-fingerprint", "unsaved-text", "saved-text"]
    {
        dom::set_text(id, "");
    }
    for status in ["copy-csr-status", "copy-key-status"] {
        dom::set_text(status, "");
    }
    dom::set_value("csr-pem", "");
    dom::set_text("request-step", wording::request_step(false));
    sending::empty();
}

impl Request {
    fn save_key(self: &Rc<Self>) {
        errors::clear(&[Field::DownloadKey]);
        let Some((made, keeper)) = self.held() else {
            let is_saved = self.step.borrow().held().is_some_and(|held| held.is_key_saved);
            return errors::present(&[wording::keeper_died(is_saved)]);
        };
        let own = Rc::downgrade(self);
        keeper.ask(Job::GiveKeyFile, &[], move |outcome, files: Vec<Blob>| {
            let Some(own) = own.upgrade() else { return };
            let is_saved = matches!(outcome, Outcome::Files)
                && files.first().is_some_and(|file| download::save(file, &format!("{}.key", made.name)));
            if !is_saved {
                errors::present(&[wording::no_file(Field::DownloadKey)]);
            } else if own.held().is_some_and(|(held, _)| held.fingerprint == made.fingerprint) {
                own.on(Event::KeySaved);
            }
        });
    }

    fn request(&self) -> Option<(String, String)> {
        self.step.borrow().held().map(|held| (held.made.request.clone(), held.made.name.clone()))
    }

    fn save_request(self: &Rc<Self>) {
        let Some((request, name)) = self.request() else { return };
        errors::clear(&[Field::DownloadCsr]);
        if download::save_text(&request, "application/pkcs10", &format!("{name}.csr")) {
            self.on(Event::RequestSaved);
        } else {
            errors::present(&[wording::no_file(Field::DownloadCsr)]);
        }
    }

    fn copy_request(self: &Rc<Self>) {
        let Some((request, _)) = self.request() else { return };
        let (own, copied) = (Rc::downgrade(self), request.clone());
        clipboard::copy(&request, "copy-csr-status", move || {
            if let Some(own) = own.upgrade().filter(|own| own.request().is_some_and(|(now, _)| now == copied))
            {
                own.on(Event::RequestSaved);
            }
        });
    }
}
