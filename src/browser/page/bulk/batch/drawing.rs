//! A batch as it is shown.

use wasm_bindgen::JsCast;
use web_sys::HtmlFieldSetElement;

use super::Batch;
use crate::browser::page::widget::{dom, drops, errors};
use crate::message::Message;
use crate::wording;

impl Batch {
    /// What stands in the fields is not what the finished files were made of.
    pub fn fields_changed(&self) {
        let is_there = self.finished.is_there() || self.has_loose();
        dom::show(&self.id("outdated"), is_there);
        dom::set_text(&self.id("outdated"), if is_there { self.kind.outdated } else { "" });
    }

    /// Shows that files are being made.
    pub(super) fn show_working(&self) {
        self.close_fields(true);
        dom::show(self.kind.begin.id(), false);
        let step = self.step.borrow();
        let view = step.view();
        self.progress.go_on(view.made, view.total, view.spent, wording::MAKING_FILES);
    }

    /// Shows that finished files are being put together.
    pub(super) fn show_packing(&self) {
        self.progress.end();
        dom::set_text(&self.id("status"), wording::PACKING);
    }

    /// Shows what has become of all, and what is wrong.
    pub(super) fn show_result(&self, messages: &[Message]) {
        self.crew.end_soon();
        self.end_working();
        let step = self.step.borrow();
        let view = step.view();
        let said = if view.is_cancelled {
            wording::batch_cancelled(view.made, view.total)
        } else {
            (self.kind.made)(view.made, view.total, view.spent)
        };
        if view.made == 0 && view.is_cancelled {
            dom::set_text(&self.id("status"), &said);
            return dom::focus(self.kind.begin.id());
        }
        // The title that is focused says it.
        dom::set_text(&self.id("status"), "");
        dom::set_text(&self.id("result-text"), &said);
        dom::fill_list(&self.id("failed"), view.failed);
        let missing = view.total.saturating_sub(view.made);
        dom::set_text(&self.id("continue"), &wording::make_the_others(missing));
        dom::show(&self.id("continue"), missing > 0 || !self.finished.is_there());
        dom::show(&self.id("result"), true);
        dom::focus(&self.id("result-title"));
        if !messages.is_empty() {
            errors::present(messages);
        }
    }

    pub(super) fn hide_result(&self) {
        self.finished.forget();
        dom::show(&self.id("outdated"), false);
        dom::show(&self.id("result"), false);
        dom::set_text(&self.id("result-text"), "");
        dom::fill_list(&self.id("failed"), &[]);
    }

    pub(super) fn end_working(&self) {
        self.progress.end();
        self.close_fields(false);
        dom::show(self.kind.begin.id(), true);
    }

    /// Closes the fields while the work lasts. The table between them can still be read.
    fn close_fields(&self, closed: bool) {
        for fields in dom::all(&format!("#{} > fieldset", self.id("form"))) {
            fields.unchecked_into::<HtmlFieldSetElement>().set_disabled(closed);
        }
        if !closed {
            drops::open_again();
        }
    }
}
