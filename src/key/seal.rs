//! The private key file: PKCS#8, with or without a password.

use der::asn1::OctetString;
use der::pem::LineEnding;
use der::{Decode, Encode, SecretDocument};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{EncryptedPrivateKeyInfo, PrivateKey};
use crate::password::Password;
use crate::password_encryption::{ModernSeal, Reopening, Scheme};
use crate::reader::{self, Item, KeyForm};

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

    /// The key in a file with a password, without deriving the seal's key once more.
    fn reopened(&self, reopening: &Reopening) -> Option<PrivateKey> {
        let reading = reader::read(self.as_str().as_bytes()).ok()?;
        let sealed = reading.items().find_map(|item| match item {
            Item::PrivateKey { form: KeyForm::EncryptedPkcs8, der } => Some(der),
            _ => None,
        })?;
        let sealed = EncryptedPrivateKeyInfo::from_der(sealed).ok()?;
        let scheme = Scheme::read(&sealed.algorithm).ok()?;
        PrivateKey::from_pkcs8(&reopening.open(&scheme, sealed.data.as_bytes())?).ok()
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
    /// opened again before it is given out: a key that cannot be opened is a key that is lost. Nor is it
    /// given out where a factor is no prime.
    ///
    /// # Errors
    /// [`SealKeyError`], which a key that signs never shows.
    pub fn seal(
        &self,
        password: Option<&Password>,
        rng: &mut impl CryptoRng,
    ) -> Result<KeyFile, SealKeyError> {
        if !self.is_confirmed() {
            return Err(SealKeyError);
        }
        let file = self.write(KeyFileSeal::derive(password, rng))?;
        if file.holds(self, password) { Ok(file) } else { Err(SealKeyError) }
    }

    /// Writes the key as [`PrivateKey::seal`] does, and opens the file again with the seal's own key.
    ///
    /// The file is read from its text, its salt, rounds and initialisation vector are compared with
    /// those that the seal was derived with, and the key in it is decrypted, parsed and compared. All
    /// that is not done again is the derivation itself: the same code on the same password, salt and
    /// rounds, which would give the same octets once more. It is held against other programs by the
    /// tests, and takes longer than everything else together.
    ///
    /// # Errors
    /// [`SealKeyError`], which a key that signs never shows.
    pub fn write_and_reopen(&self, seal: KeyFileSeal) -> Result<KeyFile, SealKeyError> {
        let Some(reopening) = seal.0.as_ref().map(ModernSeal::reopening) else {
            let file = self.write(seal)?;
            return if file.holds(self, None) { Ok(file) } else { Err(SealKeyError) };
        };
        let file = self.write(seal)?;
        let opened = file.reopened(&reopening).and_then(|opened| opened.to_pkcs8_der().ok());
        let own = self.to_pkcs8_der()?;
        if opened.is_some_and(|opened| *opened == *own) { Ok(file) } else { Err(SealKeyError) }
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
