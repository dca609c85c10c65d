//! Chains of hashes on their way: alone, or four at once where the browser has vectors.
//!
//! What lanes compute is never taken on trust. They are asked for what is known before they are used
//! ([`use_lanes`]), and the last sixteenth of every span that they compute is computed again by the crates
//! `sha1` and `sha2`, in every lane. Lanes that differ are not asked again, and what they have done is done
//! anew.

use std::cell::RefCell;

use hmac::digest::{Digest, Output};
use password_lanes::{Chain, Hash, LANES, Lanes, State, agrees};
use zeroize::{Zeroize, Zeroizing};

use super::work::Work;

/// Rounds of a span, after which it is told how far the work is: some ten milliseconds in a browser.
const SPAN: u32 = 20_000;

/// Of so many rounds in lanes, one is computed twice.
const ONE_IN: u32 = 16;

/// Rounds that lanes are asked for before they are used, and those that they are asked for so that the browser
/// optimises them.
const KNOWN_ROUNDS: u32 = 100;
const ROUNDS_TO_WARM_UP: u32 = 1_000;

thread_local! {
    static LANES_HERE: RefCell<Option<Box<dyn Lanes>>> = const { RefCell::new(None) };
}

/// Has lanes advance chains in this thread from now on, if they compute as they have to.
pub fn use_lanes(mut lanes: Box<dyn Lanes>) -> bool {
    let are_right = agrees(lanes.as_mut(), KNOWN_ROUNDS);
    if are_right {
        LANES_HERE.set(Some(lanes));
    }
    are_right
}

/// Has chains advanced that are known to everybody. Lanes that are wrong by then are not used.
pub(crate) fn warm_up() {
    LANES_HERE.with_borrow_mut(|lanes| {
        lanes.take_if(|lanes| !agrees(lanes.as_mut(), ROUNDS_TO_WARM_UP));
    });
}

/// A chain with the iterations that are left of it. Wiped when dropped.
pub(crate) struct Running {
    begun: Chain,
    chain: Chain,
    /// Rounds in all, and how many are left.
    rounds: u64,
    left: u64,
    /// Iterations that a round does, and those before the first one, which are told with the last.
    per_round: u64,
    before: u64,
    is_done: bool,
}

impl Running {
    /// PBKDF2: the pads of the HMAC, and U_1.
    pub(super) fn of_hmac(hash: Hash, pads: &[State; 2], first: &[u8], iterations: u64) -> Self {
        let first = Zeroizing::new(state(first));
        Self::new(Chain::of_hmac(hash, pads, &first), iterations, 1)
    }

    /// A digest, the first of as many as there are iterations.
    pub(super) fn of_digests<H: Digest>(hash: Hash, mut first: Output<H>, iterations: u64) -> Self {
        if iterations >= 2 && iterations.is_multiple_of(2) {
            first = H::digest(&first);
        }
        let begun = Zeroizing::new(state(&first));
        first.as_mut_slice().zeroize();
        Self::new(Chain::of_digests(hash, &begun), iterations, 2)
    }

    fn new(chain: Chain, iterations: u64, per_round: u64) -> Self {
        let rounds = iterations.saturating_sub(1).checked_div(per_round).unwrap_or_default();
        let before = iterations.saturating_sub(rounds.saturating_mul(per_round));
        Self { begun: chain.twin(), chain, rounds, left: rounds, per_round, before, is_done: false }
    }

    /// Whether all rounds are done.
    pub(super) fn is_done(&self) -> bool {
        self.is_done
    }

    /// Begins again.
    pub(super) fn restart(&mut self) {
        self.chain.take_words(&self.begun.to_words());
        self.left = self.rounds;
        self.is_done = false;
    }

    /// The octets of the last digest.
    pub(super) fn value(&self) -> Zeroizing<Vec<u8>> {
        self.octets(self.chain.value())
    }

    /// The octets of the sum of all digests.
    pub(super) fn sum(&self) -> Zeroizing<Vec<u8>> {
        self.octets(self.chain.sum())
    }

    fn octets(&self, state: &State) -> Zeroizing<Vec<u8>> {
        let words = state.iter().take(self.chain.hash().words());
        Zeroizing::new(words.flat_map(|word| word.to_be_bytes()).collect())
    }
}

