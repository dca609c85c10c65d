//! One certificate (X.509, RFC 5280), and what it says.

mod distinguished_name;
mod error;
mod extensions;
mod general_name;
mod name_constraints;
mod time;

use std::ops::Range;

pub use distinguished_name::{Attribute, DistinguishedName};
pub use error::{CertificateError, CertificatePart};
pub use extensions::{BasicConstraints, Extensions, KeyUsage, Unmet};
pub use general_name::GeneralName;
pub use name_constraints::NameConstraints;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::ber::{self, Fields, INTEGER, constructed, contents};
use crate::hex::hex;
use crate::pem;
use crate::public_key::PublicKey;
use crate::signature::{SignatureAlgorithm, SignatureError, verify};

/// A certificate: its octets as they came, and what was read from them. Nothing is encoded anew, because
/// that changes the octets of real certificates, and with them the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    tbs: Range<usize>,
    signature_algorithm: SignatureAlgorithm,
    signature: Vec<u8>,
    serial: Vec<u8>,
    issuer: DistinguishedName,
    not_before: i64,
    not_after: i64,
    subject: DistinguishedName,
    public_key: PublicKey,
    extensions: Option<Extensions>,
    departures: Vec<Departure>,
}

/// Where a certificate departs from RFC 5280 so that some programs refuse all of it, whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Departure {
    /// The algorithm of the signature inside what is signed is not the one outside (section 4.1.1.2).
    /// Every program refuses that.
    TwoAlgorithms,
    /// A date is not written to the second and in UTC (section 4.1.2.5). OpenSSL refuses it.
    DateForm,
    /// A length is written in a form of BER that DER does not have. Java, Go and rustls refuse it.
    Lengths,
}

impl Certificate {
    /// Reads one certificate, also where OpenSSL reads it and DER is not kept. Serial numbers of any sign
    /// and length are taken; an extension that cannot be read is noted, and the others are read.
    ///
    /// # Errors
    /// The first part that cannot be read.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let mut outer = Fields::of(der, 0).ok_or(CertificatePart::Structure.at(0))?;
        let start = outer.octet();
        let tbs = outer.next().ok_or(CertificatePart::Structure.at(0))?;
        let mut signed = Fields::of(tbs, start).ok_or(CertificatePart::Structure.at(start))?;
        let (algorithm, signature_algorithm) = outer.read(
            |octet| CertificatePart::Signature.at(octet),
            |element| Some((element, SignatureAlgorithm::from_der(element)?)),
        )?;
        let signature = outer.read(|octet| CertificatePart::Signature.at(octet), ber::bits)?;
        if !outer.is_empty() {
            return Err(CertificatePart::Structure.at(outer.octet()));
        }

        // The version stands in front, tagged [0]; version 1 is not written.
        signed.next_tagged(constructed(0));
        let integer = |element| contents(element, INTEGER);
        let serial = signed.read(|octet| CertificatePart::SerialNumber.at(octet), integer)?.to_vec();
        let inner_algorithm = signed.read(|octet| CertificatePart::Signature.at(octet), Some)?;
        let issuer = signed.read(|octet| CertificatePart::Issuer.at(octet), DistinguishedName::from_der)?;
        let (begin, end) = signed.read(|octet| CertificatePart::Validity.at(octet), time::read_validity)?;
        let subject = signed.read(|octet| CertificatePart::Subject.at(octet), DistinguishedName::from_der)?;
        let key = |element| PublicKey::from_der(element).ok();
        let public_key = signed.read(|octet| CertificatePart::PublicKey.at(octet), key)?;
        let mut extensions = None;
        while !signed.is_empty() {
            let octet = signed.octet();
            let list = signed.next().and_then(|element| contents(element, constructed(3)));
            if let (Some(list), None) = (list, &extensions) {
                let list = Extensions::from_der(list).ok_or(CertificatePart::Extensions.at(octet))?;
                extensions = Some(list);
            }
        }

