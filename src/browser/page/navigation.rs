//! Steps are links: `#request`, `#bundle`, `#bulk`, `#inspect`, `#about`.

use crate::browser::page::widget::title::STEPS;
use crate::browser::page::widget::{dom, errors, title};

/// Shows the step that the address names, now and whenever it changes.
pub fn start() {
    show(step().unwrap_or("request"));
    dom::on(&dom::window(), "hashchange", |_| {
        if let Some(step) = step() {
            errors::clear_all();
            show(step);
            dom::focus(&format!("{step}-title"));
            dom::window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
}

/// Goes to a step.
pub fn go_to(step: &str) {
    // The address is one of this page, which the browser does not refuse.
    let _ = dom::window().location().set_hash(step);
}

fn step() -> Option<&'static str> {
    let hash = dom::window().location().hash().ok()?;
    STEPS.into_iter().find(|step| hash.strip_prefix('#') == Some(step))
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
    title::draw(errors::any());
}
