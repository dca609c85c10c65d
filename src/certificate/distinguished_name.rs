//! Distinguished names (X.501, RFC 5280 section 4.1.2.4).

use std::fmt;

use const_oid::ObjectIdentifier;
use sha2::{Digest, Sha256};

use crate::ber::{Element, SEQUENCE, SET, contents, elements};
use crate::hex::hex;
use crate::object_identifier::Oid;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const EMAIL_ADDRESS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1");

/// How RFC 4514 writes the types that names of organisations and devices have.
const TYPES: [(ObjectIdentifier, &str); 11] = [
    (COMMON_NAME, "CN"),
    (ObjectIdentifier::new_unwrap("2.5.4.5"), "SERIALNUMBER"),
    (ObjectIdentifier::new_unwrap("2.5.4.6"), "C"),
    (ObjectIdentifier::new_unwrap("2.5.4.7"), "L"),
    (ObjectIdentifier::new_unwrap("2.5.4.8"), "ST"),
    (ObjectIdentifier::new_unwrap("2.5.4.9"), "STREET"),
    (ObjectIdentifier::new_unwrap("2.5.4.10"), "O"),
    (ObjectIdentifier::new_unwrap("2.5.4.11"), "OU"),
    (ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.25"), "DC"),
    (ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1"), "UID"),
    (EMAIL_ADDRESS, "emailAddress"),
];

/// A distinguished name. Two are equal as RFC 5280 section 7.1 compares them: without case, white
/// space folded, whatever the kind of string.
#[derive(Debug, Clone)]
pub struct DistinguishedName {
    der: Vec<u8>,
    /// Outer: RDNs in the order of the encoding. Inner: the attributes of one, usually one.
    rdns: Vec<Vec<Attribute>>,
    /// The form in which names are compared, made once: there can be many, and long ones.
    canonical: Vec<CanonicalRdn>,
}

/// The attributes of an RDN in one order, each value without case and with white space folded.
type CanonicalRdn = Vec<(Oid, String)>;

/// One attribute of a name: type and value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The type.
    pub oid: Oid,
    /// The value as text; what is no string is written `#` and the hexadecimal digits of its
    /// DER, as in RFC 4514 section 2.4.
    pub text: String,
}

impl DistinguishedName {
    /// Reads the DER of a Name. Characters that a string should not hold become U+FFFD.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let rdns = elements(contents(der, SEQUENCE)?)?
            .into_iter()
            .map(|set| elements(contents(set, SET)?)?.into_iter().map(Attribute::from_der).collect())
            .collect::<Option<Vec<_>>>()?;
        Some(Self { der: der.to_vec(), canonical: canonical(&rdns), rdns })
    }

    /// The DER, as it came.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// A digest that equal names have in common, for finding one among many.
    pub(crate) fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for rdn in &self.canonical {
            digest.update([0]);
            for (oid, text) in rdn {
                digest.update([1]);
                digest.update(oid.as_bytes());
                digest.update([2]);
                digest.update(text);
            }
        }
        digest.finalize().into()
    }

    /// Whether another name begins with all of this one (RFC 5280 section 4.2.1.10).
    pub(crate) fn is_prefix_of(&self, other: &Self) -> bool {
        other.canonical.starts_with(&self.canonical)
    }

    /// Whether it has no attribute.
    pub fn is_empty(&self) -> bool {
        self.attributes().next().is_none()
    }

    /// The attributes, in the order of the encoding.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.rdns.iter().flatten()
    }

    /// The common names, in the order of the encoding.
    pub fn common_names(&self) -> Vec<&str> {
        self.attributes()
            .filter(|attribute| attribute.oid == COMMON_NAME)
            .map(|attribute| attribute.text.as_str())
            .collect()
    }
}

fn canonical(rdns: &[Vec<Attribute>]) -> Vec<CanonicalRdn> {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    rdns.iter()
        .map(|rdn| {
            let mut rdn: Vec<_> =
                rdn.iter().map(|attribute| (attribute.oid.clone(), fold(&attribute.text))).collect();
            rdn.sort();
            rdn
        })
        .collect()
}

impl PartialEq for DistinguishedName {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der || self.canonical == other.canonical
    }
}

impl Eq for DistinguishedName {}

/// One line for people, the most specific part first (RFC 4514): `CN=…, OU=…, O=…`.
impl fmt::Display for DistinguishedName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Somebody's program wrote RDNs without an attribute: there is nothing to show of them.
        let rdns = self.rdns.iter().rev().filter(|rdn| !rdn.is_empty());
        for (place, rdn) in rdns.enumerate() {
            out.write_str(if place == 0 { "" } else { ", " })?;
            for (place, attribute) in rdn.iter().enumerate() {
                out.write_str(if place == 0 { "" } else { " + " })?;
                attribute.fmt(out)?;
            }
        }
        Ok(())
    }
}

impl Attribute {
    fn from_der(der: &[u8]) -> Option<Self> {
        let parts = elements(contents(der, SEQUENCE)?)?;
        let [oid, value] = parts.as_slice() else { return None };
        Some(Self { oid: Oid::from_der(oid)?, text: text(value)? })
    }
}

impl Attribute {
    /// Whether it is a common name.
    pub fn is_common_name(&self) -> bool {
        self.oid == COMMON_NAME
    }

    /// Whether it is an email address.
    pub fn is_email_address(&self) -> bool {
        self.oid == EMAIL_ADDRESS
    }

    /// How RFC 4514 writes the type: `O`, `CN`, or its object identifier.
    pub fn kind(&self) -> String {
        let known = TYPES.iter().find(|(oid, _)| self.oid == *oid);
        known.map_or_else(|| self.oid.to_string(), |(_, name)| (*name).to_owned())
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}=", self.kind())?;
        for character in self.text.chars() {
            match character {
                ',' | '+' | '"' | '\\' | '<' | '>' | ';' => write!(out, "\\{character}")?,
                control if control.is_control() => write!(out, "\\{:02X}", u32::from(control))?,
                other => write!(out, "{other}")?,
            }
        }
        Ok(())
    }
}

/// The value of any kind of string, and of anything else as digits.
fn text(der: &[u8]) -> Option<String> {
    let value = Element::first(der)?;
    let octets = value.contents;
    Some(match value.tag {
        UTF8_STRING => String::from_utf8_lossy(octets).into_owned(),
        // T.61 in certificates is ISO 8859-1 in truth; the others are parts of ASCII.
        NUMERIC_STRING | PRINTABLE_STRING | TELETEX_STRING | IA5_STRING | VISIBLE_STRING | GENERAL_STRING => {
            octets.iter().copied().map(char::from).collect()
        }
        BMP_STRING => {
            let units = octets.as_chunks::<2>().0.iter().copied().map(u16::from_be_bytes);
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        UNIVERSAL_STRING => {
            let units = octets.as_chunks::<4>().0.iter().copied().map(u32::from_be_bytes);
            units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        _ => format!("#{}", hex(der)),
    })
}

const UTF8_STRING: u8 = 0x0c;
const NUMERIC_STRING: u8 = 0x12;
const PRINTABLE_STRING: u8 = 0x13;
const TELETEX_STRING: u8 = 0x14;
const IA5_STRING: u8 = 0x16;
const VISIBLE_STRING: u8 = 0x1a;
const GENERAL_STRING: u8 = 0x1b;
const UNIVERSAL_STRING: u8 = 0x1c;
const BMP_STRING: u8 = 0x1e;
