//! Passwords of key files and PKCS#12 files.

mod spelling;

pub(crate) use spelling::SpelledPassword;
pub use spelling::Spelling;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A password that has at least one character.
///
/// Wiped when dropped. It can be neither printed nor copied; it is serialised only inside a
/// message from the page to its own worker.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Password(String);

/// Why a text is no password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordError {
    /// Nothing was typed.
    Empty,
    /// More than [`Password::MOST_CHARACTERS`] were typed.
    TooLong {
        /// How many characters there are.
        characters: usize,
    },
    /// The password and its repetition are different.
    Different,
}

/// The characters of a made password: those that nobody mistakes for another, in print or read
/// aloud. There are 32 of them, 5 bits each.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Whether a text that is being typed is too short to be a strong password. None is no weak one.
pub fn is_weak(text: &str) -> bool {
    (1..Password::FEWEST_STRONG).contains(&text.chars().count())
}

impl Password {
    /// The longest password taken: far more than any program that reads the files accepts.
    pub const MOST_CHARACTERS: usize = 10_000;

    /// How many characters a password should have at least: programs that guess try many
    /// millions each second where they have the file.
    pub const FEWEST_STRONG: usize = 12;

    /// Takes what a person typed, every character of it.
    ///
    /// # Errors
    /// [`PasswordError::Empty`] and [`PasswordError::TooLong`].
    pub fn new(text: impl Into<String>) -> Result<Self, PasswordError> {
        let password = Self(text.into());
        let characters = password.0.chars().count();
        match characters {
            0 => Err(PasswordError::Empty),
            1..=Self::MOST_CHARACTERS => Ok(password),
            _ => Err(PasswordError::TooLong { characters }),
        }
    }

    /// Takes a new password that was typed twice, so that a slip of the finger is found now and
    /// not when the file has to be opened.
    ///
    /// # Errors
    /// As [`Password::new`], and [`PasswordError::Different`].
    pub fn repeated(text: impl Into<String>, again: &str) -> Result<Self, PasswordError> {
        let password = Self::new(text)?;
        if password.0 == again { Ok(password) } else { Err(PasswordError::Different) }
    }

    /// Makes a password of 20 characters in four groups, 100 random bits, ASCII only.
    pub fn make_strong(rng: &mut impl CryptoRng) -> Self {
        let mut drawn = Zeroizing::new([0u8; 20]);
        rng.fill_bytes(drawn.as_mut());
        let mut text = String::with_capacity(23);
        for (group, bytes) in drawn.chunks(5).enumerate() {
            if group > 0 {
                text.push('-');
            }
            text.extend(
                bytes.iter().filter_map(|byte| {
                    ALPHABET.get(usize::from(byte & 31)).map(|&letter| char::from(letter))
                }),
            );
        }
        Self(text)
    }

    /// The password as typed, for the field that shows a made one.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The octets that PBES2 derives a key from: UTF-8 (RFC 8018 section 3).
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The octets that PKCS#12 derives a key from: a BMPString, UTF-16 with the high octet first
    /// and two zero octets at the end (RFC 7292 appendix B.1). Characters outside the basic plane
    /// become surrogate pairs, as OpenSSL and Windows write them.
    pub fn to_bmp_string(&self) -> Zeroizing<Vec<u8>> {
        let units = self.0.encode_utf16().count().saturating_add(1);
        let mut octets = Zeroizing::new(Vec::with_capacity(units.saturating_mul(2)));
        for unit in self.0.encode_utf16().chain([0]) {
            octets.extend_from_slice(&unit.to_be_bytes());
        }
        octets
    }

    /// Whether it has fewer than [`Password::FEWEST_STRONG`] characters.
    pub fn is_weak(&self) -> bool {
        is_weak(&self.0)
    }

    /// Whether every character is ASCII. Java and Mono refuse a PKCS#12 file whose password is
    /// not.
    pub fn is_ascii(&self) -> bool {
        self.0.is_ascii()
    }
}
