//! Everything that came back, on its way to be paired.

use super::{file, gather, password_file, source};
use crate::bulk::{Ending, Given, GivenKey, KeyState, ReturnedCertificate, ReturnedKey, SealedDigest};
use crate::certificate::Certificate;
use crate::chain::{Chain, ChainError, Trials};
use crate::check::{Beside, Check, IssuerEnvironment, IssuerKnown, Verdict, assess_chain};
use crate::job::{Answer, BulkOutcome, Document, File, Outcome, Returned};
use crate::judge::is_faulty;
use crate::key::{OpenKeyError, PrivateKey};
use crate::message::{Field, Message};
use crate::password_encryption::Budget;
use crate::public_key::Fingerprint;
use crate::reader::Item;
use crate::wording;

/// `completing` are the authorities that could complete chains, and `completes` whether they do.
pub(super) fn read_returned(
    documents: &[Document],
    completing: &[Certificate],
    completes: bool,
    now: i64,
) -> Result<Answer, Vec<Message>> {
    let source = source(documents);
    let given = gather(documents).map_err(|error| vec![wording::too_much(error, source)])?;
    let notes = wording::gathering_notes(&given);
    if given.endpoints.is_empty() && given.keys.is_empty() {
        return Err(vec![wording::nothing_returned(&notes, source)]);
    }
    let mut reading = Reading {
        given: &given,
        completing: if completes { completing } else { &[] },
        chains: Vec::new(),
        files: Vec::new(),
        trials: Trials::MANY,
        of_authorities: Vec::new(),
    };
    let certificates = given.endpoints.iter().map(|endpoint| reading.certificate(endpoint, now));
    let certificates =
        certificates.collect::<Result<_, _>>().map_err(|error| vec![wording::no_chain(error, source)])?;
    let authorities: Vec<u8> = given.authorities.iter().flat_map(|one| one.as_der()).copied().collect();
    let returned = Returned {
        certificates,
        authorities: (!authorities.is_empty()).then(|| reading.add(file(CERTIFICATE, &authorities))),
        keys: given.keys.iter().map(|key| reading.private_key(key)).collect(),
        has_passwords: given.passwords.tables() > 0,
        addition: wording::addition(&reading.chains, completing),
        notes: Vec::new(),
    };
    let of_passwords = wording::passwords_unused(&returned).into_iter();
    let notes = notes.into_iter().chain(of_passwords).chain(std::mem::take(&mut reading.of_authorities));
    let returned = Returned { notes: notes.collect(), ..returned };
    let files = reading.files;
    Ok(Answer { outcome: Outcome::Bulk(BulkOutcome::Returned(returned)), files })
}

const CERTIFICATE: &str = "application/pkix-cert";

/// What was given, on its way into an answer.
struct Reading<'a> {
    given: &'a Given,
    /// The authorities by which chains are completed.
    completing: &'a [Certificate],
    chains: Vec<Chain>,
    files: Vec<File>,
    trials: Trials,
    /// What there is to say of authorities, each once.
    of_authorities: Vec<String>,
}

impl Reading<'_> {
    /// Adds a file, and says where it is.
    fn add(&mut self, file: File) -> usize {
        let place = self.files.len();
        self.files.push(file);
        place
    }

    /// The name in the request for a key.
    fn asked_for(&self, fingerprint: &Fingerprint) -> Option<String> {
        self.given.requests.name_for(fingerprint).map(str::to_owned)
    }

    /// A certificate with every check that does not ask for its key. That authorities are of no use to it
    /// is no concern: they are there for all.
    fn certificate(&mut self, endpoint: &Certificate, now: i64) -> Result<ReturnedCertificate, ChainError> {
        let known: Vec<Certificate> =
            [endpoint].into_iter().chain(&self.given.authorities).cloned().collect();
        let chain = Chain::of_leaf(&known, endpoint, now, &mut self.trials)?;
        let chain = chain.completed(self.completing);
        self.chains.push(chain.clone());
        let assessment = assess_chain(chain, Beside::default(), now)?;
        let (mut is_crossed, mut concerns) = (false, Vec::new());
        for check in assessment.checks.iter().filter(|check| check.result() != Verdict::Pass) {
            match check {
                Check::UnneededCertificates { .. } => continue,
                // What there is to say of authorities is said once for all.
                Check::IssuerKnown(IssuerKnown::Unpublished(_)) => {
                    concerns.push(wording::AUTHORITY_NOT_PUBLISHED.to_owned());
                    let sentence = wording::check_line(check).sentence;
                    if !self.of_authorities.contains(&sentence) {
                        self.of_authorities.push(sentence);
                    }
                    continue;
                }
                Check::IssuerEnvironment(IssuerEnvironment::Crossed { .. }) => is_crossed = true,
                _ => {}
            }
            concerns.push(wording::check_line(check).sentence);
        }
        let fingerprint = endpoint.public_key().fingerprint();
        Ok(ReturnedCertificate {
            name: Ending::of(endpoint).name,
            asked_for: self.asked_for(&fingerprint),
            fingerprint,
            not_before: endpoint.not_before(),
            not_after: endpoint.not_after(),
            is_crossed,
            is_faulty: is_faulty(&assessment),
            concerns: concerns.join(" "),
            file: self.add(file(CERTIFICATE, endpoint.as_der())),
        })
    }

    /// A key, opened where that takes no password. It is let go of again: whoever seals it opens it.
    fn private_key(&mut self, key: &GivenKey) -> ReturnedKey {
        let (opened, octets) = match &key.item {
            Item::PrivateKey { form, der } => {
                (PrivateKey::open_form(form, der, None, &mut Budget::default(), &mut |_| {}), der.as_slice())
            }
            Item::Pkcs12(octets) => (Err(OpenKeyError::PasswordNeeded), octets.as_slice()),
            other => (Err(OpenKeyError::NoKey { found: vec![other.kind()] }), [].as_slice()),
        };
        let state = match opened {
            Ok(opened) => KeyState::Open(opened.key.public_key().fingerprint()),
            Err(OpenKeyError::PasswordNeeded) => KeyState::Sealed,
            Err(error) => {
                KeyState::Refused(wording::open_key(&error, Field::KeyFile, Field::UnlockPassword).sentence)
            }
        };
        let beside = self.given.requests.beside(&key.origin);
        let (asked_for, supposed) = match &state {
            KeyState::Open(fingerprint) => (self.asked_for(fingerprint), None),
            _ => (beside.map(|(name, _)| name.to_owned()), beside.map(|(_, fingerprint)| fingerprint)),
        };
        let is_sealed = state == KeyState::Sealed;
        let names = [Some(key.name.as_str()), asked_for.as_deref(), key.folder.as_deref()];
        let passwords = self.given.passwords.find(SealedDigest::of(octets), names.into_iter().flatten());
        let passwords: Vec<File> = passwords.into_iter().filter(|_| is_sealed).map(password_file).collect();
        ReturnedKey {
            name: asked_for.unwrap_or_else(|| key.name.clone()),
            state,
            is_sealed,
            supposed,
            file: self.add(File { media_type: "application/octet-stream", bytes: key.item.to_file() }),
            passwords: passwords.into_iter().map(|file| self.add(file)).collect(),
        }
    }
}
