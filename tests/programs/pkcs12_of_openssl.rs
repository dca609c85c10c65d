//! PKCS#12 files that OpenSSL writes: those that are opened, and what is said of the others.

use crate::support::endpoint::{Endpoint, password};
use crate::support::program;
use crate::support::test_ca::ENDPOINT_NAME;
use bars_csr::certificate::Certificate;
use bars_csr::password_encryption::DecryptError;
use bars_csr::pkcs12::{self, Contents, OpenError};
use der::asn1::ObjectIdentifier;
use tempfile::TempDir;

const EVERYTHING: &str = "-inkey key -in leaf -certfile chain";
const OLD: &str = "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1";

/// An endpoint, and its key, leaf and chain as files for OpenSSL.
struct Desk {
    endpoint: Endpoint,
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let (endpoint, folder) = (Endpoint::new(), tempfile::tempdir().expect("a folder"));
        let write = |name: &str, octets: &[u8]| {
            std::fs::write(folder.path().join(name), octets).expect("written");
        };
        let chain: String = endpoint.path()[1..].iter().map(Certificate::to_pem).collect();
        write("key", &endpoint.key_pem);
        write("leaf", endpoint.levels.leaf.to_pem().as_bytes());
        write("chain", chain.as_bytes());
        Self { endpoint, folder }
    }

    /// The file that OpenSSL writes of these parts, in this way, under this password.
    fn export(&self, parts: &str, way: &str, text: &str) -> Vec<u8> {
        std::fs::write(self.folder.path().join("password"), text).expect("written");
        let command = format!("pkcs12 -export {parts} -name {ENDPOINT_NAME} -passout file:password {way}");
        let arguments: Vec<&str> = command.split_whitespace().collect();
        program("openssl", self.folder.path(), &arguments, b"").expect_success().stdout
    }

    #[track_caller]
    fn opens(&self, way: &str, text: &str) {
        let file = self.export(EVERYTHING, way, text);
        let Contents { key, certificates, friendly_name, .. } = pkcs12::open(&file, Some(&password(text)))
            .unwrap_or_else(|error| panic!("{way}, {text}: {error:?}"));
        let key = key.expect("a key");
        assert_eq!(*key.to_pkcs8_der().expect("octets"), *self.endpoint.key.to_pkcs8_der().expect("octets"));
        assert_eq!(certificates, self.endpoint.path());
        assert_eq!(friendly_name.as_deref(), Some(ENDPOINT_NAME));
    }

    fn refused(&self, parts: &str, way: &str) -> OpenError {
        refused(&self.export(parts, way, "secret"))
    }
}

#[track_caller]
fn refused(file: &[u8]) -> OpenError {
    pkcs12::open(file, Some(&password("secret"))).err().expect("it is refused")
}

fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new(text).expect("an object identifier")
}

/// RFC 7292 appendix B works in blocks of 64 octets, a character takes two, and two zero octets
/// stand at the end: a password is a block long with 31 characters.
#[test]
fn the_old_derivation_agrees_whatever_the_length_of_the_password() {
    let desk = Desk::new();
    for length in [1, 2, 30, 31, 32, 33, 62, 63, 64, 200, 1_000] {
        desk.opens(OLD, &"pa55-".chars().cycle().take(length).collect::<String>());
    }
    for text in ["pässwörd", "🦀 crab", "Ω≈ç√∫˜µ≤≥÷", " spaces "] {
        desk.opens(OLD, text);
        desk.opens("", text);
    }
}

#[test]
fn the_derivations_agree_whatever_the_number_of_iterations() {
    let desk = Desk::new();
    for iterations in ["1", "2", "3", "999", "2048", "300000"] {
        desk.opens(&format!("{OLD} -iter {iterations}"), "secret");
        desk.opens(&format!("-iter {iterations}"), "secret");
    }
}

#[test]
fn every_cipher_that_key_files_have_is_opened_in_either_place() {
    let desk = Desk::new();
    let ciphers = ["AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "DES-EDE3-CBC", "PBE-SHA1-3DES"];
    for cipher in ciphers {
        desk.opens(&format!("-keypbe {cipher}"), "secret");
        desk.opens(&format!("-certpbe {cipher} -macalg sha1"), "secret");
    }
    desk.opens("-certpbe NONE", "secret");
}

#[test]
fn a_file_may_lack_its_mac_its_key_or_its_certificates() {
    let desk = Desk::new();
    desk.opens("-nomac", "secret");
    let open = |parts: &str| pkcs12::open(&desk.export(parts, "", "secret"), Some(&password("secret")));
    let without_key = open("-nokeys -in leaf").unwrap_or_else(|error| panic!("{error:?}"));
    assert!(without_key.key.is_none());
    assert_eq!(without_key.certificates, &desk.endpoint.path()[..1]);
    let without_certificates = open("-nocerts -inkey key").unwrap_or_else(|error| panic!("{error:?}"));
    assert!(without_certificates.key.is_some());
    assert_eq!(without_certificates.certificates, []);
}

#[test]
fn old_ciphers_and_long_macs_are_opened_and_a_strange_cipher_is_named() {
    let desk = Desk::new();
    desk.opens("-macalg sha512", "secret");
    // pbeWithSHAAnd40BitRC2-CBC, which Windows and OpenSSL used to write for certificates.
    desk.opens("-legacy", "secret");
    let camellia = DecryptError::UnsupportedAlgorithm(oid("1.2.392.200011.61.1.1.1.4"));
    assert_eq!(desk.refused(EVERYTHING, "-keypbe camellia-256-cbc"), OpenError::Sealed(camellia));
}

#[test]
fn a_mac_that_asks_for_too_much_work_is_refused_before_any_is_done() {
    let mut file = Desk::new().export(EVERYTHING, "-iter 2048", "secret");
    // The iterations are the last INTEGER. A longer one makes the two SEQUENCEs around it longer.
    let iterations = 20_000_000_u32;
    assert_eq!(file.split_off(file.len() - 4), [2, 2, 8, 0]);
    file.extend([[2, 4].as_slice(), &iterations.to_be_bytes()].concat());
    let length = u16::from_be_bytes([file[2], file[3]]) + 2;
    file[2..4].copy_from_slice(&length.to_be_bytes());
    let mac_data = file.len() - 69;
    assert_eq!(file[mac_data..mac_data + 2], [0x30, 65]);
    file[mac_data + 1] = 67;
    let iterations = iterations.into();
    assert_eq!(refused(&file), OpenError::Sealed(DecryptError::TooManyIterations { iterations }));
}
