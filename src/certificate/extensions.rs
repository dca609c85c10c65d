//! The extensions (RFC 5280 section 4.2) that the checks ask about.

use std::collections::BTreeSet;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{
    ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_BASIC_CONSTRAINTS, ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE,
    ID_CE_SUBJECT_ALT_NAME, ID_CE_SUBJECT_KEY_IDENTIFIER,
};
use der::asn1::OctetStringRef;
use der::{Decode, Tag, TagNumber};
pub use x509_cert::ext::pkix::KeyUsage;
use x509_cert::ext::pkix::{BasicConstraints as RawBasicConstraints, ExtendedKeyUsage};

use super::CertificateError;
use super::element::{contents, elements};

/// `extensions [3] EXPLICIT`.
pub(super) const TAG: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber(3) };

/// `keyIdentifier [0] IMPLICIT` of authorityKeyIdentifier.
const KEY_IDENTIFIER: Tag = Tag::ContextSpecific { constructed: false, number: TagNumber(0) };

/// `rfc822Name [1] IMPLICIT` of GeneralName.
const EMAIL_ADDRESS: Tag = Tag::ContextSpecific { constructed: false, number: TagNumber(1) };

/// `dNSName [2] IMPLICIT` of GeneralName.
const DNS_NAME: Tag = Tag::ContextSpecific { constructed: false, number: TagNumber(2) };

/// The extensions that the checks ask about; the others are passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extensions {
    /// basicConstraints (section 4.2.1.9).
    pub basic_constraints: Option<BasicConstraints>,
    /// keyUsage (section 4.2.1.3).
    pub key_usage: Option<KeyUsage>,
    /// extendedKeyUsage (section 4.2.1.12): purposes.
    pub extended_key_usage: Option<Vec<ObjectIdentifier>>,
    /// subjectKeyIdentifier (section 4.2.1.2).
    pub subject_key_identifier: Option<Vec<u8>>,
    /// The key identifier of authorityKeyIdentifier (section 4.2.1.1).
    pub authority_key_identifier: Option<Vec<u8>>,
    /// subjectAltName (section 4.2.1.6): its DNS names, which may be none.
    pub subject_alt_name: Option<Vec<String>>,
    /// The email addresses in subjectAltName.
    pub email_addresses: Vec<String>,
}

/// basicConstraints (RFC 5280 section 4.2.1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the subject is a certificate authority.
    pub ca: bool,
    /// How many intermediate certificates may stand below it.
    pub path_length: Option<u8>,
}

impl Extensions {
    /// Reads the DER of Extensions.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let list = contents(der, Tag::Sequence).and_then(elements).ok_or(CertificateError::Extensions)?;
        let mut extensions = Self::default();
        let mut seen = BTreeSet::new();
        for extension in list {
            let (oid, value) = read_extension(extension).ok_or(CertificateError::Extensions)?;
            if !seen.insert(oid) {
                return Err(CertificateError::Extension(oid));
            }
            extensions.take(oid, value).ok_or(CertificateError::Extension(oid))?;
        }
        Ok(extensions)
    }

    /// Keeps the value of one extension, where it is one that is asked about.
    fn take(&mut self, oid: ObjectIdentifier, value: &[u8]) -> Option<()> {
        match oid {
            ID_CE_BASIC_CONSTRAINTS => {
                let RawBasicConstraints { ca, path_len_constraint } =
                    RawBasicConstraints::from_der(value).ok()?;
                self.basic_constraints = Some(BasicConstraints { ca, path_length: path_len_constraint });
            }
            ID_CE_KEY_USAGE => self.key_usage = Some(KeyUsage::from_der(value).ok()?),
            ID_CE_EXT_KEY_USAGE => {
                self.extended_key_usage = Some(ExtendedKeyUsage::from_der(value).ok()?.0);
            }
            ID_CE_SUBJECT_KEY_IDENTIFIER => {
                let identifier: &OctetStringRef = Decode::from_der(value).ok()?;
                self.subject_key_identifier = Some(identifier.as_bytes().to_vec());
            }
            ID_CE_AUTHORITY_KEY_IDENTIFIER => {
                let fields = elements(contents(value, Tag::Sequence)?)?;
                self.authority_key_identifier =
                    fields.into_iter().find_map(|field| contents(field, KEY_IDENTIFIER)).map(<[u8]>::to_vec);
            }
            ID_CE_SUBJECT_ALT_NAME => {
                let names = elements(contents(value, Tag::Sequence)?)?;
                let of_kind = |kind| {
                    let names = names.iter().filter_map(|name| contents(name, kind));
                    names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
                };
                self.subject_alt_name = Some(of_kind(DNS_NAME));
                self.email_addresses = of_kind(EMAIL_ADDRESS);
            }
            _ => {}
        }
        Some(())
    }
}

/// `SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }`.
fn read_extension(der: &[u8]) -> Option<(ObjectIdentifier, &[u8])> {
    let fields = elements(contents(der, Tag::Sequence)?)?;
    let (oid, value) = match fields.as_slice() {
        [oid, value] | [oid, _, value] => (oid, value),
        _ => return None,
    };
    Some((ObjectIdentifier::from_der(oid).ok()?, contents(value, Tag::OctetString)?))
}
