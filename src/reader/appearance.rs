//! What something looks like that is none of the things wanted.

use serde::{Deserialize, Serialize};

use crate::ber;

/// What the bytes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Appearance {
    /// A web page.
    Html,
    /// A PDF document.
    Pdf,
    /// An image: PNG, JPEG or GIF, such as a picture of the text.
    Image,
    /// An office document.
    OfficeFile,
    /// An Outlook message, or an office document of the older kind, which begins as one.
    CompoundFile,
    /// `winmail.dat`: what Outlook makes of an attachment for another Outlook (TNEF).
    WinmailDat,
    /// An archive of gzip.
    Gzip,
    /// An archive of tar.
    Tar,
    /// An archive of 7-Zip.
    SevenZip,
    /// An archive of RAR.
    Rar,
    /// An archive of another program.
    OtherArchive,
    /// A Java key store (JKS or JCEKS).
    JavaKeyStore,
    /// A key database of NSS (`key4.db`, `cert9.db`).
    NssDatabase,
    /// A serialized certificate store of Windows (`.sst`).
    WindowsStore,
    /// A private key of PuTTY (`.ppk`).
    PuttyKey,
    /// A key of .NET as XML (`RSAKeyValue`).
    XmlKey,
    /// A key or keys as JSON (JWK, JWKS: RFC 7517).
    JsonKey,
    /// A private key of older Microsoft programs (`.pvk`).
    PvkKey,
    /// A public key for logging in, as OpenSSH writes it.
    SshPublicKey,
    /// A key of OpenPGP.
    OpenPgp,
    /// Settings of the Remote Desktop (`.rdp`).
    RemoteDesktop,
    /// A shortcut of Windows: to a web page (`.url`), or to a file (`.lnk`).
    InternetShortcut,
    /// A program.
    Program,
    /// The signature of an email.
    EmailSignature,
    /// DER of which the end is missing.
    CutDer,
    /// DER that is whole and none of the structures known.
    OtherDer,
    /// Other text.
    Text,
    /// Other bytes.
    Binary,
}

/// Octets at a place, and what has them there.
const SIGNATURES: [(usize, &[u8], Appearance); 27] = [
    (0, b"%PDF-", Appearance::Pdf),
    (0, b"\x89PNG", Appearance::Image),
    (0, b"\xff\xd8\xff", Appearance::Image),
    (0, b"GIF8", Appearance::Image),
    (0, b"{\\rtf", Appearance::OfficeFile),
    (0, b"\xd0\xcf\x11\xe0", Appearance::CompoundFile),
    (0, b"\x78\x9f\x3e\x22", Appearance::WinmailDat),
    (0, b"\x1f\x8b", Appearance::Gzip),
    (257, b"ustar", Appearance::Tar),
    (0, b"7z\xbc\xaf\x27\x1c", Appearance::SevenZip),
    (0, b"Rar!\x1a\x07", Appearance::Rar),
    (0, b"BZh", Appearance::OtherArchive),
    (0, b"\xfd7zXZ\0", Appearance::OtherArchive),
    (0, b"\x28\xb5\x2f\xfd", Appearance::OtherArchive),
    (0, b"MSCF", Appearance::OtherArchive),
    (0, b"\xfe\xed\xfe\xed", Appearance::JavaKeyStore),
    (0, b"\xce\xce\xce\xce", Appearance::JavaKeyStore),
    (0, b"SQLite format 3", Appearance::NssDatabase),
    (0, b"\0\0\0\0CERT", Appearance::WindowsStore),
    (0, b"PuTTY-User-Key-File", Appearance::PuttyKey),
    (0, b"\x1e\xf1\xb5\xb0", Appearance::PvkKey),
    // A public key and a private one of GnuPG: a packet with a length of two octets.
    (0, b"\x99\x01", Appearance::OpenPgp),
    (0, b"\x99\x02", Appearance::OpenPgp),
    (0, b"\x95\x03", Appearance::OpenPgp),
    (0, b"\x95\x07", Appearance::OpenPgp),
    (0, b"L\0\0\0\x01\x14\x02\0", Appearance::InternetShortcut),
    (0, b"MZ", Appearance::Program),
];

impl Appearance {
    /// Judges by octets that tell, and by the text that they are if they are one.
    pub(super) fn of(bytes: &[u8], text: &str) -> Self {
        let has = |at: usize, octets: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(octets));
        if let Some((_, _, appearance)) = SIGNATURES.iter().find(|(at, octets, _)| has(*at, octets)) {
            // A word may begin so as well.
            let is_word = *appearance == Self::Program && is_text(text);
            return if is_word { Self::Text } else { *appearance };
        }
        if is_text(text) {
            return if is_html(text) { Self::Html } else { Self::Text };
        }
        match ber::claimed_length(bytes).filter(|_| bytes.first() == Some(&ber::SEQUENCE)) {
            Some(length) if length > bytes.len() => Self::CutDer,
            Some(length) if length == bytes.len() => Self::OtherDer,
            None if bytes.starts_with(&INDEFINITE) => Self::CutDer,
            _ => Self::Binary,
        }
    }
}

/// A SEQUENCE of indefinite length.
const INDEFINITE: [u8; 2] = [ber::SEQUENCE, 0x80];

/// Text has no control characters of either set but those that lay it out, and those with which other
/// systems fill up what stands behind it.
fn is_text(text: &str) -> bool {
    let text = text.trim_end_matches(['\0', '\u{1a}']);
    !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n'..='\r' | '\u{85}'))
}

fn is_html(text: &str) -> bool {
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| {
        text.trim_start().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}
