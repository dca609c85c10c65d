//! Writing a PKCS#12 file.

use const_oid::ObjectIdentifier;
use der::asn1::{Any, AnyRef, OctetString, OctetStringRef, SetOfVec};
use der::{Decode, Encode, EncodeValue, Tag, Tagged};
use rand_core::CryptoRng;
use x509_cert::attr::Attribute;
use zeroize::Zeroizing;

use super::mac::BegunMac;
use super::structure::{
    CERTIFICATE_BAG, CertificateBag, ContentInfo, DATA, ENCRYPTED_DATA, EncryptedContentInfo, EncryptedData,
    FRIENDLY_NAME, LOCAL_KEY_ID, Pfx, SHROUDED_KEY_BAG, SafeBag, VERSION_3, X509_CERTIFICATE,
};
use super::{Encryption, ITERATIONS, open_with};
use crate::certificate::Certificate;
use crate::key::{EncryptedPrivateKeyInfo, PrivateKey};
use crate::password::Password;
use crate::password_encryption::{
    BegunCompatible, BegunModern, BegunSeal, Budget, Seal, Sealed, Work, derive_all,
};

/// The longest display name that is written. Programs show some dozens of characters.
pub const MOST_FRIENDLY_NAME_CHARACTERS: usize = 255;

/// Why no PKCS#12 file was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealError {
    /// There is no certificate.
    NoCertificate,
    /// The first certificate is not the key's.
    OtherKey,
    /// A factor of the key is no prime.
    CompositeFactor,
    /// The display name has more than [`MOST_FRIENDLY_NAME_CHARACTERS`].
    FriendlyNameTooLong {
        /// How many characters it has.
        characters: usize,
    },
    /// Something is too large to be written.
    Encode,
    /// The finished file did not read back as it should. It was not given out.
    ReadBack,
}

/// Writes a private key and its path, the key's own certificate first, into one file under a
/// password. Key and certificate carry the same `localKeyId`, the SHA-1 digest of the certificate
/// as OpenSSL writes it, and the same `friendlyName` unless that is empty.
///
/// The file is DER. It is opened again and compared with what went in before it is given out. That derives
/// every key anew from the password, with the compression functions of the crates `sha1` and `sha2` alone:
/// lanes, which may have derived the keys that sealed it, have no part in it.
///
/// # Errors
/// [`SealError`].
pub fn seal(
    key: &PrivateKey,
    path: &[Certificate],
    friendly_name: &str,
    password: &Password,
    encryption: Encryption,
    rng: &mut impl CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let leaf = path.first().ok_or(SealError::NoCertificate)?;
    if leaf.public_key() != key.public_key() {
        return Err(SealError::OtherKey);
    }
    if !key.is_confirmed() {
        return Err(SealError::CompositeFactor);
    }
    let characters = friendly_name.chars().count();
    if characters > MOST_FRIENDLY_NAME_CHARACTERS {
        return Err(SealError::FriendlyNameTooLong { characters });
    }
    let file = write(key, path, friendly_name, password, encryption, rng).map_err(|_| SealError::Encode)?;
    if reads_back(&file, key, path, friendly_name, password) { Ok(file) } else { Err(SealError::ReadBack) }
}

