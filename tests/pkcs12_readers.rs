//! What a PKCS#12 file says of itself without its password, and which programs refuse it.

use crate::support::endpoint::{Endpoint, password};
use bars_csr::password_encryption::HashFunction;
use bars_csr::pkcs12::{self, Description, Encryption, PasswordKnown, Program, Reason, Refusal};

pub const ASCII: PasswordKnown = PasswordKnown::Given { ascii: true };

pub fn describe(file: &[u8]) -> Description {
    Description::read(file).unwrap_or_else(|error| panic!("{error:?}"))
}

pub fn refusals(file: &[u8], password: PasswordKnown) -> Vec<(Program, Reason)> {
    let refusals = pkcs12::refusals(&describe(file), password);
    refusals.into_iter().map(|Refusal { program, reason }| (program, reason)).collect()
}

#[test]
fn modern_files_are_refused_by_old_programs_and_compatible_ones_by_none() {
    let endpoint = Endpoint::new();
    let modern = refusals(&endpoint.seal("secret", Encryption::Modern), ASCII);
    let expected: Vec<(Program, Reason)> = [Program::WindowsServer2016, Program::MacOs, Program::OldJava]
        .into_iter()
        .flat_map(|program| {
            [(program, Reason::ModernEncryption), (program, Reason::ModernMac(HashFunction::Sha256))]
        })
        .collect();
    assert_eq!(modern, expected);
    assert_eq!(refusals(&endpoint.seal("secret", Encryption::Compatible), ASCII), []);
}

#[test]
fn the_password_itself_can_be_the_reason() {
    let file = Endpoint::new().seal("pässwörd", Encryption::Compatible);
    let given = PasswordKnown::from(&password("pässwörd"));
    let reason = Reason::PasswordNotAscii;
    assert_eq!(refusals(&file, given), [(Program::OldJava, reason), (Program::Java, reason)]);
    assert_eq!(refusals(&file, PasswordKnown::None), [(Program::MacOs, Reason::NoPassword)]);
    assert_eq!(refusals(&file, PasswordKnown::Unknown), []);
}
