//! The jobs that a worker does for the page: certificates, and the file that is made of them.

use crate::support::bundle::bundle;
use crate::support::certification_request::request;
use crate::support::desk::{document, perform, question, refusal};
use crate::support::endpoint::{Endpoint, password};
use crate::support::test_ca::{ENDPOINT_NAME, NOW, Request, ThreeLevels};
use bars_csr::bulk::archive::{Entry, pack};
use bars_csr::certificate::Certificate;
use bars_csr::check::Verdict;
use bars_csr::job::{Answer, Assessed, Document, Job, Outcome};
use bars_csr::key::{KeySize, PrivateKey};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::{Field, Message};
use bars_csr::pkcs12::{self, Encryption};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

fn holding(key_pem: &[u8]) -> Keyholder {
    let mut keyholder = Keyholder::default();
    let job = Job::OpenKey { source: Field::KeyFile, password: None };
    let answer = perform(&mut keyholder, job, vec![document(Field::KeyFile, "k.key", key_pem)]);
    assert!(matches!(answer.outcome, Outcome::KeyOpened(_)));
    keyholder
}

fn files(certificates: &[Certificate]) -> Vec<Document> {
    let file = |one: &Certificate| document(Field::CertificateFile, "c.cer", one.to_pem().as_bytes());
    certificates.iter().map(file).collect()
}

fn make_pfx(keyholder: &mut Keyholder, documents: Vec<Document>, friendly_name: &str) -> Answer {
    let friendly_name = friendly_name.to_owned();
    let (password, encryption) = (password("secret"), Encryption::Modern);
    perform(keyholder, Job::MakePfx { question: question(), password, friendly_name, encryption }, documents)
}

fn assessed(keyholder: &mut Keyholder, documents: Vec<Document>) -> Assessed {
    match perform(keyholder, Job::Assess(question()), documents).outcome {
        Outcome::Assessed(assessed) => assessed,
        Outcome::Refused(messages) => panic!("{messages:?}"),
        _ => panic!("another answer"),
    }
}

fn result<'a>(assessed: &'a Assessed, name: &str) -> Option<&'a str> {
    assessed.checks.iter().find(|check| check.name == name).map(|check| check.result.as_str())
}

#[test]
fn the_file_its_certificate_and_its_chain_come_together() {
    let endpoint = Endpoint::new();
    let mut keyholder = holding(&endpoint.key_pem);
    let mut shuffled = endpoint.path();
    shuffled.rotate_left(1);
    for (typed, expected) in [("", ENDPOINT_NAME), ("  ", ENDPOINT_NAME), (" Receiver ", "Receiver")] {
        let Answer { outcome, files } = make_pfx(&mut keyholder, files(&shuffled), typed);
        let Outcome::PfxMade { file_names, .. } = outcome else { panic!("no file was made") };
        let names = [".pfx", ".cer", "-chain.pem"].map(|end| format!("{ENDPOINT_NAME}{end}"));
        assert_eq!(file_names, names);
        let opened = pkcs12::open(&files[0].bytes, Some(&password("secret"))).expect("it opens");
        assert_eq!(opened.certificates, endpoint.path());
        assert_eq!(opened.friendly_name.as_deref(), Some(expected));
        let path = endpoint.path();
        assert_eq!(String::from_utf8_lossy(&files[1].bytes), path[0].to_pem());
        assert_eq!(String::from_utf8_lossy(&files[2].bytes), path[1].to_pem() + &path[2].to_pem());
    }
}

#[test]
fn a_certificate_alone_is_packed_with_a_warning_and_no_chain_file() {
    let endpoint = Endpoint::new();
    let mut keyholder = holding(&endpoint.key_pem);
    let leaf = &endpoint.path()[..1];
    let found = assessed(&mut keyholder, files(leaf));
    assert_eq!(result(&found, "chain-complete"), Some("warn"));
    assert_eq!(found.checks.iter().filter(|check| check.result == Verdict::Fail).count(), 0);
    let Answer { outcome, files } = make_pfx(&mut keyholder, files(leaf), "");
    assert!(matches!(outcome, Outcome::PfxMade { file_names, .. } if file_names.len() == 2));
    assert_eq!(files.len(), 2);
}

