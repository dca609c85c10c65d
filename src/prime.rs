//! Primes for keys: proposed by a fast search, judged by an independent test.
//!
//! A search starts at a random odd number and goes upwards; its fast arithmetic
//! ([`prime_proposer`]) draws no random number and decides nothing. What it proposes becomes a [`Prime`]
//! if it is [judged](PrimeSearch::judge) to be one and an independent test [confirms](is_confirmed) it. Where
//! either says no, the arithmetic is at fault: it is not asked again, and a slower one goes on.
//!
//! A search from a start upwards is not one of the methods of FIPS 186-5, and no conformance is
//! claimed.

mod judging;

pub use judging::is_confirmed;

use crypto_bigint::{BoxedUint, Limb, NonZero};
use prime_proposer::{End, PlainSearch, Power, Proposer, sieve_bound};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The public exponent of every key made here (FIPS 186-5 section 5.4 asks for 2^16 < e < 2^256).
pub const PUBLIC_EXPONENT: u32 = 65_537;

/// Starts that are drawn until one is far enough from the end of its range: the first one is, but
/// for one time in 2^1000.
const MOST_STARTS: usize = 8;

/// Steps of a search that keeps nothing.
const STEPS_TO_WARM_UP: usize = 10;

/// Ranges without a prime, one after another, that are luck: one time in 2^48.
const MOST_EMPTY_RANGES: u32 = 3;

/// A number that was proposed as a prime of a key: of its length, odd, its two highest bits set, and
/// without a factor that its predecessor has in common with [`PUBLIC_EXPONENT`]. Wiped when dropped.
pub struct Proposed {
    number: BoxedUint,
}

impl Drop for Proposed {
    fn drop(&mut self) {
        self.number.zeroize();
    }
}

impl ZeroizeOnDrop for Proposed {}

impl Proposed {
    /// The number of these octets, most significant first, as [`Proposed::to_octets`] gave them.
    pub fn from_octets(octets: &[u8]) -> Option<Self> {
        let bits = u32::try_from(octets.len()).ok()?.checked_mul(8)?;
        let number = BoxedUint::from_be_slice(octets, bits).ok()?;
        let proposed = Self { number };
        let high = octets.first()? >> 6;
        (high == 3 && octets.last()? % 2 == 1 && proposed.suits_exponent()).then_some(proposed)
    }

    /// The octets, most significant first.
    pub fn to_octets(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.number.to_be_bytes().into_vec())
    }

    /// Bits of the number.
    pub fn bits(&self) -> u32 {
        self.number.bit_width_vartime()
    }

    /// Whether an independent test [confirms](is_confirmed) that it is a prime.
    pub fn is_confirmed(&self) -> bool {
        is_confirmed(&self.number)
    }

    /// The number, for the key that it goes into.
    pub(crate) fn number(&self) -> &BoxedUint {
        &self.number
    }

    /// Whether p − 1 has no factor in common with the public exponent, which is a prime.
    fn suits_exponent(&self) -> bool {
        let exponent = NonZero::new(Limb::from(PUBLIC_EXPONENT)).into_option();
        exponent.is_some_and(|exponent| self.number.rem_limb(exponent) != Limb::ONE)
    }
}

/// A prime of a key: a number that was proposed, [judged](PrimeSearch::judge) and [confirmed](is_confirmed)
/// to be one. Wiped when dropped.
pub struct Prime(Proposed);

impl ZeroizeOnDrop for Prime {}

impl AsRef<Proposed> for Prime {
    fn as_ref(&self) -> &Proposed {
        &self.0
    }
}

/// No arithmetic that computes as it has to: a sound machine never shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault;

/// A piece of a search.
pub struct Progress {
    /// Candidates that were tested.
    pub tested: u32,
    /// The number that was found, which is still to be judged.
    pub proposed: Option<Proposed>,
}

/// Searches for primes, one after another.
pub struct PrimeSearch {
    /// Who proposes, the fastest last.
    proposers: Vec<Box<dyn Proposer>>,
    /// Bits of the numbers of the range that is being searched.
    begun: Option<u32>,
    empty_ranges: u32,
}

impl Default for PrimeSearch {
    fn default() -> Self {
        Self { proposers: vec![Box::new(PlainSearch::NONE)], begun: None, empty_ranges: 0 }
    }
}

impl PrimeSearch {
    /// A search that asks another first, which is faster where it runs.
    pub fn with(proposer: Box<dyn Proposer>) -> Self {
        let mut search = Self::default();
        search.proposers.push(proposer);
        search
    }

    /// Searches on for a prime of so many bits, for some tenths of a millisecond up to some
    /// milliseconds. After a find another random start is drawn.
    ///
    /// # Errors
    /// [`Fault`] where nobody is left who can be trusted, or for a length that is not searched.
    pub fn step(&mut self, bits: u32, rng: &mut impl CryptoRng) -> Result<Progress, Fault> {
        match self.step_of_fastest(bits, rng) {
            Err(Fault) => self.distrust().map(|()| Progress { tested: 0, proposed: None }),
            result => result,
        }
    }

    /// Whether a number that was proposed, here or elsewhere, is a prime, as the arithmetic here has it. Else
    /// that is not trusted again.
    ///
    /// # Errors
    /// [`Fault`] where nobody is left who can be trusted.
    pub fn judge(&mut self, proposed: &Proposed, rng: &mut impl CryptoRng) -> Result<bool, Fault> {
        let proposer = self.proposers.last_mut().ok_or(Fault)?;
        if judging::is_prime(proposer.as_mut(), proposed, rng) {
            return Ok(true);
        }
        self.distrust().map(|()| false)
    }

