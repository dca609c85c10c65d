//! Copying text. What is copied is on the clipboard, where other programs can read it.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::browser::page::widget::dom;

/// Sets up every button that copies the text of an element that it names.
pub fn start() {
    for button in dom::all("button[data-copy]") {
        let Some(source) = button.get_attribute("data-copy") else { continue };
        let own = button.clone();
        dom::on(&button, "click", move |_| {
            let own = own.clone();
            let text = dom::element(&source).text_content().unwrap_or_default();
            copy(&text, "use-copy-status", move || mark(&own));
        });
    }
}

/// Marks the button that was used last, where the eye is.
pub fn mark(button: &Element) {
    for other in dom::all("[data-copied]") {
        // The attribute was there a moment ago.
        let _ = other.remove_attribute("data-copied");
    }
    // A button takes the attribute.
    let _ = button.set_attribute("data-copied", "");
}

/// Copies a text, says in a status line whether it went well, and calls back if it did.
pub fn copy(text: &str, status: &'static str, on_copied: impl Fn() + Clone + 'static) {
    let finish = move |copied: bool| {
        say(status, copied);
        if copied {
            on_copied();
        }
    };
    let clipboard = js_sys::Reflect::get(&dom::window().navigator(), &JsValue::from_str("clipboard"));
    let clipboard = clipboard.ok().and_then(|found| found.dyn_into::<web_sys::Clipboard>().ok());
    let Some(clipboard) = clipboard else { return finish(copy_by_selection(text)) };
    let succeed = finish.clone();
    let done = Closure::once_into_js(move |_: JsValue| succeed(true));
    let owned = zeroize::Zeroizing::new(text.to_owned());
    let refused = Closure::once_into_js(move |_: JsValue| finish(copy_by_selection(&owned)));
    // The promise that comes back only repeats what the two callbacks say.
    let promise: JsValue = clipboard.write_text(text).into();
    if let Ok(then) = js_sys::Reflect::get(&promise, &JsValue::from_str("then")) {
        let then: js_sys::Function = then.unchecked_into();
        let _ = then.call2(&promise, &done, &refused);
    }
}

fn say(status: &str, copied: bool) {
    dom::show(status, true);
    dom::set_text(
        status,
        if copied {
            "Copied."
        } else {
            "The browser does not allow copying. Select the text and press Ctrl and C."
        },
    );
}

/// The older way, where the page is not served securely: a field of its own, selected and copied.
fn copy_by_selection(text: &str) -> bool {
    let document = dom::document();
    let (Some(body), Ok(area)) = (document.body(), document.create_element("textarea")) else { return false };
    let Ok(area) = area.dyn_into::<HtmlTextAreaElement>() else { return false };
    let before = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    area.set_value(text);
    area.set_class_name("visually-hidden");
    if body.append_child(&area).is_err() {
        return false;
    }
    area.select();
    let document: web_sys::HtmlDocument = document.unchecked_into();
    let copied = document.exec_command("copy").unwrap_or(false);
    area.set_value("");
    area.remove();
    if let Some(before) = before {
        let _ = before.focus();
    }
    copied
}

/// The value of a field on the clipboard.
pub fn copy_field(id: &str, status: &'static str) {
    let field: HtmlInputElement = dom::input(id);
    copy(&zeroize::Zeroizing::new(field.value()), status, || {});
}

/// Has a button copy a text, and say so.
pub fn copies(button: &Element, text: String, status: &'static str) {
    let own = button.clone();
    dom::on(button, "click", move |_| {
        let own = own.clone();
        copy(&text, status, move || mark(&own));
    });
}
