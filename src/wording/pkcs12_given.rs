//! PKCS#12 files that were given: why one was not opened, what was in it, and who refuses it.

use super::algorithm::{algorithm, cipher, hash_function, thousands};
use super::joined;
use super::key::{open_key, sealed};
use super::pkcs12::damaged_part;
use crate::message::{Field, Message};
use crate::password_encryption::DecryptError;
use crate::pkcs12::{Family, Feature, OpenError, Program, Refusal, Skipped};

const CONVERT: &str = "Open it in the program that made it and export it again with AES-256 and a password.";

/// Why a PKCS#12 file could not be opened, beside the field it came from or its password.
pub fn open_pkcs12(error: &OpenError, source: Field, password: Field) -> Message {
    let sentence = match error {
        OpenError::Damaged => {
            "This is a PKCS#12 file (.pfx), and its content is damaged. Use the original file, or a copy of it."
                .to_owned()
        }
        OpenError::PasswordNeeded => {
            return Message::new(password, "The .pfx file has a password. Enter it.");
        }
        OpenError::WrongPassword => {
            return Message::new(
                password,
                "This is not the password of the .pfx file. Type it again; capital letters count.",
            );
        }
        OpenError::OtherPassword => format!(
            "The password opens this file, but a part in it is encrypted under another password. {CONVERT}"
        ),
        OpenError::Signed => {
            format!("This .pfx file is protected by a signature instead of a password, which is not read here. {CONVERT}")
        }
        OpenError::ForCertificate => {
            format!("This .pfx file is encrypted for a certificate instead of a password, which is not read here. {CONVERT}")
        }
        OpenError::ForGroup => {
            "This .pfx file is protected for a group or a user of Active Directory: Windows made its password and gives it only to them. In Windows, export the certificate again with a password.".to_owned()
        }
        OpenError::UnsupportedPart(oid) => {
            format!("This .pfx file has a part of a kind that is not read here ({oid}). {CONVERT}")
        }
        OpenError::UnsupportedMac(oid) => format!(
            "This .pfx file is protected by a checksum made with {}, which is not read here. {CONVERT}",
            algorithm(*oid)
        ),
        OpenError::Sealed(DecryptError::Damaged) => {
            "This .pfx file has a password, and the file is damaged. Use the original file, or a copy of it."
                .to_owned()
        }
        OpenError::Sealed(error @ DecryptError::BudgetSpent) => sealed(error, ".pfx file"),
        OpenError::Sealed(error) => format!("{} {CONVERT}", sealed(error, ".pfx file")),
        OpenError::SeveralKeys { count } => format!(
            "This .pfx file holds {count} private keys. Export the one that is needed into a file of its own."
        ),
        OpenError::Key(error) => {
            format!("The private key in this .pfx file cannot be used. {}", open_key(error, source, password).sentence)
        }
        OpenError::Certificate(error) => format!(
            "A certificate in this .pfx file is damaged: {}. Use the original file, or a copy of it.",
            damaged_part(*error)
        ),
    };
    Message::new(source, sentence)
}

/// Kinds of things that were left aside of which each has a sentence of its own.
const MOST_KINDS_SKIPPED: usize = 10;

/// What was left aside in a file: each kind of thing once.
pub fn skipped(things: &[Skipped]) -> Vec<String> {
    let mut kinds: Vec<Skipped> = Vec::new();
    for thing in things {
        if kinds.len() <= MOST_KINDS_SKIPPED && !kinds.contains(thing) {
            kinds.push(*thing);
        }
    }
    let more = (kinds.len() > MOST_KINDS_SKIPPED)
        .then(|| "The file holds more things of other kinds, which were left aside as well.".to_owned());
    kinds.into_iter().take(MOST_KINDS_SKIPPED).map(kind_skipped).chain(more).collect()
}

fn kind_skipped(what: Skipped) -> String {
    let thing = match what {
        Skipped::RevocationList => "a revocation list".to_owned(),
        Skipped::Secret => "a secret that is no private key".to_owned(),
        Skipped::PasswordForGroup => {
            "its own password, encrypted for a group or a user of Active Directory".to_owned()
        }
        Skipped::OtherCertificate(oid) => format!("a certificate of another kind ({oid})"),
        Skipped::UnreadableCertificate(error) => {
            return format!(
                "The file also holds a damaged certificate, which was left aside: {}.",
                damaged_part(error)
            );
        }
        Skipped::OtherBag(oid) => format!("something of another kind ({oid})"),
    };
    format!("The file also holds {thing}, which was left aside.")
}

/// Which programs refuse a file, and why: those that have the same reasons together.
pub fn refusals(refusals: &[Refusal]) -> Vec<String> {
    let mut groups: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    for program in Program::ALL {
        let mut reasons: Vec<String> = Vec::new();
        for reason in refusals.iter().filter(|refusal| refusal.program == program).map(because) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        match groups.iter_mut().find(|(_, known)| *known == reasons) {
            _ if reasons.is_empty() => {}
            Some((programs, _)) => programs.push(program_name(program)),
            None => groups.push((vec![program_name(program)], reasons)),
        }
    }
    let sentence = |(programs, reasons): (Vec<&str>, Vec<String>)| {
        format!("Refused by {}: {}.", joined(&programs), joined(&reasons))
    };
    groups.into_iter().map(sentence).collect()
}

