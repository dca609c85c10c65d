//! The private key file: PKCS#8, with or without a password.

use der::asn1::OctetString;
use der::pem::LineEnding;
use der::{Decode, Encode, SecretDocument};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{EncryptedPrivateKeyInfo, PrivateKey};
use crate::password::Password;
use crate::password_encryption::{Budget, ModernSeal, Progress, Reopening, Scheme, Seal};
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

    /// Whether the file opens with the password and holds the key. The key of the seal is derived anew
    /// from the password, with the compression functions of the crates `sha1` and `sha2` alone: lanes, which
    /// may have derived the key that sealed it, have no part in it.
    pub fn holds(&self, key: &PrivateKey, password: Option<&Password>) -> bool {
        let mut budget = Budget::default().by_crates_alone();
        let found = PrivateKey::open_with(self.as_str().as_bytes(), password, &mut budget, &mut |_| {});
        let found = found.ok().and_then(|found| found.key.to_pkcs8_der().ok());
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
    /// For a file without a password.
    pub(crate) fn open() -> Self {
        Self(None)
    }

    /// Derives it: PBKDF2-HMAC-SHA256 of [`ITERATIONS`].
    pub fn derive(
        password: Option<&Password>,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Self {
        Self(
            password
                .and_then(|password| ModernSeal::derive_all([password], ITERATIONS, rng, on_progress).pop()),
        )
    }

    /// Derives one for each of these passwords, as many at once as lanes can.
    pub(crate) fn derive_all<'a>(
        passwords: impl IntoIterator<Item = &'a Password>,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Vec<Self> {
        let seals = ModernSeal::derive_all(passwords, ITERATIONS, rng, on_progress);
        seals.into_iter().map(|seal| Self(Some(seal))).collect()
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
        let file = self.write(KeyFileSeal::derive(password, rng, &mut |_| {}))?;
        if file.holds(self, password) { Ok(file) } else { Err(SealKeyError) }
    }

    /// Writes the key as [`PrivateKey::seal`] does, and opens the file again with the seal's own key.
    ///
    /// The file is read from its text, its salt, rounds and initialisation vector are compared with
    /// those that the seal was derived with, and the key in it is decrypted, parsed and compared. What is
    /// not done again is all of the derivation, which takes longer than everything else together. Where
    /// lanes did it, one sixteenth of it was done again as it went on, by the compression function of the
    /// crate `sha2` (see `password_encryption::running`); where the crate did all of it, the same code would
    /// give the same octets once more. Tests hold both against other programs.
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
