//! `bundler`: compiles the modules of the checkout in which it is started, and writes the page into `dist`,
//! with the bill of what is inside it, and their checksums. `bundler release` then builds it once more,
//! elsewhere and years later, and insists that it can be released.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, thread};

use bundler::{
    Contents, CoreModule, DIST, Modules, PAGE, Package, Sources, assemble, bill, checksum_line, notices,
    pack, pack_compiled, release,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => bundle().map(drop),
        ["release"] => release_page(),
        _ => Err("usage: bundler [release]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Both builds go on at the same time: most of each keeps one processor busy.
fn release_page() -> Result<(), Box<dyn Error>> {
    let elsewhere = env::temp_dir().join(format!("bars-csr-{}", std::process::id()));
    fs::create_dir(&elsewhere)?;
    let (here, there) = thread::scope(|scope| {
        let there = scope.spawn(|| release::build(&elsewhere));
        (bundle(), there.join().expect("the second build does not panic"))
    });
    let checked = here.and_then(|contents| {
        there?;
        Ok(release::check(&contents, &elsewhere)?)
    });
    fs::remove_dir_all(&elsewhere)?;
    checked
}

/// Writes the page, and says what is in it.
fn bundle() -> Result<Contents, Box<dyn Error>> {
    let root = env::current_dir()?;
    let read = |name: &str| {
        let path = root.join("www").join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let modules = Modules::compile(&root)?;
    let contents = Contents::list(&modules.report, &root)?;
    let packages: Vec<&Package> = contents.packages().collect();
    let core = CoreModule::from_compiled(&modules.core)?;
    let page = assemble(&Sources {
        html: &read("index.html")?,
        style: &read("style.css")?,
        glue: &core.glue,
        boot: &read("boot.js")?,
        core: &core.packed,
        proposer: &pack_compiled(&modules.proposer)?,
        lanes: &pack_compiled(&modules.lanes)?,
        too_old: &(read("early.js")? + &read("too_old.js")?),
        packages: &packages,
        notices: &pack(notices(&contents)?.as_bytes())?,
        version: env!("CARGO_PKG_VERSION"),
    })?;
    let bill = bill(&page, &contents)?;
    let checksum = checksum_line(&page, PAGE);
    let bill_name = Path::new(PAGE).with_extension("cdx.json").display().to_string();
    let checksums = format!("{}{checksum}", checksum_line(&bill, &bill_name));
    let output = root.join(DIST);
    fs::create_dir_all(&output)?;
    fs::write(output.join(PAGE), &page)?;
    fs::write(output.join(bill_name), bill)?;
    fs::write(output.join(format!("{PAGE}.sha256")), &checksum)?;
    fs::write(output.join("SHA256SUMS"), checksums)?;
    println!("\n{}\n{} bytes\nSHA-256 {}", output.join(PAGE).display(), page.len(), &checksum[..64]);
    Ok(contents)
}
