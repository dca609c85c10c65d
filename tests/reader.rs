//! Whatever a person pastes or drops is told for what it is.

mod support;

use std::sync::OnceLock;

use bars_csr::reader::{
    Appearance, Change, Item, ItemKind, KeyForm, MOST_BYTES, Place, ReadError, Repair, read,
};
use support::program;

const PROXY: &str = include_str!("vectors/bars-proxy.spineservices.nhs.uk.pem");
const INT: &str = include_str!("vectors/int.api.service.nhs.uk.pem");
const LABELS: [&str; 16] = [
    "CERTIFICATE",
    "X509 CERTIFICATE",
    "CERTIFICATE REQUEST",
    "NEW CERTIFICATE REQUEST",
    "PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "DSA PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "PUBLIC KEY",
    "PKCS7",
    "CMS",
    "X509 CRL",
    "PKCS12",
    "TRUSTED CERTIFICATE",
];

/// Everything that OpenSSL writes about one key.
struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn get() -> &'static Self {
        static FILES: OnceLock<Files> = OnceLock::new();
        FILES.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            for line in [
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem",
                "rsa -in key.pem -traditional -out pkcs1.pem",
                "rsa -in key.pem -traditional -aes256 -passout pass:secret -out legacy.pem",
                "pkcs8 -topk8 -in key.pem -v2 aes-256-cbc -passout pass:secret -out encrypted.pem",
                "pkey -in key.pem -pubout -out public.pem",
                "req -new -key key.pem -subj /CN=a.nhs.uk -out request.pem",
                "req -new -newhdr -key key.pem -subj /CN=a.nhs.uk -out new-request.pem",
                "req -x509 -key key.pem -subj /CN=a.nhs.uk -out certificate.pem",
                "x509 -in certificate.pem -trustout -addtrust serverAuth -out trusted.pem",
                "crl2pkcs7 -nocrl -certfile certificate.pem -out chain.p7b",
                "pkcs12 -export -inkey key.pem -in certificate.pem -passout pass:secret -out bundle.p12",
                "ecparam -name prime256v1 -genkey -noout -out sec1.pem",
                "cms -sign -binary -nodetach -signer certificate.pem -inkey key.pem -in public.pem -outform PEM -stream -out cms.pem",
            ] {
                let arguments: Vec<&str> = line.split(' ').collect();
                program("openssl", folder.path(), &arguments, b"").expect_success();
            }
            Self { folder }
        })
    }

    fn file(name: &str) -> Vec<u8> {
        std::fs::read(Self::get().folder.path().join(name)).expect("the file is there")
    }

    /// The octets inside the markers of a PEM file, as OpenSSL decodes them.
    fn der(name: &str) -> Vec<u8> {
        let text = String::from_utf8(Self::file(name)).expect("text");
        let body: String = text
            .lines()
            .skip_while(|line| !line.starts_with("-----BEGIN"))
            .skip(1)
            .take_while(|line| !line.starts_with("-----END"))
            .collect();
        program("openssl", Self::get().folder.path(), &["base64", "-d", "-A"], body.as_bytes())
            .expect_success()
            .stdout
    }
}

fn items(bytes: impl AsRef<[u8]>) -> Vec<Item> {
    read(bytes.as_ref()).expect("it is read").found.into_iter().map(|found| found.item).collect()
}

fn only(bytes: impl AsRef<[u8]>) -> Item {
    let mut items = items(bytes);
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0)
}

fn certificate(pem: &str) -> Item {
    only(pem)
}

