//! Which programs refuse a file, and why: what is known of each, as one table of questions.

use super::description::{Description, MacDescription};
use crate::password::Password;
use crate::password_encryption::{Cipher, Derivation, HashFunction, Scheme};

/// A program that reads PKCS#12 files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Windows Server 2016 and older.
    WindowsServer2016,
    /// Keychain of macOS.
    MacOs,
    /// Java before 8u301.
    OldJava,
    /// Java from 8u301 on.
    Java,
    /// OpenSSL from 3.0 on, without its legacy provider.
    OpenSsl3,
    /// .NET.
    DotNet,
}

impl Program {
    /// Every program, the ones that refuse most first.
    pub const ALL: [Self; 6] =
        [Self::WindowsServer2016, Self::MacOs, Self::OldJava, Self::Java, Self::OpenSsl3, Self::DotNet];
}

/// Why a program refuses a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A part is encrypted with PBES2, so with AES as a rule.
    ModernEncryption,
    /// The MAC is made with another hash function than SHA-1.
    ModernMac(HashFunction),
    /// A part is encrypted with an old cipher.
    OldCipher(Cipher),
    /// One key derivation has more iterations than the program takes.
    Iterations {
        /// The most that the file asks for at once.
        iterations: u64,
        /// The most that the program takes.
        most: u64,
    },
    /// All key derivations together have more iterations than the program takes.
    IterationsInAll {
        /// What the file asks for.
        iterations: u64,
        /// The most that the program takes.
        most: u64,
    },
    /// The MAC is PBMAC1, which Java reads from version 24 on and OpenSSL from 3.4 on.
    Pbmac1,
    /// The password has characters outside ASCII.
    PasswordNotAscii,
    /// There is no password.
    NoPassword,
}

/// That a program refuses a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// The program.
    pub program: Program,
    /// Why.
    pub reason: Reason,
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

/// The most iterations that .NET takes for one key derivation.
const MOST_ITERATIONS_OF_DOT_NET: u64 = 300_000;
/// The most that it takes for all of them.
const MOST_ITERATIONS_OF_DOT_NET_IN_ALL: u64 = 1_000_000;

/// Every known reason for a program to refuse a file, program by program.
pub fn refusals(file: &Description, password: PasswordKnown) -> Vec<Refusal> {
    use Program::*;
    let modern = [file.schemes().any(is_modern).then_some(Reason::ModernEncryption), modern_mac(file)];
    let mut old: Vec<Option<Reason>> = old_ciphers(file).into_iter().map(Some).collect();
    let pbmac1 = (file.mac == Some(MacDescription::Pbmac1)).then_some(Reason::Pbmac1);
    old.push(pbmac1);
    let not_ascii = (password == PasswordKnown::Given { ascii: false }).then_some(Reason::PasswordNotAscii);
    let no_password = (password == PasswordKnown::None).then_some(Reason::NoPassword);
    let table: [(Program, Vec<Option<Reason>>); 6] = [
        (WindowsServer2016, [&modern[..], &[pbmac1]].concat()),
        (MacOs, [&modern[..], &[pbmac1, no_password]].concat()),
        (OldJava, [&modern[..], &[pbmac1, not_ascii]].concat()),
        (Java, vec![pbmac1, not_ascii]),
        (OpenSsl3, old),
        (DotNet, iterations(file).to_vec()),
    ];
    let refusals = table.into_iter().flat_map(|(program, reasons)| {
        reasons.into_iter().flatten().map(move |reason| Refusal { program, reason })
    });
    refusals.collect()
}

fn is_modern(scheme: &Scheme) -> bool {
    matches!(scheme.derivation, Derivation::Pbkdf2 { .. } | Derivation::Scrypt { .. })
}

fn modern_mac(file: &Description) -> Option<Reason> {
    match file.mac? {
        MacDescription::Hash { hash: HashFunction::Md5 | HashFunction::Sha1, .. } => None,
        MacDescription::Hash { hash, .. } => Some(Reason::ModernMac(hash)),
        MacDescription::Pbmac1 | MacDescription::Unknown(_) => None,
    }
}

/// Each old cipher once.
fn old_ciphers(file: &Description) -> Vec<Reason> {
    let mut found = Vec::new();
    for scheme in file.schemes() {
        let old = matches!(scheme.cipher, Cipher::Des | Cipher::Rc2 { .. } | Cipher::Rc4 { .. });
        let reason = Reason::OldCipher(scheme.cipher);
        if old && !found.contains(&reason) {
            found.push(reason);
        }
    }
    found
}

fn iterations(file: &Description) -> [Option<Reason>; 2] {
    let of_mac = match file.mac {
        Some(MacDescription::Hash { iterations, .. }) => Some(iterations),
        _ => None,
    };
    let all = file.schemes().filter_map(|scheme| scheme.derivation.iterations()).chain(of_mac);
    let (highest, sum) = all.fold((0u64, 0u64), |(highest, sum), iterations| {
        (highest.max(iterations), sum.saturating_add(iterations))
    });
    let (most, most_in_all) = (MOST_ITERATIONS_OF_DOT_NET, MOST_ITERATIONS_OF_DOT_NET_IN_ALL);
    [
        (highest > most).then_some(Reason::Iterations { iterations: highest, most }),
        (sum > most_in_all).then_some(Reason::IterationsInAll { iterations: sum, most: most_in_all }),
    ]
}
