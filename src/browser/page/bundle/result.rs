//! The checks, and the finished files.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Blob;

use crate::browser::dom;
use crate::browser::page::{checks, download, errors, fill_all};
use crate::job::Assessed;
use crate::wording::{self, Field};

/// Shows every check with its reason, and what would go into the file.
pub fn show_checks(assessed: Option<&Assessed>) {
    let list = dom::element("checks");
    list.set_text_content(None);
    dom::show("path", assessed.is_some());
    dom::fill_list("path-list", assessed.map_or(&[], |assessed| &assessed.path));
    dom::fill_list("aside", assessed.map_or(&[], |assessed| &assessed.aside));
    let Some(assessed) = assessed else {
        return dom::set_text("checks-status", "The checks appear here when there is a certificate.");
    };
    checks::fill(&list, &assessed.checks);
    dom::set_text("checks-status", &wording::checks_summary(&assessed.checks));
}

/// The finished files and the buttons that save them.
pub struct BundleResult {
    files: Rc<RefCell<Vec<(String, Blob)>>>,
}

impl BundleResult {
    /// Listens to the buttons.
    pub fn start() -> Self {
        let files: Rc<RefCell<Vec<(String, Blob)>>> = Rc::default();
        for (place, button) in ["download-pfx", "download-cer", "download-chain"].into_iter().enumerate() {
            let files = Rc::clone(&files);
            dom::on_id(button, "click", move |_| {
                let saved = files.borrow().get(place).is_some_and(|(name, file)| download::save(file, name));
                if !saved {
                    errors::present(&[wording::no_file(Field::MakePfx)]);
                }
            });
        }
        Self { files }
    }

    /// Shows the buttons for the files, and how to use them.
    pub fn show(&self, names: &[String], files: Vec<Blob>, has_subject_alt_name: bool) {
        let chain = names.len() > 2;
        dom::show("no-other-names", !has_subject_alt_name);
        dom::show("download-chain", chain);
        dom::set_text("download-chain-hint", wording::chain_hint(chain));
        let name = names.first().and_then(|name| name.strip_suffix(".pfx")).unwrap_or_default();
        fill_all("#bundle-result [data-certificate-name]", name);
        *self.files.borrow_mut() = names.iter().cloned().zip(files).collect();
        dom::show("bundle-result", true);
        dom::focus("bundle-result-title");
    }

    /// Lets go of the files.
    pub fn forget(&self) {
        self.files.borrow_mut().clear();
        dom::show("bundle-result", false);
        fill_all("#bundle-result [data-certificate-name]", "");
        dom::set_text("pfx-status", "");
    }
}
