//! Certificates that came back: read, checked, and sealed with their key.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Keyholder, Packed, key_file};
use crate::authority::Environment;
use crate::bulk::Ending;
use crate::certificate::Certificate;
use crate::check::{Assessment, Verdict};
use crate::job::{Answer, Assessed, Document, File, Outcome, Question};
use crate::judge::{Case, Sorted};
use crate::key::PrivateKey;
use crate::message::{Field, Message};
use crate::name::{EndpointName, file_stem};
use crate::password::Password;
use crate::pkcs12::{self, Encryption};
use crate::public_key::PublicKey;
use crate::reader::{self, Item, ItemKind};
use crate::trust::Trust;
use crate::wording;

/// How a PKCS#12 file shall be.
pub(super) struct Wanted {
    pub(super) password: Password,
    /// Empty for the name in the certificate.
    pub(super) friendly_name: String,
    pub(super) encryption: Encryption,
}

impl Keyholder {
    pub(super) fn assess(&self, question: &Question, documents: &[Document]) -> Result<Answer, Vec<Message>> {
        let given = self.given(question, documents);
        let key = match &question.key {
            Some(public) => PublicKey::from_der(public).ok(),
            None => self.key_for(question).map(|key| key.public_key().clone()),
        };
        let completing = self.completing.certificates();
        let assessment = check(&given, key.as_ref(), question, completing, documents)?;
        Ok(Outcome::Assessed(given.describe(&assessment, completing)).into())
    }

    /// Makes the file of a key and its path, unless something could not be read or a check fails.
    pub(super) fn make_pfx(
        &mut self,
        question: &Question,
        documents: &[Document],
        wanted: Wanted,
        rng: &mut impl CryptoRng,
    ) -> Result<Answer, Vec<Message>> {
        self.packed = None;
        let key = self.key_for(question).ok_or_else(|| vec![wording::key_missing(false)])?;
        let given = self.given(question, documents);
        let completing = self.completing.certificates();
        let sealed = seal_given(key, &given, completing, documents, question, &wanted, rng)?;
        let (public, path) = (key.public_key().clone(), sealed.path.clone());
        let answer = files(sealed)?;
        self.packed = Some(Packed { key: public, password: wanted.password, path });
        Ok(answer)
    }

    /// Makes the files of a trust store.
    pub(super) fn make_trust(
        &self,
        environment: Option<Environment>,
        question: &Question,
        documents: &[Document],
        encryption: Encryption,
        rng: &mut impl CryptoRng,
    ) -> Result<Answer, Vec<Message>> {
        let trust = match environment {
            Some(environment) => Trust::published(environment),
            None => self.trust_in(question, documents)?,
        };
        let pkcs12 =
            trust.to_pkcs12(encryption, rng).map_err(|error| vec![wording::trust_refused(&error)])?;
        let file = |media_type, bytes| File { media_type, bytes: Zeroizing::new(bytes) };
        let files = vec![file(PEM, trust.to_pem().into_bytes()), file(PKCS12, pkcs12)];
        let lines = trust.authorities().iter().map(wording::authority_line).collect();
        Ok(Answer { outcome: Outcome::TrustMade { file_stem: trust.file_stem().to_owned(), lines }, files })
    }

    /// The authorities above the certificate that was given, or those that were given without one.
    fn trust_in(&self, question: &Question, documents: &[Document]) -> Result<Trust, Vec<Message>> {
        let given = self.given(question, documents);
        let all = || given.certificates.iter().chain(&given.with_key).cloned();
        let sorted = Sorted::of(all(), &[]);
        let completing = if question.completes { self.completing.certificates() } else { &[] };
        let trust = if sorted.endpoints.is_empty() {
            Trust::of_authorities(&sorted.authorities, completing, question.now)
                .map_err(|error| vec![wording::no_chain(error, Field::TrustOf)])?
        } else {
            Trust::of_chain(&check(&given, None, question, completing, documents)?.chain)
        };
        trust.ok_or_else(|| vec![wording::nothing_to_trust()])
    }

    /// Gives the key of the last file by itself, for programs that take no PKCS#12 file.
    pub(super) fn give_bundle_key(&self, rng: &mut impl CryptoRng) -> Result<Answer, Vec<Message>> {
        let refused = || vec![wording::bundle_key_gone()];
        let packed = self.packed.as_ref().ok_or_else(refused)?;
        let key = self.held(packed.key.as_der()).ok_or_else(refused)?;
        let file = key.seal(Some(&packed.password), rng);
        file.map(|file| key_file(&file)).map_err(|error| vec![wording::seal_bundle_key(error)])
    }

