//! Sentences of the program in places of the page that are there from the start.

use super::dom;
use crate::authority::Authority;
use crate::wording;

/// What stands where an element says `data-words`.
const WORDS: [(&str, &str); 4] = [
    ("renewal-int", wording::RENEWAL_INT),
    ("renewal-prod", wording::RENEWAL_PROD),
    ("renewal-plan", wording::RENEWAL_PLAN),
    ("renewal-of-many", wording::RENEWAL_OF_MANY),
];

/// Puts each sentence into its places.
pub fn fill() {
    dom::set_text("authorities-source", &wording::source_of_authorities());
    let authorities = Authority::current().filter_map(|known| known.certificate());
    let lines: Vec<String> = authorities.map(|one| wording::authority_line(&one)).collect();
    dom::fill_list("authorities", &lines);
    for (name, words) in WORDS {
        dom::fill_all(&format!("[data-words=\"{name}\"]"), words);
    }
}
