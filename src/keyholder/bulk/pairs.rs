//! Keys opened for pairs, and the PKCS#12 file of a pair.

use rand_core::CryptoRng;

use super::{Keyholder, new_password, password_file, password_in};
use crate::bulk::Ending;
use crate::job::{Answer, BulkOutcome, Document, File, Outcome, PairToSeal};
use crate::key::{PrivateKey, coming};
use crate::keyholder::bundle::{Wanted, seal_pair};
use crate::keyholder::opened::Opened;
use crate::message::{Field, Message};
use crate::password::Password;
use crate::password_encryption::{Budget, Foreseen, Progress};
use crate::wording;

impl Keyholder {
    /// Derives what the seal of a key asks for, with what its password is likely to be, and at the same time
    /// for keys that come next, each of which may have its password behind it.
    pub(super) fn look_ahead(
        &mut self,
        typed: Option<&Password>,
        own: &[Document],
        next: &[bool],
        behind: &[Document],
        on_progress: &mut dyn FnMut(Progress),
    ) {
        let coming_of = |key: &Document, password: Option<&Document>| match password.and_then(password_in) {
            Some(known) => coming(&key.bytes, &known),
            None => coming(&key.bytes, typed?),
        };
        let Some(first) = own.first().and_then(|key| coming_of(key, own.get(1))) else { return };
        let (mut all, mut behind) = (vec![first], behind.iter());
        for has_password in next {
            let Some(key) = behind.next() else { break };
            let password = if *has_password { behind.next() } else { None };
            all.extend(coming_of(key, password));
        }
        self.foreseen.look_ahead(all, on_progress);
    }

    /// Opens the key in the first document, under one of the passwords in the others or else the one that
    /// was typed, and holds it.
    pub(super) fn open_for_pair(
        &mut self,
        typed: Option<&Password>,
        documents: &[Document],
        on_progress: &mut dyn FnMut(Progress),
    ) -> Answer {
        let opened = match documents.split_first() {
            Some((document, known)) => open(document, known, typed, &mut self.foreseen, on_progress),
            None => Err(wording::key_missing(false)),
        };
        let opened = opened.map(|key| self.held.keep(key)).map_err(|message| message.sentence);
        Outcome::Bulk(BulkOutcome::KeyOpened(opened)).into()
    }

    /// Checks a pair and seals it, as a single pair is, and lets go of its key.
    pub(super) fn make_pfx_of_pair(
        &mut self,
        pair: PairToSeal,
        documents: &[Document],
        rng: &mut impl CryptoRng,
    ) -> Result<Answer, Vec<Message>> {
        let (document, rest) = documents.split_first().ok_or_else(|| vec![wording::key_missing(false)])?;
        let others = rest.len().saturating_sub(pair.key_passwords);
        let (certificates, known) = rest.split_at_checked(others).unwrap_or((rest, &[]));
        let key = match self.held.take(pair.fingerprint) {
            Some(key) => key,
            None => open(document, known, pair.key_password.as_ref(), &mut Foreseen::default(), &mut |_| {})
                .map_err(|message| vec![message])?,
        };
        let (password, is_made) = new_password(pair.password, rng);
        let wanted = Wanted { password, friendly_name: String::new(), encryption: pair.encryption };
        let sealed =
            seal_pair(&key, self.completing.certificates(), certificates, &pair.question, &wanted, rng)?;
        let leaf = sealed.path.first().ok_or_else(|| vec![wording::certificate_missing()])?;
        let outcome = Outcome::Bulk(BulkOutcome::PfxMade(Ending::of(leaf)));
        let mut files = vec![File { media_type: "application/x-pkcs12", bytes: sealed.pfx }];
        if is_made {
            files.push(password_file(&wanted.password));
        }
        Ok(Answer { outcome, files })
    }
}

/// Opens a key under the first of the passwords that is right, or under none: those of a table, each in a
/// document, and then the one that was typed.
fn open(
    document: &Document,
    known: &[Document],
    typed: Option<&Password>,
    foreseen: &mut Foreseen,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<PrivateKey, Message> {
    let mut budget = Budget::default().with(foreseen);
    let opened = open_with(document, known, typed, &mut budget, on_progress);
    *foreseen = budget.give_back();
    opened
}

fn open_with(
    document: &Document,
    known: &[Document],
    typed: Option<&Password>,
    budget: &mut Budget,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<PrivateKey, Message> {
    let known: Vec<Password> = known.iter().filter_map(password_in).collect();
    let mut open = |password| {
        let opened = Opened::open(&document.bytes, Field::KeyFile, password, budget, on_progress);
        opened.map(|opened| opened.key)
    };
    let mut refused = None;
    for password in known.iter().chain(typed) {
        match open(Some(password)) {
            Ok(key) => return Ok(key),
            Err(error) => refused = Some(error),
        }
    }
    match refused {
        None => open(None),
        Some(error) if error.field == Field::UnlockPassword && !known.is_empty() => {
            Err(wording::key_stays_locked(typed.is_some()))
        }
        Some(error) => Err(error),
    }
}
