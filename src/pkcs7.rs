//! PKCS#7 and CMS messages (RFC 5652): the certificates that a `.p7b` carries.
//!
//! ```text
//! ContentInfo ::= SEQUENCE {
//!   contentType  OBJECT IDENTIFIER,
//!   content      [0] EXPLICIT ANY DEFINED BY contentType }
//!
//! SignedData ::= SEQUENCE {
//!   version           INTEGER,
//!   digestAlgorithms  SET OF AlgorithmIdentifier,
//!   encapContentInfo  SEQUENCE,
//!   certificates      [0] IMPLICIT CertificateSet OPTIONAL,
//!   crls              [1] IMPLICIT RevocationInfoChoices OPTIONAL,
//!   signerInfos       SET OF SignerInfo }
//! ```
//!
//! The message is DER or BER. What is in it is sliced out, so that its octets stay as they came.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911;

use crate::ber::{Element, INTEGER, OBJECT_IDENTIFIER, SEQUENCE};

const CONTENT: u8 = 0xa0;
const SET: u8 = 0x31;
const CERTIFICATES: u8 = 0xa0;
const REVOCATION_LISTS: u8 = 0xa1;

/// RFC 2315 section 11, which CMS has no more.
const SIGNED_AND_ENVELOPED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.4");

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentType {
    /// Octets, and nothing else (RFC 5652 section 4).
    Data,
    /// The kind that carries certificates (section 5).
    SignedData,
    /// Encrypted for people (section 6).
    EnvelopedData,
    /// Signed, and encrypted for people (RFC 2315 section 11).
    SignedAndEnvelopedData,
    /// With a digest (RFC 5652 section 7).
    DigestedData,
    /// Encrypted with a key that both sides have (section 8).
    EncryptedData,
    /// With a message authentication code (section 9).
    AuthenticatedData,
    /// Encrypted for people and authenticated (RFC 5083).
    AuthEnvelopedData,
    /// Any other, by its object identifier.
    Other(ObjectIdentifier),
}

/// What a message of signed data carries, in the order in which it stands there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bundle<'a> {
    /// Certificates (RFC 5652 section 10.2.2).
    pub certificates: Vec<&'a [u8]>,
    /// Certificate revocation lists (section 10.2.1).
    pub revocation_lists: Vec<&'a [u8]>,
    /// Whether it carries something of another kind, such as attribute certificates.
    pub has_others: bool,
}

/// Why nothing is taken out of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenError {
    /// It is of a kind that carries no certificates.
    NotSignedData(ContentType),
    /// It is no message, or a damaged one.
    Damaged,
}

/// The kind of the message that the octets are.
pub fn content_type(message: &[u8]) -> Option<ContentType> {
    let info = Element::tagged(message, SEQUENCE)?;
    let oid = Element::tagged(info.contents, OBJECT_IDENTIFIER)?;
    ObjectIdentifier::from_bytes(oid.contents).ok().map(ContentType::of)
}

/// Takes the certificates and revocation lists out of a message of signed data. Its signatures
/// say nothing here, and are not looked at.
///
/// # Errors
/// [`OpenError`].
pub fn open(message: &[u8]) -> Result<Bundle<'_>, OpenError> {
    match content_type(message).ok_or(OpenError::Damaged)? {
        ContentType::SignedData => signed_data(message).and_then(carried).ok_or(OpenError::Damaged),
        other => Err(OpenError::NotSignedData(other)),
    }
}

/// The contents of SignedData.
fn signed_data(message: &[u8]) -> Option<&[u8]> {
    let info = Element::tagged(message, SEQUENCE)?;
    let oid = Element::tagged(info.contents, OBJECT_IDENTIFIER)?;
    let content = Element::tagged(oid.rest, CONTENT)?;
    Some(Element::tagged(content.contents, SEQUENCE)?.contents)
}

fn carried(signed_data: &[u8]) -> Option<Bundle<'_>> {
    let version = Element::tagged(signed_data, INTEGER)?;
    let digest_algorithms = Element::tagged(version.rest, SET)?;
    let content_info = Element::tagged(digest_algorithms.rest, SEQUENCE)?;
    let mut bundle = Bundle::default();
    let mut rest = content_info.rest;
    while !rest.is_empty() {
        let field = Element::first(rest)?;
        match field.tag {
            CERTIFICATES => bundle.has_others |= take(field.contents, &mut bundle.certificates)?,
            REVOCATION_LISTS => bundle.has_others |= take(field.contents, &mut bundle.revocation_lists)?,
            _ => {}
        }
        rest = field.rest;
    }
    Some(bundle)
}

/// Adds the members that are a SEQUENCE; every other choice has a tag of its own (sections 10.2.1
/// and 10.2.2). Whether there are any of those.
fn take<'a>(mut set: &'a [u8], into: &mut Vec<&'a [u8]>) -> Option<bool> {
    let mut others = false;
    while !set.is_empty() {
        let member = Element::first(set)?;
        match member.tag {
            SEQUENCE => into.push(member.whole),
            _ => others = true,
        }
        set = member.rest;
    }
    Some(others)
}

impl ContentType {
    fn of(oid: ObjectIdentifier) -> Self {
        match oid {
            rfc5911::ID_DATA => Self::Data,
            rfc5911::ID_SIGNED_DATA => Self::SignedData,
            rfc5911::ID_ENVELOPED_DATA => Self::EnvelopedData,
            SIGNED_AND_ENVELOPED_DATA => Self::SignedAndEnvelopedData,
            rfc5911::ID_DIGESTED_DATA => Self::DigestedData,
            rfc5911::ID_ENCRYPTED_DATA => Self::EncryptedData,
            rfc5911::ID_CT_AUTH_DATA => Self::AuthenticatedData,
            rfc5911::ID_CT_AUTH_ENVELOPED_DATA => Self::AuthEnvelopedData,
            other => Self::Other(other),
        }
    }
}
