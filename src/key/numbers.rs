//! The numbers of an RSA private key, and whether they belong together.

use crypto_bigint::{BoxedUint, ConcatenatingMul, NonZero};
use zeroize::Zeroizing;

use super::{ACCEPTED_BITS, OpenKeyError};
use crate::ber::{Element, INTEGER, SEQUENCE};
use crate::prime::PUBLIC_EXPONENT;

/// The longest public exponent that is taken, in bits: as long as the RSA crate has it.
const MOST_EXPONENT_BITS: u32 = 33;

/// A number of an RSA private key (RFC 8017 appendix A.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPart {
    /// n, the product of the primes.
    Modulus,
    /// e.
    PublicExponent,
    /// d, the inverse of e.
    PrivateExponent,
    /// p.
    Prime1,
    /// q.
    Prime2,
    /// dP, which is d modulo p − 1.
    Exponent1,
    /// dQ, which is d modulo q − 1.
    Exponent2,
    /// qInv, the inverse of q modulo p.
    Coefficient,
}

impl KeyPart {
    /// In the order in which a file has them.
    const ALL: [Self; 8] = [
        Self::Modulus,
        Self::PublicExponent,
        Self::PrivateExponent,
        Self::Prime1,
        Self::Prime2,
        Self::Exponent1,
        Self::Exponent2,
        Self::Coefficient,
    ];
}

/// The numbers as they stand in a file, without needless zeros, most significant octet first.
///
/// ```text
/// RSAPrivateKey ::= SEQUENCE {
///   version          Version,
///   modulus          INTEGER,
///   publicExponent   INTEGER,
///   privateExponent  INTEGER,
///   prime1           INTEGER,
///   prime2           INTEGER,
///   exponent1        INTEGER,
///   exponent2        INTEGER,
///   coefficient      INTEGER,
///   otherPrimeInfos  OtherPrimeInfos OPTIONAL }
/// ```
/// They are read as OpenSSL reads them: as BER, and a number whose highest bit is set is no negative one.
struct Written<'a> {
    numbers: [&'a [u8]; 8],
    has_other_primes: bool,
}

impl<'a> Written<'a> {
    fn read(ber: &'a [u8]) -> Result<Self, OpenKeyError> {
        let contents = Element::tagged(ber, SEQUENCE).ok_or(OpenKeyError::Damaged)?.contents;
        let mut rest = Element::tagged(contents, INTEGER).ok_or(OpenKeyError::Damaged)?.rest;
        let mut numbers = [[].as_slice(); 8];
        for (place, part) in numbers.iter_mut().zip(KeyPart::ALL) {
            if rest.is_empty() {
                return Err(OpenKeyError::Missing(part));
            }
            let element = Element::tagged(rest, INTEGER).ok_or(OpenKeyError::Damaged)?;
            let zeros = element.contents.iter().take_while(|octet| **octet == 0).count();
            *place = element.contents.get(zeros..).unwrap_or_default();
            if place.is_empty() {
                return Err(OpenKeyError::Missing(part));
            }
            rest = element.rest;
        }
        Ok(Self { numbers, has_other_primes: Element::tagged(rest, SEQUENCE).is_some() })
    }
}

/// The modulus in an RSAPrivateKey.
pub(super) fn modulus(ber: &[u8]) -> Option<Vec<u8>> {
    let [modulus, ..] = Written::read(ber).ok()?.numbers;
    Some(modulus.to_vec())
}

/// The numbers of a key that belong together. Wiped when dropped.
pub(super) struct Numbers {
    pub(super) n: BoxedUint,
    pub(super) e: BoxedUint,
    pub(super) d: Zeroizing<BoxedUint>,
    pub(super) p: Zeroizing<BoxedUint>,
    pub(super) q: Zeroizing<BoxedUint>,
}

