//! Numbers that a test of primality may trip over, and what an independent test says of each.
#![allow(dead_code, reason = "no test needs all of it")]

use std::num::NonZeroU32;

use crypto_bigint::{BoxedUint, ConcatenatingMul, NonZero, Odd};
use crypto_primes::hazmat::{MillerRabin, SmallFactorsSieve};
use getrandom::SysRng;
use getrandom::rand_core::{Rng, UnwrapErr};
use prime_proposer::Shape;

/// Carmichael numbers (6k + 1)(12k + 1)(18k + 1), for each size: k in hexadecimal.
const CARMICHAEL: [(u32, &str); 3] = [
    (1024, "326d972e6cc3ababced2057ee05cde00902c77ebff206867347214cdd2055930d6eaf14f4733f3e7ea32d"),
    (
        1536,
        "16473e78174c77a2dd02de92a49636a2fa7f0eab4c4f9b0687322e25c215a82a06ec41adea0575438b0d590bb0a844e52587be6b5c9bcf35873be078f3b9564b",
    ),
    (
        2048,
        "8ea337b5a65b0047539d2f4116fc061e1fbaa6b8e61f55411eeec4e799c3406a1a8387e0e4647a6c082f0db088af323c2dfd82db7635c86b7874f806f2f2ae556fbdfaea88690c9bf857c52302858d5cd25eb316dc",
    ),
];

/// Exponents p, prime, of composite Mersenne numbers 2^p − 1 that nearly fill a size. They are strong
/// pseudoprimes to the base 2.
const MERSENNE: [(u32, u32); 3] = [(1024, 1021), (1536, 1531), (2048, 2039)];

/// Primes p of (4^p − 1)/3, which are strong pseudoprimes to the base 2.
const CIPOLLA: [(u32, u32); 3] = [(1024, 509), (1536, 761), (2048, 1021)];

/// The largest prime 2^bits − c of each size, and the smallest above 3·2^(bits − 2), as c.
const ENDS: [(u32, u32, u32); 3] = [(1024, 105, 1_037), (1536, 3_453, 1_837), (2048, 1_557, 439)];

/// A random number of so many words.
pub fn random(words: usize) -> Vec<u32> {
    (0..words).map(|_| UnwrapErr(SysRng).next_u32()).collect()
}

/// The number of these words.
pub fn big(words: &[u32]) -> BoxedUint {
    let octets: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let bits = u32::try_from(words.len() * 32).expect("a small size");
    BoxedUint::from_le_slice(&octets, bits).expect("it fits")
}

/// The words of a number.
pub fn words(number: &BoxedUint, bits: u32) -> Vec<u32> {
    let octets = number.to_le_bytes();
    let mut words: Vec<u32> =
        octets.chunks(4).map(|word| u32::from_le_bytes(word.try_into().expect("four octets"))).collect();
    words.resize(bits as usize / 32, 0);
    words
}

