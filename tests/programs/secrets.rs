//! What a worker says of keys that OpenSSL sealed never repeats a password.

use crate::secrets::{SECRET, says_nothing_secret};
use crate::support::desk::{document, perform};
use crate::support::endpoint::{Endpoint, password};
use crate::support::program;
use bars_csr::job::{Job, Outcome};
use bars_csr::key::PrivateKey;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;

#[test]
fn no_refusal_of_a_key_repeats_its_password() {
    let key = Endpoint::new().key_pem;
    let here = tempfile::tempdir().expect("a folder");
    let openssl = |arguments: &str, input: &[u8]| {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        program("openssl", here.path(), &arguments, input).expect_success().stdout
    };
    let sealed = openssl("pkcs8 -topk8 -v2 aes256 -passout pass:another", &key);
    let unknown = openssl("pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:another", &key);
    let cut = &sealed[..sealed.len() / 2];
    let key = PrivateKey::open(&key, None).expect("a key");
    // The password itself, pasted where the key belongs, is the last.
    for octets in [&sealed, &unknown, cut, b"".as_slice(), SECRET.as_bytes()] {
        let (source, password) = (Field::KeyPem, Some(password(SECRET)));
        let job = Job::OpenKey { source, password };
        let answer = perform(&mut Keyholder::default(), job, vec![document(source, "", octets)]);
        assert!(matches!(answer.outcome, Outcome::Refused(_)));
        says_nothing_secret(&answer, &key);

        let made = key.public_key().fingerprint();
        let job = Job::CheckSavedKey { password: Some(crate::support::endpoint::password(SECRET)), made };
        let documents = vec![document(Field::SavedKeyFile, "k.key", octets)];
        let answer = perform(&mut Keyholder::default(), job, documents);
        assert!(matches!(answer.outcome, Outcome::Refused(_)));
        says_nothing_secret(&answer, &key);
    }
}