    /// Gives the key of the last file without a password, for programs that cannot take one.
    pub(super) fn give_plain_key(
        &self,
        with_certificates: bool,
        rng: &mut impl CryptoRng,
    ) -> Result<Answer, Vec<Message>> {
        let refused = || vec![wording::bundle_key_gone()];
        let packed = self.packed.as_ref().ok_or_else(refused)?;
        let key = self.held(packed.key.as_der()).ok_or_else(refused)?;
        let file = key.seal(None, rng).map_err(|error| vec![wording::seal_bundle_key(error)])?;
        let certificates: String = packed.path.iter().map(Certificate::to_pem).collect();
        let certificates = if with_certificates { certificates.as_str() } else { "" };
        // Written at once into room enough: a buffer that grows would leave the key behind.
        let mut bytes =
            Zeroizing::new(Vec::with_capacity(file.as_str().len().saturating_add(certificates.len())));
        bytes.extend_from_slice(file.as_str().as_bytes());
        bytes.extend_from_slice(certificates.as_bytes());
        Ok(Answer { outcome: Outcome::Files, files: vec![File { media_type: PEM, bytes }] })
    }

    /// What the documents hold, and what came with the opened key, where that is the one in
    /// question.
    fn given(&self, question: &Question, documents: &[Document]) -> Given {
        let mut given = Given::read(documents);
        if question.key.is_none()
            && let Some(opened) = &self.opened
        {
            let unknown = |one: &&Certificate| !given.certificates.contains(one);
            given.with_key = opened.certificates.iter().filter(unknown).cloned().collect();
        }
        given
    }
}

/// A finished file.
pub(super) struct SealedPair {
    pub(super) pfx: Zeroizing<Vec<u8>>,
    /// The certificates in it, the key's own first.
    pub(super) path: Vec<Certificate>,
    /// What the files of a trust store under the same authorities are called.
    trust: &'static str,
    /// What it is called, without what its name ends in.
    name: String,
}

/// Makes the file of a key and the path among the certificates in the documents, unless something could
/// not be read or a check fails.
pub(super) fn seal_pair(
    key: &PrivateKey,
    completing: &[Certificate],
    documents: &[Document],
    question: &Question,
    wanted: &Wanted,
    rng: &mut impl CryptoRng,
) -> Result<SealedPair, Vec<Message>> {
    seal_given(key, &Given::read(documents), completing, documents, question, wanted, rng)
}

fn seal_given(
    key: &PrivateKey,
    given: &Given,
    completing: &[Certificate],
    documents: &[Document],
    question: &Question,
    wanted: &Wanted,
    rng: &mut impl CryptoRng,
) -> Result<SealedPair, Vec<Message>> {
    let assessment = check(given, Some(key.public_key()), question, completing, documents)?;
    if !given.unread.is_empty() {
        return Err(given.unread.clone());
    }
    if assessment.verdict() == Verdict::Fail {
        return Err(wording::refused_by_checks(&given.describe(&assessment, &[]).checks)
            .into_iter()
            .collect());
    }
    let path = assessment.chain.path().to_vec();
    let name = file_name(&assessment);
    let friendly_name = match wanted.friendly_name.trim() {
        "" => name.as_str(),
        typed => typed,
    };
    let pfx = pkcs12::seal(key, &path, friendly_name, &wanted.password, wanted.encryption, rng)
        .map_err(|error| vec![wording::pkcs12_refused(&error)])?;
    let trust = Trust::of_chain(&assessment.chain);
    let trust = trust.map_or_else(|| trust_of(&assessment), |trust| trust.file_stem());
    Ok(SealedPair { pfx, path, trust, name })
}

fn check(
    given: &Given,
    key: Option<&PublicKey>,
    question: &Question,
    completing: &[Certificate],
    documents: &[Document],
) -> Result<Assessment, Vec<Message>> {
    let source = documents.last().map_or(Field::CertificateFile, |document| document.source);
    if given.certificates.is_empty() && !given.unread.is_empty() {
        return Err(given.unread.clone());
    }
    let asked_for = question.asked_for.as_deref().and_then(|name| EndpointName::parse(name).ok());
    let case = Case {
        given: &given.certificates,
        with_key: &given.with_key,
        completing: if question.completes { completing } else { &[] },
        key,
        asked_for: asked_for.as_ref(),
        now: question.now,
    };
    let assessment = case.judge().map_err(|error| vec![wording::not_judged(&error, source)])?;
    // Without documents, all of it came in a PKCS#12 file.
    Ok(if documents.is_empty() { assessment.of_file_in_use() } else { assessment })
}

