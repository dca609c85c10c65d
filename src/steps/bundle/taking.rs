//! The fields: what changes with them, and the key that is opened.

use zeroize::Zeroizing;

use super::event::{Effect, Given, Place, Worker};
use super::making::Making;
use super::{Bundle, Said};
use crate::job::{Job, OpenedKey, Outcome};
use crate::message::Field;
use crate::password::Password;
use crate::steps::ticket::Known;
use crate::wording;

const KEY_FIELDS: [Field; 4] = [Field::KeyFile, Field::KeyPem, Field::UnlockPassword, Field::MakePfx];
const CERTIFICATE_FIELDS: [Field; 3] = [Field::CertificateFile, Field::CertificatePem, Field::MakePfx];
const PASSWORD_FIELDS: [Field; 2] = [Field::PfxPassword, Field::PfxPasswordConfirm];

impl<D: Clone + PartialEq, F> Bundle<D, F> {
    /// Takes what stands in the fields when the person has done with them. `expressly` says that a key
    /// whose opening was cancelled is to be opened after all.
    pub(super) fn take_resting(&mut self, given: Given<D>, expressly: bool, effects: &mut Vec<Effect<D>>) {
        self.is_resting = true;
        self.take(given, expressly, effects);
    }

    /// Takes what stands in the fields. What was asked for, or made, of something else is taken back.
    pub(super) fn take(&mut self, given: Given<D>, expressly: bool, effects: &mut Vec<Effect<D>>) {
        let before = std::mem::replace(&mut self.given, given);
        let given = &self.given;
        let passwords = given.password != before.password || given.again != before.again;
        let kind = given.encryption != before.encryption || given.friendly_name != before.friendly_name;
        let certificates = given.certificates != before.certificates;
        if passwords {
            self.forget_refusals(&PASSWORD_FIELDS);
        }
        if certificates {
            self.forget_refusals(&CERTIFICATE_FIELDS);
            self.recheck();
        }
        if kind || certificates {
            self.outdate(effects);
        } else if passwords {
            self.stop();
        }
        if self.given.key == before.key {
            self.take_key_password(&before, expressly, effects);
        } else {
            self.take_key(effects);
        }
    }

    fn forget_refusals(&mut self, fields: &[Field]) {
        self.refused.retain(|message| !fields.contains(&message.field));
    }

    /// Another key stands in the fields.
    fn take_key(&mut self, effects: &mut Vec<Effect<D>>) {
        let now = match &self.given.key {
            // An open key stays open when the field is emptied that it came from.
            Ok(None) if self.key.settled().is_some() => return,
            Ok(None) => Known::Nothing,
            Ok(Some(_)) => Known::Edited,
            Err(message) => Known::Refused(vec![message.clone()]),
        };
        self.let_go_of_key(now, effects);
    }

    /// The same key stands in the fields, perhaps with another password.
    fn take_key_password(&mut self, before: &Given<D>, expressly: bool, effects: &mut Vec<Effect<D>>) {
        if !self.has_unopened_key() {
            return;
        }
        if self.given.key_password != before.key_password {
            self.stop();
        }
        let is_untried = self.given.key_password != self.tried;
        let again = match &self.key {
            Known::Asked(_) => is_untried,
            Known::Refused(_) => is_untried || (expressly && self.key.is_cancelled()),
            // The worker that had opened it died.
            Known::Nothing => self.finished.is_none() || expressly,
            Known::Edited | Known::Settled(_) => false,
        };
        if self.is_resting && again {
            let making = std::mem::replace(&mut self.making, Making::No);
            self.let_go_of_key(Known::Edited, effects);
            self.making = making;
        }
    }

    /// Whether the fields hold a key that is not open.
    pub(super) fn has_unopened_key(&self) -> bool {
        matches!(self.given.key, Ok(Some(_))) && self.key.settled().is_none()
    }

