//! What is said of keys and PKCS#12 files that were given.

use crate::support::sentences::are_plain;
use bars_csr::certificate::{CertificateError, CertificatePart};
use bars_csr::key::{KeyPart, OpenKeyError};
use bars_csr::message::{Field, Message};
use bars_csr::password::{PasswordError, Spelling};
use bars_csr::password_encryption::{Cipher, DecryptError, HashFunction, Limits, Scheme};
use bars_csr::pkcs12::{Family, Feature, OpenError, Program, Refusal, Skipped};
use bars_csr::reader::{ItemKind, KeyForm, ReadError};
use bars_csr::wording;
use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, ID_RSASSA_PSS, SECP_256_R_1};

const DAMAGED: CertificateError = CertificateError { part: CertificatePart::Extensions, octet: 1_234 };

fn keys() -> Vec<Message> {
    let sealed = [
        DecryptError::UnsupportedAlgorithm(ID_RSASSA_PSS),
        DecryptError::UnsupportedCipher { name: "CAMELLIA-256-CBC".to_owned() },
        DecryptError::TooManyIterations { iterations: 20_000_000 },
        DecryptError::TooManyIterations { iterations: Limits::MOST.rounds + 1 },
        DecryptError::TooMuchMemory { bytes: 1 << 40 },
        DecryptError::BudgetSpent,
        DecryptError::Damaged,
    ];
    let forms = [KeyForm::Sec1, KeyForm::OpenSsh, KeyForm::Dsa];
    let errors = [
        OpenKeyError::Unreadable(ReadError::Empty),
        OpenKeyError::NoKey { found: vec![ItemKind::Request, ItemKind::Certificate] },
        OpenKeyError::NoKey { found: Vec::new() },
        OpenKeyError::SeveralKeys { count: 2 },
        OpenKeyError::PasswordNeeded,
        OpenKeyError::WrongPassword,
        OpenKeyError::NotRsa { algorithm: ID_EC_PUBLIC_KEY, curve: Some(SECP_256_R_1) },
        OpenKeyError::NotRsa { algorithm: ID_EC_PUBLIC_KEY, curve: None },
        OpenKeyError::RestrictedToPss,
        OpenKeyError::MultiPrime,
        OpenKeyError::Size { bits: 1024 },
        OpenKeyError::Exponent,
        OpenKeyError::UnequalPrimes { bits: [1096, 952] },
        OpenKeyError::CompositeFactor,
        OpenKeyError::Damaged,
    ];
    let parts = [
        KeyPart::Modulus,
        KeyPart::PublicExponent,
        KeyPart::PrivateExponent,
        KeyPart::Prime1,
        KeyPart::Prime2,
        KeyPart::Exponent1,
        KeyPart::Exponent2,
        KeyPart::Coefficient,
    ];
    let all = errors
        .into_iter()
        .chain(sealed.map(OpenKeyError::Sealed))
        .chain(parts.map(OpenKeyError::Missing))
        .chain(parts.map(OpenKeyError::Wrong))
        .chain(forms.map(OpenKeyError::UnsupportedForm));
    all.map(|error| wording::open_key(&error, Field::KeyFile, Field::UnlockPassword)).collect()
}

fn files_given() -> Vec<Message> {
    let errors = [
        OpenError::Damaged,
        OpenError::PasswordNeeded,
        OpenError::WrongPassword,
        OpenError::OtherPassword,
        OpenError::Signed,
        OpenError::ForCertificate,
        OpenError::ForGroup,
        OpenError::UnsupportedPart(ID_RSASSA_PSS),
        OpenError::Sealed(DecryptError::BudgetSpent),
        OpenError::UnsupportedMac(ID_RSASSA_PSS),
        OpenError::Sealed(DecryptError::Damaged),
        OpenError::Sealed(DecryptError::UnsupportedAlgorithm(ID_RSASSA_PSS)),
        OpenError::Sealed(DecryptError::TooMuchMemory { bytes: 1 << 40 }),
        OpenError::SeveralKeys { count: 2 },
        OpenError::Key(OpenKeyError::MultiPrime),
        OpenError::Certificate(DAMAGED),
    ];
    errors.map(|error| wording::open_pkcs12(&error, Field::KeyFile, Field::UnlockPassword)).to_vec()
}

