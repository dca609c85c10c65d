//! PKCS#12 files that were given: why one was not opened, what was in it, and who refuses it.

use super::algorithm::{algorithm, cipher, hash_function, thousands};
use super::joined;
use super::key::{open_key, sealed};
use super::pkcs12::damaged_part;
use crate::message::{Field, Message};
use crate::password_encryption::DecryptError;
use crate::pkcs12::{OpenError, Program, Reason, Refusal, Skipped};

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
        OpenError::Pbmac1 => {
            format!("This .pfx file is protected by PBMAC1, a new kind of checksum that is not read here. {CONVERT}")
        }
        OpenError::UnsupportedMac(oid) => format!(
            "This .pfx file is protected by a checksum made with {}, which is not read here. {CONVERT}",
            algorithm(*oid)
        ),
        OpenError::Sealed(DecryptError::Damaged) => {
            "This .pfx file has a password, and the file is damaged. Use the original file, or a copy of it."
                .to_owned()
        }
        OpenError::Sealed(error) => format!("{} {CONVERT}", sealed(error, ".pfx file")),
        OpenError::SeveralKeys { count } => format!(
            "This .pfx file holds {count} private keys. Export the one that is needed into a file of its own."
        ),
        OpenError::Key(error) => {
            format!("The private key in this .pfx file cannot be used. {}", open_key(error, source, password).sentence)
        }
        OpenError::Certificate(error) => format!(
            "A certificate in this .pfx file is damaged: {} cannot be read. Use the original file, or a copy of it.",
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
        Skipped::OtherCertificate(oid) => format!("a certificate of another kind ({oid})"),
        Skipped::OtherBag(oid) => format!("something of another kind ({oid})"),
    };
    format!("The file also holds {thing}, which was left aside.")
}

/// Which programs refuse a file, and why: those that have the same reasons together.
pub fn refusals(refusals: &[Refusal]) -> Vec<String> {
    let mut groups: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    for program in Program::ALL {
        let own = refusals.iter().filter(|refusal| refusal.program == program);
        let reasons: Vec<String> = own.map(|refusal| because(refusal.reason)).collect();
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

fn because(reason: Reason) -> String {
    match reason {
        Reason::ModernEncryption => "its encryption is of the newer kind (PBES2, mostly with AES)".to_owned(),
        Reason::ModernMac(hash) => format!("its checksum is made with {}", hash_function(hash)),
        Reason::OldCipher(old) => {
            format!("it is encrypted with {}, which is read only with the option -legacy", cipher(old))
        }
        Reason::Iterations { iterations, most } => format!(
            "one key derivation in it has {} iterations; {} is the most",
            thousands(iterations),
            thousands(most)
        ),
        Reason::IterationsInAll { iterations, most } => {
            format!("it has {} iterations in all; {} is the most", thousands(iterations), thousands(most))
        }
        Reason::Pbmac1 => "its checksum is PBMAC1, which only the newest versions read".to_owned(),
        Reason::PasswordNotAscii => {
            "its password has characters other than English letters, digits and signs".to_owned()
        }
        Reason::NoPassword => "it has no password".to_owned(),
    }
}

/// Which programs are not known to refuse a file.
pub fn accepted(refusals: &[Refusal]) -> Option<String> {
    let refused = |program: Program| refusals.iter().any(|refusal| refusal.program == program);
    let names: Vec<&str> =
        Program::ALL.into_iter().filter(|&program| !refused(program)).map(program_name).collect();
    (!names.is_empty()).then(|| format!("Not known to refuse this file: {}.", joined(&names)))
}

const fn program_name(program: Program) -> &'static str {
    match program {
        Program::WindowsServer2016 => "Windows Server 2016 and older",
        Program::MacOs => "Keychain on macOS",
        Program::OldJava => "Java before 8u301",
        Program::Java => "Java",
        Program::OpenSsl3 => "OpenSSL 3",
        Program::DotNet => ".NET",
    }
}
