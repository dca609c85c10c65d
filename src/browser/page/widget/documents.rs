//! Files and pasted texts on their way to a worker.

use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Element, File, FileList};

use crate::browser::page::widget::{dom, errors};
use crate::browser::page::workers::remote::Enclosure;
use crate::message::{Field, Message};
use crate::reader::{MOST_BYTES, MOST_ZIP_BYTES};
use crate::steps::dropped::{Expected, expected_in};
use crate::wording;

/// Lets files be dropped on the box around an input as well as chosen with it.
pub fn accept_drops(input_id: &'static str) {
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
            place(&dropped(&event), input_id);
        });
    }
}

/// Takes files that are dropped beside every box: they go where the step that is shown asks for files. A
/// file that nobody takes would open in place of the page: it is left alone, and that is said.
pub fn accept_other_drops() {
    dom::on(&dom::document(), "dragover", |event| event.prevent_default());
    dom::on(&dom::document(), "drop", |event| {
        event.prevent_default();
        let files = dropped(&event);
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let form = target.and_then(|target| target.closest("form, #request-result").ok().flatten());
        let step = dom::all("#application > section:not([hidden])").into_iter().next();
        let asks = |inside: Option<Element>| {
            let zone = inside?.query_selector("[data-drop]").ok().flatten()?;
            zone.get_attribute("data-drop")
        };
        let is_shown = |id: &String| dom::element(id).offset_parent().is_some();
        let place_of = asks(form).or_else(|| asks(step.map(Into::into))).filter(is_shown);
        match place_of.as_deref().and_then(known) {
            Some(input_id) => place(&files, input_id),
            None if files.is_empty() => {}
            None => dom::set_text("drop-status", wording::NO_PLACE_FOR_DROP),
        }
    });
}

/// The fields that take files, by their ids.
const INPUTS: [Field; 8] = [
    Field::NextFile,
    Field::SavedKeyFile,
    Field::KeyFile,
    Field::CertificateFile,
    Field::InspectFile,
    Field::BulkFile,
    Field::BulkCertificates,
    Field::BulkKeys,
];

fn known(id: &str) -> Option<&'static str> {
    let all = INPUTS.into_iter().chain([Field::BulkInUse]);
    all.map(Field::id).find(|known| *known == id)
}

fn dropped(event: &web_sys::Event) -> Vec<File> {
    let files = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|data| data.files());
    files.map(|files| files_of(&files)).unwrap_or_default()
}

fn files_of(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.item(index)).collect()
}

/// Puts files into their fields: those that are keys by their names where keys are asked for, and the
/// others where certificates are.
fn place(files: &[File], input_id: &'static str) {
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
    let is_key = |file: &File| match expected_in(&file.name()) {
        Some(Expected::Key) => true,
        Some(Expected::Certificates) => false,
        None => input_id == "key-file" && files.len() == 1,
    };
    let (keys, others): (Vec<File>, Vec<File>) = files.iter().cloned().partition(is_key);
    put(&keys, "key-file");
    put(&others, "certificate-file");
}

fn put(files: &[File], input_id: &'static str) {
    let Ok(transfer) = DataTransfer::new() else { return };
    for file in files {
        // A file that is there already is not put in again.
        let _ = transfer.items().add_with_file(file);
    }
    if !files.is_empty() {
        dom::input(input_id).set_files(transfer.files().as_ref());
        dom::announce(input_id, "change");
    }
}

/// Takes back that fields are closed.
pub fn open_again() {
    errors::clear(&[Field::BulkFile, Field::BulkCertificates, Field::BulkKeys]);
}

/// The files chosen with an input, none of them larger than anything that is read here.
pub fn chosen(field: Field) -> Result<Vec<Enclosure>, Message> {
    // A zip archive may be larger than what is in it; the reader knows which it is.
    chosen_up_to(field, MOST_ZIP_BYTES)
}

/// The files chosen with an input, none of which has more than so many octets.
pub fn chosen_up_to(field: Field, most: usize) -> Result<Vec<Enclosure>, Message> {
    let Some(files) = dom::input(field.id()).files() else { return Ok(Vec::new()) };
    // The same file twice is one.
    let mut known = Vec::new();
    let files = files_of(&files).into_iter().filter(|file| {
        let this = (file.name(), file.size(), file.last_modified());
        let is_new = !known.contains(&this);
        known.push(this);
        is_new
    });
    files.map(|file| if_small(&file, field, size(most)).map(|()| Enclosure::File(field, file))).collect()
}

/// The text pasted into a field.
pub fn pasted(field: Field) -> Result<Option<Enclosure>, Message> {
    let text = dom::value(field.id());
    if text.trim().is_empty() {
        return Ok(None);
    }
    if text.len() > MOST_BYTES {
        return Err(wording::file_too_large(field, "", size(text.len()), size(MOST_BYTES)));
    }
    Ok(Some(Enclosure::Text(field, text)))
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes of files are whole, and below 2^53"
)]
fn if_small(file: &File, field: Field, most: u64) -> Result<(), Message> {
    let bytes = file.size() as u64;
    if bytes > most {
        return Err(wording::file_too_large(field, &file.name(), bytes, most));
    }
    Ok(())
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
