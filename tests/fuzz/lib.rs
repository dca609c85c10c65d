//! What the fuzzer asks.

mod path;
mod primes;
mod sealed;
mod targets;

pub use path::chain;
pub use primes::primes;
pub use sealed::{inspection, keys, pkcs12};
pub use targets::{pkcs7, reader};
