//! What something looks like that is none of the things wanted.

use serde::{Deserialize, Serialize};

use super::structure::length_of_sequence;

/// The mark that some editors put before UTF-8.
pub(super) const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// What the bytes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Appearance {
    /// A web page.
    Html,
    /// A zip archive, which office documents are too.
    Zip,
    /// A PDF document.
    Pdf,
    /// An image: PNG, JPEG or GIF, such as a picture of the text.
    Image,
    /// An office document of the older kind, or an Outlook message.
    OfficeFile,
    /// A Java key store (JKS or JCEKS).
    JavaKeyStore,
    /// A key of PuTTY.
    PuttyKey,
    /// Text of another encoding, UTF-16.
    Utf16,
    /// DER of which the end is missing.
    CutDer,
    /// DER that is whole and none of the structures known.
    OtherDer,
    /// Other text.
    Text,
    /// Other bytes.
    Binary,
}

impl Appearance {
    /// Judges by the first bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        const SIGNATURES: [(&[u8], Appearance); 12] = [
            (b"PK\x03\x04", Appearance::Zip),
            (b"%PDF-", Appearance::Pdf),
            (b"\x89PNG", Appearance::Image),
            (b"\xff\xd8\xff", Appearance::Image),
            (b"GIF8", Appearance::Image),
            (b"\xd0\xcf\x11\xe0", Appearance::OfficeFile),
            (b"\xfe\xed\xfe\xed", Appearance::JavaKeyStore),
            (b"\xce\xce\xce\xce", Appearance::JavaKeyStore),
            (b"\xff\xfe", Appearance::Utf16),
            (b"\xfe\xff", Appearance::Utf16),
            (b"PuTTY-User-Key-File", Appearance::PuttyKey),
            (b"{\\rtf", Appearance::OfficeFile),
        ];
        if let Some((_, appearance)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
            return *appearance;
        }
        if is_text(bytes) {
            return if is_html(bytes) { Self::Html } else { Self::Text };
        }
        match length_of_sequence(bytes) {
            Some(length) if length > bytes.len() => Self::CutDer,
            Some(length) if length == bytes.len() => Self::OtherDer,
            _ => Self::Binary,
        }
    }
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')))
}

fn is_html(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(UTF8_BOM).unwrap_or(bytes).trim_ascii_start();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes())))
}
