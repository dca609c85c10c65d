//! What the workers that race say to each other.

use zeroize::Zeroizing;

use crate::prime::Proposed;

/// A word about a number, which is given or was received.
pub enum Word<N> {
    /// It was found.
    Found(N),
    /// It is to be judged.
    Judge(N),
    /// It is a prime, or is none.
    Judged(N, bool),
    /// Search no more.
    Rest,
}

const FOUND: u8 = 0;
const JUDGE: u8 = 1;
const PRIME: u8 = 2;
const NO_PRIME: u8 = 3;
const REST: u8 = 4;

impl Word<&Proposed> {
    /// The octets: the first says which word it is, and those of the number follow.
    pub fn to_octets(&self) -> Zeroizing<Vec<u8>> {
        let (first, number) = match self {
            Self::Found(number) => (FOUND, Some(number)),
            Self::Judge(number) => (JUDGE, Some(number)),
            Self::Judged(number, true) => (PRIME, Some(number)),
            Self::Judged(number, false) => (NO_PRIME, Some(number)),
            Self::Rest => (REST, None),
        };
        let number = number.map(|number| number.to_octets()).unwrap_or_default();
        let mut octets = Zeroizing::new(Vec::with_capacity(number.len().saturating_add(1)));
        octets.push(first);
        octets.extend_from_slice(&number);
        octets
    }
}

impl Word<Proposed> {
    /// The word of these octets, as [`Word::to_octets`] gave them.
    pub fn from_octets(octets: &[u8]) -> Option<Self> {
        let (first, number) = octets.split_first()?;
        let number = Proposed::from_octets(number);
        match *first {
            FOUND => number.map(Self::Found),
            JUDGE => number.map(Self::Judge),
            PRIME => number.map(|number| Self::Judged(number, true)),
            NO_PRIME => number.map(|number| Self::Judged(number, false)),
            REST => Some(Self::Rest),
            _ => None,
        }
    }
}
