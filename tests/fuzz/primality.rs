#![no_main]

mod primes;

libfuzzer_sys::fuzz_target!(|input: &[u8]| primes::primes(input));