/// Odd numbers of a shape, each with its name.
pub fn numbers(shape: Shape) -> Vec<(&'static str, Vec<u32>)> {
    let (bits, limb_bits) = (shape.bits, shape.limb_bits);
    let of = |table: [(u32, u32); 3]| table.into_iter().find(|(size, _)| *size == bits).expect("a size").1;
    let (_, below, above) = ENDS.into_iter().find(|(size, ..)| *size == bits).expect("a size");
    let one = BoxedUint::one_with_precision(bits);
    let lowest = one.shl(bits - 1).wrapping_add(one.shl(bits - 2));
    let ones = BoxedUint::zero_with_precision(bits).wrapping_sub(&one);
    let every = |highest: bool| {
        let places = (0..bits).filter(|place| (place % limb_bits == limb_bits - 1) == highest);
        places.fold(&lowest | &one, |number, place| number | one.shl(place))
    };
    let k = CARMICHAEL.into_iter().find(|(size, _)| *size == bits).expect("a size").1;
    let k = BoxedUint::from_str_radix_with_precision_vartime(k, 16, bits).expect("hexadecimal");
    let factor = |times: u32| k.wrapping_mul(BoxedUint::from(times)).wrapping_add(&one);
    let three = NonZero::new(BoxedUint::from(3_u32)).expect("not zero");
    let mut any = random(shape.words());
    any[0] |= 1;
    any[shape.words() - 1] |= 3 << 30;
    let named = [
        ("3·2^(bits − 2) + 1", &lowest | &one),
        ("the smallest prime", lowest.wrapping_add(BoxedUint::from(above))),
        ("2^bits − 1", ones.clone()),
        ("the largest prime", ones.wrapping_sub(BoxedUint::from(below - 1))),
        ("a Carmichael number", factor(6).wrapping_mul(factor(12)).wrapping_mul(factor(18))),
        ("a Mersenne number", one.shl(of(MERSENNE)).wrapping_sub(&one)),
        ("Cipolla's pseudoprime", one.shl(2 * of(CIPOLLA)).wrapping_sub(&one).div_rem(&three).0),
        ("the top bit of every limb", every(true)),
        ("a prime with the top bit of every limb", prime_from(&every(true))),
        ("all but the top bits of limbs", every(false)),
        ("a prime with all but the top bits of limbs", prime_from(&every(false))),
        ("a random number", big(&any)),
        ("a random prime", prime_from(&big(&any))),
    ];
    named.into_iter().map(|(name, number)| (name, words(&number, bits))).collect()
}

/// The prime at an odd number or after it.
pub fn prime_from(start: &BoxedUint) -> BoxedUint {
    let bits = NonZeroU32::new(start.bits_precision()).expect("not zero");
    let candidates = SmallFactorsSieve::new(start.clone(), bits, false).expect("it fits");
    let is_prime = |number: &BoxedUint| crypto_primes::is_prime(crypto_primes::Flavor::Any, number);
    candidates.into_iter().find(is_prime).expect("a prime")
}

/// Bases below a number: random, and at its end.
pub fn bases(number: &[u32]) -> Vec<Vec<u32>> {
    let bits = u32::try_from(number.len() * 32).expect("a small size");
    let modulus = NonZero::new(big(number)).expect("not zero");
    let one = BoxedUint::one_with_precision(bits);
    let last = big(number).wrapping_sub(&one);
    let any = big(&random(number.len())).rem(&modulus);
    [any, last].iter().map(|base| words(base, bits)).collect()
}

/// The remainder of a number by another.
pub fn below(number: &[u32], modulus: &[u32]) -> Vec<u32> {
    let bits = u32::try_from(modulus.len() * 32).expect("a small size");
    words(&big(number).rem(&NonZero::new(big(modulus)).expect("not zero")), bits)
}

/// The bases whose Montgomery forms are ±2^power.
pub fn forms_of_power(shape: Shape, number: &[u32], power: u32) -> [Vec<u32>; 2] {
    let modulus = NonZero::new(big(number)).expect("not zero");
    let form = BoxedUint::one_with_precision(5_120).shl(shape.factor_bits() + power).rem(&modulus);
    let form = big(&words(&form, shape.bits));
    let negative = big(number).wrapping_sub(&form);
    [words(&form, shape.bits), words(&negative, shape.bits)]
}

/// Whether an odd number passes a round of the Miller–Rabin test, in the implementation of
/// `crypto-primes`, with the base of which `form` is Montgomery's form.
pub fn passes(shape: Shape, number: &[u32], form: &[u32]) -> bool {
    let number = big(number);
    let odd = Odd::new(number.clone()).into_option().expect("odd");
    let modulus = NonZero::new(number).expect("not zero");
    let factor = BoxedUint::one_with_precision(5_120).shl(shape.factor_bits()).rem(&modulus);
    let factor = big(&words(&factor, shape.bits));
    let inverse = factor.invert_odd_mod(&odd).into_option().expect("R is a power of two");
    let base = big(form).concatenating_mul(&inverse).rem(&modulus);
    MillerRabin::new(odd).test(&big(&words(&base, shape.bits))).is_probably_prime()
}
