//! Primes for keys: proposed by a fast search, judged by an independent test.
//!
//! A search starts at a random odd number and goes upwards; its fast arithmetic
//! ([`prime_proposer`]) draws no random number and decides nothing. A number becomes a [`Prime`] if
//! Fermat's test and Miller–Rabin rounds with random bases on the fast arithmetic say so, and then a
//! strong test to the base 2 of `crypto-primes`, which shares no code with it. Where they do not
//! agree, the arithmetic is at fault: it is not asked again, and a slower one goes on.
//!
//! The Lucas test, which takes as long as a quarter of a search, is left to [`is_confirmed`]:
//! there is time for it before the key is saved.
//!
//! # How likely a composite number is taken for a prime
//!
//! The chance that a random odd number of k bits is composite and passes t rounds with random bases is
//! below k^1.5 · 2^t · t^-0.5 · 4^(2 − √(t·k)) (Damgård, Landrock and Pomerance, 1993, for
//! 3 ≤ t ≤ k/9): below 2^-120 for k = 1024 and t = 5, 2^-133 for 1536 and 4, 2^-157 for 2048 and 4.
//! Each number of a range is random, but for its two highest bits, which double its chance at most; a
//! range has at most 8192 numbers, so that it holds one that deceives the rounds with a chance below
//! 2^14 times as large: 2^-106, for two primes 2^-105. That another range has to be begun, one time in
//! 2^16, changes nothing. The tests of `crypto-primes` come on top.
//!
//! The rounds are those of FIPS 186-5 table B.1. A search from a start upwards is not one of the
//! methods of that standard, and no conformance is claimed.

use crypto_bigint::{BoxedUint, Limb, NonZero, Odd};
use crypto_primes::hazmat::MillerRabin;
use crypto_primes::{Flavor, is_prime};
use prime_proposer::{End, PlainSearch, Proposer, sieve_bound};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The public exponent of every key made here (FIPS 186-5 section 5.4 asks for 2^16 < e < 2^256).
pub const PUBLIC_EXPONENT: u32 = 65_537;

/// Starts that are drawn until one is far enough from the end of its range: the first one is, but
/// for one time in 2^1000.
const MOST_STARTS: usize = 8;

/// Ranges without a prime, one after another, that are luck: one time in 2^48.
const MOST_EMPTY_RANGES: u32 = 3;

/// A prime of a key: of its length, its two highest bits set, and p − 1 without a factor in common
/// with [`PUBLIC_EXPONENT`]. Wiped when dropped.
pub struct Prime {
    number: BoxedUint,
}

impl Drop for Prime {
    fn drop(&mut self) {
        self.number.zeroize();
    }
}

impl ZeroizeOnDrop for Prime {}

impl Prime {
    /// The prime of these octets, most significant first, as [`Prime::to_octets`] gave them. What
    /// makes it a prime is not tested again.
    pub fn from_octets(octets: &[u8]) -> Option<Self> {
        let bits = u32::try_from(octets.len()).ok()?.checked_mul(8)?;
        let number = BoxedUint::from_be_slice(octets, bits).ok()?;
        let prime = Self { number };
        let high = octets.first()? >> 6;
        (high == 3 && octets.last()? % 2 == 1 && prime.suits_exponent()).then_some(prime)
    }

    /// The octets, most significant first.
    pub fn to_octets(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.number.to_be_bytes().into_vec())
    }

    /// Bits of the number.
    pub fn bits(&self) -> u32 {
        self.number.bit_width_vartime()
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

/// No arithmetic that computes as it has to: a sound machine never shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault;

/// A piece of a search.
pub struct Progress {
    /// Candidates that were tested.
    pub tested: u32,
    /// The prime that was found.
    pub prime: Option<Prime>,
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

    /// Searches on for a prime of so many bits, for some tenths of a millisecond up to some tens of
    /// milliseconds. After a find another random start is drawn.
    ///
    /// # Errors
    /// [`Fault`] where nobody is left who can be trusted, or for a length that is not searched.
    pub fn step(&mut self, bits: u32, rng: &mut impl CryptoRng) -> Result<Progress, Fault> {
        match self.step_of_fastest(bits, rng) {
            Err(Fault) if self.proposers.len() > 1 => {
                self.forget();
                self.proposers.pop();
                Ok(Progress { tested: 0, prime: None })
            }
            result => result,
        }
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
            let Progress { tested, prime } = self.step(bits, rng)?;
            on_tested(tested);
            if let Some(prime) = prime {
                self.forget();
                return Ok(prime);
            }
        }
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
        let prime = match step.end {
            End::None => None,
            End::Found => {
                self.begun = None;
                self.empty_ranges = 0;
                Some(judged(proposer.as_mut(), bits, rng)?)
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
        Ok(Progress { tested: step.tested, prime })
    }
}

/// Whether a number passes all of the test of Baillie, Pomerance, Selfridge and Wagstaff, in the
/// implementation of `crypto-primes`.
pub fn is_confirmed(number: &BoxedUint) -> bool {
    is_prime(Flavor::Any, number)
}

/// How many candidates are tested, on average, until one of `bits` bits is prime: the density of
/// primes (one in ln 2^bits) among numbers that no prime below the sieve's bound divides (Mertens'
/// third theorem).
pub fn expected_candidates(bits: u32) -> f64 {
    const EXP_EULER_MASCHERONI: f64 = 1.781_072_417_990_198;
    f64::from(bits) * std::f64::consts::LN_2 / (EXP_EULER_MASCHERONI * f64::from(sieve_bound(bits)).ln())
}

/// Rounds of the Miller–Rabin test (FIPS 186-5 table B.1).
const fn rounds(bits: u32) -> usize {
    if bits < 1536 { 5 } else { 4 }
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

/// The number that was found, if the others agree that it is a prime.
fn judged(proposer: &mut dyn Proposer, bits: u32, rng: &mut impl CryptoRng) -> Result<Prime, Fault> {
    let mut number = Zeroizing::new(vec![0; words(bits)]);
    proposer.found(&mut number);
    let octets: Zeroizing<Vec<u8>> =
        Zeroizing::new(number.iter().rev().flat_map(|word| word.to_be_bytes()).collect());
    let prime = Prime::from_octets(&octets).ok_or(Fault)?;
    for _ in 0..rounds(bits).div_ceil(2) {
        let bases = [draw_below(&number, rng), draw_below(&number, rng)];
        if !proposer.passes(&number, [&bases[0], &bases[1]]) {
            return Err(Fault);
        }
    }
    let odd = Odd::new(prime.number().clone()).into_option().ok_or(Fault)?;
    if MillerRabin::new(odd).test_base_two().is_probably_prime() { Ok(prime) } else { Err(Fault) }
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

/// A uniformly random number below another, whose highest bit is set.
fn draw_below(number: &[u32], rng: &mut impl CryptoRng) -> Zeroizing<Vec<u32>> {
    loop {
        let drawn = draw(number.len(), rng);
        if drawn.iter().rev().lt(number.iter().rev()) {
            return drawn;
        }
    }
}
