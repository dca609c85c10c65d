//! What the reader found, opened and taken apart.

use super::content::{
    CertificateFound, Content, PrivateKeyFound, RequestFound, Role, SealedContents, SealedFile, Thing,
};
use super::{MOST_THINGS, PasswordWork};
use crate::certificate::Certificate;
use crate::check::{assess_request, check_private_key};
use crate::key::{OpenKeyError, PrivateKey, protection};
use crate::pkcs12::{self, Contents, Description, OpenError, PasswordKnown, Readers};
use crate::public_key::PublicKey;
use crate::reader::{Found, Item, KeyForm, Place};
use crate::request::ReceivedRequest;

/// The things, with those of one bundle together.
pub(super) fn things(found: &[Found], work: &mut PasswordWork<'_>) -> Vec<Thing> {
    let mut things: Vec<Thing> = Vec::new();
    for Found { item, place } in found.iter().take(MOST_THINGS) {
        let thing = Thing { place: place.clone(), content: content(item, work) };
        if !place.in_bundle {
            things.push(thing);
            continue;
        }
        let bundle_place = Place { in_bundle: false, ..place.clone() };
        match things.last_mut() {
            Some(Thing { place, content: Content::Bundle(inside) }) if *place == bundle_place => {
                inside.push(thing);
            }
            _ => things.push(Thing { place: bundle_place, content: Content::Bundle(vec![thing]) }),
        }
    }
    things
}

fn content(item: &Item, work: &mut PasswordWork<'_>) -> Content {
    match item {
        Item::Certificate(der) => Content::Certificate(
            Certificate::from_der(der).map(|certificate| CertificateFound { certificate, role: Role::Other }),
        ),
        Item::Request(der) => Content::Request(ReceivedRequest::from_der(der).map(|request| {
            let checks = assess_request(&request);
            RequestFound { request, checks }
        })),
        Item::PrivateKey { form, der } => Content::PrivateKey(PrivateKeyFound::of(form, der, work)),
        Item::PublicKey(der) => Content::PublicKey(PublicKey::from_der(der).ok()),
        Item::Pkcs7(content) => Content::Pkcs7(*content),
        Item::Pkcs12(octets) => Content::Pkcs12(SealedFile::of(octets, work)),
        Item::RevocationList(_) => Content::RevocationList,
        Item::Other { label } => Content::Other { label: label.clone() },
    }
}

impl PrivateKeyFound {
    fn of(form: &KeyForm, octets: &[u8], work: &mut PasswordWork<'_>) -> Self {
        let opened = PrivateKey::open_form(form, octets, work.password, work.budget, work.on_progress);
        let spelling = opened.as_ref().ok().and_then(|opened| opened.spelling);
        let found = Self::judged(opened.map(|opened| opened.key), work);
        Self { form: Some(form.clone()), protection: protection(form, octets), spelling, ..found }
    }

    /// A key, or why there is none, and what is found of its factors. One in a PKCS#12 file has no form of
    /// its own.
    fn judged(opened: Result<PrivateKey, OpenKeyError>, work: &mut PasswordWork<'_>) -> Self {
        let is_prime = opened.as_ref().ok().map(|key| work.primes.ask(key));
        let public_key = match opened {
            Ok(_) if is_prime == Some(Some(false)) => Err(OpenKeyError::CompositeFactor),
            Ok(key) => Ok(key.public_key().clone()),
            Err(error) => Err(error),
        };
        let checks = check_private_key(&public_key).into_iter().collect();
        let is_untested = is_prime == Some(None);
        Self { form: None, protection: None, public_key, is_untested, spelling: None, checks }
    }
}

impl SealedFile {
    fn of(octets: &[u8], work: &mut PasswordWork<'_>) -> Self {
        let description = Description::read(octets).ok();
        let (contents, password) = open(octets, work);
        let layout = contents.as_ref().ok().map(|contents| &contents.layout);
        let readers = description.as_ref().map(|description| Readers::of(description, password, layout));
        Self {
            readers: readers.unwrap_or_default(),
            description,
            password,
            contents: contents.map(|contents| SealedContents::of(contents, work)),
        }
    }
}

/// Opens a file and says what that shows of its password. One password is given for everything, so
/// a file without any is opened all the same.
fn open(octets: &[u8], work: &mut PasswordWork<'_>) -> (Result<Contents, OpenError>, PasswordKnown) {
    let password = work.password;
    let mut open = |password| pkcs12::open_with(octets, password, work.budget, work.on_progress);
    let refused = match password.map(|password| (open(Some(password)), PasswordKnown::from(password))) {
        Some((Ok(contents), known)) => {
            let known = if contents.spelling.is_some() { known } else { PasswordKnown::None };
            return (Ok(contents), known);
        }
        Some((Err(error), _)) => Some(error),
        None => None,
    };
    match open(None) {
        Ok(contents) => (Ok(contents), PasswordKnown::None),
        Err(error) => (Err(refused.unwrap_or(error)), PasswordKnown::Unknown),
    }
}

impl SealedContents {
    fn of(contents: Contents, work: &mut PasswordWork<'_>) -> Self {
        let place = Place::default();
        let key = contents.key.map(|key| Content::PrivateKey(PrivateKeyFound::judged(Ok(key), work)));
        let certificates = contents
            .certificates
            .into_iter()
            .map(|certificate| Content::Certificate(Ok(CertificateFound { certificate, role: Role::Other })));
        let mut things = key.into_iter().chain(certificates);
        let shown = things.by_ref().take(MOST_THINGS);
        Self {
            things: shown.map(|content| Thing { place: place.clone(), content }).collect(),
            more: things.count(),
            friendly_name: contents.friendly_name,
            machine_keyset: contents.machine_keyset,
            skipped: contents.skipped,
            spelling: contents.spelling,
        }
    }
}
