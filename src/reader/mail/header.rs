//! The header of an email or of one of its parts (RFC 5322 section 2.2, RFC 2045, RFC 2183).

use super::LONGEST_BOUNDARY;
use super::transfer;
use crate::reader::encoding;

/// A header is no longer than this.
const LONGEST: usize = 65_536;

/// The fields that matter here.
#[derive(Default)]
pub(super) struct Header {
    content_type: Option<Field>,
    disposition: Option<Field>,
    transfer_encoding: Option<String>,
    is_mime: bool,
}

/// A value with parameters.
struct Field {
    /// In lower case.
    value: String,
    /// Names in lower case; values as they came, without their quotation marks.
    parameters: Vec<(String, String)>,
}

impl Header {
    /// The header with which the octets begin, and its length with the empty line behind it. None where
    /// a line is none of a header.
    pub(super) fn read(octets: &[u8]) -> Option<(Self, usize)> {
        let mut header = Self::default();
        let mut length = 0usize;
        let mut field: Option<(String, String)> = None;
        for line in Lines::of(octets) {
            length = length.saturating_add(line.len());
            let text = encoding::decode_octets(line.get(..LONGEST).unwrap_or(line));
            let text = text.trim_end_matches(['\r', '\n']);
            if text.is_empty() {
                header.take(field);
                return Some((header, length));
            }
            if length > LONGEST {
                return None;
            }
            if text.starts_with([' ', '\t']) {
                field.as_mut()?.1.push_str(text);
                continue;
            }
            let (name, value) = text.split_once(':')?;
            let name = name.trim_end();
            if name.is_empty() || !name.bytes().all(|octet| octet.is_ascii_graphic()) {
                return None;
            }
            header.take(field.replace((name.to_ascii_lowercase(), value.to_owned())));
        }
        None
    }

    /// The header of a message of which only its parts are there.
    pub(super) fn of_parts(boundary: &[u8]) -> Self {
        let parameters = vec![("boundary".to_owned(), encoding::decode_octets(boundary).to_string())];
        let content_type = Some(Field { value: "multipart/mixed".to_owned(), parameters });
        Self { content_type, is_mime: true, ..Self::default() }
    }

    fn take(&mut self, field: Option<(String, String)>) {
        let Some((name, value)) = field else { return };
        match name.as_str() {
            "content-type" => self.content_type = Some(Field::read(&value)),
            "content-disposition" => self.disposition = Some(Field::read(&value)),
            "content-transfer-encoding" => {
                let word = value.split([';', '(']).next().unwrap_or_default();
                self.transfer_encoding = Some(word.trim().to_ascii_lowercase());
            }
            "mime-version" => {}
            _ => return,
        }
        self.is_mime = true;
    }

    /// Whether it speaks of what is below it.
    pub(super) const fn is_mime(&self) -> bool {
        self.is_mime
    }

    pub(super) fn transfer_encoding(&self) -> &str {
        self.transfer_encoding.as_deref().unwrap_or_default()
    }

    fn media_type(&self) -> &str {
        self.content_type.as_ref().map_or("text/plain", |field| field.value.as_str())
    }

    pub(super) fn is_multipart(&self) -> bool {
        self.media_type().starts_with("multipart/")
    }

    /// Whether an email stands below it.
    pub(super) fn is_message(&self) -> bool {
        self.media_type() == "message/rfc822"
    }

    /// Whether its parts are one thing in several forms.
    pub(super) fn has_alternatives(&self) -> bool {
        self.media_type() == "multipart/alternative"
    }

    /// Whether text for a person stands below it, and no file.
    pub(super) fn is_words(&self) -> bool {
        let is_file = self.disposition.as_ref().is_some_and(|field| field.value == "attachment");
        let is_text = ["text/", "message/"].iter().any(|start| self.media_type().starts_with(start));
        is_text && !self.is_message() && !is_file
    }

