//! Fermat's test with base 2, and the Miller–Rabin test, on two numbers or two bases at a time.

use crate::arithmetic::Arithmetic;
use crate::lanes::Lanes;
use crate::modulus::Modulus;
use crate::montgomery::Multiplier;
use crate::number::{Number, Words, bits_at, from_words, plus, small, zero};
use crate::shape::{Shape, WINDOW};

/// Bits of the exponent that the Miller–Rabin test takes at a time.
const MILLER_RABIN_WINDOW: u32 = 4;

/// Odd powers of a base below 2^[`MILLER_RABIN_WINDOW`].
const ODD_POWERS: usize = 1 << (MILLER_RABIN_WINDOW - 1);

/// Powers that are kept.
const POWERS: usize = 16;

/// Bits of the exponent with which Fermat's test starts: 2 to the power of these is no more than a
/// limb with one bit set.
const START_BITS: u32 = 10;

/// Tests numbers of one shape.
pub(crate) struct Tester<A: Arithmetic> {
    pub(crate) multiplier: Multiplier<A>,
    pub(crate) modulus: Modulus<A::Limb>,
    pub(crate) power: Number<A::Limb>,
    /// Of a base: odd ones for the Miller–Rabin test, the first sixteen for a signature.
    pub(crate) powers: [Number<A::Limb>; POWERS],
}

impl<A: Arithmetic> Tester<A> {
    /// For numbers of so many bits, where there is such a size.
    pub(crate) fn new(bits: u32) -> Option<Self> {
        let shape = A::SHAPES.into_iter().find(|shape| shape.bits == bits)?;
        Some(Self {
            multiplier: Multiplier::new(shape),
            modulus: Modulus::none(),
            power: zero(),
            powers: [zero(); POWERS],
        })
    }

    /// The shape of the numbers.
    pub(crate) fn shape(&self) -> Shape {
        self.multiplier.shape()
    }

    /// Wipes the numbers of the last test.
    pub(crate) fn forget(&mut self) {
        self.multiplier.forget();
        self.modulus = core::hint::black_box(Modulus::none());
        self.power = core::hint::black_box(zero());
        self.powers = core::hint::black_box([zero(); POWERS]);
    }

    /// Which of two odd numbers m, whose highest bit is set, pass Fermat's test: 2^(m−1) = 1 modulo
    /// m. Every prime does.
    ///
    /// What is computed is 2^−(m−1), because a negative power of 2 is easily had in Montgomery's
    /// form: 2^−f is represented by R·2^−f, a power of 2 itself.
    pub(crate) fn fermat(&mut self, numbers: [&Words; 2]) -> [bool; 2] {
        let shape = self.shape();
        self.modulus = Modulus::new(shape, numbers);
        // −(m − 1) = −f·2^rest + low, and the lower words of the negated number hold `low`.
        let rest = shape.bits - START_BITS;
        let negated = numbers.map(|words| plus(&words.map(|word| !word), 2));
        self.power = zero();
        let first = [0, 1].map(|lane| {
            let above = bits_at(numbers[lane], rest, START_BITS) as u32;
            let is_whole = trailing_zeros_of_predecessor(numbers[lane]) >= rest;
            let place = shape.factor_bits() - above - u32::from(!is_whole);
            (place / shape.limb_bits, (1_u64 << (place % shape.limb_bits)) as f64)
        });
        for (index, place) in self.power.iter_mut().enumerate().take(shape.limbs) {
            *place =
                A::Limb::new(first.map(|(limb, value)| if limb as usize == index { value } else { 0.0 }));
        }
        let mut left = rest;
        while left > 0 {
            let window = if left.is_multiple_of(WINDOW) { WINDOW } else { left % WINDOW };
            left -= window;
            for _ in 0..window {
                self.multiplier.square(&self.modulus, &mut self.power);
            }
            self.shift([0, 1].map(|lane| bits_at(&negated[lane], left, window) as u32));
        }
        self.is(1.0)
    }

