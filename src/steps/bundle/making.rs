//! The file: wanted, being made, and there.

use zeroize::Zeroizing;

use super::event::{Effect, Place, Worker};
use super::{Bundle, Said};
use crate::bulk::Ending;
use crate::job::{Job, Outcome};
use crate::message::{Field, Message};
use crate::password::Password;
use crate::steps::ticket::{Known, Ticket};
use crate::wording;

/// How far the file has come.
#[derive(Clone, Copy)]
pub enum Making {
    /// Nobody has asked for it.
    No,
    /// The person has asked for it: it is made as soon as everything is known that it takes.
    Wanted,
    /// A worker makes it.
    Asked {
        /// The question.
        ticket: Ticket,
        /// Who was asked.
        worker: Worker,
    },
}

/// The finished files.
pub struct Finished<F> {
    /// Each with its name: the PKCS#12 file, the certificate, and the chain where there is one.
    pub files: Vec<(String, F)>,
    /// Whether the certificate has a subjectAltName.
    pub has_subject_alt_name: bool,
    /// When the certificate ends.
    pub ending: Ending,
    /// What the files of a trust store under the same authorities are called.
    pub trust: String,
    /// The worker that has the key and the password of the file.
    pub maker: Worker,
    /// Whether the PKCS#12 file was handed to the person.
    pub is_saved: bool,
}

impl<F> Finished<F> {
    /// What the files are called, without what their names end in.
    pub fn name(&self) -> &str {
        let name = self.files.first().and_then(|(name, _)| name.strip_suffix(".pfx"));
        name.unwrap_or_default()
    }
}

impl<D: Clone + PartialEq, F> Bundle<D, F> {
    /// Takes back what was asked for and what was made: the fields are not as they were then.
    pub(super) fn outdate(&mut self, effects: &mut Vec<Effect<D>>) {
        if self.let_go_of_finished(effects) {
            self.said = Said::Outdated;
        }
        self.stop();
    }

    /// Takes back what was asked for.
    pub(super) fn stop(&mut self) {
        if self.is_making() {
            (self.making, self.said) = (Making::No, Said::Stopped);
        }
    }

    /// Lets go of the finished file, if there is one.
    fn let_go_of_finished(&mut self, effects: &mut Vec<Effect<D>>) -> bool {
        let finished = self.finished.take();
        effects.extend(finished.iter().map(|finished| Effect::Drop(finished.maker, Job::DropPfxPassword)));
        finished.is_some()
    }

    /// Everything that is known to keep the file from being made.
    fn hindrances(&self) -> Vec<Message> {
        let mut messages = match &self.key {
            Known::Nothing if self.made.is_none() => vec![wording::key_missing(false)],
            key if key.is_cancelled() && self.made.is_none() => vec![wording::key_missing(true)],
            key => key.refusal().to_vec(),
        };
        match &self.certificates {
            Known::Nothing if !self.key.is_pending() => messages.push(wording::certificate_missing()),
            Known::Settled(assessed) => {
                messages.extend(assessed.unread.iter().cloned());
                messages.extend(wording::refused_by_checks(&assessed.checks));
            }
            certificates => messages.extend(certificates.refusal().iter().cloned()),
        }
        messages.extend(self.password().err());
        messages
    }

    fn password(&self) -> Result<Password, Message> {
        let (first, again) = (Field::PfxPassword, Field::PfxPasswordConfirm);
        Password::repeated(self.given.password.as_str(), &self.given.again)
            .map_err(|error| wording::new_password(error, first, again))
    }

    /// Answers at once what keeps the file from being made.
    pub(super) fn refuse_if_hindered(&mut self, effects: &mut Vec<Effect<D>>) {
        let messages = self.hindrances();
        if !messages.is_empty() {
            self.refuse(messages, effects);
        }
    }

    pub(super) fn refuse(&mut self, messages: Vec<Message>, effects: &mut Vec<Effect<D>>) {
        (self.making, self.said) = (Making::No, Said::Nothing);
        self.refused = messages;
        effects.push(Effect::Lead(Place::Errors));
    }

    /// Has the file made of what stands in the fields, which is all known.
    pub(super) fn make(&mut self, now: i64, effects: &mut Vec<Effect<D>>) {
        let (Ok(password), Ok(documents)) = (self.password(), self.given.certificates.clone()) else {
            return;
        };
        self.let_go_of_finished(effects);
        let worker = if self.uses_made_key() { Worker::Keeper } else { Worker::Reader };
        let job = Job::MakePfx {
            question: self.question(now),
            password,
            friendly_name: self.friendly_name().to_owned(),
            encryption: self.given.encryption,
        };
        let ticket = self.ask(worker, job, documents, effects);
        self.making = Making::Asked { ticket, worker };
    }

    /// The display name: the one that was typed, or that in the certificate.
    fn friendly_name(&self) -> &str {
        let found = self.certificates.settled().and_then(|assessed| assessed.name.as_deref());
        self.given.friendly_name.as_deref().or(found).unwrap_or_default()
    }

    pub(super) fn made(
        &mut self,
        worker: Worker,
        outcome: Outcome,
        files: Vec<F>,
        effects: &mut Vec<Effect<D>>,
    ) {
        match outcome {
            Outcome::PfxMade { file_names, has_subject_alt_name, ending, trust } => {
                let files = file_names.into_iter().zip(files).collect();
                let (maker, is_saved) = (worker, false);
                self.finished =
                    Some(Finished { files, has_subject_alt_name, ending, trust, maker, is_saved });
                (self.making, self.said) = (Making::No, Said::Made);
                (self.given.password, self.given.again) = (Zeroizing::default(), Zeroizing::default());
                effects.extend([Effect::EmptyPassword, Effect::Lead(Place::Result)]);
            }
            Outcome::Refused(messages) => self.refuse(messages, effects),
            _ => self.refuse(vec![wording::worker_died(Field::MakePfx)], effects),
        }
    }
}
