//! How a worker reads the documents of a job.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FileReaderSync};
use zeroize::Zeroizing;

use crate::browser::message::{Label, take_array};
use crate::job::Document;
use crate::message::Message;
use crate::wording;

/// The documents of these labels. The files among them are read in one piece: each that is read for itself
/// waits for the browser. If there is one that cannot be read, that shows which.
///
/// # Errors
/// The first that cannot be read.
pub fn read(labels: &[Label], contents: &Array) -> Result<Vec<Document>, Message> {
    let files: Vec<Blob> = contents.iter().filter_map(|content| content.dyn_into().ok()).collect();
    let mut piece = read_in_one(&files);
    let document = |(label, content): (&Label, JsValue)| {
        let bytes = match content.dyn_ref::<Blob>() {
            Some(file) => piece.as_mut().and_then(|piece| piece.take(file)).or_else(|| read_one(file)),
            None => content.dyn_ref().map(take_array),
        };
        let bytes = bytes.ok_or_else(|| wording::file_unreadable(label.source, &label.name))?;
        Ok(Document { source: label.source, name: label.name.clone(), bytes })
    };
    labels.iter().zip(contents.iter()).map(document).collect()
}

/// Files one after another, up to the last that was taken out.
struct Piece {
    octets: Uint8Array,
    taken: u32,
}

impl Piece {
    /// Takes out the next file.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "together, the sizes are the length of an array"
    )]
    fn take(&mut self, file: &Blob) -> Option<Zeroizing<Vec<u8>>> {
        let end = self.taken.saturating_add(file.size() as u32);
        let octets = self.octets.subarray(self.taken, end);
        self.taken = end;
        Some(take_array(&octets))
    }
}

fn read_in_one(files: &[Blob]) -> Option<Piece> {
    if files.len() < 2 {
        return None;
    }
    let whole = Blob::new_with_blob_sequence(&files.iter().collect::<Array>()).ok()?;
    let octets = read_octets(&whole)?;
    let expected: f64 = files.iter().map(Blob::size).sum();
    // Sizes are whole numbers, far from where a float leaves one out.
    (f64::from(octets.length()) == expected).then_some(Piece { octets, taken: 0 })
}

fn read_one(file: &Blob) -> Option<Zeroizing<Vec<u8>>> {
    read_octets(file).map(|octets| take_array(&octets))
}

fn read_octets(file: &Blob) -> Option<Uint8Array> {
    let buffer: ArrayBuffer = FileReaderSync::new().ok()?.read_as_array_buffer(file).ok()?;
    Some(Uint8Array::new(&buffer))
}
