//! The key of a `.pfx` file in a file of its own: an old `.pfx` is split into key, certificate and
//! chain, and OpenSSL reads every part.

use crate::bundle_key::{bundle_key, make_pfx};
use std::path::Path;

use crate::support::desk::{document, perform, question};
use crate::support::endpoint::{Endpoint, password};
use crate::support::openssl::{fingerprint_by_openssl, openssl};
use crate::support::program;
use crate::support::test_ca::ENDPOINT_NAME;
use bars_csr::certificate::Certificate;
use bars_csr::job::{Answer, Job, Outcome};
use bars_csr::key::KeySize;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Encryption;

/// A keyholder that has opened an old .pfx of the endpoint, with its chain in it.
fn holding_old_pfx(endpoint: &Endpoint) -> Keyholder {
    let folder = endpoint.levels.ca.folder();
    let everything: String = endpoint.path().iter().map(Certificate::to_pem).collect();
    std::fs::write(folder.join("everything"), everything).expect("written");
    let arguments = "pkcs12 -export -legacy -in everything -inkey rsa-leaf -passout pass:old";
    let old = program("openssl", folder, &arguments.split(' ').collect::<Vec<_>>(), b"").expect_success();
    let mut keyholder = Keyholder::default();
    let source = Field::KeyFile;
    let job = Job::OpenKey { source, password: Some(password("old")) };
    let answer = perform(&mut keyholder, job, vec![document(source, "old.pfx", &old.stdout)]);
    assert!(matches!(answer.outcome, Outcome::KeyOpened(opened) if opened.certificates == 3));
    keyholder
}

#[test]
fn an_old_pfx_is_split_into_parts_that_openssl_reads() {
    let endpoint = Endpoint::new();
    let mut keyholder = holding_old_pfx(&endpoint);
    let Answer { outcome, files } = make_pfx(&mut keyholder, "pässwörd 🦀");
    let names = [".pfx", ".cer", "-chain.pem"].map(|end| format!("{ENDPOINT_NAME}{end}"));
    assert!(matches!(outcome, Outcome::PfxMade { file_names, .. } if file_names == names));
    let Answer { outcome, files: keys } = bundle_key(&mut keyholder);
    assert!(matches!(outcome, Outcome::Files));

    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, octets: &[u8]| std::fs::write(folder.path().join(name), octets).expect("written");
    write("password", "pässwörd 🦀".as_bytes());
    write("key", &keys[0].bytes);
    write("cer", &files[1].bytes);
    write("chain", &files[2].bytes);
    let run = |arguments: &str| {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        String::from_utf8(openssl(folder.path(), &arguments, b"")).expect("text")
    };
    assert_eq!(run("pkey -in key -passin file:password -check -noout"), "Key is valid\n");
    let public = run("pkey -in key -passin file:password -pubout");
    assert_eq!(public, run("x509 -in cer -pubkey -noout"));
    // The root stands in the chain file as well, by itself it proves nothing: trust is given here.
    assert_eq!(run("verify -CAfile chain -purpose sslserver cer"), "cer: OK\n");
    let structure = run("asn1parse -in key");
    for part in ["PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc", "INTEGER           :0927C0"] {
        assert!(structure.contains(part), "{part} in {structure}");
    }
    let wrong = ["pkey", "-in", "key", "-passin", "pass:old", "-noout"];
    assert!(!program("openssl", folder.path(), &wrong, b"").success);
}

#[test]
fn a_key_that_was_made_in_this_visit_is_given_as_well() {
    let endpoint = Endpoint::new();
    let mut keyholder = Keyholder::default();
    let job = Job::MakeKey { name: ENDPOINT_NAME.to_owned(), size: KeySize::Rsa2048, password: None };
    let Outcome::KeyMade(made) = perform(&mut keyholder, job, Vec::new()).outcome else { panic!("no key") };
    let folder = endpoint.levels.ca.folder();
    std::fs::write(folder.join("request"), &made.request).expect("written");
    std::fs::write(folder.join("issuer"), endpoint.levels.intermediate.to_pem()).expect("written");
    let arguments = "x509 -req -in request -CA issuer -CAkey intermediate -CAcreateserial -days 7000";
    let certificate = openssl(folder, &arguments.split(' ').collect::<Vec<_>>(), b"");
    let mut question = question();
    question.key = Some(made.public_key);
    let (password, encryption) = (password("secret"), Encryption::Compatible);
    let job = Job::MakePfx { question, password, friendly_name: String::new(), encryption };
    let answer = perform(&mut keyholder, job, vec![document(Field::CertificatePem, "", &certificate)]);
    assert!(matches!(answer.outcome, Outcome::PfxMade { .. }));
    let file = bundle_key(&mut keyholder).files.remove(0).bytes;
    let plain = openssl(Path::new("."), &["pkey", "-passin", "pass:secret"], &file);
    assert_eq!(fingerprint_by_openssl(&plain), made.fingerprint.to_string());
}
