//! Files of other kinds are named for what they are, each with what to do about it.

use crate::support::desk::{document, perform};
use crate::support::reports::{digests, file, reading};
use crate::support::zip::compressed_files;
use bars_csr::job::{Job, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::reader::{Appearance, Item, Place, ReadError, read};

/// The beginning of each, as the program that writes it does.
fn files() -> Vec<(Appearance, Vec<u8>)> {
    let tar = [b"leaf.cer".to_vec(), vec![0; 249], b"ustar\x0000".to_vec(), vec![0; 247]].concat();
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        (Appearance::Pdf, text("%PDF-1.7\n%...")),
        (Appearance::CompoundFile, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec()),
        (Appearance::OfficeFile, text("{\\rtf1\\ansi Dear all}")),
        (
            Appearance::OfficeFile,
            compressed_files(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("word/document.xml", b"<w:p>Hello</w:p>"),
            ]),
        ),
        (Appearance::WinmailDat, b"\x78\x9f\x3e\x22\x01\0".to_vec()),
        (Appearance::Gzip, b"\x1f\x8b\x08\0\0\0\0\0".to_vec()),
        (Appearance::Tar, tar),
        (Appearance::SevenZip, b"7z\xbc\xaf\x27\x1c\0\x04".to_vec()),
        (Appearance::Rar, b"Rar!\x1a\x07\x01\0".to_vec()),
        (Appearance::OtherArchive, b"\xfd7zXZ\0\0\x04".to_vec()),
        (Appearance::OtherArchive, text("BZh91AY&SY")),
        (Appearance::JavaKeyStore, b"\xfe\xed\xfe\xed\0\0\0\x02".to_vec()),
        (Appearance::JavaKeyStore, b"\xce\xce\xce\xce\0\0\0\x02".to_vec()),
        (Appearance::NssDatabase, b"SQLite format 3\0\x10\0".to_vec()),
        (Appearance::WindowsStore, b"\0\0\0\0CERT\x03\0\0\0".to_vec()),
        (Appearance::PvkKey, b"\x1e\xf1\xb5\xb0\0\0\0\0\x01\0\0\0".to_vec()),
        (Appearance::PuttyKey, file("key.ppk")),
        (Appearance::PuttyKey, text("PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: aes256-cbc\r\n")),
        (Appearance::XmlKey, file("key.xml")),
        (
            Appearance::XmlKey,
            text("<?xml version=\"1.0\"?>\n  <RSAKeyValue>\n<Modulus>AQ==</Modulus></RSAKeyValue>"),
        ),
        (Appearance::JsonKey, text("{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}")),
        (Appearance::JsonKey, text("{\"keys\": [ { \"kty\": \"RSA\", \"e\": \"AQAB\" } ]}")),
        (Appearance::SshPublicKey, text("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me@here\n")),
        (
            Appearance::SshPublicKey,
            text("# keys\nfrom=\"10.0.0.1\",no-pty ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me\n"),
        ),
        (Appearance::SshPublicKey, text("host.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\n")),
        (Appearance::SshPublicKey, text("ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY me\n")),
        (Appearance::OpenPgp, b"\x99\x01\x0d\x04".to_vec()),
        (Appearance::RemoteDesktop, text("screen mode id:i:2\r\nfull address:s:server.example\r\n")),
        (Appearance::InternetShortcut, text("[InternetShortcut]\r\nURL=https://example.org/a.cer\r\n")),
        (Appearance::Program, b"MZ\x90\0\x03\0\0\0".to_vec()),
    ]
}

#[test]
fn every_kind_is_named() {
    for (appearance, octets) in files() {
        let told = read(&octets);
        assert_eq!(told, Err(ReadError::NotRecognised { appearance }), "{appearance:?}");
    }
}

#[test]
fn what_is_named_is_named_beside_other_things_as_well() {
    let certificate = file("begin-twice.pem");
    for (appearance, octets) in files() {
        let zip = compressed_files(&[("other", &octets), ("a.pem", &certificate)]);
        let reading = reading(&zip);
        assert_eq!(digests(&reading).len(), 1);
        let [unread] = reading.unread.as_slice() else { panic!("{appearance:?}: {:?}", reading.unread) };
        assert_eq!(unread.place.entry.as_deref(), Some("other"));
        assert_eq!(unread.error, ReadError::NotRecognised { appearance });
    }
}

#[test]
fn keys_in_lines_of_a_text_are_named_with_their_line() {
    let text = format!(
        "Hello,\n{}\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me@here\n",
        String::from_utf8(file("begin-twice.pem")).expect("text")
    );
    let line = text.lines().position(|line| line.starts_with("ssh-rsa")).map(|line| line + 1);
    let reading = reading(text);
    assert_eq!(reading.unread[0].place, Place { line, ..Place::default() });
}

#[test]
fn armour_of_other_programs_is_named() {
    for label in ["PGP PUBLIC KEY BLOCK", "PGP PRIVATE KEY BLOCK", "PGP MESSAGE", "EC PARAMETERS"] {
        let text = format!("-----BEGIN {label}-----\nVersion: 1\n\nmQENBF\n=abcd\n-----END {label}-----\n");
        let reading = reading(text);
        assert!(reading.items().eq([&Item::Other { label: label.to_owned() }]), "{label}");
    }
    for label in ["SSH2 PUBLIC KEY", "SSH2 ENCRYPTED PRIVATE KEY"] {
        let text = format!(
            "---- BEGIN {label} ----\nComment: \"me\"\nAAAAB3NzaC1yc2EAAAADAQAB\n---- END {label} ----\n"
        );
        let reading = reading(text);
        assert!(reading.items().eq([&Item::Other { label: label.to_owned() }]), "{label}");
    }
}

#[test]
fn where_a_key_is_asked_for_the_sentence_says_how_to_convert_what_is_one() {
    let told = |octets: &[u8]| {
        let source = Field::KeyFile;
        let job = Job::OpenKey { source, password: None };
        match perform(&mut Keyholder::default(), job, vec![document(source, "a", octets)]).outcome {
            Outcome::Refused(messages) => messages[0].sentence.clone(),
            _ => panic!("it was opened"),
        }
    };
    assert_eq!(
        told(b"\xfe\xed\xfe\xed\0\0\0\x02"),
        "This looks like a Java key store (.jks). That form is not read here. Make a copy, and give the file that this writes: keytool -importkeystore -srckeystore copy.jks -destkeystore copy.p12 -deststoretype pkcs12"
    );
    assert_eq!(
        told(b"\x1e\xf1\xb5\xb0\0\0\0\0\x01"),
        "This looks like a private key of older Microsoft programs (.pvk). That form is not read here. Convert it with: openssl rsa -inform PVK -in old.pvk -out new.key"
    );
    assert_eq!(
        told(b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me@here\n"),
        "This looks like a public key for logging in to servers (SSH). A private key was expected. The private key that belongs to it is in a file of the same name without .pub."
    );
    assert_eq!(
        told(b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQO=\n-----END PGP PRIVATE KEY BLOCK-----\n"),
        "This holds an OpenPGP key, not a private key. Give the file ending in .key that was saved with the request."
    );
}
