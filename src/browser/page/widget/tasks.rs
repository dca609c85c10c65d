//! What is left to do, drawn from templates.

use web_sys::{Element, Node};

use super::{clipboard, dom, mails};
use crate::wording::{Part, Task, Value};

/// A place for tasks: a list, how deep the titles in it are, and the status line that says what was copied.
pub struct Place {
    /// The list.
    pub list: &'static str,
    /// The level of the titles.
    pub level: u8,
    /// Says whether something was copied.
    pub status: &'static str,
}

impl Place {
    /// Takes everything out of the list.
    pub fn empty(&self) {
        dom::element(self.list).set_text_content(None);
    }

    /// Draws these tasks in place of those that are there.
    pub fn draw<'a>(&self, tasks: impl IntoIterator<Item = &'a Task>) {
        self.empty();
        let list = dom::element(self.list);
        for task in tasks {
            let Ok(item) = dom::document().create_element("li") else { continue };
            if let Ok(title) = dom::document().create_element(&format!("h{}", self.level)) {
                title.set_text_content(Some(&task.title));
                append(&item, &title);
            }
            add_text(&item, "p", "hint", task.who);
            task.parts.iter().for_each(|part| self.draw_part(&item, part));
            append(&list, &item);
        }
    }

    fn draw_part(&self, item: &Element, part: &Part) {
        match part {
            Part::Words(words) => add_text(item, "p", "", words),
            Part::Warning(words) => {
                let Ok(warning) = dom::document().create_element("div") else { return };
                warning.set_class_name("warning");
                add_text(&warning, "p", "", words);
                append(item, &warning);
            }
            Part::Link { words, label, address } => add_link(item, words, label, address),
            Part::Values(values) => self.draw_values(item, values),
            Part::Mail { kind, lead, mail } => {
                let Ok(place) = dom::document().create_element("div") else { return };
                // A part takes the attribute.
                let _ = place.set_attribute("data-mail", kind);
                if let Some(copy) = mails::drawn(mail, lead, self.status) {
                    append(&place, &copy);
                }
                append(item, &place);
            }
            // They stand elsewhere on the page.
            Part::Names(_) => {}
        }
    }

    fn draw_values(&self, item: &Element, values: &[Value]) {
        let Ok(table) = dom::document().create_element("dl") else { return };
        table.set_class_name("summary form-values");
        for Value { label, value, is_copied } in values {
            let Some(copy) = dom::copy_of_template("value-template") else { continue };
            dom::fill(&copy, "value-label", label);
            dom::fill(&copy, "value-text", value);
            dom::fill(&copy, "value-reader", &format!(": {label}"));
            if let Ok(Some(text)) = copy.query_selector(".value-text") {
                // A value takes the attribute.
                let _ = text.set_attribute("data-value", label);
                let _ = text.class_list().toggle_with_force("code", *is_copied);
            }
            if let Ok(Some(button)) = copy.query_selector(".value-copy") {
                if *is_copied {
                    clipboard::copies(&button, value.clone(), self.status);
                } else {
                    button.remove();
                }
            }
            append(&table, &copy);
        }
        append(item, &table);
    }
}

fn append(place: &Element, child: &Node) {
    // Every element of these takes what is put into it.
    let _ = place.append_child(child);
}

fn add_text(place: &Element, tag: &str, class: &str, text: &str) {
    let Ok(element) = dom::document().create_element(tag) else { return };
    element.set_text_content(Some(text));
    if !class.is_empty() {
        element.set_class_name(class);
    }
    append(place, &element);
}

fn add_link(place: &Element, words: &str, label: &str, address: &str) {
    let (before, after) = words.split_once(label).unwrap_or((words, ""));
    let (Ok(paragraph), Ok(link)) =
        (dom::document().create_element("p"), dom::document().create_element("a"))
    else {
        return;
    };
    link.set_text_content(Some(label));
    // A link takes these attributes.
    let _ = link.set_attribute("href", address);
    if !address.starts_with('#') {
        let _ = link.set_attribute("rel", "noreferrer");
        let _ = link.set_attribute("target", "_blank");
    }
    // A paragraph takes text.
    let _ = paragraph.append_with_str_1(before);
    append(&paragraph, &link);
    let _ = paragraph.append_with_str_1(after);
    append(place, &paragraph);
}
