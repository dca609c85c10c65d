//! Certificates come out of PKCS#7 bundles as they went in, whether OpenSSL or GnuTLS wrote the bundle.

use crate::pkcs7::{certificates, to_ber};
use crate::support::program;
use crate::support::test_ca::ThreeLevels;
use bars_csr::certificate::Certificate;
use bars_csr::pkcs7::{Bundle, ContentType, OpenError, content_type, open};
use bars_csr::reader::{Found, Item, Place, ReadError, Stop, read};

/// A folder with a chain in it, all of it, the leaf, and the others, and the key of the leaf.
struct Chain {
    levels: ThreeLevels,
}

impl Chain {
    fn new() -> Self {
        let levels = ThreeLevels::rsa();
        let all = levels.all();
        for (name, certificates) in
            [("chain.pem", &all[..]), ("leaf.pem", &all[..1]), ("others.pem", &all[1..])]
        {
            let pem: String = certificates.iter().map(Certificate::to_pem).collect();
            std::fs::write(levels.ca.folder().join(name), pem).expect("written");
        }
        Self { levels }
    }

    fn run(&self, line: &str) -> Vec<u8> {
        let words: Vec<&str> = line.split(' ').collect();
        program(words[0], self.levels.ca.folder(), &words[1..], b"what is signed").expect_success().stdout
    }

    fn der(&self) -> Vec<Vec<u8>> {
        self.levels.all().iter().map(|certificate| certificate.as_der().to_vec()).collect()
    }
}

#[test]
fn what_openssl_bundles_is_taken_out_octet_by_octet() {
    let chain = Chain::new();
    for form in ["DER", "PEM"] {
        let file = chain.run(&format!("openssl crl2pkcs7 -nocrl -certfile chain.pem -outform {form}"));
        assert!(certificates(&file) == chain.der(), "{form}");
    }
}

#[test]
fn what_gnutls_bundles_is_taken_out_in_its_order() {
    let chain = Chain::new();
    for form in ["", " --outder"] {
        let file = chain.run(&format!("certtool --p7-generate --load-certificate chain.pem{form}"));
        assert!(sorted(certificates(&file)) == sorted(chain.der()), "{form}");
    }
}

#[test]
fn signed_messages_carry_their_signers_certificates() {
    let chain = Chain::new();
    let sign = "-sign -signer leaf.pem -inkey rsa-leaf -certfile others.pem -nodetach";
    for line in [
        format!("openssl cms {sign} -outform DER"),
        format!("openssl cms {sign} -outform PEM"),
        format!("openssl cms {sign} -outform DER -stream"),
        format!("openssl cms {sign} -outform PEM -stream"),
        format!("openssl smime {sign} -outform DER"),
        format!("openssl smime {sign} -outform PEM -stream"),
    ] {
        assert!(sorted(certificates(&chain.run(&line))) == sorted(chain.der()), "{line}");
    }
}

#[test]
fn a_bundle_in_ber_gives_the_same_octets() {
    let chain = Chain::new();
    for line in [
        "openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER",
        "openssl cms -sign -signer leaf.pem -inkey rsa-leaf -certfile others.pem -nodetach -outform DER",
    ] {
        let der = chain.run(line);
        let ber = to_ber(&der, 0);
        assert_eq!(ber[..2], [0x30, 0x80]);
        assert!(certificates(&ber) == certificates(&der), "{line}");
        let base64 = program("openssl", chain.levels.ca.folder(), &["base64"], &ber).expect_success().text();
        assert!(certificates(base64.as_bytes()) == certificates(&der), "{line}");
        let text = format!("Hello,\n\n{base64}\nKind regards\nThe team\n");
        assert!(certificates(text.as_bytes()) == certificates(&der), "{line}");
        for length in 2..ber.len() {
            let stop = Some(Stop::Short { octets: length, missing: None });
            assert_eq!(read(&ber[..length]), Err(ReadError::DamagedDer { label: None, stop }), "{length}");
        }
    }
}

#[test]
fn revocation_lists_are_named_and_an_empty_bundle_is_told() {
    let chain = Chain::new();
    let folder = chain.levels.ca.folder();
    std::fs::write(folder.join("root.pem"), chain.levels.root.to_pem()).expect("written");
    for (name, text) in [
        ("index.txt", ""),
        ("crlnumber", "01\n"),
        ("crl.conf", "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\n"),
    ] {
        std::fs::write(folder.join(name), text).expect("written");
    }
    chain.run(
        "openssl ca -gencrl -config crl.conf -cert root.pem -keyfile rsa-root -crldays 30 -out list.pem",
    );
    let bundle = chain.run("openssl crl2pkcs7 -in list.pem -certfile leaf.pem");
    let reading = read(&bundle).expect("it is read");
    let items: Vec<&Item> = reading.items().collect();
    assert!(matches!(items.as_slice(), [Item::Certificate(_), Item::RevocationList(_)]), "{items:?}");

    let empty = chain.run("openssl crl2pkcs7 -nocrl -outform DER");
    assert_eq!(open(&empty), Ok(Bundle::default()));
    let expected = Found { item: Item::Pkcs7(ContentType::SignedData), place: Place::default() };
    assert_eq!(read(&empty).expect("it is read").found, [expected]);
}

#[test]
fn messages_of_other_kinds_are_named() {
    let chain = Chain::new();
    let recipient = "leaf.pem";
    for (line, kind) in [
        (format!("openssl cms -encrypt -aes256 -outform DER {recipient}"), ContentType::EnvelopedData),
        (format!("openssl cms -encrypt -aes256 -outform PEM -stream {recipient}"), ContentType::EnvelopedData),
        (format!("openssl cms -encrypt -aes-256-gcm -outform DER {recipient}"), ContentType::AuthEnvelopedData),
        ("openssl cms -data_create -outform DER".to_owned(), ContentType::Data),
        ("openssl cms -digest_create -outform DER".to_owned(), ContentType::DigestedData),
        ("openssl cms -EncryptedData_encrypt -aes256 -secretkey 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff -outform DER".to_owned(), ContentType::EncryptedData),
    ] {
        let file = chain.run(&line);
        let found = read(&file).expect("it is read").found;
        assert_eq!(found, [Found { item: Item::Pkcs7(kind), place: found[0].place.clone() }], "{line}");
        if file[0] == 0x30 {
            assert_eq!(open(&file), Err(OpenError::NotSignedData(kind)));
            assert_eq!(content_type(&file), Some(kind));
        }
    }
}

fn sorted(mut certificates: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    certificates.sort();
    certificates
}
