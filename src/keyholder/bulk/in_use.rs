//! Certificates in use, and when they end.

use super::{gather, source};
use crate::bulk::Ending;
use crate::certificate::Certificate;
use crate::job::{Answer, BulkOutcome, Document, Outcome};
use crate::message::Message;
use crate::password::Password;
use crate::password_encryption::{Budget, Limits, Progress};
use crate::pkcs12;
use crate::reader::Item;
use crate::wording;

pub(super) fn read_in_use(
    documents: &[Document],
    password: Option<&Password>,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Answer, Vec<Message>> {
    let source = source(documents);
    let mut given = gather(documents).map_err(|error| vec![wording::too_much(error, source)])?;
    let mut notes = wording::gathering_notes(&given);
    let budget = &mut Budget::of(Limits::MANY);
    for key in &given.keys {
        let Item::Pkcs12(octets) = &key.item else { continue };
        match pkcs12::open_with(octets, password, budget, on_progress) {
            Ok(contents) => {
                let is_known = |one: &Certificate| given.endpoints.contains(one);
                let own = contents.own_certificate().or(contents.certificates.first()).cloned();
                given.endpoints.extend(own.filter(|own| !is_known(own)));
            }
            Err(error) => notes.push(wording::file_not_opened(&error, &key.name)),
        }
    }
    if given.endpoints.is_empty() {
        return Err(vec![wording::no_endings(&notes, source)]);
    }
    let endings = given.endpoints.iter().map(Ending::of).collect();
    Ok(Outcome::Bulk(BulkOutcome::InUse { endings, notes }).into())
}
