//! What the fuzzer asks.

mod many;
mod path;
mod randomness;
mod sealed;
mod targets;

pub use many::{list, returned};
pub use path::chain;
use randomness::NoRandomness;
pub use sealed::{inspection, keys, pkcs12};
pub use targets::{pkcs7, reader};
