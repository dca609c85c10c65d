//! The passwords that were made for the files of a batch, and the table that they are kept in.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{MOST_NAMES, table};
use crate::index::{Index, digest_of_name};
use crate::password::Password;
use crate::reader::MOST_BYTES;

/// The SHA-256 digest of a sealed key (EncryptedPrivateKeyInfo, RFC 5958 section 3) or of a PKCS#12
/// file, both in DER, by which the password of it is found whatever the file is called. Written as 64
/// hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedDigest(pub [u8; 32]);

impl SealedDigest {
    /// The digest of the DER.
    pub fn of(der: &[u8]) -> Self {
        Self(Sha256::digest(der).into())
    }
}

impl fmt::Display for SealedDigest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(out, "{octet:02x}"))
    }
}

const HEADER: [&str; 3] = ["name", "password", "sealed_sha256"];

/// A password that was made, and what it opens.
pub struct MadePassword {
    /// The endpoint's name.
    pub name: String,
    /// The password.
    pub password: Password,
    /// What it opens.
    pub sealed: SealedDigest,
}

/// Writes the table (RFC 4180). Names, digests and passwords that were made hold nothing that has to be
/// quoted, and begin with a letter or a digit: no spreadsheet takes them for a formula.
pub fn write(made: &[MadePassword]) -> Zeroizing<String> {
    let length = |made: &MadePassword| {
        made.name.len().saturating_add(made.password.as_bytes().len()).saturating_add(68)
    };
    let size = made.iter().map(length).fold(64, usize::saturating_add);
    let mut table = Zeroizing::new(String::with_capacity(size));
    table.push_str(&HEADER.join(","));
    table.push_str("\r\n");
    for MadePassword { name, password, sealed } in made {
        for part in [name, ",", password.as_str(), ",", &sealed.to_string(), "\r\n"] {
            table.push_str(part);
        }
    }
    table
}

/// Passwords that were read from tables.
#[derive(Default)]
pub struct Passwords {
    passwords: Vec<Password>,
    /// By the digits of a digest, and by a name: nobody takes the one for the other.
    places: Index,
}

impl Passwords {
    /// Takes the passwords of a table; whether it is one.
    pub fn read(&mut self, octets: &[u8]) -> bool {
        if octets.len() > MOST_BYTES || !looks_like_table(octets) {
            return false;
        }
        let Some(text) = table::text(octets) else { return false };
        let records = table::records(&text, MOST_ROWS);
        let Some((header, rows)) = records.split_first() else { return false };
        let place = |name: &str| header.fields.iter().position(|field| field.eq_ignore_ascii_case(name));
        let [name, password, sealed] = HEADER.map(place);
        let Some(password) = password.filter(|_| name.is_some() || sealed.is_some()) else { return false };
        for row in rows {
            let Ok(password) = Password::new(row.field(password)) else { continue };
            for key in [sealed, name].into_iter().flatten().map(|place| row.field(place)) {
                if !key.is_empty() {
                    self.places.note(digest_of_name(key), self.passwords.len());
                }
            }
            self.passwords.push(password);
        }
        true
    }

    /// The password of something sealed: by its digest, or else by the name of its file, without what
    /// that ends in.
    pub fn find(&self, sealed: SealedDigest, name: &str) -> Option<&Password> {
        let known = |key: &str| self.places.find(&digest_of_name(key));
        self.passwords.get(known(&sealed.to_string()).or_else(|| known(name))?)
    }
}

/// Rows of a table, with its header, for keys and for PKCS#12 files.
const MOST_ROWS: usize = 2 * MOST_NAMES + 1;

/// Whether the beginning speaks of passwords, and of nothing in PEM.
fn looks_like_table(octets: &[u8]) -> bool {
    let start: Vec<u8> =
        octets.iter().take(256).filter(|octet| **octet != 0).map(u8::to_ascii_lowercase).collect();
    let has = |word: &[u8]| start.windows(word.len()).any(|part| part == word);
    has(b"password") && !has(b"-----")
}
