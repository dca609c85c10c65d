//! The compiled core: WebAssembly, and the script that speaks with it.

use std::fmt;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::base91;

/// The module that proposes primes, ready to stand in a page: WebAssembly as it was compiled, gzipped,
/// in digits to the base 91.
///
/// # Errors
/// Where the file cannot be read or compressed.
pub fn pack_compiled(path: &Path) -> std::io::Result<String> {
    pack(&std::fs::read(path)?)
}

/// The core, ready to stand in a page.
pub struct CoreModule {
    /// The script that `wasm-bindgen` writes, for a classic script without modules.
    pub glue: String,
    /// The WebAssembly, gzipped, in digits to the base 91.
    pub packed: String,
}

/// Why the core cannot stand in a page.
#[derive(Debug)]
pub enum CoreModuleError {
    /// `wasm-bindgen` refuses the file.
    Bindgen(String),
    /// The core wants scripts that are not part of it; the page has none to give.
    ForeignScripts(Vec<String>),
    /// The core cannot be compressed.
    Compress(std::io::Error),
}

impl CoreModule {
    /// Reads the file that the compiler wrote.
    ///
    /// # Errors
    /// [`CoreModuleError`].
    pub fn from_compiled(path: &Path) -> Result<Self, CoreModuleError> {
        let mut bindgen = Bindgen::new();
        let mut output = bindgen
            .input_path(path)
            .no_modules(true)
            .and_then(|bindgen| {
                bindgen
                    .typescript(false)
                    .omit_default_module_path(true)
                    .remove_name_section(true)
                    .remove_producers_section(true)
                    .generate_output()
            })
            .map_err(|error| CoreModuleError::Bindgen(error.to_string()))?;
        let foreign: Vec<String> = output
            .snippets()
            .iter()
            .filter(|(_, scripts)| !scripts.is_empty())
            .map(|(name, _)| name)
            .chain(output.local_modules().keys())
            .chain(output.npm_dependencies().keys())
            .cloned()
            .collect();
        if !foreign.is_empty() {
            return Err(CoreModuleError::ForeignScripts(foreign));
        }
        let packed = pack(&output.wasm_mut().emit_wasm()).map_err(CoreModuleError::Compress)?;
        Ok(Self { glue: output.js().to_owned(), packed })
    }
}

/// As gzip in digits to the base 91, with no name and no time in its header: they would differ from build to build.
///
/// # Errors
/// Where the octets cannot be compressed.
pub fn pack(bytes: &[u8]) -> std::io::Result<String> {
    let mut packed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut packed)?;
    Ok(base91::encode(&packed))
}

impl fmt::Display for CoreModuleError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bindgen(reason) => write!(out, "wasm-bindgen refuses the compiled core: {reason}"),
            Self::ForeignScripts(names) => {
                write!(out, "the compiled core wants scripts from elsewhere: {}", names.join(", "))
            }
            Self::Compress(error) => write!(out, "the compiled core cannot be compressed: {error}"),
        }
    }
}

impl std::error::Error for CoreModuleError {}
