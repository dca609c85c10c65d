//! What a batch has made, as it is shown.

use wasm_bindgen::JsCast;
use web_sys::HtmlFieldSetElement;

use super::Batch;
use crate::browser::page::widget::{documents, dom};
use crate::wording;

impl Batch {
    /// What stands in the fields is not what the finished files were made of.
    pub fn fields_changed(&self) {
        let is_there = self.finished.is_there() || self.has_loose();
        dom::show(&self.id("outdated"), is_there);
        dom::set_text(&self.id("outdated"), if is_there { self.kind.outdated } else { "" });
    }

    pub(super) fn show_result(&self) {
        self.crew.end_soon();
        let elapsed = self.progress.elapsed();
        self.end_working();
        let making = self.making.borrow();
        let Some(making) = making.as_ref() else { return };
        let (made, total) = (making.count(), making.total());
        let said = if making.is_cancelled && made < total {
            wording::batch_cancelled(made, total)
        } else {
            (self.kind.made)(made, total, elapsed)
        };
        if made == 0 && making.is_cancelled {
            dom::set_text(&self.id("status"), &said);
            return dom::focus(self.kind.begin.id());
        }
        // The title that is focused says it.
        dom::set_text(&self.id("status"), "");
        dom::set_text(&self.id("result-text"), &said);
        dom::fill_list(&self.id("failed"), &making.failed);
        let missing = total.saturating_sub(made);
        dom::set_text(&self.id("continue"), &wording::make_the_others(missing));
        dom::show(&self.id("continue"), missing > 0 || !self.finished.is_there());
        dom::show(&self.id("result"), true);
        dom::focus(&self.id("result-title"));
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
    pub(super) fn close_fields(&self, closed: bool) {
        for fields in dom::all(&format!("#{} > fieldset", self.id("form"))) {
            fields.unchecked_into::<HtmlFieldSetElement>().set_disabled(closed);
        }
        if !closed {
            documents::open_again();
        }
    }
}
