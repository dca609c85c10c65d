//! What is asked of any octets as a private key and as a PKCS#12 file, under the password `secret`,
//! by the fuzzer and by `tests/corpus.rs`.

use bars_csr::inspection::Inspection;
use bars_csr::job::Document;
use bars_csr::key::{ACCEPTED_BITS, PrivateKey};
use bars_csr::message::{Field, Message};
use bars_csr::password::Password;
use bars_csr::password_encryption::{Budget, Limits};
use bars_csr::pkcs12::{self, Description, OpenError, PasswordKnown, Readers};
use bars_csr::wording;

/// A file may ask for a thousand times as much of a person. A fuzzer has no time for that.
const LIMITS: Limits = Limits { iterations: 2_000, rounds: 20_000, memory: 1 << 20 };

fn password() -> Password {
    Password::new("secret").expect("a password")
}

fn is_said(message: &Message) {
    assert!(!message.sentence.is_empty() && !message.sentence.contains(|c: char| c.is_control()));
}

/// What opens is a key that can be written, and is the same when it is read.
pub fn keys(input: &[u8]) {
    match PrivateKey::open_with(input, Some(&password()), &mut Budget::of(LIMITS), &mut |_| {}) {
        Ok(opened) => {
            assert!(ACCEPTED_BITS.contains(&opened.key.bits()));
            let der = opened.key.to_pkcs8_der().expect("it is written");
            let again = PrivateKey::from_pkcs8(&der).expect("it is read");
            assert!(again.public_key() == opened.key.public_key());
        }
        Err(error) => is_said(&wording::open_key(&error, Field::KeyFile, Field::UnlockPassword)),
    }
}

/// Whatever it is, it is named, and so is everything in it.
pub fn inspection(input: &[u8]) {
    const NOW: i64 = 1_795_521_600;
    let bytes = zeroize::Zeroizing::new(input.to_vec());
    let document = Document { source: Field::InspectFile, name: "a.pem".to_owned(), bytes };
    let inspection = Inspection::of(&[input], Some(&password()), &[], LIMITS, NOW, &mut |_| {});
    let said = wording::inspected(&inspection, &[document]);
    assert!(!said.items.is_empty());
    for item in said.items.iter().flat_map(|item| std::iter::once(item).chain(&item.inside)) {
        assert!(!item.kind.is_empty() && !item.title.is_empty());
        for fact in &item.facts {
            assert!(!fact.name.is_empty() && !fact.value.is_empty(), "{}: {}", item.title, fact.name);
        }
        assert!(item.checks.iter().all(|check| check.sentence.ends_with(['.', '?'])));
    }
    assert!(said.belonging.iter().chain(&said.aside).all(|sentence| sentence.ends_with('.')));
}

/// What opens can also be described, and what cannot be opened is told.
pub fn pkcs12(input: &[u8]) {
    let description = Description::read(input);
    if let Ok(description) = &description {
        let said = Readers::of(description, PasswordKnown::Unknown, None);
        assert!(wording::accepted(&said.openers, false).is_none_or(|sentence| sentence.ends_with('.')));
        assert!(wording::refusals(&said.refusals).iter().all(|sentence| sentence.ends_with('.')));
        assert!(description.schemes().map(wording::encryption).all(|words| words.ends_with(')')));
    }
    for given in [Some(password()), None] {
        match pkcs12::open_with(input, given.as_ref(), &mut Budget::of(LIMITS), &mut |_| {}) {
            Ok(contents) => {
                assert!(description.is_ok());
                let octets = contents.certificates.iter().map(|certificate| certificate.as_der().len());
                assert!(octets.sum::<usize>() < input.len());
                let readers = Readers::of(
                    &description.clone().expect("it is"),
                    PasswordKnown::None,
                    Some(&contents.layout),
                );
                assert!(wording::refusals(&readers.refusals).iter().all(|sentence| sentence.ends_with('.')));
            }
            Err(OpenError::Damaged | OpenError::Signed) => {}
            Err(error) => {
                assert!(description.is_ok());
                is_said(&wording::open_pkcs12(&error, Field::KeyFile, Field::UnlockPassword));
            }
        }
    }
}
