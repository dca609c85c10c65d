//! Where the request goes.

use crate::browser::page::widget::dom;
use crate::browser::page::widget::dom::fill_all;
use crate::browser::page::widget::mails::{empty_mails, fill_mails};
use crate::name::{EndpointName, Format};
use crate::sending::{to_dir, to_endpoint_catalogue};

/// Says whether a text was copied.
const STATUS: &str = "copy-status";

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
