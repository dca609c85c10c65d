//! Measures how fast keys are made, beside others, in one browser and one run, and what else takes
//! time. Two numbers may be given: how many keys of each size everybody makes, and how many of them
//! node-forge, which takes longest. `BROWSER` is `chromium` or `firefox`. With `bulk` in place of the
//! numbers, only batches of many endpoints are measured, in Chromium; with `bulk-requests` or
//! `bulk-return` half of that, which is not written down. With `jit-off` only keys are made in browsers
//! whose compiler of scripts is off.

mod batches;
mod jit_off;
mod makers;
mod page;
mod passwords;
mod peak;
mod plot;
mod results;
mod sample;

use std::fs;
use std::path::Path;

use browser_tests::program::program;
use browser_tests::{Engine, Session, page_file};

use makers::{MAKERS, Maker, Makers, SIZES};
use results::Results;
use sample::Sample;

/// Keys that go before, so that compilers are done.
const WARM_UP: usize = 2;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(part) = arguments.first().filter(|argument| argument.starts_with("bulk")) {
        return measure_batches(part).await;
    }
    if arguments.first().is_some_and(|argument| argument == "jit-off") {
        jit_off::measure().await.iter().for_each(|(what, measured)| println!("| {what} | {measured} |"));
        return;
    }
    let mut numbers = arguments.iter().map(|number| number.parse::<usize>().expect("a number"));
    let keys = numbers.next().unwrap_or(100);
    let keys_of_forge = numbers.next().unwrap_or(keys);
    let browser = std::env::var("BROWSER").unwrap_or_else(|_| "chromium".into());
    let engine = match browser.as_str() {
        "chromium" => Engine::Chromium,
        "firefox" => Engine::Firefox,
        other => panic!("BROWSER is chromium or firefox, and not {other}"),
    };
    let session = Session::open(engine).await;
    let mut others = page::ready(&session, engine).await;
    let makers = Makers::open(&session, engine).await;
    let circumstances = circumstances(&session, makers.processors());
    let mut times: [[Sample; MAKERS.len()]; SIZES.len()] = Default::default();
    for (size, bits) in SIZES.into_iter().enumerate() {
        makers.choose_size(bits).await;
        for turn in 0..WARM_UP + keys {
            for (place, maker) in MAKERS.into_iter().enumerate() {
                let is_wanted = maker != Maker::Forge || (turn >= WARM_UP && turn - WARM_UP < keys_of_forge);
                if !is_wanted {
                    continue;
                }
                if maker == Maker::Fresh && turn < WARM_UP {
                    // What it measures is that nothing has gone before.
                    continue;
                }
                let taken = makers.time(maker, bits).await;
                if turn >= WARM_UP {
                    times[size][place].add(taken);
                }
            }
            if (turn + 1) % 10 == 0 {
                eprintln!("{bits} bits: {} of {}", turn + 1, WARM_UP + keys);
            }
        }
    }
    drop(makers);
    others.extend(page::candidates(&session).await);
    others.extend(passwords::measure(&session).await);
    others.extend(page::others(&session, engine).await);
    drop(session);
    others.extend(jit_off::measure().await);
    let results = Results { circumstances, keys: times, others };
    write(&format!("{browser}.md"), &results.table());
    write(&format!("{browser}.svg"), &plot::plot(&results));
    if engine == Engine::Chromium {
        measure_batches("bulk").await;
    }
}

async fn measure_batches(part: &str) {
    let rows = batches::measure(part).await;
    let session = Session::open(Engine::Chromium).await;
    let processors = session.open_page().await.run("return navigator.hardwareConcurrency").await;
    let circumstances = circumstances(&session, processors.as_u64().expect("a number of processors"));
    let table = batches::table(&circumstances, &rows);
    if part == "bulk" { write("bulk.md", &table) } else { print!("{table}") }
}

/// Writes a file of results, and says what is in a table.
fn write(name: &str, text: &str) {
    if name.ends_with(".md") {
        print!("{text}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    fs::create_dir_all(&folder).expect("a folder for the results");
    fs::write(folder.join(name), text).expect("the results are written");
}

/// Machine, programs, and the page that was measured.
fn circumstances(session: &Session, processors: u64) -> String {
    let said = |program_name: &str, arguments: &[&str]| {
        let answer = program(program_name, Path::new("."), arguments, b"").expect_success().text();
        answer.trim().to_owned()
    };
    let cpu = fs::read_to_string("/proc/cpuinfo").expect("Linux describes the processor");
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let version = session.capability("browserVersion");
    format!(
        "{date}, {processors} processors ({model}), {name} {version} headless, {openssl}; page of {size} bytes.",
        date = said("date", &["--utc", "+%Y-%m-%d"]),
        model = model.trim_start_matches([' ', '\t', ':']),
        name = session.capability("browserName").as_str().unwrap_or_default(),
        version = version.as_str().unwrap_or_default(),
        openssl = said("openssl", &["version"]).split(" (").next().unwrap_or_default(),
        size = fs::metadata(page_file()).expect("the page is there").len(),
    )
}