    /// Does not ask again who has proposed a number that is no prime.
    ///
    /// # Errors
    /// [`Fault`] where nobody is left.
    pub fn distrust(&mut self) -> Result<(), Fault> {
        self.forget();
        if self.proposers.len() < 2 {
            return Err(Fault);
        }
        self.proposers.pop();
        Ok(())
    }

    /// Searches until a prime is found. `on_tested` is called with the number of candidates after
    /// each step.
    ///
    /// # Errors
    /// As [`PrimeSearch::step`].
    pub fn find(
        &mut self,
        bits: u32,
        rng: &mut impl CryptoRng,
        on_tested: &mut dyn FnMut(u32),
    ) -> Result<Prime, Fault> {
        loop {
            let Progress { tested, proposed } = self.step(bits, rng)?;
            on_tested(tested);
            let Some(proposed) = proposed else { continue };
            if !self.judge(&proposed, rng)? {
                continue;
            }
            if proposed.is_confirmed() {
                self.forget();
                return Ok(Prime(proposed));
            }
            self.distrust()?;
        }
    }

    /// Bits of R, Montgomery's factor, for [powers](PrimeSearch::powers) modulo primes of so many bits; none
    /// where none are computed.
    pub(crate) fn factor_bits(&self, bits: u32) -> Option<u32> {
        self.proposers.last()?.factor_bits(words(bits))
    }

    /// Two powers, side by side in the fast arithmetic, two words longer than their moduli and not reduced.
    /// What a search has left is wiped with what they leave.
    pub(crate) fn powers(&mut self, wanted: [&Power<'_>; 2]) -> Option<[Zeroizing<Vec<u32>>; 2]> {
        let length = wanted.first()?.modulus.len().checked_add(2)?;
        let mut results = [0; 2].map(|_| Zeroizing::new(vec![0; length]));
        let proposer = self.proposers.last_mut()?;
        let is_done = proposer.powers(wanted, results.each_mut().map(|result| result.as_mut_slice()));
        self.forget();
        is_done.then_some(results)
    }

    /// Searches for a while where everybody knows what is to be found, and keeps nothing of it.
    pub fn warm_up(&mut self) {
        let Some(proposer) = self.proposers.last_mut().filter(|_| self.begun.is_none()) else { return };
        let mut start = [0; 32];
        (start[0], start[31]) = (1, 3 << 30);
        if proposer.begin(&start, PUBLIC_EXPONENT) {
            for _ in 0..STEPS_TO_WARM_UP {
                proposer.step();
            }
            proposer.passes(&start, [&[2; 32], &[3; 32]]);
        }
        proposer.forget();
    }

    /// Wipes what a search has left.
    pub fn forget(&mut self) {
        self.begun = None;
        self.empty_ranges = 0;
        if let Some(proposer) = self.proposers.last_mut() {
            proposer.forget();
        }
    }

    fn step_of_fastest(&mut self, bits: u32, rng: &mut impl CryptoRng) -> Result<Progress, Fault> {
        let proposer = self.proposers.last_mut().ok_or(Fault)?;
        if self.begun != Some(bits) {
            begin(proposer.as_mut(), bits, rng)?;
            self.begun = Some(bits);
        }
        let step = proposer.step();
        let proposed = match step.end {
            End::None => None,
            End::Found => {
                self.begun = None;
                self.empty_ranges = 0;
                Some(found(proposer.as_ref(), bits)?)
            }
            End::Exhausted => {
                self.begun = None;
                self.empty_ranges = self.empty_ranges.saturating_add(1);
                if self.empty_ranges > MOST_EMPTY_RANGES {
                    return Err(Fault);
                }
                None
            }
        };
        Ok(Progress { tested: step.tested, proposed })
    }
}

/// How many candidates are tested, on average, until one of `bits` bits is prime: the density of
/// primes (one in ln 2^bits) among numbers that no prime below the sieve's bound divides (Mertens'
/// third theorem).
pub fn expected_candidates(bits: u32) -> f64 {
    const EXP_EULER_MASCHERONI: f64 = 1.781_072_417_990_198;
    f64::from(bits) * std::f64::consts::LN_2 / (EXP_EULER_MASCHERONI * f64::from(sieve_bound(bits)).ln())
}

fn begin(proposer: &mut dyn Proposer, bits: u32, rng: &mut impl CryptoRng) -> Result<(), Fault> {
    let begun = (0..MOST_STARTS).any(|_| {
        let mut start = draw(words(bits), rng);
        if let Some(lowest) = start.first_mut() {
            *lowest |= 1;
        }
        if let Some(highest) = start.last_mut() {
            *highest |= 3 << 30;
        }
        proposer.begin(&start, PUBLIC_EXPONENT)
    });
    if begun { Ok(()) } else { Err(Fault) }
}

/// The number that was found, if it can be a prime of a key.
fn found(proposer: &dyn Proposer, bits: u32) -> Result<Proposed, Fault> {
    let mut number = Zeroizing::new(vec![0; words(bits)]);
    proposer.found(&mut number);
    let octets: Zeroizing<Vec<u8>> =
        Zeroizing::new(number.iter().rev().flat_map(|word| word.to_be_bytes()).collect());
    Proposed::from_octets(&octets).ok_or(Fault)
}

fn words(bits: u32) -> usize {
    usize::try_from(bits / 32).unwrap_or_default()
}

/// So many random words, drawn at once: each call of a browser's generator takes a while.
fn draw(words: usize, rng: &mut impl CryptoRng) -> Zeroizing<Vec<u32>> {
    let mut octets = Zeroizing::new(vec![0; words.saturating_mul(4)]);
    rng.fill_bytes(&mut octets);
    Zeroizing::new(octets.as_chunks().0.iter().copied().map(u32::from_le_bytes).collect())
}
