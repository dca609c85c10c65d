//! What is proposed, and what is left out.

mod vectors;

use std::sync::LazyLock;

use crypto_bigint::BoxedUint;
use prime_proposer::arithmetic::{Arithmetic, Split, Whole};
use prime_proposer::{End, Fused, Plain, PlainSearch, Proposer, Search, Step, sieve_bound};
use vectors::{big, prime_from, random};

const EXPONENT: u32 = 65_537;
const SIZES: [u32; 3] = [1024, 1536, 2048];

/// Starts: random, lowest, and close to the end of the range.
fn starts(bits: u32) -> [Vec<u32>; 3] {
    let count = bits as usize / 32;
    let mut any = random(count);
    any[0] |= 1;
    any[count - 1] |= 3 << 30;
    let mut lowest = vec![0; count];
    lowest[0] = 1;
    lowest[count - 1] = 3 << 30;
    let mut highest = vec![u32::MAX; count];
    highest[0] = u32::MAX - 8 * bits - 2;
    [any, lowest, highest]
}

/// The next find, and what was tested until then.
fn find(search: &mut impl Proposer, bits: u32) -> Option<(BoxedUint, u32)> {
    let mut tested = 0;
    loop {
        let step = search.step();
        tested += step.tested;
        match step.end {
            End::None => {}
            End::Exhausted => return None,
            End::Found => {
                let mut number = vec![0; bits as usize / 32];
                search.found(&mut number);
                return Some((big(&number), tested));
            }
        }
    }
}

/// The prime at a number or after it, without those that are 1 modulo the exponent.
fn expected(from: &BoxedUint) -> BoxedUint {
    let exponent = crypto_bigint::NonZero::new(BoxedUint::from(EXPONENT)).expect("not zero");
    let mut prime = prime_from(from);
    while prime.rem(&exponent) == BoxedUint::one() {
        prime = prime_from(&prime.wrapping_add(BoxedUint::from(2_u32)));
    }
    prime
}

/// A start, and the first two primes from there on.
struct Expected {
    bits: u32,
    start: Vec<u32>,
    primes: [BoxedUint; 2],
}

/// The same starts for both arithmetics: what is expected takes longer than what is found.
static EXPECTED: LazyLock<Vec<Expected>> = LazyLock::new(|| {
    let all = SIZES.into_iter().flat_map(|bits| starts(bits).map(|start| (bits, start)));
    all.map(|(bits, start)| {
        let first = expected(&big(&start));
        let second = expected(&first.wrapping_add(BoxedUint::from(2_u32)));
        Expected { bits, start, primes: [first, second] }
    })
    .collect()
});

fn finds_every_prime<A: Arithmetic>() {
    let mut search = Box::new(Search::<A>::NONE);
    for Expected { bits, start, primes } in EXPECTED.iter() {
        assert!(search.begin(start, EXPONENT));
        for prime in primes {
            let (found, tested) = find(&mut *search, *bits).expect("a prime");
            assert_eq!(found, *prime, "{bits} bits");
            assert!(tested > 0);
        }
    }
}

#[test]
fn split_limbs_find_every_prime_from_a_start_on() {
    finds_every_prime::<Split<Fused>>();
}

#[test]
fn whole_limbs_find_every_prime_from_a_start_on() {
    finds_every_prime::<Whole<Plain>>();
}

#[test]
fn both_arithmetics_test_the_same_candidates() {
    let mut split = Box::new(Search::<Split<Fused>>::NONE);
    let mut whole = Box::new(PlainSearch::NONE);
    for bits in SIZES {
        let [start, ..] = starts(bits);
        assert!(split.begin(&start, EXPONENT) && whole.begin(&start, EXPONENT));
        for _ in 0..20 {
            assert_eq!(split.step(), whole.step());
        }
    }
}

#[test]
fn primes_that_are_1_modulo_the_exponent_are_left_out() {
    let mut search = Box::new(PlainSearch::NONE);
    // With the exponent 3 that is every second prime.
    let [start, ..] = starts(1024);
    assert!(search.begin(&start, 3));
    let three = crypto_bigint::NonZero::new(BoxedUint::from(3_u32)).expect("not zero");
    for _ in 0..2 {
        let (found, _) = find(&mut *search, 1024).expect("a prime");
        assert_eq!(found.rem(&three), BoxedUint::from(2_u32));
    }
}

#[test]
fn no_candidate_has_a_small_factor() {
    // As many as the density of primes says, and not one in three more.
    let mut search = Box::new(PlainSearch::NONE);
    let (mut tested, mut found) = (0.0, 0.0);
    while found < 12.0 {
        assert!(search.begin(&starts(1024)[0], EXPONENT));
        for _ in 0..3 {
            let (_, count) = find(&mut *search, 1024).expect("a prime");
            tested += f64::from(count);
            found += 1.0;
        }
    }
    let usual = 1024.0 * std::f64::consts::LN_2 / (1.781 * f64::from(sieve_bound(1024)).ln());
    assert!(tested / found < 4.0 * usual, "{tested} candidates for {found} primes");
}

#[test]
fn a_start_that_does_not_fit_is_refused() {
    let mut search = Box::new(PlainSearch::NONE);
    let [good, _, highest] = starts(1024);
    let with = |index: usize, word: u32| {
        let mut start = good.clone();
        start[index] = word;
        start
    };
    assert!(search.begin(&good, EXPONENT));
    assert!(search.begin(&highest, EXPONENT));
    let mut beyond = highest;
    beyond[0] += 4;
    for bad in [beyond, with(0, 2), with(31, 1 << 31), with(31, 1 << 30), Vec::new(), vec![u32::MAX; 33]] {
        assert!(!search.begin(&bad, EXPONENT), "{bad:?}");
    }
    assert!(!search.passes(&[15], [&[2], &[2]]), "numbers of one word are not tested");
    for number in [0, 1, 2, 3, 1 << 31] {
        let mut words = vec![0; 32];
        words[0] = number;
        assert!(!search.passes(&words, [&[2], &[2]]), "{number} is not tested");
    }
}

#[test]
fn nothing_is_left_of_a_search() {
    let mut search = Box::new(PlainSearch::NONE);
    assert!(search.begin(&starts(1024)[0], EXPONENT));
    assert!(find(&mut *search, 1024).is_some());
    search.forget();
    let mut number = vec![1; 32];
    search.found(&mut number);
    assert_eq!(number, [0; 32]);
    assert_eq!(search.step(), Step { tested: 0, end: End::Exhausted });
}

#[test]
fn a_range_without_a_prime_ends() {
    let mut search = Box::new(PlainSearch::NONE);
    assert!(search.begin(&starts(1024)[0], EXPONENT));
    let mut primes = 0;
    while find(&mut *search, 1024).is_some() {
        primes += 1;
    }
    assert!(primes < 64, "11 are usual");
}
