//! What a DER structure is, told by the tags of its elements.

use zeroize::Zeroizing;

use super::{Item, KeyForm};

const INT: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const OID: u8 = 0x06;
const UTC: u8 = 0x17;
const TIME: u8 = 0x18;
const SEQ: u8 = 0x30;
const TAG_0: u8 = 0xa0;

/// One element: its tag, and its contents. The contents of an element of indefinite length are
/// all that follows.
struct Element<'a> {
    tag: u8,
    contents: &'a [u8],
    /// What follows it; nothing where its own end is not known.
    rest: &'a [u8],
    definite: bool,
}

/// The item that the octets are, all of them, white space at the end set aside.
pub(super) fn recognise(octets: &[u8]) -> Option<Item> {
    let whole = element(octets)?;
    if whole.tag != SEQ || !whole.rest.trim_ascii().is_empty() {
        return None;
    }
    let taken = octets.len().saturating_sub(whole.rest.len());
    let der = octets.get(..taken)?;
    let key = |form| Item::PrivateKey { form, der: Zeroizing::new(der.to_vec()) };
    Some(match tags(whole.contents).as_slice() {
        [SEQ, SEQ, BITS] => recognise_signed(der, element(whole.contents)?.contents)?,
        [SEQ, BITS] => Item::PublicKey(der.to_vec()),
        [SEQ, OCTETS] => key(KeyForm::EncryptedPkcs8),
        [INT, SEQ, OCTETS, ..] => key(KeyForm::Pkcs8),
        [INT, OCTETS, ..] => key(KeyForm::Sec1),
        [INT, SEQ] | [INT, SEQ, SEQ] => Item::Pkcs12(Zeroizing::new(der.to_vec())),
        [INT, INT, INT, INT, INT, INT] => key(KeyForm::Dsa),
        [INT, INT, INT, INT, INT, INT, INT, INT, INT, ..] => key(KeyForm::Pkcs1),
        [OID, TAG_0] => Item::Pkcs7(der.to_vec()),
        _ => return None,
    })
}

/// Certificates, requests and revocation lists are all: what is signed, algorithm, signature.
fn recognise_signed(der: &[u8], signed: &[u8]) -> Option<Item> {
    match tags(signed).as_slice() {
        [TAG_0, INT, SEQ, SEQ, SEQ, SEQ, SEQ, ..] | [INT, SEQ, SEQ, SEQ, SEQ, SEQ, ..] => {
            Some(Item::Certificate(der.to_vec()))
        }
        [INT, SEQ, SEQ] | [INT, SEQ, SEQ, TAG_0] => Some(Item::Request(der.to_vec())),
        [SEQ, SEQ, UTC | TIME, ..] | [INT, SEQ, SEQ, UTC | TIME, ..] => {
            Some(Item::RevocationList(der.to_vec()))
        }
        _ => None,
    }
}

/// The first element, header and contents, where it is whole.
pub(super) fn first_element(octets: &[u8]) -> Option<&[u8]> {
    let rest = element(octets)?.rest;
    octets.get(..octets.len().saturating_sub(rest.len()))
}

/// How many octets a SEQUENCE that begins so has in all, header included. None where it is no
/// SEQUENCE or its length is indefinite.
pub(super) fn length_of_sequence(octets: &[u8]) -> Option<usize> {
    let (tag, rest) = octets.split_first()?;
    let (length, rest) = length(rest)?;
    let header = octets.len().saturating_sub(rest.len());
    (*tag == SEQ).then_some(header.checked_add(length?)?)
}

/// The tags of the elements, one after another, ten at most. An element of indefinite length is
/// the last, and so is one that is not whole.
fn tags(mut octets: &[u8]) -> Vec<u8> {
    let mut tags = Vec::new();
    while let Some(next) = element(octets).filter(|_| tags.len() < 10) {
        tags.push(next.tag);
        octets = if next.definite { next.rest } else { &[] };
    }
    tags
}

fn element(octets: &[u8]) -> Option<Element<'_>> {
    let (&tag, rest) = octets.split_first()?;
    Some(match length(rest)? {
        (Some(length), rest) => {
            let (contents, rest) = rest.split_at_checked(length)?;
            Element { tag, contents, rest, definite: true }
        }
        (None, rest) => Element { tag, contents: rest, rest: &[], definite: false },
    })
}

/// A length (X.690 section 8.1.3) and what follows it. No number for the indefinite form.
fn length(octets: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = octets.split_first()?;
    match first {
        0x80 => Some((None, rest)),
        0..0x80 => Some((Some(usize::from(first)), rest)),
        0x81..=0x84 => {
            let (number, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = number.iter().fold(0u32, |sum, &octet| (sum << 8) | u32::from(octet));
            Some((Some(usize::try_from(length).ok()?), rest))
        }
        _ => None,
    }
}
