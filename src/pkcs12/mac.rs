//! The MAC over everything in a file (RFC 7292 section 5.1).

use const_oid::{AssociatedOid, ObjectIdentifier};
use der::asn1::{Any, Null, OctetString};
use hmac::digest::{Digest, Key, Output};
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use rand_core::CryptoRng;
use sha1::Sha1;
use sha2::Sha256;
use spki::AlgorithmIdentifierOwned;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::key_derivation::{Purpose, derive};
use super::structure::{DigestInfo, MacData};
use super::{Encryption, ITERATIONS};
use crate::password::Password;
use crate::pbes2::MOST_ITERATIONS;

/// Why a MAC does not confirm what it stands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacError {
    /// The password is another, or something was changed.
    Wrong,
    /// A digest that is not known here.
    UnsupportedDigest(ObjectIdentifier),
    /// More iterations than are taken on.
    TooManyIterations {
        /// How many the file asks for.
        iterations: u32,
    },
}

/// Makes the MAC.
pub fn make(
    encryption: Encryption,
    password: &Password,
    content: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<MacData, der::Error> {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let (oid, digest) = match encryption {
        Encryption::Modern => (Sha256::OID, mac_of::<Sha256>(password, &salt, ITERATIONS, content).to_vec()),
        Encryption::Compatible => (Sha1::OID, mac_of::<Sha1>(password, &salt, ITERATIONS, content).to_vec()),
    };
    // Some readers insist on the NULL that OpenSSL writes.
    let algorithm = AlgorithmIdentifierOwned { oid, parameters: Some(Any::encode_from(&Null)?) };
    let mac = DigestInfo { algorithm, digest: OctetString::new(digest)? };
    Ok(MacData { mac, salt: OctetString::new(salt)?, iterations: ITERATIONS })
}

/// Holds the MAC against the content, in constant time.
pub fn verify(mac: &MacData, password: &Password, content: &[u8]) -> Result<(), MacError> {
    let MacData { mac: DigestInfo { algorithm, digest }, salt, iterations } = mac;
    if *iterations > MOST_ITERATIONS {
        return Err(MacError::TooManyIterations { iterations: *iterations });
    }
    let salt = salt.as_bytes();
    let expected = match algorithm.oid {
        Sha1::OID => mac_of::<Sha1>(password, salt, *iterations, content).to_vec(),
        Sha256::OID => mac_of::<Sha256>(password, salt, *iterations, content).to_vec(),
        unknown => return Err(MacError::UnsupportedDigest(unknown)),
    };
    let equal: bool = expected.ct_eq(digest.as_bytes()).into();
    if equal { Ok(()) } else { Err(MacError::Wrong) }
}

/// HMAC (RFC 2104) with a key as long as its digest. What the key does not fill of a block is
/// zero, as HMAC itself would have it.
fn mac_of<H: EagerHash>(
    password: &Password,
    salt: &[u8],
    iterations: u32,
    content: &[u8],
) -> Output<Hmac<H>> {
    let mut block = Key::<Hmac<H>>::default();
    if let Some(key) = block.get_mut(..<H as Digest>::output_size()) {
        derive::<H>(Purpose::Mac, &password.to_bmp_string(), salt, iterations, key);
    }
    let mac = Hmac::<H>::new(&block).chain_update(content);
    block.as_mut_slice().zeroize();
    mac.finalize().into_bytes()
}
