//! Emails to send, each with a link and a button that copies it.

use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use super::{clipboard, dom};
use crate::sending::Mail;

/// Windows hands a mail program no longer address than this: a long email is copied.
const MOST_OF_ADDRESS: usize = 2_000;

/// Takes emails out of their places.
pub fn empty_mails(places: &str) {
    for place in dom::all(places) {
        place.set_text_content(None);
    }
}

/// Puts an email into its places, with what to do with it. `status` says whether it was copied.
pub fn fill_mails(places: &str, mail: &Mail, lead: &str, status: &'static str) {
    for place in dom::all(places) {
        place.set_text_content(None);
        let Some(copy) = dom::copy_of_template("mail-template") else { continue };
        dom::fill(&copy, "mail-lead", lead);
        dom::fill(&copy, "mail-to", mail.to);
        dom::fill(&copy, "mail-subject", &mail.subject);
        dom::fill(&copy, "mail-body", &mail.body);
        dom::fill_every(&copy, "mail-reader", &format!(" to {}: {}", mail.to, mail.subject));
        if let Ok(Some(link)) = copy.query_selector(".mail-link") {
            let link: HtmlAnchorElement = link.unchecked_into();
            let address = mail.to_uri();
            link.set_hidden(address.len() > MOST_OF_ADDRESS);
            link.set_href(&address);
        }
        if let Ok(Some(button)) = copy.query_selector(".mail-copy") {
            let text = mail.to_text();
            let own = button.clone();
            dom::on(&button, "click", move |_| {
                let own = own.clone();
                clipboard::copy(&text, status, move || clipboard::mark(&own));
            });
        }
        // A list item takes what a template holds.
        let _ = place.append_child(&copy);
    }
}
