//! What programs are choosy about.

use const_oid::ObjectIdentifier;

use super::super::description::{Description, Holds, MacDescription, Protection};
use super::{Layout, PasswordKnown};
use crate::password_encryption::{Cipher, DecryptError, Derivation, HashFunction, Scheme};

/// The standard that a scheme of encryption is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// RFC 7292 appendix C.
    Pkcs12,
    /// RFC 8018 section 6.1, with the hash function of PBKDF1.
    Pbes1(HashFunction),
    /// RFC 8018 section 6.2.
    Pbes2,
}

/// Something about a file that some program does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// A part is encrypted with this.
    Cipher(Family, Cipher),
    /// A part is encrypted with something that is not read here.
    OtherCipher(ObjectIdentifier),
    /// The key of a part is derived with PBKDF2 and the HMAC of this hash function.
    Derivation(HashFunction),
    /// The key of a part is derived with scrypt.
    Scrypt,
    /// A key derivation for a part has 0 iterations.
    NoIterations(Family),
    /// A key derivation of PKCS#12 for a part has more iterations than .NET 8 takes.
    ManyIterationsOfPkcs12 {
        /// How many.
        iterations: u64,
    },
    /// A key derivation, for a part or the MAC, has more iterations than Java takes.
    ManyIterations {
        /// How many.
        iterations: u64,
    },
    /// A key derivation, for a part or the MAC, has more iterations than .NET's loader takes.
    ManyIterationsForLoader {
        /// How many.
        iterations: u64,
    },
    /// All key derivations together have more iterations than .NET's loader takes.
    ManyIterationsInAll {
        /// How many.
        iterations: u64,
    },
    /// A salt, for a part or the MAC, is shorter than 8 octets.
    ShortSalt,
    /// The MAC is made with this hash function.
    Mac(HashFunction),
    /// The MAC is one that is not read here.
    OtherMac(ObjectIdentifier),
    /// The key of the MAC is derived with 0 iterations.
    MacWithoutIterations,
    /// The MAC is PBMAC1.
    Pbmac1,
    /// There is no MAC.
    NoMac,
    /// The key is not encrypted by itself.
    PlainKey,
    /// The key or a certificate lies in a bag that lies in another.
    Nested,
    /// No certificate has the `localKeyId` of the key.
    UnmarkedKey,
    /// Another certificate than the key's own has the `localKeyId` of the key.
    MarkElsewhere,
    /// No certificate has the `localKeyId` or the name by which Java looks for the key's own.
    UnpairedForJava,
    /// A friendly name is of another type than a BMPString.
    UnusualName,
    /// The password has characters outside ASCII.
    PasswordNotAscii,
    /// There is no password.
    NoPassword,
}

impl Feature {
    /// The most iterations that .NET 8 takes for a key derivation of PKCS#12.
    pub const MOST_OF_PKCS12: u64 = 600_000;
    /// The most that Java takes for any.
    pub const MOST: u64 = 5_000_000;
    /// The most that .NET's loader takes for any.
    pub const MOST_FOR_LOADER: u64 = 300_000;
    /// The most that it takes for all of them.
    pub const MOST_IN_ALL: u64 = 1_000_000;
}

/// The shortest salt that every program takes, in octets.
const SHORTEST_SALT: usize = 8;

/// What there is about a file, each once.
pub(super) fn all(file: &Description, password: PasswordKnown, layout: Option<&Layout>) -> Vec<Feature> {
    let mut features = Vec::new();
    for part in &file.parts {
        features.extend(part.is_nested.then_some(Feature::Nested));
        match &part.protection {
            Protection::Password(scheme) => features.extend(of_scheme(scheme)),
            Protection::Unknown(DecryptError::UnsupportedAlgorithm(oid)) => {
                features.push(Feature::OtherCipher(*oid));
            }
            Protection::None if part.holds == Holds::Key => features.push(Feature::PlainKey),
            Protection::None | Protection::Unknown(_) | Protection::Certificate | Protection::Other(_) => {}
        }
    }
    features.extend(of_mac(file.mac));
    features.extend(of_iterations(file));
    features.extend(layout.into_iter().flat_map(of_layout));
    features.extend(match password {
        PasswordKnown::Given { ascii: false } => Some(Feature::PasswordNotAscii),
        PasswordKnown::None => Some(Feature::NoPassword),
        PasswordKnown::Given { ascii: true } | PasswordKnown::Unknown => None,
    });
    let mut once = Vec::new();
    for feature in features {
        if !once.contains(&feature) {
            once.push(feature);
        }
    }
    once
}

