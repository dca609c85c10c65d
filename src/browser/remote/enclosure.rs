//! What goes to a worker with a job.

use wasm_bindgen::JsValue;
use web_sys::File;

use crate::browser::message::{Label, to_array};
use crate::wording::{self, Field, Message};

/// A document on its way to a worker: the page never looks inside.
#[derive(Clone, PartialEq)]
pub enum Enclosure {
    /// A file, read by the worker where the browser lets it.
    File(Field, File),
    /// Pasted text.
    Text(Field, String),
}

impl Enclosure {
    /// Where it came from.
    pub fn label(&self) -> Label {
        match self {
            Self::File(source, file) => Label { source: *source, name: file.name() },
            Self::Text(source, _) => Label { source: *source, name: String::new() },
        }
    }

    /// The file, or the octets of the text.
    pub fn content(&self) -> JsValue {
        match self {
            Self::File(_, file) => file.into(),
            Self::Text(_, text) => to_array(text.as_bytes()).into(),
        }
    }

    /// The octets of the file or of the text, on their way through the page.
    pub async fn octets(&self) -> Result<JsValue, Message> {
        match self {
            Self::File(source, file) => match file.array_buffer().await {
                Ok(buffer) => Ok(js_sys::Uint8Array::new(&buffer).into()),
                Err(_) => Err(wording::file_unreadable(*source, &file.name())),
            },
            Self::Text(..) => Ok(self.content()),
        }
    }
}
