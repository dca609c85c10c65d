//! A signature by way of the two primes, whose powers are computed side by side where that is fast.

use crypto_bigint::modular::BoxedMontyForm;
use crypto_bigint::{BoxedUint, ConcatenatingMul, Odd};
use prime_proposer::{MORE_WORDS, Power};
use rand_core::CryptoRng;
use rsa::Pkcs1v15Sign;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::prime::PrimeSearch;

/// RSASP1 by the second form of a key (RFC 8017 section 5.2.1), of a SHA-256 digest as EMSA-PKCS1-v1_5 pads it
/// (section 9.2). The exponents are blinded: a random multiple of p − 1 is added to dP, and of q − 1 to dQ.
/// None where that is not done here.
///
/// Nothing is verified: whoever takes it does.
pub(super) fn sign(
    key: &rsa::PrivateKey,
    digest: &[u8],
    search: &mut PrimeSearch,
    rng: &mut impl CryptoRng,
) -> Option<Vec<u8>> {
    let message = BoxedUint::from_be_slice(&padded(digest, key.size())?, key.n_bits_precision()).ok()?;
    let [p, q] = key.primes() else { return None };
    let bits = p.bits_precision();
    if [p, q].iter().any(|prime| [prime.bits_precision(), prime.bit_width()] != [bits; 2]) {
        return None;
    }
    let factor_bits = search.factor_bits(bits)?;
    let mut half = |prime, exponent| Half::new(prime, exponent, &message, factor_bits, rng);
    let (first, second) = (half(p, key.dp()?)?, half(q, key.dq()?)?);
    let [m_1, m_2] = search.powers([&first.power(), &second.power()])?;
    let (m_1, m_2) = (reduced(&m_1, p)?, reduced(&m_2, q)?);
    // h = (m_1 − m_2)·qInv mod p, and s = m_2 + h·q.
    let q_inverse = key.qinv()?;
    let form = |number: &BoxedUint| BoxedMontyForm::new(number.rem(p.as_nz_ref()), q_inverse.params());
    let (m_1, m_2_of_p) = (Zeroizing::new(form(&m_1)), Zeroizing::new(form(&m_2)));
    let difference = Zeroizing::new(m_1.sub(&m_2_of_p));
    let h = Zeroizing::new(q_inverse.mul(&difference).retrieve());
    let mut signature = h.concatenating_mul(q.as_ref());
    signature.wrapping_add_assign(&*m_2);
    // Below the modulus, and so no longer than that.
    let octets = signature.to_be_bytes();
    octets.get(octets.len().checked_sub(key.size())?..).map(<[u8]>::to_vec)
}

/// EMSA-PKCS1-v1_5: 00 01, as many FF as there is room for, 00, and the digest with its algorithm before it.
fn padded(digest: &[u8], size: usize) -> Option<Vec<u8>> {
    let prefix = Pkcs1v15Sign::new::<Sha256>().prefix;
    let room = size.checked_sub(prefix.len().checked_add(digest.len())?.checked_add(3)?)?;
    let mut padded = vec![0, 1];
    padded.resize(room.checked_add(2)?, 0xff);
    padded.push(0);
    padded.extend_from_slice(&prefix);
    padded.extend_from_slice(digest);
    Some(padded)
}

/// What is computed modulo one of the primes, in words with the least significant first.
struct Half {
    modulus: Zeroizing<Vec<u32>>,
    base: Zeroizing<Vec<u32>>,
    exponent: Zeroizing<Vec<u32>>,
}

impl Half {
    fn new(
        prime: &Odd<BoxedUint>,
        exponent: &BoxedUint,
        message: &BoxedUint,
        factor_bits: u32,
        rng: &mut impl CryptoRng,
    ) -> Option<Self> {
        let count = usize::try_from(prime.bits_precision() / 32).ok()?;
        let mut hiding = Zeroizing::new([0; 4 * MORE_WORDS]);
        rng.fill_bytes(&mut *hiding);
        // Its highest bit is set, so that exponents are all of one length.
        *hiding.last_mut()? |= 0x80;
        let hiding = Zeroizing::new(of_octets(&*hiding)?);
        let order = Zeroizing::new(prime.wrapping_sub(BoxedUint::one()));
        let mut hidden = Zeroizing::new(order.concatenating_mul(&*hiding));
        hidden.wrapping_add_assign(exponent);
        let room = message.bits_precision().checked_add(factor_bits)?.next_multiple_of(64);
        let scaled = BoxedUint::from_be_slice(&message.to_be_bytes(), room).ok()?.shl(factor_bits);
        let base = Zeroizing::new(scaled.rem(prime.as_nz_ref()));
        Some(Self {
            modulus: words(prime, count),
            base: words(&base, count),
            exponent: words(&hidden, count.checked_add(MORE_WORDS)?),
        })
    }

    fn power(&self) -> Power<'_> {
        Power { modulus: &self.modulus, base: &self.base, exponent: &self.exponent }
    }
}

/// So many words of a number.
fn words(number: &BoxedUint, count: usize) -> Zeroizing<Vec<u32>> {
    let octets = Zeroizing::new(number.to_le_bytes());
    let words = octets.as_chunks().0.iter().copied().map(u32::from_le_bytes);
    Zeroizing::new(words.chain(std::iter::repeat(0)).take(count).collect())
}

/// The number of these words, modulo a prime.
fn reduced(words: &[u32], prime: &Odd<BoxedUint>) -> Option<Zeroizing<BoxedUint>> {
    let octets: Zeroizing<Vec<u8>> =
        Zeroizing::new(words.iter().flat_map(|word| word.to_le_bytes()).collect());
    let number = Zeroizing::new(of_octets(&octets)?);
    Some(Zeroizing::new(number.rem(prime.as_nz_ref())))
}

/// The number of these octets, least significant first.
fn of_octets(octets: &[u8]) -> Option<BoxedUint> {
    BoxedUint::from_le_slice(octets, u32::try_from(octets.len().checked_mul(8)?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use getrandom::rand_core::UnwrapErr;
    use prime_proposer::arithmetic::Split;
    use prime_proposer::{Fused, Search};

    use super::*;
    use crate::key::{KeySize, PrivateKey, UntriedKey};

    fn fast() -> PrimeSearch {
        PrimeSearch::with(Box::new(Search::<Split<Fused>>::NONE))
    }

    #[test]
    fn the_signature_is_the_one_of_the_crate() -> Result<(), Box<dyn std::error::Error>> {
        let rng = &mut UnwrapErr(SysRng);
        for size in KeySize::ALL {
            let key = UntriedKey::search(size, &mut fast(), rng, &mut |_| {}).map_err(|_| "no key")?;
            let PrivateKey { rsa, .. } = key.into_untried();
            for digest in [[0; 32], [0xff; 32], [7; 32]] {
                let expected = rsa.sign(Pkcs1v15Sign::new::<Sha256>(), &digest)?;
                for _ in 0..3 {
                    assert_eq!(sign(&rsa, &digest, &mut fast(), rng).as_deref(), Some(&*expected));
                }
            }
        }
        Ok(())
    }

    #[test]
    fn where_no_powers_are_computed_there_is_no_signature() -> Result<(), Box<dyn std::error::Error>> {
        let (rng, size) = (&mut UnwrapErr(SysRng), KeySize::Rsa2048);
        let key = UntriedKey::search(size, &mut fast(), rng, &mut |_| {}).map_err(|_| "no key")?;
        assert_eq!(sign(&key.into_untried().rsa, &[1; 32], &mut PrimeSearch::default(), rng), None);
        Ok(())
    }
}
