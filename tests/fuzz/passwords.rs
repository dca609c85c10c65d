#![no_main]

mod derivations;

libfuzzer_sys::fuzz_target!(|input: &[u8]| derivations::derivations(input));
