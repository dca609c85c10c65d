//! Certificates that come back for a batch, from the documents to the finished files, as the page asks
//! for it step by step.

use bars_csr::bulk::{KeyState, Pair};
use bars_csr::certificate::Certificate;
use bars_csr::job::{BulkJob, BulkOutcome, Document, NewPassword, PairToSeal, Question, Returned};
use bars_csr::key::PrivateKey;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Encryption;
use bars_csr::shown::PairLine;
use bars_csr::wording;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

use super::batch::{ask, documents};
use super::bundle::bundle;
use super::desk::document;
use super::endpoint::password;
use super::test_ca::{INT_INTERMEDIATE, INT_ROOT, NOW, Request, TestCa};

/// The authorities for integration, and what they certify.
pub struct Authority {
    ca: TestCa,
    pub root: Certificate,
    pub intermediate: Certificate,
}

impl Authority {
    pub fn new() -> Self {
        let ca = TestCa::new();
        let root = ca.root(&Request::ca(INT_ROOT, "root"));
        let intermediate = ca.issue(&Request::ca(INT_INTERMEDIATE, "intermediate"), &root, "root");
        Self { ca, root, intermediate }
    }

    /// Certifies a name and the key of a file, which has a password unless that is empty.
    pub fn certify(&self, name: &str, key_file: &[u8], passphrase: &str) -> Certificate {
        self.certify_until(name, key_file, passphrase, "20400101000000Z")
    }

    /// The same with another end.
    pub fn certify_until(&self, name: &str, key_file: &[u8], passphrase: &str, until: &str) -> Certificate {
        let password = (!passphrase.is_empty()).then(|| password(passphrase));
        let key = PrivateKey::open(key_file, password.as_ref()).expect("a key");
        let plain = key.seal(None, &mut UnwrapErr(SysRng)).expect("a file");
        std::fs::write(self.ca.folder().join("endpoint"), plain.as_str()).expect("written");
        let subject = format!("/O=nhs/OU=Devices/CN={name}");
        let request = Request { subject: &subject, until, ..Request::endpoint("endpoint") };
        self.ca.issue(&request, &self.intermediate, "intermediate")
    }

    /// A PKCS#7 bundle of certificates and both authorities.
    pub fn bundle(&self, certificates: &[Certificate]) -> Vec<u8> {
        bundle(certificates.iter().chain([&self.intermediate, &self.root]))
    }
}

/// Everything that was read, with the worker that holds the opened keys.
pub struct WayBack {
    pub keyholder: Keyholder,
    pub returned: Returned,
    files: Vec<Vec<u8>>,
}

impl WayBack {
    /// Reads documents, and opens the keys among them with a password for all, and with those of
    /// `passwords.csv`.
    pub fn read(given: Vec<Document>, for_all: Option<&str>) -> Self {
        let mut keyholder = Keyholder::default();
        let (outcome, files) =
            ask(&mut keyholder, BulkJob::ReadReturned { completes: true, now: NOW }, given);
        let BulkOutcome::Returned(mut returned) = outcome else { panic!("nothing was read") };
        let sealed: Vec<usize> =
            (0..returned.keys.len()).filter(|place| returned.keys[*place].is_sealed).collect();
        for group in sealed.chunks(4) {
            for (place, key) in group.iter().enumerate() {
                let [one, next] = [&group[place..=place], &group[place + 1..]]
                    .map(|keys| keys.iter().map(|key| &returned.keys[*key]).collect::<Vec<_>>());
                let own = [one[0].file].into_iter().chain(one[0].passwords.iter().copied());
                let own: Vec<usize> = own.collect();
                let behind =
                    next.iter().flat_map(|key| [key.file].into_iter().chain(key.passwords.first().copied()));
                let places = own.iter().copied().chain(behind);
                let parts: Vec<Vec<u8>> = places.map(|place| files[place].clone()).collect();
                let next = next.iter().map(|key| !key.passwords.is_empty()).collect();
                let job = BulkJob::OpenKey { password: for_all.map(password), own: own.len(), next };
                let (outcome, none) = ask(&mut keyholder, job, documents(&parts));
                assert!(none.is_empty());
                let BulkOutcome::KeyOpened(opened) = outcome else { panic!("another answer") };
                returned.keys[*key].state = opened.map_or_else(KeyState::Refused, KeyState::Open);
            }
        }
        Self { keyholder, returned, files }
    }

    pub fn pairs(&self) -> Vec<Pair> {
        self.returned.pairs(NOW)
    }

    /// The table.
    pub fn lines(&self) -> Vec<PairLine> {
        self.pairs().iter().map(|pair| wording::pair_line(pair, &self.returned)).collect()
    }

    /// The names with their verdicts and results.
    pub fn verdicts(&self) -> Vec<[String; 3]> {
        let words = |line: PairLine| [line.name, line.verdict.to_owned(), line.result.as_str().to_owned()];
        self.lines().into_iter().map(words).collect()
    }

    /// What is asked for one pair, and the documents that go with it.
    pub fn job(
        &self,
        pair: &Pair,
        new: NewPassword,
        encryption: Encryption,
        for_all: Option<&str>,
    ) -> (BulkJob, Vec<Document>) {
        let key = &self.returned.keys[pair.key.expect("a key")];
        let certificate = &self.returned.certificates[pair.certificate.expect("a certificate")];
        let KeyState::Open(fingerprint) = key.state else { panic!("an open key") };
        let places = [Some(key.file), Some(certificate.file), self.returned.authorities];
        let places = places.into_iter().flatten().chain(key.passwords.iter().copied());
        let parts: Vec<Vec<u8>> = places.map(|place| self.files[place].clone()).collect();
        let pair = PairToSeal {
            fingerprint,
            key_passwords: key.passwords.len(),
            key_password: for_all.map(password),
            question: Question {
                key: None,
                asked_for: certificate.asked_for.clone(),
                completes: true,
                now: NOW,
            },
            password: new,
            encryption,
        };
        let documents = parts.iter().map(|part| document(Field::CertificateFile, "", part)).collect();
        (BulkJob::MakePfx(Box::new(pair)), documents)
    }

    /// Makes the files of all pairs that are ready, and packs them: the archive and `passwords.csv`.
    pub fn make(&mut self, new: impl Fn() -> NewPassword, encryption: Encryption) -> Vec<Vec<u8>> {
        let (mut names, mut parts): (Vec<String>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
        for pair in self.pairs().iter().filter(|pair| pair.verdict.is_ready()) {
            let (job, documents) = self.job(pair, new(), encryption, None);
            let (outcome, files) = ask(&mut self.keyholder, job, documents);
            let BulkOutcome::PfxMade(ending) = outcome else { panic!("no file was made") };
            names.push(ending.name);
            parts.extend(files);
        }
        let has_passwords = parts.len() > names.len();
        let job = BulkJob::PackPfx { names, has_passwords, now: NOW };
        ask(&mut self.keyholder, job, documents(&parts)).1
    }
}
