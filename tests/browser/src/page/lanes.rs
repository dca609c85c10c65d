//! The page's module that advances chains of hashes in lanes, asked by itself.

use serde_json::{Value, json};

use super::Page;

/// What a module is asked, in JavaScript: `ask(exports, questions)`. Each question is the name of the
/// function, its arguments, and the words of the chains; each answer the words afterwards.
pub const ASK_LANES: &str = "
    const ask = ({ words, forget, memory, ...exports }, questions) => {
        const shared = new Uint32Array(memory.buffer, words(), 132);
        return questions.map(([name, args, chains]) => {
            shared.set(chains);
            exports[name](...args);
            const answer = [...shared];
            forget();
            if (shared.some((word) => word !== 0)) throw new Error('it has not forgotten');
            return answer;
        });
    };";

/// A question for the module.
pub type Question = (&'static str, Vec<u32>, Vec<u32>);

impl Page<'_> {
    /// What the page's module answers to such questions.
    pub async fn ask_lanes(&self, questions: &[Question]) -> Vec<Vec<u32>> {
        let script = format!(
            "const [questions, done] = arguments;
            {ASK_LANES}
            unpack(text('lanes'))
                .then((module) => WebAssembly.instantiate(module))
                .then(({{ instance }}) => done(ask(instance.exports, questions)), (error) => done(String(error)));"
        );
        words_of(&self.run_until_done(&script, vec![json!(questions)]).await)
    }
}

/// The words in such an answer.
pub fn words_of(answer: &Value) -> Vec<Vec<u32>> {
    let word = |word: &Value| u32::try_from(word.as_u64().expect("a word")).expect("of 32 bits");
    let words = |chains: &Value| chains.as_array().expect("words").iter().map(word).collect();
    answer.as_array().unwrap_or_else(|| panic!("{answer}")).iter().map(words).collect()
}