/// A key that is being derived.
pub(crate) trait Deriving {
    /// The chains that can go on now, none once the key is there.
    fn running(&mut self) -> Vec<&mut Running>;
    /// Takes what has come of chains that are done.
    fn go_on(&mut self);
    /// Begins again.
    fn restart(&mut self);
}

/// Derives keys, as many at once as lanes can.
pub(crate) fn derive_all(all: &mut [&mut dyn Deriving], work: &mut Work<'_>) {
    // Iterations done, and how many of those that are done anew were told before.
    let (mut done, mut owed) = (0_u64, 0_u64);
    loop {
        let mut running: Vec<&mut Running> = all.iter_mut().flat_map(|deriving| deriving.running()).collect();
        let Some(hash) = running.first().map(|first| first.chain.hash()) else { return };
        running.retain(|one| one.chain.hash() == hash);
        running.truncate(LANES);
        match advance(hash, &mut running, work.asks_lanes()) {
            Ok(iterations) => {
                work.advance(iterations.saturating_sub(owed));
                owed = owed.saturating_sub(iterations);
                done = done.saturating_add(iterations);
                all.iter_mut().for_each(|deriving| deriving.go_on());
            }
            Err(Untrusted) => {
                LANES_HERE.set(None);
                all.iter_mut().for_each(|deriving| deriving.restart());
                owed = std::mem::take(&mut done).saturating_add(owed);
            }
        }
    }
}

/// Lanes that computed something else than the crates.
struct Untrusted;

/// Does a span of rounds of each, and says how many iterations these are.
fn advance(hash: Hash, running: &mut [&mut Running], asks_lanes: bool) -> Result<u64, Untrusted> {
    let shortest = running.iter().map(|one| one.left).min().unwrap_or_default();
    let rounds = u32::try_from(shortest).unwrap_or(SPAN).min(SPAN);
    if !(asks_lanes && advance_in_lanes(hash, running, rounds)?) {
        running.iter_mut().for_each(|one| one.chain.advance(rounds));
    }
    let mut iterations = 0_u64;
    for one in running {
        one.left = one.left.saturating_sub(rounds.into());
        iterations = iterations.saturating_add(one.per_round.saturating_mul(rounds.into()));
        if one.left == 0 {
            one.is_done = true;
            iterations = iterations.saturating_add(one.before);
        }
    }
    Ok(iterations)
}

/// Has the lanes do it, if there are any.
fn advance_in_lanes(hash: Hash, running: &mut [&mut Running], rounds: u32) -> Result<bool, Untrusted> {
    let checked = rounds.div_ceil(ONE_IN);
    let mut chains: Vec<&mut Chain> = running.iter_mut().map(|one| &mut one.chain).collect();
    let ask = |rounds, chains: &mut [&mut Chain]| {
        LANES_HERE
            .with_borrow_mut(|lanes| lanes.as_mut().is_some_and(|lanes| lanes.advance(hash, chains, rounds)))
    };
    if !ask(rounds.saturating_sub(checked), &mut chains) {
        return Ok(false);
    }
    let mut twins: Vec<Chain> = chains.iter().map(|chain| chain.twin()).collect();
    twins.iter_mut().for_each(|twin| twin.advance(checked));
    let is_done = ask(checked, &mut chains);
    let agree = chains.iter().zip(&twins).all(|(chain, twin)| *chain.to_words() == *twin.to_words());
    if is_done && agree { Ok(true) } else { Err(Untrusted) }
}

/// The words of a digest.
fn state(digest: &[u8]) -> State {
    let mut state = State::default();
    for (word, octets) in state.iter_mut().zip(digest.as_chunks().0) {
        *word = u32::from_be_bytes(*octets);
    }
    state
}

#[cfg(test)]
mod tests {
    use password_lanes::Side;

    use super::*;
    use crate::password_encryption::pbkdf2::Pbkdf2;
    use crate::password_encryption::pkcs12::{Pkcs12, Purpose};
    use crate::password_encryption::{Budget, Progress};

    /// Lanes of which one is wrong once it has been asked so often.
    struct Wearing {
        asked: usize,
        until: usize,
        lane: usize,
    }

