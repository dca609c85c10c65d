//! Writing text encodings of DER (RFC 7468).

use base64ct::{Base64, Encoding};

/// The octets between markers of a label, 64 characters in a line.
pub(crate) fn write(label: &str, der: &[u8]) -> String {
    let base64 = Base64::encode_string(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for line in base64.as_bytes().chunks(64) {
        pem.extend(line.iter().copied().map(char::from));
        pem.push('\n');
    }
    pem.push_str(&format!("-----END {label}-----\n"));
    pem
}
