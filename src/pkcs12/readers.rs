//! Which programs open a file and which refuse it: a table of what was tried, and what is documented of
//! those that could not be tried.

mod feature;
mod table;

pub use feature::{Family, Feature};

use super::{Description, Layout};
use crate::password::Password;
use table::Tried;

/// A program that reads PKCS#12 files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Windows Server 2016 and older. It was not tried.
    WindowsServer2016,
    /// Keychain of macOS. It was not tried.
    MacOs,
    /// Java before 8u301. It was not tried.
    OldJava,
    /// `X509CertificateLoader` of .NET 9 and later, with the limits that it has where none are given. It was
    /// not tried.
    DotNetLoader,
    /// Java 17: OpenJDK 17.0.15.
    Java,
    /// OpenSSL 3.0 without its legacy provider: 3.0.22.
    OpenSsl3,
    /// .NET 8 on Linux, where it reads the files itself: 8.0.4.
    DotNet,
    /// Node.js, with the OpenSSL 3.0 that it has in it: 20.20.
    NodeJs,
    /// NSS, which Firefox reads them with: 3.87.
    Nss,
    /// GnuTLS: 3.7.9.
    GnuTls,
    /// Python's package cryptography: 38.0.4.
    Python,
    /// Mono: 6.8.
    Mono,
}

impl Program {
    /// Every program: those that are known from their documentation, then those that were tried.
    pub const ALL: [Self; 12] = [
        Self::WindowsServer2016,
        Self::MacOs,
        Self::OldJava,
        Self::DotNetLoader,
        Self::Java,
        Self::OpenSsl3,
        Self::DotNet,
        Self::NodeJs,
        Self::Nss,
        Self::GnuTls,
        Self::Python,
        Self::Mono,
    ];
}

/// That a program refuses a file, or does not find the key in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// The program.
    pub program: Program,
    /// What of the file it does not take.
    pub reason: Feature,
}

/// What is known of the password of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordKnown {
    /// Nothing.
    Unknown,
    /// That there is none.
    None,
    /// Whether it is ASCII.
    Given {
        /// Whether it is.
        ascii: bool,
    },
}

impl From<&Password> for PasswordKnown {
    fn from(password: &Password) -> Self {
        Self::Given { ascii: password.is_ascii() }
    }
}

/// Which programs refuse a file, and which do not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readers {
    /// Every known reason for a program to refuse it, program by program.
    pub refusals: Vec<Refusal>,
    /// The programs that were tried with everything that the file has, and refused none of it.
    pub openers: Vec<Program>,
}

impl Readers {
    /// Asks the table. What a file is like inside is known once it was opened.
    pub fn of(file: &Description, password: PasswordKnown, layout: Option<&Layout>) -> Self {
        let features = feature::all(file, password, layout);
        let mut readers = Self::default();
        for program in Program::ALL {
            let verdicts = || features.iter().map(|feature| (feature, table::tried(program, *feature)));
            let refused = verdicts().filter(|(_, tried)| *tried == Tried::Refused);
            let before = readers.refusals.len();
            readers.refusals.extend(refused.map(|(feature, _)| Refusal { program, reason: *feature }));
            if readers.refusals.len() == before && verdicts().all(|(_, tried)| tried == Tried::Opened) {
                readers.openers.push(program);
            }
        }
        readers
    }
}
