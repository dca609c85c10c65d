//! The MAC over everything in a file (RFC 7292 section 5.1).

use const_oid::{AssociatedOid, ObjectIdentifier};
use der::asn1::{Any, Null, OctetString, Uint};
use hmac::digest::Digest;
use hmac::{EagerHash, Mac as _};
use rand_core::CryptoRng;
use sha1::Sha1;
use sha2::Sha256;
use spki::AlgorithmIdentifierOwned;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::structure::{DigestInfo, MacData, PBMAC1};
use super::{Encryption, ITERATIONS};
use crate::password::Password;
use crate::password_encryption::{
    DecryptError, HashFunction, Purpose, Work, derive_as_pkcs12, keyed, number, with_hash_function,
};

/// The MAC of a file.
pub(super) enum Mac {
    /// HMAC under a key derived from the password.
    Hash(HashMac),
    /// PBMAC1 (RFC 9579).
    Pbmac1,
    /// HMAC with a hash function that is not known here, or another MAC.
    Unknown(ObjectIdentifier),
}

pub(super) struct HashMac {
    pub(super) hash: HashFunction,
    pub(super) iterations: u64,
    salt: Vec<u8>,
    digest: Vec<u8>,
}

impl Mac {
    /// Takes what a file says of its MAC.
    pub(super) fn read(data: MacData) -> Self {
        let MacData { mac: DigestInfo { algorithm, digest }, salt, iterations } = data;
        match HashFunction::from_oid(algorithm.oid) {
            Some(hash) => Self::Hash(HashMac {
                hash,
                iterations: iterations.as_ref().map_or(1, number),
                salt: salt.into_bytes().into_vec(),
                digest: digest.into_bytes().into_vec(),
            }),
            None if algorithm.oid == PBMAC1 => Self::Pbmac1,
            None => Self::Unknown(algorithm.oid),
        }
    }
}

impl HashMac {
    /// Holds the MAC against the content, in constant time.
    pub(super) fn confirms(
        &self,
        bmp_string: &[u8],
        content: &[u8],
        work: &mut Work<'_>,
    ) -> Result<bool, DecryptError> {
        work.expect(self.iterations)?;
        let (salt, iterations) = (&self.salt, self.iterations);
        let expected = with_hash_function!(self.hash, H => {
            mac_of::<H>(bmp_string, salt, iterations, content, work)
        });
        Ok(expected.ct_eq(&self.digest).into())
    }
}

/// Makes the MAC.
pub(super) fn make(
    encryption: Encryption,
    password: &Password,
    content: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<MacData, der::Error> {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let (bmp_string, iterations) = (password.to_bmp_string(), u64::from(ITERATIONS));
    let report = &mut |_| {};
    let work = &mut Work::unlimited(report);
    let (oid, digest) = match encryption {
        Encryption::Modern => (Sha256::OID, mac_of::<Sha256>(&bmp_string, &salt, iterations, content, work)),
        Encryption::Compatible => (Sha1::OID, mac_of::<Sha1>(&bmp_string, &salt, iterations, content, work)),
    };
    // Some readers insist on the NULL that OpenSSL writes.
    let algorithm = AlgorithmIdentifierOwned { oid, parameters: Some(Any::encode_from(&Null)?) };
    let mac = DigestInfo { algorithm, digest: OctetString::new(digest)? };
    let iterations = Some(Uint::new(&ITERATIONS.to_be_bytes())?);
    Ok(MacData { mac, salt: OctetString::new(salt)?, iterations })
}

/// HMAC (RFC 2104) with a key as long as its digest.
fn mac_of<H: EagerHash + Digest>(
    bmp_string: &[u8],
    salt: &[u8],
    iterations: u64,
    content: &[u8],
    work: &mut Work<'_>,
) -> Vec<u8> {
    let mut key = Zeroizing::new(vec![0; <H as Digest>::output_size()]);
    derive_as_pkcs12::<H>(Purpose::Mac, bmp_string, salt, iterations, &mut key, work);
    keyed::<H>(&key).chain_update(content).finalize().into_bytes().to_vec()
}
