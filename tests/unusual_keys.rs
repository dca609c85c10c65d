//! RSA keys that are written unusually, or whose numbers do not belong together: what is wrong is named.

use crate::support::der::{integer, octet_string, oid, sequence};
use crate::support::desk::{document, inspect, perform, refusal};
use crate::support::element::element;
use crate::support::keys::{PLAIN_KEY_FINGERPRINT, plain_key};
use crate::support::test_ca::NOW;
use bars_csr::certificate::Certificate;
use bars_csr::job::Job;
use bars_csr::key::{KeyPart, OpenKeyError, PrivateKey, SealKeyError};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::password::Password;
use bars_csr::pkcs12::{self, Encryption, SealError};
use bars_csr::reader::{Item, read};
use bars_csr::wording;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

const PADDED: &[u8] = include_bytes!("vectors/reports/key-padded.der");
const UNEQUAL: &[u8] = include_bytes!("vectors/reports/unequal.pem");
const COMPOSITE: &[u8] = include_bytes!("vectors/reports/composite_p.der");
const COMPOSITE_CERTIFICATE: &[u8] = include_bytes!("vectors/reports/composite_p.crt");
const TWICE: &[u8] = include_bytes!("vectors/reports/key-twice.pem");

const PARTS: [KeyPart; 8] = [
    KeyPart::Modulus,
    KeyPart::PublicExponent,
    KeyPart::PrivateExponent,
    KeyPart::Prime1,
    KeyPart::Prime2,
    KeyPart::Exponent1,
    KeyPart::Exponent2,
    KeyPart::Coefficient,
];

/// The PrivateKeyInfo of the plain key.
fn pkcs8() -> Vec<u8> {
    match read(plain_key()).expect("it is read").found.into_iter().next().map(|found| found.item) {
        Some(Item::PrivateKey { der, .. }) => der.to_vec(),
        other => panic!("{other:?}"),
    }
}

/// The numbers of the plain key, most significant octet first, in the order of RFC 8017.
fn numbers() -> [Vec<u8>; 8] {
    use pkcs8::der::Decode;
    let der = pkcs8();
    let info = pkcs8::PrivateKeyInfoRef::from_der(&der).expect("a PrivateKeyInfo");
    let key = rsa::pkcs1::RsaPrivateKeyRef::from_der(info.private_key.as_bytes()).expect("a key");
    [
        key.modulus,
        key.public_exponent,
        key.private_exponent,
        key.prime1,
        key.prime2,
        key.exponent1,
        key.exponent2,
        key.coefficient,
    ]
    .map(|number| number.as_bytes().to_vec())
}

/// An RSAPrivateKey of elements.
fn key_of(elements: &[Vec<u8>]) -> Vec<u8> {
    let version = integer(&[0]);
    let all: Vec<&[u8]> =
        [version.as_slice()].into_iter().chain(elements.iter().map(Vec::as_slice)).collect();
    sequence(&all)
}

fn key_with(numbers: &[Vec<u8>]) -> Vec<u8> {
    key_of(&numbers.iter().map(|number| integer(number)).collect::<Vec<_>>())
}

#[track_caller]
fn opens(key: &[u8]) {
    let key = PrivateKey::from_pkcs1(key).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(key.public_key().fingerprint().to_string(), PLAIN_KEY_FINGERPRINT);
    assert!(key.is_confirmed());
}

#[track_caller]
fn refused(key: &[u8]) -> OpenKeyError {
    match PrivateKey::from_pkcs1(key) {
        Ok(_) => panic!("the key was opened"),
        Err(error) => error,
    }
}

fn sentence(error: &OpenKeyError) -> String {
    wording::open_key(error, Field::KeyFile, Field::UnlockPassword).sentence
}

