//! The ASN.1 of RFC 7292 and of the parts of PKCS#7 (RFC 2315) that it uses. What can hold a key that
//! is not encrypted is borrowed, so that no copy of it is left behind.

use const_oid::ObjectIdentifier;
use der::asn1::{Any, AnyRef, OctetString, OctetStringRef, Uint};
use der::{Sequence, Tag, TagNumber, Tagged};
use spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

use crate::ber;

/// `data`, RFC 2315 section 8.
pub const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
/// `encryptedData`, RFC 2315 section 13.
pub const ENCRYPTED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.6");
/// `signedData`, RFC 2315 section 9: instead of a MAC.
pub const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// `envelopedData`, RFC 2315 section 10: encrypted for a certificate, not under a password.
pub const ENVELOPED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.3");
/// A bag with a private key that is not encrypted by itself, RFC 7292 section 4.2.1.
pub const KEY_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.1");
/// A bag with an encrypted private key, RFC 7292 section 4.2.2.
pub const SHROUDED_KEY_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.2");
/// A bag with a certificate, RFC 7292 section 4.2.3.
pub const CERTIFICATE_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.3");
/// A bag with a revocation list, RFC 7292 section 4.2.4.
pub const REVOCATION_LIST_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.4");
/// A bag with something else that is secret, RFC 7292 section 4.2.5.
pub const SECRET_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.5");
/// A bag with bags in it, RFC 7292 section 4.2.6.
pub const SAFE_CONTENTS_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.6");
/// The kind of secret in which Windows keeps the password of a file for a group or a user of Active
/// Directory: `szOID_PKCS_12_PROTECTED_PASSWORD_SECRET_BAG_TYPE_ID` in its header `wincrypt.h`.
pub const PASSWORD_FOR_GROUP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.17.4");
/// The kind of certificate that X.509 describes.
pub const X509_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.22.1");
/// What programs show, RFC 2985 section 5.5.1: a BMPString.
pub const FRIENDLY_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.20");
/// What ties a key to its certificate, RFC 2985 section 5.5.2: an OCTET STRING.
pub const LOCAL_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.21");
/// Microsoft's mark of a key that belongs to the machine, not to a person.
pub const LOCAL_MACHINE_KEYSET: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.17.2");
/// The MAC of RFC 9579.
pub const PBMAC1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.14");

/// The only version of [`Pfx`] that there is.
pub const VERSION_3: u8 = 3;

/// ```text
/// PFX ::= SEQUENCE {
///   version   INTEGER { v3(3) },
///   authSafe  ContentInfo,
///   macData   MacData OPTIONAL }
/// ```
#[derive(Sequence)]
pub struct Pfx<'a> {
    pub version: u8,
    pub auth_safe: ContentInfo<'a>,
    #[asn1(optional = "true")]
    pub mac_data: Option<MacData>,
}

/// ```text
/// ContentInfo ::= SEQUENCE {
///   contentType  OBJECT IDENTIFIER,
///   content      [0] EXPLICIT ANY DEFINED BY contentType }
/// ```
#[derive(Sequence)]
pub struct ContentInfo<'a> {
    pub content_type: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub content: AnyRef<'a>,
}

/// ```text
/// MacData ::= SEQUENCE {
///   mac         DigestInfo,
///   macSalt     OCTET STRING,
///   iterations  INTEGER DEFAULT 1 }
/// ```
#[derive(Sequence)]
pub struct MacData {
    pub mac: DigestInfo,
    pub salt: OctetString,
    #[asn1(optional = "true")]
    pub iterations: Option<Uint>,
}

/// ```text
/// DigestInfo ::= SEQUENCE {
///   digestAlgorithm  AlgorithmIdentifier,
///   digest           OCTET STRING }
/// ```
#[derive(Sequence)]
pub struct DigestInfo {
    pub algorithm: AlgorithmIdentifierOwned,
    pub digest: OctetString,
}

/// ```text
/// PBMAC1-params ::= SEQUENCE {
///   keyDerivationFunc  AlgorithmIdentifier,
///   messageAuthScheme  AlgorithmIdentifier }
/// ```
/// RFC 8018 appendix A.5.
#[derive(Sequence)]
pub struct Pbmac1Parameters {
    pub derivation: AlgorithmIdentifierOwned,
    pub mac: AlgorithmIdentifierOwned,
}

/// ```text
/// EncryptedData ::= SEQUENCE {
///   version               INTEGER { v0(0) },
///   encryptedContentInfo  EncryptedContentInfo }
/// ```
#[derive(Sequence)]
pub struct EncryptedData {
    pub version: u8,
    pub content: EncryptedContentInfo,
}

/// ```text
/// EncryptedContentInfo ::= SEQUENCE {
///   contentType                 OBJECT IDENTIFIER,
///   contentEncryptionAlgorithm  AlgorithmIdentifier,
///   encryptedContent            [0] IMPLICIT OCTET STRING OPTIONAL }
/// ```
#[derive(Sequence)]
pub struct EncryptedContentInfo {
    pub content_type: ObjectIdentifier,
    pub algorithm: AlgorithmIdentifierOwned,
    /// It can come in pieces: see [`EncryptedContentInfo::encrypted`].
    #[asn1(optional = "true")]
    pub encrypted: Option<Any>,
}

/// The tag of an implicit `[0]`.
const fn tag_0(constructed: bool) -> Tag {
    Tag::ContextSpecific { constructed, number: TagNumber(0) }
}

impl EncryptedContentInfo {
    /// Content that was encrypted.
    pub fn new(algorithm: AlgorithmIdentifierOwned, encrypted: Vec<u8>) -> Result<Self, der::Error> {
        let encrypted = Some(Any::new(tag_0(false), encrypted)?);
        Ok(Self { content_type: DATA, algorithm, encrypted })
    }

    /// The octets, in one piece.
    pub fn encrypted(&self) -> Option<Zeroizing<Vec<u8>>> {
        let any = self.encrypted.as_ref()?;
        match any.tag() {
            tag if tag == tag_0(false) => Some(Zeroizing::new(any.value().to_vec())),
            tag if tag == tag_0(true) => ber::joined(any.value()),
            _ => None,
        }
    }
}

/// ```text
/// SafeBag ::= SEQUENCE {
///   bagId          OBJECT IDENTIFIER,
///   bagValue       [0] EXPLICIT ANY DEFINED BY bagId,
///   bagAttributes  SET OF PKCS12Attribute OPTIONAL }
/// ```
#[derive(Sequence)]
pub struct SafeBag<'a> {
    pub id: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub value: AnyRef<'a>,
    /// A SET OF Attribute, as it came: some programs do not sort it.
    #[asn1(optional = "true")]
    pub attributes: Option<AnyRef<'a>>,
}

/// ```text
/// CertBag ::= SEQUENCE {
///   certId     OBJECT IDENTIFIER,
///   certValue  [0] EXPLICIT OCTET STRING }
/// ```
#[derive(Sequence)]
pub struct CertificateBag<'a> {
    pub id: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub value: &'a OctetStringRef,
}
