//! What belongs together: what has the same public key.

use super::Inspected;
use super::content::{Content, Role};
use crate::public_key::PublicKey;
use crate::reader::Place;

/// One of the things that have a public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// The number of its document, from 0.
    pub document: usize,
    /// Where in the document it begins.
    pub place: Place,
}

/// What has a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A private key.
    PrivateKey,
    /// A certificate request.
    Request,
    /// A certificate of an endpoint.
    Certificate,
    /// A public key by itself.
    PublicKey,
    /// A PKCS#12 file that was not opened.
    Pkcs12,
}

/// How things are related.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Belonging {
    /// They have the same public key: two at least.
    Together(Vec<Part>),
    /// These two have different ones, and there is no other.
    Apart(Part, Part),
    /// Nothing else has the public key of this one.
    Alone(Part),
    /// It has a password and was not opened, so that it was not compared.
    Locked(Part),
}

/// Compares everything that has a public key with everything else.
pub(super) fn compare(documents: &[Inspected]) -> Vec<Belonging> {
    let mut groups: Vec<(&PublicKey, Vec<Part>)> = Vec::new();
    let mut locked = Vec::new();
    for (document, inspected) in documents.iter().enumerate() {
        for thing in inspected.all() {
            let Some(kind) = kind(&thing.content) else { continue };
            let part = Part { kind, document, place: thing.place.clone() };
            match thing.content.public_key() {
                Some(key) => match groups.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, group)) => group.push(part),
                    None => groups.push((key, vec![part])),
                },
                None if thing.content.is_locked() => locked.push(part),
                None => {}
            }
        }
    }
    let mut groups: Vec<Vec<Part>> = groups.into_iter().map(|(_, group)| group).collect();
    if groups.len().saturating_add(locked.len()) < 2 {
        locked.clear();
    }
    let locked = locked.into_iter().map(Belonging::Locked);
    match groups.as_mut_slice() {
        [] => Vec::new(),
        [one] if one.len() < 2 => locked.collect(),
        [one, other] if one.len() == 1 && other.len() == 1 => {
            let (one, other) = (one.pop(), other.pop());
            one.zip(other)
                .map(|(one, other)| Belonging::Apart(one, other))
                .into_iter()
                .chain(locked)
                .collect()
        }
        _ => {
            let related = groups.into_iter().filter_map(|mut group| match group.len() {
                1 => group.pop().map(Belonging::Alone),
                _ => Some(Belonging::Together(group)),
            });
            related.chain(locked).collect()
        }
    }
}

/// What has a public key of its own; an authority's is of no use to anybody here.
fn kind(content: &Content) -> Option<Kind> {
    match content {
        Content::PrivateKey(_) => Some(Kind::PrivateKey),
        Content::Request(Ok(_)) => Some(Kind::Request),
        Content::Certificate(Ok(found)) => match &found.role {
            Role::Checked { chain, .. } => {
                let path = chain.path();
                path.first().is_some_and(|leaf| !leaf.is_ca() || path.len() == 1).then_some(Kind::Certificate)
            }
            Role::Unchecked | Role::Repeated => Some(Kind::Certificate),
            Role::Other => None,
        },
        Content::PublicKey(Some(_)) => Some(Kind::PublicKey),
        Content::Pkcs12(_) if content.is_locked() => Some(Kind::Pkcs12),
        _ => None,
    }
}
