//! Where the request goes.

use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use super::{clipboard, fill_all};
use crate::browser::dom;
use crate::name::{EndpointName, Format};
use crate::sending::{Mail, to_dir, to_endpoint_catalogue};

/// Shows the steps for an environment, or that they wait for the key to be saved.
pub fn show(name: &EndpointName, format: Format, open: bool) {
    dom::show("sending", true);
    dom::show("sending-closed", !open);
    dom::show("sending-int", open && !format.is_production());
    dom::show("sending-prod", open && format.is_production());
    if open {
        fill_all("#sending [data-name]", name.as_str());
        fill_mails("dir", &to_dir(name), "Send this email to the DIR team, and attach the request.");
        fill_mails(
            "catalogue",
            &to_endpoint_catalogue(name, format),
            "When the certificate has come, send this email to the BaRS team, so that they add your endpoint to the Endpoint Catalogue. Put the whole Receiver URL into it.",
        );
    }
}

/// Hides the steps.
pub fn hide() {
    for id in ["sending", "sending-int", "sending-prod"] {
        dom::show(id, false);
    }
    fill_all("#sending [data-name]", "");
    for place in dom::all("[data-mail]") {
        place.set_text_content(None);
    }
}

fn fill_mails(kind: &str, mail: &Mail, lead: &str) {
    for place in dom::all(&format!("[data-mail=\"{kind}\"]")) {
        place.set_text_content(None);
        let Some(copy) = dom::copy_of_template("mail-template") else { continue };
        dom::fill(&copy, "mail-lead", lead);
        dom::fill(&copy, "mail-to", mail.to);
        dom::fill(&copy, "mail-subject", &mail.subject);
        dom::fill(&copy, "mail-body", &mail.body);
        dom::fill_every(&copy, "mail-reader", &format!(" to {}", mail.to));
        if let Ok(Some(link)) = copy.query_selector(".mail-link") {
            let link: HtmlAnchorElement = link.unchecked_into();
            link.set_href(&mail.to_uri());
        }
        if let Ok(Some(button)) = copy.query_selector(".mail-copy") {
            let text = mail.to_text();
            let own = button.clone();
            dom::on(&button, "click", move |_| {
                let own = own.clone();
                clipboard::copy(&text, "copy-status", move || clipboard::mark(&own));
            });
        }
        // A list item takes what a template holds.
        let _ = place.append_child(&copy);
    }
}