#[test]
fn whether_the_certificate_has_a_subject_alternative_name_is_told_and_no_check_minds() {
    let name = ["subjectAltName=DNS:BaRS-INT-RX7.supplier.thirdparty.nhs.uk"];
    let named = [crate::support::test_ca::ENDPOINT, &name].concat();
    let levels = ThreeLevels::new();
    let request = Request { extensions: &named, ..Request::endpoint("rsa-leaf") };
    let with = levels.ca.issue(&request, &levels.intermediate, "intermediate");
    let mut keyholder = holding(&std::fs::read(levels.ca.folder().join("rsa-leaf")).expect("a key"));
    for (leaf, expected) in [(&levels.leaf, false), (&with, true)] {
        let path = [leaf.clone(), levels.intermediate.clone(), levels.root.clone()];
        let found = assessed(&mut keyholder, files(&path));
        assert_eq!(warned(&found), ["issuer-known"]);
        let Outcome::PfxMade { has_subject_alt_name, .. } =
            make_pfx(&mut keyholder, files(&path), "").outcome
        else {
            panic!("no file was made")
        };
        assert_eq!(has_subject_alt_name, expected);
    }
}

#[test]
fn every_form_that_is_read_gives_the_same_path() {
    let endpoint = Endpoint::new();
    let mut keyholder = holding(&endpoint.key_pem);
    let all: String = endpoint.path().iter().rev().map(Certificate::to_pem).collect();
    let der =
        endpoint.path().iter().map(|one| document(Field::CertificateFile, "c.der", one.as_der())).collect();
    let text = |text: &str| vec![document(Field::CertificatePem, "", text.as_bytes())];
    let email = format!("Hello,\r\n\r\nhere it is:\r\n{}\r\nRegards\r\n", all.replace('\n', "\r\n"));
    for documents in [files(&endpoint.path()), der, text(&all), text(&email)] {
        assert_eq!(assessed(&mut keyholder, documents).path.len(), 3);
    }
}

#[test]
fn what_cannot_be_read_is_named_and_no_file_is_made() {
    let endpoint = Endpoint::new();
    let mut keyholder = holding(&endpoint.key_pem);
    let with_damage = || {
        let mut documents = files(&endpoint.path());
        documents.push(document(Field::CertificateFile, "letter.pdf", b"%PDF-1.7 and more"));
        documents
    };
    let found = assessed(&mut keyholder, with_damage());
    assert_eq!(found.path.len(), 3);
    let [Message { field, sentence }] = found.unread.as_slice() else { panic!("{:?}", found.unread) };
    assert_eq!(*field, Field::CertificateFile);
    assert_eq!(
        sentence,
        "letter.pdf: This looks like a PDF document. A certificate was expected. Save what is attached in it, copy its text, or ask for the file itself."
    );
    assert_eq!(refusal(make_pfx(&mut keyholder, with_damage(), "")).sentence, *sentence);
}

#[test]
fn a_request_is_not_a_certificate_and_a_key_beside_one_is_set_aside() {
    let endpoint = Endpoint::new();
    let request = request("rsa-leaf", "/CN=a.nhs.uk", &[]);
    let mut keyholder = holding(&endpoint.key_pem);
    let answer = make_pfx(&mut keyholder, vec![document(Field::CertificatePem, "", &request)], "");
    let Message { field, sentence } = refusal(answer);
    assert_eq!(field, Field::CertificatePem);
    assert!(sentence.starts_with("This holds a certificate request, not a certificate."), "{sentence}");

    let both = [&endpoint.key_pem, endpoint.levels.leaf.to_pem().as_bytes()].concat();
    let found = assessed(&mut keyholder, vec![document(Field::CertificateFile, "both.pem", &both)]);
    let said = "both.pem also holds a private key. Only the certificates in it are used.";
    assert_eq!((found.aside, found.unread), (vec![said.to_owned()], Vec::new()));
}