    /// The key in the fields is another one, or none.
    fn let_go_of_key(&mut self, now: Known<OpenedKey>, effects: &mut Vec<Effect<D>>) {
        self.forget_refusals(&KEY_FIELDS);
        match std::mem::replace(&mut self.key, now) {
            Known::Asked(_) => self.end_reader(effects),
            Known::Settled(_) => effects.push(Effect::Drop(Worker::Reader, Job::DropKey)),
            _ => {}
        }
        self.key_is_another(effects);
    }

    /// Another key is to be packed, or another chain.
    pub(super) fn key_is_another(&mut self, effects: &mut Vec<Effect<D>>) {
        self.outdate(effects);
        self.recheck();
    }

    /// What was found of the certificates is not true any more.
    fn recheck(&mut self) {
        let came_with_key = self.key.settled().is_some_and(|key| key.certificates > 0);
        self.certificates = match &self.given.certificates {
            Err(message) => Known::Refused(vec![message.clone()]),
            Ok(given) if given.is_empty() && !came_with_key => Known::Nothing,
            Ok(_) => Known::Edited,
        };
    }

    pub(super) fn ask_for_key(&mut self, effects: &mut Vec<Effect<D>>) {
        let Ok(Some((source, document))) = self.given.key.clone() else { return };
        self.tried.clone_from(&self.given.key_password);
        let job = Job::OpenKey { source, password: Password::new(self.tried.as_str()).ok() };
        let ticket = self.ask(Worker::Reader, job, vec![document], effects);
        self.key = Known::Asked(ticket);
    }

    pub(super) fn key_answered(&mut self, outcome: Outcome, effects: &mut Vec<Effect<D>>) {
        match outcome {
            Outcome::KeyOpened(key) => {
                self.key = Known::Settled(key);
                let with_file = matches!(self.given.key, Ok(Some((Field::KeyPem, _))));
                if with_file {
                    self.given.key = Ok(None);
                }
                (self.given.key_password, self.tried) = (Zeroizing::default(), Zeroizing::default());
                effects.push(Effect::EmptyKey { with_file });
            }
            Outcome::Refused(messages) => self.key = Known::Refused(messages),
            _ => self.key = Known::Nothing,
        }
        self.recheck();
    }

    pub(super) fn cancel(&mut self, effects: &mut Vec<Effect<D>>) {
        if self.key.ticket().is_none() {
            return;
        }
        self.end_reader(effects);
        self.key = Known::Refused(Vec::new());
        self.recheck();
        if matches!(self.making, Making::Wanted) {
            (self.making, self.said) = (Making::No, Said::Cancelled);
        }
        effects.push(Effect::Lead(Place::KeyPassword));
    }

    pub(super) fn remove(&mut self, effects: &mut Vec<Effect<D>>) {
        self.given.key = Ok(None);
        self.given.key_password = Zeroizing::default();
        self.let_go_of_key(Known::Nothing, effects);
        effects.extend([Effect::EmptyKey { with_file: true }, Effect::Lead(Place::KeyFile)]);
    }

    /// Ends what the reader is at.
    fn end_reader(&mut self, effects: &mut Vec<Effect<D>>) {
        self.reader_is_gone();
        effects.push(Effect::EndReader);
    }

    fn reader_is_gone(&mut self) {
        self.asked = self.asked.filter(|(_, worker)| *worker != Worker::Reader);
        if self.certificates.ticket().is_some() {
            self.certificates = Known::Edited;
        }
    }

    /// The worker that reads has died. What it held or did is lost, and the person is told; what was
    /// finished is kept.
    pub(super) fn reader_died(&mut self, effects: &mut Vec<Effect<D>>) {
        let was_asked = matches!(self.asked, Some((_, Worker::Reader)));
        let had_key = self.key.settled().is_some();
        self.reader_is_gone();
        if had_key || self.key.ticket().is_some() {
            self.key = Known::Nothing;
            self.recheck();
        }
        if had_key || was_asked {
            // Not asked again by itself: what killed one worker may kill the next.
            self.is_resting = false;
            self.refuse(vec![wording::reader_died(had_key)], effects);
        }
    }
}