fn body(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with("-----")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_file_that_openssl_writes_is_told_by_its_content() {
    let key = |form| move |der: Vec<u8>| Item::PrivateKey { form, der: der.into() };
    assert_eq!(only(Files::file("key.pem")), key(KeyForm::Pkcs8)(Files::der("key.pem")));
    assert_eq!(only(Files::file("pkcs1.pem")), key(KeyForm::Pkcs1)(Files::der("pkcs1.pem")));
    assert_eq!(only(Files::file("sec1.pem")), key(KeyForm::Sec1)(Files::der("sec1.pem")));
    assert_eq!(only(Files::file("encrypted.pem")), key(KeyForm::EncryptedPkcs8)(Files::der("encrypted.pem")));
    assert_eq!(only(Files::file("public.pem")), Item::PublicKey(Files::der("public.pem")));
    assert_eq!(only(Files::file("request.pem")), Item::Request(Files::der("request.pem")));
    assert_eq!(only(Files::file("new-request.pem")), Item::Request(Files::der("request.pem")));
    assert_eq!(only(Files::file("certificate.pem")), Item::Certificate(Files::der("certificate.pem")));
    assert_eq!(only(Files::file("trusted.pem")), Item::Certificate(Files::der("certificate.pem")));
    assert_eq!(only(Files::file("chain.p7b")), Item::Certificate(Files::der("certificate.pem")));
    assert_eq!(only(Files::file("cms.pem")), Item::Certificate(Files::der("certificate.pem")));
    assert_eq!(only(Files::file("bundle.p12")), Item::Pkcs12(Files::file("bundle.p12").into()));
}

#[test]
fn the_same_octets_are_told_without_any_text_around_them() {
    let names = ["key.pem", "pkcs1.pem", "sec1.pem", "encrypted.pem", "public.pem", "request.pem"];
    for name in names.into_iter().chain(["certificate.pem", "chain.p7b", "cms.pem"]) {
        assert_eq!(only(Files::der(name)), only(Files::file(name)), "{name}");
    }
}

#[test]
fn the_older_encryption_keeps_its_headers_and_its_ciphertext() {
    let text = Files::file("legacy.pem");
    let Item::PrivateKey { form: KeyForm::OpenSslEncrypted { label, dek_info }, der } = only(&text) else {
        panic!("an encrypted key");
    };
    assert_eq!(label, "RSA PRIVATE KEY");
    assert!(dek_info.starts_with("AES-256-CBC,"), "{dek_info}");
    assert_eq!(dek_info.len(), "AES-256-CBC,".len() + 32);
    assert_eq!(der.len() % 16, 0);
}

#[test]
fn several_blocks_come_in_their_order_whatever_stands_between() {
    let key = String::from_utf8(Files::file("key.pem")).unwrap();
    let text =
        format!("Bag Attributes\n    localKeyID: 01\n{PROXY}\nHello, your key:\n\n{key}\nRegards\n{INT}");
    assert_eq!(items(text), [certificate(PROXY), only(&key), certificate(INT)]);
}

#[test]
fn line_ends_indentation_and_byte_order_marks_do_not_matter() {
    let expected = certificate(PROXY);
    let indented: String = PROXY.lines().map(|line| format!("\t  {line}  \n")).collect();
    for text in [
        PROXY.replace('\n', "\r\n"),
        PROXY.replace('\n', "\r"),
        PROXY.replace('\n', "\n\n"),
        PROXY.replace('\n', " "),
        format!("\u{feff}{PROXY}"),
        indented,
        PROXY.trim_end().to_owned(),
    ] {
        assert_eq!(only(&text), expected, "{text}");
    }
}

#[test]
fn lines_may_have_any_width() {
    let letters: String = body(PROXY).split_whitespace().collect();
    for width in [1, 7, 63, 76, 4000] {
        let lines: Vec<&str> =
            letters.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let text = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
        assert_eq!(only(&text), certificate(PROXY), "{width}");
    }
}

#[test]
fn markers_of_the_guide_have_dashes_on_one_side_only() {
    let body = body(PROXY);
    for (begin, end) in [
        ("-----BEGIN CERTIFICATE", "END CERTIFICATE-----"),
        ("BEGIN CERTIFICATE-----", "-----END CERTIFICATE"),
        ("BEGIN CERTIFICATE", "END CERTIFICATE"),
        ("--BEGIN CERTIFICATE--", "--END CERTIFICATE--"),
        ("----- BEGIN CERTIFICATE -----", "----- END CERTIFICATE -----"),
    ] {
        for text in [format!("{begin}\n{body}\n{end}\n"), format!("\u{feff}{begin}\r\n{body}\r\n{end}")] {
            assert_eq!(only(&text), certificate(PROXY), "{begin}");
        }
    }
    assert_eq!(
        only(format!("-----BEGIN CERTIFICATE {} END CERTIFICATE-----", body.replace('\n', " "))),
        certificate(PROXY)
    );
}

#[test]
fn base64_without_markers_is_found_in_its_text() {
    let (proxy, int) = (body(PROXY), body(INT));
    assert_eq!(only(&proxy), certificate(PROXY));
    assert_eq!(only(proxy.replace('\n', "")), certificate(PROXY));
    assert_eq!(only(format!("\u{feff}{proxy}")), certificate(PROXY));
    assert_eq!(only(format!("Hello,\r\n\r\n{proxy}\r\nRegards\r\nThe team")), certificate(PROXY));
    let both = format!("{proxy}\n\n{int}\n");
    assert_eq!(items(both), [certificate(PROXY), certificate(INT)]);
}

#[test]
fn wrong_labels_do_not_deceive() {
    for label in LABELS.into_iter().filter(|&label| label != "OPENSSH PRIVATE KEY") {
        let text = format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", body(PROXY));
        assert_eq!(only(&text), certificate(PROXY), "{label}");
    }
}

#[test]
fn the_closing_line_may_be_missing_where_the_octets_are_whole() {
    let cut = PROXY.replace("-----END CERTIFICATE-----", "");
    assert_eq!(only(&cut), certificate(PROXY));
    assert_eq!(items(format!("{cut}{INT}")), [certificate(PROXY), certificate(INT)]);
}

#[test]
fn a_copy_that_stops_early_is_told() {
    let label = "CERTIFICATE".to_owned();
    let half: String = PROXY.lines().take(8).map(|line| format!("{line}\n")).collect();
    assert_eq!(read(half.as_bytes()), Err(ReadError::MissingEnd { label: label.clone() }));
    let closed = format!("{half}-----END CERTIFICATE-----\n");
    assert_eq!(read(closed.as_bytes()), Err(ReadError::DamagedDer { label: Some(label.clone()) }));
    let headless: String = PROXY.lines().skip(2).map(|line| format!("{line}\n")).collect();
    assert_eq!(read(headless.as_bytes()), Err(ReadError::MissingBegin { label }));
    let bare: String = body(PROXY).lines().take(8).map(|line| format!("{line}\n")).collect();
    assert_eq!(read(bare.as_bytes()), Err(ReadError::DamagedDer { label: None }));
    let damaged = body(PROXY).replacen("BgNVBAM", "BgNV*AM", 1);
    let line = damaged.lines().position(|line| line.contains('*')).unwrap() + 1;
    assert_eq!(read(damaged.as_bytes()), Err(ReadError::DamagedBase64 { label: None, line }));
    let der = Files::der("certificate.pem");
    assert_eq!(read(&der[..der.len() - 1]), Err(ReadError::DamagedDer { label: None }));
}

#[test]
fn a_strange_character_is_told_with_its_line() {
    for ends in ["\n", "\r\n", "\r"] {
        let text = PROXY.replacen("BgNVBAM", "BgNV*AM", 1).replace('\n', ends);
        assert!(text.contains('*'));
        let line = PROXY.lines().position(|line| line.contains("BgNVBAM")).unwrap() + 1;
        let label = Some("CERTIFICATE".to_owned());
        assert_eq!(read(text.as_bytes()), Err(ReadError::DamagedBase64 { label, line }));
    }
}

#[test]
fn a_block_of_another_kind_is_named() {
    let text = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n";
    assert_eq!(only(text), Item::Other { label: "PGP PUBLIC KEY BLOCK".to_owned() });
    let text = format!("-----BEGIN FORWARDED MESSAGE-----\n{PROXY}");
    assert_eq!(only(text), certificate(PROXY));
}

#[test]
fn an_openssh_key_is_told_apart() {
    let text =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n";
    let der = b"openssh-key-v1\0".to_vec().into();
    assert_eq!(only(text), Item::PrivateKey { form: KeyForm::OpenSsh, der });
}

#[test]
fn prose_about_markers_holds_no_block() {
    let text = "Please send what stands between BEGIN CERTIFICATE and END CERTIFICATE in the file.";
    assert_eq!(read(text.as_bytes()), Err(ReadError::NotRecognised { appearance: Appearance::Text }));
}

#[test]
fn what_is_none_of_it_is_named_by_its_looks() {
    for (bytes, appearance) in [
        (b"<!DOCTYPE html><html>".as_slice(), Appearance::Html),
        (b"%PDF-1.7", Appearance::Pdf),
        (b"\x89PNG\r\n\x1a\n", Appearance::Image),
        (b"\xfe\xed\xfe\xed\0\0\0\x02", Appearance::JavaKeyStore),
        (b"\xff\xfeM\0I\0", Appearance::Text),
        (b"Dear all", Appearance::Text),
        (b"0123456789", Appearance::Text),
        (b"\x30\x03\x02\x01\x01", Appearance::OtherDer),
        (b"\x00\x01\x02", Appearance::Binary),
    ] {
        assert_eq!(read(bytes), Err(ReadError::NotRecognised { appearance }), "{appearance:?}");
    }
}

#[test]
fn nothing_and_too_much_are_refused() {
    for nothing in ["", " \r\n\t", "\u{feff}", "\u{feff}\n"] {
        assert_eq!(read(nothing.as_bytes()), Err(ReadError::Empty));
    }
    let bytes = MOST_BYTES + 1;
    assert_eq!(read(&vec![b' '; bytes]), Err(ReadError::TooLarge { bytes, most: MOST_BYTES }));
}

#[test]
fn a_closing_line_that_stands_there_twice_does_no_harm() {
    let text = format!("{}\n-----END CERTIFICATE-----\n{INT}", PROXY.trim_end());
    assert_eq!(items(text), [certificate(PROXY), certificate(INT)]);
}

#[test]
fn a_megabyte_of_markers_is_read_to_its_end() {
    for (marker, error) in [
        ("BEGIN CERTIFICATE ", ReadError::NotRecognised { appearance: Appearance::Text }),
        ("-----BEGIN CERTIFICATE-----", ReadError::MissingEnd { label: "CERTIFICATE".to_owned() }),
        ("-----BEGIN A-----", ReadError::NotRecognised { appearance: Appearance::Text }),
        ("MIMI", ReadError::NotRecognised { appearance: Appearance::Text }),
        ("MIIBIjAN", ReadError::DamagedDer { label: None }),
    ] {
        let text = marker.repeat(MOST_BYTES / marker.len());
        assert_eq!(read(text.as_bytes()), Err(error), "{marker}");
    }
}

#[test]
fn an_item_does_not_print_its_octets() {
    let text = format!("{:?}", only(Files::file("key.pem")));
    assert_eq!(text, "PrivateKey(Pkcs8)");
}

#[test]
fn no_prefix_and_no_changed_byte_brings_the_reader_down() {
    let der = Files::der("certificate.pem");
    let pem = Files::file("legacy.pem");
    for whole in [&der, &pem] {
        for length in 0..whole.len() {
            let _ = read(&whole[..length]);
        }
        for at in 0..whole.len() {
            for byte in [0, 0x20, 0x2d, 0x80, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                let _ = read(&changed);
            }
        }
    }
}

/// What was put right in a text, each with its line.
fn repairs(text: &str) -> Vec<(Change, Option<usize>)> {
    let reading = read(text.as_bytes()).expect("it is read");
    reading.repairs.into_iter().map(|repair| (repair.change, repair.place.line)).collect()
}

#[test]
fn a_good_text_needs_no_repair() {
    for text in
        [PROXY.to_owned(), PROXY.replace('\n', "\r\n"), format!("\u{feff}Hello,\n\n  {PROXY}\nBye\n{INT}")]
    {
        assert_eq!(repairs(&text), []);
    }
}

#[test]
fn what_was_put_right_is_said_with_its_line() {
    let label = || "CERTIFICATE".to_owned();
    let dashes = |opens, before, after| Change::Dashes { opens, label: label(), before, after };
    let hello = |text: String| format!("Hello,\n> quoted <b>words</b>\n{text}");
    let both = PROXY.replace("-----BEGIN", "BEGIN").replace("E-----", "E");
    assert_eq!(repairs(&hello(both)), [(dashes(true, 0, 0), Some(3)), (dashes(false, 5, 0), Some(3))]);
    let cut = PROXY.replace("-----END CERTIFICATE-----", "");
    assert_eq!(repairs(&hello(cut)), [(Change::EndMissing { label: label() }, Some(3))]);
    let headless = PROXY.replace("-----BEGIN CERTIFICATE-----\n", "");
    assert_eq!(repairs(&hello(headless)), [(Change::BeginMissing { label: label() }, Some(3))]);
    assert_eq!(repairs(&hello(body(PROXY))), [(Change::MarkersMissing, Some(3))]);
    let soft = PROXY.replace("\nMII", "\nMI\u{ad}I").replace("END ", "END\u{a0}");
    let end = PROXY.lines().count() + 2;
    let expected = [(Change::InvisibleCharacters, Some(4)), (Change::UnusualSpaces, Some(end))];
    assert_eq!(repairs(&hello(soft)), expected);
    let other = PROXY.replace("END CERTIFICATE", "END X509 CERTIFICATE");
    let change = Change::OtherEnd { opens: label(), closes: "X509 CERTIFICATE".to_owned() };
    assert_eq!(repairs(&hello(other)), [(change, Some(3))]);
    let stray = PROXY.replacen("\nMII", "\nM=II", 1);
    assert_eq!(repairs(&hello(stray)), [(Change::QuotedPrintable, Some(3))]);
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(PROXY.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let reading = read(&wide).expect("it is read");
    assert_eq!(reading.repairs, [Repair { change: Change::Utf16, place: Place::default() }]);
    let trusted = String::from_utf8(Files::file("trusted.pem")).expect("text");
    assert_eq!(repairs(&trusted), [(Change::TrustSettings, Some(1))]);
    let request = Files::file("request.pem");
    let wrong = String::from_utf8(request).expect("text").replace("CERTIFICATE REQUEST", "CERTIFICATE");
    let change = Change::WrongLabel { label: label(), kind: ItemKind::Request };
    assert_eq!(repairs(&wrong), [(change, Some(1))]);
}

#[test]
fn a_file_of_several_der_structures_gives_all_of_them() {
    let (certificate, request) = (Files::der("certificate.pem"), Files::der("request.pem"));
    let both = [certificate.clone(), request.clone(), b"\r\n".to_vec()].concat();
    assert_eq!(items(&both), [Item::Certificate(certificate), Item::Request(request)]);
}

#[test]
fn a_key_in_one_line_keeps_its_headers() {
    let text = String::from_utf8(Files::file("legacy.pem")).expect("text");
    assert_eq!(only(text.replace('\n', " ")), only(&text));
    let quoted: String = text.lines().map(|line| format!("> {line}\r\n")).collect();
    assert_eq!(only(quoted), only(&text));
}
