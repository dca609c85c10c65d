//! The outside of a file: what can be read without the password.

use const_oid::ObjectIdentifier;
use der::Decode;
use der::asn1::OctetStringRef;
use zeroize::Zeroizing;

use super::bags::{self, Bag, BagContent, Skipped};
use super::error::OpenError;
use super::mac::Mac;
use super::sealed::Sealed;
use super::structure::{
    ContentInfo, DATA, ENCRYPTED_DATA, ENVELOPED_DATA, EncryptedData, Pfx, SIGNED_DATA, VERSION_3,
};
use crate::ber;

/// A file as it is without a password.
pub(super) struct Envelope {
    /// What the MAC is over.
    pub(super) authenticated: Zeroizing<Vec<u8>>,
    /// The MAC, where there is one.
    pub(super) mac: Option<Mac>,
    /// The parts, in the order of the file.
    pub(super) parts: Vec<Content>,
}

/// One part.
pub(super) enum Content {
    /// Bags that are not encrypted; the key in one of them can be.
    Plain(Vec<Bag>),
    /// Bags that are.
    Sealed(Sealed),
    /// Encrypted for a certificate, not under a password.
    ForCertificate,
    /// What PKCS#12 does not have.
    Unknown(ObjectIdentifier),
}

impl Envelope {
    /// Reads a file, DER or BER.
    pub(super) fn read(file: &[u8]) -> Result<Self, OpenError> {
        let file = ber::to_der(file).ok_or(OpenError::Damaged)?;
        let pfx = Pfx::from_der(&file).map_err(|_| OpenError::Damaged)?;
        match pfx.auth_safe.content_type {
            DATA if pfx.version == VERSION_3 => {}
            SIGNED_DATA => return Err(OpenError::Signed),
            _ => return Err(OpenError::Damaged),
        }
        let authenticated = octets_of(&pfx.auth_safe)?;
        let safe = ber::to_der(&authenticated).ok_or(OpenError::Damaged)?;
        let parts = Vec::<ContentInfo<'_>>::from_der(&safe).map_err(|_| OpenError::Damaged)?;
        let parts = parts.iter().map(Content::read).collect::<Result<_, _>>()?;
        Ok(Self { authenticated, mac: pfx.mac_data.map(Mac::read), parts })
    }

    /// Everything that is encrypted and can be seen.
    pub(super) fn sealed(&self) -> impl Iterator<Item = &Sealed> {
        self.parts.iter().flat_map(|part| match part {
            Content::Sealed(sealed) => vec![sealed],
            Content::Plain(bags) => bags.iter().filter_map(Bag::sealed).collect(),
            Content::ForCertificate | Content::Unknown(_) => Vec::new(),
        })
    }

    /// Whether the password is in the file itself, encrypted for a group of Active Directory.
    pub(super) fn is_for_group(&self) -> bool {
        let is_secret = |bag: &Bag| matches!(bag.content, BagContent::Skipped(Skipped::PasswordForGroup));
        self.parts.iter().any(|part| matches!(part, Content::Plain(bags) if bags.iter().any(is_secret)))
    }
}

impl Content {
    fn read(part: &ContentInfo<'_>) -> Result<Self, OpenError> {
        match part.content_type {
            DATA => Ok(Self::Plain(bags::read(&octets_of(part)?)?)),
            ENCRYPTED_DATA => {
                let EncryptedData { content, .. } =
                    part.content.decode_as().map_err(|_| OpenError::Damaged)?;
                Sealed::bags(&content).map(Self::Sealed).ok_or(OpenError::Damaged)
            }
            ENVELOPED_DATA => Ok(Self::ForCertificate),
            other => Ok(Self::Unknown(other)),
        }
    }
}

fn octets_of(content: &ContentInfo<'_>) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let octets: &OctetStringRef = content.content.decode_as().map_err(|_| OpenError::Damaged)?;
    Ok(Zeroizing::new(octets.as_bytes().to_vec()))
}
