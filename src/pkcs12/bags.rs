//! The bags of a file (RFC 7292 section 4.2), with what is written on them.

use const_oid::ObjectIdentifier;
use der::asn1::AnyRef;
use der::{Decode, Encode, Reader, Sequence, SliceReader, Tag, Tagged};
use zeroize::Zeroizing;

use super::error::OpenError;
use super::sealed::Sealed;
use super::structure::{
    CERTIFICATE_BAG, CertificateBag, FRIENDLY_NAME, KEY_BAG, LOCAL_KEY_ID, LOCAL_MACHINE_KEYSET,
    PASSWORD_FOR_GROUP, REVOCATION_LIST_BAG, SAFE_CONTENTS_BAG, SECRET_BAG, SHROUDED_KEY_BAG, SafeBag,
    X509_CERTIFICATE,
};
use crate::ber;
use crate::certificate::CertificateError;
use crate::key::EncryptedPrivateKeyInfo;

/// How deep bags may lie in one another. Nobody is known to write any bag into another.
const DEEPEST: usize = 8;

/// A bag.
pub(super) struct Bag {
    pub(super) content: BagContent,
    pub(super) labels: Labels,
    /// Whether it lies in another bag (RFC 7292 section 4.2.6).
    pub(super) is_nested: bool,
    /// Whether it is the first of its part.
    pub(super) is_first: bool,
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
    /// The password of the file, which Windows gives to a group or a user of Active Directory.
    PasswordForGroup,
    /// A certificate of another kind than X.509.
    OtherCertificate(ObjectIdentifier),
    /// A certificate that cannot be read.
    UnreadableCertificate(CertificateError),
    /// A bag of another kind.
    OtherBag(ObjectIdentifier),
}

/// What is written on a bag.
#[derive(Default)]
pub(super) struct Labels {
    pub(super) local_key_id: Option<Vec<u8>>,
    pub(super) friendly_name: Option<String>,
    pub(super) machine_keyset: bool,
    /// Whether the friendly name is of another type than a BMPString.
    pub(super) is_name_unusual: bool,
}

/// Reads SafeContents. Bags that lie in another take its place, as OpenSSL has it.
pub(super) fn read(contents: &[u8]) -> Result<Vec<Bag>, OpenError> {
    let contents = ber::to_der(contents).ok_or(OpenError::Damaged)?;
    let mut bags = Vec::new();
    let whole = AnyRef::from_der(&contents).and_then(|whole| unpack(whole, 0, &mut bags));
    whole.map(|()| bags).map_err(|_| OpenError::Damaged)
}

fn unpack(contents: AnyRef<'_>, depth: usize, all: &mut Vec<Bag>) -> Result<(), der::Error> {
    for bag in contents.decode_as::<Vec<SafeBag<'_>>>()? {
        if bag.id == SAFE_CONTENTS_BAG && depth < DEEPEST {
            unpack(bag.value, depth.saturating_add(1), all)?;
        } else {
            let (content, labels) = (BagContent::read(&bag)?, Labels::read(&bag));
            all.push(Bag { content, labels, is_nested: depth > 0, is_first: all.is_empty() });
        }
    }
    Ok(())
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
                Self::ShroudedKey(Sealed::key(bag.value.decode_as::<EncryptedPrivateKeyInfo>()?))
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
            SECRET_BAG => {
                let kind = bag.value.decode_as::<BagKind<'_>>().ok();
                Self::Skipped(match kind {
                    Some(BagKind { id: PASSWORD_FOR_GROUP, .. }) => Skipped::PasswordForGroup,
                    _ => Skipped::Secret,
                })
            }
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
    /// Whether another bag has the same `localKeyId`.
    pub(super) fn marks(&self, other: &Self) -> bool {
        self.local_key_id.is_some() && self.local_key_id == other.local_key_id
    }

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
                (FRIENDLY_NAME, Some(name)) => {
                    labels.is_name_unusual = name.tag() != Tag::BmpString;
                    labels.friendly_name = name_in(name);
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

/// The name in a label; that it is a BMPString is what the standard asks for.
fn name_in(name: AnyRef<'_>) -> Option<String> {
    match name.tag() {
        Tag::BmpString => bmp_text(name.value()),
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String => {
            std::str::from_utf8(name.value()).ok().map(str::to_owned)
        }
        _ => None,
    }
}

/// A BMPString as text; surrogate pairs, which it should not hold and often does, are taken.
fn bmp_text(octets: &[u8]) -> Option<String> {
    let (units, []) = octets.as_chunks::<2>() else { return None };
    char::decode_utf16(units.iter().copied().map(u16::from_be_bytes)).collect::<Result<_, _>>().ok()
}
