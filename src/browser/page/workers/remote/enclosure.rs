//! What goes to a worker with a job.

use wasm_bindgen::JsValue;
use web_sys::{Blob, File};

use crate::browser::message::{Label, to_array};
use crate::message::{Field, Message};
use crate::wording;

/// A document on its way to a worker: the page never looks inside.
#[derive(Clone, PartialEq)]
pub enum Enclosure {
    /// A file, read by the worker where the browser lets it, and its name with the folders that it was in.
    File(Field, File, String),
    /// Pasted text.
    Text(Field, String),
    /// A file that a worker has made.
    Made(Field, Blob),
}

impl Enclosure {
    /// Where it came from.
    pub fn label(&self) -> Label {
        match self {
            Self::File(source, _, name) => Label { source: *source, name: name.clone() },
            Self::Text(source, _) | Self::Made(source, _) => Label { source: *source, name: String::new() },
        }
    }

    /// Whether it is a file, which is read by whoever may.
    pub fn is_file(&self) -> bool {
        !matches!(self, Self::Text(..))
    }

    /// The file, or the octets of the text.
    pub fn content(&self) -> JsValue {
        match self {
            Self::File(_, file, _) => file.into(),
            Self::Text(_, text) => to_array(text.as_bytes()).into(),
            Self::Made(_, blob) => blob.into(),
        }
    }

    /// The octets of the file or of the text, on their way through the page.
    pub async fn octets(&self) -> Result<JsValue, Message> {
        let file: &Blob = match self {
            Self::File(_, file, _) => file,
            Self::Made(_, file) => file,
            Self::Text(..) => return Ok(self.content()),
        };
        match file.array_buffer().await {
            Ok(buffer) => Ok(js_sys::Uint8Array::new(&buffer).into()),
            Err(_) => {
                let Label { source, name } = self.label();
                Err(wording::file_unreadable(source, &name))
            }
        }
    }
}
