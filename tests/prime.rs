//! Primes: who has to agree, and what becomes of a proposer that is wrong.

use std::cell::Cell;
use std::rc::Rc;

use bars_csr::job::Outcome;
use bars_csr::key::{Finder, KeySize, MakeKeyError, UntriedKey, far_apart};
use bars_csr::keyholder::{Keyholder, Stage};
use bars_csr::message::Field;
use bars_csr::prime::{Fault, Prime, PrimeSearch, Proposed, expected_candidates, is_confirmed};
use bars_csr::race::Word;
use crypto_bigint::BoxedUint;
use getrandom::SysRng;
use getrandom::rand_core::{TryCryptoRng, TryRng, UnwrapErr};
use prime_proposer::{End, PlainSearch, Proposer, Step};

/// A proposer that says what it is told to say.
struct Liar {
    end: End,
    number: Vec<u32>,
    passes: bool,
    asked: Rc<Cell<u32>>,
}

impl Proposer for Liar {
    fn begin(&mut self, _: &[u32], _: u32) -> bool {
        true
    }

    fn step(&mut self) -> Step {
        self.asked.set(self.asked.get() + 1);
        Step { tested: 2, end: self.end }
    }

    fn found(&self, number: &mut [u32]) {
        number.copy_from_slice(&self.number);
    }

    fn passes(&mut self, _: &[u32], _: [&[u32]; 2]) -> bool {
        self.passes
    }

    fn forget(&mut self) {}
}

/// A search that asks a liar first, and how often it was asked.
fn with_liar(end: End, number: Vec<u32>, passes: bool) -> (PrimeSearch, Rc<Cell<u32>>) {
    let asked = Rc::default();
    let liar = Liar { end, number, passes, asked: Rc::clone(&asked) };
    (PrimeSearch::with(Box::new(liar)), asked)
}

fn find(search: &mut PrimeSearch) -> Result<Prime, Fault> {
    search.find(1024, &mut UnwrapErr(SysRng), &mut |_| {})
}

/// An odd number with its two highest bits set: 3 · 2^1022 + `low`.
fn number(low: u32) -> Vec<u32> {
    let mut words = vec![0; 32];
    words[0] = low;
    words[31] = 3 << 30;
    words
}

fn is_prime(number: &Proposed) -> bool {
    let octets = number.to_octets();
    let number = crypto_bigint::BoxedUint::from_be_slice(&octets, 1024).expect("it fits");
    crypto_primes::is_prime(crypto_primes::Flavor::Any, &number)
}

#[test]
fn a_composite_number_is_no_prime_whatever_the_proposer_says_and_it_is_not_asked_again() {
    let (mut search, asked) = with_liar(End::Found, number(1), true);
    for _ in 0..2 {
        assert!(find(&mut search).is_ok_and(|prime| is_prime(prime.as_ref())));
    }
    assert_eq!(asked.get(), 1);
}

#[test]
fn a_number_that_fails_the_proposer_s_own_rounds_puts_it_out() {
    let (mut search, asked) = with_liar(End::Found, number(1_037), false);
    assert!(find(&mut search).is_ok_and(|prime| is_prime(prime.as_ref())));
    assert_eq!(asked.get(), 1);
}

#[test]
fn a_number_that_is_no_factor_of_a_key_puts_the_proposer_out() {
    let even = number(2);
    let short = vec![1; 32];
    let next_to_the_exponent = {
        // 1 modulo 65537: p − 1 has a factor in common with the public exponent.
        let one = (0..).map(|k| number(2 * k + 1)).find(|words| remainder(words, 65_537) == 1);
        one.expect("one in 65537")
    };
    for number in [even, short, next_to_the_exponent] {
        let (mut search, asked) = with_liar(End::Found, number, true);
        assert!(find(&mut search).is_ok_and(|prime| is_prime(prime.as_ref())));
        assert_eq!(asked.get(), 1);
    }
}

fn remainder(words: &[u32], by: u64) -> u64 {
    words.iter().rev().fold(0, |rest, word| ((rest << 32) | u64::from(*word)) % by)
}

#[test]
fn a_proposer_that_finds_nothing_is_put_out_after_a_while() {
    let (mut search, asked) = with_liar(End::Exhausted, Vec::new(), true);
    assert!(find(&mut search).is_ok());
    assert_eq!(asked.get(), 4);
}

