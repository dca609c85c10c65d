//! Finished files put together.

use super::{file, password_in, source};
use crate::bulk::archive::{self, Entry, UniqueNames};
use crate::bulk::passwords::{self, MadePassword};
use crate::bulk::{COMPANIONS, RequestRow, SealedDigest, request_table};
use crate::check::endpoint_name;
use crate::job::{Answer, BulkOutcome, Document, File, Outcome};
use crate::message::Message;
use crate::name::EndpointName;
use crate::public_key::KeyAlgorithm;
use crate::reader::{self, Item};
use crate::request::ReceivedRequest;
use crate::sending::{CatalogueEntry, Details};
use crate::wording;

/// A folder for each name, with its request and its key, and what goes with all of them. What the table
/// says is read from the requests themselves.
pub(super) fn pack_requests(
    has_passwords: bool,
    documents: &[Document],
    now: i64,
) -> Result<Answer, Vec<Message>> {
    let parts = if has_passwords { 3 } else { 2 };
    let pack = || {
        let requests = documents.chunks(parts).map(|files| read_request(files.first()?));
        let requests = requests.collect::<Option<Vec<_>>>()?;
        let mut packing = Packing::default();
        for (files, RequestRow { name, .. }) in documents.chunks(parts).zip(&requests) {
            let [request, key, rest @ ..] = files else { return None };
            let name = packing.names.take(name.as_str());
            packing.add(format!("{name}/{name}.csr"), request, false);
            packing.add(format!("{name}/{name}.key"), key, true);
            if has_passwords {
                packing.add_password(&name, &sealed_key(key)?, rest.first()?)?;
            }
        }
        let table = request_table(&requests);
        let entries: Vec<CatalogueEntry> =
            requests.into_iter().map(|request| CatalogueEntry::of(request.name)).collect();
        let instructions = wording::how_to_send(&entries, &Details::default());
        let [table_name, instructions_name] = COMPANIONS;
        packing.finish(&[(table_name, &table), (instructions_name, &instructions)], now)
    };
    pack().ok_or_else(|| vec![wording::batch_incomplete(source(documents))])
}

/// A file for each name.
pub(super) fn pack_pfx(
    names: &[String],
    has_passwords: bool,
    documents: &[Document],
    now: i64,
) -> Result<Answer, Vec<Message>> {
    let parts = if has_passwords { 2 } else { 1 };
    let pack = || {
        let mut packing = Packing::default();
        for (files, name) in documents.chunks(parts).zip(names) {
            let pfx = files.first()?;
            // A name from outside is used only where it is an endpoint's.
            let name = EndpointName::parse(name).ok();
            let name = packing.names.take(name.as_ref().map_or("certificate", EndpointName::as_str));
            packing.add(format!("{name}.pfx"), pfx, true);
            if has_passwords {
                packing.add_password(&name, &pfx.bytes, files.get(1)?)?;
            }
        }
        packing.finish(&[], now).filter(|_| documents.len() == names.len().saturating_mul(parts))
    };
    pack().ok_or_else(|| vec![wording::batch_incomplete(source(documents))])
}

fn read_request(document: &Document) -> Option<RequestRow> {
    let reading = reader::read(&document.bytes).ok()?;
    let [Item::Request(der)] = reading.items().collect::<Vec<_>>().as_slice() else { return None };
    let request = ReceivedRequest::from_der(der).ok()?;
    let KeyAlgorithm::Rsa { bits } = request.public_key().algorithm() else { return None };
    let name = endpoint_name(request.subject())?;
    Some(RequestRow { name, bits, fingerprint: request.public_key().fingerprint() })
}

/// The DER of the sealed key in a key file.
fn sealed_key(document: &Document) -> Option<Vec<u8>> {
    let reading = reader::read(&document.bytes).ok()?;
    reading.items().find_map(|item| match item {
        Item::PrivateKey { der, .. } => Some(der.to_vec()),
        _ => None,
    })
}

/// What the files of a batch become.
#[derive(Default)]
struct Packing<'a> {
    entries: Vec<Entry<'a>>,
    names: UniqueNames,
    passwords: Vec<MadePassword>,
}

impl<'a> Packing<'a> {
    fn add(&mut self, path: String, document: &'a Document, is_private: bool) {
        self.entries.push(Entry { path, octets: &document.bytes, is_private });
    }

    fn add_password(&mut self, name: &str, sealed: &[u8], password: &Document) -> Option<()> {
        let (password, sealed) = (password_in(password)?, SealedDigest::of(sealed));
        self.passwords.push(MadePassword { name: name.to_owned(), password, sealed });
        Some(())
    }

    /// The archive, with texts at its end, and the passwords beside it; none where there is nothing.
    fn finish(self, texts: &[(&str, &'a String)], now: i64) -> Option<Answer> {
        let Self { mut entries, passwords, .. } = self;
        if entries.is_empty() {
            return None;
        }
        for (path, text) in texts {
            entries.push(Entry { path: (*path).to_owned(), octets: text.as_bytes(), is_private: false });
        }
        let mut files =
            vec![File { media_type: "application/zip", bytes: archive::pack(&entries, now).ok()? }];
        if !passwords.is_empty() {
            files.push(file("text/csv", passwords::write(&passwords).as_bytes()));
        }
        Some(Answer { outcome: Outcome::Bulk(BulkOutcome::Packed), files })
    }
}
