//! Certificates in use, and when they end.

use super::{gather, source};
use crate::bulk::{Ending, SealedDigest};
use crate::certificate::Certificate;
use crate::job::{Answer, BulkOutcome, Document, Outcome};
use crate::message::Message;
use crate::password::Password;
use crate::password_encryption::{Budget, Limits, Progress};
use crate::pkcs12::{self, Contents, OpenError};
use crate::reader::Item;
use crate::wording::{self, Tried};

pub(super) fn read_in_use(
    documents: &[Document],
    password: Option<&Password>,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Answer, Vec<Message>> {
    let source = source(documents);
    let mut given = gather(documents).map_err(|error| vec![wording::too_much(error, source)])?;
    let mut notes = wording::gathering_notes(&given);
    let budget = &mut Budget::of(Limits::MANY);
    let mut closed = Vec::new();
    for key in &given.keys {
        let Item::Pkcs12(octets) = &key.item else { continue };
        let names = [Some(key.name.as_str()), key.folder.as_deref()].into_iter().flatten();
        let known = given.passwords.find(SealedDigest::of(octets), names);
        match open(octets, &known, password, budget, on_progress) {
            Ok(contents) => {
                let is_known = |one: &Certificate| given.endpoints.contains(one);
                let own = contents.own_certificate().cloned();
                if let (None, Some(error)) = (&own, contents.unreadable()) {
                    closed.push((key.name.as_str(), OpenError::Certificate(error)));
                    continue;
                }
                let own = own.or_else(|| contents.certificates.first().cloned());
                given.endpoints.extend(own.filter(|own| !is_known(own)));
            }
            Err(error) => closed.push((key.name.as_str(), error)),
        }
    }
    let tried = Tried { table: given.passwords.tables() > 0, typed: password.is_some() };
    if given.endpoints.is_empty()
        && let Some(message) = wording::files_locked(&closed, tried)
    {
        return Err(vec![message]);
    }
    notes.extend(wording::files_not_opened(&closed, tried));
    if given.endpoints.is_empty() {
        return Err(vec![wording::no_endings(&notes, source)]);
    }
    let endings = given.endpoints.iter().map(Ending::of).collect();
    Ok(Outcome::Bulk(BulkOutcome::InUse { endings, notes }).into())
}

/// Opens a file under the first of the passwords that is right, or under none: those of a table, and then the
/// one that was typed.
fn open(
    octets: &[u8],
    known: &[&Password],
    typed: Option<&Password>,
    budget: &mut Budget,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Contents, OpenError> {
    let mut refused = None;
    for password in known.iter().copied().chain(typed) {
        match pkcs12::open_with(octets, Some(password), budget, on_progress) {
            Ok(contents) => return Ok(contents),
            Err(error) => refused = Some(error),
        }
    }
    match refused {
        None => pkcs12::open_with(octets, None, budget, on_progress),
        Some(error) => Err(error),
    }
}
