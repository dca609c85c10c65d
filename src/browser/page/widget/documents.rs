//! Files and pasted texts on their way to a worker.

use web_sys::{File, FileList};

use crate::browser::page::widget::dom;
use crate::browser::page::workers::remote::Enclosure;
use crate::message::{Field, Message};
use crate::reader::{MOST_BYTES, MOST_ZIP_BYTES};
use crate::wording;

/// The files of a list.
pub fn files_of(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.item(index)).collect()
}

/// The file chosen with an input that takes one, unless it is larger than anything that is read here.
pub fn chosen(field: Field) -> Result<Option<Enclosure>, Message> {
    let files = dom::input(field.id()).files().map(|files| files_of(&files)).unwrap_or_default();
    let Some(file) = files.into_iter().next_back() else { return Ok(None) };
    let name = file.name();
    // A zip archive may be larger than what is in it; the reader knows which it is.
    if_small(&file, &name, field, MOST_ZIP_BYTES)?;
    Ok(Some(Enclosure::File(field, file, name)))
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

/// Refuses a file that has more octets than are read.
///
/// # Errors
/// Why it is refused.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes of files are whole, and below 2^53"
)]
pub fn if_small(file: &File, name: &str, field: Field, most: usize) -> Result<(), Message> {
    let bytes = file.size() as u64;
    if bytes > size(most) {
        return Err(wording::file_too_large(field, name, bytes, size(most)));
    }
    Ok(())
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
