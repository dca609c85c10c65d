//! The bags of a file (RFC 7292 section 4.2), with what is written on them.

use const_oid::ObjectIdentifier;
use der::asn1::AnyRef;
use der::{Decode, Encode, Reader, Sequence, SliceReader, Tag, Tagged};
use zeroize::Zeroizing;

use super::definite;
use super::envelope::Sealed;
use super::open::OpenError;
use super::structure::{
    CERTIFICATE_BAG, CertificateBag, FRIENDLY_NAME, KEY_BAG, LOCAL_KEY_ID, LOCAL_MACHINE_KEYSET,
    REVOCATION_LIST_BAG, SECRET_BAG, SHROUDED_KEY_BAG, SafeBag, X509_CERTIFICATE,
};
use crate::key::EncryptedPrivateKeyInfo;
use crate::password_encryption::{Inside, Scheme};

/// A bag.
pub(super) struct Bag {
    pub(super) content: BagContent,
    pub(super) labels: Labels,
}

/// What is in a bag.
pub(super) enum BagContent {
    /// A PrivateKeyInfo: DER.
    Key(Zeroizing<Vec<u8>>),
    /// An EncryptedPrivateKeyInfo.
    ShroudedKey(Sealed),
    /// A certificate: DER, as it came.
    Certificate(Vec<u8>),
    /// What is left aside.
    Skipped(Skipped),
}

/// What a file can hold that is of no use here. It is left aside, and named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// A certificate revocation list.
    RevocationList,
    /// A secret that is no private key, such as a password kept by Java.
    Secret,
    /// A certificate of another kind than X.509.
    OtherCertificate(ObjectIdentifier),
    /// A bag of another kind.
    OtherBag(ObjectIdentifier),
}

/// What is written on a bag.
#[derive(Default)]
pub(super) struct Labels {
    pub(super) local_key_id: Option<Vec<u8>>,
    pub(super) friendly_name: Option<String>,
    pub(super) machine_keyset: bool,
}

/// Reads SafeContents.
pub(super) fn read(contents: &[u8]) -> Result<Vec<Bag>, OpenError> {
    let contents = definite::to_der(contents).ok_or(OpenError::Damaged)?;
    let bags = Vec::<SafeBag<'_>>::from_der(&contents).map_err(|_| OpenError::Damaged)?;
    let read = |bag: &SafeBag<'_>| Ok(Bag { content: BagContent::read(bag)?, labels: Labels::read(bag) });
    bags.iter().map(read).collect::<Result<_, der::Error>>().map_err(|_| OpenError::Damaged)
}

impl Bag {
    /// The key in it, where that is encrypted.
    pub(super) fn sealed(&self) -> Option<&Sealed> {
        match &self.content {
            BagContent::ShroudedKey(sealed) => Some(sealed),
            _ => None,
        }
    }
}

impl BagContent {
    fn read(bag: &SafeBag<'_>) -> Result<Self, der::Error> {
        Ok(match bag.id {
            KEY_BAG => Self::Key(Zeroizing::new(bag.value.to_der()?)),
            SHROUDED_KEY_BAG => {
                let EncryptedPrivateKeyInfo { algorithm, data } = bag.value.decode_as()?;
                let data = Zeroizing::new(data.into_bytes().into_vec());
                Self::ShroudedKey(Sealed {
                    scheme: Scheme::read(&algorithm),
                    data,
                    inside: Inside::PrivateKey,
                })
            }
            CERTIFICATE_BAG => {
                // The value of another kind of certificate is no OCTET STRING.
                let id = bag.value.decode_as::<BagKind<'_>>()?.id;
                if id != X509_CERTIFICATE {
                    return Ok(Self::Skipped(Skipped::OtherCertificate(id)));
                }
                let CertificateBag { value, .. } = bag.value.decode_as()?;
                Self::Certificate(value.as_bytes().to_vec())
            }
            REVOCATION_LIST_BAG => Self::Skipped(Skipped::RevocationList),
            SECRET_BAG => Self::Skipped(Skipped::Secret),
            other => Self::Skipped(Skipped::OtherBag(other)),
        })
    }
}

/// What every bag with a kind of its own begins with.
#[derive(Sequence)]
struct BagKind<'a> {
    id: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    value: AnyRef<'a>,
}

/// ```text
/// PKCS12Attribute ::= SEQUENCE {
///   attrId      OBJECT IDENTIFIER,
///   attrValues  SET OF ANY }
/// ```
#[derive(Sequence)]
struct Label<'a> {
    id: ObjectIdentifier,
    values: AnyRef<'a>,
}

impl Labels {
    /// Takes the labels that are understood, in any order. What is not well formed is no label.
    fn read(bag: &SafeBag<'_>) -> Self {
        let mut labels = Self::default();
        let set = bag.attributes.filter(|set| set.tag() == Tag::Set).map(AnyRef::value);
        for attribute in elements(set.unwrap_or_default()) {
            let Ok(Label { id, values }) = attribute.decode_as::<Label<'_>>() else { continue };
            let value = elements(values.value()).into_iter().next();
            match (id, value) {
                (LOCAL_KEY_ID, Some(id)) if id.tag() == Tag::OctetString => {
                    labels.local_key_id = Some(id.value().to_vec());
                }
                (FRIENDLY_NAME, Some(name)) if name.tag() == Tag::BmpString => {
                    labels.friendly_name = bmp_text(name.value());
                }
                (LOCAL_MACHINE_KEYSET, _) => labels.machine_keyset = true,
                _ => {}
            }
        }
        labels
    }
}

/// The elements one after another, as far as they are whole.
fn elements(octets: &[u8]) -> Vec<AnyRef<'_>> {
    let Ok(mut reader) = SliceReader::new(octets) else { return Vec::new() };
    let mut elements = Vec::new();
    while !reader.is_finished() {
        let Ok(element) = AnyRef::decode(&mut reader) else { break };
        elements.push(element);
    }
    elements
}

/// A BMPString as text; surrogate pairs, which it should not hold and often does, are taken.
fn bmp_text(octets: &[u8]) -> Option<String> {
    let (units, []) = octets.as_chunks::<2>() else { return None };
    char::decode_utf16(units.iter().copied().map(u16::from_be_bytes)).collect::<Result<_, _>>().ok()
}
