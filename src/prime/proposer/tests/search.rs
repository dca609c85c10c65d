//! What is proposed, and what is not.

use crypto_bigint::{BoxedUint, Odd};
use crypto_primes::hazmat::MillerRabin;
use getrandom::SysRng;
use getrandom::rand_core::{Rng, UnwrapErr};
use prime_proposer::arithmetic::{Arithmetic, Split, Whole};
use prime_proposer::{End, Fused, Plain, Proposer, Search};

fn random(words: usize) -> Vec<u32> {
    (0..words).map(|_| UnwrapErr(SysRng).next_u32()).collect()
}
fn start(words: usize) -> Vec<u32> {
    let mut start = random(words);
    start[0] |= 1;
    start[words - 1] |= 3 << 30;
    start
}
fn big(words: &[u32]) -> BoxedUint {
    BoxedUint::from_le_slice_vartime(&words.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<_>>())
}

fn proposals<A: Arithmetic>(bits: u32) {
    let mut search = Box::new(Search::<A>::NONE);
    let words = bits as usize / 32;
    assert!(search.begin(&start(words), 65_537));
    let (mut tested, mut found) = (0, 0);
    while found < 2 {
        let step = search.step();
        tested += step.tested;
        match step.end {
            End::None => {}
            End::Exhausted => panic!("exhausted after {tested}"),
            End::Found => {
                found += 1;
                let mut number = vec![0; words];
                search.found(&mut number);
                assert!(crypto_primes::is_prime(crypto_primes::Flavor::Any, &big(&number)), "{tested}");
                let (a, b) = (random(words - 1), random(words - 1));
                assert!(search.passes(&number, [&a, &b]));
            }
        }
    }
    println!("{bits}: {tested}");
    let _ = MillerRabin::new(Odd::new(BoxedUint::from(9u32)).unwrap());
}

#[test]
fn primes_are_proposed() {
    for bits in [1024, 1536, 2048] {
        proposals::<Split<Fused>>(bits);
        proposals::<Whole<Plain>>(bits);
    }
}
