//! Trust stores.

use crate::support::desk::{document, perform, question, refusal};
use crate::support::endpoint::{ENCRYPTIONS, password};
use crate::support::test_ca::{NOW, ThreeLevels};
use bars_csr::authority::{Authority, Environment};
use bars_csr::certificate::Certificate;
use bars_csr::job::{Answer, Document, Job, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::{self, Encryption};
use bars_csr::reader::{Item, read};
use bars_csr::trust::{PASSWORD, Trust};

fn make(
    environment: Option<Environment>,
    encryption: Encryption,
    documents: Vec<Document>,
) -> (String, Vec<String>, Vec<Certificate>) {
    let job = Job::MakeTrust { environment, question: question(), encryption };
    let Answer { outcome, files } = perform(&mut Keyholder::default(), job, documents);
    let Outcome::TrustMade { file_stem, lines } = outcome else { panic!("no trust store was made") };
    let text = read(&files[0].bytes).expect("PEM");
    let in_text: Vec<Certificate> = text
        .items()
        .map(|item| match item {
            Item::Certificate(der) => Certificate::from_der(der).expect("a certificate"),
            _ => panic!("something else"),
        })
        .collect();
    let opened = pkcs12::open(&files[1].bytes, Some(&password(PASSWORD))).expect("it opens");
    assert!(opened.key.is_none());
    assert_eq!(opened.certificates, in_text);
    (file_stem, lines, in_text)
}

fn files(certificates: &[Certificate]) -> Vec<Document> {
    let file = |one: &Certificate| document(Field::CertificateFile, "c.cer", one.to_pem().as_bytes());
    certificates.iter().map(file).collect()
}

#[test]
fn the_published_authorities_of_an_environment_need_neither_key_nor_certificate() {
    for (environment, stem) in [(Environment::Int, "nhs-int-trust"), (Environment::Prod, "nhs-prod-trust")] {
        for encryption in ENCRYPTIONS {
            let (file_stem, lines, certificates) = make(Some(environment), encryption, Vec::new());
            assert_eq!(file_stem, stem);
            assert_eq!(certificates, Authority::chain_of(environment));
            assert!(lines.iter().all(|line| line.contains("is the certificate that the NHS published")));
            assert!(lines[1].contains("(root)") && lines[1].contains("SHA-256 "), "{lines:?}");
        }
    }
}

#[test]
fn given_authorities_are_taken_and_said_to_be_unknown() {
    let levels = ThreeLevels::new();
    let above = [levels.intermediate.clone(), levels.root.clone()];
    for given in [levels.all(), vec![levels.root.clone(), levels.intermediate.clone()]] {
        let (stem, lines, certificates) = make(None, Encryption::Modern, files(&given));
        assert_eq!((stem.as_str(), certificates.as_slice()), ("nhs-int-trust", above.as_slice()));
        assert!(lines.iter().all(|line| line.contains("compare its SHA-256")), "{lines:?}");
    }
    // One that was published is completed.
    let chain = Authority::chain_of(Environment::Prod);
    let (stem, _, certificates) = make(None, Encryption::Modern, files(&chain[..1]));
    assert_eq!((stem.as_str(), certificates), ("nhs-prod-trust", chain));
}

#[test]
fn authorities_of_two_environments_give_a_file_that_names_none() {
    let both = [Authority::chain_of(Environment::Int), Authority::chain_of(Environment::Prod)].concat();
    let trust = Trust::of_authorities(&both, &[], NOW).expect("few").expect("some");
    assert_eq!((trust.file_stem(), trust.authorities().len()), ("trust", 4));
}

#[test]
fn nothing_to_trust_is_said_beside_the_list() {
    let levels = ThreeLevels::new();
    let job = || Job::MakeTrust { environment: None, question: question(), encryption: Encryption::Modern };
    for documents in [Vec::new(), files(std::slice::from_ref(&levels.leaf))] {
        let said = refusal(perform(&mut Keyholder::default(), job(), documents));
        assert_eq!(said.field, Field::TrustOf);
        assert!(said.sentence.contains("choose INT or PROD"), "{}", said.sentence);
    }
}
