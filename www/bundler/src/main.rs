//! `bundler COMPILED_CORE COMPILED_PROPOSER SOURCES OUTPUT REPORT`: writes the page, the bill of what is
//! inside it, and their checksums. The report is what Cargo said while it compiled the modules.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use bundler::{
    Contents, CoreModule, Package, Sources, assemble, bill, checksum_line, notices, pack, pack_compiled,
};

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
    let [core, proposer, sources, output, report] = arguments.as_slice() else {
        return Err("usage: bundler COMPILED_CORE COMPILED_PROPOSER SOURCES OUTPUT REPORT".into());
    };
    let read = |name: &str| {
        let path = Path::new(sources).join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let report = fs::read_to_string(report).map_err(|error| format!("{report}: {error}"))?;
    let contents = Contents::list(&report, &Path::new(sources).join(".."))?;
    let packages: Vec<&Package> = contents.packages().collect();
    let core = CoreModule::from_compiled(Path::new(core))?;
    let proposer = pack_compiled(Path::new(proposer)).map_err(|error| format!("{proposer}: {error}"))?;
    let page = assemble(&Sources {
        html: &read("index.html")?,
        style: &read("style.css")?,
        glue: &core.glue,
        boot: &read("boot.js")?,
        core: &core.packed,
        proposer: &proposer,
        too_old: &read("too_old.js")?,
        packages: &packages,
        notices: &pack(notices(&contents)?.as_bytes())?,
        version: env!("CARGO_PKG_VERSION"),
    })?;
    let output = Path::new(output);
    let name = output.file_name().and_then(|name| name.to_str()).ok_or("the output has no file name")?;
    if let Some(folder) = output.parent() {
        fs::create_dir_all(folder)?;
    }
    let bill = bill(&page, &contents)?;
    let bill_path = output.with_extension("cdx.json");
    let bill_name =
        bill_path.file_name().and_then(|name| name.to_str()).ok_or("the bill has no file name")?;
    let checksum = checksum_line(&page, name);
    let checksums = format!("{}{checksum}", checksum_line(&bill, bill_name));
    fs::write(output, &page)?;
    fs::write(&bill_path, bill)?;
    fs::write(output.with_file_name(format!("{name}.sha256")), checksum)?;
    fs::write(output.with_file_name("SHA256SUMS"), checksums)?;
    Ok(())
}
