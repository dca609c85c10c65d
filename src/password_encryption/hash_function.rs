//! The hash functions that passwords are worked with.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_MD_5, ID_SHA_1, ID_SHA_224, ID_SHA_256, ID_SHA_384, ID_SHA_512};
use password_lanes::Hash;

/// A hash function of a key derivation or a MAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is called by its name")]
pub enum HashFunction {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512Cut224,
    Sha512Cut256,
}

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// Each with the identifier of the hash (RFC 8017 appendix B.1) and of its HMAC (RFC 8018
/// appendix B.1.2, for MD5 as OpenSSL writes it).
const IDENTIFIERS: [(HashFunction, ObjectIdentifier, ObjectIdentifier); 8] = [
    (HashFunction::Md5, ID_MD_5, oid("1.2.840.113549.2.6")),
    (HashFunction::Sha1, ID_SHA_1, oid("1.2.840.113549.2.7")),
    (HashFunction::Sha224, ID_SHA_224, oid("1.2.840.113549.2.8")),
    (HashFunction::Sha256, ID_SHA_256, oid("1.2.840.113549.2.9")),
    (HashFunction::Sha384, ID_SHA_384, oid("1.2.840.113549.2.10")),
    (HashFunction::Sha512, ID_SHA_512, oid("1.2.840.113549.2.11")),
    (HashFunction::Sha512Cut224, oid("2.16.840.1.101.3.4.2.5"), oid("1.2.840.113549.2.12")),
    (HashFunction::Sha512Cut256, oid("2.16.840.1.101.3.4.2.6"), oid("1.2.840.113549.2.13")),
];

impl HashFunction {
    /// The hash function of that identifier.
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        IDENTIFIERS.iter().find(|(_, hash, _)| *hash == oid).map(|&(found, ..)| found)
    }

    /// The hash function whose HMAC has that identifier.
    pub fn from_hmac_oid(oid: ObjectIdentifier) -> Option<Self> {
        IDENTIFIERS.iter().find(|(.., hmac)| *hmac == oid).map(|&(found, ..)| found)
    }

    /// The hash function as chains have it, where they do.
    pub(super) fn of_chains(self) -> Option<Hash> {
        match self {
            Self::Sha1 => Some(Hash::Sha1),
            Self::Sha256 => Some(Hash::Sha256),
            _ => None,
        }
    }

    /// Octets of its output.
    pub(crate) fn output_length(self) -> usize {
        with_hash_function!(self, H => <H as sha2::Digest>::output_size())
    }
}

/// Does something with the type of a hash function.
macro_rules! with_hash_function {
    ($function:expr, $type:ident => $what:expr) => {
        match $function {
            $crate::password_encryption::HashFunction::Md5 => {
                type $type = md5::Md5;
                $what
            }
            $crate::password_encryption::HashFunction::Sha1 => {
                type $type = sha1::Sha1;
                $what
            }
            $crate::password_encryption::HashFunction::Sha224 => {
                type $type = sha2::Sha224;
                $what
            }
            $crate::password_encryption::HashFunction::Sha256 => {
                type $type = sha2::Sha256;
                $what
            }
            $crate::password_encryption::HashFunction::Sha384 => {
                type $type = sha2::Sha384;
                $what
            }
            $crate::password_encryption::HashFunction::Sha512 => {
                type $type = sha2::Sha512;
                $what
            }
            $crate::password_encryption::HashFunction::Sha512Cut224 => {
                type $type = sha2::Sha512_224;
                $what
            }
            $crate::password_encryption::HashFunction::Sha512Cut256 => {
                type $type = sha2::Sha512_256;
                $what
            }
        }
    };
}
pub(crate) use with_hash_function;
