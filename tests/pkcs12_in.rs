//! PKCS#12 files that other programs wrote, in every scheme that each can write.

mod support;

use bars_csr::certificate::Certificate;
use bars_csr::key::OpenKeyError;
use bars_csr::password::Spelling;
use bars_csr::password_encryption::{DecryptError, Limits, Progress};
use bars_csr::pkcs12::{self, Contents, Encryption, OpenError, Skipped};
use support::endpoint::{Endpoint, password, passwords};
use support::{Outcome, program};

/// The schemes that `openssl pkcs12 -keypbe` and `-certpbe` write: those of PKCS#12, PBES1, PBES2.
const SCHEMES: [&str; 18] = [
    "PBE-SHA1-3DES",
    "PBE-SHA1-2DES",
    "PBE-SHA1-RC2-128",
    "PBE-SHA1-RC2-40",
    "PBE-SHA1-RC4-128",
    "PBE-SHA1-RC4-40",
    "PBE-MD5-DES",
    "PBE-MD5-RC2-64",
    "PBE-SHA1-DES",
    "PBE-SHA1-RC2-64",
    "AES-128-CBC",
    "AES-192-CBC",
    "AES-256-CBC",
    "DES-EDE3-CBC",
    "DES-CBC",
    "RC2-CBC",
    "RC2-40-CBC",
    "NONE",
];

const MACS: [&str; 8] = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256"];

/// An endpoint in a folder: `key`, `leaf` and `chain` for other programs.
struct Desk {
    endpoint: Endpoint,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let (endpoint, folder) = (Endpoint::rsa(), tempfile::tempdir().expect("a folder"));
        let desk = Self { endpoint, folder };
        desk.write("key", &desk.endpoint.key_pem);
        desk.write("leaf", desk.endpoint.levels.leaf.to_pem().as_bytes());
        let chain: String = desk.endpoint.path()[1..].iter().map(Certificate::to_pem).collect();
        desk.write("chain", chain.as_bytes());
        desk
    }

    fn write(&self, name: &str, octets: &[u8]) {
        std::fs::write(self.folder.path().join(name), octets).expect("written");
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(name)).expect("the file is there")
    }

    #[track_caller]
    fn run(&self, name: &str, arguments: &[&str]) -> Outcome {
        program(name, self.folder.path(), arguments, b"").expect_success()
    }

    /// A file of it all by OpenSSL.
    #[track_caller]
    fn by_openssl(&self, options: &[&str], password: &[u8]) -> Vec<u8> {
        self.write("password", &[password, b"\n"].concat());
        let begin = ["pkcs12", "-export", "-inkey", "key", "-in", "leaf", "-certfile", "chain"];
        let end =
            ["-name", "endpoint", "-passout", "file:password", "-provider", "legacy", "-provider", "default"];
        self.run("openssl", &[&begin[..], &end, options].concat()).stdout
    }

    /// Insists that it is all there.
    #[track_caller]
    fn holds(&self, contents: &Contents, what: &str) {
        let key = contents.key.as_ref().expect("a key");
        assert_eq!(key.public_key(), self.endpoint.key.public_key(), "{what}");
        assert_eq!(contents.certificates, self.endpoint.path(), "{what}");
        assert_eq!(contents.own_certificate(), Some(&self.endpoint.levels.leaf), "{what}");
    }

    #[track_caller]
    fn opens(&self, file: &[u8], given: Option<&str>, what: &str) -> Contents {
        let opened = pkcs12::open(file, given.map(password).as_ref());
        let contents = opened.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        self.holds(&contents, what);
        contents
    }
}

#[track_caller]
fn refused(file: &[u8], given: Option<&str>) -> OpenError {
    match pkcs12::open(file, given.map(password).as_ref()) {
        Ok(_) => panic!("it was opened"),
        Err(error) => error,
    }
}

