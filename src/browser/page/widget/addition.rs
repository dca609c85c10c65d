//! What the page adds to a chain, in one line, and the button that leaves it out or adds it again.

use super::dom;
use crate::job::Addition;

/// Calls back with whether it shall be added, when the button is pressed: the elements `<place>-addition`,
/// `<place>-addition-text` and `<place>-addition-change`.
pub fn on_change(place: &str, then: impl Fn(bool) + 'static) {
    let button = format!("{place}-addition-change");
    let own = button.clone();
    dom::on_id(&button, "click", move |_| then(dom::element(&own).has_attribute("data-left-out")));
}

/// Shows what is added or left out, or nothing.
pub fn show(place: &str, addition: Option<&Addition>) {
    dom::show(&format!("{place}-addition"), addition.is_some());
    dom::set_text(&format!("{place}-addition-text"), addition.map_or("", |addition| &addition.sentence));
    let is_left_out = addition.is_some_and(|addition| addition.is_left_out);
    let change = format!("{place}-addition-change");
    dom::set_text(&change, if is_left_out { "Add them" } else { "Leave them out" });
    // A button takes the attribute.
    let _ = dom::element(&change).toggle_attribute_with_force("data-left-out", is_left_out);
}
