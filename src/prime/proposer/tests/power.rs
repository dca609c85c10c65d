//! Powers side by side, against `crypto-bigint`.

mod vectors;

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, NonZero, Odd};
use prime_proposer::arithmetic::{Arithmetic, Split, Whole};
use prime_proposer::{Fused, MORE_WORDS, Plain, Power, Proposer, Search, Shape};

fn number(words: &[u32], more: usize) -> BoxedUint {
    let octets: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    BoxedUint::from_le_slice(&octets, 32 * u32::try_from(words.len() + more).expect("short"))
        .expect("it fits")
}

fn words(number: &BoxedUint, count: usize) -> Vec<u32> {
    let octets = number.to_le_bytes();
    let mut words: Vec<u32> = octets.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
    words.resize(count, 0);
    words
}

/// A modulus, a base below it, and an exponent, in words.
fn drawn(shape: Shape, exponent: impl Fn(Vec<u32>) -> Vec<u32>) -> [Vec<u32>; 3] {
    let mut modulus = vectors::random(shape.words());
    modulus[0] |= 1;
    modulus[shape.words() - 1] |= 1 << 31;
    let base = vectors::below(&vectors::random(shape.words()), &modulus);
    let mut exponent = exponent(vectors::random(shape.words() + MORE_WORDS));
    exponent[shape.words() + MORE_WORDS - 1] |= 1 << 29;
    [modulus, base, exponent]
}

fn expected([modulus, base, exponent]: &[Vec<u32>; 3]) -> Vec<u32> {
    let odd = Odd::new(number(modulus, 0)).expect("odd");
    let parameters = BoxedMontyParams::new(odd);
    let power = BoxedMontyForm::new(number(base, 0), &parameters).pow(&number(exponent, 0));
    words(&power.retrieve(), modulus.len())
}

/// The same, by the lanes. What they give is reduced.
fn powers<A: Arithmetic>(search: &mut Search<A>, wanted: [&[Vec<u32>; 3]; 2]) -> [Vec<u32>; 2] {
    let length = wanted[0][0].len();
    let factor = search.factor_bits(length).expect("there is such a size");
    let forms = wanted.map(|[modulus, base, _]| {
        let more = usize::try_from(factor.div_ceil(32)).expect("short");
        let modulus = NonZero::new(number(modulus, 0)).expect("not zero");
        words(&number(base, more).shl(factor).rem(&modulus), length)
    });
    let [first, second] = [0, 1].map(|lane| Power {
        modulus: &wanted[lane][0],
        base: &forms[lane],
        exponent: &wanted[lane][2],
    });
    let mut results = [vec![0; length + 2], vec![0; length + 2]];
    let [one, other] = &mut results;
    assert!(search.powers([&first, &second], [one, other]));
    [0, 1].map(|lane| {
        let modulus = NonZero::new(number(&wanted[lane][0], 0)).expect("not zero");
        words(&number(&results[lane], 0).rem(&modulus), length)
    })
}

fn agree<A: Arithmetic>() {
    let mut search = Box::new(Search::<A>::NONE);
    for shape in A::SHAPES {
        let kinds: [fn(Vec<u32>) -> Vec<u32>; 4] = [
            |random| random,
            |random| vec![0; random.len()],
            |random| vec![u32::MAX; random.len()],
            // Every digit is borrowed from.
            |random| random.iter().map(|word| word & 0x0f0f_0f0f).collect(),
        ];
        for first in kinds {
            let wanted = [drawn(shape, first), drawn(shape, kinds[0])];
            let found = powers(&mut search, [&wanted[0], &wanted[1]]);
            assert_eq!(found, [expected(&wanted[0]), expected(&wanted[1])], "{} bits", shape.bits);
            let found = powers(&mut search, [&wanted[1], &wanted[0]]);
            assert_eq!(found, [expected(&wanted[1]), expected(&wanted[0])], "{} bits", shape.bits);
        }
        let mut zero = drawn(shape, kinds[0]);
        zero[1].fill(0);
        let other = drawn(shape, kinds[0]);
        assert_eq!(powers(&mut search, [&zero, &other])[0], vec![0; shape.words()]);
    }
}

#[test]
fn powers_are_what_crypto_bigint_says_in_limbs_that_fuse() {
    agree::<Split<Fused>>();
}

#[test]
fn powers_are_what_crypto_bigint_says_in_plain_limbs() {
    agree::<Whole<Plain>>();
}

#[test]
fn what_does_not_fit_is_refused() {
    let shape = Split::<Fused>::SHAPES[0];
    let mut search = Box::new(Search::<Split<Fused>>::NONE);
    let good = drawn(shape, |random| random);
    let mut refuses = |[modulus, base, exponent]: [&[u32]; 3]| {
        let (wanted, other) = (
            Power { modulus, base, exponent },
            Power { modulus: &good[0], base: &good[1], exponent: &good[2] },
        );
        let mut results = [vec![0; shape.words() + 2], vec![0; shape.words() + 2]];
        let [one, two] = &mut results;
        !search.powers([&other, &wanted], [one, two])
    };
    let [modulus, base, exponent] = &good;
    assert!(!refuses([modulus, base, exponent]));
    let changed = |number: &[u32], place: usize, word: u32| {
        let mut number = number.to_vec();
        number[place] = word;
        number
    };
    let last = shape.words() - 1;
    assert!(refuses([&changed(modulus, 0, modulus[0] & !1), base, exponent]));
    assert!(refuses([&changed(modulus, last, modulus[last] >> 1), base, exponent]));
    assert!(refuses([modulus, base, &changed(exponent, last + MORE_WORDS, 1)]));
    assert!(refuses([modulus, &base[1..], exponent]));
    assert!(refuses([modulus, base, &exponent[1..]]));
    assert_eq!(search.factor_bits(33), None);
}
