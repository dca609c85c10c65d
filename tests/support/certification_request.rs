//! Certificate requests of other programs (RFC 2986), written octet by octet as OpenSSL writes them.

use super::der::{element, oid, pem, sequence, set_of, tagged};
use super::extensions::extensions;
use super::keys::key_pem;
use super::signing_key::SigningKey;
use super::subject::name;

/// A request in DER for a subject and the key with that name. The lines are extensions that it asks for.
pub fn request_der(key: &str, subject: &str, asked_for: &[&str]) -> Vec<u8> {
    let key = SigningKey::from_pem(key_pem(key));
    let public_key = key.public_key();
    let attributes = if asked_for.is_empty() {
        Vec::new()
    } else {
        let extensions = extensions(asked_for, &public_key, None);
        sequence(&[&oid("1.2.840.113549.1.9.14"), &set_of(vec![extensions])])
    };
    let info = [&element(2, &[&[0]]), &name(subject), &public_key, &tagged(0, &[&attributes])];
    key.signed("sha256", &sequence(&info.map(Vec::as_slice)))
}

/// The same as PEM.
pub fn request(key: &str, subject: &str, asked_for: &[&str]) -> Vec<u8> {
    pem("CERTIFICATE REQUEST", &request_der(key, subject, asked_for)).into_bytes()
}