    impl Lanes for Wearing {
        fn advance(&mut self, hash: Hash, chains: &mut [&mut Chain], rounds: u32) -> bool {
            self.asked = self.asked.saturating_add(usize::from(chains.len() > self.lane));
            let done = Side.advance(hash, chains, rounds);
            if self.asked > self.until
                && let Some(chain) = chains.get_mut(self.lane)
            {
                let mut words = *chain.to_words();
                words[24] ^= 1;
                chain.take_words(&words);
            }
            done
        }
    }

    /// Keys of all kinds, derived together: whether lanes are still asked afterwards, the keys, and what was
    /// told.
    fn derived(lanes: Option<Box<dyn Lanes>>, is_asked: bool) -> (bool, Vec<Vec<u8>>, Vec<Progress>) {
        LANES_HERE.set(lanes);
        let mut of_hmac = [(Hash::Sha1, 45_000, 33), (Hash::Sha256, 60_001, 32), (Hash::Sha256, 1, 32)].map(
            |(hash, iterations, length)| {
                (Pbkdf2::begin(hash, b"secret", b"salt", iterations, length), length)
            },
        );
        let mut of_digests = [(Hash::Sha1, 70_000, 24), (Hash::Sha256, 50_001, 32), (Hash::Sha1, 2, 8)].map(
            |(hash, iterations, length)| {
                (Pkcs12::begin(hash, Purpose::Key, b"\0s\0\0", b"salt", iterations, length), length)
            },
        );
        let mut told = Vec::new();
        let mut budget = Budget::unlimited();
        if !is_asked {
            budget = budget.by_crates_alone();
        }
        let on_progress = &mut |progress| told.push(progress);
        let first = of_hmac.iter_mut().map(|(one, _)| one as &mut dyn Deriving);
        let second = of_digests.iter_mut().map(|(one, _)| one as &mut dyn Deriving);
        let mut all: Vec<&mut dyn Deriving> = first.chain(second).collect();
        derive_all(&mut all, &mut Work::new(&mut budget, on_progress));
        let mut keys = Vec::new();
        for (one, length) in of_hmac {
            keys.push(vec![0; length]);
            one.finish(keys.last_mut().map(Vec::as_mut_slice).unwrap_or_default());
        }
        for (one, length) in of_digests {
            keys.push(vec![0; length]);
            one.finish(keys.last_mut().map(Vec::as_mut_slice).unwrap_or_default());
        }
        (LANES_HERE.take().is_some(), keys, told)
    }

    const ITERATIONS: u64 = 2 * 45_000 + 60_001 + 1 + 2 * 70_000 + 50_001 + 2;

    #[test]
    fn lanes_come_to_what_the_crates_come_to_and_tell_of_every_iteration_once() {
        let (_, expected, alone) = derived(None, true);
        let (are_asked, keys, beside) = derived(Some(Box::new(Side)), true);
        assert!(are_asked);
        assert_eq!(keys, expected);
        for told in [alone, beside] {
            assert!(told.is_sorted_by_key(|progress| progress.done));
            assert_eq!(told.last().map(|last| last.done), Some(ITERATIONS));
            assert!(told.len() > 10, "often enough");
        }
    }

    #[test]
    fn lanes_that_become_wrong_are_not_asked_again_and_what_they_did_is_done_anew() {
        let (_, expected, _) = derived(None, true);
        for lane in 0..LANES {
            for until in [0, 1] {
                let lanes = Box::new(Wearing { asked: 0, until, lane });
                let (are_asked, keys, told) = derived(Some(lanes), true);
                assert_eq!(keys, expected, "lane {lane} after {until}");
                assert!(!are_asked, "lane {lane} after {until}");
                assert_eq!(told.last().map(|last| last.done), Some(ITERATIONS));
            }
        }
    }

    #[test]
    fn the_crates_alone_ask_no_lanes() {
        let (_, expected, _) = derived(None, true);
        let (are_asked, keys, _) = derived(Some(Box::new(Wearing { asked: 0, until: 0, lane: 0 })), false);
        assert!(are_asked, "nobody has noticed that they are wrong");
        assert_eq!(keys, expected);
    }

    #[test]
    fn lanes_that_do_not_know_what_is_known_are_not_used() {
        assert!(!use_lanes(Box::new(Wearing { asked: 0, until: 1, lane: 3 })));
        assert!(LANES_HERE.take().is_none());
        assert!(use_lanes(Box::new(Side)));
        assert!(LANES_HERE.take().is_some());
    }
}
