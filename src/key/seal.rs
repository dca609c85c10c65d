//! The private key file: PKCS#8, with or without a password.

use der::asn1::OctetString;
use der::pem::LineEnding;
use der::{Encode, SecretDocument};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{EncryptedPrivateKeyInfo, PrivateKey};
use crate::password::Password;
use crate::password_encryption::seal_modern;

/// Iterations of PBKDF2-HMAC-SHA256 in a key file.
pub const ITERATIONS: u32 = 600_000;

/// The text of a private key file, PEM (RFC 7468 sections 10 and 11). Wiped when dropped.
pub struct KeyFile(Zeroizing<String>);

/// The key could not be written, or did not read back as it should. No file was given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealKeyError;

impl KeyFile {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PrivateKey {
    /// Writes the key as PKCS#8 (RFC 5958): with a password as EncryptedPrivateKeyInfo under
    /// PBES2, PBKDF2-HMAC-SHA256 of [`ITERATIONS`] and AES-256-CBC (RFC 8018), else plain. It is
    /// opened again before it is given out: a key that cannot be opened is a key that is lost.
    ///
    /// # Errors
    /// [`SealKeyError`], which a key that signs never shows.
    pub fn seal(
        &self,
        password: Option<&Password>,
        rng: &mut impl CryptoRng,
    ) -> Result<KeyFile, SealKeyError> {
        let plain = self.to_pkcs8_der()?;
        let (label, der) = match password {
            None => ("PRIVATE KEY", plain),
            Some(password) => {
                ("ENCRYPTED PRIVATE KEY", sealed(&plain, password, rng).map_err(|_| SealKeyError)?)
            }
        };
        let document = SecretDocument::try_from(der.as_slice()).map_err(|_| SealKeyError)?;
        let file = KeyFile(document.to_pem(label, LineEnding::LF).map_err(|_| SealKeyError)?);
        if self.reads_back(&file, password) { Ok(file) } else { Err(SealKeyError) }
    }

    fn reads_back(&self, file: &KeyFile, password: Option<&Password>) -> bool {
        let found =
            Self::open(file.as_str().as_bytes(), password).ok().and_then(|key| key.to_pkcs8_der().ok());
        found.is_some_and(|found| self.to_pkcs8_der().is_ok_and(|own| *own == *found))
    }
}

fn sealed(
    plain: &[u8],
    password: &Password,
    rng: &mut impl CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, der::Error> {
    let (algorithm, encrypted) = seal_modern(password, ITERATIONS, plain, rng)?;
    let info = EncryptedPrivateKeyInfo { algorithm, data: OctetString::new(encrypted)? };
    info.to_der().map(Zeroizing::new)
}
