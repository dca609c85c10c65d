//! The finished `.pfx` file as text, where a browser saves no files.

use base64ct::{Base64, Encoding};
use js_sys::Uint8Array;
use js_sys::futures::spawn_local;
use web_sys::Blob;

use crate::browser::page::widget::{clipboard, dom, errors};
use crate::message::Field;
use crate::wording;

/// Octets in a line: their base64 has 64 characters, as in PEM.
const LINE: usize = 48;

/// Shows the text as soon as somebody asks for it, and copies it. `finished` gives the file; `on_copied`
/// hears that the text is on the clipboard.
pub fn start(finished: impl Fn() -> Option<Blob> + Clone + 'static, on_copied: impl Fn() + Clone + 'static) {
    dom::on_id("pfx-as-text", "toggle", move |_| {
        if !dom::element("pfx-as-text").has_attribute("open") {
            return;
        }
        let Some(file) = finished() else { return };
        let finished = finished.clone();
        spawn_local(async move {
            let Ok(buffer) = file.array_buffer().await else {
                return errors::present(&[wording::no_file(Field::MakePfx)]);
            };
            // Unless it was forgotten, or made anew, in between.
            if finished().is_some_and(|now| now == file) {
                dom::set_value("pfx-text", &lines(&Uint8Array::new(&buffer).to_vec()));
            }
        });
    });
    dom::on_id("copy-pfx-text", "click", move |_| {
        clipboard::copy(&dom::value("pfx-text"), "copy-pfx-text-status", on_copied.clone());
    });
}

/// Lets go of the text.
pub fn forget() {
    dom::set_value("pfx-text", "");
    dom::set_text("copy-pfx-text-status", "");
    // Where it is closed already, nothing changes.
    let _ = dom::element("pfx-as-text").remove_attribute("open");
}

fn lines(octets: &[u8]) -> String {
    octets.chunks(LINE).map(|line| Base64::encode_string(line) + "\n").collect()
}
