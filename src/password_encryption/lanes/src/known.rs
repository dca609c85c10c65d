//! Whether lanes compute as the crates do.

use crate::chain::{Chain, Hash, pads};
use crate::lanes::{LANES, Lanes};

/// Whether four different chains come out of the lanes as they come out of the crates, for both hash
/// functions. The more rounds, the sooner a browser has optimised what does them. Nothing in it is secret.
pub fn agrees(lanes: &mut dyn Lanes, rounds: u32) -> bool {
    [Hash::Sha1, Hash::Sha256].into_iter().all(|hash| {
        let chains = || -> [Chain; LANES] { core::array::from_fn(|lane| chain(hash, lane)) };
        let (mut ours, mut theirs) = (chains(), chains());
        theirs.iter_mut().for_each(|chain| chain.advance(rounds));
        lanes.advance(hash, &mut ours.each_mut(), rounds)
            && ours.iter().zip(&theirs).all(|(ours, theirs)| *ours.to_words() == *theirs.to_words())
    })
}

/// A chain for each lane, like no other; one of them is of plain digests.
fn chain(hash: Hash, lane: usize) -> Chain {
    let number = lane as u8;
    let key = core::array::from_fn(|place| (place as u8).wrapping_mul(37) ^ number);
    let mut first = hash.initial();
    first[0] ^= u32::from(number);
    if lane == 2 { Chain::of_digests(hash, &first) } else { Chain::of_hmac(hash, &pads(hash, &key), &first) }
}
