//! What a person pastes or drops, and what is in it.
//!
//! Text is searched for PEM blocks (RFC 7468), then for base64 without markers; anything else
//! must be DER. What an item is, its structure decides: markers are often wrong.

mod appearance;
mod base64;
mod kind;
mod pem;
mod structure;

use std::fmt;

pub use appearance::Appearance;
pub use kind::ItemKind;
use pem::Block;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The most that is read at once: far more than a hundred certificates.
pub const MOST_BYTES: usize = 1_048_576;

/// One thing that was found. Octets are as they came, never encoded anew.
#[derive(PartialEq, Eq)]
pub enum Item {
    /// A certificate (RFC 5280): DER.
    Certificate(Vec<u8>),
    /// A certification request (PKCS#10, RFC 2986): DER.
    Request(Vec<u8>),
    /// A private key.
    PrivateKey {
        /// How it is written.
        form: KeyForm,
        /// What the form says: DER, or the ciphertext around it.
        der: Zeroizing<Vec<u8>>,
    },
    /// A SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7): DER.
    PublicKey(Vec<u8>),
    /// A PKCS#7 or CMS ContentInfo (RFC 5652): DER, or BER of indefinite length.
    Pkcs7(Vec<u8>),
    /// A PFX (PKCS#12, RFC 7292): DER, or BER of indefinite length.
    Pkcs12(Zeroizing<Vec<u8>>),
    /// A certificate revocation list (RFC 5280 section 5): DER.
    RevocationList(Vec<u8>),
    /// A PEM block that is none of these.
    Other {
        /// The label of its markers.
        label: String,
    },
}

/// How a private key is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyForm {
    /// PrivateKeyInfo (RFC 5958).
    Pkcs8,
    /// EncryptedPrivateKeyInfo (RFC 5958 section 3).
    EncryptedPkcs8,
    /// RSAPrivateKey (RFC 8017 appendix A.1.2).
    Pkcs1,
    /// Ciphertext below the headers `Proc-Type` and `DEK-Info` (RFC 1421), as older OpenSSL
    /// writes it.
    OpenSslEncrypted {
        /// What is inside, by its PEM label, such as `RSA PRIVATE KEY`.
        label: String,
        /// The value of `DEK-Info`: cipher, comma, initialisation vector in hexadecimal.
        dek_info: String,
    },
    /// ECPrivateKey (RFC 5915).
    Sec1,
    /// OpenSSH's own form, which is not DER.
    OpenSsh,
    /// DSAPrivateKey, as OpenSSL writes it.
    Dsa,
}

/// Why nothing can be made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadError {
    /// Nothing, or white space only.
    Empty,
    /// More than [`MOST_BYTES`].
    TooLarge {
        /// How many bytes there are.
        bytes: usize,
        /// How many are taken.
        most: usize,
    },
    /// Neither PEM nor base64 nor a structure that is known.
    NotRecognised {
        /// What it looks like.
        appearance: Appearance,
    },
    /// A character that base64 does not have, or one too few or too many.
    DamagedBase64 {
        /// The label of the markers, where there are any.
        label: Option<String>,
        /// The line of the input, from 1.
        line: usize,
    },
    /// The line that opens a block is missing.
    MissingBegin {
        /// The label of the line that closes it.
        label: String,
    },
    /// The line that closes a block is missing, and what is there is not whole.
    MissingEnd {
        /// The label of the line that opens it.
        label: String,
    },
    /// The octets are cut short, or are not what the markers promise.
    DamagedDer {
        /// The label of the markers, where there are any.
        label: Option<String>,
    },
}

