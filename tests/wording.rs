//! The sentences that a person reads.

mod support;

use std::time::Duration;

use bars_csr::certificate::CertificateError;
use bars_csr::chain::ChainError;
use bars_csr::key::{MakeKeyError, OpenKeyError, Progress, SealKeyError};
use bars_csr::name::{ComposeError, EndpointName, Format, NameWarning};
use bars_csr::password::{PasswordError, Spelling};
use bars_csr::password_encryption::{Cipher, DecryptError, HashFunction, Limits, Scheme};
use bars_csr::pkcs7::ContentType;
use bars_csr::pkcs12::{OpenError, Program, Reason, Refusal, SealError, Skipped};
use bars_csr::reader::{Appearance, Change, ItemKind, KeyForm, Place, ReadError, Repair, Unread};
use bars_csr::request::MakeRequestError;
use bars_csr::wording::{self, Field, Message};
use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, ID_RSASSA_PSS, SECP_256_R_1};

const FORMATS: [Format; 3] = Format::ALL;

fn names() -> Vec<String> {
    let refused = [
        "",
        "https://a.nhs.uk/",
        "a@nhs.uk",
        "10.0.0.1",
        "::1",
        "*.a.nhs.uk",
        "a_b.nhs.uk",
        "a b.nhs.uk",
        "é.nhs.uk",
        "a\u{200b}.nhs.uk",
        "a,b.nhs.uk",
        "a.nhs.uk.",
        "a..nhs.uk",
        "-a.nhs.uk",
        "evilnhs.uk",
        "a.com",
        "nhs.uk",
        "BaRS-PROD-X.thirdparty.nhs.uk",
    ];
    let long = [format!("{}.nhs.uk", "a".repeat(64)), format!("{}.nhs.uk", "a.".repeat(40) + "a")];
    let refused = refused.into_iter().map(str::to_owned).chain(long);
    refused
        .map(|name| match EndpointName::parse(&name) {
            Ok(_) => panic!("{name} was accepted"),
            Err(error) => wording::name(&error).sentence,
        })
        .collect()
}

fn composed() -> Vec<String> {
    let (text, short) = ("x".to_owned(), "y".repeat(60));
    [
        ("", "a"),
        ("A_B", "a"),
        ("A1234567890", "a"),
        ("A", ""),
        ("A", "é"),
        ("A", "-a"),
        ("A", "thirdparty"),
        ("A", &short),
    ]
    .into_iter()
    .map(|(ods_code, organisation)| EndpointName::compose(Format::Int, ods_code, organisation).err())
    .chain([Some(ComposeError::OrganisationMalformed {
        character: Some('\u{feff}'),
        suggestion: Some(text),
    })])
    .map(|error| wording::compose(&error.expect("it is refused")).sentence)
    .collect()
}

fn warnings() -> Vec<String> {
    let crossed = FORMATS
        .into_iter()
        .flat_map(|chosen| FORMATS.into_iter().map(move |found| NameWarning::OtherFormat { chosen, found }));
    let others =
        [NameWarning::NoFormat, NameWarning::OrganisationWord("ltd"), NameWarning::OrganisationShort];
    crossed.chain(others).map(|warning| wording::name_warning(&warning)).collect()
}

fn keys() -> Vec<Message> {
    let sealed = [
        DecryptError::UnsupportedAlgorithm(ID_RSASSA_PSS),
        DecryptError::UnsupportedCipher { name: "CAMELLIA-256-CBC".to_owned() },
        DecryptError::TooManyIterations { iterations: 20_000_000 },
        DecryptError::TooManyIterations { iterations: Limits::MOST.rounds + 1 },
        DecryptError::TooMuchMemory { bytes: 1 << 40 },
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
        OpenKeyError::Damaged,
    ];
    let all = errors
        .into_iter()
        .chain(sealed.map(OpenKeyError::Sealed))
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
        OpenError::Pbmac1,
        OpenError::UnsupportedMac(ID_RSASSA_PSS),
        OpenError::Sealed(DecryptError::Damaged),
        OpenError::Sealed(DecryptError::UnsupportedAlgorithm(ID_RSASSA_PSS)),
        OpenError::Sealed(DecryptError::TooMuchMemory { bytes: 1 << 40 }),
        OpenError::SeveralKeys { count: 2 },
        OpenError::Key(OpenKeyError::MultiPrime),
        OpenError::Certificate(CertificateError::Extension(ID_EC_PUBLIC_KEY)),
    ];
    errors.map(|error| wording::open_pkcs12(&error, Field::KeyFile, Field::UnlockPassword)).to_vec()
}

