//! The page's module that proposes primes, asked by itself.

use serde_json::{Value, json};

use super::Page;

impl Page<'_> {
    /// Starts the module that the page carries, beside those in its workers.
    pub async fn start_proposer(&self) {
        // Waited for here: `window.proposer` is there from the beginning, as the element of that name.
        let script = "
            const [done] = arguments;
            unpack(text('proposer'))
                .then((module) => WebAssembly.instantiate(module))
                .then(({ instance }) => { window.proposer = instance.exports; },
                    (error) => { window.proposer = { refused: String(error) }; })
                .then(() => done());";
        self.run_until_done(script, Vec::new()).await;
    }

    /// Whether the browser refuses the module.
    pub async fn refuses_proposer(&self) -> bool {
        self.run("return window.proposer.refused !== undefined").await == true
    }

    /// Whether the module is exact here.
    pub async fn proposer_is_exact(&self) -> bool {
        self.run("return Boolean(window.proposer.is_exact_here())").await == true
    }

    /// Whether numbers pass the module's Miller–Rabin test, each with two bases.
    pub async fn proposer_passes(&self, questions: &[[Vec<u32>; 3]]) -> Vec<bool> {
        let script = "
            const { words, passes, memory } = window.proposer;
            const shared = new Uint32Array(memory.buffer, words(), 192);
            return arguments[0].map(([number, ...bases]) => {
                shared.set(number);
                bases.forEach((base, index) => shared.set(base, 64 * (index + 1)));
                return Boolean(passes(number.length));
            });";
        let answers = self.run_with(script, vec![json!(questions)]).await;
        answers.as_array().expect("a list").iter().map(|answer| *answer == true).collect()
    }

    /// What the module finds from a start on, and how many candidates it tests until then.
    pub async fn proposer_finds(&self, start: &[u32], exponent: u32) -> (Vec<u32>, u64) {
        let script = "
            const [start, exponent] = arguments;
            const { words, begin, step, memory } = window.proposer;
            const shared = new Uint32Array(memory.buffer, words(), 192);
            shared.set(start);
            if (!begin(start.length, exponent)) throw new Error('the start is refused');
            let [tested, last] = [0, 0];
            while (last < 256) {
                last = step();
                tested += last % 256;
            }
            return [last >= 512 ? [] : [...shared.slice(0, start.length)], tested];";
        let found = self.run_with(script, vec![json!(start), json!(exponent)]).await;
        let words = found[0].as_array().expect("a list").iter().filter_map(Value::as_u64);
        let words = words.map(|word| u32::try_from(word).expect("a word of 32 bits")).collect();
        (words, found[1].as_u64().expect("a number"))
    }

    /// Whether the module, told to forget, has only zeros left of what it shares.
    pub async fn proposer_forgets(&self) -> bool {
        let script = "
            const { words, forget, memory } = window.proposer;
            forget();
            return new Uint32Array(memory.buffer, words(), 192).every((word) => word === 0);";
        self.run(script).await == true
    }
}
