//! What the fuzzer was given about passwords is asked again, without it.

#[path = "../../../../tests/fuzz/derivations.rs"]
mod derivations;

use std::path::Path;

#[test]
fn the_corpus_of_passwords_comes_to_what_the_crate_derives() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fuzz/corpus/passwords");
    let mut files = 0;
    for entry in std::fs::read_dir(corpus).expect("the corpus is there") {
        derivations::derivations(&std::fs::read(entry.expect("an entry").path()).expect("a file"));
        files += 1;
    }
    assert!(files > 10, "{files}");
}