#[test]
fn a_length_that_is_not_searched_is_a_fault() {
    for bits in [0, 512, 1000, 4096] {
        assert_eq!(PrimeSearch::default().step(bits, &mut UnwrapErr(SysRng)).err(), Some(Fault));
    }
}

#[test]
fn without_random_numbers_there_is_no_start() {
    /// Always the same: a generator that is broken.
    struct Stuck(u8);
    impl TryRng for Stuck {
        type Error = std::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Ok(u32::from_ne_bytes([self.0; 4]))
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Ok(u64::from_ne_bytes([self.0; 8]))
        }
        fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Self::Error> {
            octets.fill(self.0);
            Ok(())
        }
    }
    impl TryCryptoRng for Stuck {}
    // The end of the range, again and again.
    assert_eq!(PrimeSearch::default().step(1024, &mut Stuck(0xff)).err(), Some(Fault));
}

#[test]
fn a_prime_reads_back_from_its_octets_and_other_octets_are_refused() {
    let prime = find(&mut PrimeSearch::default()).expect("a prime");
    let octets = prime.as_ref().to_octets();
    assert_eq!(octets.len(), 128);
    let back = Proposed::from_octets(&octets).expect("the same prime");
    assert_eq!(*back.to_octets(), *octets);
    assert_eq!(back.bits(), 1024);
    for (index, octet) in [(127, 0), (0, 0x80), (0, 0x40)] {
        let mut other = octets.to_vec();
        other[index] = octet;
        assert!(Proposed::from_octets(&other).is_none(), "{index}");
    }
    assert!(Proposed::from_octets(&[]).is_none());
}

#[test]
fn a_key_is_not_made_of_one_prime_or_of_primes_of_another_length() {
    let [p, q] = [0; 2].map(|_| find(&mut PrimeSearch::default()).expect("a prime"));
    let [p, q] = [p.as_ref(), q.as_ref()];
    assert!(far_apart(p, q));
    assert!(!far_apart(p, p));
    let refused = |size, p, q| UntriedKey::from_primes(size, p, q).err();
    assert_eq!(refused(KeySize::Rsa2048, p, p), Some(MakeKeyError::SelfTest));
    assert_eq!(refused(KeySize::Rsa4096, p, q), Some(MakeKeyError::SelfTest));
    let key = UntriedKey::from_primes(KeySize::Rsa2048, p, q).expect("a key");
    assert!(key.tried(&mut UnwrapErr(SysRng)).is_ok_and(|key| key.is_confirmed()));
}

#[test]
fn a_key_of_a_composite_number_does_not_pass_its_trial() {
    let prime = find(&mut PrimeSearch::default()).expect("a prime");
    let mut octets = prime.as_ref().to_octets();
    let composite = (0..128).find_map(|step| {
        octets[127] = 2 * step + 1;
        Proposed::from_octets(&octets).filter(|number| !is_prime(number))
    });
    let other = find(&mut PrimeSearch::default()).expect("a prime");
    let key = UntriedKey::from_primes(KeySize::Rsa2048, &composite.expect("most are"), other.as_ref());
    let key = key.and_then(|key| key.tried(&mut UnwrapErr(SysRng)));
    assert_eq!(key.err(), Some(MakeKeyError::SelfTest));
}

/// A number that was proposed, once more.
fn again(number: &Proposed) -> Proposed {
    Proposed::from_octets(&number.to_octets()).expect("the same number")
}

/// A number that can be proposed, and is no prime.
fn composite() -> Proposed {
    let mut octets = vec![0; 128];
    octets[0] = 0xc0;
    octets[127] = 1;
    let number = Proposed::from_octets(&octets).expect("it can be proposed");
    assert!(!is_prime(&number));
    number
}

const NAME: &str = "BaRS-INT-Y01061.acme.thirdparty.nhs.uk";

fn begun() -> Keyholder {
    let mut keyholder = Keyholder::default();
    assert!(keyholder.begin_key(NAME, KeySize::Rsa2048, None, &mut UnwrapErr(SysRng), &mut |_| {}).is_ok());
    keyholder
}