fn facts_of_files() -> Vec<String> {
    let programs = [
        Program::WindowsServer2016,
        Program::MacOs,
        Program::OldJava,
        Program::Java,
        Program::OpenSsl3,
        Program::DotNet,
    ];
    let reasons = [
        Reason::ModernEncryption,
        Reason::ModernMac(HashFunction::Sha256),
        Reason::OldCipher(Cipher::Rc2 { key_length: 5, effective_bits: 40 }),
        Reason::OldCipher(Cipher::Rc4 { key_length: 16 }),
        Reason::Iterations { iterations: 400_000, most: 300_000 },
        Reason::IterationsInAll { iterations: 1_200_000, most: 1_000_000 },
        Reason::Pbmac1,
        Reason::PasswordNotAscii,
        Reason::NoPassword,
    ];
    let refusals = programs
        .into_iter()
        .flat_map(|program| reasons.map(|reason| wording::refusal(Refusal { program, reason })));
    let skipped = [
        Skipped::RevocationList,
        Skipped::Secret,
        Skipped::OtherCertificate(ID_RSASSA_PSS),
        Skipped::OtherBag(ID_RSASSA_PSS),
    ];
    let spellings = [Spelling::Windows1252, Spelling::WidenedUtf8];
    let spellings = spellings.into_iter().filter_map(wording::spelling).map(str::to_owned);
    refusals.chain(wording::skipped(&skipped)).chain(spellings).collect()
}

fn unreadable() -> Vec<Message> {
    use Appearance::*;
    let looks = [Html, Pdf, Image, OfficeFile, JavaKeyStore, PuttyKey, CutDer, OtherDer, Text, Binary];
    let label = || "CERTIFICATE".to_owned();
    let errors = [
        ReadError::Empty,
        ReadError::TooLarge { bytes: 2_000_000, most: 1_048_576 },
        ReadError::DamagedBase64 { label: Some(label()), line: 3 },
        ReadError::MissingBegin { label: label() },
        ReadError::MissingEnd { label: label() },
        ReadError::DamagedDer { label: None },
    ];
    let all = errors.into_iter().chain(looks.map(|appearance| ReadError::NotRecognised { appearance }));
    all.map(|error| wording::certificate_input(&error, "mail.txt", Field::CertificateFile)).collect()
}

fn repairs() -> Vec<String> {
    let label = || "CERTIFICATE".to_owned();
    let dashes = |before, after| Change::Dashes { opens: true, label: label(), before, after };
    let wrong = |kind| Change::WrongLabel { label: label(), kind };
    let changes = [
        Change::Utf16,
        Change::QuotedPrintable,
        Change::Html,
        Change::Escapes,
        Change::UnusualSpaces,
        Change::InvisibleCharacters,
        Change::UnusualDashes,
        Change::Quoting,
        Change::Base64Url,
        dashes(0, 0),
        dashes(5, 0),
        dashes(6, 6),
        Change::OtherEnd { opens: label(), closes: label() },
        Change::BeginMissing { label: label() },
        Change::EndMissing { label: label() },
        Change::MarkersMissing,
        wrong(ItemKind::Request),
        wrong(ItemKind::Pkcs7(ContentType::SignedData)),
        Change::TrustSettings,
    ];
    let place = || Place { line: Some(3), ..Place::default() };
    changes
        .into_iter()
        .flat_map(|change| wording::repairs(&[Repair { change, place: place() }], ""))
        .collect()
}