#[test]
fn numbers_with_needless_zeros_are_read_as_openssl_reads_them() {
    let key = PrivateKey::open(PADDED, None).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(key.bits(), 2048);
    assert!(key.is_confirmed());
    let padded = numbers().map(|number| element(2, &[&[0, 0, 0], &number]));
    opens(&key_of(&padded));
}

#[test]
fn numbers_without_their_sign_are_read_as_openssl_reads_them() {
    opens(&key_of(&numbers().map(|number| element(2, &[&number]))));
}

#[test]
fn keys_in_ber_and_with_something_behind_them_are_read() {
    let key = key_with(&numbers());
    let contents = &key[4..];
    let length = u32::try_from(contents.len()).expect("it is short").to_be_bytes();
    opens(&[&[0x30, 0x84], &length[..], contents].concat());
    opens(&[&[0x30, 0x80], contents, &[0, 0]].concat());
    opens(&[&key[..], &[0; 8]].concat());

    // Without parameters, in pieces, and with attributes that nobody knows.
    let pieces = element(0x24, &[&octet_string(&key[..700]), &octet_string(&key[700..])]);
    let algorithm = sequence(&[&oid("1.2.840.113549.1.1.1")]);
    let attributes = element(0xa0, &[&octet_string(b"unknown")]);
    let info = sequence(&[&integer(&[0]), &algorithm, &pieces, &attributes]);
    let key = PrivateKey::from_pkcs8(&info).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(key.public_key().fingerprint().to_string(), PLAIN_KEY_FINGERPRINT);
}

#[test]
fn a_number_that_is_missing_is_named() {
    for (place, part) in PARTS.into_iter().enumerate() {
        let cut = &numbers()[..place];
        assert_eq!(refused(&key_with(cut)), OpenKeyError::Missing(part));
        let mut zero = numbers();
        zero[place] = vec![0];
        assert_eq!(refused(&key_with(&zero)), OpenKeyError::Missing(part));
    }
    assert!(sentence(&OpenKeyError::Missing(KeyPart::Prime1)).contains("its first prime (p) is missing"));
}

#[test]
fn a_number_that_is_wrong_is_named() {
    let changed = |place: usize| {
        let mut numbers = numbers();
        let middle = numbers[place].len() / 2;
        numbers[place][middle] ^= 1;
        refused(&key_with(&numbers))
    };
    assert_eq!(changed(0), OpenKeyError::Wrong(KeyPart::Modulus));
    for (place, part) in PARTS.into_iter().enumerate().skip(2) {
        let is_prime = matches!(part, KeyPart::Prime1 | KeyPart::Prime2);
        let expected = if is_prime { KeyPart::Modulus } else { part };
        assert_eq!(changed(place), OpenKeyError::Wrong(expected), "{part:?}");
    }
    let mut long = numbers();
    long[2] = vec![0x7f; 300];
    assert_eq!(refused(&key_with(&long)), OpenKeyError::Wrong(KeyPart::PrivateExponent));
    let said = sentence(&OpenKeyError::Wrong(KeyPart::Exponent1));
    assert!(said.contains("its first exponent (dP) is wrong") && !said.contains("damaged"), "{said}");
}

#[test]
fn a_public_exponent_that_cannot_be_one_is_told_from_an_unusual_one() {
    let with = |exponent: &[u8]| {
        let mut numbers = numbers();
        numbers[1] = exponent.to_vec();
        refused(&key_with(&numbers))
    };
    let impossible = OpenKeyError::Wrong(KeyPart::PublicExponent);
    assert_eq!([with(&[1]), with(&[2]), with(&[1, 0, 0])], [(); 3].map(|()| impossible.clone()));
    assert_eq!([with(&[3]), with(&[17]), with(&[1; 9])], [(); 3].map(|()| OpenKeyError::Exponent));
    // One that belongs to another key.
    assert_eq!(with(&[1, 0, 3]), OpenKeyError::Wrong(KeyPart::PrivateExponent));
    assert!(sentence(&impossible).contains("its public exponent is 1 or an even number"));
}

