//! The private key file: PKCS#8, with or without a password.

use der::asn1::OctetString;
use der::pem::LineEnding;
use der::{Encode, SecretDocument};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{EncryptedPrivateKeyInfo, PrivateKey};
use crate::password::Password;
use crate::password_encryption::ModernSeal;

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

    /// Whether the file opens with the password and holds the key.
    pub fn holds(&self, key: &PrivateKey, password: Option<&Password>) -> bool {
        let found = PrivateKey::open(self.as_str().as_bytes(), password);
        let found = found.ok().and_then(|found| found.to_pkcs8_der().ok());
        found.is_some_and(|found| key.to_pkcs8_der().is_ok_and(|own| *own == *found))
    }
}

/// What seals one key file: derived from a password before there is a key, since that takes as long
/// as the search for one; or nothing, for a file without a password.
pub struct KeyFileSeal(Option<ModernSeal>);

impl KeyFileSeal {
    /// Derives it: PBKDF2-HMAC-SHA256 of [`ITERATIONS`].
    pub fn derive(password: Option<&Password>, rng: &mut impl CryptoRng) -> Self {
        Self(password.map(|password| ModernSeal::derive(password, ITERATIONS, rng)))
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
        let file = self.write(KeyFileSeal::derive(password, rng))?;
        if file.holds(self, password) { Ok(file) } else { Err(SealKeyError) }
    }

    /// Writes the key as [`PrivateKey::seal`] does, and leaves it to the caller to see whether the
    /// file [holds](KeyFile::holds) it.
    ///
    /// # Errors
    /// [`SealKeyError`], which a key that signs never shows.
    pub fn write(&self, seal: KeyFileSeal) -> Result<KeyFile, SealKeyError> {
        let plain = self.to_pkcs8_der()?;
        let (label, der) = match seal.0 {
            None => ("PRIVATE KEY", plain),
            Some(seal) => ("ENCRYPTED PRIVATE KEY", sealed(&plain, seal).map_err(|_| SealKeyError)?),
        };
        let document = SecretDocument::try_from(der.as_slice()).map_err(|_| SealKeyError)?;
        Ok(KeyFile(document.to_pem(label, LineEnding::LF).map_err(|_| SealKeyError)?))
    }
}

fn sealed(plain: &[u8], seal: ModernSeal) -> Result<Zeroizing<Vec<u8>>, der::Error> {
    let (algorithm, encrypted) = seal.close(plain)?;
    let info = EncryptedPrivateKeyInfo { algorithm, data: OctetString::new(encrypted)? };
    info.to_der().map(Zeroizing::new)
}