#[test]
fn every_scheme_that_openssl_writes_is_opened_with_a_mac_and_without() {
    let desk = Desk::new();
    for scheme in SCHEMES {
        for mac in [&[][..], &["-nomac"]] {
            let file = desk.by_openssl(&[&["-keypbe", scheme, "-certpbe", scheme], mac].concat(), b"secret");
            let what = format!("{scheme} {mac:?}");
            assert_eq!(desk.opens(&file, Some("secret"), &what).friendly_name.as_deref(), Some("endpoint"));
            // Where nothing is sealed and nothing has a MAC, any password will do, and none.
            if scheme == "NONE" && !mac.is_empty() {
                desk.opens(&file, Some("Secret"), &what);
                desk.opens(&file, None, &what);
                continue;
            }
            assert_eq!(refused(&file, Some("Secret")), OpenError::WrongPassword, "{what}");
            assert_eq!(refused(&file, None), OpenError::PasswordNeeded, "{what}");
        }
    }
}

#[test]
fn every_mac_that_openssl_writes_is_held_against_the_file() {
    let desk = Desk::new();
    for mac in MACS {
        for iterations in [&[][..], &["-nomaciter"]] {
            let file = desk.by_openssl(&[&["-macalg", mac], iterations].concat(), b"secret");
            desk.opens(&file, Some("secret"), mac);
            assert_eq!(refused(&file, Some("Secret")), OpenError::WrongPassword, "{mac}");
        }
    }
}

#[test]
fn passwords_of_every_kind_open_the_files_of_every_program() {
    let desk = Desk::new();
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "sha1"];
    for text in passwords() {
        for options in [&[][..], &old, &["-nomac"]] {
            let file = desk.by_openssl(options, text.as_bytes());
            let contents = desk.opens(&file, Some(&text), &format!("OpenSSL, {options:?}, {text}"));
            assert_eq!(contents.spelling, Some(Spelling::Unicode));
        }
        let file = by_gnutls(&desk, "aes-256", &["--password", &text]);
        desk.opens(&file, Some(&text), &format!("GnuTLS, {text}"));
        let file = by_python(&desk, "PBESv2SHA256AndAES256CBC", "SHA256", &text);
        desk.opens(&file, Some(&text), &format!("Python, {text}"));
    }
}

#[test]
fn a_password_in_the_character_set_of_windows_is_found_and_said() {
    let desk = Desk::new();
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    let file = desk.by_openssl(&[], b"p\xe4ssw\xf6rd");
    let contents = desk.opens(&file, Some("pässwörd"), "PBES2");
    assert_eq!(contents.spelling, Some(Spelling::Windows1252));
    let file = desk.by_openssl(&old, b"p\xe4ssw\xf6rd");
    // Latin-1 made a BMPString octet by octet is the BMPString that the standard asks for.
    assert_eq!(desk.opens(&file, Some("pässwörd"), "3DES").spelling, Some(Spelling::Unicode));
    let file = desk.by_openssl(&old, b"10\x80");
    assert_eq!(desk.opens(&file, Some("10€"), "3DES").spelling, Some(Spelling::Windows1252));
    // What OpenSSL 1.0 made of "pässwörd" typed in UTF-8.
    let file = desk.by_openssl(&old, "pÃ¤sswÃ¶rd".as_bytes());
    assert_eq!(desk.opens(&file, Some("pässwörd"), "3DES").spelling, Some(Spelling::WidenedUtf8));
}

#[test]
fn a_file_without_a_password_opens_without_one_in_either_way_to_write_none() {
    let desk = Desk::new();
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"];
    for options in [&[][..], &old] {
        desk.opens(&desk.by_openssl(options, b""), None, "OpenSSL");
    }
    for cipher in ["aes-256", "3des-pkcs12"] {
        for none in ["--null-password", "--empty-password"] {
            let file = by_gnutls(&desk, cipher, &[none]);
            desk.opens(&file, None, &format!("{cipher} {none}"));
            assert_eq!(refused(&file, Some("secret")), OpenError::WrongPassword);
        }
    }
}

fn by_gnutls(desk: &Desk, cipher: &str, password: &[&str]) -> Vec<u8> {
    let all = [desk.read("leaf"), desk.read("chain")].concat();
    desk.write("all", &all);
    let begin = ["--to-p12", "--load-privkey", "key", "--load-certificate", "all", "--p12-name", "endpoint"];
    let end = ["--outder", "--outfile", "gnutls.p12", "--pkcs-cipher", cipher];
    desk.run("certtool", &[&begin[..], &end, password].concat());
    desk.read("gnutls.p12")
}

