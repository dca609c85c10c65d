//! Why a certificate cannot be read.

/// Why a certificate cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificateError {
    /// The first part that cannot be read.
    pub part: CertificatePart,
    /// The octet of the DER, from 0, at which that part begins or should.
    pub octet: usize,
}

/// A part of a certificate (RFC 5280 section 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificatePart {
    /// The outermost SEQUENCE, or octets behind it.
    Structure,
    /// signatureAlgorithm or signatureValue.
    Signature,
    /// The serial number.
    SerialNumber,
    /// The issuer's name.
    Issuer,
    /// The dates.
    Validity,
    /// The subject's name.
    Subject,
    /// The subject's public key.
    PublicKey,
    /// The list of extensions.
    Extensions,
}

impl CertificatePart {
    /// The error of a part that begins at an octet, from 0.
    pub(super) const fn at(self, octet: usize) -> CertificateError {
        CertificateError { part: self, octet }
    }
}