#[test]
fn a_key_is_made_of_the_first_two_numbers_that_fit_and_given_out_when_both_are_judged() {
    let rng = &mut UnwrapErr(SysRng);
    let [p, q] = [0; 2].map(|_| find(&mut PrimeSearch::default()).expect("a prime"));
    let [p, q] = [p.as_ref(), q.as_ref()];
    assert!(!Keyholder::default().take_factor(again(p), Finder::Own), "no key is being made");
    let mut keyholder = begun();
    let larger = PrimeSearch::default().find(1536, rng, &mut |_| {}).expect("a prime");
    let given = [larger.as_ref(), p, p, larger.as_ref(), q, q];
    let taken = given.map(|number| keyholder.take_factor(again(number), Finder::Other));
    assert_eq!(
        taken,
        [false, false, false, false, true, false],
        "of another length, the same again, and a third do not count"
    );
    assert!(matches!(keyholder.go_on(&mut UnwrapErr(SysRng)), Stage::Judging));
    keyholder.take_verdict(q, true);
    assert!(matches!(keyholder.go_on(&mut UnwrapErr(SysRng)), Stage::Judging));
    keyholder.take_verdict(p, true);
    let Stage::Done(answer) = keyholder.go_on(&mut UnwrapErr(SysRng)) else { panic!("both are judged") };
    let Outcome::KeyMade(made) = answer.outcome else { panic!("no key was made") };
    assert_eq!((made.name.as_str(), made.bits, made.sealed), (NAME, 2048, false));
    let Stage::Done(answer) = keyholder.go_on(&mut UnwrapErr(SysRng)) else {
        panic!("there is nothing to make")
    };
    let Outcome::Refused(messages) = answer.outcome else { panic!("a key of nothing") };
    assert_eq!(messages[0].field, Field::Generate);
}

#[test]
fn of_a_number_that_is_no_prime_there_is_no_key_even_where_it_is_judged_to_be_one() {
    let [p, q] = [0; 2].map(|_| find(&mut PrimeSearch::default()).expect("a prime"));
    for finder in [Finder::Own, Finder::Other] {
        // A liar passes whatever it is asked about.
        let (search, asked) = with_liar(End::Found, number(1), true);
        let mut keyholder = Keyholder::with_search(search);
        let rng = &mut UnwrapErr(SysRng);
        assert!(keyholder.begin_key(NAME, KeySize::Rsa2048, None, rng, &mut |_| {}).is_ok());
        assert!(!keyholder.take_factor(again(p.as_ref()), Finder::Other));
        assert!(keyholder.take_factor(composite(), finder));
        keyholder.judge_factors(rng);
        assert!(matches!(keyholder.go_on(rng), Stage::Searching), "the key did not sign");
        let is_asked = keyholder.search().step(1024, rng).is_ok() && asked.get() > 0;
        assert_eq!(is_asked, finder == Finder::Other, "who has found it is not asked again");
        assert!(keyholder.take_factor(again(q.as_ref()), Finder::Other));
        keyholder.take_verdict(q.as_ref(), true);
        let Stage::Done(answer) = keyholder.go_on(rng) else { panic!("both are judged") };
        assert!(matches!(answer.outcome, Outcome::KeyMade(_)));
    }
}

#[test]
fn nothing_is_given_out_of_a_number_that_is_judged_to_be_no_prime() {
    let [p, q] = [0; 2].map(|_| find(&mut PrimeSearch::default()).expect("a prime"));
    for judges_itself in [false, true] {
        let mut keyholder = begun();
        assert!(!keyholder.take_factor(again(p.as_ref()), Finder::Own));
        assert!(keyholder.take_factor(composite(), Finder::Other));
        if judges_itself {
            // Its own arithmetic has not agreed with itself, and there is no other.
            keyholder.judge_factors(&mut UnwrapErr(SysRng));
            let Stage::Done(answer) = keyholder.go_on(&mut UnwrapErr(SysRng)) else {
                panic!("nobody can go on")
            };
            assert!(matches!(answer.outcome, Outcome::Refused(_)));
            continue;
        }
        keyholder.take_verdict(p.as_ref(), true);
        keyholder.take_verdict(&composite(), false);
        assert!(
            matches!(keyholder.go_on(&mut UnwrapErr(SysRng)), Stage::Searching),
            "another is searched for"
        );
        assert!(keyholder.take_factor(again(q.as_ref()), Finder::Other));
        assert!(matches!(keyholder.go_on(&mut UnwrapErr(SysRng)), Stage::Judging));
        keyholder.judge_factors(&mut UnwrapErr(SysRng));
        let Stage::Done(answer) = keyholder.go_on(&mut UnwrapErr(SysRng)) else { panic!("both are judged") };
        assert!(matches!(answer.outcome, Outcome::KeyMade(_)));
    }
}

