//! The private key file: PKCS#8, with or without a password.

use der::pem::LineEnding;
use pkcs5::pbes2;
use pkcs8::PrivateKeyInfoRef;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::PrivateKey;
use crate::password::Password;

/// Iterations of PBKDF2-HMAC-SHA256 in a key file.
pub const ITERATIONS: u32 = 600_000;

/// The text of a private key file, PEM (RFC 7468 sections 10 and 11). Wiped when dropped.
pub struct KeyFile(Zeroizing<String>);

/// The key could not be written, because it is inconsistent.
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
    /// PBES2, PBKDF2-HMAC-SHA256 of [`ITERATIONS`] and AES-256-CBC (RFC 8018), else plain.
    ///
    /// # Errors
    /// [`SealKeyError`], which a key that signs never shows.
    pub fn seal(
        &self,
        password: Option<&Password>,
        rng: &mut impl CryptoRng,
    ) -> Result<KeyFile, SealKeyError> {
        let plain = self.to_pkcs8_der()?;
        let info = PrivateKeyInfoRef::try_from(plain.as_slice()).map_err(|_| SealKeyError)?;
        let pem: Zeroizing<String> = match password {
            None => der::SecretDocument::try_from(plain.as_slice())
                .and_then(|document| document.to_pem("PRIVATE KEY", LineEnding::LF))
                .map_err(|_| SealKeyError)?,
            Some(password) => {
                let (mut salt, mut iv) = ([0; 16], [0; 16]);
                rng.fill_bytes(&mut salt);
                rng.fill_bytes(&mut iv);
                let parameters = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(ITERATIONS, &salt, iv)
                    .map_err(|_| SealKeyError)?;
                info.encrypt_with_params(parameters, password.as_bytes())
                    .ok()
                    .and_then(|document| document.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).ok())
                    .ok_or(SealKeyError)?
            }
        };
        Ok(KeyFile(pem))
    }
}
