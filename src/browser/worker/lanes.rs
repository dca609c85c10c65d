//! The module that advances chains of hashes in lanes, as a worker sees it.

use js_sys::WebAssembly::{Instance, Memory, Module};
use js_sys::{Function, Object, Reflect, Uint32Array};
use password_lanes::{Chain, Hash, LANES, Lanes, WORDS};
use wasm_bindgen::{JsCast, JsValue};
use zeroize::Zeroizing;

/// A running module. One that throws advances nothing: then the crates do it.
pub struct ModuleLanes {
    words: Uint32Array,
    advance: Function,
    advance_first: Function,
    forget: Function,
}

impl ModuleLanes {
    /// Starts the module.
    pub fn start(module: &Module) -> Option<Self> {
        let exports = Instance::new(module, &Object::new()).ok()?.exports();
        let export = |name: &str| Reflect::get(&exports, &name.into()).ok();
        let function = |name: &str| export(name)?.dyn_into::<Function>().ok();
        let memory: Memory = export("memory")?.dyn_into().ok()?;
        let address = function("words")?.call0(&JsValue::UNDEFINED).ok()?.as_f64()?;
        let words = Uint32Array::new(&memory.buffer());
        // An address is a whole number far below 2^32, and words stand at multiples of four.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
        let first = address as u32 / 4;
        let length = u32::try_from(LANES.saturating_mul(WORDS)).ok()?;
        Some(Self {
            words: words.subarray(first, first.saturating_add(length)),
            advance: function("advance")?,
            advance_first: function("advance_first")?,
            forget: function("forget")?,
        })
    }

    /// The words of a lane.
    fn lane(&self, lane: usize) -> Option<Uint32Array> {
        let at = |lane: usize| u32::try_from(lane.saturating_mul(WORDS)).ok();
        Some(self.words.subarray(at(lane)?, at(lane.saturating_add(1))?))
    }

    fn advance_here(&self, hash: Hash, chains: &mut [&mut Chain], rounds: u32) -> Option<()> {
        for (lane, chain) in chains.iter().enumerate() {
            self.lane(lane)?.copy_from(&*chain.to_words());
        }
        match (hash, chains.len()) {
            (Hash::Sha256, 1) => self.advance_first.call1(&JsValue::UNDEFINED, &rounds.into()),
            _ => {
                let is_sha256 = JsValue::from(hash == Hash::Sha256);
                self.advance.call2(&JsValue::UNDEFINED, &is_sha256, &rounds.into())
            }
        }
        .ok()?;
        for (lane, chain) in chains.iter_mut().enumerate() {
            let mut words = Zeroizing::new([0; WORDS]);
            self.lane(lane)?.copy_to(&mut *words);
            chain.take_words(&words);
        }
        Some(())
    }
}

impl Lanes for ModuleLanes {
    fn advance(&mut self, hash: Hash, chains: &mut [&mut Chain], rounds: u32) -> bool {
        // Four lanes take longer than one chain of SHA-1 does by itself.
        if chains.len() > LANES || matches!((hash, chains.len()), (Hash::Sha1, 1)) {
            return false;
        }
        let done = self.advance_here(hash, chains, rounds).is_some();
        // A module that has failed is not asked again, and goes with its worker.
        let _ = self.forget.call0(&JsValue::UNDEFINED);
        done
    }
}
