//! The module that proposes primes, as a worker sees it.

use js_sys::WebAssembly::{Instance, Memory, Module};
use js_sys::{Function, Object, Reflect, Uint32Array};
use prime_proposer::{End, Proposer, Step};
use wasm_bindgen::{JsCast, JsValue};

/// Words of each of the three numbers that the module shares: one, and two bases for it.
const WORDS: usize = 64;

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
        let address = number(function("words")?.call0(&JsValue::UNDEFINED).ok()?);
        let words = Uint32Array::new_with_byte_offset_and_length(
            &memory.buffer(),
            address,
            u32::try_from(3 * WORDS).unwrap_or_default(),
        );
        Some(Self {
            words,
            begin: function("begin")?,
            step: function("step")?,
            passes: function("passes")?,
            forget: function("forget")?,
        })
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
