//! What the fuzzer asks.

mod sealed;
mod targets;

pub use sealed::{keys, pkcs12};
pub use targets::{pkcs7, reader};