fn because(refusal: &Refusal) -> String {
    match refusal.reason {
        Feature::Cipher(Family::Pbes2, _) if is_known_from_its_documentation(refusal.program) => {
            "its encryption is of the newer kind (PBES2, mostly with AES)".to_owned()
        }
        Feature::Cipher(_, old) if refusal.program == Program::OpenSsl3 => {
            format!("it is encrypted with {}, which is read only with the option -legacy", cipher(old))
        }
        Feature::Cipher(Family::Pbes2, of_part) => format!("it is encrypted with {} (PBES2)", cipher(of_part)),
        Feature::Cipher(Family::Pbes1(hash), of_part) => {
            format!("it is encrypted with {} (PBES1 with {})", cipher(of_part), hash_function(hash))
        }
        Feature::Cipher(Family::Pkcs12, of_part) => format!("it is encrypted with {}", cipher(of_part)),
        Feature::OtherCipher(oid) => format!("it is encrypted with {}", algorithm(oid)),
        Feature::Derivation(hash) => {
            format!("the key of its encryption is derived with {}", hash_function(hash))
        }
        Feature::Scrypt => "the key of its encryption is derived with scrypt".to_owned(),
        Feature::NoIterations(_) => "a key derivation in it has 0 iterations".to_owned(),
        Feature::ManyIterationsOfPkcs12 { iterations } => too_many(iterations, Feature::MOST_OF_PKCS12),
        Feature::ManyIterations { iterations } => too_many(iterations, Feature::MOST),
        Feature::ManyIterationsForLoader { iterations } => too_many(iterations, Feature::MOST_FOR_LOADER),
        Feature::ManyIterationsInAll { iterations } => format!(
            "it has {} iterations in all; {} is the most",
            thousands(iterations),
            thousands(Feature::MOST_IN_ALL)
        ),
        Feature::ShortSalt => "a salt in it is shorter than 8 bytes".to_owned(),
        Feature::Mac(hash) => format!("its checksum is made with {}", hash_function(hash)),
        Feature::OtherMac(oid) => format!("its checksum is made with {}", algorithm(oid)),
        Feature::MacWithoutIterations => "its checksum has 0 iterations".to_owned(),
        Feature::Pbmac1 => {
            "its checksum is PBMAC1, which few programs read yet (OpenSSL from version 3.4 on)".to_owned()
        }
        Feature::NoMac => "it has no checksum".to_owned(),
        Feature::PlainKey => "the private key in it is not encrypted by itself".to_owned(),
        Feature::Nested => {
            "the private key or a certificate lies in a bag inside another bag, and is not found there"
                .to_owned()
        }
        Feature::UnmarkedKey => "no certificate in it has the mark of the private key (localKeyId)".to_owned(),
        Feature::MarkElsewhere => {
            "another certificate has the mark of the private key (localKeyId)".to_owned()
        }
        Feature::UnpairedForJava => {
            "no certificate in it has the mark (localKeyId) or the name of the private key, so that the key has no certificate there (\"invalid null input\")".to_owned()
        }
        Feature::UnusualName => "a display name in it is of an unusual type".to_owned(),
        Feature::PasswordNotAscii => {
            "its password has characters other than English letters, digits and signs".to_owned()
        }
        Feature::NoPassword => "it has no password".to_owned(),
    }
}

fn too_many(iterations: u64, most: u64) -> String {
    format!(
        "one key derivation in it has {} iterations; {} is the most",
        thousands(iterations),
        thousands(most)
    )
}

/// Which programs were tried with everything that a file has and refused none of it. What a locked file is
/// like inside is not known.
pub fn accepted(openers: &[Program], is_opened: bool) -> Option<String> {
    let names: Vec<&str> = openers.iter().copied().map(program_name).collect();
    let seen = if is_opened { "" } else { ", as far as can be seen without its password" };
    (!names.is_empty()).then(|| format!("Not known to refuse this file{seen}: {}.", joined(&names)))
}

const fn program_name(program: Program) -> &'static str {
    match program {
        Program::WindowsServer2016 => "Windows Server 2016 and older",
        Program::MacOs => "Keychain on macOS",
        Program::OldJava => "Java before 8u301",
        Program::DotNetLoader => ".NET 9 and later with X509CertificateLoader",
        Program::Java => "Java 17",
        Program::OpenSsl3 => "OpenSSL 3",
        Program::DotNet => ".NET 8",
        Program::NodeJs => "Node.js 20",
        Program::Nss => "Firefox (NSS)",
        Program::GnuTls => "GnuTLS",
        Program::Python => "Python (cryptography)",
        Program::Mono => "Mono",
    }
}

const fn is_known_from_its_documentation(program: Program) -> bool {
    matches!(program, Program::WindowsServer2016 | Program::MacOs | Program::OldJava | Program::DotNetLoader)
}