#[test]
fn what_was_put_right_and_what_is_not_used_is_said() {
    let endpoint = Endpoint::new();
    let [leaf, others @ ..] = &endpoint.path()[..] else { panic!("a path") };
    let entry = |path: &str, octets| Entry { path: path.to_owned(), octets, is_private: false };
    let others = bundle(others);
    let zip =
        pack(&[entry("others.p7b", &others), entry("notes.txt", b"Dear all")], NOW).expect("an archive");
    let quoted: String = leaf.to_pem().lines().map(|line| format!("> {line}\n")).collect();
    let documents = vec![
        document(Field::CertificatePem, "", quoted.as_bytes()),
        document(Field::CertificateFile, "chain.zip", &zip),
    ];
    let found = assessed(&mut holding(&endpoint.key_pem), documents);
    assert_eq!(found.path.len(), 3);
    let expected = [
        "Marks of quoting, such as >, were taken away (line 1).",
        "chain.zip: notes.txt (ordinary text) is not used.",
    ];
    assert_eq!((found.aside, found.unread), (expected.map(str::to_owned).to_vec(), Vec::new()));
}

#[test]
fn no_key_makes_no_file() {
    let endpoint = Endpoint::new();
    let answer = make_pfx(&mut Keyholder::default(), files(&endpoint.path()), "");
    assert_eq!(refusal(answer).field, Field::KeyFile);
}

#[test]
fn a_display_name_that_is_too_long_is_refused_beside_its_field() {
    let endpoint = Endpoint::new();
    let answer = make_pfx(&mut holding(&endpoint.key_pem), files(&endpoint.path()), &"n".repeat(256));
    assert_eq!(refusal(answer).field, Field::FriendlyName);
}

#[test]
fn certificates_of_other_keys_make_no_file_in_100_of_100_tries() {
    let levels = ThreeLevels::new();
    let folder = levels.ca.folder();
    let mut refused = 0;
    for number in 0..10 {
        let mut rng = UnwrapErr(SysRng);
        let key = PrivateKey::make(KeySize::Rsa2048, &mut rng, &mut |_| {}).expect("a key");
        let file = key.seal(None, &mut rng).expect("a file");
        std::fs::write(folder.join(format!("key-{number}")), file.as_str()).expect("written");
    }
    let keys: Vec<String> = (0..10).map(|number| format!("key-{number}")).collect();
    let certificates: Vec<Certificate> = keys
        .iter()
        .map(|key| levels.ca.issue(&Request::endpoint(key), &levels.intermediate, "intermediate"))
        .collect();
    for key in ["rsa-leaf", "rsa-root", "rsa-intermediate"].into_iter().chain(keys.iter().map(String::as_str))
    {
        let pem = std::fs::read(folder.join(key)).expect("the key is there");
        let own = PrivateKey::open(&pem, None).expect("a key");
        let mut keyholder = holding(&pem);
        for leaf in certificates.iter().filter(|leaf| leaf.public_key() != own.public_key()) {
            let chain = [leaf.clone(), levels.intermediate.clone(), levels.root.clone()];
            let found = assessed(&mut keyholder, files(&chain));
            assert_eq!(result(&found, "key-matches"), Some("fail"));
            assert_eq!(refusal(make_pfx(&mut keyholder, files(&chain), "")).field, Field::MakePfx);
            refused += 1;
        }
    }
    assert_eq!(refused, 120);
}

/// The results of a chain whose three requests were changed, and whether a file is made of it.
fn warned(assessed: &Assessed) -> Vec<&str> {
    let warned = assessed.checks.iter().filter(|check| check.result == Verdict::Warn);
    warned.map(|check| check.name.as_str()).collect()
}