#[test]
fn files_of_gnutls_are_opened() {
    let desk = Desk::new();
    for cipher in ["3des", "3des-pkcs12", "aes-128", "aes-192", "aes-256", "rc2-40", "arcfour"] {
        let file = by_gnutls(&desk, cipher, &["--password", "secret"]);
        let contents = desk.opens(&file, Some("secret"), cipher);
        assert_eq!(contents.friendly_name.as_deref(), Some("endpoint"));
        assert_eq!(refused(&file, Some("Secret")), OpenError::WrongPassword, "{cipher}");
    }
}

#[test]
fn files_of_nss_are_opened_whose_lengths_are_indefinite() {
    let desk = Desk::new();
    desk.write("e.pfx", &desk.endpoint.seal("secret", Encryption::Modern));
    desk.run("certutil", &["-N", "-d", "sql:.", "--empty-password"]);
    desk.run("pk12util", &["-i", "e.pfx", "-d", "sql:.", "-W", "secret"]);
    let export = |cipher: &str, text: &str| {
        desk.write("password", text.as_bytes());
        let name = support::test_ca::ENDPOINT_NAME;
        let arguments =
            ["-o", "nss.p12", "-n", name, "-d", "sql:.", "-w", "password", "-c", cipher, "-C", cipher];
        desk.run("pk12util", &arguments);
        desk.read("nss.p12")
    };
    for cipher in [
        "AES-128-CBC",
        "AES-192-CBC",
        "AES-256-CBC",
        "DES-EDE3-CBC",
        "RC2-CBC",
        "RC4",
        "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC",
        "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC4",
    ] {
        let file = export(cipher, "secret");
        assert_eq!(file[..2], [0x30, 0x80], "indefinite");
        desk.opens(&file, Some("secret"), cipher);
    }
    for text in passwords() {
        desk.opens(&export("AES-256-CBC", &text), Some(&text), &text);
        desk.opens(&export("DES-EDE3-CBC", &text), Some(&text), &text);
    }
}

