//! What is asked of the two arithmetics that propose primes, by the fuzzer and by the tests of `src/prime/proposer`.

#[path = "../../src/prime/proposer/tests/vectors/mod.rs"]
mod vectors;

use prime_proposer::arithmetic::{Arithmetic, Split, Whole};
use prime_proposer::{Fused, Plain, Proposer, Search};

/// Both say of a number and two bases what `crypto-primes` says of them.
pub fn primes(input: &[u8]) {
    let Some((&size, input)) = input.split_first() else { return };
    let index = usize::from(size) % 3;
    let count = Split::<Fused>::SHAPES[index].words();
    let mut words = input.chunks(4).map(|chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        u32::from_le_bytes(word)
    });
    let mut next = |count: usize| -> Vec<u32> { (0..count).map(|_| words.next().unwrap_or(0)).collect() };
    // Short inputs make short numbers, which take less time.
    let length = if size & 4 == 0 { count } else { (input.len() / 12).clamp(1, count) };
    let [mut number, first, second] = [0; 3].map(|_| {
        let mut words = next(length);
        words.resize(count, 0);
        words
    });
    number[0] |= 1;
    if number[0] == 1 || number[0] == 3 {
        number[0] |= 4;
    }
    let bases = [first, second].map(|base| vectors::below(&base, &number));
    agree::<Split<Fused>>(index, &number, &bases);
    agree::<Whole<Plain>>(index, &number, &bases);
}

fn agree<A: Arithmetic>(index: usize, number: &[u32], bases: &[Vec<u32>; 2]) {
    let shape = A::SHAPES[index];
    let mut search = Box::new(Search::<A>::NONE);
    let expected = [&bases[0], &bases[1]].map(|base| vectors::passes(shape, number, base));
    assert_eq!(search.passes(number, [&bases[0], &bases[1]]), expected == [true; 2]);
    let one = &vectors::forms_of_power(shape, number, 0)[0];
    assert_eq!(search.passes(number, [&bases[0], one]), expected[0]);
    assert_eq!(search.passes(number, [one, &bases[1]]), expected[1]);
}
