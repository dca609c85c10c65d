//! Files and folders that are dropped on the page.

use js_sys::futures::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Element};

use crate::browser::page::widget::folders::{Folders, Unread};
use crate::browser::page::widget::given::{self, GivenFile};
use crate::browser::page::widget::{documents, dom, errors};
use crate::message::{Field, Message};
use crate::steps::dropped::{Expected, expected_in};
use crate::wording;

/// Lets files be dropped on the box around an input as well as chosen with it.
pub fn accept(input_id: &'static str) {
    for zone in dom::all(&format!("[data-drop=\"{input_id}\"]")) {
        for kind in ["dragenter", "dragover"] {
            let own = zone.clone();
            dom::on(&zone, kind, move |event| {
                event.prevent_default();
                let _ = own.class_list().add_1("over");
            });
        }
        let own = zone.clone();
        dom::on(&zone, "dragleave", move |_| {
            let _ = own.class_list().remove_1("over");
        });
        let own = zone.clone();
        dom::on(&zone, "drop", move |event| {
            event.prevent_default();
            event.stop_propagation();
            let _ = own.class_list().remove_1("over");
            with_files(&event, move |files| place(&files, input_id));
        });
    }
}

/// Takes files that are dropped beside every box: they go where the step that is shown asks for files. A
/// file that nobody takes would open in place of the page: it is left alone, and that is said.
pub fn accept_elsewhere() {
    dom::on(&dom::document(), "dragover", |event| event.prevent_default());
    dom::on(&dom::document(), "drop", |event| {
        event.prevent_default();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let form = target.and_then(|target| target.closest("form, #request-result").ok().flatten());
        let step = dom::all("#application > section:not([hidden])").into_iter().next();
        let asks = |inside: Option<Element>| {
            let zone = inside?.query_selector("[data-drop]").ok().flatten()?;
            zone.get_attribute("data-drop")
        };
        let is_shown = |id: &String| dom::element(id).offset_parent().is_some();
        let place_of = asks(form).or_else(|| asks(step.map(Into::into))).filter(is_shown);
        let place_of = place_of.as_deref().and_then(known);
        with_files(&event, move |files| match place_of {
            Some(input_id) => place(&files, input_id),
            None if files.is_empty() => {}
            None => dom::set_text("drop-status", wording::NO_PLACE_FOR_DROP),
        });
    });
}

/// The fields that take files, by their ids.
const INPUTS: [Field; 10] = [
    Field::ExistingKeyFile,
    Field::NextFile,
    Field::SavedKeyFile,
    Field::KeyFile,
    Field::CertificateFile,
    Field::InspectFile,
    Field::BulkFile,
    Field::BulkCertificates,
    Field::BulkKeys,
    Field::BulkInUse,
];

fn known(id: &str) -> Option<&'static str> {
    INPUTS.into_iter().map(Field::id).find(|known| *known == id)
}

/// Does something with what was dropped: at once, unless there are folders, which take a while to read.
fn with_files(event: &web_sys::Event, then: impl FnOnce(Vec<GivenFile>) + 'static) {
    let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    let Some(folders) = data.as_ref().and_then(Folders::among) else {
        let files = data.and_then(|data| data.files());
        let files = files.map(|files| documents::files_of(&files)).unwrap_or_default();
        return then(files.into_iter().map(GivenFile::from).collect());
    };
    dom::set_text("drop-status", wording::READING_FOLDER);
    spawn_local(async move {
        match folders.read().await {
            Ok(files) => {
                dom::set_text("drop-status", "");
                then(files);
            }
            Err(Unread) => dom::set_text("drop-status", wording::FOLDER_UNREAD),
        }
    });
}

/// Puts files into their fields: those that are keys by their names where keys are asked for, and the
/// others where certificates are.
fn place(files: &[GivenFile], input_id: &'static str) {
    dom::set_text("drop-status", "");
    if files.is_empty() {
        return;
    }
    if dom::element(input_id).matches(":disabled").is_ok_and(|disabled| disabled) {
        if let Some(field) = INPUTS.into_iter().find(|field| field.id() == input_id) {
            errors::beside(&Message::new(field, wording::CLOSED_TO_DROPS));
        }
        return;
    }
    if !["key-file", "certificate-file"].contains(&input_id) {
        return put(files, input_id);
    }
    let is_key = |file: &GivenFile| match expected_in(&file.path) {
        Some(Expected::Key) => true,
        Some(Expected::Certificates) => false,
        None => input_id == "key-file" && files.len() == 1,
    };
    let (keys, others): (Vec<GivenFile>, Vec<GivenFile>) = files.iter().cloned().partition(is_key);
    put(&keys, "key-file");
    put(&others, "certificate-file");
}

fn put(files: &[GivenFile], input_id: &'static str) {
    if files.is_empty() {
        return;
    }
    if let Some(given) = given::of(input_id) {
        return given.add(files.iter().cloned());
    }
    let Ok(transfer) = DataTransfer::new() else { return };
    for given in files {
        // A file that is there already is not put in again.
        let _ = transfer.items().add_with_file(&given.file);
    }
    dom::input(input_id).set_files(transfer.files().as_ref());
    dom::announce(input_id, "change");
}

/// Takes back that fields are closed.
pub fn open_again() {
    errors::clear(&[Field::BulkFile, Field::BulkCertificates, Field::BulkKeys]);
}
