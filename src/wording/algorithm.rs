//! Names of algorithms as people know them.

use const_oid::ObjectIdentifier;

/// Algorithms that keys, certificates and their encryption use, or once used.
const NAMES: [(&str, &str); 46] = [
    ("1.2.840.113549.1.1.1", "RSA"),
    ("1.2.840.113549.1.1.2", "RSA with MD2"),
    ("1.2.840.113549.1.1.4", "RSA with MD5"),
    ("1.2.840.113549.1.1.5", "RSA with SHA-1"),
    ("1.2.840.113549.1.1.10", "RSA-PSS"),
    ("1.2.840.113549.1.1.11", "RSA with SHA-256"),
    ("1.2.840.113549.1.1.12", "RSA with SHA-384"),
    ("1.2.840.113549.1.1.13", "RSA with SHA-512"),
    ("1.2.840.113549.1.1.14", "RSA with SHA-224"),
    ("1.2.840.10040.4.1", "DSA"),
    ("1.2.840.10040.4.3", "DSA with SHA-1"),
    ("2.16.840.1.101.3.4.3.2", "DSA with SHA-256"),
    ("1.2.840.10045.2.1", "elliptic curves"),
    ("1.2.840.10045.3.1.7", "the curve P-256"),
    ("1.3.132.0.34", "the curve P-384"),
    ("1.3.132.0.35", "the curve P-521"),
    ("1.3.132.0.10", "the curve secp256k1"),
    ("1.2.840.10045.4.1", "ECDSA with SHA-1"),
    ("1.2.840.10045.4.3.2", "ECDSA with SHA-256"),
    ("1.2.840.10045.4.3.3", "ECDSA with SHA-384"),
    ("1.2.840.10045.4.3.4", "ECDSA with SHA-512"),
    ("1.3.101.110", "X25519"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.2.840.113549.1.5.1", "PBES1 with MD2 and DES"),
    ("1.2.840.113549.1.5.3", "PBES1 with MD5 and DES"),
    ("1.2.840.113549.1.5.4", "PBES1 with MD2 and RC2"),
    ("1.2.840.113549.1.5.6", "PBES1 with MD5 and RC2"),
    ("1.2.840.113549.1.5.10", "PBES1 with SHA-1 and DES"),
    ("1.2.840.113549.1.5.11", "PBES1 with SHA-1 and RC2"),
    ("1.2.840.113549.1.5.12", "PBKDF2"),
    ("1.2.840.113549.1.5.13", "PBES2"),
    ("1.2.840.113549.1.5.14", "PBMAC1"),
    ("1.2.840.113549.1.12.1.1", "SHA-1 and RC4, 128 bits"),
    ("1.2.840.113549.1.12.1.2", "SHA-1 and RC4, 40 bits"),
    ("1.2.840.113549.1.12.1.3", "SHA-1 and 3DES with three keys"),
    ("1.2.840.113549.1.12.1.4", "SHA-1 and 3DES with two keys"),
    ("1.2.840.113549.1.12.1.5", "SHA-1 and RC2, 128 bits"),
    ("1.2.840.113549.1.12.1.6", "SHA-1 and RC2, 40 bits"),
    ("1.3.14.3.2.26", "SHA-1"),
    ("2.16.840.1.101.3.4.2.1", "SHA-256"),
    ("2.16.840.1.101.3.4.2.2", "SHA-384"),
    ("2.16.840.1.101.3.4.2.3", "SHA-512"),
    ("1.2.840.113549.3.2", "RC2"),
    ("2.16.840.1.101.3.4.1.46", "AES-256-GCM"),
    ("1.2.840.113533.7.66.10", "CAST5"),
];

/// An algorithm's name where people know one, and its object identifier.
pub(super) fn algorithm(oid: ObjectIdentifier) -> String {
    let digits = oid.to_string();
    match NAMES.iter().find(|(known, _)| *known == digits) {
        Some((_, name)) => format!("{name} ({digits})"),
        None => format!("the algorithm {digits}"),
    }
}

/// The same for an object identifier in text; any other text as it is.
pub(super) fn named(text: &str) -> String {
    ObjectIdentifier::new(text).map_or_else(|_| text.to_owned(), algorithm)
}
