//! Writing a PKCS#12 file that holds nothing but trusted certificates.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::ANY_EXTENDED_KEY_USAGE;
use der::Encode;
use der::asn1::{Any, SetOfVec};
use rand_core::CryptoRng;

use super::seal::{SealError, attribute, certificate_value, name_attribute, write_alone};
use super::structure::{CERTIFICATE_BAG, SafeBag};
use super::{Encryption, open};
use crate::certificate::Certificate;
use crate::password::Password;

/// By this label Java takes a certificate without a key for a trusted one (`trustedKeyUsage`; its values are
/// the purposes for which it is trusted). Without it, the certificate is not there for Java.
const TRUSTED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.113894.746875.1.1");

/// Writes certificates that are to be trusted, each under its common name, into a file under a password. The
/// file is opened again and compared with what went in before it is given out.
///
/// # Errors
/// [`SealError`].
pub fn seal_trust(
    authorities: &[Certificate],
    password: &Password,
    encryption: Encryption,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    if authorities.is_empty() {
        return Err(SealError::NoCertificate);
    }
    let file = write(authorities, password, encryption, rng).map_err(|_| SealError::Encode)?;
    match open(&file, Some(password)) {
        Ok(found) if found.key.is_none() && found.certificates == authorities => Ok(file),
        _ => Err(SealError::ReadBack),
    }
}

fn write(
    authorities: &[Certificate],
    password: &Password,
    encryption: Encryption,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, der::Error> {
    let mut parts = Vec::new();
    for (place, authority) in authorities.iter().enumerate() {
        parts.push((certificate_value(authority)?, labels(authorities, place)?));
    }
    let bags = parts.iter().map(|(value, labels)| SafeBag {
        id: CERTIFICATE_BAG,
        value: value.into(),
        attributes: Some(labels.into()),
    });
    Ok(write_alone(&bags.collect::<Vec<_>>().to_der()?, password, encryption, rng)?.to_vec())
}

/// The labels of one of the certificates. Java keeps one certificate of a name, so a name that is there twice
/// is numbered.
fn labels(authorities: &[Certificate], place: usize) -> Result<Any, der::Error> {
    let label = authorities.get(place).map(Certificate::label).unwrap_or_default();
    let same = |one: &&Certificate| one.label().eq_ignore_ascii_case(&label);
    let name = match authorities.iter().take(place).filter(same).count() {
        0 => label,
        before => format!("{label} {}", before.saturating_add(1)),
    };
    let trusted = attribute(TRUSTED_KEY_USAGE, Any::encode_from(&ANY_EXTENDED_KEY_USAGE)?)?;
    Any::encode_from(&SetOfVec::try_from(vec![name_attribute(&name)?, trusted])?)
}
