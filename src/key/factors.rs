//! The two factors of a key that is being made, as they come in.

use super::{KeySize, far_apart};
use crate::prime::Proposed;

/// Where a factor was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finder {
    /// Here.
    Own,
    /// By another worker.
    Other,
}

/// None, one or two factors, and which of them are judged to be primes.
pub(crate) struct Factors {
    size: KeySize,
    taken: Vec<Factor>,
}

struct Factor {
    number: Proposed,
    finder: Finder,
    is_judged: bool,
}

impl Factors {
    /// None yet.
    pub(crate) fn of(size: KeySize) -> Self {
        Self { size, taken: Vec::with_capacity(2) }
    }

    /// Takes a number, if it is of use: there are fewer than two, it is of the right length, and far
    /// enough from the other. What is of no use is wiped. Whether it was taken.
    pub(crate) fn take(&mut self, number: Proposed, finder: Finder) -> bool {
        let fits = match self.taken.as_slice() {
            _ if number.bits() != self.size.prime_bits() => false,
            [] => true,
            [first] => far_apart(&first.number, &number),
            _ => false,
        };
        if fits {
            self.taken.push(Factor { number, finder, is_judged: false });
        }
        fits
    }

    /// Both numbers, once there are two.
    pub(crate) fn both(&self) -> Option<[&Proposed; 2]> {
        match self.taken.as_slice() {
            [p, q] => Some([&p.number, &q.number]),
            _ => None,
        }
    }

    /// Whether all that were taken are judged to be primes.
    pub(crate) fn are_judged(&self) -> bool {
        self.taken.iter().all(|factor| factor.is_judged)
    }

    /// A number that was taken and is not judged yet.
    pub(crate) fn unjudged(&self) -> Option<&Proposed> {
        self.taken.iter().find(|factor| !factor.is_judged).map(|factor| &factor.number)
    }

    /// A number was judged. One that is no prime is wiped; who has found it is told.
    pub(crate) fn judge(&mut self, octets: &[u8], is_prime: bool) -> Option<Finder> {
        let place = self.taken.iter().position(|factor| *factor.number.to_octets() == octets)?;
        if is_prime {
            self.taken.get_mut(place)?.is_judged = true;
            return None;
        }
        Some(self.taken.remove(place).finder)
    }
}
