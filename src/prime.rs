//! The search for a prime: a random start, a sieve, and a verdict on what is left.

use std::num::NonZeroU32;

use crypto_bigint::{BoxedUint, Limb, NonZero, Odd};
use crypto_primes::hazmat::{MillerRabin, SetBits, SmallFactorsSieve, random_odd_integer};
use crypto_primes::{Flavor, is_prime};
use rand_core::CryptoRng;

/// The public exponent of every key made here (FIPS 186-5 section 5.4 asks for 2^16 < e < 2^256).
pub const PUBLIC_EXPONENT: u32 = 65_537;

/// Rounds of Miller–Rabin with random bases, after the Baillie–PSW test of `crypto-primes`. For a
/// random candidate of 1024 bits or more, 5 rounds alone leave a composite a chance below 2^-100
/// (FIPS 186-5 table B.1).
const MILLER_RABIN_ROUNDS: usize = 5;

/// The largest prime of the sieve in `crypto-primes`, which divides by the first 2048 primes.
const SIEVE_BOUND: f64 = 17_863.0;

/// Finds a random prime p of exactly `bits` bits whose two highest bits are set, so that the
/// product of two has exactly twice as many, and for which p − 1 has no factor in common with
/// [`PUBLIC_EXPONENT`].
///
/// `on_candidate` is called before each candidate that the sieve has left is tested.
pub fn find(bits: NonZeroU32, rng: &mut impl CryptoRng, on_candidate: &mut dyn FnMut()) -> BoxedUint {
    loop {
        let Ok(start) = random_odd_integer::<BoxedUint, _>(rng, bits, SetBits::TwoMsb) else { continue };
        // The search goes upwards, so a start near the end of the range may find nothing in it.
        let Ok(sieve) = SmallFactorsSieve::new(start.get(), bits, false) else { continue };
        for candidate in sieve {
            on_candidate();
            if suits_exponent(&candidate) && is_certainly_prime(&candidate, rng) {
                return candidate;
            }
        }
    }
}

/// How many candidates are tested, on average, until one of `bits` bits is prime: the density of
/// primes (one in ln 2^bits) among numbers that no prime below the sieve's bound divides (Mertens'
/// third theorem).
pub fn expected_candidates(bits: u32) -> f64 {
    const EXP_EULER_MASCHERONI: f64 = 1.781_072_417_990_198;
    f64::from(bits) * std::f64::consts::LN_2 / (EXP_EULER_MASCHERONI * SIEVE_BOUND.ln())
}

fn suits_exponent(candidate: &BoxedUint) -> bool {
    let exponent = Limb::from(PUBLIC_EXPONENT);
    NonZero::new(exponent).into_option().is_some_and(|exponent| candidate.rem_limb(exponent) != Limb::ONE)
}

fn is_certainly_prime(candidate: &BoxedUint, rng: &mut impl CryptoRng) -> bool {
    let odd = Odd::new(candidate.clone()).into_option();
    is_prime(Flavor::Any, candidate)
        && odd.is_some_and(|odd| {
            let test = MillerRabin::new(odd);
            (0..MILLER_RABIN_ROUNDS).all(|_| !test.test_random_base(rng).is_composite())
        })
}
