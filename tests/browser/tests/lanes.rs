//! The module that advances chains of hashes in lanes, in three engines and in Node, against the crate
//! `pbkdf2`.

#[path = "../../../src/password_encryption/lanes/tests/derivations/mod.rs"]
mod derivations;

use std::fs;

use browser_tests::lanes::{ASK_LANES, Question, words_of};
use browser_tests::program::program;
use browser_tests::{Engine, Session, in_every_engine, page_file};
use derivations::{Derivation, digests, random};
use password_lanes::{Chain, Hash, LANES, State, WORDS};

in_every_engine!(they_come_to_what_the_crate_derives);

/// What the module is to come to: for each lane of a question, where in its words, and the words there.
type Expected = Vec<(usize, State)>;

/// Where in the words of a chain its last digest stands, and the sum of all.
const VALUE: usize = 16;
const SUM: usize = 24;

/// Four derivations at once, one alone, and a chain of plain digests in each lane in turn.
fn questions() -> (Vec<Question>, Vec<Expected>) {
    let (mut questions, mut expected) = (Vec::new(), Vec::new());
    for hash in [Hash::Sha1, Hash::Sha256] {
        for turn in 0..2 * LANES {
            let rounds = 1 + random(2_500);
            let mut words = Vec::new();
            let mut results = Vec::new();
            for lane in 0..LANES {
                let derivation = Derivation { rounds: rounds + 1, ..Derivation::random(hash) };
                if lane == turn {
                    let first = derivation.expected();
                    words.extend(*Chain::of_digests(hash, &first).to_words());
                    results.push((lane * WORDS + VALUE, digests(hash, &first, 2 * rounds)));
                } else {
                    words.extend(*derivation.chain().to_words());
                    results.push((lane * WORDS + SUM, derivation.expected()));
                }
            }
            questions.push(("advance", vec![u32::from(hash == Hash::Sha256), rounds], words));
            expected.push(results);
        }
    }
    for rounds in [1, 1_000, 1_001, 1 + random(2_500)] {
        let derivation = Derivation { rounds: rounds + 1, ..Derivation::random(Hash::Sha256) };
        questions.push(("advance_first", vec![rounds], derivation.chain().to_words().to_vec()));
        expected.push(vec![(SUM, derivation.expected())]);
    }
    (questions, expected)
}

fn are_right(answers: &[Vec<u32>], questions: &[Question], expected: &[Expected]) {
    assert_eq!(answers.len(), expected.len());
    for ((answer, expected), (name, arguments, _)) in answers.iter().zip(expected).zip(questions) {
        for (place, state) in expected {
            let words = if name == &"advance" && arguments[0] == 0 { 5 } else { 8 };
            assert_eq!(answer[*place..place + words], state[..words], "{name} {arguments:?} at {place}");
        }
    }
}

async fn they_come_to_what_the_crate_derives(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    let (questions, expected) = questions();
    are_right(&page.ask_lanes(&questions).await, &questions, &expected);
}

#[test]
fn in_node_they_come_to_what_the_crate_derives() {
    let (questions, expected) = questions();
    let folder = tempfile::tempdir().expect("a folder");
    // The module is unpacked as the page unpacks it.
    let script = format!(
        "const fs = require('fs');
        const page = fs.readFileSync({:?}, 'utf8');
        const digits = /id=\"lanes\">([^<]*)</.exec(page)[1].trim();
        const unpacking = /function octetsOf[^]*?\\n}}\\n/.exec(page)[0];
        const octets = new Function(unpacking + 'return octetsOf')()(digits);
        const compiled = new WebAssembly.Module(require('zlib').gunzipSync(octets));
        {ASK_LANES}
        const questions = JSON.parse(fs.readFileSync(0, 'utf8'));
        console.log(JSON.stringify(ask(new WebAssembly.Instance(compiled).exports, questions)));",
        page_file()
    );
    fs::write(folder.path().join("ask.js"), script).expect("written");
    let input = serde_json::to_vec(&questions).expect("JSON");
    let answer = program("node", folder.path(), &["ask.js"], &input).expect_success();
    let answers = words_of(&serde_json::from_slice(&answer.stdout).expect("JSON"));
    are_right(&answers, &questions, &expected);
}