#[test]
fn files_of_java_are_opened_new_and_old() {
    let desk = Desk::new();
    desk.write("e.pfx", &desk.endpoint.seal("secret-1", Encryption::Modern));
    for text in ["secret-1".to_owned(), "x".repeat(1_000)] {
        for age in [&[][..], &["-J-Dkeystore.pkcs12.legacy"]] {
            let _ = std::fs::remove_file(desk.folder.path().join("java.p12"));
            let begin =
                ["-importkeystore", "-noprompt", "-srckeystore", "e.pfx", "-srcstorepass", "secret-1"];
            let end = ["-destkeystore", "java.p12", "-deststoretype", "PKCS12", "-deststorepass", &text];
            desk.run("keytool", &[&begin[..], &end, age].concat());
            desk.opens(&desk.read("java.p12"), Some(&text), &format!("{age:?}"));
        }
    }
    let make = |alias: &str| {
        let begin = ["-genkeypair", "-alias", alias, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=a"];
        let end = ["-keystore", "two.p12", "-storetype", "PKCS12", "-storepass", "secret-1"];
        desk.run("keytool", &[&begin[..], &end].concat());
    };
    make("one");
    let contents = pkcs12::open(&desk.read("two.p12"), Some(&password("secret-1"))).expect("it opens");
    assert_eq!(contents.friendly_name.as_deref(), Some("one"));
    assert_eq!(contents.own_certificate(), contents.certificates.first());
    make("two");
    assert_eq!(refused(&desk.read("two.p12"), Some("secret-1")), OpenError::SeveralKeys { count: 2 });
}

#[test]
fn what_is_of_no_use_in_a_file_is_left_aside_and_named() {
    let desk = Desk::new();
    desk.write("java.p12", &desk.endpoint.seal("secret-1", Encryption::Modern));
    let begin = ["-genseckey", "-alias", "secret", "-keyalg", "AES", "-keysize", "256"];
    let end = ["-keystore", "java.p12", "-storetype", "PKCS12", "-storepass", "secret-1"];
    desk.run("keytool", &[&begin[..], &end].concat());
    let contents = desk.opens(&desk.read("java.p12"), Some("secret-1"), "a secret");
    assert_eq!(contents.skipped, [Skipped::Secret]);

    desk.write("template", b"crl_next_update = \"2040-01-01\"\ncrl_number = 1\n");
    desk.write("ca", desk.endpoint.levels.root.to_pem().as_bytes());
    desk.write("ca-key", &std::fs::read(desk.endpoint.levels.ca.folder().join("rsa-root")).expect("a key"));
    let begin = ["--generate-crl", "--load-ca-privkey", "ca-key", "--load-ca-certificate", "ca"];
    desk.run("certtool", &[&begin[..], &["--template", "template", "--outfile", "crl"]].concat());
    let file = by_gnutls(&desk, "aes-256", &["--password", "secret", "--load-crl", "crl"]);
    assert_eq!(desk.opens(&file, Some("secret"), "a list").skipped, [Skipped::RevocationList]);
}

const PYTHON: &str = r#"
import sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization as s
from cryptography.hazmat.primitives.serialization import pkcs12 as p
read = lambda name: open(name, "rb").read()
key = s.load_pem_private_key(read("key"), None)
chain = [x509.load_pem_x509_certificate(b"-----BEGIN" + one) for one in read("chain").split(b"-----BEGIN")[1:]]
seal = s.PrivateFormat.PKCS12.encryption_builder().kdf_rounds(2000)
seal = seal.key_cert_algorithm(getattr(p.PBES, sys.argv[1])).hmac_hash(getattr(hashes, sys.argv[2])())
leaf = x509.load_pem_x509_certificate(read("leaf"))
file = p.serialize_key_and_certificates(b"endpoint", key, leaf, chain, seal.build(sys.argv[3].encode()))
open("python.p12", "wb").write(file)
"#;

fn by_python(desk: &Desk, scheme: &str, hash: &str, text: &str) -> Vec<u8> {
    desk.run("/usr/bin/python3", &["-c", PYTHON, scheme, hash, text]);
    desk.read("python.p12")
}

#[test]
fn files_of_python_are_opened() {
    let desk = Desk::new();
    for scheme in ["PBESv2SHA256AndAES256CBC", "PBESv1SHA1And3KeyTripleDESCBC"] {
        for hash in ["SHA1", "SHA256", "SHA512"] {
            let what = format!("{scheme} {hash}");
            let contents = desk.opens(&by_python(&desk, scheme, hash, "secret"), Some("secret"), &what);
            assert_eq!(contents.friendly_name.as_deref(), Some("endpoint"));
        }
    }
}

#[test]
fn ours_are_opened_by_python_under_passwords_of_every_kind() {
    const READ: &str = r#"
import sys
from cryptography.hazmat.primitives import hashes, serialization as s
from cryptography.hazmat.primitives.serialization import pkcs12 as p
key, leaf, chain = p.load_key_and_certificates(open("e.pfx", "rb").read(), sys.argv[1].encode())
assert key.public_key().public_numbers() == leaf.public_key().public_numbers()
print(leaf.fingerprint(hashes.SHA256()).hex(), len(chain), end="")
"#;
    let desk = Desk::new();
    for encryption in support::endpoint::ENCRYPTIONS {
        for text in passwords() {
            desk.write("e.pfx", &desk.endpoint.seal(&text, encryption));
            let leaf = desk.endpoint.levels.leaf.sha256();
            let hexadecimal: String = leaf.iter().map(|octet| format!("{octet:02x}")).collect();
            let said = desk.run("/usr/bin/python3", &["-c", READ, &text]).text();
            assert_eq!(said, format!("{hexadecimal} 2"));
        }
    }
}

#[test]
fn marks_of_microsoft_are_read_and_certificates_need_no_mark() {
    let desk = Desk::new();
    let file =
        desk.by_openssl(&["-CSP", "Microsoft Enhanced Cryptographic Provider v1.0", "-LMK"], b"secret");
    assert!(desk.opens(&file, Some("secret"), "marks").machine_keyset);
    assert!(!desk.opens(&desk.by_openssl(&[], b"secret"), Some("secret"), "none").machine_keyset);
    // A key alone, and certificates alone.
    let alone = |options: &[&str]| {
        let end = ["-passout", "pass:secret", "-provider", "legacy", "-provider", "default"];
        let file = desk.run("openssl", &[&["pkcs12", "-export"], options, &end].concat()).stdout;
        pkcs12::open(&file, Some(&password("secret"))).expect("it opens")
    };
    let certificates = alone(&["-nokeys", "-in", "leaf", "-certfile", "chain"]);
    assert!(certificates.key.is_none() && certificates.own_certificate().is_none());
    assert_eq!(certificates.certificates, desk.endpoint.path());
    let key = alone(&["-nocerts", "-inkey", "key", "-in", "key"]);
    assert!(key.certificates.is_empty() && key.own_certificate().is_none());
    assert_eq!(key.key.expect("a key").public_key(), desk.endpoint.key.public_key());
}

#[test]
fn what_was_opened_is_sealed_again_in_the_other_kind_under_another_password() {
    let desk = Desk::new();
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "sha1"];
    let file = desk.by_openssl(&old, b"secret");
    let opened = desk.opens(&file, Some("secret"), "old");
    let (key, name) = (opened.key.expect("a key"), opened.friendly_name.unwrap_or_default());
    let mut rng = getrandom::rand_core::UnwrapErr(getrandom::SysRng);
    let sealed =
        pkcs12::seal(&key, &opened.certificates, &name, &password("new"), Encryption::Modern, &mut rng);
    desk.opens(&sealed.expect("a file"), Some("new"), "new");
}

