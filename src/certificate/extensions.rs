//! The extensions (RFC 5280 section 4.2) that the checks ask about, and what is wrong with the others.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{
    ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_BASIC_CONSTRAINTS, ID_CE_CERTIFICATE_POLICIES,
    ID_CE_CRL_DISTRIBUTION_POINTS, ID_CE_EXT_KEY_USAGE, ID_CE_INHIBIT_ANY_POLICY, ID_CE_KEY_USAGE,
    ID_CE_NAME_CONSTRAINTS, ID_CE_POLICY_CONSTRAINTS, ID_CE_POLICY_MAPPINGS, ID_CE_SUBJECT_ALT_NAME,
    ID_CE_SUBJECT_KEY_IDENTIFIER,
};

use super::{GeneralName, NameConstraints};
use crate::ber::{BIT_STRING, BOOLEAN, INTEGER, OCTET_STRING, SEQUENCE, contents, elements, primitive};
use crate::object_identifier::Oid;

/// The extensions that the checks ask about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extensions {
    /// basicConstraints (section 4.2.1.9).
    pub basic_constraints: Option<BasicConstraints>,
    /// keyUsage (section 4.2.1.3).
    pub key_usage: Option<KeyUsage>,
    /// extendedKeyUsage (section 4.2.1.12): purposes.
    pub extended_key_usage: Option<Vec<Oid>>,
    /// subjectKeyIdentifier (section 4.2.1.2).
    pub subject_key_identifier: Option<Vec<u8>>,
    /// The key identifier of authorityKeyIdentifier (section 4.2.1.1).
    pub authority_key_identifier: Option<Vec<u8>>,
    /// subjectAltName (section 4.2.1.6): its names, which may be none.
    pub subject_alt_name: Option<Vec<GeneralName>>,
    /// nameConstraints (section 4.2.1.10).
    pub name_constraints: Option<NameConstraints>,
    /// The types of the extensions that are not known here, and need not be.
    pub others: Vec<Oid>,
    /// What the extensions ask of a reader that this program does not do.
    pub unmet: Vec<Unmet>,
}

/// What an extension asks of a reader, and is not done here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmet {
    /// It is critical and not known (section 4.2).
    CriticalUnknown(Oid),
    /// It is known, and its value cannot be read.
    Unreadable(Oid),
    /// It is there more than once (section 4.2). The first counts.
    Repeated(Oid),
    /// It restricts policies, or is critical and about policies or revocation: neither is checked here.
    Unchecked(Oid),
    /// A BOOLEAN in it is neither 0x00 nor 0xFF (X.690 section 11.1).
    Boolean(Oid),
}

/// basicConstraints (RFC 5280 section 4.2.1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the subject is a certificate authority.
    pub ca: bool,
    /// How many intermediate certificates may stand below it.
    pub path_length: Option<u32>,
}

/// What the key may be used for (RFC 5280 section 4.2.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUsage(u8);

impl KeyUsage {
    /// Signatures other than those of certificates and lists: TLS needs it for every key exchange of
    /// today.
    pub fn digital_signature(self) -> bool {
        self.has(0)
    }

    /// Transport of keys: the RSA key exchange, which ended with TLS 1.2.
    pub fn key_encipherment(self) -> bool {
        self.has(2)
    }

    /// Signatures of certificates.
    pub fn key_cert_sign(self) -> bool {
        self.has(5)
    }

    fn has(self, bit: u8) -> bool {
        self.0.checked_shl(bit.into()).is_some_and(|bits| bits & 0x80 != 0)
    }

    fn from_der(der: &[u8]) -> Option<Self> {
        let (_, bits) = contents(der, BIT_STRING)?.split_first()?;
        Some(Self(bits.first().copied().unwrap_or_default()))
    }
}

/// One extension, its value not read yet.
struct Extension<'a> {
    oid: Oid,
    is_critical: bool,
    value: &'a [u8],
    /// Whether the octet that says critical is one of DER.
    has_der_boolean: bool,
}

