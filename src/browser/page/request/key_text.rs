//! The key file as text on the clipboard, where a browser saves no files. Only a file under a
//! password is given there: other programs read the clipboard.

use std::rc::Rc;

use js_sys::futures::{JsFuture, spawn_local};
use web_sys::Blob;
use zeroize::Zeroizing;

use super::Request;
use crate::browser::page::widget::{clipboard, dom, errors};
use crate::job::Job;
use crate::message::Field;
use crate::wording;

/// Listens to the button.
pub fn listen(request: &Rc<Request>) {
    let request = Rc::clone(request);
    dom::on_id("copy-key", "click", move |_| {
        errors::clear(&[Field::DownloadKey]);
        let Some((_, keeper)) = request.held().filter(|(made, _)| made.sealed) else {
            return errors::present(&[wording::no_file(Field::DownloadKey)]);
        };
        keeper.ask(Job::GiveKeyFile, &[], |_, files: Vec<Blob>| {
            spawn_local(async move {
                match text(files.first()).await {
                    Some(text) => clipboard::copy(&text, "copy-key-status", || {}),
                    None => errors::present(&[wording::no_file(Field::DownloadKey)]),
                }
            });
        });
    });
}

async fn text(file: Option<&Blob>) -> Option<Zeroizing<String>> {
    JsFuture::from(file?.text()).await.ok()?.as_string().map(Zeroizing::new)
}
