//! Puts the page, its style, its script and the compiled core into one HTML file.
//!
//! The same input gives the same bytes, whatever the folder, the machine and the time.

mod core_module;
mod page;

pub use core_module::{CoreModule, CoreModuleError, pack_compiled};
pub use page::{PageError, Sources, assemble};

use sha2::{Digest, Sha256};

/// The line that `sha256sum` writes for a file.
pub fn checksum_line(bytes: &[u8], name: &str) -> String {
    let digits: String = Sha256::digest(bytes).iter().map(|octet| format!("{octet:02x}")).collect();
    format!("{digits}  {name}\n")
}
