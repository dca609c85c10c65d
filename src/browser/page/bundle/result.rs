//! The checks, and the finished files.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use web_sys::Blob;

use super::pfx_text;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::dom::fill_all;
use crate::browser::page::widget::{calendar, checks, dom, download, errors};
use crate::browser::page::workers::remote::Remote;
use crate::bulk::Ending;
use crate::job::{Assessed, BulkJob, Job, Outcome};
use crate::message::Field;
use crate::wording;

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
    dom::set_text("checks-status", &wording::checks_summary(&assessed.checks, assessed.unread.len()));
}

/// The finished files and the buttons that save them.
pub struct BundleResult {
    finished: RefCell<Option<Finished>>,
}

struct Finished {
    files: Vec<(String, Blob)>,
    /// What the files are called, without what their names end in.
    name: String,
    /// When the certificate ends.
    ending: Ending,
    /// The worker that made them. It has the key, and the password of the file.
    maker: Weak<Remote>,
}

impl BundleResult {
    /// Listens to the buttons.
    pub fn start() -> Rc<Self> {
        let result = Rc::new(Self { finished: RefCell::default() });
        for (place, button) in ["download-pfx", "download-cer", "download-chain"].into_iter().enumerate() {
            let own = Rc::clone(&result);
            dom::on_id(button, "click", move |_| {
                let finished = own.finished.borrow();
                let file = finished.as_ref().and_then(|finished| finished.files.get(place));
                match file.filter(|(name, file)| download::save(file, name)) {
                    Some((name, _)) => dom::set_text("bundle-key-status", &wording::given_to_save(name)),
                    None => errors::present(&[wording::no_file(Field::MakePfx)]),
                }
            });
        }
        let own = Rc::clone(&result);
        pfx_text::start(move || own.pfx());
        let own = Rc::clone(&result);
        dom::on_id("download-bundle-key", "click", move |_| own.save_key());
        let own = Rc::clone(&result);
        dom::on_id("download-calendar", "click", move |_| own.save_calendar());
        result
    }

    /// Shows the buttons for the files, and how to use them.
    pub fn show(
        &self,
        names: &[String],
        files: Vec<Blob>,
        has_subject_alt_name: bool,
        ending: Ending,
        maker: Weak<Remote>,
    ) {
        let chain = names.len() > 2;
        dom::show("no-other-names", !has_subject_alt_name);
        dom::show("download-chain", chain);
        dom::set_text("download-chain-hint", wording::chain_hint(chain));
        let name = names.first().and_then(|name| name.strip_suffix(".pfx")).unwrap_or_default().to_owned();
        fill_all("#bundle-result [data-certificate-name]", &name);
        let files = names.iter().cloned().zip(files).collect();
        *self.finished.borrow_mut() = Some(Finished { files, name, ending, maker });
        dom::show("bundle-result", true);
        dom::set_text("bundle-step", wording::bundle_step(true));
        dom::focus("bundle-result-title");
    }

    /// Lets go of the files, and of what the worker keeps with them.
    pub fn forget(&self) {
        pfx_text::forget();
        let finished = self.finished.borrow_mut().take();
        if let Some(maker) = finished.and_then(|finished| finished.maker.upgrade()) {
            maker.ask(Job::DropPfxPassword, &[], |_, _| {});
        }
        errors::clear(&[Field::DownloadBundleKey]);
        dom::show("bundle-result", false);
        dom::set_text("bundle-step", wording::bundle_step(false));
        fill_all("#bundle-result [data-certificate-name]", "");
        for status in ["pfx-status", "bundle-key-status"] {
            dom::set_text(status, "");
        }
    }

    /// The finished `.pfx` file.
    fn pfx(&self) -> Option<Blob> {
        let finished = self.finished.borrow();
        finished.as_ref()?.files.first().map(|(_, file)| file.clone())
    }

    /// Has the worker make a calendar file, and saves it.
    fn save_calendar(self: &Rc<Self>) {
        let finished = self.finished.borrow();
        let Some(finished) = finished.as_ref() else { return };
        let Some(maker) = finished.maker.upgrade() else {
            return errors::present(&[wording::worker_died(Field::MakePfx)]);
        };
        let own = Rc::downgrade(self);
        let job = BulkJob::MakeCalendar { endings: vec![finished.ending.clone()], now: now() };
        maker.ask(Job::Bulk(job), &[], move |outcome, files| {
            let Some(own) = own.upgrade() else { return };
            if let Some(finished) = own.finished.borrow().as_ref() {
                let name = Some(finished.name.as_str());
                calendar::hand_over(outcome, &files, name, "bundle-key-status", Field::MakePfx);
            }
        });
    }

    /// Has the worker make a file of the key, and saves it.
    fn save_key(self: &Rc<Self>) {
        errors::clear(&[Field::DownloadBundleKey]);
        let maker = self.finished.borrow().as_ref().and_then(|finished| finished.maker.upgrade());
        let Some(maker) = maker else { return errors::present(&[wording::bundle_key_gone()]) };
        dom::set_text("bundle-key-status", "Making the key file.");
        let own = Rc::downgrade(self);
        maker.ask(Job::GiveBundleKey, &[], move |outcome, files| {
            let Some(own) = own.upgrade() else { return };
            let finished = own.finished.borrow();
            let Some(finished) = finished.as_ref() else { return };
            let name = format!("{}.key", finished.name);
            dom::set_text("bundle-key-status", "");
            match (outcome, files.first()) {
                (Outcome::Refused(messages), _) => errors::present(&messages),
                (_, Some(file)) if download::save(file, &name) => {
                    dom::set_text("bundle-key-status", &wording::given_to_save(&name));
                }
                _ => errors::present(&[wording::no_file(Field::DownloadBundleKey)]),
            }
        });
    }
}
