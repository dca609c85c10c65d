//! The module that proposes primes, as a worker sees it.

use js_sys::WebAssembly::{Instance, Memory, Module};
use js_sys::{Function, Object, Reflect, Uint32Array};
use prime_proposer::{End, MORE_WORDS, Power, Proposer, Step};
use wasm_bindgen::{JsCast, JsValue};

/// Words of each of the three numbers that the module shares: one, and two bases for it.
const WORDS: usize = 64;

/// Words of each of the six numbers of two powers.
const POWER_WORDS: usize = WORDS + MORE_WORDS;

/// What `step` adds to the number of candidates.
const FOUND: u32 = 256;
const EXHAUSTED: u32 = 512;

/// A running module. One that throws finds nothing: then another proposer is asked.
pub struct ModuleProposer {
    words: Uint32Array,
    begin: Function,
    step: Function,
    passes: Function,
    forget: Function,
    /// The words of two powers: of each the modulus, the base and the exponent.
    powers_words: Uint32Array,
    powers: Function,
    factor_bits: Function,
}

impl ModuleProposer {
    /// Starts the module, if its arithmetic is exact in this browser on this processor.
    pub fn start(module: &Module) -> Option<Self> {
        let exports = Instance::new(module, &Object::new()).ok()?.exports();
        let export = |name: &str| Reflect::get(&exports, &name.into()).ok();
        let function = |name: &str| export(name)?.dyn_into::<Function>().ok();
        if !function("is_exact_here")?.call0(&JsValue::UNDEFINED).ok()?.is_truthy() {
            return None;
        }
        let memory: Memory = export("memory")?.dyn_into().ok()?;
        let shared = |name: &str, length: usize| {
            let address = number(function(name)?.call0(&JsValue::UNDEFINED).ok()?);
            let length = u32::try_from(length).ok()?;
            Some(Uint32Array::new_with_byte_offset_and_length(&memory.buffer(), address, length))
        };
        Some(Self {
            words: shared("words", 3 * WORDS)?,
            powers_words: shared("powers_words", 6 * POWER_WORDS)?,
            powers: function("powers")?,
            factor_bits: function("factor_bits")?,
            begin: function("begin")?,
            step: function("step")?,
            passes: function("passes")?,
            forget: function("forget")?,
        })
    }

    /// The first words of one of the six numbers of two powers.
    fn power_words(&self, place: usize, length: usize) -> Option<Uint32Array> {
        let first = u32::try_from(place.checked_mul(POWER_WORDS)?).ok()?;
        let length = u32::try_from(length).ok().filter(|_| length <= POWER_WORDS)?;
        Some(self.powers_words.subarray(first, first.checked_add(length)?))
    }

    /// Puts a number in the place of one of the three.
    fn put(&self, place: usize, number: &[u32]) -> Option<JsValue> {
        let at = |words: usize| u32::try_from(place.saturating_mul(WORDS).saturating_add(words)).ok();
        if number.len() > WORDS {
            return None;
        }
        self.words.subarray(at(0)?, at(number.len())?).copy_from(number);
        Some(JsValue::from(u32::try_from(number.len()).ok()?))
    }
}

impl Proposer for ModuleProposer {
    fn begin(&mut self, start: &[u32], exponent: u32) -> bool {
        let Some(length) = self.put(0, start) else { return false };
        let begun = self.begin.call2(&JsValue::UNDEFINED, &length, &exponent.into());
        begun.is_ok_and(|begun| begun.is_truthy())
    }

    fn step(&mut self) -> Step {
        let Ok(step) = self.step.call0(&JsValue::UNDEFINED) else {
            return Step { tested: 0, end: End::Exhausted };
        };
        let step = number(step);
        let end = match step & (FOUND | EXHAUSTED) {
            0 => End::None,
            FOUND => End::Found,
            _ => End::Exhausted,
        };
        Step { tested: step % FOUND, end }
    }

    fn found(&self, number: &mut [u32]) {
        let length = u32::try_from(number.len().min(WORDS)).unwrap_or_default();
        if number.len() <= WORDS {
            self.words.subarray(0, length).copy_to(number);
        }
    }

    fn passes(&mut self, number: &[u32], bases: [&[u32]; 2]) -> bool {
        let [first, second] = bases;
        let put = (self.put(0, number), self.put(1, first), self.put(2, second));
        let (Some(length), Some(_), Some(_)) = put else { return false };
        self.passes.call1(&JsValue::UNDEFINED, &length).is_ok_and(|passes| passes.is_truthy())
    }

    fn factor_bits(&self, words: usize) -> Option<u32> {
        let length = u32::try_from(words).ok()?;
        let bits = self.factor_bits.call1(&JsValue::UNDEFINED, &length.into()).ok()?;
        Some(number(bits)).filter(|bits| *bits > 0)
    }

    fn powers(&mut self, wanted: [&Power<'_>; 2], results: [&mut [u32]; 2]) -> bool {
        let numbers = wanted.iter().flat_map(|one| [one.modulus, one.base, one.exponent]);
        for (place, number) in numbers.enumerate() {
            match self.power_words(place, number.len()) {
                Some(words) => words.copy_from(number),
                None => return false,
            }
        }
        let length = u32::try_from(wanted[0].modulus.len()).unwrap_or_default();
        if !self.powers.call1(&JsValue::UNDEFINED, &length.into()).is_ok_and(|done| done.is_truthy()) {
            return false;
        }
        results.into_iter().enumerate().all(|(lane, result)| {
            let words = self.power_words(3_usize.saturating_mul(lane), result.len());
            words.map(|words| words.copy_to(result)).is_some()
        })
    }

    fn forget(&mut self) {
        // A module that has failed is not asked again, and goes with its worker.
        let _ = self.forget.call0(&JsValue::UNDEFINED);
    }
}

/// A number that the module gave, which is one of 32 bits.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of another size is none of the module's, and would be caught as a wrong find"
)]
fn number(value: JsValue) -> u32 {
    value.as_f64().unwrap_or_default() as u32
}
