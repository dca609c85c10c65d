//! What is encrypted in a file.

use zeroize::Zeroizing;

use super::structure::EncryptedContentInfo;
use crate::key::EncryptedPrivateKeyInfo;
use crate::password_encryption::{DecryptError, Inside, Scheme};

/// Something encrypted.
pub(super) struct Sealed {
    /// How, or why that cannot be undone here.
    pub(super) scheme: Result<Scheme, DecryptError>,
    /// The octets.
    pub(super) data: Zeroizing<Vec<u8>>,
    /// What comes out under the right password.
    pub(super) inside: Inside,
}

impl Sealed {
    /// Bags that are encrypted together.
    pub(super) fn bags(content: &EncryptedContentInfo) -> Option<Self> {
        let scheme = Scheme::read(&content.algorithm);
        Some(Self { scheme, data: content.encrypted()?, inside: Inside::SafeContents })
    }

    /// A key that is encrypted by itself.
    pub(super) fn key(EncryptedPrivateKeyInfo { algorithm, data }: EncryptedPrivateKeyInfo) -> Self {
        let data = Zeroizing::new(data.into_bytes().into_vec());
        Self { scheme: Scheme::read(&algorithm), data, inside: Inside::PrivateKey }
    }
}
