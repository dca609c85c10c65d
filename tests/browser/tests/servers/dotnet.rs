//! .NET, where `./build.sh test` puts it.

use std::path::{Path, PathBuf};

/// What is at a place among the installed packages.
pub fn installed(place: &str) -> PathBuf {
    let libraries = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("dotnet").join("lib");
    let versions = std::fs::read_dir(&libraries)
        .unwrap_or_else(|error| panic!("{}: {error}; ./build.sh test installs it", libraries.display()));
    let python = versions.flatten().next().expect("a version of Python");
    python.path().join("site-packages").join(place)
}
