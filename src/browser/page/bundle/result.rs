//! The buttons that hand over the finished files.

use std::rc::Rc;

use super::{Bundle, Event, pfx_text};
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::{calendar, confirm, dom, download, errors};
use crate::job::{BulkJob, Job, Outcome};
use crate::message::Field;
use crate::wording;

/// Says what was handed over.
const STATUS: &str = "bundle-key-status";

/// Listens to the buttons.
pub fn listen(bundle: &Rc<Bundle>) {
    for (place, button) in ["download-pfx", "download-cer", "download-chain"].into_iter().enumerate() {
        let own = Rc::clone(bundle);
        dom::on_id(button, "click", move |_| own.save(place));
    }
    let (own, copied) = (Rc::clone(bundle), Rc::clone(bundle));
    let file = move || own.with_finished(|finished| finished.files.first().map(|(_, file)| file.clone()))?;
    pfx_text::start(file, move || copied.on(Event::Saved));
    let own = Rc::clone(bundle);
    dom::on_id("download-bundle-key", "click", move |_| own.save_key());
    for (button, with_certificates) in [("download-plain-key", false), ("download-combined-pem", true)] {
        let own = Rc::clone(bundle);
        dom::on_id(button, "click", move |_| own.ask_for_plain_key(with_certificates));
    }
    let own = Rc::clone(bundle);
    dom::on_id("download-calendar", "click", move |_| own.save_calendar());
}

impl Bundle {
    /// Hands over the file in a place.
    fn save(self: &Rc<Self>, place: usize) {
        let file = self.with_finished(|finished| finished.files.get(place).cloned()).flatten();
        match file.filter(|(name, file)| download::save(file, name)) {
            Some((name, _)) => {
                dom::set_text(STATUS, &wording::given_to_save(&name));
                if place == 0 {
                    self.on(Event::Saved);
                }
            }
            None => errors::present(&[wording::no_file(Field::MakePfx)]),
        }
    }

    /// Has the worker that made the file make one of the key alone, and hands it over.
    fn save_key(self: &Rc<Self>) {
        self.save_from_maker(Job::GiveBundleKey, ".key", Field::DownloadBundleKey);
    }

    /// Asks before the key is handed over without a password.
    fn ask_for_plain_key(self: &Rc<Self>, with_certificates: bool) {
        let ending = if with_certificates { "-combined.pem" } else { "-without-password.key" };
        let own = Rc::clone(self);
        confirm::ask(wording::PLAIN_KEY, "Save it without a password", move || {
            own.save_from_maker(Job::GivePlainKey { with_certificates }, ending, Field::DownloadPlainKey);
        });
    }

    /// Has the worker that made the file make another, and hands it over under the same name with an ending.
    fn save_from_maker(self: &Rc<Self>, job: Job, ending: &'static str, field: Field) {
        errors::clear(&[Field::DownloadBundleKey, Field::DownloadPlainKey]);
        let finished = self.with_finished(|finished| (finished.name().to_owned(), finished.maker));
        let Some((name, maker)) = finished.and_then(|(name, maker)| Some((name, self.worker(maker)?))) else {
            return errors::present(&[wording::bundle_key_gone()]);
        };
        dom::set_text(STATUS, "Making the key file.");
        maker.ask(job, &[], move |outcome, files| {
            // It was asked for, and is handed over whatever was changed meanwhile.
            let name = format!("{name}{ending}");
            dom::set_text(STATUS, "");
            match (outcome, files.first()) {
                (Outcome::Refused(messages), _) => errors::present(&messages),
                (_, Some(file)) if download::save(file, &name) => {
                    dom::set_text(STATUS, &wording::given_to_save(&name));
                }
                _ => errors::present(&[wording::no_file(field)]),
            }
        });
    }

    /// Has a worker make a calendar file, and hands it over.
    fn save_calendar(self: &Rc<Self>) {
        let found = self.with_finished(|finished| (finished.name().to_owned(), finished.ending.clone()));
        let Some((name, ending)) = found else { return };
        self.reader.prepare();
        let Some(worker) = self.reader.worker() else {
            return errors::present(&[wording::worker_died(Field::DownloadBundleKey)]);
        };
        let own = Rc::downgrade(self);
        let job = BulkJob::MakeCalendar { endings: vec![ending], now: now() };
        worker.ask(Job::Bulk(job), &[], move |outcome, files| {
            let Some(own) = own.upgrade() else { return };
            if own.with_finished(|finished| finished.name() == name) == Some(true) {
                calendar::hand_over(outcome, &files, Some(&name), STATUS, Field::DownloadBundleKey);
            }
        });
    }
}
