//! The certificate request: PKCS#10 (RFC 2986) with a common name and nothing else.

mod received;

pub use received::{ReceivedRequest, RequestError, RequestPart};

use const_oid::db::rfc4519::COMMON_NAME;
use const_oid::db::rfc5912::SHA_256_WITH_RSA_ENCRYPTION;
use der::asn1::{Any, BitString, Null, SetOfVec, Utf8StringRef};
use der::pem::LineEnding;
use der::referenced::OwnedToRef;
use der::{Decode, DecodePem, Encode, EncodePem};
use rand_core::CryptoRng;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::request::{CertReq, CertReqInfo, Version};

use crate::key::{PrivateKey, UntriedKey};
use crate::name::EndpointName;
use crate::prime::PrimeSearch;
use crate::public_key::PublicKey;
use crate::signature::{self, SignatureAlgorithm};

/// A certificate request for one name and one key, whose signature has been verified.
pub struct CertificateRequest {
    pem: String,
    der: Vec<u8>,
}

/// Why no request was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MakeRequestError {
    /// The key does not sign.
    Sign,
    /// The finished request did not read back as it should. It was not given out.
    ReadBack,
}

impl CertificateRequest {
    /// Makes the request: version 1, the name as the one CN in UTF8String, no attributes, signed
    /// with SHA-256 and RSA. It is read back and its signature verified before it is given out.
    ///
    /// # Errors
    /// [`MakeRequestError`], which a sound key never shows.
    pub fn make(
        name: &EndpointName,
        key: &PrivateKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, MakeRequestError> {
        Self::signed(name, key, |signed| key.sign(signed, rng).ok())
    }

    fn signed(
        name: &EndpointName,
        key: &PrivateKey,
        sign: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
    ) -> Result<Self, MakeRequestError> {
        let info =
            certification_request_info(name, key.public_key()).map_err(|_| MakeRequestError::ReadBack)?;
        let signed = info.to_der().map_err(|_| MakeRequestError::ReadBack)?;
        let signature = sign(&signed).ok_or(MakeRequestError::Sign)?;
        let request = finish(info, &signature).map_err(|_| MakeRequestError::ReadBack)?;
        let der = request.to_der().map_err(|_| MakeRequestError::ReadBack)?;
        let pem = request.to_pem(LineEnding::LF).map_err(|_| MakeRequestError::ReadBack)?;
        if reads_back(&pem, name, key.public_key()) {
            Ok(Self { pem, der })
        } else {
            Err(MakeRequestError::ReadBack)
        }
    }

    /// Makes the first request of a new key. Its signature is the key's trial: it has been verified by the crate
    /// `rsa`, or there is no request and no key. The lanes of a fast search sign; where there are none, or what
    /// they give does not verify, the crate does.
    ///
    /// # Errors
    /// As [`CertificateRequest::make`].
    pub fn make_with(
        name: &EndpointName,
        key: UntriedKey,
        search: &mut PrimeSearch,
        rng: &mut impl CryptoRng,
    ) -> Result<(PrivateKey, Self), MakeRequestError> {
        let key = key.into_untried();
        let in_lanes = Self::signed(name, &key, |signed| key.sign_in_lanes(signed, search, rng));
        let request = in_lanes.or_else(|_| Self::make(name, &key, rng))?;
        Ok((key, request))
    }

    /// The request as text (RFC 7468 section 7).
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The request as DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }
}

/// The part of the request that is signed.
///
/// ```text
/// CertificationRequestInfo ::= SEQUENCE {
///   version       INTEGER { v1(0) },
///   subject       Name,
///   subjectPKInfo SubjectPublicKeyInfo,
///   attributes    [0] Attributes }
/// ```
fn certification_request_info(name: &EndpointName, key: &PublicKey) -> Result<CertReqInfo, der::Error> {
    let common_name = AttributeTypeAndValue {
        oid: COMMON_NAME,
        value: Any::encode_from(&Utf8StringRef::new(name.as_str())?)?,
    };
    let relative = RelativeDistinguishedName::try_from(vec![common_name])?;
    Ok(CertReqInfo {
        version: Version::V1,
        subject: Name::from_der(&RdnSequence::from(vec![relative]).to_der()?)?,
        public_key: SubjectPublicKeyInfoOwned::from_der(key.as_der())?,
        attributes: SetOfVec::new(),
    })
}

fn finish(info: CertReqInfo, signature: &[u8]) -> Result<CertReq, der::Error> {
    Ok(CertReq {
        info,
        algorithm: AlgorithmIdentifierOwned {
            oid: SHA_256_WITH_RSA_ENCRYPTION,
            parameters: Some(Any::encode_from(&Null)?),
        },
        signature: BitString::from_bytes(signature)?,
    })
}

/// Reads the text as a stranger would: the expected content, and a signature that verifies.
fn reads_back(pem: &str, name: &EndpointName, key: &PublicKey) -> bool {
    let Ok(request) = CertReq::from_pem(pem) else { return false };
    let Ok(signed) = request.info.to_der() else { return false };
    let Some(octets) = request.signature.as_bytes() else { return false };
    let algorithm = SignatureAlgorithm::from(request.algorithm.owned_to_ref());
    let subject_key = request.info.public_key.to_der().ok().and_then(|der| PublicKey::from_der(&der).ok());
    certification_request_info(name, key).is_ok_and(|expected| expected == request.info)
        && subject_key.is_some_and(|found| {
            found == *key && signature::verify(&signed, algorithm, &found, octets).is_ok()
        })
}
