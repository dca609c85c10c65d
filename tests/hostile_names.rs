//! Names from outside: in certificates, of files, and in the markers of blocks. Whatever they hold,
//! what is said of them stays short and has no character that a person cannot see.

use crate::support::desk::{document, perform, question};
use crate::support::endpoint::{Endpoint, password};
use crate::support::test_ca::ThreeLevels;
use bars_csr::certificate::Certificate;
use bars_csr::job::{Answer, Assessed, Document, Job, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::{Field, Message};
use bars_csr::pkcs12::{self, Encryption};
use bars_csr::wording;

/// A terminal's escape, a line end, a tab, a reversal of direction, characters without width, and
/// markup. 64 characters are the most that an authority takes.
const HOSTILE: &str = SUBJECT.split_at("/CN=".len()).1;
const SUBJECT: &str = concat!(
    "/CN=a\u{1b}[31m\r\nb\tc\u{202e}d\u{2066}e\u{200b}f\u{feff}",
    "<img src=x onerror=alert(1)>&quot;-12345678901"
);
const ORGANISATION: &str = "/O=\u{1b}[31m\u{202e}\u{200b}<script>alert(1)<\\/script>";

/// The longest sentence that names a few certificates.
const MOST_CHARACTERS: usize = 500;

/// Whether a person sees the character, or the space that it leaves.
fn is_visible(character: char) -> bool {
    let turns =
        matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let has_no_width = matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    !character.is_control() && !turns && !has_no_width
}

#[track_caller]
fn is_plain(text: &str) {
    assert!(text.chars().all(is_visible), "{text:?}");
    assert!(text.chars().count() <= MOST_CHARACTERS, "{text:?}");
}

#[track_caller]
fn are_plain(messages: &[Message]) {
    messages.iter().for_each(|message| is_plain(&message.sentence));
}

fn files(path: &[Certificate]) -> Vec<Document> {
    path.iter().map(|one| document(Field::CertificateFile, "c.cer", one.to_pem().as_bytes())).collect()
}

fn assess(documents: Vec<Document>) -> Result<Assessed, Vec<Message>> {
    match perform(&mut Keyholder::default(), Job::Assess(question()), documents).outcome {
        Outcome::Assessed(assessed) => Ok(assessed),
        Outcome::Refused(messages) => Err(messages),
        _ => panic!("another answer"),
    }
}

/// Certificates with hostile names, of which the chain has every fault that names one.
fn faulty() -> ThreeLevels {
    ThreeLevels::with(|root, intermediate, leaf| {
        (leaf.subject, intermediate.subject) = (SUBJECT, ORGANISATION);
        (leaf.until, intermediate.until) = ("20250101000000Z", "20250101000000Z");
        root.until = "20250101000000Z";
        intermediate.extensions = &["basicConstraints=CA:FALSE", "keyUsage=digitalSignature"];
    })
}

#[test]
fn the_authority_of_these_tests_writes_the_name_as_it_is() {
    assert_eq!(HOSTILE.chars().count(), 64);
    assert_eq!(faulty().leaf.subject().common_names(), [HOSTILE]);
}

#[test]
fn the_checks_name_certificates_in_visible_characters() {
    let levels = faulty();
    let mut forged = levels.leaf.as_der().to_vec();
    *forged.last_mut().expect("octets") ^= 1;
    let forged = Certificate::from_der(&forged).expect("it reads");
    let rest = [levels.intermediate.clone(), levels.root.clone()];
    let cases = [
        levels.all(),
        vec![levels.leaf.clone()],
        vec![levels.leaf.clone(); 3],
        [vec![forged], rest.to_vec()].concat(),
        [levels.all(), faulty().all()].concat(),
    ];
    for certificates in cases {
        let assessed = assess(files(&certificates)).expect("it is assessed");
        for check in &assessed.checks {
            is_plain(&check.title);
            is_plain(&check.sentence);
        }
    }
}

#[test]
fn the_path_names_certificates_in_visible_characters() {
    let assessed = assess(files(&faulty().all())).expect("it is assessed");
    assert_eq!(assessed.path.len(), 3);
    assessed.path.iter().for_each(|line| is_plain(line));
}

#[test]
fn messages_name_files_in_visible_characters() {
    let endpoint = Endpoint::new();
    let leaf = endpoint.levels.leaf.to_pem();
    let damaged = leaf.replacen("MII", "!!!", 1);
    let cut = &leaf[..leaf.len() / 2];
    let with_key = [leaf.as_bytes(), &endpoint.key_pem].concat();
    let name = HOSTILE.repeat(100);
    let mut documents = files(&endpoint.path());
    for octets in [damaged.as_bytes(), cut.as_bytes(), &with_key, &endpoint.key_pem, b"", b"%PDF-1.7", b"?"] {
        documents.push(document(Field::CertificateFile, &name, octets));
    }
    let assessed = assess(documents).expect("it is assessed");
    assert_eq!(assessed.unread.len(), 6);
    are_plain(&assessed.unread);
    assert_eq!(assessed.aside.len(), 1);
    assessed.aside.iter().for_each(|sentence| is_plain(sentence));
}

#[test]
fn messages_name_blocks_in_visible_characters() {
    for label in ["\u{1b}[31m\u{202e}LABEL", "<IMG SRC=X>", &"L".repeat(5_000)] {
        let body = "MAA=";
        for block in [
            format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"),
            format!("-----BEGIN {label}-----\n{body}\n"),
            format!("{body}\n-----END {label}-----\n"),
            format!("-----BEGIN {label}-----\n=!=!=\n-----END {label}-----\n"),
        ] {
            let documents = vec![document(Field::CertificatePem, "", block.as_bytes())];
            are_plain(&assess(documents).err().expect("it is refused"));
            let source = Field::KeyPem;
            let documents = vec![document(source, "", block.as_bytes())];
            let job = Job::OpenKey { source, password: None };
            let Outcome::Refused(messages) = perform(&mut Keyholder::default(), job, documents).outcome
            else {
                panic!("it was not refused")
            };
            are_plain(&messages);
        }
    }
}

#[test]
fn a_hostile_name_in_a_certificate_names_no_file() {
    let levels = ThreeLevels::with(|_, _, leaf| leaf.subject = SUBJECT);
    let key = std::fs::read(levels.ca.folder().join("rsa-leaf")).expect("the key is there");
    let mut keyholder = Keyholder::default();
    let job = Job::OpenKey { source: Field::KeyFile, password: None };
    perform(&mut keyholder, job, vec![document(Field::KeyFile, "", &key)]);
    let job = Job::MakePfx {
        question: question(),
        password: password("secret"),
        friendly_name: String::new(),
        encryption: Encryption::Modern,
    };
    let Answer { outcome, files } = perform(&mut keyholder, job, files(&levels.all()));
    let Outcome::PfxMade { file_names, .. } = outcome else { panic!("no file was made") };
    assert_eq!(file_names, ["certificate.pfx", "certificate.cer", "certificate-chain.pem"]);
    let opened = pkcs12::open(&files[0].bytes, Some(&password("secret"))).expect("it opens");
    assert_eq!(opened.friendly_name.as_deref(), Some("certificate"));
}

#[test]
fn what_nobody_sees_is_shown_by_its_number_and_nothing_else_is_changed() {
    let shown = |name: &str| wording::file_unreadable(Field::KeyFile, name).sentence;
    for hidden in [
        '\0',
        '\u{7}',
        '\t',
        '\n',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{ad}',
        '\u{34f}',
        '\u{61c}',
        '\u{115f}',
        '\u{180e}',
        '\u{200b}',
        '\u{200d}',
        '\u{200e}',
        '\u{200f}',
        '\u{2028}',
        '\u{2029}',
        '\u{202a}',
        '\u{202e}',
        '\u{2060}',
        '\u{2066}',
        '\u{2069}',
        '\u{206f}',
        '\u{2800}',
        '\u{3164}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{ffa0}',
        '\u{fff9}',
        '\u{e0001}',
        '\u{e0041}',
        '\u{e0100}',
    ] {
        let expected = format!("aU+{:04X}b.pem could not be read.", u32::from(hidden));
        let sentence = shown(&format!("a{hidden}b.pem"));
        assert!(sentence.starts_with(&expected), "{sentence}");
    }
    for name in ["Zertifikat für Ärzte.cer", "证书.pem", "مفتاح.key", "a – b.cer", "😀.pem", "a\u{a0}b.cer"]
    {
        assert!(shown(name).starts_with(&format!("{name} could not be read.")), "{}", shown(name));
    }
    let cut = shown(&"\u{202e}".repeat(50));
    assert!(cut.starts_with(&format!("{}… could not be read.", "U+202E".repeat(10))), "{cut}");
}
