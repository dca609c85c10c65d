//! The passwords that were made for the files of a batch, and the table that they are kept in.

mod columns;

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use self::columns::{Columns, Row};
use super::LIMITS;
use super::gathering::stem;
use super::table::{self, Table, TableError};
use crate::index::{Index, digest_of_name};
use crate::password::Password;

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
    entries: Vec<Entry>,
    /// The first entry by the digits of a digest, and by a name: nobody takes the one for the other.
    places: Index,
    /// How many tables there were.
    tables: usize,
}

/// A password, and the next of the same name.
struct Entry {
    password: Password,
    next: Option<usize>,
}

impl Passwords {
    /// Takes the passwords of a table; whether it is one.
    ///
    /// # Errors
    /// Lines of the table would vanish: nothing of it is taken.
    pub fn read(&mut self, octets: &[u8]) -> Result<bool, TableError> {
        let Some(text) = looks_like_table(octets).then(|| table::text(octets)).flatten() else {
            return Ok(false);
        };
        let table = Table::open(&text, Columns::worth);
        let Some((above, columns)) = Columns::find(&table.first_records()) else { return Ok(false) };
        for record in table.records() {
            let own = columns.row(&record);
            table.check(&record, |line| columns.row(line).is_some_and(|line| !line.is_same(own.as_ref())))?;
        }
        self.tables = self.tables.saturating_add(1);
        for row in table.records().skip(above).filter_map(|record| columns.row(&record)) {
            self.add(row);
        }
        Ok(true)
    }

    fn add(&mut self, row: Row) {
        let Row { sealed, name, password } = row;
        let place = self.entries.len();
        let known =
            name.map(|name| self.places.note(digest_of_name(&name), place)).filter(|known| *known != place);
        let next = known.and_then(|known| self.entries.get_mut(known)?.next.replace(place));
        if let Some(sealed) = sealed {
            self.places.note(digest_of_name(&sealed), place);
        }
        self.entries.push(Entry { password, next });
    }

    /// The passwords that may open something sealed: the one by its digest, or else those by the first of its
    /// names that has any; where there are few in all, every one.
    pub fn find<'a>(&self, sealed: SealedDigest, names: impl IntoIterator<Item = &'a str>) -> Vec<&Password> {
        let known = |key: &str| self.places.find(&digest_of_name(key));
        if let Some(own) = known(&sealed.to_string()).and_then(|place| self.entries.get(place)) {
            return vec![&own.password];
        }
        let mut found: Vec<&Password> = Vec::new();
        let mut next = names.into_iter().find_map(|name| known(stem(name)));
        while let Some(entry) = next.and_then(|place| self.entries.get(place)) {
            if found.iter().all(|password| password.as_str() != entry.password.as_str()) {
                found.push(&entry.password);
            }
            next = entry.next.filter(|_| found.len() < MOST_CANDIDATES);
        }
        if found.is_empty() && self.entries.len() <= MOST_CANDIDATES {
            found.extend(self.entries.iter().map(|entry| &entry.password));
        }
        found
    }

    /// How many tables were read.
    pub fn tables(&self) -> usize {
        self.tables
    }
}

/// At most so many passwords are tried on one thing: each takes a second.
const MOST_CANDIDATES: usize = 3;

/// Whether nothing in it begins as PEM, an archive or DER does.
fn looks_like_table(octets: &[u8]) -> bool {
    let is_pem = |part: &[u8]| part.starts_with(b"-----BEGIN ");
    !octets.is_empty()
        && octets.len() <= LIMITS.document_bytes
        && !octets.starts_with(b"PK")
        && octets.first() != Some(&0x30)
        && !octets.split(|octet| *octet == b'\n').any(|line| is_pem(line.trim_ascii_start()))
}
