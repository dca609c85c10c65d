//! The fields of the step: what stands in them, and when that is told.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::{Bundle, Event};
use crate::browser::page::widget::choice::chosen_encryption;
use crate::browser::page::widget::{addition, documents, dom, drops, field, secrets};
use crate::browser::page::workers::remote::Enclosure;
use crate::message::{Field, Message};
use crate::steps::bundle::Given;

/// Listens to the fields and buttons.
pub fn listen(bundle: &Rc<Bundle>) {
    for input in ["key-file", "certificate-file"] {
        drops::accept(input);
    }
    // The file that was chosen last counts, whatever was pasted before it.
    dom::on_id("key-file", "change", |_| secrets::empty(&["key-pem"]));
    let own = Rc::clone(bundle);
    field::on_form("bundle-form", &["unlock-password"], move |is_done| {
        let given = own.given();
        own.on(if is_done { Event::Gave(given) } else { Event::Typed(given) });
    });
    let own = Rc::clone(bundle);
    field::on_enter("unlock-password", move || own.on(Event::AskedToOpen(own.given())));
    let own = Rc::clone(bundle);
    dom::on_id("bundle-form", "submit", move |event| {
        event.prevent_default();
        own.on(Event::Pressed(own.given()));
    });
    let own = Rc::clone(bundle);
    bundle.drawing.opening().on_cancel(move || own.on(Event::Cancelled));
    let own = Rc::clone(bundle);
    addition::on_change("bundle", move |completes| own.on(Event::ToldToComplete(completes)));
    let own = Rc::clone(bundle);
    dom::on_id("remove-key", "click", move |_| own.on(Event::Removed));
}

/// Empties the fields of the key.
pub fn empty_key(with_file: bool) {
    if with_file {
        secrets::empty(&["key-file"]);
    }
    secrets::empty(&["key-pem", "unlock-password"]);
    secrets::reveal("unlock-password-show", &["unlock-password"], false);
}

impl Bundle {
    /// What stands in the fields now.
    pub(super) fn given(&self) -> Given<Enclosure> {
        let secret = |id: &str| Zeroizing::new(dom::value(id));
        let friendly_name = dom::value("friendly-name");
        Given {
            key: key(),
            key_password: secret("unlock-password"),
            certificates: self.certificates(),
            friendly_name: self.drawing.is_typed(&friendly_name).then_some(friendly_name),
            encryption: chosen_encryption("pfx-encryption"),
            password: secret("pfx-password"),
            again: secret("pfx-password-confirm"),
        }
    }

    fn certificates(&self) -> Result<Vec<Enclosure>, Message> {
        let mut certificates = self.files.documents()?;
        certificates.extend(documents::pasted(Field::CertificatePem)?);
        Ok(certificates)
    }
}

/// The key: pasted text counts before a file.
fn key() -> Result<Option<(Field, Enclosure)>, Message> {
    if let Some(text) = documents::pasted(Field::KeyPem)? {
        return Ok(Some((Field::KeyPem, text)));
    }
    let file = documents::chosen(Field::KeyFile)?;
    Ok(file.map(|file| (Field::KeyFile, file)))
}
