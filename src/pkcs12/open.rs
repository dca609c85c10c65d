//! Reading a PKCS#12 file.

use der::asn1::{Any, OctetString};
use der::{Decode, Tag, Tagged};
use zeroize::Zeroizing;

use super::encryption::decrypt;
use super::mac::{self, MacError};
use super::structure::{
    CERTIFICATE_BAG, CertificateBag, ContentInfo, DATA, ENCRYPTED_DATA, EncryptedData, FRIENDLY_NAME,
    LOCAL_KEY_ID, Pfx, SHROUDED_KEY_BAG, SafeBag, VERSION_3, X509_CERTIFICATE, decode,
};
use crate::certificate::{Certificate, CertificateError};
use crate::key::{EncryptedPrivateKeyInfo, OpenKeyError, PrivateKey};
use crate::password::Password;
use crate::pbes2::{DecryptError, strip_padding};

/// What a file holds.
pub struct Contents {
    /// The private key.
    pub key: PrivateKey,
    /// The certificates: the key's own first, then the others in the order of the file.
    pub certificates: Vec<Certificate>,
    /// The name of the key that programs show.
    pub friendly_name: Option<String>,
}

/// Why a file cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// It is no PKCS#12 file, or a damaged one.
    Damaged,
    /// It has no MAC, so that nothing tells a wrong password.
    NoMac,
    /// The MAC does not fit: another password, or something was changed.
    Mac(MacError),
    /// A part is encrypted in a way that cannot be undone here.
    Sealed(DecryptError),
    /// It holds no private key, or more than one.
    Keys {
        /// How many.
        count: usize,
    },
    /// The private key cannot be used.
    Key(OpenKeyError),
    /// A certificate cannot be read.
    Certificate(CertificateError),
    /// No certificate is the key's: none carries its `localKeyId`, or its public key.
    NoCertificate,
}

/// Opens a file in DER, with one private key and its certificate.
///
/// # Errors
/// [`OpenError`].
pub fn open(file: &[u8], password: &Password) -> Result<Contents, OpenError> {
    let pfx = Pfx::from_der(file).map_err(|_| OpenError::Damaged)?;
    if pfx.version != VERSION_3 || pfx.auth_safe.content_type != DATA {
        return Err(OpenError::Damaged);
    }
    let authenticated: OctetString = decode(&pfx.auth_safe.content).map_err(|_| OpenError::Damaged)?;
    let mac = pfx.mac_data.ok_or(OpenError::NoMac)?;
    mac::verify(&mac, password, authenticated.as_bytes()).map_err(OpenError::Mac)?;
    let parts = Vec::<ContentInfo>::from_der(authenticated.as_bytes()).map_err(|_| OpenError::Damaged)?;
    let mut found = Found::default();
    for part in &parts {
        let contents = safe_contents(part, password)?;
        for bag in Vec::<SafeBag>::from_der(&contents).map_err(|_| OpenError::Damaged)? {
            found.take(&bag, password)?;
        }
    }
    found.finish()
}

/// The bags of one part, decrypted where it is encrypted.
fn safe_contents(part: &ContentInfo, password: &Password) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    match part.content_type {
        DATA => {
            let octets: OctetString = decode(&part.content).map_err(|_| OpenError::Damaged)?;
            Ok(Zeroizing::new(octets.into_bytes().to_vec()))
        }
        ENCRYPTED_DATA => {
            let data: EncryptedData = decode(&part.content).map_err(|_| OpenError::Damaged)?;
            let encrypted = data.content.encrypted.ok_or(OpenError::Damaged)?;
            unseal(&data.content.algorithm, password, encrypted.as_bytes())
        }
        _ => Err(OpenError::Damaged),
    }
}

fn unseal(
    algorithm: &spki::AlgorithmIdentifierOwned,
    password: &Password,
    encrypted: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let padded = decrypt(algorithm, password, encrypted).map_err(OpenError::Sealed)?;
    let plain = strip_padding(&padded).ok_or(OpenError::Damaged)?;
    Ok(Zeroizing::new(plain.to_vec()))
}

/// What was found so far.
#[derive(Default)]
struct Found {
    keys: Vec<(PrivateKey, Labels)>,
    certificates: Vec<(Certificate, Labels)>,
}

#[derive(Default)]
struct Labels {
    local_key_id: Option<Vec<u8>>,
    friendly_name: Option<String>,
}

impl Found {
    fn take(&mut self, bag: &SafeBag, password: &Password) -> Result<(), OpenError> {
        let labels = Labels::of(bag);
        match bag.id {
            SHROUDED_KEY_BAG => {
                let sealed: EncryptedPrivateKeyInfo = decode(&bag.value).map_err(|_| OpenError::Damaged)?;
                let plain = unseal(&sealed.algorithm, password, sealed.data.as_bytes())?;
                self.keys.push((PrivateKey::from_pkcs8(&plain).map_err(OpenError::Key)?, labels));
            }
            CERTIFICATE_BAG => {
                let bag: CertificateBag = decode(&bag.value).map_err(|_| OpenError::Damaged)?;
                if bag.id != X509_CERTIFICATE {
                    return Err(OpenError::Damaged);
                }
                let certificate =
                    Certificate::from_der(bag.value.as_bytes()).map_err(OpenError::Certificate)?;
                self.certificates.push((certificate, labels));
            }
            _ => return Err(OpenError::Damaged),
        }
        Ok(())
    }

    /// Puts the key's own certificate first: the one with its public key, and where both carry a
    /// `localKeyId`, with its `localKeyId`.
    fn finish(mut self) -> Result<Contents, OpenError> {
        let count = self.keys.len();
        let (Some((key, labels)), 1) = (self.keys.pop(), count) else {
            return Err(OpenError::Keys { count });
        };
        let is_own = |(certificate, other): &(Certificate, Labels)| {
            let same_id = match (&labels.local_key_id, &other.local_key_id) {
                (Some(key), Some(certificate)) => key == certificate,
                _ => true,
            };
            certificate.public_key() == key.public_key() && same_id
        };
        let place = self.certificates.iter().position(is_own).ok_or(OpenError::NoCertificate)?;
        let own = self.certificates.remove(place);
        let certificates = std::iter::once(own).chain(self.certificates).map(|(one, _)| one).collect();
        Ok(Contents { key, certificates, friendly_name: labels.friendly_name })
    }
}

impl Labels {
    fn of(bag: &SafeBag) -> Self {
        let value = |oid| -> Option<&Any> {
            let attributes = bag.attributes.as_ref()?;
            attributes.iter().find(|attribute| attribute.oid == oid)?.values.get(0)
        };
        let octets = |any: &Any| any.value().to_vec();
        Self {
            local_key_id: value(LOCAL_KEY_ID).filter(|any| any.tag() == Tag::OctetString).map(octets),
            friendly_name: value(FRIENDLY_NAME).filter(|any| any.tag() == Tag::BmpString).and_then(bmp_text),
        }
    }
}

/// A BMPString as text; surrogate pairs, which it should not hold and often does, are taken.
fn bmp_text(any: &Any) -> Option<String> {
    let (units, []) = any.value().as_chunks::<2>() else { return None };
    char::decode_utf16(units.iter().copied().map(u16::from_be_bytes)).collect::<Result<_, _>>().ok()
}
