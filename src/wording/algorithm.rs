//! Algorithms by the names that people know.

use const_oid::ObjectIdentifier;

use crate::password_encryption::{Cipher, Derivation, HashFunction, Scheme};
use crate::public_key::KeyAlgorithm;
use crate::signature::{Digest, SignatureAlgorithm};

/// Algorithms that keys, certificates and their encryption use, or once used.
const NAMES: [(&str, &str); 74] = [
    ("1.2.156.10197.1.104.2", "SM4"),
    ("1.2.156.10197.1.401", "SM3"),
    ("1.2.392.200011.61.1.1.1.2", "Camellia-128"),
    ("1.2.392.200011.61.1.1.1.3", "Camellia-192"),
    ("1.2.392.200011.61.1.1.1.4", "Camellia-256"),
    ("1.2.410.200004.1.4", "SEED"),
    ("1.2.410.200046.1.1.2", "ARIA-128"),
    ("1.2.410.200046.1.1.7", "ARIA-192"),
    ("1.2.410.200046.1.1.12", "ARIA-256"),
    ("1.2.643.7.1.1.4.2", "HMAC with the Russian hash function Streebog"),
    ("1.2.840.10040.4.1", "DSA"),
    ("1.2.840.10040.4.3", "DSA with SHA-1"),
    ("1.2.840.10045.2.1", "elliptic curves (ECDSA)"),
    ("1.2.840.10045.3.1.7", "P-256"),
    ("1.2.840.10045.4.1", "ECDSA with SHA-1"),
    ("1.2.840.10045.4.3.2", "ECDSA with SHA-256"),
    ("1.2.840.10045.4.3.3", "ECDSA with SHA-384"),
    ("1.2.840.10045.4.3.4", "ECDSA with SHA-512"),
    ("1.2.840.113533.7.66.10", "CAST5"),
    ("1.2.840.113549.1.1.1", "RSA"),
    ("1.2.840.113549.1.1.2", "RSA with MD2"),
    ("1.2.840.113549.1.1.4", "RSA with MD5"),
    ("1.2.840.113549.1.1.5", "RSA with SHA-1"),
    ("1.2.840.113549.1.1.10", "RSA-PSS"),
    ("1.2.840.113549.1.1.11", "RSA with SHA-256"),
    ("1.2.840.113549.1.1.12", "RSA with SHA-384"),
    ("1.2.840.113549.1.1.13", "RSA with SHA-512"),
    ("1.2.840.113549.1.1.14", "RSA with SHA-224"),
    ("1.2.840.113549.1.3.1", "Diffie-Hellman"),
    ("1.2.840.113549.1.5.1", "DES and MD2 (pbeWithMD2AndDES-CBC)"),
    ("1.2.840.113549.1.5.3", "PBES1 with MD5 and DES"),
    ("1.2.840.113549.1.5.4", "RC2 and MD2 (pbeWithMD2AndRC2-CBC)"),
    ("1.2.840.113549.1.5.6", "PBES1 with MD5 and RC2"),
    ("1.2.840.113549.1.5.10", "PBES1 with SHA-1 and DES"),
    ("1.2.840.113549.1.5.11", "PBES1 with SHA-1 and RC2"),
    ("1.2.840.113549.1.5.12", "PBKDF2"),
    ("1.2.840.113549.1.5.13", "PBES2"),
    ("1.2.840.113549.1.5.14", "PBMAC1"),
    ("1.2.840.113549.1.9.16.3.18", "ChaCha20-Poly1305"),
    ("1.2.840.113549.1.12.1.1", "SHA-1 and RC4, 128 bits"),
    ("1.2.840.113549.1.12.1.2", "SHA-1 and RC4, 40 bits"),
    ("1.2.840.113549.1.12.1.3", "SHA-1 and 3DES with three keys"),
    ("1.2.840.113549.1.12.1.4", "SHA-1 and 3DES with two keys"),
    ("1.2.840.113549.1.12.1.5", "SHA-1 and RC2, 128 bits"),
    ("1.2.840.113549.1.12.1.6", "SHA-1 and RC2, 40 bits"),
    ("1.2.840.113549.2.2", "MD2"),
    ("1.2.840.113549.2.4", "MD4"),
    ("1.2.840.113549.3.2", "RC2"),
    ("1.2.840.113549.3.4", "RC4"),
    ("1.2.840.113549.3.9", "RC5"),
    ("1.3.6.1.4.1.188.7.1.1.2", "IDEA"),
    ("1.3.6.1.4.1.3029.1.2", "Blowfish"),
    ("1.3.14.3.2.26", "SHA-1"),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"),
    ("1.3.101.110", "X25519"),
    ("1.3.101.111", "X448"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.3.132.0.10", "secp256k1"),
    ("1.3.132.0.33", "P-224"),
    ("1.3.132.0.34", "P-384"),
    ("1.3.132.0.35", "P-521"),
    ("2.16.840.1.101.3.4.1.6", "AES-128 in GCM mode"),
    ("2.16.840.1.101.3.4.1.26", "AES-192 in GCM mode"),
    ("2.16.840.1.101.3.4.1.46", "AES-256 in GCM mode"),
    ("2.16.840.1.101.3.4.2.1", "SHA-256"),
    ("2.16.840.1.101.3.4.2.2", "SHA-384"),
    ("2.16.840.1.101.3.4.2.3", "SHA-512"),
    ("2.16.840.1.101.3.4.2.13", "HMAC with SHA3-224"),
    ("2.16.840.1.101.3.4.2.14", "HMAC with SHA3-256"),
    ("2.16.840.1.101.3.4.2.15", "HMAC with SHA3-384"),
    ("2.16.840.1.101.3.4.2.16", "HMAC with SHA3-512"),
    ("2.16.840.1.101.3.4.3.2", "DSA with SHA-256"),
];

/// An algorithm's name where people know one, else its object identifier.
pub fn algorithm(oid: ObjectIdentifier) -> String {
    let digits = oid.to_string();
    let known = NAMES.iter().find(|(known, _)| *known == digits);
    known.map_or_else(|| format!("the algorithm {digits}"), |(_, name)| (*name).to_owned())
}

/// The same for an object identifier in text; any other text as it is.
pub(super) fn named(text: &str) -> String {
    ObjectIdentifier::new(text).map_or_else(|_| text.to_owned(), algorithm)
}

/// The algorithm of a signature.
pub(super) fn signature(algorithm_of: SignatureAlgorithm) -> String {
    match algorithm_of {
        SignatureAlgorithm::RsaPkcs1(digest) => format!("{} with RSA", self::digest(digest)),
        SignatureAlgorithm::RsaPss { digest, .. } => format!("{} with RSA-PSS", self::digest(digest)),
        SignatureAlgorithm::Ecdsa(digest) => format!("{} with ECDSA", self::digest(digest)),
        SignatureAlgorithm::Other(oid) => algorithm(oid),
    }
}

const fn digest(digest: Digest) -> &'static str {
    match digest {
        Digest::Sha1 => "SHA-1",
        Digest::Sha256 => "SHA-256",
        Digest::Sha384 => "SHA-384",
        Digest::Sha512 => "SHA-512",
    }
}

