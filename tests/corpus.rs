//! What the fuzzer found worth keeping is asked again, without it.

#[path = "fuzz/lib.rs"]
mod fuzz;

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
fn the_corpus_of_the_reader_does_no_harm() {
    replay("reader", fuzz::reader);
}

#[test]
fn the_corpus_of_pkcs7_does_no_harm() {
    replay("pkcs7", fuzz::pkcs7);
}

#[test]
fn the_corpus_of_chains_does_no_harm() {
    replay("chain", fuzz::chain);
}

#[test]
fn the_corpus_of_keys_does_no_harm() {
    replay("keys", fuzz::keys);
}

#[test]
fn the_corpus_of_pkcs12_does_no_harm() {
    replay("pkcs12", fuzz::pkcs12);
}

#[test]
fn the_corpus_of_lists_does_no_harm() {
    replay("list", fuzz::list);
}

#[test]
fn every_corpus_does_no_harm_where_many_things_come_back() {
    for name in ["returned", "reader", "pkcs7", "chain", "keys", "pkcs12"] {
        replay(name, fuzz::returned);
    }
}

#[test]
fn every_corpus_does_no_harm_to_whoever_only_looks() {
    for name in ["inspection", "reader", "pkcs7", "chain", "keys", "pkcs12"] {
        replay(name, fuzz::inspection);
    }
}
