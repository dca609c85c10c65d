//! Certificates that came back: read, checked, and sealed with their key.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Keyholder, Packed, key_file};
use crate::bulk::Ending;
use crate::certificate::Certificate;
use crate::check::{Assessment, Verdict};
use crate::job::{Answer, Assessed, Document, File, Outcome, Question};
use crate::judge::Case;
use crate::key::PrivateKey;
use crate::message::{Field, Message};
use crate::name::{EndpointName, file_stem};
use crate::password::Password;
use crate::pkcs12::{self, Encryption};
use crate::public_key::PublicKey;
use crate::reader::{self, Item, ItemKind};
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
        let assessment = check(&given, key.as_ref(), question, documents)?;
        Ok(Outcome::Assessed(given.describe(&assessment)).into())
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
        let sealed = seal_given(key, &given, documents, question, &wanted, rng)?;
        let public = key.public_key().clone();
        let answer = files(sealed)?;
        self.packed = Some(Packed { key: public, password: wanted.password });
        Ok(answer)
    }

    /// Gives the key of the last file by itself, for programs that take no PKCS#12 file.
    pub(super) fn give_bundle_key(&self, rng: &mut impl CryptoRng) -> Result<Answer, Vec<Message>> {
        let refused = || vec![wording::bundle_key_gone()];
        let packed = self.packed.as_ref().ok_or_else(refused)?;
        let key = self.held(packed.key.as_der()).ok_or_else(refused)?;
        let file = key.seal(Some(&packed.password), rng);
        file.map(|file| key_file(&file)).map_err(|error| vec![wording::seal_bundle_key(error)])
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
    /// What it is called, without what its name ends in.
    name: String,
}

/// Makes the file of a key and the path among the certificates in the documents, unless something could
/// not be read or a check fails.
pub(super) fn seal_pair(
    key: &PrivateKey,
    documents: &[Document],
    question: &Question,
    wanted: &Wanted,
    rng: &mut impl CryptoRng,
) -> Result<SealedPair, Vec<Message>> {
    seal_given(key, &Given::read(documents), documents, question, wanted, rng)
}

fn seal_given(
    key: &PrivateKey,
    given: &Given,
    documents: &[Document],
    question: &Question,
    wanted: &Wanted,
    rng: &mut impl CryptoRng,
) -> Result<SealedPair, Vec<Message>> {
    let assessment = check(given, Some(key.public_key()), question, documents)?;
    if !given.unread.is_empty() {
        return Err(given.unread.clone());
    }
    if assessment.verdict() == Verdict::Fail {
        return Err(wording::refused_by_checks(&given.describe(&assessment).checks).into_iter().collect());
    }
    let path = assessment.chain.path().to_vec();
    let name = file_name(&assessment);
    let friendly_name = match wanted.friendly_name.trim() {
        "" => name.as_str(),
        typed => typed,
    };
    let pfx = pkcs12::seal(key, &path, friendly_name, &wanted.password, wanted.encryption, rng)
        .map_err(|error| vec![wording::pkcs12_refused(&error)])?;
    Ok(SealedPair { pfx, path, name })
}

fn check(
    given: &Given,
    key: Option<&PublicKey>,
    question: &Question,
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

    fn describe(&self, assessment: &Assessment) -> Assessed {
        Assessed {
            checks: assessment.checks.iter().map(wording::check_line).collect(),
            path: assessment.chain.path().iter().map(wording::certificate_line).collect(),
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

/// What the files are called. A name from outside is used only where it is an endpoint's, which
/// has no character that means anything to a file system, and not where Windows keeps it for a device.
fn file_name(assessment: &Assessment) -> String {
    assessment.endpoint_name().map_or_else(|| "certificate".to_owned(), |name| file_stem(name.as_str()))
}

/// The PKCS#12 file, the certificate as PEM, and the chain as PEM where there is one.
fn files(SealedPair { pfx, path, name }: SealedPair) -> Result<Answer, Vec<Message>> {
    const PEM: &str = "application/x-pem-file";
    let pem = |certificates: &[Certificate]| {
        let text: String = certificates.iter().map(Certificate::to_pem).collect();
        File { media_type: PEM, bytes: Zeroizing::new(text.into_bytes()) }
    };
    let (leaf, chain) = path.split_first().ok_or_else(|| vec![wording::certificate_missing()])?;
    let mut file_names = vec![format!("{name}.pfx"), format!("{name}.cer")];
    let mut files =
        vec![File { media_type: "application/x-pkcs12", bytes: pfx }, pem(std::slice::from_ref(leaf))];
    if !chain.is_empty() {
        file_names.push(format!("{name}-chain.pem"));
        files.push(pem(chain));
    }
    let has_subject_alt_name = leaf.has_subject_alt_name();
    let ending = Ending::of(leaf);
    Ok(Answer { outcome: Outcome::PfxMade { file_names, has_subject_alt_name, ending }, files })
}
