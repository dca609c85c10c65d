//! What can be found in an input.

use std::fmt;

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::pkcs7::ContentType;

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
    /// A PKCS#7 or CMS message (RFC 5652) that has nothing in it that could be taken out: of
    /// another kind than signed data, or without certificates. What others carry is found in
    /// their place.
    Pkcs7(ContentType),
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

/// The kind of an [`Item`], without its octets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// A certificate.
    Certificate,
    /// A certificate request.
    Request,
    /// A private key, in this form.
    PrivateKey(KeyForm),
    /// A public key.
    PublicKey,
    /// A PKCS#7 or CMS message of this kind.
    Pkcs7(ContentType),
    /// A PKCS#12 file.
    Pkcs12,
    /// A certificate revocation list.
    RevocationList,
    /// Something else, with the label of its markers.
    Other(String),
}

impl Item {
    /// The octets, as the item of that kind.
    pub(super) fn of(kind: ItemKind, octets: &[u8]) -> Self {
        match kind {
            ItemKind::Certificate => Self::Certificate(octets.to_vec()),
            ItemKind::Request => Self::Request(octets.to_vec()),
            ItemKind::PrivateKey(form) => Self::PrivateKey { form, der: Zeroizing::new(octets.to_vec()) },
            ItemKind::PublicKey => Self::PublicKey(octets.to_vec()),
            ItemKind::Pkcs7(content) => Self::Pkcs7(content),
            ItemKind::Pkcs12 => Self::Pkcs12(Zeroizing::new(octets.to_vec())),
            ItemKind::RevocationList => Self::RevocationList(octets.to_vec()),
            ItemKind::Other(label) => Self::Other { label },
        }
    }

    /// The thing in a file of its own, which reads as it: DER, or PEM where the octets alone do not tell
    /// what they are.
    pub fn to_file(&self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::PrivateKey { form: KeyForm::OpenSslEncrypted { label, dek_info }, der } => {
                let base64 = Zeroizing::new(Base64::encode_string(der));
                Zeroizing::new(
                    format!(
                        "-----BEGIN {label}-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: {dek_info}\n\n{}\n-----END {label}-----\n",
                        base64.as_str()
                    )
                    .into_bytes(),
                )
            }
            Self::PrivateKey { der: octets, .. } | Self::Pkcs12(octets) => octets.clone(),
            Self::Certificate(der)
            | Self::Request(der)
            | Self::PublicKey(der)
            | Self::RevocationList(der) => Zeroizing::new(der.clone()),
            Self::Pkcs7(_) | Self::Other { .. } => Zeroizing::default(),
        }
    }

    /// What kind of thing it is.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Certificate(_) => ItemKind::Certificate,
            Self::Request(_) => ItemKind::Request,
            Self::PrivateKey { form, .. } => ItemKind::PrivateKey(form.clone()),
            Self::PublicKey(_) => ItemKind::PublicKey,
            Self::Pkcs7(content) => ItemKind::Pkcs7(*content),
            Self::Pkcs12(_) => ItemKind::Pkcs12,
            Self::RevocationList(_) => ItemKind::RevocationList,
            Self::Other { label } => ItemKind::Other(label.clone()),
        }
    }
}

impl ItemKind {
    /// Whether a PEM label promises this kind (RFC 7468, and the labels of OpenSSL).
    pub(super) fn has_label(&self, label: &str) -> bool {
        let labels: &[&str] = match self {
            Self::Certificate => &["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"],
            Self::Request => &["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"],
            Self::PrivateKey(KeyForm::Pkcs8) => &["PRIVATE KEY"],
            Self::PrivateKey(KeyForm::EncryptedPkcs8) => &["ENCRYPTED PRIVATE KEY"],
            Self::PrivateKey(KeyForm::Pkcs1) => &["RSA PRIVATE KEY"],
            Self::PrivateKey(KeyForm::Sec1) => &["EC PRIVATE KEY"],
            Self::PrivateKey(KeyForm::Dsa) => &["DSA PRIVATE KEY"],
            Self::PublicKey => &["PUBLIC KEY"],
            Self::Pkcs7(_) => &["PKCS7", "CMS", "PKCS #7 SIGNED DATA"],
            Self::Pkcs12 => &["PKCS12"],
            Self::RevocationList => &["X509 CRL", "CRL"],
            // These are told by their label alone.
            Self::PrivateKey(KeyForm::OpenSslEncrypted { .. } | KeyForm::OpenSsh) | Self::Other(_) => {
                return true;
            }
        };
        labels.contains(&label)
    }
}

/// Names the kind and the size, never the octets: they can be a private key.
impl fmt::Debug for Item {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificate(der) => write!(out, "Certificate({} octets)", der.len()),
            Self::Request(der) => write!(out, "Request({} octets)", der.len()),
            Self::PrivateKey { form, .. } => write!(out, "PrivateKey({form:?})"),
            Self::PublicKey(der) => write!(out, "PublicKey({} octets)", der.len()),
            Self::Pkcs7(content) => write!(out, "Pkcs7({content:?})"),
            Self::Pkcs12(der) => write!(out, "Pkcs12({} octets)", der.len()),
            Self::RevocationList(der) => write!(out, "RevocationList({} octets)", der.len()),
            Self::Other { label } => write!(out, "Other({label})"),
        }
    }
}
