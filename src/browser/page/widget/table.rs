//! A table with a row for each name. It may be long, so rows are made piece by piece, and the page
//! answers in between.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Date;
use web_sys::Element;

use crate::browser::page::widget::{clock, dom};
use crate::check::Verdict;

/// Milliseconds that rows are made in one go.
const PIECE: f64 = 8.0;

/// A row.
pub struct Row {
    /// The endpoint's name.
    pub name: String,
    /// Where that stands, or what else belongs below it.
    pub place: String,
    /// What follows for it.
    pub result: Verdict,
    /// The result in a word or two.
    pub verdict: String,
    /// What was found.
    pub sentence: String,
}

/// The table with an id, in its box `<id>-box`.
pub struct Table {
    id: &'static str,
    /// Counts what is shown: rows of an earlier list are made no more.
    shown: Cell<u32>,
}

impl Table {
    /// The empty table.
    pub fn at(id: &'static str) -> Rc<Self> {
        Rc::new(Self { id, shown: Cell::default() })
    }

    /// Shows these rows, first those that need the person.
    pub fn show_worst_first(self: &Rc<Self>, mut rows: Vec<Row>) {
        rows.sort_by_key(|row| std::cmp::Reverse(row.result));
        self.show(rows);
    }

    /// Shows these rows in place of others.
    pub fn show(self: &Rc<Self>, rows: Vec<Row>) {
        let shown = self.shown.get().wrapping_add(1);
        self.shown.set(shown);
        dom::show(&format!("{}-box", self.id), !rows.is_empty());
        if let Some(body) = self.body() {
            body.set_text_content(None);
            self.go_on(shown, body, rows.into_iter());
        }
    }

    fn body(&self) -> Option<Element> {
        dom::element(self.id).query_selector("tbody").ok().flatten()
    }

    fn go_on(self: &Rc<Self>, shown: u32, body: Element, mut rows: std::vec::IntoIter<Row>) {
        let begun = Date::now();
        // A clock that is set back ends the piece.
        while (0.0..PIECE).contains(&(Date::now() - begun)) {
            match rows.next() {
                Some(row) => add(&body, &row),
                None => return,
            }
        }
        let own = Rc::clone(self);
        clock::at_next_frame(move || {
            if own.shown.get() == shown {
                own.go_on(shown, body, rows);
            }
        });
    }
}

fn add(body: &Element, row: &Row) {
    let Some(copy) = dom::copy_of_template("row-template") else { return };
    if let Some(element) = copy.first_element_child() {
        // A row takes these attributes.
        let _ = element.set_attribute("data-name", &row.name);
        let _ = element.set_attribute("data-result", row.result.as_str());
    }
    dom::fill(&copy, "row-name", &row.name);
    dom::fill(&copy, "row-place", &row.place);
    dom::fill(&copy, "verdict", &row.verdict);
    dom::fill(&copy, "row-sentence", &row.sentence);
    // A table takes a row.
    let _ = body.append_child(&copy);
}