#[test]
fn primes_of_unequal_length_are_not_taken_because_windows_refuses_them() {
    let error = PrivateKey::open(UNEQUAL, None).err().expect("it is refused");
    assert_eq!(error, OpenKeyError::UnequalPrimes { bits: [1096, 952] });
    assert!(sentence(&error).contains("Windows refuses keys whose primes are of unequal length"));
    let mut swapped = numbers();
    swapped.swap(3, 4);
    swapped.swap(5, 6);
    assert_eq!(refused(&key_with(&swapped)), OpenKeyError::Wrong(KeyPart::Coefficient));
}

#[test]
fn a_key_with_a_factor_that_is_no_prime_makes_no_file() {
    let rng = &mut UnwrapErr(SysRng);
    let key = PrivateKey::open(COMPOSITE, None).expect("its numbers belong together");
    assert!(!key.is_confirmed());
    assert!(matches!(key.seal(None, rng), Err(SealKeyError)));
    let certificate = match read(COMPOSITE_CERTIFICATE).expect("it is read").found.into_iter().next() {
        Some(found) => match found.item {
            Item::Certificate(der) => Certificate::from_der(&der).expect("a certificate"),
            other => panic!("{other:?}"),
        },
        None => panic!("there is nothing"),
    };
    let password = Password::new("a good password").expect("a password");
    let sealed = pkcs12::seal(&key, &[certificate], "a", &password, Encryption::Modern, rng);
    assert_eq!(sealed.err(), Some(SealError::CompositeFactor));

    let mut keyholder = Keyholder::default();
    let job = Job::OpenKey { source: Field::KeyFile, password: None };
    let message = refusal(perform(&mut keyholder, job, vec![document(Field::KeyFile, "a.key", COMPOSITE)]));
    assert_eq!(message.field, Field::KeyFile);
    assert!(
        message.sentence.contains("A factor of this RSA key is not a prime number"),
        "{}",
        message.sentence
    );

    let inspected =
        inspect(&mut keyholder, vec![document(Field::InspectFile, "a.key", COMPOSITE)], None, NOW);
    let summary = &inspected.items[0].summary;
    assert!(summary.contains("A factor of this RSA key is not a prime number"), "{summary}");
}

#[test]
fn one_key_given_twice_is_one_key() {
    let key = PrivateKey::open(TWICE, None).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(key.bits(), 2048);
    let pem = |label: &str, der: &[u8]| crate::support::der::pem(label, der);
    let (as_pkcs8, as_pkcs1) = (pem("PRIVATE KEY", &pkcs8()), pem("RSA PRIVATE KEY", &key_with(&numbers())));
    let open = |texts: &[&str]| PrivateKey::open(texts.concat().as_bytes(), None);
    assert!(open(&[&as_pkcs8, &as_pkcs8]).is_ok());
    let both = open(&[&as_pkcs1, &as_pkcs8, &as_pkcs1]).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(both.public_key().fingerprint().to_string(), PLAIN_KEY_FINGERPRINT);
    let other = std::str::from_utf8(crate::support::keys::key_pem("rsa-other")).expect("text").to_owned();
    let error = open(&[&as_pkcs8, &other, &as_pkcs1]).err();
    assert_eq!(error, Some(OpenKeyError::SeveralKeys { count: 2 }));
}

#[test]
fn one_key_sealed_and_in_the_open_is_one_key_under_the_password() {
    let rng = &mut UnwrapErr(SysRng);
    let password = Password::new("a good password").expect("a password");
    let key = PrivateKey::open(plain_key(), None).expect("a key");
    let sealed = key.seal(Some(&password), rng).expect("a file");
    let both = [plain_key(), sealed.as_str().as_bytes()].concat();
    assert_eq!(PrivateKey::open(&both, None).err(), Some(OpenKeyError::PasswordNeeded));
    assert!(PrivateKey::open(&both, Some(&password)).is_ok());
}
