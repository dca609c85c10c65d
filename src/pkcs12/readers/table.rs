//! What became of each feature of a file in each program.

use const_oid::ObjectIdentifier;

use super::{Family, Feature, Program};
use crate::password_encryption::{Cipher, HashFunction};

/// What became of a feature in a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    /// A file that has it was opened, with the key and its certificate.
    Opened,
    /// A file that has it and nothing else that is unusual was refused, or the key was not found in it.
    Refused,
    /// Nobody tried, or the documentation says nothing.
    Unknown,
}

/// The programs that were tried, in the order of the columns below.
const COLUMNS: [Program; 8] = [
    Program::Java,
    Program::OpenSsl3,
    Program::DotNet,
    Program::NodeJs,
    Program::Nss,
    Program::GnuTls,
    Program::Python,
    Program::Mono,
];

const fn rc2(bits: usize) -> Cipher {
    Cipher::rc2(bits)
}

const RC4_128: Cipher = Cipher::Rc4 { key_length: 16 };
const RC4_40: Cipher = Cipher::Rc4 { key_length: 5 };

const fn other(oid: &str) -> Feature {
    Feature::OtherCipher(ObjectIdentifier::new_unwrap(oid))
}

/// Opened (`+`), refused (`-`) or not tried (`?`). Each row is tried once more by the tests, on files in which
/// every part has the scheme of the row, and on files sealed with 3DES for everything else.
const ROWS: [(Feature, &str); 55] = {
    use Cipher::*;
    use Family::*;
    use Feature as F;
    use HashFunction::*;
    [
        //                                               Java, OpenSSL, .NET, Node.js, NSS, GnuTLS, Python, Mono
        (F::Cipher(Pkcs12, TripleDes), "++++++++"),
        (F::Cipher(Pkcs12, TripleDesOfTwoKeys), "-+++--+-"),
        (F::Cipher(Pkcs12, rc2(128)), "+-+-+-+-"),
        (F::Cipher(Pkcs12, rc2(40)), "+-+-++++"),
        (F::Cipher(Pkcs12, RC4_128), "+---++++"),
        (F::Cipher(Pkcs12, RC4_40), "+---+-+-"),
        (F::Cipher(Pbes1(Md5), Des), "+-+--++-"),
        (F::Cipher(Pbes1(Md5), rc2(64)), "--+---+-"),
        (F::Cipher(Pbes1(Sha1), Des), "--+---+-"),
        (F::Cipher(Pbes1(Sha1), rc2(64)), "--+---+-"),
        (F::Cipher(Pbes2, Aes128), "+++++++-"),
        (F::Cipher(Pbes2, Aes192), "-++++++-"),
        (F::Cipher(Pbes2, Aes256), "+++++++-"),
        (F::Cipher(Pbes2, TripleDes), "-++++++-"),
        (F::Cipher(Pbes2, Des), "--+-+++-"),
        (F::Cipher(Pbes2, rc2(128)), "--+-+-+-"),
        (F::Cipher(Pbes2, rc2(64)), "--+-+-+-"),
        (F::Cipher(Pbes2, rc2(40)), "--+-+-+-"),
        (other("1.2.392.200011.61.1.1.1.2"), "-+-++-+-"),
        (other("1.2.392.200011.61.1.1.1.3"), "-+-++-+-"),
        (other("1.2.392.200011.61.1.1.1.4"), "-+-++-+-"),
        (other("1.2.410.200046.1.1.2"), "-+-+--+-"),
        (other("1.2.410.200046.1.1.7"), "-+-+--+-"),
        (other("1.2.410.200046.1.1.12"), "-+-+--+-"),
        (other("1.2.410.200004.1.4"), "----+-+-"),
        (F::Derivation(Md5), "-+-+--+?"),
        (F::Derivation(Sha1), "+++++++?"),
        (F::Derivation(Sha224), "++-++++?"),
        (F::Derivation(Sha256), "+++++++?"),
        (F::Derivation(Sha384), "+++++++?"),
        (F::Derivation(Sha512), "+++++++?"),
        (F::Derivation(Sha512Cut224), "-+-+--+?"),
        (F::Derivation(Sha512Cut256), "-+-+--+?"),
        (F::Scrypt, "-+-+--+?"),
        (F::Mac(Md5), "-++++-++"),
        (F::Mac(Sha1), "++++++++"),
        (F::Mac(Sha224), "++-+++++"),
        (F::Mac(Sha256), "++++++++"),
        (F::Mac(Sha384), "++++++++"),
        (F::Mac(Sha512), "++++++++"),
        (F::Mac(Sha512Cut224), "++-+--+-"),
        (F::Mac(Sha512Cut256), "++-+--+-"),
        (F::MacWithoutIterations, "-+-+-++-"),
        (F::Pbmac1, "--------"),
        (F::NoMac, "+++-----"),
        (F::OtherMac(ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.8")), "-+-+--+-"),
        (F::ShortSalt, "-+++++++"),
        (F::NoIterations(Pbes2), "-------?"),
        (F::NoIterations(Pkcs12), "-+-+--+-"),
        (F::PlainKey, "-++++++-"),
        (F::Nested, "-+-++-+-"),
        (F::UnmarkedKey, "++++-+++"),
        // NSS opens some such files.
        (F::MarkElsewhere, "++++?+++"),
        (F::UnpairedForJava, "-+++++++"),
        (F::UnusualName, "-++--+-+"),
    ]
};

/// The same for what is no constant, and for what the password is like.
fn row(feature: Feature) -> &'static str {
    match feature {
        Feature::ManyIterationsOfPkcs12 { .. } => "++-+++++",
        Feature::ManyIterations { .. } => "-+++++++",
        Feature::ManyIterationsForLoader { .. } | Feature::ManyIterationsInAll { .. } => "++++++++",
        Feature::PasswordNotAscii => "-++++++-",
        Feature::NoPassword => "++++++++",
        _ => ROWS.iter().find(|(known, _)| *known == feature).map_or("", |(_, row)| row),
    }
}

/// What became of a feature in a program.
pub(super) fn tried(program: Program, feature: Feature) -> Tried {
    let Some(column) = COLUMNS.iter().position(|column| *column == program) else {
        return if is_documented(program, feature) { Tried::Refused } else { Tried::Unknown };
    };
    match row(feature).as_bytes().get(column) {
        Some(b'+') => Tried::Opened,
        Some(b'-') => Tried::Refused,
        _ => Tried::Unknown,
    }
}

/// Whether the documentation of a program that could not be tried says that it refuses something.
fn is_documented(program: Program, feature: Feature) -> bool {
    let is_modern = match feature {
        Feature::Cipher(family, _) => family == Family::Pbes2,
        Feature::Mac(hash) => !matches!(hash, HashFunction::Md5 | HashFunction::Sha1),
        Feature::Pbmac1 => true,
        _ => false,
    };
    match program {
        Program::WindowsServer2016 => is_modern,
        Program::MacOs => is_modern || feature == Feature::NoPassword,
        Program::OldJava => is_modern || feature == Feature::PasswordNotAscii,
        Program::DotNetLoader => {
            matches!(feature, Feature::ManyIterationsForLoader { .. } | Feature::ManyIterationsInAll { .. })
        }
        _ => false,
    }
}
