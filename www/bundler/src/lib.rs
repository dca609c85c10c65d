//! Puts the page, its style, its script and the compiled core into one HTML file.
//!
//! The same input gives the same bytes, whatever the folder, the machine and the time.

pub mod base91;
mod bill;
mod core_module;
mod modules;
mod notices;
mod package;
mod page;
pub mod release;

pub use bill::{BillError, bill};
pub use core_module::{CoreModule, CoreModuleError, pack, pack_compiled};
pub use modules::Modules;
pub use notices::{NoticesError, notices};
pub use package::{Contents, Package, PackageError};
pub use page::{PageError, Sources, assemble};

use sha2::{Digest, Sha256};

/// The folder of what is built.
pub const DIST: &str = "dist";

/// The file that people get.
pub const PAGE: &str = "bars-csr.html";

/// The line that `sha256sum` writes for a file.
pub fn checksum_line(bytes: &[u8], name: &str) -> String {
    format!("{}  {name}\n", sha256(bytes))
}

/// SHA-256 in hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|octet| format!("{octet:02x}")).collect()
}
