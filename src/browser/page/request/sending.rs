//! Where the request goes.

use crate::authority::Environment;
use crate::browser::page::widget::dom;
use crate::browser::page::widget::tasks::Place;
use crate::sending::{CatalogueEntry, Details};
use crate::steps::request::Held;
use crate::wording::{self, Errand, TaskKind};

/// The places for each environment.
const PLACES: [(Environment, &str, Place); 2] = [
    (Environment::Int, "sending-int", Place { list: "sending-int-tasks", level: 3, status: "copy-status" }),
    (
        Environment::Prod,
        "sending-prod",
        Place { list: "sending-prod-tasks", level: 3, status: "copy-status" },
    ),
];

/// Draws how the request is sent, or that this waits for the key to be saved.
pub fn draw(held: &Held) {
    let (own, open) = (held.environment(), held.is_key_saved);
    dom::show("sending-closed", !open);
    dom::show("sending-then", open);
    dom::show("same-for-prod-box", open && own == Environment::Int);
    let (entries, details) = ([CatalogueEntry::of(held.name.clone())], Details::default());
    let errand =
        Errand { environment: own, entries: &entries, request: Some(&held.made.request), details: &details };
    for (environment, id, place) in PLACES {
        let is_shown = open && environment == own;
        if is_shown && dom::element(id).hidden() {
            let tasks = wording::tasks(&errand);
            place.draw(tasks.iter().filter(|task| task.kind == TaskKind::Send));
        } else if !is_shown {
            place.empty();
        }
        dom::show(id, is_shown);
    }
}

/// Takes the steps away.
pub fn empty() {
    dom::show("sending-then", false);
    for (_, id, place) in PLACES {
        dom::show(id, false);
        place.empty();
    }
}
