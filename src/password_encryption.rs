//! Password-based encryption: the schemes of PKCS#5 (RFC 8018), those of PKCS#12 (RFC 7292
//! appendix C), and OpenSSL's own of before PKCS#8.
//!
//! Everything that a file asks for is known before any work is done: a [`Scheme`] is read first,
//! held against the [`Limits`], and only then is a key derived.

mod cipher;
mod derivation;
mod foreseen;
mod hash_function;
mod openssl;
mod parameters;
mod pbkdf1;
mod pbkdf2;
mod pkcs12;
mod running;
mod scheme;
mod seal;
mod unseal;
mod work;

pub use cipher::Cipher;
pub use derivation::Derivation;
pub use hash_function::HashFunction;
pub use running::use_lanes;
pub use scheme::Scheme;
pub use work::{Budget, Limits, Progress};

pub(crate) use foreseen::{Coming, Foreseen};
pub(crate) use hash_function::with_hash_function;
pub(crate) use parameters::number;
pub(crate) use pbkdf2::{derive as derive_with_pbkdf2, keyed};
pub(crate) use pkcs12::{Pkcs12, Purpose, derive as derive_as_pkcs12};
pub(crate) use running::{Deriving, Running, derive_all, warm_up};
pub(crate) use seal::{BegunCompatible, BegunModern, BegunSeal, ModernSeal, Reopening, Seal, Sealed};
pub(crate) use unseal::{Inside, UnsealError, unseal};
pub(crate) use work::Work;

use const_oid::ObjectIdentifier;

/// Why something sealed with a password cannot be decrypted, whatever the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecryptError {
    /// A scheme, cipher, key derivation or pseudo-random function that is not known here.
    UnsupportedAlgorithm(ObjectIdentifier),
    /// A cipher that is not known here, as the header `DEK-Info` names it.
    UnsupportedCipher {
        /// The name, from the file.
        name: String,
    },
    /// More iterations than [`Limits::iterations`], or in all more than [`Limits::rounds`].
    TooManyIterations {
        /// How many the file asks for.
        iterations: u64,
    },
    /// More rounds than are left of the work that the job takes on: other things in it took the rest.
    BudgetSpent,
    /// scrypt with more memory than [`Limits::memory`].
    TooMuchMemory {
        /// How many bytes the file asks for.
        bytes: u64,
    },
    /// The parameters or the length of the data are not what the scheme asks for.
    Damaged,
}