    /// Two rounds of the Miller–Rabin test of an odd number m > 3. The bases, below m, are taken as
    /// the forms of Montgomery of others: of a uniformly random base, that is another one.
    pub(crate) fn miller_rabin(&mut self, number: &Words, bases: [&Words; 2]) -> [bool; 2] {
        let shape = self.shape();
        self.modulus = Modulus::new(shape, [number, number]);
        // m − 1 = d·2^twos with d odd.
        let twos = trailing_zeros_of_predecessor(number);
        self.powers[0] = from_words(shape, bases);
        let mut square = self.powers[0];
        self.multiplier.square(&self.modulus, &mut square);
        for index in 1..ODD_POWERS {
            let mut power = self.powers[index - 1];
            self.multiplier.multiply(&self.modulus, &mut power, &square);
            self.powers[index] = power;
        }
        let mut left = shape.bits - twos;
        let mut begun = false;
        while left > 0 {
            let window = left.min(MILLER_RABIN_WINDOW);
            left -= window;
            let digit = bits_at(number, twos + left, window) as u32;
            let even = if digit == 0 { window } else { digit.trailing_zeros() };
            if begun {
                self.square_times(window - even);
            }
            if digit != 0 {
                let factor = &self.powers[(digit >> even) as usize / 2];
                if begun {
                    self.multiplier.multiply(&self.modulus, &mut self.power, factor);
                } else {
                    self.power = *factor;
                }
                begun = true;
            }
            if begun {
                self.square_times(even);
            }
        }
        let mut passed = self.is(1.0);
        for round in 0..twos {
            if round > 0 {
                self.square_times(1);
            }
            let minus_one = self.is(-1.0);
            passed = [passed[0] | minus_one[0], passed[1] | minus_one[1]];
        }
        passed
    }

    fn square_times(&mut self, times: u32) {
        for _ in 0..times {
            self.multiplier.square(&self.modulus, &mut self.power);
        }
    }

    /// Multiplies each lane by a power of two below 2^(2^[`WINDOW`]), and carries once: limbs are up
    /// to 2^(b−1) in size, so carries are up to 2^7, and limbs are up to 2^(b−1) + 2^7 afterwards.
    /// Products with a power of two, and everything else here, are exact.
    fn shift(&mut self, places: [u32; 2]) {
        let shape = self.shape();
        let scale = (1_u64 << shape.limb_bits) as f64;
        let factor = A::Limb::new(places.map(|places| (1_u32 << places) as f64));
        let round = A::Limb::both((3_u64 << 51) as f64);
        let zero = A::Limb::both(0.0);
        let mut below = zero;
        let limbs = &mut self.power[..shape.limbs];
        let highest = limbs.len() - 1;
        for (index, limb) in limbs.iter_mut().enumerate() {
            let product = limb.mul_add(factor, zero);
            if index == highest {
                *limb = product.add(below);
                break;
            }
            let carry = product.mul_add(A::Limb::both(1.0 / scale), round).sub(round);
            *limb = carry.mul_add(A::Limb::both(-scale), product).add(below);
            below = carry;
        }
    }

    /// In which lanes the power is the form of Montgomery of `number`, modulo m.
    fn is(&mut self, number: f64) -> [bool; 2] {
        let shape = self.shape();
        let mut power = self.power;
        self.multiplier.multiply(&self.modulus, &mut power, &small(1.0));
        let power = &mut power[..shape.limbs];
        let modulus = &self.modulus.number[..shape.limbs];
        power[0] = power[0].sub(A::Limb::both(number));
        [0, 1].map(|lane| is_multiple(shape, lane, power, modulus))
    }
}

/// Whether a number in a lane is a multiple of an odd one. It is at most 2^(b−1) times as large, so
/// that its highest limbs tell which multiple alone it can be.
fn is_multiple<L: Lanes>(shape: Shape, lane: usize, number: &[L], of: &[L]) -> bool {
    let scale = (1_u64 << shape.limb_bits) as f64;
    let Some(highest) = of.iter().rposition(|limb| limb.numbers()[lane] != 0.0) else { return false };
    let top = (highest + 1).min(of.len() - 1);
    let lowest = top.saturating_sub((256 / shape.limb_bits) as usize);
    let size = |limbs: &[L]| {
        limbs[lowest..=top].iter().rev().fold(0.0, |sum, limb| sum * scale + limb.numbers()[lane])
    };
    let quotient = size(number) / size(of);
    if quotient.abs() >= scale {
        return false;
    }
    let rounded = if quotient < 0.0 { quotient - 0.5 } else { quotient + 0.5 };
    let multiple = i128::from(rounded as i64);
    let mut carry = 0;
    let is_zero = number.iter().zip(of).all(|(number, of)| {
        let sum = carry + i128::from(number.numbers()[lane] as i64)
            - multiple * i128::from(of.numbers()[lane] as i64);
        carry = sum >> shape.limb_bits;
        sum == carry << shape.limb_bits
    });
    is_zero && carry == 0
}

/// How often 2 divides m − 1, for an odd number m.
fn trailing_zeros_of_predecessor(number: &Words) -> u32 {
    let mut zeros = 0;
    for (index, word) in number.iter().enumerate() {
        let word = if index == 0 { word - 1 } else { *word };
        if word != 0 {
            return zeros + word.trailing_zeros();
        }
        zeros += 32;
    }
    zeros
}
