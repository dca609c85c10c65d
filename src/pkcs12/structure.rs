//! The ASN.1 of RFC 7292 and of the parts of PKCS#7 (RFC 2315) that it uses.

use const_oid::ObjectIdentifier;
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode, Encode, Sequence};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attribute;

/// `data`, RFC 2315 section 8.
pub const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
/// `encryptedData`, RFC 2315 section 13.
pub const ENCRYPTED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.6");
/// A bag with an encrypted private key, RFC 7292 section 4.2.2.
pub const SHROUDED_KEY_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.2");
/// A bag with a certificate, RFC 7292 section 4.2.3.
pub const CERTIFICATE_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.3");
/// The kind of certificate that X.509 describes.
pub const X509_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.22.1");
/// What programs show, RFC 2985 section 5.5.1: a BMPString.
pub const FRIENDLY_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.20");
/// What ties a key to its certificate, RFC 2985 section 5.5.2: an OCTET STRING.
pub const LOCAL_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.21");

/// The only version of [`Pfx`] that there is.
pub const VERSION_3: u8 = 3;

/// ```text
/// PFX ::= SEQUENCE {
///   version   INTEGER { v3(3) },
///   authSafe  ContentInfo,
///   macData   MacData OPTIONAL }
/// ```
#[derive(Sequence)]
pub struct Pfx {
    pub version: u8,
    pub auth_safe: ContentInfo,
    #[asn1(optional = "true")]
    pub mac_data: Option<MacData>,
}

/// ```text
/// ContentInfo ::= SEQUENCE {
///   contentType  OBJECT IDENTIFIER,
///   content      [0] EXPLICIT ANY DEFINED BY contentType }
/// ```
#[derive(Sequence)]
pub struct ContentInfo {
    pub content_type: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub content: Any,
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
    #[asn1(default = "one")]
    pub iterations: u32,
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
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub encrypted: Option<OctetString>,
}

/// ```text
/// SafeBag ::= SEQUENCE {
///   bagId          OBJECT IDENTIFIER,
///   bagValue       [0] EXPLICIT ANY DEFINED BY bagId,
///   bagAttributes  SET OF PKCS12Attribute OPTIONAL }
/// ```
#[derive(Sequence)]
pub struct SafeBag {
    pub id: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub value: Any,
    #[asn1(optional = "true")]
    pub attributes: Option<SetOfVec<Attribute>>,
}

/// ```text
/// CertBag ::= SEQUENCE {
///   certId     OBJECT IDENTIFIER,
///   certValue  [0] EXPLICIT OCTET STRING }
/// ```
#[derive(Sequence)]
pub struct CertificateBag {
    pub id: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub value: OctetString,
}

/// The parameters of the ciphers of RFC 7292 appendix C.
///
/// ```text
/// pkcs-12PbeParams ::= SEQUENCE {
///   salt        OCTET STRING,
///   iterations  INTEGER }
/// ```
#[derive(Sequence)]
pub struct PbeParameters {
    pub salt: OctetString,
    pub iterations: u32,
}

impl ContentInfo {
    /// Content that is not encrypted.
    pub fn data(octets: &[u8]) -> Result<Self, der::Error> {
        Ok(Self { content_type: DATA, content: Any::encode_from(&OctetString::new(octets)?)? })
    }
}

/// Takes an `ANY` for what it should be.
pub fn decode<T: for<'a> Decode<'a, Error = der::Error>>(any: &Any) -> Result<T, der::Error> {
    T::from_der(&any.to_der()?)
}

fn one() -> u32 {
    1
}
