//! Opening a PKCS#12 file.

use const_oid::ObjectIdentifier;
use zeroize::Zeroizing;

use super::bags::{self, Bag};
use super::contents::Contents;
use super::envelope::{Content, Envelope, Sealed};
use super::mac::{HashMac, Mac};
use crate::certificate::CertificateError;
use crate::key::OpenKeyError;
use crate::password::{Password, SpelledPassword, Spelling};
use crate::password_encryption::{DecryptError, Limits, Progress, UnsealError, Work, unseal};

/// Why a file cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// It is no PKCS#12 file, or the password is right and the file is damaged.
    Damaged,
    /// It has a password, and none was given.
    PasswordNeeded,
    /// The password is another.
    WrongPassword,
    /// The password is that of the file, and a part of it is encrypted under another.
    OtherPassword,
    /// It is protected by a signature instead of a MAC (RFC 7292 section 5.1, public-key
    /// integrity mode).
    Signed,
    /// A part is encrypted for a certificate, not under a password (public-key privacy mode).
    ForCertificate,
    /// Its MAC is PBMAC1 (RFC 9579).
    Pbmac1,
    /// Its MAC is one that is not known here.
    UnsupportedMac(ObjectIdentifier),
    /// A part is encrypted in a way that cannot be undone here, or the MAC asks for too much.
    Sealed(DecryptError),
    /// It holds more than one private key.
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// The private key cannot be used.
    Key(OpenKeyError),
    /// A certificate cannot be read.
    Certificate(CertificateError),
}

/// Opens a file, DER or BER, with one private key or none. Without a password the two that stand
/// for none are tried.
///
/// # Errors
/// [`OpenError`].
pub fn open(file: &[u8], password: Option<&Password>) -> Result<Contents, OpenError> {
    open_with(file, password, Limits::MOST, &mut |_| {})
}

/// As [`open`], within other limits, and telling how far it has come.
///
/// # Errors
/// As [`open`].
pub fn open_with(
    file: &[u8],
    password: Option<&Password>,
    limits: Limits,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Contents, OpenError> {
    let envelope = Envelope::read(file)?;
    let mut opening = Opening {
        passwords: password.map_or_else(SpelledPassword::none, Password::spellings),
        given: password.is_some(),
        confirmed: false,
        spelling: None,
        work: Work::new(limits, on_progress),
    };
    let mac = opening.look_ahead(&envelope)?;
    if let Some(mac) = mac {
        opening.confirm(mac, &envelope)?;
    }
    let bags = opening.unpack(envelope.parts)?;
    Contents::gather(bags, &mut opening)
}

/// The opening of one file.
pub(super) struct Opening<'a> {
    /// The spellings to try. The one that opened something goes to the front.
    passwords: Vec<SpelledPassword>,
    given: bool,
    /// Whether the MAC or a part showed that the password is right.
    confirmed: bool,
    pub(super) spelling: Option<Spelling>,
    work: Work<'a>,
}

impl Opening<'_> {
    /// Refuses what cannot be opened or asks for too much, as far as that can be seen, before any
    /// work is done.
    fn look_ahead<'e>(&mut self, envelope: &'e Envelope) -> Result<Option<&'e HashMac>, OpenError> {
        let mac = match &envelope.mac {
            None => None,
            Some(Mac::Pbmac1) => return Err(OpenError::Pbmac1),
            Some(Mac::Unknown(oid)) => return Err(OpenError::UnsupportedMac(*oid)),
            Some(Mac::Hash(mac)) => Some(mac),
        };
        if envelope.parts.iter().any(|part| matches!(part, Content::ForCertificate)) {
            return Err(OpenError::ForCertificate);
        }
        let mut rounds = mac.map_or(0, |mac| mac.iterations);
        if rounds > self.work.limits.iterations {
            return Err(OpenError::Sealed(DecryptError::TooManyIterations { iterations: rounds }));
        }
        for sealed in envelope.sealed() {
            let scheme = sealed.scheme.as_ref().map_err(|error| OpenError::Sealed(error.clone()))?;
            scheme.check(self.work.limits).map_err(OpenError::Sealed)?;
            rounds = rounds.saturating_add(scheme.rounds());
        }
        self.work.expect(rounds).map_err(OpenError::Sealed)?;
        Ok(mac)
    }

    /// Finds the spelling that the MAC confirms. Where there is none, a part that can be decrypted
    /// all the same shows that the password is right, and that something was changed.
    fn confirm(&mut self, mac: &HashMac, envelope: &Envelope) -> Result<(), OpenError> {
        let mut tried: Vec<&[u8]> = Vec::new();
        for (place, password) in self.passwords.iter().enumerate() {
            let octets = password.bmp_string();
            if tried.contains(&octets) {
                continue;
            }
            tried.push(octets);
            let confirmed = mac.confirms(octets, &envelope.authenticated, &mut self.work);
            if confirmed.map_err(OpenError::Sealed)? {
                self.accept(password.spelling());
                self.passwords.rotate_left(place);
                return Ok(());
            }
        }
        match envelope.sealed().next().map(|sealed| self.unseal(sealed)) {
            None => Err(self.refusal()),
            Some(Ok(_)) => Err(OpenError::Damaged),
            Some(Err(error)) => Err(error),
        }
    }

    fn accept(&mut self, spelling: Spelling) {
        self.confirmed = true;
        if self.spelling.is_none() || spelling != Spelling::Unicode {
            self.spelling = Some(spelling);
        }
    }

    /// What is said where the password opens nothing.
    fn refusal(&self) -> OpenError {
        match (self.confirmed, self.given) {
            (true, _) => OpenError::OtherPassword,
            (false, true) => OpenError::WrongPassword,
            (false, false) => OpenError::PasswordNeeded,
        }
    }

    pub(super) fn unseal(&mut self, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let scheme = sealed.scheme.as_ref().map_err(|error| OpenError::Sealed(error.clone()))?;
        match unseal(scheme, &self.passwords, &sealed.data, sealed.inside, &mut self.work) {
            Ok(unsealed) => {
                self.accept(unsealed.spelling);
                Ok(unsealed.plain)
            }
            Err(UnsealError::WrongPassword) => Err(self.refusal()),
            Err(UnsealError::Damaged) => Err(OpenError::Damaged),
            Err(UnsealError::Scheme(error)) => Err(OpenError::Sealed(error)),
        }
    }

    /// The bags of every part.
    fn unpack(&mut self, parts: Vec<Content>) -> Result<Vec<Bag>, OpenError> {
        let mut all = Vec::new();
        for part in parts {
            match part {
                Content::Plain(bags) => all.extend(bags),
                Content::Sealed(sealed) => {
                    all.extend(bags::read(&self.unseal(&sealed)?)?);
                }
                Content::ForCertificate => return Err(OpenError::ForCertificate),
            }
        }
        Ok(all)
    }
}
