//! What is wrong: beside each field, and in one place at the top.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser::page::widget::dom;
use crate::browser::page::widget::title;
use crate::message::{Field, Message};

thread_local! {
    /// What the summary lists.
    static LISTED: RefCell<Vec<Message>> = const { RefCell::new(Vec::new()) };
}

/// A link of the summary leads to its field, and does not change the step.
pub fn start() {
    dom::on_id("error-summary", "click", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(id) = target.and_then(|target| target.get_attribute("data-field")) {
            event.prevent_default();
            dom::focus(&id);
        }
    });
}

/// Shows messages beside their fields and in the summary, and leads the person to the summary.
pub fn present(messages: &[Message]) {
    list(messages);
    if !messages.is_empty() {
        lead();
    }
}

/// Leads the person to the summary.
pub fn lead() {
    dom::focus("error-summary");
    dom::element("error-summary").scroll_into_view();
}

/// Shows messages beside their fields and in the summary; the person stays where they are.
pub fn list(messages: &[Message]) {
    for message in messages {
        beside(message);
    }
    LISTED.with_borrow_mut(|listed| {
        for message in messages {
            listed.retain(|other| other.field != message.field);
            listed.push(message.clone());
        }
    });
    draw_summary();
}

/// Shows a message beside its field only, for the time while the person types.
pub fn beside(message: &Message) {
    let id = message.field.id();
    let error = format!("{id}-error");
    dom::set_text(&error, &message.sentence);
    dom::show(&error, true);
    let field = dom::element(id);
    if field.tag_name() != "BUTTON" {
        // Every field takes the attribute.
        let _ = field.set_attribute("aria-invalid", "true");
    }
    let known = LISTED.with_borrow_mut(|listed| {
        let place = listed.iter_mut().find(|other| other.field == message.field);
        place.map(|place| *place = message.clone()).is_some()
    });
    if known {
        draw_summary();
    }
}

/// Takes back what was said of fields.
pub fn clear(fields: &[Field]) {
    for field in fields {
        let error = format!("{}-error", field.id());
        dom::show(&error, false);
        dom::set_text(&error, "");
        // Nothing to do where the attribute is not there.
        let _ = dom::element(field.id()).remove_attribute("aria-invalid");
    }
    LISTED.with_borrow_mut(|listed| listed.retain(|message| !fields.contains(&message.field)));
    draw_summary();
}

/// Has these fields say these messages and no others.
pub fn settle(fields: &[Field], messages: &[Message]) {
    let silent = |field: &Field| messages.iter().all(|message| message.field != *field);
    clear(&fields.iter().copied().filter(silent).collect::<Vec<_>>());
    list(messages);
}

/// Takes back everything that was said.
pub fn clear_all() {
    for error in dom::all(".error") {
        error.set_hidden(true);
        error.set_text_content(None);
    }
    for field in dom::all("[aria-invalid]") {
        let _ = field.remove_attribute("aria-invalid");
    }
    LISTED.with_borrow_mut(Vec::clear);
    draw_summary();
}

/// Draws the summary of the step that is shown: what is wrong in another one stands there.
pub fn draw_summary() {
    let before = place_of_step();
    let list = dom::element("error-summary-list");
    // What changes here is read aloud at once: what stays is not drawn again.
    let mut drawn = dom::all("#error-summary-list li");
    let empty = LISTED.with_borrow(|all| {
        let listed: Vec<&Message> = all.iter().filter(|message| is_in_shown_step(message)).collect();
        drawn.retain(|item| {
            let stays = listed.iter().any(|message| is_of(item, message));
            if !stays {
                item.remove();
            }
            stays
        });
        for message in listed.iter().filter(|message| !drawn.iter().any(|item| is_of(item, message))) {
            draw(&list, message);
        }
        listed.is_empty()
    });
    dom::show("error-summary", !empty);
    title::draw(!empty);
    // What the person looks at stays where it is.
    dom::window().scroll_by_with_x_and_y(0.0, place_of_step() - before);
}

/// Whether a message belongs to the step that is shown.
fn is_in_shown_step(message: &Message) -> bool {
    let step = dom::element(message.field.id()).closest("#application > section");
    step.is_ok_and(|step| step.is_some_and(|step| !step.has_attribute("hidden")))
}

/// Whether an item of the summary says this.
fn is_of(item: &HtmlElement, message: &Message) -> bool {
    let link = item.first_element_child();
    let field = link.and_then(|link| link.get_attribute("data-field"));
    field.as_deref() == Some(message.field.id()) && item.text_content().as_ref() == Some(&message.sentence)
}

fn draw(list: &HtmlElement, message: &Message) {
    let (Ok(item), Ok(link)) = (dom::document().create_element("li"), dom::document().create_element("a"))
    else {
        return;
    };
    let id = message.field.id();
    link.set_text_content(Some(&message.sentence));
    // Fixed names: the attributes cannot be refused, nor the elements.
    let _ = link.set_attribute("href", &format!("#{id}"));
    let _ = link.set_attribute("data-field", id);
    let _ = item.append_child(&link);
    let _ = list.append_child(&item);
}

/// How far below the upper edge of the window the step begins, in CSS pixels.
fn place_of_step() -> f64 {
    let steps = dom::all("#application > section:not([hidden])");
    steps.first().map_or(0.0, |step| step.get_bounding_client_rect().top())
}