#[test]
fn a_key_that_is_not_taken_and_one_under_another_password_are_named() {
    let desk = Desk::new();
    let curve = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ec"];
    desk.run("openssl", &curve);
    let export = ["pkcs12", "-export", "-nocerts", "-inkey", "ec", "-in", "ec", "-passout", "pass:secret"];
    let error = refused(&desk.run("openssl", &export).stdout, Some("secret"));
    assert!(matches!(error, OpenError::Key(OpenKeyError::NotRsa { .. })), "{error:?}");
    // The certificates of one file and the key of another.
    let options = ["-nomac", "-certpbe", "AES-256-CBC"];
    let (one, other) = (desk.by_openssl(&options, b"secret"), desk.by_openssl(&options, b"other"));
    let data = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
    let at = one.windows(9).rposition(|window| window == data).expect("it is there");
    let mixed = [&one[..at], &other[at..]].concat();
    assert_eq!(refused(&mixed, Some("secret")), OpenError::OtherPassword);
    assert_eq!(refused(&mixed, Some("other")), OpenError::WrongPassword);
}

#[test]
fn what_cannot_be_read_is_named_before_a_password_is_asked_for() {
    let desk = Desk::new();
    let named = |file: &[u8]| {
        let error = refused(file, None);
        assert_eq!(refused(file, Some("secret")), error);
        error
    };
    let file = desk.by_openssl(&["-certpbe", "camellia-256-cbc"], b"secret");
    let camellia = const_oid::ObjectIdentifier::new("1.2.392.200011.61.1.1.1.4").expect("an oid");
    assert_eq!(named(&file), OpenError::Sealed(DecryptError::UnsupportedAlgorithm(camellia)));
    // No program here writes PBMAC1 or a MAC with SHA-3: the identifier of SHA-256 is changed.
    let file = desk.by_openssl(&["-macalg", "sha3-256"], b"secret");
    let sha3 = const_oid::ObjectIdentifier::new("2.16.840.1.101.3.4.2.8").expect("an oid");
    assert_eq!(named(&file), OpenError::UnsupportedMac(sha3));
    let file = desk.by_openssl(&["-macalg", "sha256"], b"secret");
    let (sha256, pbmac1) =
        (b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01", b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0e");
    let at = file.windows(11).rposition(|window| window == sha256).expect("it is there");
    let pbmac1 = [&file[..at], pbmac1, &file[at + 11..]].concat();
    assert_eq!(named(&pbmac1), OpenError::Pbmac1);
}