fn of_scheme(scheme: &Scheme) -> Vec<Feature> {
    let (family, derivation) = match &scheme.derivation {
        Derivation::Pbkdf1 { hash, .. } => (Family::Pbes1(*hash), None),
        Derivation::Pbkdf2 { hash, .. } => (Family::Pbes2, Some(Feature::Derivation(*hash))),
        Derivation::Scrypt { .. } => (Family::Pbes2, Some(Feature::Scrypt)),
        Derivation::Pkcs12 { .. } => (Family::Pkcs12, None),
        // No PKCS#12 file has it.
        Derivation::OpenSsl { .. } => return Vec::new(),
    };
    let iterations = scheme.derivation.iterations();
    let many = iterations.filter(|&most| family == Family::Pkcs12 && most > Feature::MOST_OF_PKCS12);
    [
        Some(Feature::Cipher(family, scheme.cipher)),
        derivation,
        (iterations == Some(0)).then_some(Feature::NoIterations(family)),
        many.map(|iterations| Feature::ManyIterationsOfPkcs12 { iterations }),
        (scheme.derivation.salt().len() < SHORTEST_SALT).then_some(Feature::ShortSalt),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_mac(mac: Option<MacDescription>) -> Vec<Feature> {
    match mac {
        None => vec![Feature::NoMac],
        Some(MacDescription::Hash { hash, iterations, salt }) => [
            Some(Feature::Mac(hash)),
            (iterations == 0).then_some(Feature::MacWithoutIterations),
            (salt < SHORTEST_SALT).then_some(Feature::ShortSalt),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Some(MacDescription::Pbmac1 { .. } | MacDescription::Damaged) => vec![Feature::Pbmac1],
        Some(MacDescription::Unknown(oid)) => vec![Feature::OtherMac(oid)],
    }
}

fn of_iterations(file: &Description) -> impl Iterator<Item = Feature> {
    let of_mac = match file.mac {
        Some(MacDescription::Hash { iterations, .. } | MacDescription::Pbmac1 { iterations, .. }) => {
            Some(iterations)
        }
        _ => None,
    };
    let all = file.schemes().filter_map(|scheme| scheme.derivation.iterations()).chain(of_mac);
    let (highest, sum) = all.fold((0u64, 0u64), |(highest, sum), iterations| {
        (highest.max(iterations), sum.saturating_add(iterations))
    });
    let many = |most| Some(highest).filter(|&highest| highest > most);
    let in_all = Some(sum).filter(|&sum| sum > Feature::MOST_IN_ALL);
    [
        many(Feature::MOST).map(|iterations| Feature::ManyIterations { iterations }),
        many(Feature::MOST_FOR_LOADER).map(|iterations| Feature::ManyIterationsForLoader { iterations }),
        in_all.map(|iterations| Feature::ManyIterationsInAll { iterations }),
    ]
    .into_iter()
    .flatten()
}

fn of_layout(layout: &Layout) -> impl Iterator<Item = Feature> {
    [
        (layout.is_key_plain, Feature::PlainKey),
        (layout.is_nested, Feature::Nested),
        (layout.is_key_unmarked, Feature::UnmarkedKey),
        (layout.is_mark_elsewhere, Feature::MarkElsewhere),
        (layout.is_unpaired_for_java, Feature::UnpairedForJava),
        (layout.is_name_unusual, Feature::UnusualName),
    ]
    .into_iter()
    .filter_map(|(is_so, feature)| is_so.then_some(feature))
}
