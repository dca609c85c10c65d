//! Where the requests of a batch go.

use crate::authority::Environment;
use crate::browser::page::widget::dom;
use crate::browser::page::widget::tasks::Place;
use crate::sending::{CatalogueEntry, Details};
use crate::wording::{self, Errand};

/// The places for each environment.
const PLACES: [(Environment, &str, Place); 2] = [
    (
        Environment::Int,
        "bulk-sending-int",
        Place { list: "bulk-sending-int-tasks", level: 5, status: STATUS },
    ),
    (
        Environment::Prod,
        "bulk-sending-prod",
        Place { list: "bulk-sending-prod-tasks", level: 5, status: STATUS },
    ),
];

const STATUS: &str = "bulk-copy-status";

/// Shows the tasks for each environment among the endpoints, or that they wait for the files to be saved.
pub fn show(entries: &[CatalogueEntry], open: bool) {
    dom::show("bulk-sending", true);
    dom::show("bulk-sending-closed", !open);
    let details = Details::default();
    for (environment, id, place) in PLACES {
        let own: Vec<CatalogueEntry> =
            entries.iter().filter(|entry| entry.name.environment() == Some(environment)).cloned().collect();
        let is_shown = open && !own.is_empty();
        dom::show(id, is_shown);
        place.empty();
        if is_shown {
            let errand = Errand { environment, entries: &own, request: None, details: &details };
            place.draw(&wording::tasks(&errand));
        }
    }
    let is_other = |entry: &CatalogueEntry| entry.name.environment().is_none();
    dom::show("bulk-sending-other", open && entries.iter().any(is_other));
}

/// Hides the tasks.
pub fn hide() {
    dom::show("bulk-sending", false);
    for (_, id, place) in PLACES {
        dom::show(id, false);
        place.empty();
    }
    dom::show("bulk-sending-other", false);
    dom::set_text(STATUS, "");
}