fn facts_of_files() -> Vec<String> {
    let reasons = [
        Feature::Cipher(Family::Pbes2, Cipher::Aes192),
        Feature::Cipher(Family::Pbes1(HashFunction::Md5), Cipher::Des),
        Feature::Cipher(Family::Pkcs12, Cipher::Rc2 { key_length: 5, effective_bits: 40 }),
        Feature::Cipher(Family::Pkcs12, Cipher::Rc4 { key_length: 16 }),
        Feature::OtherCipher(ID_RSASSA_PSS),
        Feature::Derivation(HashFunction::Sha224),
        Feature::Scrypt,
        Feature::NoIterations(Family::Pbes2),
        Feature::ManyIterationsOfPkcs12 { iterations: 700_000 },
        Feature::ManyIterations { iterations: 6_000_000 },
        Feature::ManyIterationsForLoader { iterations: 400_000 },
        Feature::ManyIterationsInAll { iterations: 1_200_000 },
        Feature::ShortSalt,
        Feature::Mac(HashFunction::Sha256),
        Feature::OtherMac(ID_RSASSA_PSS),
        Feature::MacWithoutIterations,
        Feature::Pbmac1,
        Feature::NoMac,
        Feature::PlainKey,
        Feature::Nested,
        Feature::UnmarkedKey,
        Feature::MarkElsewhere,
        Feature::UnpairedForJava,
        Feature::UnusualName,
        Feature::PasswordNotAscii,
        Feature::NoPassword,
    ];
    let refusals = Program::ALL.into_iter().flat_map(|program| {
        let alone = |reason| wording::refusals(&[Refusal { program, reason }]);
        reasons.into_iter().flat_map(alone).collect::<Vec<_>>()
    });
    let skipped = [
        Skipped::RevocationList,
        Skipped::Secret,
        Skipped::PasswordForGroup,
        Skipped::UnreadableCertificate(DAMAGED),
        Skipped::OtherCertificate(ID_RSASSA_PSS),
        Skipped::OtherBag(ID_RSASSA_PSS),
    ];
    let spellings = [Spelling::Windows1252, Spelling::WidenedUtf8];
    let spellings = spellings.into_iter().filter_map(wording::spelling).map(str::to_owned);
    refusals.chain(wording::skipped(&skipped)).chain(spellings).collect()
}

#[test]
fn every_message_about_a_file_is_a_plain_sentence() {
    are_plain([keys(), files_given()].concat().into_iter().map(|message| message.sentence));
}

#[test]
fn every_fact_of_a_file_is_a_plain_sentence() {
    are_plain(facts_of_files());
}

#[test]
fn a_message_about_a_password_stands_beside_the_password() {
    let field = |error: OpenKeyError| wording::open_key(&error, Field::KeyPem, Field::UnlockPassword).field;
    assert_eq!(field(OpenKeyError::PasswordNeeded), Field::UnlockPassword);
    assert_eq!(field(OpenKeyError::WrongPassword), Field::UnlockPassword);
    assert_eq!(field(OpenKeyError::Damaged), Field::KeyPem);
    let new = |error| wording::new_password(error, Field::KeyPassword, Field::KeyPasswordConfirm).field;
    assert_eq!(new(PasswordError::Different), Field::KeyPasswordConfirm);
    assert_eq!(new(PasswordError::Empty), Field::KeyPassword);
}

#[test]
fn a_missing_password_is_asked_for_in_words_that_fit_the_files() {
    let empty = |first, again| wording::new_password(PasswordError::Empty, first, again).sentence;
    let keys = "Enter a password for all key files, or choose another answer.";
    assert_eq!(empty(Field::BulkPassword, Field::BulkPasswordConfirm), keys);
    let files = "Enter a password. Some programs do not open a file without one.";
    assert_eq!(empty(Field::PfxPassword, Field::PfxPasswordConfirm), files);
    assert_eq!(empty(Field::BulkPfxPassword, Field::BulkPfxPasswordConfirm), files);
}

#[test]
fn algorithms_are_called_by_the_names_that_people_know() {
    let name = |text| wording::algorithm(const_oid::ObjectIdentifier::new(text).expect("an oid"));
    assert_eq!(name("1.2.840.10045.3.1.7"), "P-256");
    assert_eq!(name("1.3.101.112"), "Ed25519");
    assert_eq!(name("1.2.840.113549.1.5.1"), "DES and MD2 (pbeWithMD2AndDES-CBC)");
    assert_eq!(name("2.16.840.1.101.3.4.1.46"), "AES-256 in GCM mode");
    assert_eq!(name("1.2.3.4"), "the algorithm 1.2.3.4");
    let scheme = Scheme::from_dek_info("AES-256-CBC,00112233445566778899AABBCCDDEEFF").expect("a scheme");
    let said = wording::encryption(&scheme);
    assert_eq!(said, "AES-256 (OpenSSL's own key derivation, MD5, 1 iteration)");
}
