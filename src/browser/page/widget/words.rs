//! Sentences of the program in places of the page that are there from the start.

use super::dom;
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
    for (name, words) in WORDS {
        dom::fill_all(&format!("[data-words=\"{name}\"]"), words);
    }
}