fn write(
    key: &PrivateKey,
    path: &[Certificate],
    friendly_name: &str,
    password: &Password,
    encryption: Encryption,
    rng: &mut impl CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, der::Error> {
    let plain = key.to_pkcs8_der().map_err(|_| der::ErrorKind::Failed)?;
    let attributes = attributes(path, friendly_name)?;
    let mac = BegunMac::begin(encryption, password, rng);
    match encryption {
        Encryption::Modern => write_with::<BegunModern>(&plain, path, &attributes, password, mac, rng),
        Encryption::Compatible => {
            write_with::<BegunCompatible>(&plain, path, &attributes, password, mac, rng)
        }
    }
}

/// Derives all keys together: those of the two parts, and that of the MAC.
fn write_with<S: BegunSeal>(
    key: &[u8],
    path: &[Certificate],
    attributes: &Any,
    password: &Password,
    mut mac: BegunMac,
    rng: &mut impl CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, der::Error> {
    let mut of_certificates = S::begin(password, ITERATIONS, rng);
    let mut of_key = S::begin(password, ITERATIONS, rng);
    let (budget, report) = (&mut Budget::unlimited(), &mut |_| {});
    let work = &mut Work::new(budget, report);
    derive_all(&mut [&mut of_certificates, &mut of_key, &mut mac], work);
    let certificates = certificates(path, attributes, |plain| of_certificates.finish().close(plain))?;
    let key_bag = key_bag(key, attributes, |plain| of_key.finish().close(plain))?;
    finish(&[&certificates, &key_bag], mac)
}

/// Makes a file of one part, which is encrypted as a whole.
pub(super) fn write_alone(
    contents: &[u8],
    password: &Password,
    encryption: Encryption,
    rng: &mut impl CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, der::Error> {
    let mac = BegunMac::begin(encryption, password, rng);
    match encryption {
        Encryption::Modern => write_alone_with::<BegunModern>(contents, password, mac, rng),
        Encryption::Compatible => write_alone_with::<BegunCompatible>(contents, password, mac, rng),
    }
}

fn write_alone_with<S: BegunSeal>(
    contents: &[u8],
    password: &Password,
    mut mac: BegunMac,
    rng: &mut impl CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, der::Error> {
    let mut seal = S::begin(password, ITERATIONS, rng);
    let (budget, report) = (&mut Budget::unlimited(), &mut |_| {});
    derive_all(&mut [&mut seal, &mut mac], &mut Work::new(budget, report));
    let part = encrypted_part(seal.finish().close(contents)?)?;
    finish(&[&part], mac)
}

/// One label of a bag.
pub(super) fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, der::Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// The name that programs show.
pub(super) fn name_attribute(name: &str) -> Result<Attribute, der::Error> {
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    attribute(FRIENDLY_NAME, Any::new(Tag::BmpString, units)?)
}

fn attributes(path: &[Certificate], friendly_name: &str) -> Result<Any, der::Error> {
    let leaf = path.first().map(Certificate::sha1).unwrap_or_default();
    let mut attributes = vec![attribute(LOCAL_KEY_ID, Any::encode_from(&OctetString::new(leaf)?)?)?];
    if !friendly_name.is_empty() {
        attributes.push(name_attribute(friendly_name)?);
    }
    Any::encode_from(&SetOfVec::try_from(attributes)?)
}

/// The part with every certificate. Only the key's own carries the attributes.
fn certificates(
    path: &[Certificate],
    attributes: &Any,
    encrypt: impl FnOnce(&[u8]) -> Result<Sealed, der::Error>,
) -> Result<Vec<u8>, der::Error> {
    let values: Vec<Any> = path.iter().map(certificate_value).collect::<Result<_, _>>()?;
    let bags = values.iter().enumerate().map(|(place, value)| SafeBag {
        id: CERTIFICATE_BAG,
        value: value.into(),
        attributes: (place == 0).then(|| attributes.into()),
    });
    encrypted_part(encrypt(&bags.collect::<Vec<_>>().to_der()?)?)
}

/// What is in the bag of a certificate.
pub(super) fn certificate_value(certificate: &Certificate) -> Result<Any, der::Error> {
    let value = OctetStringRef::new(certificate.as_der())?;
    Any::encode_from(&CertificateBag { id: X509_CERTIFICATE, value })
}

/// A part that was encrypted as a whole.
fn encrypted_part((algorithm, encrypted): Sealed) -> Result<Vec<u8>, der::Error> {
    let content = EncryptedContentInfo::new(algorithm, encrypted)?;
    content_info(ENCRYPTED_DATA, &EncryptedData { version: 0, content })
}

/// The part with the key, which is encrypted by itself.
fn key_bag(
    key: &[u8],
    attributes: &Any,
    encrypt: impl FnOnce(&[u8]) -> Result<Sealed, der::Error>,
) -> Result<Vec<u8>, der::Error> {
    let (algorithm, encrypted) = encrypt(key)?;
    let sealed = EncryptedPrivateKeyInfo { algorithm, data: OctetString::new(encrypted)? };
    let value = Any::encode_from(&sealed)?;
    let bag = SafeBag { id: SHROUDED_KEY_BAG, value: (&value).into(), attributes: Some(attributes.into()) };
    content_info(DATA, &OctetString::new(vec![bag].to_der()?)?)
}

fn content_info(
    content_type: ObjectIdentifier,
    content: &(impl Tagged + EncodeValue),
) -> Result<Vec<u8>, der::Error> {
    let content = Any::encode_from(content)?;
    ContentInfo { content_type, content: (&content).into() }.to_der()
}

/// Puts the parts together under a MAC.
fn finish(parts: &[&[u8]], mac: BegunMac) -> Result<Zeroizing<Vec<u8>>, der::Error> {
    let parts: Vec<AnyRef<'_>> = parts.iter().map(|part| AnyRef::from_der(part)).collect::<Result<_, _>>()?;
    let authenticated = parts.to_der()?;
    let mac_data = Some(mac.finish(&authenticated)?);
    let content = Any::encode_from(&OctetString::new(authenticated)?)?;
    let auth_safe = ContentInfo { content_type: DATA, content: (&content).into() };
    Pfx { version: VERSION_3, auth_safe, mac_data }.to_der().map(Zeroizing::new)
}

fn reads_back(
    file: &[u8],
    key: &PrivateKey,
    path: &[Certificate],
    friendly_name: &str,
    password: &Password,
) -> bool {
    let mut budget = Budget::default().by_crates_alone();
    let Ok(found) = open_with(file, Some(password), &mut budget, &mut |_| {}) else { return false };
    let theirs = found.key.as_ref().and_then(|key| key.to_pkcs8_der().ok());
    let Ok(ours) = key.to_pkcs8_der() else { return false };
    theirs.is_some_and(|theirs| *theirs == *ours)
        && found.certificates == path
        && found.friendly_name.as_deref().unwrap_or_default() == friendly_name
}
