//! The octets of a password, as one program or another spells it.

use zeroize::Zeroizing;

use super::Password;

/// How the characters of a password became octets. It matters for those outside ASCII only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// UTF-8, and UTF-16 for PKCS#12: what the standards ask for.
    Unicode,
    /// One octet for a character, as Windows in Western Europe has it; Latin-1 is part of it.
    Windows1252,
    /// UTF-8 whose octets OpenSSL before version 1.1 took for characters in PKCS#12.
    WidenedUtf8,
}

/// A password in one spelling. Wiped when dropped.
pub(crate) struct SpelledPassword {
    spelling: Spelling,
    octets: Zeroizing<Vec<u8>>,
    bmp_string: Zeroizing<Vec<u8>>,
}

impl SpelledPassword {
    /// What the standards say of no password at all: the empty BMPString, and no octets. Programs
    /// write both.
    pub(crate) fn none() -> Vec<Self> {
        let spell = |bmp_string: &[u8]| Self {
            spelling: Spelling::Unicode,
            octets: Zeroizing::default(),
            bmp_string: Zeroizing::new(bmp_string.to_vec()),
        };
        vec![spell(&[0, 0]), spell(&[])]
    }

    pub(crate) fn spelling(&self) -> Spelling {
        self.spelling
    }

    /// For the schemes of PKCS#5 and of OpenSSL.
    pub(crate) fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// For the schemes of PKCS#12.
    pub(crate) fn bmp_string(&self) -> &[u8] {
        &self.bmp_string
    }
}

impl Password {
    /// The spellings to try, the likeliest first: one only for ASCII.
    pub(crate) fn spellings(&self) -> Vec<SpelledPassword> {
        let utf8 = || Zeroizing::new(self.as_bytes().to_vec());
        let mut spellings = vec![SpelledPassword {
            spelling: Spelling::Unicode,
            octets: utf8(),
            bmp_string: self.to_bmp_string(),
        }];
        if self.is_ascii() {
            return spellings;
        }
        if let Some(octets) = self.to_windows_1252() {
            let bmp_string = widened(&octets);
            spellings.push(SpelledPassword { spelling: Spelling::Windows1252, octets, bmp_string });
        }
        let bmp_string = widened(self.as_bytes());
        spellings.push(SpelledPassword { spelling: Spelling::WidenedUtf8, octets: utf8(), bmp_string });
        spellings
    }

    /// The octets that the code page of Western Europe has for the characters, where it has all.
    fn to_windows_1252(&self) -> Option<Zeroizing<Vec<u8>>> {
        let mut octets = Zeroizing::new(Vec::with_capacity(self.as_str().len()));
        for character in self.as_str().chars() {
            octets.push(windows_1252(character)?);
        }
        Some(octets)
    }
}

/// What the code page has between 0x80 and 0x9F; the rest is as in Latin-1.
const WINDOWS_1252: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8a),
    ('‹', 0x8b),
    ('Œ', 0x8c),
    ('Ž', 0x8e),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9a),
    ('›', 0x9b),
    ('œ', 0x9c),
    ('ž', 0x9e),
    ('Ÿ', 0x9f),
];

fn windows_1252(character: char) -> Option<u8> {
    let listed = WINDOWS_1252.iter().find(|(listed, _)| *listed == character).map(|&(_, octet)| octet);
    listed.or_else(|| u8::try_from(u32::from(character)).ok())
}

/// A BMPString of a character for each octet, with its two zero octets at the end.
fn widened(octets: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = octets.len().saturating_add(1).saturating_mul(2);
    let mut bmp_string = Zeroizing::new(Vec::with_capacity(length));
    for &octet in octets.iter().chain(&[0]) {
        bmp_string.extend_from_slice(&[0, octet]);
    }
    bmp_string
}