#[test]
fn who_has_found_a_number_that_is_no_prime_is_not_asked_again() {
    let (search, asked) = with_liar(End::Found, number(1), true);
    let mut keyholder = Keyholder::with_search(search);
    let rng = &mut UnwrapErr(SysRng);
    assert!(keyholder.begin_key(NAME, KeySize::Rsa2048, None, rng, &mut |_| {}).is_ok());
    let proposed = keyholder.search().step(1024, rng).expect("a step").proposed.expect("a lie");
    assert!(!keyholder.take_factor(again(&proposed), Finder::Own));
    keyholder.take_verdict(&proposed, false);
    let prime = keyholder.search().find(1024, rng, &mut |_| {}).expect("a prime");
    assert!(is_prime(prime.as_ref()));
    assert_eq!(asked.get(), 1);
}

#[test]
fn words_between_workers_are_understood_as_they_were_said_and_others_are_not() {
    let number = composite();
    let same = |other: &Proposed| *other.to_octets() == *number.to_octets();
    let heard = |word: Word<&Proposed>| Word::from_octets(&word.to_octets()).expect("a word");
    assert!(matches!(heard(Word::Found(&number)), Word::Found(heard) if same(&heard)));
    assert!(matches!(heard(Word::Judge(&number)), Word::Judge(heard) if same(&heard)));
    for is_prime in [false, true] {
        let word = heard(Word::Judged(&number, is_prime));
        assert!(matches!(word, Word::Judged(heard, verdict) if same(&heard) && verdict == is_prime));
    }
    assert!(matches!(heard(Word::Rest), Word::Rest));
    for octets in [&[][..], &[0], &[1, 2, 3], &[9; 129]] {
        assert!(Word::from_octets(octets).is_none(), "{octets:?}");
    }
}

#[test]
fn a_name_that_is_none_is_refused_before_any_work() {
    let rng = &mut UnwrapErr(SysRng);
    let begun = Keyholder::default().begin_key("a b", KeySize::Rsa2048, None, rng, &mut |_| {});
    assert!(begun.is_err_and(|messages| messages[0].field == Field::Fqdn));
}

#[test]
fn what_is_usual_is_what_the_density_of_primes_says() {
    let usual = [1024, 1536, 2048].map(|bits| expected_candidates(bits).round());
    assert_eq!(usual, [32.0, 45.0, 61.0]);
}

#[test]
fn a_search_that_was_stopped_leaves_nothing_and_begins_anew() {
    let mut search = PrimeSearch::default();
    assert!(search.step(1024, &mut UnwrapErr(SysRng)).is_ok());
    search.forget();
    assert!(search.step(1536, &mut UnwrapErr(SysRng)).is_ok());
    let mut proposer = PlainSearch::NONE;
    assert_eq!(proposer.step(), Step { tested: 0, end: End::Exhausted });
}

#[test]
fn what_deceives_one_half_of_the_independent_test_does_not_deceive_both() {
    // Strong pseudoprimes to the base 2, and then those of Lucas.
    let of_base_two = [2_047_u32, 3_277, 4_033, 4_681, 8_321, 15_841, 1_373_653, 25_326_001];
    let of_lucas = [5_459_u32, 5_777, 10_877, 16_109];
    for pseudoprime in of_base_two.into_iter().chain(of_lucas).chain([10_006]) {
        assert!(!is_confirmed(&BoxedUint::from(pseudoprime)), "{pseudoprime}");
    }
    let found = find(&mut PrimeSearch::default()).expect("a prime").as_ref().to_octets();
    let found = BoxedUint::from_be_slice(&found, 1024).expect("1024 bits");
    assert!(is_confirmed(&found));
}
