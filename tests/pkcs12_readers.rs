//! What a PKCS#12 file says of itself without its password, and which programs refuse it.

use crate::support::endpoint::{Endpoint, password};
use bars_csr::password_encryption::{Cipher, HashFunction};
use bars_csr::pkcs12::{Description, Encryption, Family, Feature, PasswordKnown, Program, Readers, Refusal};
use bars_csr::wording;

pub const ASCII: PasswordKnown = PasswordKnown::Given { ascii: true };

pub fn describe(file: &[u8]) -> Description {
    Description::read(file).unwrap_or_else(|error| panic!("{error:?}"))
}

pub fn readers(file: &[u8], password: PasswordKnown) -> Readers {
    Readers::of(&describe(file), password, None)
}

pub fn refusals(file: &[u8], password: PasswordKnown) -> Vec<(Program, Feature)> {
    let refusals = readers(file, password).refusals;
    refusals.into_iter().map(|Refusal { program, reason }| (program, reason)).collect()
}

use Program::*;

#[test]
fn modern_files_are_refused_by_old_programs_and_compatible_ones_by_none() {
    let endpoint = Endpoint::new();
    let file = endpoint.seal("secret", Encryption::Modern);
    let (cipher, mac) = (Feature::Cipher(Family::Pbes2, Cipher::Aes256), Feature::Mac(HashFunction::Sha256));
    let mut expected: Vec<(Program, Feature)> = [WindowsServer2016, MacOs, OldJava]
        .into_iter()
        .flat_map(|program| [(program, cipher), (program, mac)])
        .collect();
    expected.push((Mono, cipher));
    assert_eq!(refusals(&file, ASCII), expected);
    let openers = [Java, OpenSsl3, DotNet, NodeJs, Nss, GnuTls, Python];
    assert_eq!(readers(&file, ASCII).openers, openers);

    let file = endpoint.seal("secret", Encryption::Compatible);
    assert_eq!(refusals(&file, ASCII), []);
    assert_eq!(readers(&file, ASCII).openers, [&openers[..], &[Mono]].concat());
}

#[test]
fn programs_that_were_not_tried_are_never_said_to_open_a_file() {
    let file = Endpoint::new().seal("secret", Encryption::Compatible);
    let openers = readers(&file, ASCII).openers;
    for program in [WindowsServer2016, MacOs, OldJava, DotNetLoader] {
        assert!(!openers.contains(&program), "{program:?}");
    }
    let said = wording::accepted(&openers, true);
    assert_eq!(
        said.as_deref(),
        Some(
            "Not known to refuse this file: Java 17, OpenSSL 3, .NET 8, Node.js 20, Firefox (NSS), GnuTLS, \
             Python (cryptography) and Mono."
        )
    );
    assert_eq!(
        wording::accepted(&[Java], false).as_deref(),
        Some("Not known to refuse this file, as far as can be seen without its password: Java 17.")
    );
    assert_eq!(wording::accepted(&[], true), None);
}

#[test]
fn the_password_itself_can_be_the_reason() {
    let file = Endpoint::new().seal("pässwörd", Encryption::Compatible);
    let given = PasswordKnown::from(&password("pässwörd"));
    let reason = Feature::PasswordNotAscii;
    assert_eq!(refusals(&file, given), [(OldJava, reason), (Java, reason), (Mono, reason)]);
    assert_eq!(refusals(&file, PasswordKnown::None), [(MacOs, Feature::NoPassword)]);
    assert_eq!(refusals(&file, PasswordKnown::Unknown), []);
}