        let departures = [
            (inner_algorithm != algorithm).then_some(Departure::TwoAlgorithms),
            (!begin.is_regular || !end.is_regular).then_some(Departure::DateForm),
            (!ber::has_der_lengths(der)).then_some(Departure::Lengths),
        ];
        Ok(Self {
            tbs: start..start.saturating_add(tbs.len()),
            der: der.to_vec(),
            signature_algorithm,
            signature,
            serial,
            issuer,
            not_before: begin.seconds,
            not_after: end.seconds,
            subject,
            public_key,
            extensions,
            departures: departures.into_iter().flatten().collect(),
        })
    }

    /// Where it departs from RFC 5280 as a whole.
    pub fn departures(&self) -> &[Departure] {
        &self.departures
    }

    /// The DER, as it came.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// PEM (RFC 7468), lines of 64 characters.
    pub fn to_pem(&self) -> String {
        pem::write("CERTIFICATE", &self.der)
    }

    /// What is signed: the DER of tbsCertificate, as it came.
    pub fn tbs(&self) -> &[u8] {
        self.der.get(self.tbs.clone()).unwrap_or_default()
    }

    /// The algorithm of the issuer's signature.
    pub fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.signature_algorithm
    }

    /// The serial number as OpenSSL shows it: hexadecimal digits, two for each octet, without the zeros that
    /// tell a large number from a negative one.
    pub fn serial_hex(&self) -> String {
        let zeros = self.serial.iter().take_while(|octet| **octet == 0).count();
        let zeros = zeros.min(self.serial.len().saturating_sub(1));
        hex(self.serial.get(zeros..).unwrap_or_default())
    }

    /// Who is certified.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// Who certifies.
    pub fn issuer(&self) -> &DistinguishedName {
        &self.issuer
    }

    /// What people call it: the first common name, or the whole subject, or the serial number.
    pub fn label(&self) -> String {
        let common_name = self.subject.common_names().first().map(|name| (*name).to_owned());
        common_name
            .or_else(|| Some(self.subject.to_string()).filter(|text| !text.is_empty()))
            .unwrap_or_else(|| self.serial_hex())
    }

    /// The first second in which it is valid, since the Unix epoch.
    pub fn not_before(&self) -> i64 {
        self.not_before
    }

    /// The last second in which it is valid, since the Unix epoch.
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    /// Whether a time lies inside the dates, both ends included (RFC 5280 section 4.1.2.5).
    pub fn is_valid_at(&self, now: i64) -> bool {
        (self.not_before..=self.not_after).contains(&now)
    }

    /// The key that is certified.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The SHA-256 digest of the DER.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// The SHA-1 digest of the DER, which Windows calls the thumbprint.
    pub fn sha1(&self) -> [u8; 20] {
        Sha1::digest(&self.der).into()
    }

    /// The extensions; none in a certificate of version 1.
    pub fn extensions(&self) -> Option<&Extensions> {
        self.extensions.as_ref()
    }

    /// Whether basicConstraints call it a certificate authority.
    pub fn is_ca(&self) -> bool {
        self.extensions.as_ref().and_then(|known| known.basic_constraints).is_some_and(|basic| basic.ca)
    }

    /// subjectKeyIdentifier (RFC 5280 section 4.2.1.2).
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        self.extensions.as_ref()?.subject_key_identifier.as_deref()
    }

    /// The key identifier of authorityKeyIdentifier (RFC 5280 section 4.2.1.1).
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        self.extensions.as_ref()?.authority_key_identifier.as_deref()
    }

    /// Whether it has a subjectAltName.
    pub fn has_subject_alt_name(&self) -> bool {
        self.extensions.as_ref().is_some_and(|known| known.subject_alt_name.is_some())
    }

    /// The names of subjectAltName.
    pub fn other_names(&self) -> &[GeneralName] {
        self.extensions.as_ref().and_then(|known| known.subject_alt_name.as_deref()).unwrap_or_default()
    }

    /// The DNS names of subjectAltName.
    pub fn dns_names(&self) -> Vec<&str> {
        self.extensions.iter().flat_map(Extensions::dns_names).collect()
    }

    /// Whether subject and issuer are the same name (RFC 5280 section 3.2).
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Whether it is self-issued and no key identifier names another key. Only its signature
    /// proves that it is self-signed.
    pub fn claims_to_be_root(&self) -> bool {
        self.is_self_issued() && !self.identifies_other_issuer(self)
    }

    /// Whether both have key identifiers, and they say that the other is not the issuer.
    pub fn identifies_other_issuer(&self, issuer: &Self) -> bool {
        match (self.authority_key_identifier(), issuer.subject_key_identifier()) {
            (Some(wanted), Some(found)) => wanted != found,
            _ => false,
        }
    }

    /// Verifies the signature with the key of an issuer.
    ///
    /// # Errors
    /// Why the signature is not known to be good.
    pub fn verify_signature(&self, issuer: &PublicKey) -> Result<(), SignatureError> {
        verify(self.tbs(), self.signature_algorithm, issuer, &self.signature)
    }
}
