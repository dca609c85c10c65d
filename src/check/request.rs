//! The checks of a certificate request.

use serde::{Deserialize, Serialize};

use super::Check;
use super::certificate::{check_common_name, check_format};
use super::key::check_strength;
use crate::request::ReceivedRequest;
use crate::signature::{Digest, SignatureError};

/// A field of a subject that does not belong there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnwantedField {
    /// Its type, as RFC 4514 writes it.
    pub kind: String,
    /// Its value.
    pub text: String,
}

/// What became of a request's own signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestSignature {
    /// It verifies.
    Good,
    /// It verifies, and is over a SHA-1 digest, which is out of use.
    Sha1,
    /// It was made by another key, or something was changed afterwards, or the key is unusable.
    Wrong,
    /// Its algorithm, or its key's, is not known here.
    UnknownAlgorithm {
        /// The object identifier.
        oid: String,
    },
}

/// Makes every check that applies to a request, in the order of
/// [`CheckName::ALL`](super::CheckName::ALL).
pub fn assess_request(request: &ReceivedRequest) -> Vec<Check> {
    let subject = request.subject();
    let checks = [
        Some(check_strength(request.public_key())),
        Some(check_common_name(subject)),
        check_format(subject),
        Some(check_subject(request)),
        Some(check_email(request)),
        Some(check_signature(request)),
    ];
    checks.into_iter().flatten().collect()
}

fn check_subject(request: &ReceivedRequest) -> Check {
    let subject = request.subject();
    let others = subject.attributes().filter(|attribute| !attribute.is_common_name());
    let unwanted = others.map(|field| UnwantedField { kind: field.kind(), text: field.text.clone() });
    Check::SubjectCnOnly { common_names: subject.common_names().len(), unwanted: unwanted.collect() }
}

fn check_email(request: &ReceivedRequest) -> Check {
    let in_subject = request.subject().attributes().filter(|attribute| attribute.is_email_address());
    let in_subject = in_subject.map(|attribute| attribute.text.clone());
    Check::NoEmail(in_subject.chain(request.extensions().email_addresses().map(str::to_owned)).collect())
}

fn check_signature(request: &ReceivedRequest) -> Check {
    Check::RequestSignature(match request.verify_signature() {
        Ok(()) if request.signature_algorithm().digest() == Some(Digest::Sha1) => RequestSignature::Sha1,
        Ok(()) => RequestSignature::Good,
        Err(SignatureError::Wrong | SignatureError::UnusableKey) => RequestSignature::Wrong,
        Err(SignatureError::UnknownAlgorithm(oid) | SignatureError::UnknownKey(oid)) => {
            RequestSignature::UnknownAlgorithm { oid: oid.to_string() }
        }
    })
}