#[test]
fn too_many_iterations_are_refused_before_any_work_is_done() {
    let desk = Desk::new();
    let file = desk.by_openssl(&["-iter", "1000"], b"secret");
    let open = |limits: Limits| {
        pkcs12::open_with(&file, Some(&password("secret")), limits, &mut |_| panic!("work was done")).err()
    };
    let too_many = |iterations| Some(OpenError::Sealed(DecryptError::TooManyIterations { iterations }));
    assert_eq!(open(Limits { iterations: 999, ..Limits::MOST }), too_many(1_000));
    assert_eq!(open(Limits { rounds: 2_999, ..Limits::MOST }), too_many(3_000));
    let many = desk.by_openssl(&["-iter", "10000001"], b"secret");
    assert_eq!(refused(&many, Some("secret")), too_many(10_000_001).expect("an error"));
}

#[test]
fn opening_tells_how_far_it_has_come() {
    let desk = Desk::new();
    let file = desk.by_openssl(&["-iter", "50000"], b"secret");
    let mut reports: Vec<Progress> = Vec::new();
    let opened =
        pkcs12::open_with(&file, Some(&password("secret")), Limits::MOST, &mut |told| reports.push(told));
    assert!(opened.is_ok());
    assert!(reports.windows(2).all(|pair| pair[0].done < pair[1].done), "{reports:?}");
    assert!(reports.iter().all(|report| report.total == 150_000), "{reports:?}");
    assert_eq!(reports.last().map(|last| last.done), Some(150_000));
}

/// DER made BER as old programs write it: every length indefinite, every OCTET STRING in pieces.
fn to_ber(der: &[u8]) -> Vec<u8> {
    let mut ber = Vec::new();
    let mut rest = der;
    while let [tag, length, after @ ..] = rest {
        let octets = usize::from(length & 0x7f);
        let (length, after) = match length {
            0..0x80 => (usize::from(*length), after),
            _ => (
                after[..octets].iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet)),
                &after[octets..],
            ),
        };
        let (contents, after) = after.split_at(length);
        match tag {
            0x04 | 0x80 => {
                ber.extend([tag | 0x20, 0x80]);
                for piece in contents.chunks(100) {
                    ber.extend([0x04, 0x81, u8::try_from(piece.len()).expect("short")]);
                    ber.extend(piece);
                }
                ber.extend([0, 0]);
            }
            tag if tag & 0x20 != 0 => {
                ber.extend([*tag, 0x80]);
                ber.extend(to_ber(contents));
                ber.extend([0, 0]);
            }
            _ => ber.extend(&rest[..rest.len() - after.len()]),
        }
        rest = after;
    }
    ber
}

#[test]
fn a_file_in_ber_says_what_it_says_in_der() {
    let desk = Desk::new();
    for options in [&[][..], &["-nomac"], &["-keypbe", "NONE", "-certpbe", "NONE"]] {
        let file = to_ber(&desk.by_openssl(options, b"secret"));
        desk.opens(&file, Some("secret"), &format!("{options:?}"));
        for at in (0..file.len()).step_by(31) {
            assert!(pkcs12::open(&file[..at], Some(&password("secret"))).is_err());
        }
    }
    // Elements one in another without an end.
    let deep = [[0x30, 0x80].repeat(400_000), vec![0; 1_000]].concat();
    assert_eq!(refused(&deep, None), OpenError::Damaged);
}

#[test]
fn damage_under_the_right_password_is_called_damage() {
    let desk = Desk::new();
    for options in [&[][..], &["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"]] {
        let file = desk.by_openssl(options, b"secret");
        // In the certificates, in the key, in its labels, and in the MAC itself.
        for at in [file.len() / 3, file.len() / 2, file.len() - 500, file.len() - 150, file.len() - 45] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert_eq!(refused(&changed, Some("secret")), OpenError::Damaged, "{options:?} at {at}");
        }
        assert_eq!(refused(&file[..file.len() / 2], Some("secret")), OpenError::Damaged);
    }
}
