//! What the fuzzer found worth keeping of keys and PKCS#12 files is asked again, without it.

#[path = "fuzz/sealed.rs"]
mod sealed;

use std::path::Path;

fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut files = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus is there") {
        target(&std::fs::read(entry.expect("an entry").path()).expect("a file"));
        files += 1;
    }
    assert!(files > 10, "{name}: {files}");
}

#[test]
fn the_corpus_of_keys_does_no_harm() {
    replay("keys", sealed::keys);
}

#[test]
fn the_corpus_of_pkcs12_does_no_harm() {
    replay("pkcs12", sealed::pkcs12);
}