fn zips() -> Vec<String> {
    let label = || Some("CERTIFICATE".to_owned());
    let errors = [
        ReadError::Empty,
        ReadError::TooLarge { bytes: 2_000_000, most: 1_048_576 },
        ReadError::NotRecognised { appearance: Appearance::Text },
        ReadError::DamagedDer { label: label() },
        ReadError::EncryptedEntry,
        ReadError::UnknownCompression { method: 12 },
        ReadError::ZipInZip,
    ];
    let unread: Vec<Unread> =
        errors.into_iter().map(|error| Unread { entry: "notes.txt".to_owned(), error }).collect();
    let all = [
        ReadError::DamagedZip,
        ReadError::TooManyEntries { most: 1000 },
        ReadError::UnpacksTooLarge { bytes: 51_000_000, most: 50_000_000 },
        ReadError::NothingInZip { unread: Vec::new() },
        ReadError::NothingInZip { unread: unread.clone() },
    ];
    let of_file = |error| wording::certificate_input(&error, "mail.txt", Field::CertificateFile).sentence;
    let damaged = |unread| wording::damaged_entry(unread, "mail.txt", Field::CertificateFile).sentence;
    let references: Vec<&Unread> = unread.iter().collect();
    let passed_over = wording::passed_over(&references, "mail.txt");
    let one = wording::passed_over(&references[..1], "");
    all.into_iter().map(of_file).chain(unread.iter().map(damaged)).chain(passed_over).chain(one).collect()
}

fn others() -> Vec<Message> {
    let pair = (Field::PfxPassword, Field::PfxPasswordConfirm);
    let passwords =
        [PasswordError::Empty, PasswordError::TooLong { characters: 20_000 }, PasswordError::Different];
    let seals = [
        SealError::NoCertificate,
        SealError::OtherKey,
        SealError::FriendlyNameTooLong { characters: 300 },
        SealError::Encode,
        SealError::ReadBack,
    ];
    let damages = [
        CertificateError::Structure,
        CertificateError::Signature,
        CertificateError::SerialNumber,
        CertificateError::Issuer,
        CertificateError::Validity,
        CertificateError::Subject,
        CertificateError::PublicKey,
        CertificateError::Extensions,
        CertificateError::Extension(ID_EC_PUBLIC_KEY),
    ];
    let chains = [ChainError::Empty, ChainError::TooMany { certificates: 101, most: 100 }];
    let single = [
        wording::make_key(MakeKeyError::SelfTest),
        wording::make_request(MakeRequestError::Sign),
        wording::make_request(MakeRequestError::ReadBack),
        wording::seal_key(SealKeyError),
        wording::choose_saved_key(),
        wording::saved_key_is_another(),
        wording::no_randomness(),
        wording::worker_died(Field::Generate),
        wording::keeper_died(true),
        wording::keeper_died(false),
        wording::no_file(Field::DownloadKey),
        wording::key_missing(true),
        wording::key_missing(false),
        wording::certificate_missing(),
        wording::bundle_key_gone(),
        wording::seal_bundle_key(SealKeyError),
        wording::file_too_large(Field::KeyFile, "big.bin", 50_000_000, 10_485_760),
        wording::file_unreadable(Field::KeyFile, "gone.key"),
        wording::not_a_certificate(&[ItemKind::Pkcs7(ContentType::EnvelopedData)], "", Field::CertificatePem),
    ];
    let passwords = passwords.map(|error| wording::new_password(error, pair.0, pair.1));
    let seals = seals.map(|error| wording::pkcs12_refused(&error));
    let damages = damages.map(|error| wording::certificate_damaged(error, Field::CertificatePem, ""));
    let chains = chains.map(|error| wording::no_chain(error, Field::CertificateFile));
    single.into_iter().chain(passwords).chain(seals).chain(damages).chain(chains).collect()
}

