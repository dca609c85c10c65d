//! What a page must be to be released: nothing in it twice, not too large, and the same bytes wherever and
//! whenever it is built.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::modules::output;
use crate::{Contents, DIST, PAGE};

/// The most octets that the page may have.
const MOST_OCTETS: u64 = 960_000;

/// Insists that the page in `dist`, just built of these contents, can be released, and that it is the one that
/// was built [elsewhere](build).
///
/// # Errors
/// What it is not, or what went wrong.
pub fn check(contents: &Contents, elsewhere: &Path) -> io::Result<()> {
    nothing_is_there_twice(contents)?;
    let octets = fs::metadata(Path::new(DIST).join(PAGE))?.len();
    if octets > MOST_OCTETS {
        return Err(io::Error::other(format!("the page has {octets} octets; {MOST_OCTETS} is the most")));
    }
    for entry in fs::read_dir(DIST)? {
        let name = entry?.file_name();
        if fs::read(Path::new(DIST).join(&name))? != fs::read(elsewhere.join("copy").join(DIST).join(&name))?
        {
            return Err(io::Error::other(format!(
                "{} has other octets when it is built elsewhere",
                name.display()
            )));
        }
    }
    Ok(())
}

/// One version of each package goes into the page.
fn nothing_is_there_twice(contents: &Contents) -> io::Result<()> {
    let mut versions = BTreeMap::<&str, Vec<&str>>::new();
    for package in contents.packages() {
        versions.entry(&package.name).or_default().push(&package.version);
    }
    match versions.into_iter().find(|(_, versions)| versions.len() > 1) {
        Some((name, versions)) => {
            Err(io::Error::other(format!("{name} is in the page twice: {}", versions.join(" and "))))
        }
        None => Ok(()),
    }
}

/// Builds a copy in an empty folder, for somebody with another home, another language and another time zone,
/// years later. The archives of packages are borrowed, and so is this program, which is given the same
/// sources; the modules are compiled anew.
///
/// # Errors
/// Where a program cannot be started or does not succeed, or a file cannot be written.
pub fn build(elsewhere: &Path) -> io::Result<()> {
    let (copy, home) = (elsewhere.join("copy"), elsewhere.join("home"));
    copy_sources(&copy)?;
    let cargo_home = home.join("cargo");
    fs::create_dir_all(&cargo_home)?;
    let own_home = PathBuf::from(env::var_os("HOME").ok_or_else(|| io::Error::other("HOME is not set"))?);
    let own = |variable: &str, folder: &str| {
        env::var_os(variable).map_or_else(|| own_home.join(folder), PathBuf::from)
    };
    symlink(own("CARGO_HOME", ".cargo").join("registry"), cargo_home.join("registry"))?;
    let clock = elsewhere.join("later.so");
    let source = copy.join("tests/support/later.c");
    output(Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&clock, &source]))?;
    let year = |command: &mut Command| -> io::Result<i32> {
        output(command.arg("+%Y"))?.trim_end().parse().map_err(io::Error::other)
    };
    if year(Command::new("date").env("LD_PRELOAD", &clock))? <= year(&mut Command::new("date"))? + 3 {
        return Err(io::Error::other("the clock of the second build is not ahead"));
    }
    output(
        Command::new("sh")
            .args(["-c", "umask 077 && exec \"$0\""])
            .arg(env::current_exe()?)
            .envs([("HOME", &home), ("CARGO_HOME", &cargo_home)])
            .envs([("RUSTUP_HOME", own("RUSTUP_HOME", ".rustup")), ("LD_PRELOAD", clock)])
            .env("CARGO_TARGET_DIR", elsewhere.join("target"))
            .envs([("USER", "somebody"), ("TZ", "Asia/Kathmandu"), ("LC_ALL", "C")])
            .env("SOURCE_DATE_EPOCH", "1000000000")
            .current_dir(&copy),
    )?;
    Ok(())
}

/// Copies what Git knows, or would if it were added.
fn copy_sources(copy: &Path) -> io::Result<()> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let names = output(Command::new("git").args(arguments))?;
    for name in names.split_terminator('\0') {
        let to = copy.join(name);
        fs::create_dir_all(to.parent().unwrap_or(copy))?;
        fs::copy(name, to)?;
    }
    Ok(())
}