/// The algorithm of a key, with its size where that has one.
pub(super) fn key_algorithm(algorithm_of: KeyAlgorithm) -> String {
    match algorithm_of {
        KeyAlgorithm::Rsa { bits } => format!("RSA, {bits} bits"),
        KeyAlgorithm::P256 => "elliptic curve P-256".to_owned(),
        KeyAlgorithm::P384 => "elliptic curve P-384".to_owned(),
        KeyAlgorithm::P521 => "elliptic curve P-521".to_owned(),
        KeyAlgorithm::Other(oid) => algorithm(oid),
    }
}

/// How something is encrypted under a password: cipher, key derivation and iterations.
pub fn encryption(scheme: &Scheme) -> String {
    let derivation = match &scheme.derivation {
        Derivation::Pbkdf1 { hash, .. } => format!("PBKDF1, {}", hash_function(*hash)),
        Derivation::Pbkdf2 { hash, .. } => format!("PBKDF2, HMAC with {}", hash_function(*hash)),
        Derivation::Scrypt { cost, .. } => format!("scrypt, N = {cost}"),
        Derivation::Pkcs12 { .. } => "the key derivation of PKCS#12".to_owned(),
        Derivation::OpenSsl { .. } => "OpenSSL's own key derivation, MD5".to_owned(),
    };
    let iterations = match scheme.derivation.iterations() {
        None => String::new(),
        Some(1) => ", 1 iteration".to_owned(),
        Some(many) => format!(", {} iterations", thousands(many)),
    };
    format!("{} ({derivation}{iterations})", cipher(scheme.cipher))
}

/// A cipher by its name, with the length of its key.
pub fn cipher(cipher: Cipher) -> String {
    match cipher {
        Cipher::Aes128 => "AES-128".to_owned(),
        Cipher::Aes192 => "AES-192".to_owned(),
        Cipher::Aes256 => "AES-256".to_owned(),
        Cipher::TripleDes => "3DES".to_owned(),
        Cipher::TripleDesOfTwoKeys => "3DES with two keys".to_owned(),
        Cipher::Des => "DES".to_owned(),
        Cipher::Rc2 { effective_bits, .. } => format!("RC2-{effective_bits}"),
        Cipher::Rc4 { key_length } => format!("RC4-{}", key_length.saturating_mul(8)),
    }
}

/// A hash function by its name.
pub const fn hash_function(hash: HashFunction) -> &'static str {
    match hash {
        HashFunction::Md5 => "MD5",
        HashFunction::Sha1 => "SHA-1",
        HashFunction::Sha224 => "SHA-224",
        HashFunction::Sha256 => "SHA-256",
        HashFunction::Sha384 => "SHA-384",
        HashFunction::Sha512 => "SHA-512",
        HashFunction::Sha512Cut224 => "SHA-512/224",
        HashFunction::Sha512Cut256 => "SHA-512/256",
    }
}

/// A number with commas between its thousands.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len().saturating_mul(2));
    for (place, digit) in (0..digits.len()).rev().zip(digits.chars()) {
        text.push(digit);
        if place > 0 && place.is_multiple_of(3) {
            text.push(',');
        }
    }
    text
}