#[test]
fn every_message_is_a_plain_sentence() {
    let messages =
        [keys(), files_given(), unreadable(), others()].concat().into_iter().map(|message| message.sentence);
    let texts = [names(), composed(), warnings(), facts_of_files(), repairs(), zips()].concat();
    let all: Vec<String> = messages.chain(texts).collect();
    assert!(all.len() > 130, "{}", all.len());
    for sentence in all {
        let end = sentence.chars().next_back();
        let command = ["-aes256", "-f copy-of-key"].iter().any(|end| sentence.ends_with(end));
        assert!(command || matches!(end, Some('.' | '?')), "{sentence}");
        let file_name =
            ["mail.txt", "big.bin", "gone.key", "notes.txt"].iter().any(|name| sentence.starts_with(name));
        assert!(
            file_name || sentence.starts_with(|c: char| c.is_uppercase() || "\".".contains(c)),
            "{sentence}"
        );
        assert!(!sentence.contains('!'), "{sentence}");
        assert!(!sentence.contains("  ") && !sentence.contains(" ,"), "{sentence}");
    }
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

#[test]
fn a_repair_says_what_it_was_and_where() {
    let dashes = |opens| Change::Dashes { opens, label: "CERTIFICATE".to_owned(), before: 0, after: 0 };
    let place = |line, entry: Option<&str>| Place {
        entry: entry.map(str::to_owned),
        line: Some(line),
        in_bundle: false,
    };
    let repair = |change, place| Repair { change, place };
    let all = [
        repair(dashes(true), place(3, None)),
        repair(dashes(true), place(30, Some("a.pem"))),
        repair(Change::Utf16, Place::default()),
    ];
    let expected = [
        "mail.txt: The line BEGIN CERTIFICATE had lost its dashes (line 3 and a.pem, line 30).",
        "mail.txt: The text is in UTF-16, as Notepad can save it, and was read so.",
    ];
    assert_eq!(wording::repairs(&all, "mail.txt"), expected);
    let many: Vec<Repair> = (1..=9).map(|line| repair(Change::Quoting, place(line, None))).collect();
    let expected = "Marks of quoting, such as >, were taken away (line 1, line 2, line 3 and 6 more).";
    assert_eq!(wording::repairs(&many, ""), [expected]);
    let labels = (0..500).map(|label| Change::EndMissing { label: format!("{label}") });
    let many: Vec<Repair> = labels.map(|change| repair(change, Place::default())).collect();
    assert_eq!(
        wording::repairs(&many, "").last().map(String::as_str),
        Some("488 more things were put right.")
    );
}

#[test]
fn names_from_outside_are_shortened_and_lose_their_control_characters() {
    let name = format!("a\u{1b}[31m\n{}", "b".repeat(500));
    let sentence = wording::file_unreadable(Field::KeyFile, &name).sentence;
    let expected = format!("a[31m{}… could not be read.", "b".repeat(55));
    assert!(sentence.starts_with(&expected), "{sentence}");
}

#[test]
fn what_is_not_saved_is_said_until_everything_is() {
    assert_eq!(wording::unsaved(true, true), None);
    for (key, request) in [(false, false), (false, true), (true, false)] {
        assert!(wording::unsaved(key, request).is_some_and(|sentence| sentence.ends_with('.')));
    }
}

#[test]
fn progress_tells_what_was_tried_and_what_is_usual() {
    let progress = Progress { tried: 12, expected: 64 };
    assert_eq!(wording::progress(progress), "Tried 12 numbers; about 64 are usual.");
    let longer = Progress { tried: 160, expected: 64 };
    assert_eq!(
        wording::progress(longer),
        "Tried 160 numbers; about 64 are usual. This is longer than usual: 19 of 20 keys are found sooner. It is chance, and nothing is wrong."
    );
    assert_eq!(wording::elapsed(Duration::from_millis(400)), "1 second so far.");
    assert_eq!(wording::elapsed(Duration::from_millis(7_400)), "7 seconds so far.");
    let made = "The key and the request were made in 1.3 seconds.";
    assert_eq!(wording::key_made(Duration::from_millis(1_250)), made);
}
