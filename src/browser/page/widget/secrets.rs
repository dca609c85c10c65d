//! Fields: emptied when their content has been taken, and never filled by the browser's memory.

use wasm_bindgen::JsCast;
use web_sys::{
    HtmlElement, HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement,
};

use crate::browser::page::widget::{announcer, dom};
use crate::wording;

/// The buttons that show a password, and the fields that each of them shows.
const SHOW_BUTTONS: [(&str, &[&str]); 8] = [
    ("key-password-show", &["key-password", "key-password-confirm"]),
    ("unlock-password-show", &["unlock-password"]),
    ("pfx-password-show", &["pfx-password", "pfx-password-confirm"]),
    ("inspect-password-show", &["inspect-password"]),
    ("bulk-password-show", &["bulk-password", "bulk-password-confirm"]),
    ("bulk-key-password-show", &["bulk-key-password"]),
    ("bulk-pfx-password-show", &["bulk-pfx-password", "bulk-pfx-password-confirm"]),
    ("bulk-in-use-password-show", &["bulk-in-use-password"]),
];

/// Sets up the buttons that show a password.
pub fn start() {
    for (button, fields) in SHOW_BUTTONS {
        show_button(button, fields);
    }
}

/// Brings every field back to what the page was written with. Some browsers fill fields after a
/// reload, with what was in them.
pub fn reset_fields() {
    for form in dom::all("form") {
        if let Ok(form) = form.dyn_into::<HtmlFormElement>() {
            form.reset();
        }
    }
    for field in dom::all("input, textarea, select") {
        reset(&field);
    }
}

fn reset(field: &HtmlElement) {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        match input.type_().as_str() {
            "radio" | "checkbox" => input.set_checked(input.default_checked()),
            _ => input.set_value(""),
        }
    } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value("");
    } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        let options =
            (0..select.length()).filter_map(|index| select.item(index)?.dyn_into::<HtmlOptionElement>().ok());
        for option in options {
            option.set_selected(option.default_selected());
        }
    }
}

/// Empties every field and hides what they showed.
pub fn empty_all() {
    reset_fields();
    for (button, fields) in SHOW_BUTTONS {
        reveal(button, fields, false);
    }
}

/// Empties fields whose content has been taken, and covers them again.
pub fn empty(fields: &[&str]) {
    for id in fields {
        let field = dom::element(id);
        reset(&field);
        if let Some(input) = field.dyn_ref::<HtmlInputElement>()
            && input.type_() == "text"
        {
            input.set_type("password");
        }
    }
}

fn show_button(button: &'static str, fields: &'static [&'static str]) {
    dom::on_id(button, "click", move |_| {
        let shown = fields.iter().any(|id| dom::input(id).type_() == "text");
        reveal(button, fields, !shown);
        announcer::say(wording::password_shown(!shown));
    });
}

/// Shows or covers the passwords in fields.
pub fn reveal(button: &str, fields: &[&str], shown: bool) {
    for id in fields {
        dom::input(id).set_type(if shown { "text" } else { "password" });
    }
    // What stands behind the word, for who has it read aloud, says which password.
    if let Some(word) = dom::element(button).first_element_child() {
        word.set_text_content(Some(if shown { "Hide" } else { "Show" }));
    }
}
