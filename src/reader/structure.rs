//! What a structure is, told by the tags of its elements.

use super::{ItemKind, KeyForm};
use crate::ber::{Element, INTEGER as INT, OBJECT_IDENTIFIER as OID, SEQUENCE as SEQ};
use crate::pkcs7;

const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const UTC: u8 = 0x17;
const TIME: u8 = 0x18;
const TAG_0: u8 = 0xa0;

/// What begins some octets.
pub(super) struct Recognised<'a> {
    pub(super) kind: ItemKind,
    /// Its own octets.
    pub(super) octets: &'a [u8],
    /// What follows them.
    pub(super) rest: &'a [u8],
}

/// The thing with which the octets begin, where it is whole and known.
pub(super) fn recognise(octets: &[u8]) -> Option<Recognised<'_>> {
    let Element { whole, contents, rest, .. } = Element::tagged(octets, SEQ)?;
    let kind = match tags(contents).as_slice() {
        [SEQ, SEQ, BITS] => signed(Element::first(contents)?.contents)?,
        [SEQ, BITS] => ItemKind::PublicKey,
        [SEQ, OCTETS] => ItemKind::PrivateKey(KeyForm::EncryptedPkcs8),
        [INT, SEQ, OCTETS, ..] => ItemKind::PrivateKey(KeyForm::Pkcs8),
        [INT, OCTETS, ..] => ItemKind::PrivateKey(KeyForm::Sec1),
        [INT, SEQ] | [INT, SEQ, SEQ] => ItemKind::Pkcs12,
        [INT, INT, INT, INT, INT, INT] => ItemKind::PrivateKey(KeyForm::Dsa),
        [INT, INT, INT, INT, INT, INT, INT, INT, INT, ..] => ItemKind::PrivateKey(KeyForm::Pkcs1),
        [OID, TAG_0] => ItemKind::Pkcs7(pkcs7::content_type(whole)?),
        _ => return None,
    };
    Some(Recognised { kind, octets: whole, rest })
}

/// Whether the octets begin as things do, and end before the first of them is whole: a SEQUENCE whose
/// length takes octets of its own, with a SEQUENCE, an INTEGER or an OBJECT IDENTIFIER in it.
pub(super) fn begins(octets: &[u8]) -> bool {
    let Some(&[SEQ, length]) = octets.first_chunk::<2>() else { return false };
    let header = usize::from(length & 0x7f).saturating_add(2);
    let is_long = matches!(length, 0x80..=0x84);
    let is_ours = octets.get(header).is_none_or(|tag| [SEQ, INT, OID].contains(tag));
    is_long && is_ours && Element::first(octets).is_none()
}

/// Certificates, requests and revocation lists are all: what is signed, algorithm, signature.
fn signed(fields: &[u8]) -> Option<ItemKind> {
    match tags(fields).as_slice() {
        [TAG_0, INT, SEQ, SEQ, SEQ, SEQ, SEQ, ..] | [INT, SEQ, SEQ, SEQ, SEQ, SEQ, ..] => {
            Some(ItemKind::Certificate)
        }
        [INT, SEQ, SEQ] | [INT, SEQ, SEQ, TAG_0] => Some(ItemKind::Request),
        [SEQ, SEQ, UTC | TIME, ..] | [INT, SEQ, SEQ, UTC | TIME, ..] => Some(ItemKind::RevocationList),
        _ => None,
    }
}

/// The tags of the elements, one after another, ten at most. One that is not whole ends them.
fn tags(octets: &[u8]) -> Vec<u8> {
    let next = |rest| Element::first(rest);
    std::iter::successors(next(octets), |element| next(element.rest))
        .take(10)
        .map(|element| element.tag)
        .collect()
}
