//! Anything that was given: what it is, and what would be wrong with it.

use zeroize::Zeroizing;

use super::Keyholder;
use crate::inspection::Inspection;
use crate::job::{Document, Outcome};
use crate::message::Field;
use crate::password::Password;
use crate::password_encryption::{Limits, Progress};
use crate::wording;

/// What is remembered from one look to the next, so that the page need not keep it.
#[derive(Default)]
pub(super) struct Inspecting {
    /// The password that opened something last.
    password: Option<Password>,
    /// The pasted text that held a private key last.
    kept: Option<Zeroizing<Vec<u8>>>,
}

impl Keyholder {
    pub(super) fn inspect(
        &mut self,
        password: Option<Password>,
        completes: bool,
        now: i64,
        mut documents: Vec<Document>,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Outcome {
        if let Some(bytes) = self.inspecting.kept.take() {
            let known = documents.iter().any(|document| document.bytes == bytes);
            if !known {
                documents.push(Document { source: Field::InspectText, name: String::new(), bytes });
            }
        }
        let octets: Vec<&[u8]> = documents.iter().map(|document| document.bytes.as_slice()).collect();
        let given = password.or_else(|| self.inspecting.password.take());
        let known = self.completing.certificates();
        let completing = if completes { known } else { &[] };
        let inspection = Inspection::of(&octets, given.as_ref(), completing, Limits::MOST, now, on_progress);
        let mut inspected = wording::inspected(&inspection, &documents);
        inspected.addition = wording::addition(&inspection.chains(), known);
        inspected.password_kept = given.is_some() && inspection.password_opened();
        if inspected.password_kept {
            self.inspecting.password = given;
        }
        let secret_text = documents
            .into_iter()
            .zip(&inspection.documents)
            .find(|(document, found)| document.name.is_empty() && found.holds_opened_secret());
        inspected.text_kept = secret_text.is_some();
        self.inspecting.kept = secret_text.map(|(document, _)| document.bytes);
        Outcome::Inspected(inspected)
    }
}
