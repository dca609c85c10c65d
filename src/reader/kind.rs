//! What kind of thing an item is, without its octets.

use super::{Item, KeyForm};

/// The kind of an [`Item`].
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
    /// A PKCS#7 or CMS message.
    Pkcs7,
    /// A PKCS#12 file.
    Pkcs12,
    /// A certificate revocation list.
    RevocationList,
    /// Something else, with the label of its markers.
    Other(String),
}

impl Item {
    /// What kind of thing it is.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Certificate(_) => ItemKind::Certificate,
            Self::Request(_) => ItemKind::Request,
            Self::PrivateKey { form, .. } => ItemKind::PrivateKey(form.clone()),
            Self::PublicKey(_) => ItemKind::PublicKey,
            Self::Pkcs7(_) => ItemKind::Pkcs7,
            Self::Pkcs12(_) => ItemKind::Pkcs12,
            Self::RevocationList(_) => ItemKind::RevocationList,
            Self::Other { label } => ItemKind::Other(label.clone()),
        }
    }
}
