//! The document: elements by their ids, listeners, copies of templates.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Document, DocumentFragment, Element, Event, EventInit, EventTarget, HtmlElement, HtmlInputElement,
    HtmlSelectElement, HtmlTemplateElement, HtmlTextAreaElement, Window,
};

/// The window.
#[allow(clippy::expect_used, reason = "the page layer runs nowhere else")]
pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

/// The document.
#[allow(clippy::expect_used, reason = "the page layer runs nowhere else")]
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The element with this id. Every id that the program names is in the page from the start.
#[allow(clippy::expect_used, reason = "an id that is missing is a fault of the build, found by any test")]
pub fn get<T: JsCast>(id: &str) -> T {
    document().get_element_by_id(id).and_then(|element| element.dyn_into().ok()).expect(id)
}

/// The element with this id, as any element.
pub fn element(id: &str) -> HtmlElement {
    get(id)
}

/// An input field.
pub fn input(id: &str) -> HtmlInputElement {
    get(id)
}

/// Sets the text of an element.
pub fn set_text(id: &str, text: &str) {
    let element = element(id);
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Shows or hides an element.
pub fn show(id: &str, shown: bool) {
    element(id).set_hidden(!shown);
}

/// Puts the keyboard focus on an element.
pub fn focus(id: &str) {
    // An element that cannot take the focus leaves it where it was.
    let _ = element(id).focus();
}

/// Whether the keyboard focus is on an element.
pub fn has_focus(id: &str) -> bool {
    document().active_element().is_some_and(|active| active.id() == id)
}

/// The value of an input, a text area or a select.
pub fn value(id: &str) -> String {
    let element: Element = get(id);
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        String::new()
    }
}

/// Sets the value of an input, a text area or a select, where it is another than now: the cursor
/// of a person who types stays in its place.
pub fn set_value(id: &str, new: &str) {
    if value(id) == new {
        return;
    }
    let element: Element = get(id);
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(new);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(new);
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(new);
    }
}

/// Tells those who listen that the value of a field was set, with an event of a kind.
pub fn announce(id: &str, kind: &str) {
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict(kind, &bubbles) {
        // Nobody cancels it.
        let _ = element(id).dispatch_event(&event);
    }
}

/// Calls back at every event of a kind, for as long as the page lives.
pub fn on(target: &EventTarget, kind: &str, then: impl FnMut(Event) + 'static) {
    listen(target, kind, Box::new(then));
}

/// Compiled once, whoever listens.
fn listen(target: &EventTarget, kind: &str, then: Box<dyn FnMut(Event)>) {
    let closure = Closure::wrap(then);
    // The target exists and the listener is a function, so this cannot fail.
    let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Calls back at every event of a kind on the element with this id.
pub fn on_id(id: &str, kind: &str, then: impl FnMut(Event) + 'static) {
    on(&element(id), kind, then);
}

/// A copy of what a template holds.
pub fn copy_of_template(id: &str) -> Option<DocumentFragment> {
    let template: HtmlTemplateElement = get(id);
    template.content().clone_node_with_deep(true).ok()?.dyn_into().ok()
}

/// Every element that a selector finds.
pub fn all(selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Sets the text of the first element with a class inside another.
pub fn fill(inside: &DocumentFragment, class: &str, text: &str) {
    if let Ok(Some(element)) = inside.query_selector(&format!(".{class}")) {
        element.set_text_content(Some(text));
    }
}

/// Sets the text of every element with a class inside another.
pub fn fill_every(inside: &DocumentFragment, class: &str, text: &str) {
    let Ok(found) = inside.query_selector_all(&format!(".{class}")) else { return };
    for element in (0..found.length()).filter_map(|index| found.item(index)) {
        element.set_text_content(Some(text));
    }
}

/// Sets the text of every element that a selector finds.
pub fn fill_all(selector: &str, text: &str) {
    for element in all(selector) {
        element.set_text_content(Some(text));
    }
}

/// Gives a list other items, each of one text. A list that has them already is left alone: it may
/// be read aloud when it changes.
pub fn fill_list(id: &str, texts: &[String]) {
    let items = all(&format!("#{id} > li"));
    let same = |item: &HtmlElement, text: &String| item.text_content().as_ref() == Some(text);
    if items.len() == texts.len() && items.iter().zip(texts).all(|(item, text)| same(item, text)) {
        return;
    }
    let list = element(id);
    list.set_text_content(None);
    add_items(&list, texts);
}

/// Adds items to a list, each of one text.
pub fn add_items(list: &Element, texts: &[String]) {
    for text in texts {
        if let Ok(item) = document().create_element("li") {
            item.set_text_content(Some(text));
            // A list takes an item.
            let _ = list.append_child(&item);
        }
    }
}
