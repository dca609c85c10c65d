//! A certificate request that somebody made, be it right or not.

use const_oid::db::rfc5912::ID_EXTENSION_REQ;

use crate::ber::{Fields, SEQUENCE, SET, bits, constructed, contents, elements};
use crate::certificate::{DistinguishedName, Extensions};
use crate::object_identifier::Oid;
use crate::pem;
use crate::public_key::PublicKey;
use crate::signature::{SignatureAlgorithm, SignatureError, verify};

/// What a certificate request (PKCS#10, RFC 2986) says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRequest {
    der: Vec<u8>,
    signed: Vec<u8>,
    subject: DistinguishedName,
    public_key: PublicKey,
    attributes: Vec<Oid>,
    extensions: Extensions,
    signature_algorithm: SignatureAlgorithm,
    signature: Vec<u8>,
}

/// Why a request cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestError {
    /// The first part that cannot be read.
    pub part: RequestPart,
    /// The octet of the DER, from 0, at which that part begins or should.
    pub octet: usize,
}

/// A part of a request (RFC 2986 section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestPart {
    /// The outermost SEQUENCE, or octets behind it.
    Structure,
    /// The subject's name.
    Subject,
    /// The public key.
    PublicKey,
    /// The attributes.
    Attributes,
    /// The extensions among the attributes.
    Extensions,
    /// The algorithm of the signature, or the signature.
    Signature,
}

impl RequestPart {
    const fn at(self, octet: usize) -> RequestError {
        RequestError { part: self, octet }
    }
}

impl ReceivedRequest {
    /// Reads the DER of one request.
    ///
    /// # Errors
    /// The first part that cannot be read.
    pub fn from_der(der: &[u8]) -> Result<Self, RequestError> {
        let mut outer = Fields::of(der, 0).ok_or(RequestPart::Structure.at(0))?;
        let start = outer.octet();
        let signed = outer.next().ok_or(RequestPart::Structure.at(0))?;
        let mut info = Fields::of(signed, start).ok_or(RequestPart::Structure.at(start))?;
        info.read(|octet| RequestPart::Structure.at(octet), Some)?;
        let subject = info.read(|octet| RequestPart::Subject.at(octet), DistinguishedName::from_der)?;
        let key = |element| PublicKey::from_der(element).ok();
        let public_key = info.read(|octet| RequestPart::PublicKey.at(octet), key)?;
        let octet = info.octet();
        let attributes = match info.next() {
            Some(attributes) => read_attributes(attributes).ok_or(RequestPart::Attributes.at(octet))?,
            None => Vec::new(),
        };
        if !info.is_empty() {
            return Err(RequestPart::Structure.at(info.octet()));
        }
        let requested = attributes.iter().find(|(oid, _)| *oid == ID_EXTENSION_REQ);
        let extensions = match requested {
            Some((_, value)) => Extensions::from_der(value).ok_or(RequestPart::Extensions.at(octet))?,
            None => Extensions::default(),
        };
        let signature_algorithm =
            outer.read(|octet| RequestPart::Signature.at(octet), SignatureAlgorithm::from_der)?;
        let signature = outer.read(|octet| RequestPart::Signature.at(octet), bits)?;
        if !outer.is_empty() {
            return Err(RequestPart::Structure.at(outer.octet()));
        }
        Ok(Self {
            der: der.to_vec(),
            signed: signed.to_vec(),
            subject,
            public_key,
            attributes: attributes.into_iter().map(|(oid, _)| oid).collect(),
            extensions,
            signature_algorithm,
            signature,
        })
    }

    /// The octets as they came, as text (RFC 7468 section 7).
    pub fn to_pem(&self) -> String {
        pem::write("CERTIFICATE REQUEST", &self.der)
    }

    /// Who asks.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// The key that shall be certified.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The types of the attributes.
    pub fn attributes(&self) -> &[Oid] {
        &self.attributes
    }

    /// The extensions that are asked for.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The algorithm of the signature.
    pub fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.signature_algorithm
    }

    /// Verifies the signature with the request's own key.
    ///
    /// # Errors
    /// Why the signature is not known to be good.
    pub fn verify_signature(&self) -> Result<(), SignatureError> {
        verify(&self.signed, self.signature_algorithm, &self.public_key, &self.signature)
    }
}

/// Every attribute: its type, and the first value.
fn read_attributes(der: &[u8]) -> Option<Vec<(Oid, &[u8])>> {
    elements(contents(der, constructed(0))?)?.into_iter().map(read_attribute).collect()
}

/// `SEQUENCE { type, values SET }`: the type, and the first value.
fn read_attribute(der: &[u8]) -> Option<(Oid, &[u8])> {
    let parts = elements(contents(der, SEQUENCE)?)?;
    let [oid, values] = parts.as_slice() else { return None };
    let values = elements(contents(values, SET)?)?;
    Some((Oid::from_der(oid)?, values.first().copied().unwrap_or_default()))
}
