//! `bundler COMPILED_CORE COMPILED_PROPOSER SOURCES OUTPUT`: writes the page and its checksum.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use bundler::{CoreModule, Sources, assemble, checksum_line, pack_compiled};

fn main() -> ExitCode {
    match bundle() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn bundle() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [core, proposer, sources, output] = arguments.as_slice() else {
        return Err("usage: bundler COMPILED_CORE COMPILED_PROPOSER SOURCES OUTPUT".into());
    };
    let read = |name: &str| {
        let path = Path::new(sources).join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let core = CoreModule::from_compiled(Path::new(core))?;
    let proposer = pack_compiled(Path::new(proposer)).map_err(|error| format!("{proposer}: {error}"))?;
    let page = assemble(&Sources {
        html: &read("index.html")?,
        style: &read("style.css")?,
        glue: &core.glue,
        boot: &read("boot.js")?,
        core: &core.packed,
        proposer: &proposer,
        version: env!("CARGO_PKG_VERSION"),
    })?;
    let output = Path::new(output);
    let name = output.file_name().and_then(|name| name.to_str()).ok_or("the output has no file name")?;
    if let Some(folder) = output.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(output, &page)?;
    fs::write(output.with_file_name(format!("{name}.sha256")), checksum_line(&page, name))?;
    Ok(())
}
