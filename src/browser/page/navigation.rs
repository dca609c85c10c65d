//! Addresses: `#request`, `#next`, `#bundle`, `#bulk` and its parts `#bulk-requests`, `#bulk-return` and
//! `#bulk-renewals`, `#inspect`, `#about`. Without one, the first step.

use crate::browser::page::widget::title::STEPS;
use crate::browser::page::widget::{dom, errors};

/// The parts of a step that have an address.
const PARTS: [(&str, &str); 3] =
    [("bulk-requests", "bulk"), ("bulk-return", "bulk"), ("bulk-renewals", "bulk")];

/// What an address names.
#[derive(Clone, Copy)]
struct Place {
    step: &'static str,
    part: Option<&'static str>,
}

const FIRST: Place = Place { step: "request", part: None };

/// Shows what the address names, now and whenever it changes.
pub fn start() {
    let place = named();
    show(place.unwrap_or(FIRST).step);
    if let Some(Place { part: Some(part), .. }) = place {
        dom::element(part).scroll_into_view();
    }
    dom::on(&dom::window(), "hashchange", |_| {
        if let Some(place) = named() {
            open(place);
        }
    });
}

/// Goes to a step.
pub fn go_to(step: &str) {
    // The address is one of this page, which the browser does not refuse.
    let _ = dom::window().location().set_hash(step);
}

/// Shows a place from its top, and gives its title the keyboard.
fn open(place: Place) {
    show(place.step);
    dom::focus(&format!("{}-title", place.part.unwrap_or(place.step)));
    match place.part {
        Some(part) => dom::element(part).scroll_into_view(),
        None => dom::window().scroll_to_with_x_and_y(0.0, 0.0),
    }
}

/// What the address names; none where it is an element within a step.
fn named() -> Option<Place> {
    let hash = dom::window().location().hash().ok()?;
    let name = hash.strip_prefix('#').unwrap_or_default();
    if name.is_empty() {
        return Some(FIRST);
    }
    let part = PARTS.into_iter().find(|(part, _)| *part == name);
    let part = part.map(|(part, step)| Place { step, part: Some(part) });
    part.or_else(|| STEPS.into_iter().find(|step| *step == name).map(|step| Place { step, part: None }))
}

fn show(shown: &str) {
    for step in STEPS {
        dom::show(step, step == shown);
    }
    for link in dom::all("nav a") {
        let current = link.get_attribute("href").is_some_and(|href| href.strip_prefix('#') == Some(shown));
        // A link takes the attribute.
        let _ = if current {
            link.set_attribute("aria-current", "page")
        } else {
            link.remove_attribute("aria-current")
        };
    }
    errors::draw_summary();
}
