//! Calendar files with reminders before certificates end.

use web_sys::Blob;

use crate::browser::page::widget::{dom, download, errors};
use crate::job::{BulkOutcome, Outcome};
use crate::message::Field;
use crate::wording;

/// The name of the file for many certificates.
const FOR_ALL: &str = "certificate-reminders.ics";

/// Hands over the file that a worker has made, for the certificate of this name or for many, and says so
/// in a status line. What is wrong is said beside `field`.
pub fn hand_over(outcome: Outcome, files: &[Blob], certificate: Option<&str>, status: &str, field: Field) {
    dom::set_text(status, "");
    let name = certificate.map_or_else(|| FOR_ALL.to_owned(), |name| format!("{name}.ics"));
    match (outcome, files.first()) {
        (Outcome::Bulk(BulkOutcome::Calendar { reminders: 0 }), _) => {
            dom::set_text(status, &wording::calendar_made(&name, 0));
        }
        (Outcome::Bulk(BulkOutcome::Calendar { reminders }), Some(file)) if download::save(file, &name) => {
            dom::set_text(status, &wording::calendar_made(&name, reminders));
        }
        (Outcome::Refused(messages), _) => errors::present(&messages),
        _ => errors::present(&[wording::no_file(field)]),
    }
}
