//! PKCS#7 bundles that hold certificates and nothing else (RFC 2315 section 9.1), as OpenSSL writes them.

use bars_csr::certificate::Certificate;

use super::der::{element, oid, sequence, tagged};

/// A bundle in DER.
pub fn bundle<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> Vec<u8> {
    let certificates: Vec<&[u8]> = certificates.into_iter().map(Certificate::as_der).collect();
    let none = element(0x31, &[]);
    let data = sequence(&[&oid("1.2.840.113549.1.7.1")]);
    let signed = sequence(&[&element(2, &[&[1]]), &none, &data, &tagged(0, &certificates), &none]);
    sequence(&[&oid("1.2.840.113549.1.7.2"), &tagged(0, &[&signed])])
}
