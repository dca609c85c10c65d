//! The opening of one file: which password is right, and what it opens.

use zeroize::Zeroizing;

use super::bags::{self, Bag};
use super::envelope::{Content, Envelope};
use super::error::OpenError;
use super::mac::{Mac, PasswordMac};
use super::sealed::Sealed;
use crate::password::{Password, SpelledPassword, Spelling};
use crate::password_encryption::{DecryptError, UnsealError, Work, unseal};

/// The opening of one file.
pub(super) struct Opening<'a> {
    /// The spellings to try. The one that opened something goes to the front.
    passwords: Vec<SpelledPassword>,
    given: bool,
    /// Whether the MAC or a part showed that the password is right.
    confirmed: bool,
    /// Whether the password is kept in the file for a group of Active Directory.
    for_group: bool,
    /// How the password is spelled, as soon as that is known.
    pub(super) spelling: Option<Spelling>,
    work: Work<'a>,
}

impl<'a> Opening<'a> {
    /// Begins. Without a password the two that stand for none are tried.
    pub(super) fn with(password: Option<&Password>, work: Work<'a>) -> Self {
        Self {
            passwords: password.map_or_else(SpelledPassword::none, Password::spellings),
            given: password.is_some(),
            confirmed: false,
            for_group: false,
            spelling: None,
            work,
        }
    }

    /// Every bag of a file, once its MAC has shown that the password is right.
    pub(super) fn bags_of(&mut self, envelope: Envelope) -> Result<Vec<Bag>, OpenError> {
        self.for_group = envelope.is_for_group();
        if let Some(mac) = self.look_ahead(&envelope)? {
            self.confirm(mac, &envelope)?;
        }
        self.unpack(envelope.parts)
    }

    /// Refuses what cannot be opened or asks for too much, as far as that can be seen, before any
    /// work is done.
    fn look_ahead<'e>(&mut self, envelope: &'e Envelope) -> Result<Option<&'e PasswordMac>, OpenError> {
        let mac = match &envelope.mac {
            None => None,
            Some(Mac::Unknown(oid)) => return Err(OpenError::UnsupportedMac(*oid)),
            Some(Mac::Damaged) => return Err(OpenError::Damaged),
            Some(Mac::Password(mac)) => Some(mac),
        };
        for part in &envelope.parts {
            match part {
                Content::ForCertificate => return Err(OpenError::ForCertificate),
                Content::Unknown(oid) => return Err(OpenError::UnsupportedPart(*oid)),
                Content::Plain(_) | Content::Sealed(_) => {}
            }
        }
        let mut rounds = mac.map_or(0, PasswordMac::rounds);
        let iterations = mac.map_or(0, |mac| mac.iterations);
        if iterations > self.work.limits().iterations {
            return Err(OpenError::Sealed(DecryptError::TooManyIterations { iterations }));
        }
        for sealed in envelope.sealed() {
            let scheme = sealed.scheme.as_ref().map_err(|error| OpenError::Sealed(error.clone()))?;
            scheme.check(self.work.limits()).map_err(OpenError::Sealed)?;
            rounds = rounds.saturating_add(scheme.rounds());
        }
        self.work.expect(rounds).map_err(OpenError::Sealed)?;
        Ok(mac)
    }

    /// Finds the spelling that the MAC confirms. Where there is none, a part that can be decrypted
    /// all the same shows that the password is right, and that something was changed.
    fn confirm(&mut self, mac: &PasswordMac, envelope: &Envelope) -> Result<(), OpenError> {
        let mut tried: Vec<&[u8]> = Vec::new();
        for (place, password) in self.passwords.iter().enumerate() {
            let octets = mac.octets(password);
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
            (false, _) if self.for_group => OpenError::ForGroup,
            (false, true) => OpenError::WrongPassword,
            (false, false) => OpenError::PasswordNeeded,
        }
    }

    /// Decrypts.
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
                Content::Sealed(sealed) => all.extend(bags::read(&self.unseal(&sealed)?)?),
                Content::ForCertificate => return Err(OpenError::ForCertificate),
                Content::Unknown(oid) => return Err(OpenError::UnsupportedPart(oid)),
            }
        }
        Ok(all)
    }
}
