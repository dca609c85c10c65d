//! A private key that was given, in a file of its own or in a PKCS#12 file.

use crate::certificate::Certificate;
use crate::key::{OpenKeyError, PrivateKey};
use crate::message::{Field, Message};
use crate::password::Password;
use crate::password_encryption::{Budget, Progress};
use crate::pkcs12;
use crate::reader::{Item, ItemKind, Reading, read};
use crate::wording;

/// A key, and what came with it.
pub(super) struct Opened {
    pub(super) key: PrivateKey,
    /// Those of the PKCS#12 file that it came in.
    pub(super) certificates: Vec<Certificate>,
    /// What is worth knowing of the file.
    pub(super) notes: Vec<String>,
}

impl Opened {
    /// Opens the one private key of an input, and asks whether its factors are prime. A PKCS#12 file is
    /// opened where there is no key beside it.
    pub(super) fn open(
        input: &[u8],
        source: Field,
        password: Option<&Password>,
        budget: &mut Budget,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, Message> {
        let refused = |error| wording::open_key(&error, source, Field::UnlockPassword);
        let reading = read(input).map_err(|error| refused(OpenKeyError::Unreadable(error)))?;
        let mut opened = match pkcs12_file(&reading) {
            Some(file) => Self::from_pkcs12(file, source, password, budget, on_progress)?,
            None => Self::from_key(&reading, password, budget, on_progress).map_err(refused)?,
        };
        if !opened.key.is_confirmed() {
            return Err(refused(OpenKeyError::CompositeFactor));
        }
        opened.notes.extend(wording::repairs(&reading.repairs, ""));
        opened.notes.extend(wording::beside_key(&reading));
        Ok(opened)
    }

    fn from_key(
        reading: &Reading,
        password: Option<&Password>,
        budget: &mut Budget,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, OpenKeyError> {
        let opened = PrivateKey::open_found(reading, password, budget, on_progress)?;
        let notes = opened.spelling.and_then(wording::spelling).map(str::to_owned);
        Ok(Self { key: opened.key, certificates: Vec::new(), notes: notes.into_iter().collect() })
    }

    fn from_pkcs12(
        file: &[u8],
        source: Field,
        password: Option<&Password>,
        budget: &mut Budget,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, Message> {
        let contents = pkcs12::open_with(file, password, budget, on_progress)
            .map_err(|error| wording::open_pkcs12(&error, source, Field::UnlockPassword))?;
        let spelling = contents.spelling.and_then(wording::spelling).map(str::to_owned);
        let skipped = wording::skipped(&contents.skipped);
        let Some(key) = contents.key else {
            let found = vec![ItemKind::Certificate; contents.certificates.len()];
            return Err(wording::open_key(&OpenKeyError::NoKey { found }, source, Field::UnlockPassword));
        };
        let notes = spelling.into_iter().chain(skipped).collect();
        Ok(Self { key, certificates: contents.certificates, notes })
    }
}

/// The one PKCS#12 file of an input without any other private key.
fn pkcs12_file(reading: &Reading) -> Option<&[u8]> {
    let mut file = None;
    for item in reading.items() {
        match item {
            Item::Pkcs12(octets) if file.is_none() => file = Some(octets.as_slice()),
            Item::Pkcs12(_) | Item::PrivateKey { .. } => return None,
            _ => {}
        }
    }
    file
}
