//! The three WebAssembly modules of the page, as Cargo compiles them.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";

/// The compiled modules of a checkout, and what Cargo said of them.
pub struct Modules {
    /// The core.
    pub core: PathBuf,
    /// The module that proposes primes, for browsers with vectors.
    pub proposer: PathBuf,
    /// The module that works with four passwords at once, for browsers with vectors.
    pub lanes: PathBuf,
    /// The messages of Cargo, a line of JSON each.
    pub report: String,
}

impl Modules {
    /// Compiles the modules of the checkout `root`.
    ///
    /// # Errors
    /// Where a program cannot be started or does not succeed, or a file cannot be written.
    pub fn compile(root: &Path) -> io::Result<Self> {
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        let flags = flags(root)?;
        let core = cargo_build(root, &target, &flags, &[])?;
        // Each set of flags has a folder, or one build would undo the other.
        let [vector_target, lanes_target] = ["vector", "lanes"].map(|folder| target.join(folder));
        let build = |target: &Path, more: &[&str], package: &str| {
            let more = more.iter().chain(&["strip=symbols"]).flat_map(|flag| ["-C".into(), (*flag).into()]);
            let flags: Vec<String> = flags.iter().cloned().chain(more).collect();
            cargo_build(root, target, &flags, &["--package", package])
        };
        // Without loop strength reduction the loads of the proposer keep their constant offsets, which
        // saves an instruction each and some 5 % of testing a candidate.
        let proposer = build(
            &vector_target,
            &["target-feature=+simd128,+relaxed-simd", "llvm-args=-disable-lsr"],
            "prime-proposer",
        )?;
        let lanes = build(&lanes_target, &["target-feature=+simd128"], "password-lanes")?;
        let module = |target: &Path, name: &str| target.join(TARGET).join("release").join(name);
        Ok(Self {
            core: module(&target, "bars_csr.wasm"),
            proposer: module(&vector_target, "prime_proposer.wasm"),
            lanes: module(&lanes_target, "password_lanes.wasm"),
            report: core + &proposer + &lanes,
        })
    }
}

/// Paths and 64-bit limbs are the compiler's habits: the first would differ from machine to machine, the
/// second are slow in WebAssembly.
fn flags(root: &Path) -> io::Result<Vec<String>> {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os("HOME")?;
        Some(Path::new(&home).join(".cargo"))
    });
    let cargo_home = cargo_home.ok_or_else(|| io::Error::other("neither CARGO_HOME nor HOME is set"))?;
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root))?;
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    Ok(vec![
        "--cfg".into(),
        r#"cpubits="32""#.into(),
        remap(root, "/bars-csr"),
        remap(&cargo_home, "/cargo"),
        remap(Path::new(sysroot.trim_end()), "/rust"),
    ])
}

fn cargo_build(root: &Path, target: &Path, flags: &[String], arguments: &[&str]) -> io::Result<String> {
    fs::create_dir_all(target)?;
    output(
        Command::new("cargo")
            .args(["build", "--locked", "--release", "--lib", "--target", TARGET])
            .args(["--message-format", "json-render-diagnostics"])
            .args([OsStr::new("--target-dir"), target.as_os_str()])
            .args(arguments)
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
            .current_dir(root),
    )
}

/// What a program writes to standard output.
///
/// # Errors
/// Where it cannot be started or does not succeed.
pub fn output(command: &mut Command) -> io::Result<String> {
    let ran = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let ran =
        ran.map_err(|error| io::Error::other(format!("{}: {error}", command.get_program().display())))?;
    if !ran.status.success() {
        return Err(io::Error::other(format!("{}: {}", command.get_program().display(), ran.status)));
    }
    String::from_utf8(ran.stdout).map_err(io::Error::other)
}