/// Says what is in it, in the order in which it stands there: one item at least.
///
/// # Errors
/// The first thing that cannot be read. A part that is not understood spoils the whole, so that
/// nobody goes on with half a chain.
pub fn read(bytes: &[u8]) -> Result<Vec<Item>, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len(), most: MOST_BYTES });
    }
    if bytes.strip_prefix(appearance::UTF8_BOM).unwrap_or(bytes).trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some(item) = structure::recognise(bytes) {
        return Ok(vec![item]);
    }
    let items = read_text(bytes)?;
    if !items.is_empty() {
        return Ok(items);
    }
    Err(match Appearance::of(bytes) {
        Appearance::CutDer => ReadError::DamagedDer { label: None },
        appearance => ReadError::NotRecognised { appearance },
    })
}

fn read_text(text: &[u8]) -> Result<Vec<Item>, ReadError> {
    let blocks = pem::blocks(text)?;
    if blocks.is_empty() {
        return read_bare(text);
    }
    blocks.iter().filter_map(|block| read_block(text, block).transpose()).collect()
}

/// The item of one block; none where a marker of an unknown kind was never closed, as dashed
/// lines in an email are.
fn read_block(text: &[u8], block: &Block<'_>) -> Result<Option<Item>, ReadError> {
    let other = || block.closed.then(|| Item::Other { label: block.label.to_owned() });
    match (open_block(text, block), pem::is_known(block.label)) {
        (Ok(item), _) => Ok(Some(item)),
        (Err(_), false) => Ok(other()),
        (Err(_), true) if !block.closed => Err(ReadError::MissingEnd { label: block.label.to_owned() }),
        (Err(error), true) => Err(error),
    }
}

fn open_block(text: &[u8], block: &Block<'_>) -> Result<Item, ReadError> {
    let label = || Some(block.label.to_owned());
    let octets = base64::decode(block.base64)
        .map_err(|at| ReadError::DamagedBase64 { label: label(), line: block.line_of(text, at) })?;
    if let Some(dek_info) = &block.dek_info {
        let form = KeyForm::OpenSslEncrypted { label: block.label.to_owned(), dek_info: dek_info.clone() };
        return Ok(Item::PrivateKey { form, der: octets });
    }
    if block.label == "OPENSSH PRIVATE KEY" {
        return Ok(Item::PrivateKey { form: KeyForm::OpenSsh, der: octets });
    }
    // OpenSSL's trusted certificates carry its own settings behind the certificate.
    let der = match block.label {
        "TRUSTED CERTIFICATE" => structure::first_element(&octets).unwrap_or_default(),
        _ => &octets,
    };
    structure::recognise(der).ok_or_else(|| ReadError::DamagedDer { label: label() })
}

/// The items of base64 that stands in the text without markers: each begins a line, and its own
/// first octets say how long it is.
fn read_bare(text: &[u8]) -> Result<Vec<Item>, ReadError> {
    let mut items = Vec::new();
    let mut from = 0;
    while let Some(start) = base64::next_der(text, from) {
        let (octets, end) = base64::decode_der(text, start).map_err(|at| {
            if at >= text.trim_ascii_end().len() {
                ReadError::DamagedDer { label: None }
            } else {
                ReadError::DamagedBase64 { label: None, line: pem::line_of(text, at) }
            }
        })?;
        items.push(structure::recognise(&octets).ok_or(ReadError::DamagedDer { label: None })?);
        from = end;
    }
    Ok(items)
}

/// Names the kind and the size, never the octets: they can be a private key.
impl fmt::Debug for Item {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificate(der) => write!(out, "Certificate({} octets)", der.len()),
            Self::Request(der) => write!(out, "Request({} octets)", der.len()),
            Self::PrivateKey { form, .. } => write!(out, "PrivateKey({form:?})"),
            Self::PublicKey(der) => write!(out, "PublicKey({} octets)", der.len()),
            Self::Pkcs7(der) => write!(out, "Pkcs7({} octets)", der.len()),
            Self::Pkcs12(der) => write!(out, "Pkcs12({} octets)", der.len()),
            Self::RevocationList(der) => write!(out, "RevocationList({} octets)", der.len()),
            Self::Other { label } => write!(out, "Other({label})"),
        }
    }
}
