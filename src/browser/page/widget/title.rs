//! The title of the document.

use super::dom;

/// The steps, by the ids of their sections.
pub const STEPS: [&str; 6] = ["request", "next", "bundle", "bulk", "inspect", "about"];

/// Names the document after the step that is shown, for the list of tabs and for screen readers. An error
/// is said first, as the NHS service manual asks of an error summary.
pub fn draw(wrong: bool) {
    let step = STEPS.into_iter().find(|step| !dom::element(step).hidden()).unwrap_or("request");
    let text = |selector: &str| dom::all(selector).first().and_then(|found| found.text_content());
    if let (Some(step), Some(service)) = (text(&format!("#{step}-title")), text(".service")) {
        let error = if wrong { "Error: " } else { "" };
        dom::document().set_title(&format!("{error}{step} - {service}"));
    }
}
