//! Whatever a person pastes or drops is told for what it is.

use crate::support::readable::{Files, INT, PROXY, items, only};
use bars_csr::reader::{Item, KeyForm};

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
fn a_key_in_one_line_keeps_its_headers() {
    let text = String::from_utf8(Files::file("legacy.pem")).expect("text");
    assert_eq!(only(text.replace('\n', " ")), only(&text));
    let quoted: String = text.lines().map(|line| format!("> {line}\r\n")).collect();
    assert_eq!(only(quoted), only(&text));
}

#[test]
fn several_blocks_come_in_their_order_whatever_stands_between() {
    let key = String::from_utf8(Files::file("key.pem")).unwrap();
    let text =
        format!("Bag Attributes\n    localKeyID: 01\n{PROXY}\nHello, your key:\n\n{key}\nRegards\n{INT}");
    assert_eq!(items(text), [only(PROXY), only(&key), only(INT)]);
}

#[test]
fn a_file_of_several_der_structures_gives_all_of_them() {
    let (certificate, request) = (Files::der("certificate.pem"), Files::der("request.pem"));
    let both = [certificate.clone(), request.clone(), b"\r\n".to_vec()].concat();
    assert_eq!(items(&both), [Item::Certificate(certificate), Item::Request(request)]);
}

#[test]
fn a_block_of_another_kind_is_named() {
    let text = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n";
    assert_eq!(only(text), Item::Other { label: "PGP PUBLIC KEY BLOCK".to_owned() });
    let text = format!("-----BEGIN FORWARDED MESSAGE-----\n{PROXY}");
    assert_eq!(only(text), only(PROXY));
}

#[test]
fn an_openssh_key_is_told_apart() {
    let text =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n";
    let der = b"openssh-key-v1\0".to_vec().into();
    assert_eq!(only(text), Item::PrivateKey { form: KeyForm::OpenSsh, der });
}

#[test]
fn an_item_does_not_print_its_octets() {
    let text = format!("{:?}", only(Files::file("key.pem")));
    assert_eq!(text, "PrivateKey(Pkcs8)");
}
