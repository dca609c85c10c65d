//! Chains, one at a time and side by side, against the crates `pbkdf2`, `sha1` and `sha2`.

mod derivations;

use derivations::{Derivation, digests, random, state};
use password_lanes::{Chain, Hash, LANES, Lanes, Side, agrees};

const HASHES: [Hash; 2] = [Hash::Sha1, Hash::Sha256];

#[test]
fn a_chain_comes_to_what_the_crate_derives() {
    for hash in HASHES {
        for _ in 0..40 {
            let derivation = Derivation::random(hash);
            let mut chain = derivation.chain();
            chain.advance(derivation.rounds - 1);
            assert_eq!(*chain.sum(), derivation.expected(), "{derivation:?}");
        }
    }
}

#[test]
fn each_lane_comes_to_what_the_crate_derives() {
    for hash in HASHES {
        for count in 1..=LANES {
            for rounds in [1, 2, 1_000, 1_001, 1_002, 1 + random(2_500)] {
                let one = |_| Derivation { rounds, ..Derivation::random(hash) };
                let derivations: Vec<Derivation> = (0..count).map(one).collect();
                let mut chains: Vec<Chain> = derivations.iter().map(Derivation::chain).collect();
                assert!(Side.advance(hash, &mut chains.iter_mut().collect::<Vec<_>>(), rounds - 1));
                for (derivation, chain) in derivations.iter().zip(&chains) {
                    assert_eq!(*chain.sum(), derivation.expected(), "{derivation:?}");
                }
            }
        }
    }
}

#[test]
fn a_chain_of_digests_does_two_in_a_round_and_goes_on_where_it_was() {
    for hash in HASHES {
        let first = state(&[7; 32][..4 * hash.words()]);
        let (mut alone, mut beside) =
            (Chain::of_digests(hash, &first), [(); 2].map(|()| Chain::of_digests(hash, &first)));
        for (rounds, done) in [(0, 0), (1, 1), (1_500, 1_501)] {
            alone.advance(rounds);
            assert!(Side.advance(hash, &mut beside.each_mut(), rounds));
            let expected = digests(hash, &first, 2 * done);
            assert_eq!([alone.value(), beside[0].value(), beside[1].value()], [&expected; 3]);
        }
    }
}

#[test]
fn lanes_refuse_what_does_not_fit_into_them() {
    let chain = |hash| Derivation::random(hash).chain();
    let mut five = [(); LANES + 1].map(|()| chain(Hash::Sha1));
    assert!(!Side.advance(Hash::Sha1, &mut five.each_mut(), 1));
    let mut two = HASHES.map(chain);
    assert!(!Side.advance(Hash::Sha1, &mut two.each_mut(), 1));
}

/// Lanes of which one is wrong, by one bit in one round.
struct Wrong(usize);

impl Lanes for Wrong {
    fn advance(&mut self, hash: Hash, chains: &mut [&mut Chain], rounds: u32) -> bool {
        let done = Side.advance(hash, chains, rounds);
        if let Some(chain) = chains.get_mut(self.0) {
            let mut words = *chain.to_words();
            words[24] ^= 1;
            chain.take_words(&words);
        }
        done
    }
}

#[test]
fn a_wrong_lane_is_noticed_whichever_it_is() {
    assert!(agrees(&mut Side, 100));
    for lane in 0..LANES {
        assert!(!agrees(&mut Wrong(lane), 100), "lane {lane}");
    }
}
