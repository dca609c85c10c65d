//! Handing files to the person.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::browser::page::widget::{clock, dom};
use crate::name::file_stem;

/// Milliseconds until the address of a handed-over file is taken back: the browser has long begun
/// to read it by then, and a slow virus scanner has time.
const ADDRESS_LIVES: i32 = 30_000;

thread_local! {
    static ADDRESSES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Hands over a file under a name, or one like it where Windows keeps that for a device. False where the browser does not take it.
pub fn save(blob: &Blob, name: &str) -> bool {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return false };
    let started = click(&address, &file_stem(name));
    ADDRESSES.with_borrow_mut(|addresses| addresses.push(address.clone()));
    clock::later(ADDRESS_LIVES, move || {
        ADDRESSES.with_borrow_mut(|addresses| addresses.retain(|other| *other != address));
        // An address that is gone already needs no taking back.
        let _ = Url::revoke_object_url(&address);
    });
    started
}

/// Hands over a text as a file.
pub fn save_text(text: &str, media_type: &str, name: &str) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&text.into());
    Blob::new_with_str_sequence_and_options(&parts, &options).is_ok_and(|blob| save(&blob, name))
}

/// Takes back the addresses of all files at once.
pub fn forget() {
    for address in ADDRESSES.with_borrow_mut(std::mem::take) {
        // As above.
        let _ = Url::revoke_object_url(&address);
    }
}

fn click(address: &str, name: &str) -> bool {
    let Some(body) = dom::document().body() else { return false };
    let Ok(link) = dom::document().create_element("a") else { return false };
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(address);
    link.set_download(name);
    link.set_hidden(true);
    let attached = body.append_child(&link).is_ok();
    link.click();
    link.remove();
    attached
}
