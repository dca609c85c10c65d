//! The ASN.1 of the schemes' parameters.

use der::Sequence;
use der::asn1::{OctetString, Uint};
use spki::AlgorithmIdentifierOwned;

/// ```text
/// PBES2-params ::= SEQUENCE {
///   keyDerivationFunc  AlgorithmIdentifier,
///   encryptionScheme   AlgorithmIdentifier }
/// ```
/// RFC 8018 appendix A.4.
#[derive(Sequence)]
pub(super) struct Pbes2Parameters {
    pub(super) derivation: AlgorithmIdentifierOwned,
    pub(super) encryption: AlgorithmIdentifierOwned,
}

/// ```text
/// PBKDF2-params ::= SEQUENCE {
///   salt            CHOICE { specified OCTET STRING, otherSource AlgorithmIdentifier },
///   iterationCount  INTEGER,
///   keyLength       INTEGER OPTIONAL,
///   prf             AlgorithmIdentifier DEFAULT algid-hmacWithSHA1 }
/// ```
/// RFC 8018 appendix A.2. No other source of salt was ever defined.
#[derive(Sequence)]
pub(super) struct Pbkdf2Parameters {
    pub(super) salt: OctetString,
    pub(super) iterations: Uint,
    #[asn1(optional = "true")]
    pub(super) key_length: Option<Uint>,
    #[asn1(optional = "true")]
    pub(super) prf: Option<AlgorithmIdentifierOwned>,
}

/// ```text
/// scrypt-params ::= SEQUENCE {
///   salt                      OCTET STRING,
///   costParameter             INTEGER,
///   blockSize                 INTEGER,
///   parallelizationParameter  INTEGER,
///   keyLength                 INTEGER OPTIONAL }
/// ```
/// RFC 7914 section 7.
#[derive(Sequence)]
pub(super) struct ScryptParameters {
    pub(super) salt: OctetString,
    pub(super) cost: Uint,
    pub(super) block_size: Uint,
    pub(super) parallelization: Uint,
    #[asn1(optional = "true")]
    pub(super) key_length: Option<Uint>,
}

/// The parameters of PBES1 (RFC 8018 appendix A.3) and of the schemes of PKCS#12 (RFC 7292
/// appendix C).
///
/// ```text
/// PBEParameter ::= SEQUENCE {
///   salt            OCTET STRING,
///   iterationCount  INTEGER }
/// ```
#[derive(Sequence)]
pub(super) struct PbeParameters {
    pub(super) salt: OctetString,
    pub(super) iterations: Uint,
}

/// ```text
/// RC2-CBC-Parameter ::= SEQUENCE {
///   rc2ParameterVersion  INTEGER OPTIONAL,
///   iv                   OCTET STRING }
/// ```
/// RFC 8018 appendix B.2.3.
#[derive(Sequence)]
pub(super) struct Rc2Parameters {
    #[asn1(optional = "true")]
    pub(super) version: Option<Uint>,
    pub(super) iv: OctetString,
}

/// The number, or the largest there is where it is larger.
pub(crate) fn number(number: &Uint) -> u64 {
    let octets = number.as_bytes();
    if octets.len() > 8 {
        return u64::MAX;
    }
    octets.iter().fold(0, |sum, &octet| (sum << 8) | u64::from(octet))
}
