//! Draws the view of the step, as far as it is another than before.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Blob;

use super::pfx_text;
use crate::browser::page::widget::opening::Opening;
use crate::browser::page::widget::{addition, checks, dom, errors};
use crate::job::{Assessed, MadeKey, OpenedKey};
use crate::message::Field;
use crate::steps::bundle::{Finished, Place, View};
use crate::wording;

/// The fields of the step that its view speaks of. Those of the new password speak for themselves, too.
const FIELDS: [Field; 6] = [
    Field::KeyFile,
    Field::KeyPem,
    Field::UnlockPassword,
    Field::CertificateFile,
    Field::CertificatePem,
    Field::MakePfx,
];

/// What is drawn.
pub struct Drawing {
    opening: Rc<Opening>,
    assessed: RefCell<Option<Assessed>>,
    finished: RefCell<Option<Blob>>,
    /// The display name that the page has put into its field.
    name: RefCell<String>,
}

impl Default for Drawing {
    fn default() -> Self {
        let (assessed, finished, name) = Default::default();
        Self { opening: Opening::at("key"), assessed, finished, name }
    }
}

/// Leads the person to a place.
pub fn lead(place: Place) {
    match place {
        Place::Errors => errors::lead(),
        Place::KeyPassword => dom::focus("unlock-password"),
        Place::KeyFile => dom::focus("key-file"),
        Place::Result => dom::focus("bundle-result-title"),
    }
}

impl Drawing {
    /// The work on the password of the key.
    pub fn opening(&self) -> &Rc<Opening> {
        &self.opening
    }

    /// Whether a display name is another than the one that the page has put there.
    pub fn is_typed(&self, name: &str) -> bool {
        *self.name.borrow() != name
    }

    /// Draws the view.
    pub fn draw(&self, view: &View<'_, Blob>) {
        draw_made_key(view.made_key);
        draw_opened(view.opened);
        let refused = view.errors.first().map_or("unlock-password", |message| message.field.id());
        let next = if view.opened.is_some() { "key-taken" } else { refused };
        self.opening.follow(view.opening, view.key_status, next);
        self.draw_assessed(view);
        self.draw_finished(view.finished);
        let (passwords, others): (Vec<_>, Vec<_>) =
            view.errors.iter().cloned().partition(|message| !FIELDS.contains(&message.field));
        errors::settle(&FIELDS, &others);
        errors::list(&passwords);
        dom::set_text("make-pfx", view.button);
        dom::set_text("pfx-status", view.status);
    }

    fn draw_assessed(&self, view: &View<'_, Blob>) {
        let status = match view.assessed {
            Some(assessed) => wording::checks_summary(&assessed.checks, assessed.unread.len()),
            None if view.is_checking => wording::CHECKING.to_owned(),
            None => wording::NOTHING_TO_CHECK.to_owned(),
        };
        dom::set_text("checks-status", &status);
        if view.assessed == self.assessed.borrow().as_ref() {
            return;
        }
        let list = dom::element("checks");
        list.set_text_content(None);
        dom::show("path", view.assessed.is_some());
        dom::fill_list("path-list", view.assessed.map_or(&[], |assessed| &assessed.path));
        dom::fill_list("aside", view.assessed.map_or(&[], |assessed| &assessed.aside));
        addition::show("bundle", view.assessed.and_then(|assessed| assessed.addition.as_ref()));
        if view.assessed.is_some() {
            // A chain that was given is what people mean.
            dom::set_value("trust-of", "given");
        }
        if let Some(assessed) = view.assessed {
            checks::fill(&list, &assessed.checks);
        }
        self.name_file(view.assessed.and_then(|assessed| assessed.name.as_deref()).unwrap_or_default());
        *self.assessed.borrow_mut() = view.assessed.cloned();
    }

    /// Puts the name in the certificate into the field of the display name, unless one was typed.
    fn name_file(&self, name: &str) {
        if !self.is_typed(&dom::value("friendly-name")) {
            dom::set_value("friendly-name", name);
            name.clone_into(&mut self.name.borrow_mut());
        }
    }

    fn draw_finished(&self, finished: Option<&Finished<Blob>>) {
        let file = finished.and_then(|finished| finished.files.first()).map(|(_, file)| file.clone());
        if file == *self.finished.borrow() {
            return;
        }
        *self.finished.borrow_mut() = file;
        pfx_text::forget();
        errors::clear(&[Field::DownloadBundleKey]);
        dom::set_text("bundle-key-status", "");
        dom::show("bundle-result", finished.is_some());
        dom::set_text("bundle-step", wording::bundle_step(finished.is_some()));
        dom::fill_all("#bundle-result [data-certificate-name]", finished.map_or("", Finished::name));
        dom::fill_all("#bundle-result [data-trust-name]", finished.map_or("", |finished| &finished.trust));
        if let Some(finished) = finished {
            let has_chain = finished.files.len() > 2;
            dom::show("no-other-names", !finished.has_subject_alt_name);
            dom::show("download-chain", has_chain);
            dom::set_text("download-chain-hint", wording::chain_hint(has_chain));
        }
    }
}

fn draw_made_key(made: Option<&MadeKey>) {
    dom::show("made-key", made.is_some());
    dom::set_text("made-key-name", made.map_or("", |made| &made.name));
    let fingerprint = made.map(|made| made.fingerprint.to_string());
    dom::set_text("made-key-fingerprint", &fingerprint.unwrap_or_default());
}

fn draw_opened(opened: Option<&OpenedKey>) {
    let said =
        opened.map(|key| wording::key_opened(key.bits, &key.fingerprint.to_string(), key.certificates));
    dom::set_text("key-taken-text", &said.unwrap_or_default());
    dom::fill_list("key-taken-notes", opened.map_or(&[], |key| &key.notes));
    dom::show("key-taken", opened.is_some());
}
