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
    /// An office document of the older kind, or an Outlook message.
    OfficeFile,
    /// A Java key store (JKS or JCEKS).
    JavaKeyStore,
    /// A key of PuTTY.
    PuttyKey,
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
    /// Judges by the first bytes, and by the text that they are if they are one.
    pub(super) fn of(bytes: &[u8], text: &str) -> Self {
        const SIGNATURES: [(&[u8], Appearance); 9] = [
            (b"%PDF-", Appearance::Pdf),
            (b"\x89PNG", Appearance::Image),
            (b"\xff\xd8\xff", Appearance::Image),
            (b"GIF8", Appearance::Image),
            (b"\xd0\xcf\x11\xe0", Appearance::OfficeFile),
            (b"\xfe\xed\xfe\xed", Appearance::JavaKeyStore),
            (b"\xce\xce\xce\xce", Appearance::JavaKeyStore),
            (b"PuTTY-User-Key-File", Appearance::PuttyKey),
            (b"{\\rtf", Appearance::OfficeFile),
        ];
        if let Some((_, appearance)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
            return *appearance;
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

/// Text has no control characters of either set but those that lay it out.
fn is_text(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

fn is_html(text: &str) -> bool {
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| {
        text.trim_start().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}
