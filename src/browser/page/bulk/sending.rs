//! Where the requests of a batch go.

use crate::browser::page::widget::dom;
use crate::browser::page::widget::mails::{empty_mails, fill_mails};
use crate::name::{EndpointName, Format};
use crate::sending::{to_dir_for_all, to_endpoint_catalogue_for_all};

const STATUS: &str = "bulk-copy-status";

/// Shows the steps for each environment among the names, or that they wait for the files to be saved.
pub fn show(names: &[String], open: bool) {
    let names: Vec<EndpointName> = names.iter().filter_map(|name| EndpointName::parse(name).ok()).collect();
    let of = |wanted: Option<bool>| -> Vec<&EndpointName> {
        let production = |name: &EndpointName| name.parts().map(|parts| parts.format.is_production());
        names.iter().filter(|name| production(name) == wanted).collect()
    };
    let (int, prod, other) = (of(Some(false)), of(Some(true)), of(None));
    dom::show("bulk-sending", true);
    dom::show("bulk-sending-closed", !open);
    for (id, names) in
        [("bulk-sending-int", &int), ("bulk-sending-prod", &prod), ("bulk-sending-other", &other)]
    {
        dom::show(id, open && !names.is_empty());
    }
    if !open {
        return;
    }
    let catalogue = "When the certificates have come, send this email to the BaRS team, so that they add your endpoints to the Endpoint Catalogue. Put the whole Receiver URLs into it.";
    let mail = to_endpoint_catalogue_for_all(&int, Format::Int);
    fill_mails("#bulk-sending-int [data-mail=\"catalogue\"]", &mail, catalogue, STATUS);
    let mail = to_endpoint_catalogue_for_all(&prod, Format::ProdSupplier);
    fill_mails("#bulk-sending-prod [data-mail=\"catalogue\"]", &mail, catalogue, STATUS);
    let dir = "Send this email to the DIR team, and attach the files of these names that end in .csr. They are in the archive, in a folder for each name. Never send a file that ends in .key.";
    fill_mails("#bulk-sending-prod [data-mail=\"dir\"]", &to_dir_for_all(&prod), dir, STATUS);
}

/// Hides the steps.
pub fn hide() {
    dom::show("bulk-sending", false);
    for part in ["int", "prod", "other"] {
        dom::show(&format!("bulk-sending-{part}"), false);
    }
    empty_mails("#bulk-sending [data-mail]");
    dom::set_text(STATUS, "");
}
