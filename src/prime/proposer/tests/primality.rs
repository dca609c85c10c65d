//! The Miller–Rabin test, in both arithmetics, against `crypto-primes`.

mod vectors;

use prime_proposer::arithmetic::{Arithmetic, Split, Whole};
use prime_proposer::{Fused, Plain, Proposer, Search};

fn agrees<A: Arithmetic>() {
    let mut search = Box::new(Search::<A>::NONE);
    let (mut passed, mut failed) = (0, 0);
    for shape in A::SHAPES {
        for (name, number) in vectors::numbers(shape) {
            let mut bases = vectors::bases(&number);
            bases.extend([0, 1].into_iter().flat_map(|power| vectors::forms_of_power(shape, &number, power)));
            // Each lane by itself, beside one that passes whatever the number is.
            let one = vectors::forms_of_power(shape, &number, 0)[0].clone();
            for (index, base) in bases.iter().enumerate() {
                let pair: [&[u32]; 2] = if index % 2 == 0 { [base, &one] } else { [&one, base] };
                let expected = vectors::passes(shape, &number, base);
                assert_eq!(
                    search.passes(&number, pair),
                    expected,
                    "{} bits, {name}, base {index}",
                    shape.bits
                );
                *if expected { &mut passed } else { &mut failed } += 1;
            }
        }
    }
    assert!(passed > 100 && failed > 50, "{passed} passed, {failed} failed");
}

#[test]
fn split_limbs_say_what_crypto_primes_says() {
    agrees::<Split<Fused>>();
}

#[test]
fn whole_limbs_say_what_crypto_primes_says() {
    agrees::<Whole<Plain>>();
}

#[test]
fn a_strong_pseudoprime_to_the_base_2_passes_with_it_and_fails_with_others() {
    let mut search = Box::new(Search::<Split<Fused>>::NONE);
    for shape in Split::<Fused>::SHAPES {
        let (_, number) = vectors::numbers(shape)
            .into_iter()
            .find(|(name, _)| *name == "a Mersenne number")
            .expect("it is there");
        let [two, minus_two] = vectors::forms_of_power(shape, &number, 1);
        assert!(search.passes(&number, [&two, &minus_two]));
        let random = &vectors::bases(&number)[0];
        assert!(!search.passes(&number, [random, random]));
    }
}
