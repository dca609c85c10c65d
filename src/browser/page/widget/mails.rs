//! Emails to send, each with a link and a button that copies it.

use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, HtmlAnchorElement};

use super::{clipboard, dom};
use crate::sending::Mail;

/// Windows hands a mail program no longer address than this: a long email is copied.
const MOST_OF_ADDRESS: usize = 2_000;

/// An email with what to do with it, to be put into the page. `status` says whether it was copied.
pub fn drawn(mail: &Mail, lead: &str, status: &'static str) -> Option<DocumentFragment> {
    let copy = dom::copy_of_template("mail-template")?;
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
        clipboard::copies(&button, mail.to_text(), status);
    }
    Some(copy)
}
