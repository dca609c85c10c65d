//! What the fuzzer found worth keeping about primality is asked again, without it.

#[path = "../../../../tests/fuzz/primes.rs"]
mod primes;

use std::path::Path;

#[test]
fn both_arithmetics_say_of_the_corpus_of_primality_what_crypto_primes_says() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fuzz/corpus/primality");
    let mut files = 0;
    for entry in std::fs::read_dir(corpus).expect("the corpus is there") {
        primes::primes(&std::fs::read(entry.expect("an entry").path()).expect("a file"));
        files += 1;
    }
    assert!(files > 10, "{files}");
}