/// What the documents hold.
#[derive(Default)]
struct Given {
    certificates: Vec<Certificate>,
    /// Those that came in the same file as the private key, and were not given besides.
    with_key: Vec<Certificate>,
    unread: Vec<Message>,
    aside: Vec<String>,
}

impl Given {
    fn read(documents: &[Document]) -> Self {
        let mut given = Self::default();
        for document in documents {
            given.read_one(document);
        }
        given
    }

    fn read_one(&mut self, document: &Document) {
        let Document { source, name, bytes } = document;
        let reading = match reader::read(bytes) {
            Ok(reading) => reading,
            Err(error) => return self.unread.push(wording::certificate_input(&error, name, *source)),
        };
        let others: Vec<ItemKind> =
            reading.items().map(Item::kind).filter(|kind| *kind != ItemKind::Certificate).collect();
        let nothing_else = others.len() == reading.found.len();
        if nothing_else {
            return self.unread.push(wording::not_a_certificate(&others, name, *source));
        }
        if !others.is_empty() {
            self.aside.push(wording::beside_certificates(&others, name));
        }
        self.aside.extend(wording::repairs(&reading.repairs, name));
        let (damaged, passed_over): (Vec<_>, Vec<_>) =
            reading.unread.iter().partition(|entry| entry.is_damaged());
        self.aside.extend(wording::passed_over(&passed_over, name));
        self.unread.extend(damaged.iter().map(|entry| wording::damaged_entry(entry, name, *source)));
        for item in reading.items() {
            let Item::Certificate(der) = item else { continue };
            match Certificate::from_der(der) {
                Ok(certificate) => self.certificates.push(certificate),
                Err(error) => self.unread.push(wording::certificate_damaged(error, *source, name)),
            }
        }
    }

    fn describe(&self, assessment: &Assessment, completing: &[Certificate]) -> Assessed {
        Assessed {
            checks: assessment.checks.iter().map(wording::check_line).collect(),
            path: assessment.chain.path().iter().map(wording::certificate_line).collect(),
            addition: wording::addition(std::slice::from_ref(&assessment.chain), completing),
            name: assessment.endpoint_name().map(|name| name.as_str().to_owned()),
            unread: self.unread.clone(),
            aside: self
                .aside
                .iter()
                .cloned()
                .chain(wording::peculiarities(assessment.chain.path()))
                .collect(),
        }
    }
}

/// What the files of a trust store are called where no authority is known: that of the environment in the name.
fn trust_of(assessment: &Assessment) -> &'static str {
    let environment = assessment.endpoint_name().and_then(|name| name.environment());
    Trust::published(environment.unwrap_or(Environment::Int)).file_stem()
}

/// What the files are called. A name from outside is used only where it is an endpoint's, which
/// has no character that means anything to a file system, and not where Windows keeps it for a device.
fn file_name(assessment: &Assessment) -> String {
    assessment.endpoint_name().map_or_else(|| "certificate".to_owned(), |name| file_stem(name.as_str()))
}

const PEM: &str = "application/x-pem-file";
const PKCS12: &str = "application/x-pkcs12";

/// The PKCS#12 file, the certificate as PEM, and the chain as PEM where there is one.
fn files(SealedPair { pfx, path, trust, name }: SealedPair) -> Result<Answer, Vec<Message>> {
    let pem = |certificates: &[Certificate]| {
        let text: String = certificates.iter().map(Certificate::to_pem).collect();
        File { media_type: PEM, bytes: Zeroizing::new(text.into_bytes()) }
    };
    let (leaf, chain) = path.split_first().ok_or_else(|| vec![wording::certificate_missing()])?;
    let mut file_names = vec![format!("{name}.pfx"), format!("{name}.cer")];
    let mut files = vec![File { media_type: PKCS12, bytes: pfx }, pem(std::slice::from_ref(leaf))];
    if !chain.is_empty() {
        file_names.push(format!("{name}-chain.pem"));
        files.push(pem(chain));
    }
    let has_subject_alt_name = leaf.has_subject_alt_name();
    let ending = Ending::of(leaf);
    let trust = trust.to_owned();
    Ok(Answer { outcome: Outcome::PfxMade { file_names, has_subject_alt_name, ending, trust }, files })
}