impl Extensions {
    /// Reads Extensions.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let list = contents(der, SEQUENCE).and_then(elements)?;
        let mut extensions = Self::default();
        let mut seen: Vec<Oid> = Vec::new();
        for extension in list {
            let extension = Extension::from_der(extension)?;
            if seen.contains(&extension.oid) {
                extensions.note(Unmet::Repeated(extension.oid));
                continue;
            }
            seen.push(extension.oid.clone());
            extensions.take(extension);
        }
        Some(extensions)
    }

    fn note(&mut self, unmet: Unmet) {
        if !self.unmet.contains(&unmet) {
            self.unmet.push(unmet);
        }
    }

    /// Keeps the value of one extension, or what it asks for and does not get.
    fn take(&mut self, extension: Extension<'_>) {
        let Extension { oid, is_critical, value, has_der_boolean } = extension;
        if !has_der_boolean {
            self.note(Unmet::Boolean(oid.clone()));
        }
        let known = ObjectIdentifier::from_bytes(oid.as_bytes()).ok();
        match known.map_or(Kind::Unknown, |known| self.read(known, value)) {
            Kind::Read { is_der: true } => {}
            Kind::Read { is_der: false } => self.note(Unmet::Boolean(oid)),
            // RFC 5280 asks that these are not critical; programs that do not expect it refuse them.
            Kind::Hint if is_critical => self.note(Unmet::CriticalUnknown(oid)),
            Kind::Hint => {}
            Kind::Unreadable => self.note(Unmet::Unreadable(oid)),
            Kind::Restricting => self.note(Unmet::Unchecked(oid)),
            Kind::Informing if is_critical => self.note(Unmet::Unchecked(oid)),
            Kind::Informing => {}
            Kind::Unknown if is_critical => self.note(Unmet::CriticalUnknown(oid)),
            Kind::Unknown => self.others.push(oid),
        }
    }

    fn read(&mut self, oid: ObjectIdentifier, value: &[u8]) -> Kind {
        let read = match oid {
            ID_CE_BASIC_CONSTRAINTS => match BasicConstraints::from_der(value) {
                Some((basic, is_der)) => {
                    self.basic_constraints = Some(basic);
                    return Kind::Read { is_der };
                }
                None => None,
            },
            ID_CE_KEY_USAGE => KeyUsage::from_der(value).map(|usage| self.key_usage = Some(usage)),
            ID_CE_EXT_KEY_USAGE => {
                read_purposes(value).map(|purposes| self.extended_key_usage = Some(purposes))
            }
            ID_CE_SUBJECT_ALT_NAME => {
                GeneralName::read_all(value).map(|names| self.subject_alt_name = Some(names))
            }
            ID_CE_NAME_CONSTRAINTS => {
                NameConstraints::from_der(value).map(|names| self.name_constraints = Some(names))
            }
            ID_CE_SUBJECT_KEY_IDENTIFIER => {
                self.subject_key_identifier = contents(value, OCTET_STRING).map(<[u8]>::to_vec);
                return if self.subject_key_identifier.is_some() { Kind::Hint } else { Kind::Unreadable };
            }
            ID_CE_AUTHORITY_KEY_IDENTIFIER => {
                let Some(fields) = contents(value, SEQUENCE).and_then(elements) else {
                    return Kind::Unreadable;
                };
                let mut fields = fields.into_iter();
                self.authority_key_identifier =
                    fields.find_map(|field| contents(field, primitive(0))).map(<[u8]>::to_vec);
                return Kind::Hint;
            }
            ID_CE_POLICY_CONSTRAINTS | ID_CE_INHIBIT_ANY_POLICY | ID_CE_POLICY_MAPPINGS => {
                return Kind::Restricting;
            }
            ID_CE_CERTIFICATE_POLICIES | ID_CE_CRL_DISTRIBUTION_POINTS => return Kind::Informing,
            _ => return Kind::Unknown,
        };
        read.map_or(Kind::Unreadable, |()| Kind::Read { is_der: true })
    }

    /// The DNS names of subjectAltName.
    pub fn dns_names(&self) -> impl Iterator<Item = &str> {
        self.subject_alt_name.iter().flatten().filter_map(|name| match name {
            GeneralName::Dns(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The email addresses of subjectAltName.
    pub fn email_addresses(&self) -> impl Iterator<Item = &str> {
        self.subject_alt_name.iter().flatten().filter_map(|name| match name {
            GeneralName::Email(address) => Some(address.as_str()),
            _ => None,
        })
    }
}

/// What became of an extension.
enum Kind {
    /// It was read, and is heeded.
    Read {
        /// Whether its BOOLEAN is one of DER.
        is_der: bool,
    },
    /// It was read, and helps to find issuers.
    Hint,
    /// Its value cannot be read.
    Unreadable,
    /// It restricts policies, which are not checked here.
    Restricting,
    /// It says where to look for policies or revocation, which are not checked here.
    Informing,
    /// It is not known.
    Unknown,
}

impl<'a> Extension<'a> {
    /// Reads `SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }`.
    fn from_der(der: &'a [u8]) -> Option<Self> {
        let fields = elements(contents(der, SEQUENCE)?)?;
        let (oid, critical, value) = match fields.as_slice() {
            [oid, value] => (oid, Some((false, true)), value),
            [oid, critical, value] => (oid, read_boolean(critical), value),
            _ => return None,
        };
        let (is_critical, has_der_boolean) = critical?;
        let value = contents(value, OCTET_STRING)?;
        Some(Self { oid: Oid::from_der(oid)?, is_critical, value, has_der_boolean })
    }
}

impl BasicConstraints {
    /// Reads `SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }`, and says whether
    /// the BOOLEAN is one of DER.
    fn from_der(der: &[u8]) -> Option<(Self, bool)> {
        let fields = elements(contents(der, SEQUENCE)?)?;
        let (ca, length) = match fields.as_slice() {
            [] => (None, None),
            [ca, length] => (Some(ca), Some(length)),
            [one] if one.first() == Some(&BOOLEAN) => (Some(one), None),
            [one] => (None, Some(one)),
            _ => return None,
        };
        let (ca, is_der) = ca.map_or(Some((false, true)), |ca| read_boolean(ca))?;
        let path_length = match length {
            Some(length) => Some(read_count(length)?),
            None => None,
        };
        Some((Self { ca, path_length }, is_der))
    }
}

/// A BOOLEAN, and whether it is one of DER: BER takes any octet but zero for true (X.690 sections 8.2
/// and 11.1).
fn read_boolean(der: &[u8]) -> Option<(bool, bool)> {
    match contents(der, BOOLEAN)? {
        [octet] => Some((*octet != 0, matches!(octet, 0x00 | 0xff))),
        _ => None,
    }
}

/// An INTEGER that is not negative; one that is too large is as good as the largest.
fn read_count(der: &[u8]) -> Option<u32> {
    let octets = contents(der, INTEGER)?;
    if octets.first()? & 0x80 != 0 {
        return None;
    }
    let number =
        octets.iter().try_fold(0u32, |number, octet| number.checked_mul(256)?.checked_add(u32::from(*octet)));
    Some(number.unwrap_or(u32::MAX))
}

fn read_purposes(der: &[u8]) -> Option<Vec<Oid>> {
    elements(contents(der, SEQUENCE)?)?.into_iter().map(Oid::from_der).collect()
}
