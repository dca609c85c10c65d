//! A list of checks.

use web_sys::Element;

use crate::browser::page::widget::dom;
use crate::check::Verdict;
use crate::shown::CheckLine;
use crate::wording;

/// Adds every check with its reason to a list: first what needs the person.
pub fn fill(list: &Element, checks: &[CheckLine]) {
    let with = |result: Verdict| checks.iter().filter(move |check| check.result == result);
    for check in [Verdict::Fail, Verdict::Warn, Verdict::Pass].into_iter().flat_map(with) {
        let Some(copy) = dom::copy_of_template("check-template") else { continue };
        if let Ok(Some(item)) = copy.query_selector("li") {
            // A list item takes these attributes.
            let _ = item.set_attribute("data-check", &check.name);
            let _ = item.set_attribute("data-result", check.result.as_str());
        }
        dom::fill(&copy, "verdict", wording::verdict(check.result));
        dom::fill(&copy, "check-title", &check.title);
        dom::fill(&copy, "check-reason", &check.sentence);
        // A list takes an item.
        let _ = list.append_child(&copy);
    }
}
