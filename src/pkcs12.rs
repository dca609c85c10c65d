//! PKCS#12 files (RFC 7292): a private key, its certificate and the chain, under one password.

mod bags;
mod contents;
mod description;
mod envelope;
mod error;
mod layout;
mod mac;
mod open;
mod opening;
mod readers;
mod seal;
mod sealed;
mod structure;
mod trust;

pub use bags::Skipped;
pub use contents::Contents;
pub use description::{Description, Holds, MacDescription, Part, Protection};
pub use error::OpenError;
pub use layout::Layout;
pub use open::{open, open_with};
pub use readers::{Family, Feature, PasswordKnown, Program, Readers, Refusal};
pub use seal::{MOST_FRIENDLY_NAME_CHARACTERS, SealError, seal};
pub use trust::seal_trust;

use serde::{Deserialize, Serialize};

/// Iterations of each key derivation: for the certificates, for the key and for the MAC. .NET
/// takes 300,000 for each at most, and Windows has a limit too.
pub const ITERATIONS: u32 = 100_000;

/// How a file is sealed. Both bags and the MAC change together: programs that do not know the one
/// kind refuse files that mix it with the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Encryption {
    /// PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC (RFC 8018), HMAC-SHA256.
    #[default]
    Modern,
    /// pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 appendix C), HMAC-SHA1: for Windows Server 2016,
    /// macOS Keychain, Java before 8u301, and their elders.
    Compatible,
}
