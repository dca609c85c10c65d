//! Keys and requests for a list of names.

use std::time::Duration;

use browser_tests::{Engine, INT, Page, Session};

use super::{PASSWORD, Row, name, number, step, time_until};
use crate::peak;
use crate::sample::Sample;

/// Sizes of batches. The smallest is made until it has as many names as the largest.
const FEW: usize = 10;
const MANY: usize = 200;
const MOST: usize = 500;

/// As many names as a list may have.
const MOST_NAMES: usize = 1_000;

/// Keys that are made one by one, to compare with.
const SINGLE: usize = 20;
const WARM_UP: usize = 2;

/// The memory that more names may take, in megabytes.
const MORE_MEMORY: &str = "at most 60 MB";

/// Throughput, the cost of a name, and memory.
pub async fn measure() -> Vec<Row> {
    let mut rows = Vec::new();
    for password in ["", PASSWORD] {
        let how = if password.is_empty() { "without passwords" } else { "with one password" };
        let [pool, share] = single(password).await;
        let (few, few_memory) = batches(FEW, MOST / FEW, password).await;
        let (many, _) = batches(MANY, 1, password).await;
        let (most, most_memory) = batches(MOST, 1, password).await;
        rows.push((
            format!("{MANY} names of 2048 bits, {how}"),
            format!(
                "{many:.1} ms each; throughput {:.2} of the pool making one key after another ({pool:.1} ms), {:.2} of workers that do nothing else ({share:.1} ms)",
                pool / many,
                share / many
            ),
            "at least 0.90",
        ));
        rows.push((
            format!("cost of a name from {FEW} names to {MOST}, {how}"),
            format!("{few:.1} ms to {most:.1} ms: {:+.0} %", (most / few - 1.0) * 100.0),
            "within 10 %",
        ));
        eprintln!("{how}: single {pool:.1} ms, batches {few:.1}, {many:.1}, {most:.1} ms a name");
        rows.push((
            format!("memory of the tab at most, {MOST} names over {FEW}, {how}"),
            format!("{most_memory:.0} MB over {few_memory:.0} MB: {:.0} MB", most_memory - few_memory),
            MORE_MEMORY,
        ));
    }
    rows.extend(long_work().await);
    rows
}

/// What keeps the page itself from answering, with as many names as there may be.
async fn long_work() -> [Row; 2] {
    let session = Session::open(Engine::Chromium).await;
    let page = step(&session).await;
    page.watch_long_work().await;
    page.list_names(&(0..MOST_NAMES).map(name).collect::<Vec<_>>()).await;
    let row = |what: &str, work: &[f64]| {
        let longest = work.iter().copied().fold(0.0, f64::max);
        let result = if work.is_empty() {
            "nothing of 50 ms or more".to_owned()
        } else {
            format!("{} of 50 ms or more, the longest {longest:.0} ms", work.len())
        };
        (format!("work of the page itself while {what}"), result, "nothing of 50 ms or more")
    };
    let read = page.long_work().await;
    let taken = make(&page, "").await / number(MOST_NAMES);
    let all = page.long_work().await;
    [
        row(&format!("{MOST_NAMES} names are read and shown"), &read),
        row(&format!("keys are made for {MOST_NAMES} names ({taken:.1} ms each)"), &all[read.len()..]),
    ]
}

/// What a single key costs: made by all workers together, and by one worker alone, of whom there are as
/// many as processors.
async fn single(password: &str) -> [f64; 2] {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    let processors = page.run("return navigator.hardwareConcurrency").await.as_u64().expect("a number");
    let mut times = [Sample::default(), Sample::default()];
    for turn in 0..SINGLE + WARM_UP {
        for (workers, times) in [processors, 1].into_iter().zip(&mut times) {
            let taken = page.times_of_key(workers, password).await[0];
            if turn >= WARM_UP {
                times.add(taken);
            }
        }
    }
    let [pool, alone] = times.map(|times| times.mean());
    [pool, alone / number(usize::try_from(processors).expect("not that many"))]
}

/// Makes batches of a size: milliseconds for each name, and the most memory of the tab.
async fn batches(size: usize, times: usize, password: &str) -> (f64, f64) {
    let session = Session::open(Engine::Chromium).await;
    let page = step(&session).await;
    let mut taken = Sample::default();
    let mut memory = 0.0;
    batch(&page, WARM_UP, password).await;
    for turn in 0..times {
        forget(&page).await;
        taken.add(batch(&page, size, password).await / number(size));
        if turn == 0 {
            memory = peak::of_tab();
        }
    }
    (taken.mean(), memory)
}

/// Begins anew in the same page, whose compilers are done.
async fn forget(page: &Page<'_>) {
    // What was said the last time says nothing of this time.
    page.run("element('forget-status').textContent = ''").await;
    page.forget_everything().await;
}

async fn batch(page: &Page<'_>, size: usize, password: &str) -> f64 {
    page.list_names(&(0..size).map(name).collect::<Vec<_>>()).await;
    // A person reads the table first; by then the workers are ready.
    tokio::time::sleep(Duration::from_millis(500)).await;
    make(page, password).await
}

/// Makes requests for the names in the list: how many milliseconds that takes.
async fn make(page: &Page<'_>, password: &str) -> f64 {
    if password.is_empty() {
        page.click("bulk-password-none").await;
    } else {
        page.choose_one_password("bulk-password", password).await;
    }
    let begin = ["bulk-generate", "click", "bulk-result"];
    time_until(page, begin, async || page.click("bulk-generate").await).await
}
