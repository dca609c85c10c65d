//! What was found, as items with tables and checks.

use web_sys::{DocumentFragment, Element};

use crate::browser::page::widget::{checks, dom};
use crate::shown::{Fact, Inspected, InspectedItem};

/// Shows everything that was found, or nothing.
pub fn show(inspected: Option<&Inspected>) {
    let list = dom::element("inspect-result");
    list.set_text_content(None);
    dom::show("inspect-found", inspected.is_some());
    let aside = inspected.map_or(&[][..], |inspected| &inspected.aside);
    dom::fill_list("inspect-aside", aside);
    dom::show("inspect-aside-box", !aside.is_empty());
    dom::fill_list("inspect-belonging", inspected.map_or(&[], |inspected| &inspected.belonging));
    for item in inspected.iter().flat_map(|inspected| &inspected.items) {
        add(&list, item);
    }
}

fn add(list: &Element, item: &InspectedItem) {
    let Some(copy) = dom::copy_of_template("inspect-template") else { return };
    if let Ok(Some(element)) = copy.query_selector("li") {
        // A list item takes these attributes.
        let _ = element.set_attribute("data-kind", &item.kind);
        if let Some(fingerprint) = &item.fingerprint {
            let _ = element.set_attribute("data-spki-sha256", &fingerprint.to_string());
        }
    }
    for (class, text) in
        [("item-title", &item.title), ("item-place", &item.place), ("item-summary", &item.summary)]
    {
        dom::fill(&copy, class, text);
        remove_if(&copy, class, text.is_empty());
    }
    with(&copy, "item-facts", item.facts.is_empty(), |table| {
        for fact in &item.facts {
            add_fact(table, fact);
        }
    });
    with(&copy, "item-checks", item.checks.is_empty(), |list| checks::fill(list, &item.checks));
    with(&copy, "item-notes", item.notes.is_empty(), |list| dom::add_items(list, &item.notes));
    with(&copy, "item-refusals", item.refusals.is_empty(), |list| dom::add_items(list, &item.refusals));
    with(&copy, "item-inside", item.inside.is_empty(), |list| {
        for one in &item.inside {
            add(list, one);
        }
    });
    let leads_on = item.name.is_some() && (item.request.is_some() || item.kind == "certificate");
    with(&copy, "item-next", !leads_on, |button| {
        // A button takes these attributes.
        let _ = button.set_attribute("data-next", item.name.as_deref().unwrap_or_default());
        if let Some(request) = &item.request {
            let _ = button.set_attribute("data-request", request);
        }
    });
    let is_wrong_request = item.kind == "request" && item.name.is_some() && item.request.is_none();
    with(&copy, "item-existing", !is_wrong_request, |button| {
        // A button takes the attribute.
        let _ = button.set_attribute("data-existing", item.name.as_deref().unwrap_or_default());
    });
    with(&copy, "item-make", item.name.is_none(), |button| {
        // A button takes the attribute.
        let _ = button.set_attribute("data-name", item.name.as_deref().unwrap_or_default());
        dom::fill_every(&copy, "item-name", &format!(": {}", item.name.as_deref().unwrap_or_default()));
    });
    // A list takes an item.
    let _ = list.append_child(&copy);
}

fn add_fact(table: &Element, fact: &Fact) {
    let Some(copy) = dom::copy_of_template("fact-template") else { return };
    for (selector, text) in [("dt", &fact.name), ("dd", &fact.value)] {
        if let Ok(Some(element)) = copy.query_selector(selector) {
            element.set_text_content(Some(text));
            if fact.is_code && selector == "dd" {
                element.set_class_name("code");
            }
        }
    }
    // A table takes a row.
    let _ = table.append_child(&copy);
}

/// Fills a part of an item, or takes it away where there is nothing to say.
fn with(item: &DocumentFragment, class: &str, empty: bool, fill: impl FnOnce(&Element)) {
    if let Ok(Some(part)) = item.query_selector(&format!(".{class}"))
        && !empty
    {
        fill(&part);
    }
    remove_if(item, class, empty);
}

fn remove_if(item: &DocumentFragment, class: &str, gone: bool) {
    if gone && let Ok(Some(part)) = item.query_selector(&format!(".{class}")) {
        part.remove();
    }
}
