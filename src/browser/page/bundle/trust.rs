//! The trust store: whose callers a server takes, as files, with a key or without.

use std::rc::Rc;

use super::Bundle;
use crate::authority::Environment;
use crate::browser::page::widget::choice::chosen_encryption;
use crate::browser::page::widget::clock::now;
use crate::browser::page::widget::{dom, download, errors};
use crate::job::{Job, Outcome};
use crate::message::Field;
use crate::trust::Trust;
use crate::wording;

/// Says what was handed over.
const STATUS: &str = "trust-status";

/// What is said while the files are made.
const MAKING: &str = "Making the trust store.";

/// The buttons, and what the names of their files end in, in the order in which a worker gives them.
const BUTTONS: [(&str, &str); 2] = [("download-trust-pem", ".pem"), ("download-trust-p12", ".p12")];

/// Listens to the list and the buttons.
pub fn listen(bundle: &Rc<Bundle>) {
    dom::on_id("trust-of", "change", |_| draw());
    for (place, (button, ending)) in BUTTONS.into_iter().enumerate() {
        let own = Rc::clone(bundle);
        dom::on_id(button, "click", move |_| own.save_trust(place, ending));
    }
    draw();
}

/// Takes away what was said.
pub fn forget() {
    dom::set_value("trust-of", "int");
    draw();
}

/// The worker that makes the files has died.
pub fn reader_died() {
    if dom::element(STATUS).text_content().as_deref() == Some(MAKING) {
        dom::set_text(STATUS, "");
        errors::present(&[wording::worker_died(Field::TrustOf)]);
    }
}

/// The environment that is chosen; none for what was given.
fn chosen() -> Option<Environment> {
    match dom::value("trust-of").as_str() {
        "int" => Some(Environment::Int),
        "prod" => Some(Environment::Prod),
        _ => None,
    }
}

/// Shows whom a server would trust, as far as that is known before the files are made.
pub fn draw() {
    errors::clear(&[Field::TrustOf]);
    dom::set_text(STATUS, "");
    let lines = chosen().map(|environment| lines(&Trust::published(environment)));
    dom::fill_list("trust-list", &lines.unwrap_or_default());
}

fn lines(trust: &Trust) -> Vec<String> {
    trust.authorities().iter().map(wording::authority_line).collect()
}

impl Bundle {
    fn save_trust(self: &Rc<Self>, place: usize, ending: &'static str) {
        draw();
        let documents = match self.given().certificates {
            Ok(documents) => documents,
            Err(message) => return errors::present(&[message]),
        };
        self.reader.prepare();
        let Some(worker) = self.reader.worker() else {
            return errors::present(&[wording::worker_died(Field::TrustOf)]);
        };
        let (question, encryption) =
            (self.step.borrow().question(now()), chosen_encryption("pfx-encryption"));
        dom::set_text(STATUS, MAKING);
        let job = Job::MakeTrust { environment: chosen(), question, encryption };
        worker.ask(job, &documents, move |outcome, files| {
            dom::set_text(STATUS, "");
            match (outcome, files.get(place)) {
                (Outcome::TrustMade { file_stem, lines }, Some(file)) => {
                    let name = format!("{file_stem}{ending}");
                    dom::fill_list("trust-list", &lines);
                    if download::save(file, &name) {
                        dom::set_text(STATUS, &wording::trust_made(&name));
                    } else {
                        errors::present(&[wording::no_file(Field::TrustOf)]);
                    }
                }
                (Outcome::Refused(messages), _) => errors::present(&messages),
                _ => errors::present(&[wording::no_file(Field::TrustOf)]),
            }
        });
    }
}