fn judged(levels: &ThreeLevels, key_pem: &[u8]) -> (Vec<String>, bool) {
    let mut keyholder = holding(key_pem);
    let found = assessed(&mut keyholder, files(&levels.all()));
    let failed =
        found.checks.iter().filter(|check| check.result == Verdict::Fail).map(|check| check.name.clone());
    let failed: Vec<String> = failed.collect();
    let answer = make_pfx(&mut keyholder, files(&levels.all()), "");
    (failed, matches!(answer.outcome, Outcome::PfxMade { .. }))
}

#[test]
fn every_check_that_fails_keeps_the_file_from_being_made() {
    let key_pem = Endpoint::new().key_pem;
    let judge = |levels: &ThreeLevels| judged(levels, &key_pem);
    let failing = |name: &str| (vec![name.to_owned()], false);

    let ended = ThreeLevels::with(|_, _, leaf| leaf.until = "20250101000000Z");
    assert_eq!(judge(&ended), failing("not-expired"));
    let nameless = ThreeLevels::with(|_, _, leaf| leaf.subject = "/O=nhs/OU=Devices");
    assert_eq!(judge(&nameless), failing("name-is-cn"));
    let ended_above = ThreeLevels::with(|_, intermediate, _| intermediate.until = "20250101000000Z");
    assert_eq!(judge(&ended_above), failing("chain-dates"));
    let no_authority =
        ThreeLevels::with(|_, intermediate, _| intermediate.extensions = &["basicConstraints=CA:FALSE"]);
    assert_eq!(judge(&no_authority), failing("chain-constraints"));

    let mut forged = ThreeLevels::new();
    let mut der = forged.leaf.as_der().to_vec();
    *der.last_mut().expect("octets") ^= 1;
    forged.leaf = Certificate::from_der(&der).expect("it reads");
    assert_eq!(judge(&forged), failing("chain-signatures"));

    let weak = ThreeLevels::new();
    let leaf = weak.ca.issue(&Request::endpoint("leaf"), &weak.intermediate, "intermediate");
    let found = judge(&ThreeLevels { leaf, ..weak });
    assert_eq!(found, (vec!["key-matches".to_owned(), "key-strength".to_owned()], false));
}

#[test]
fn every_check_that_warns_lets_the_file_be_made() {
    let key_pem = Endpoint::new().key_pem;
    let unusual = ThreeLevels::with(|root, intermediate, leaf| {
        root.subject = "/CN=another root";
        intermediate.subject = "/CN=another authority";
        leaf.subject = "/CN=receiver.example.nhs.uk";
        leaf.extensions = &["extendedKeyUsage=serverAuth"];
        leaf.from = "20270101000000Z";
    });
    assert_eq!(judged(&unusual, &key_pem), (Vec::new(), true));
    let found = assessed(&mut holding(&key_pem), files(&unusual.all()));
    assert_eq!(warned(&found), ["name-format", "not-yet-valid", "purpose", "issuer-known"]);
    assert!(unusual.leaf.not_before() > NOW);

    let crossed = ThreeLevels::with(|root, intermediate, _| {
        root.subject = "/CN=NHS Root Authority G2";
        intermediate.subject = "/CN=NHS Authentication G2";
    });
    let more = [crossed.all(), vec![crossed.ca.root(&Request::ca("/CN=unneeded", "other"))]].concat();
    let mut keyholder = holding(&key_pem);
    let found = assessed(&mut keyholder, files(&more));
    assert_eq!(warned(&found), ["issuer-known", "issuer-environment", "unneeded-certificates"]);
    let Answer { outcome, files } = make_pfx(&mut keyholder, files(&more), "");
    assert!(matches!(outcome, Outcome::PfxMade { .. }));
    let opened = pkcs12::open(&files[0].bytes, Some(&password("secret"))).expect("it opens");
    assert_eq!(opened.certificates, crossed.all());
}
