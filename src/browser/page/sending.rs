//! Where the request goes.

use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use super::{clipboard, fill_all};
use crate::browser::dom;
use crate::name::{EndpointName, Format};
use crate::sending::{Mail, to_dir, to_endpoint_catalogue};

/// Says whether a text was copied.
const STATUS: &str = "copy-status";

/// Windows hands a mail program no longer address than this: a long email is copied.
const MOST_OF_ADDRESS: usize = 2_000;

/// Fills in the steps for an environment, or that they wait for the key to be saved.
pub fn fill(name: &EndpointName, format: Format, open: bool) {
    dom::show("sending-closed", !open);
    dom::show("sending-int", open && !format.is_production());
    dom::show("sending-prod", open && format.is_production());
    if open {
        fill_all("#sending [data-name]", name.as_str());
        let dir = "Send this email to the DIR team, and attach the request.";
        fill_mails("#sending [data-mail=\"dir\"]", &to_dir(name), dir, STATUS);
        let catalogue = "When the certificate has come, send this email to the BaRS team, so that they add your endpoint to the Endpoint Catalogue. Put the whole Receiver URL into it.";
        let mail = to_endpoint_catalogue(name, format);
        fill_mails("#sending [data-mail=\"catalogue\"]", &mail, catalogue, STATUS);
    }
}

/// Takes the steps away.
pub fn empty() {
    for id in ["sending-int", "sending-prod"] {
        dom::show(id, false);
    }
    fill_all("#sending [data-name]", "");
    empty_mails("#sending [data-mail]");
}

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
