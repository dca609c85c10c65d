//! `cargo bench --bench core`: how long the core takes for the worst that can be given, without a browser.
//! Writes `tests/bench/results/core.md`.

mod inspecting;
mod reading;
#[path = "../../support/mod.rs"]
mod support;
mod unpacking;

use std::path::Path;
use std::time::Duration;

/// What was measured, and how long it took.
#[derive(Clone)]
struct Measured {
    what: String,
    taken: Duration,
    /// The longest that it may take, where that is said.
    most: Option<Duration>,
}

fn main() {
    let mut all = [reading::measure(), inspecting::measure(), vec![unpacking::measure()]].concat();
    all.sort_by_key(|one| std::cmp::Reverse(one.taken));
    let mut table = format!(
        "{}, {}. The core compiled for this processor as for the page: small.\n\n\
         | the core alone | measured | wanted |\n| --- | ---: | ---: |\n",
        said("date", &["--utc", "+%Y-%m-%d"]),
        said("rustc", &["--version"]),
    );
    for Measured { what, taken, most } in &all {
        let most = most.map_or_else(String::new, |most| format!("less than {} ms", most.as_millis()));
        table += &format!("| {what} | {} ms | {most} |\n", taken.as_millis());
    }
    print!("{table}");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/results/core.md");
    std::fs::write(file, table).expect("the results are written");
    for Measured { what, taken, most } in &all {
        assert!(most.is_none_or(|most| *taken < most), "{what} takes {taken:?}");
    }
}

fn said(program: &str, arguments: &[&str]) -> String {
    support::program(program, Path::new("."), arguments, b"").expect_success().text().trim().to_owned()
}
