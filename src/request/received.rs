//! A certificate request that somebody made, be it right or not.

use const_oid::db::rfc5912::ID_EXTENSION_REQ;

use crate::ber::{SEQUENCE, SET, bits, constructed, contents, elements};
use crate::certificate::{CertificateError, DistinguishedName, Extensions};
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

/// The part of a request that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestError {
    /// The outermost SEQUENCE, or octets behind it.
    Structure,
    /// The subject's name.
    Subject,
    /// The public key.
    PublicKey,
    /// The attributes.
    Attributes,
    /// The extensions among the attributes.
    Extensions(CertificateError),
    /// The algorithm of the signature, or the signature.
    Signature,
}

impl ReceivedRequest {
    /// Reads the DER of one request.
    ///
    /// # Errors
    /// The first part that cannot be read.
    pub fn from_der(der: &[u8]) -> Result<Self, RequestError> {
        let parts = contents(der, SEQUENCE).and_then(elements).ok_or(RequestError::Structure)?;
        let [signed, algorithm, signature] = parts.as_slice() else { return Err(RequestError::Structure) };
        let info = contents(signed, SEQUENCE).and_then(elements).ok_or(RequestError::Structure)?;
        let (subject, key, attributes) = match info.as_slice() {
            [_, subject, key] => (subject, key, None),
            [_, subject, key, attributes] => (subject, key, Some(attributes)),
            _ => return Err(RequestError::Structure),
        };
        let attributes = match attributes {
            Some(attributes) => contents(attributes, constructed(0))
                .and_then(elements)
                .and_then(|list| list.into_iter().map(read_attribute).collect::<Option<Vec<_>>>())
                .ok_or(RequestError::Attributes)?,
            None => Vec::new(),
        };
        let requested = attributes.iter().find(|(oid, _)| *oid == ID_EXTENSION_REQ);
        let extensions = match requested {
            Some((_, value)) => Extensions::from_der(value).map_err(RequestError::Extensions)?,
            None => Extensions::default(),
        };
        let signature = bits(signature).ok_or(RequestError::Signature)?;
        Ok(Self {
            der: der.to_vec(),
            signed: signed.to_vec(),
            subject: DistinguishedName::from_der(subject).ok_or(RequestError::Subject)?,
            public_key: PublicKey::from_der(key).map_err(|_| RequestError::PublicKey)?,
            attributes: attributes.into_iter().map(|(oid, _)| oid).collect(),
            extensions,
            signature_algorithm: SignatureAlgorithm::from_der(algorithm).ok_or(RequestError::Signature)?,
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

/// `SEQUENCE { type, values SET }`: the type, and the first value.
fn read_attribute(der: &[u8]) -> Option<(Oid, &[u8])> {
    let parts = elements(contents(der, SEQUENCE)?)?;
    let [oid, values] = parts.as_slice() else { return None };
    let values = elements(contents(values, SET)?)?;
    Some((Oid::from_der(oid)?, values.first().copied().unwrap_or_default()))
}