impl Numbers {
    /// Reads an RSAPrivateKey. No number is worked with before all have a length that a key's have. Whether
    /// the factors are prime is not asked here.
    ///
    /// # Errors
    /// Those of [`OpenKeyError`] that speak of the key itself.
    pub(super) fn read(ber: &[u8]) -> Result<Self, OpenKeyError> {
        let written = Written::read(ber)?;
        let [modulus, exponent, ..] = written.numbers;
        let bits = bit_length(modulus);
        if !ACCEPTED_BITS.contains(&bits) {
            return Err(OpenKeyError::Size { bits });
        }
        if written.has_other_primes {
            return Err(OpenKeyError::MultiPrime);
        }
        judge_exponent(exponent)?;
        for (number, part) in written.numbers.into_iter().zip(KeyPart::ALL) {
            if number.len() > modulus.len() {
                return Err(OpenKeyError::Wrong(part));
            }
        }
        // All of one length: the arithmetic wants it, and it says nothing of the secret ones.
        let precision = bits.next_multiple_of(8);
        let number = |octets| BoxedUint::from_be_slice(octets, precision).map_err(|_| OpenKeyError::Damaged);
        let [n, e, d, p, q, dp, dq, q_inverse] =
            written.numbers.map(|octets| number(octets).map(Zeroizing::new));
        let numbers = Self { n: (*n?).clone(), e: (*e?).clone(), d: d?, p: p?, q: q? };
        numbers.examine(&*dp?, &*dq?, &*q_inverse?)?;
        Ok(numbers)
    }

    /// Whether the numbers are what they have to be beside one another.
    fn examine(&self, dp: &BoxedUint, dq: &BoxedUint, q_inverse: &BoxedUint) -> Result<(), OpenKeyError> {
        let wrong = |is_right: bool, part| if is_right { Ok(()) } else { Err(OpenKeyError::Wrong(part)) };
        let product = Zeroizing::new(self.p.concatenating_mul(&*self.q));
        wrong(*product == self.n, KeyPart::Modulus)?;
        wrong(*self.p != *self.q, KeyPart::Prime2)?;
        let bits = [&self.p, &self.q].map(|prime| prime.bit_width_vartime());
        let half = self.n.bit_width_vartime().div_ceil(2);
        if bits.iter().any(|bits| *bits > half) {
            let [p, q] = bits;
            return Err(OpenKeyError::UnequalPrimes { bits: [p.max(q), p.min(q)] });
        }
        let [p_less_1, q_less_1] = [&self.p, &self.q].map(|prime| less_one(prime));
        let (p_less_1, q_less_1) = p_less_1.zip(q_less_1).ok_or(OpenKeyError::Wrong(KeyPart::Modulus))?;
        let one = Zeroizing::new(self.d.concatenating_mul(&self.e));
        let is_inverse = |modulus: &NonZero<BoxedUint>| one.rem(modulus).is_one().to_bool();
        let is_inverse = is_inverse(&p_less_1) && is_inverse(&q_less_1) && *self.d < self.n;
        wrong(is_inverse, KeyPart::PrivateExponent)?;
        wrong(*dp == self.d.rem(&p_less_1), KeyPart::Exponent1)?;
        wrong(*dq == self.d.rem(&q_less_1), KeyPart::Exponent2)?;
        let p = NonZero::new((*self.p).clone()).into_option().ok_or(OpenKeyError::Wrong(KeyPart::Prime1))?;
        let one = Zeroizing::new(q_inverse.concatenating_mul(&*self.q));
        wrong(one.rem(&p).is_one().to_bool() && *q_inverse < *self.p, KeyPart::Coefficient)
    }
}

/// One less, where that is a number to divide by.
fn less_one(prime: &BoxedUint) -> Option<NonZero<BoxedUint>> {
    NonZero::new(prime.wrapping_sub(BoxedUint::one())).into_option()
}

/// Bits of a number without zeros before it.
fn bit_length(number: &[u8]) -> u32 {
    let octets = u32::try_from(number.len()).unwrap_or(u32::MAX);
    let blank = number.first().map_or(0, |first| first.leading_zeros());
    octets.saturating_mul(8).saturating_sub(blank)
}

/// Whether a public exponent can be one, and is one that most programs take.
fn judge_exponent(exponent: &[u8]) -> Result<(), OpenKeyError> {
    let is_even = exponent.last().is_none_or(|last| last % 2 == 0);
    if is_even || exponent == [1] {
        return Err(OpenKeyError::Wrong(KeyPart::PublicExponent));
    }
    let bits = bit_length(exponent);
    let value = exponent.iter().fold(0u64, |sum, &octet| (sum << 8) | u64::from(octet));
    if bits > MOST_EXPONENT_BITS || value < u64::from(PUBLIC_EXPONENT) {
        return Err(OpenKeyError::Exponent);
    }
    Ok(())
}