    /// Whether the signature of an email stands below it (RFC 8551 section 3.5.3): its certificates are
    /// those of a person.
    pub(super) fn is_signature(&self) -> bool {
        ["application/pkcs7-signature", "application/x-pkcs7-signature"].contains(&self.media_type())
    }

    /// What stands between the parts; where the header does not say it, the first line that could.
    pub(super) fn boundary(&self, body: &[u8]) -> Option<Vec<u8>> {
        let field = self.content_type.as_ref().filter(|_| self.is_multipart())?;
        let said = field.parameter("boundary").map(|boundary| boundary.trim_end().as_bytes().to_vec());
        let said = said.filter(|boundary| !boundary.is_empty() && boundary.len() <= LONGEST_BOUNDARY);
        said.or_else(|| {
            let found = Lines::of(body).find_map(|line| line.trim_ascii_end().strip_prefix(b"--"));
            found.filter(|found| !found.is_empty() && found.len() <= LONGEST_BOUNDARY).map(<[u8]>::to_vec)
        })
    }

    /// What the file is called.
    pub(super) fn file_name(&self) -> Option<String> {
        let named = |field: &Option<Field>, name: &str| field.as_ref().and_then(|field| field.text(name));
        let name = named(&self.disposition, "filename").or_else(|| named(&self.content_type, "name"))?;
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    }
}

impl Field {
    fn read(text: &str) -> Self {
        let mut parts = split_parameters(text).into_iter();
        let value = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let parameters = parts.filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_lowercase(), unquoted(value.trim())))
        });
        Self { value, parameters: parameters.collect() }
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A parameter for people: in other letters than ASCII, or in pieces (RFC 2231, RFC 2047).
    fn text(&self, name: &str) -> Option<String> {
        if let Some(plain) = self.parameter(name) {
            return Some(transfer::encoded_words(plain));
        }
        if let Some(extended) = self.parameter(&format!("{name}*")) {
            return Some(extended_value(extended));
        }
        let piece = |number: usize| {
            let plain = self.parameter(&format!("{name}*{number}")).map(|piece| (piece, false));
            plain.or_else(|| Some((self.parameter(&format!("{name}*{number}*"))?, true)))
        };
        let pieces: Vec<(&str, bool)> = (0..MOST_PIECES).map_while(piece).collect();
        let whole: String = pieces.iter().map(|(piece, _)| *piece).collect();
        let is_extended = pieces.iter().any(|(_, is_extended)| *is_extended);
        (!whole.is_empty()).then(|| if is_extended { extended_value(&whole) } else { whole })
    }
}

/// A parameter comes in no more pieces (RFC 2231 section 3).
const MOST_PIECES: usize = 100;

/// Cuts at semicolons that do not stand between quotation marks.
fn split_parameters(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut is_quoted, mut is_escaped) = (0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at.saturating_add(1);
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

fn unquoted(value: &str) -> String {
    let Some(inside) = value.strip_prefix('"') else {
        // A comment may follow.
        return value.split([' ', '(']).next().unwrap_or_default().to_owned();
    };
    let mut is_escaped = false;
    let mut text = String::new();
    for character in inside.chars() {
        match character {
            '\\' if !is_escaped => is_escaped = true,
            '"' if !is_escaped => break,
            other => {
                text.push(other);
                is_escaped = false;
            }
        }
    }
    text
}

/// `charset'language'value`, of which octets are written as `%` and two digits.
fn extended_value(value: &str) -> String {
    transfer::percent(value.splitn(3, '\'').last().unwrap_or(value))
}

/// Lines with what ends them.
pub(super) struct Lines;

impl Lines {
    pub(super) fn of(octets: &[u8]) -> impl Iterator<Item = &[u8]> {
        octets.split_inclusive(|&octet| octet == b'\n')
    }

    /// How many end in some octets.
    pub(super) fn count(octets: &[u8]) -> usize {
        octets.iter().filter(|&&octet| octet == b'\n').count()
    }
}
