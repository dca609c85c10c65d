//! Files and pasted texts on their way to a worker.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, HtmlInputElement};

use crate::browser::page::widget::dom;
use crate::browser::page::workers::remote::Enclosure;
use crate::message::{Field, Message};
use crate::reader::{MOST_BYTES, MOST_ZIP_BYTES};
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
            let _ = own.class_list().remove_1("over");
            let files =
                event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|data| data.files());
            if let Some(files) = files.filter(|files| files.length() > 0) {
                let input: HtmlInputElement = dom::input(input_id);
                input.set_files(Some(&files));
                if let Ok(change) = web_sys::Event::new("change") {
                    // Nobody cancels a change.
                    let _ = input.dispatch_event(&change);
                }
            }
        });
    }
}

/// A file dropped beside every box would open in place of the page: it is left alone instead.
pub fn refuse_other_drops() {
    for kind in ["dragover", "drop"] {
        dom::on(&dom::document(), kind, |event| event.prevent_default());
    }
}

/// The files chosen with an input, none of them larger than anything that is read here.
pub fn chosen(field: Field) -> Result<Vec<Enclosure>, Message> {
    // A zip archive may be larger than what is in it; the reader knows which it is.
    chosen_up_to(field, MOST_ZIP_BYTES)
}

/// The files chosen with an input, none of which has more than so many octets.
pub fn chosen_up_to(field: Field, most: usize) -> Result<Vec<Enclosure>, Message> {
    let Some(files) = dom::input(field.id()).files() else { return Ok(Vec::new()) };
    (0..files.length())
        .filter_map(|index| files.item(index))
        .map(|file| if_small(&file, field, size(most)).map(|()| Enclosure::File(field, file)))
        .collect()
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
