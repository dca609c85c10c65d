//! Lists of names, and the request and key file of one of them.

use std::num::NonZeroUsize;

use rand_core::CryptoRng;

use super::{Keyholder, file, password_file, source};
use crate::bulk::{List, ListError, MOST_NAMES};
use crate::job::{Answer, BulkOutcome, Document, NewPassword, Outcome};
use crate::key::{KeyFileSeal, KeySize, MakeKeyError, SealKeyError, UntriedKey};
use crate::message::Message;
use crate::name::EndpointName;
use crate::password_encryption::Progress;
use crate::request::CertificateRequest;
use crate::wording;

pub(super) fn read_list(documents: &[Document]) -> Result<Answer, Vec<Message>> {
    let (mut lists, mut messages) = (Vec::new(), Vec::new());
    for Document { source, name, bytes } in documents {
        match List::read(bytes) {
            Ok(list) => lists.push(list),
            Err(error) => messages.push(wording::list_error(&error, name, *source)),
        }
    }
    let names = lists.iter().map(|list| list.rows.len()).fold(0, usize::saturating_add);
    if messages.is_empty() && (names == 0 || names > MOST_NAMES) {
        let error = if names == 0 { ListError::Empty } else { ListError::TooManyNames { most: MOST_NAMES } };
        messages.push(wording::list_error(&error, "", source(documents)));
    }
    if !messages.is_empty() {
        return Err(messages);
    }
    List::refuse_duplicates(&mut lists);
    let files: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    let rows = lists.iter().enumerate();
    let rows = rows.flat_map(|(place, list)| list.rows.iter().map(move |row| (place, row)));
    let rows = rows.map(|(place, row)| wording::list_row(row, place, &files)).collect();
    let notes = lists.iter().zip(&files);
    let notes = notes.flat_map(|(list, file)| wording::list_notes(list, file)).collect();
    Ok(Outcome::Bulk(BulkOutcome::List { rows, notes }).into())
}

impl Keyholder {
    /// Makes a key, its request and its file. What a single key is asked before its file is given out is
    /// asked here at once, since the key is let go of: the last test of its primes, and that the file
    /// opens.
    pub(super) fn make_request(
        &mut self,
        name: &str,
        size: KeySize,
        password: Option<NewPassword>,
        coming: NonZeroUsize,
        rng: &mut impl CryptoRng,
        on_deriving: &mut dyn FnMut(Progress),
    ) -> Result<Answer, Vec<Message>> {
        let name = EndpointName::parse(name).map_err(|error| vec![wording::name(&error)])?;
        let (seal, made) = match password {
            Some(wanted) => self.seals.take(wanted, coming, rng, on_deriving).unzip(),
            None => (Some(KeyFileSeal::open()), None),
        };
        let seal = seal.ok_or_else(|| vec![wording::seal_key(SealKeyError)])?;
        // A name is the unit of progress, not a number that was tried.
        let key = UntriedKey::search(size, &mut self.search, rng, &mut |_| {})
            .map_err(|error| vec![wording::make_key(error)])?;
        let (key, request) = CertificateRequest::make_with(&name, key, &mut self.search, rng)
            .map_err(|error| vec![wording::make_request(error)])?;
        if !key.is_confirmed() {
            return Err(vec![wording::make_key(MakeKeyError::SelfTest)]);
        }
        let key_file = key.write_and_reopen(seal).map_err(|error| vec![wording::seal_key(error)])?;
        let mut files = vec![
            file("application/pkcs10", request.pem().as_bytes()),
            file("application/pkcs8", key_file.as_str().as_bytes()),
        ];
        files.extend(made.flatten().as_ref().map(password_file));
        let outcome = Outcome::Bulk(BulkOutcome::RequestMade(key.public_key().fingerprint()));
        Ok(Answer { outcome, files })
    }
}
