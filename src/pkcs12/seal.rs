//! Writing a PKCS#12 file.

use const_oid::ObjectIdentifier;
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Encode, Tag};
use rand_core::CryptoRng;
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attribute;
use zeroize::Zeroizing;

use super::structure::{
    CERTIFICATE_BAG, CertificateBag, ContentInfo, ENCRYPTED_DATA, EncryptedContentInfo, EncryptedData,
    FRIENDLY_NAME, LOCAL_KEY_ID, Pfx, SHROUDED_KEY_BAG, SafeBag, VERSION_3, X509_CERTIFICATE,
};
use super::{Encryption, ITERATIONS, mac, open};
use crate::certificate::Certificate;
use crate::key::{EncryptedPrivateKeyInfo, PrivateKey};
use crate::password::Password;
use crate::password_encryption::{seal_compatible, seal_modern};

/// The longest display name that is written. Programs show some dozens of characters.
pub const MOST_FRIENDLY_NAME_CHARACTERS: usize = 255;

/// Why no PKCS#12 file was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealError {
    /// There is no certificate.
    NoCertificate,
    /// The first certificate is not the key's.
    OtherKey,
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
/// The file is DER. It is opened again and compared with what went in before it is given out.
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
    let characters = friendly_name.chars().count();
    if characters > MOST_FRIENDLY_NAME_CHARACTERS {
        return Err(SealError::FriendlyNameTooLong { characters });
    }
    let attributes = attributes(leaf, friendly_name).map_err(|_| SealError::Encode)?;
    let certificates = certificates(path, &attributes).map_err(|_| SealError::Encode)?;
    let certificates = encrypted_content(&certificates, password, encryption, rng)?;
    let key_bag = key_bag(key, attributes, password, encryption, rng)?;
    let file = finish([certificates, key_bag], password, encryption, rng).map_err(|_| SealError::Encode)?;
    if reads_back(&file, key, path, friendly_name, password) { Ok(file) } else { Err(SealError::ReadBack) }
}

fn attributes(leaf: &Certificate, friendly_name: &str) -> Result<Any, der::Error> {
    let attribute = |oid: ObjectIdentifier, value: Any| -> Result<Attribute, der::Error> {
        Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
    };
    let mut attributes = vec![attribute(LOCAL_KEY_ID, Any::encode_from(&OctetString::new(leaf.sha1())?)?)?];
    if !friendly_name.is_empty() {
        let units: Vec<u8> = friendly_name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        attributes.push(attribute(FRIENDLY_NAME, Any::new(Tag::BmpString, units)?)?);
    }
    Any::encode_from(&SetOfVec::try_from(attributes)?)
}

/// The SafeContents with every certificate. Only the key's own carries the attributes.
fn certificates(path: &[Certificate], attributes: &Any) -> Result<Vec<u8>, der::Error> {
    let bags = path.iter().enumerate().map(|(place, certificate)| {
        let value = OctetString::new(certificate.as_der())?;
        Ok(SafeBag {
            id: CERTIFICATE_BAG,
            value: Any::encode_from(&CertificateBag { id: X509_CERTIFICATE, value })?,
            attributes: (place == 0).then(|| attributes.clone()),
        })
    });
    bags.collect::<Result<Vec<_>, der::Error>>()?.to_der()
}

fn encrypted_content(
    plain: &[u8],
    password: &Password,
    encryption: Encryption,
    rng: &mut impl CryptoRng,
) -> Result<ContentInfo, SealError> {
    let mut written = || {
        let (algorithm, encrypted) = encrypt(encryption, password, plain, rng)?;
        let content = EncryptedContentInfo::new(algorithm, encrypted)?;
        let content = Any::encode_from(&EncryptedData { version: 0, content })?;
        Ok(ContentInfo { content_type: ENCRYPTED_DATA, content })
    };
    written().map_err(|_: der::Error| SealError::Encode)
}

fn encrypt(
    encryption: Encryption,
    password: &Password,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<(AlgorithmIdentifierOwned, Vec<u8>), der::Error> {
    match encryption {
        Encryption::Modern => seal_modern(password, ITERATIONS, plain, rng),
        Encryption::Compatible => seal_compatible(password, ITERATIONS, plain, rng),
    }
}

fn key_bag(
    key: &PrivateKey,
    attributes: Any,
    password: &Password,
    encryption: Encryption,
    rng: &mut impl CryptoRng,
) -> Result<ContentInfo, SealError> {
    let plain = key.to_pkcs8_der().map_err(|_| SealError::Encode)?;
    let written = || {
        let (algorithm, encrypted) = encrypt(encryption, password, &plain, rng)?;
        let sealed = EncryptedPrivateKeyInfo { algorithm, data: OctetString::new(encrypted)? };
        let value = Any::encode_from(&sealed)?;
        let bag = SafeBag { id: SHROUDED_KEY_BAG, value, attributes: Some(attributes) };
        ContentInfo::data(&vec![bag].to_der()?)
    };
    written().map_err(|_: der::Error| SealError::Encode)
}

fn finish(
    contents: [ContentInfo; 2],
    password: &Password,
    encryption: Encryption,
    rng: &mut impl CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, der::Error> {
    let authenticated = Vec::from(contents).to_der()?;
    let mac_data = Some(mac::make(encryption, password, &authenticated, rng)?);
    let pfx = Pfx { version: VERSION_3, auth_safe: ContentInfo::data(&authenticated)?, mac_data };
    pfx.to_der().map(Zeroizing::new)
}

fn reads_back(
    file: &[u8],
    key: &PrivateKey,
    path: &[Certificate],
    friendly_name: &str,
    password: &Password,
) -> bool {
    let Ok(found) = open(file, Some(password)) else { return false };
    let theirs = found.key.as_ref().and_then(|key| key.to_pkcs8_der().ok());
    let Ok(ours) = key.to_pkcs8_der() else { return false };
    theirs.is_some_and(|theirs| *theirs == *ours)
        && found.certificates == path
        && found.friendly_name.as_deref().unwrap_or_default() == friendly_name
}
