//! What else the page does, and how long that takes.

#[path = "../../support/element.rs"]
mod element;
#[path = "../../support/hostile.rs"]
mod hostile;

use std::path::Path;

use browser_tests::{Authority, Engine, Environment, INT, Page, Session};
use getrandom::rand_core::TryRng;

use crate::sample::Sample;

const TIMES: usize = 10;

/// Searches that are timed together, and those that go before.
const SEARCHES: usize = 60;
const WARM_UP: usize = 5;

/// The public exponent of the keys.
const EXPONENT: u32 = 65_537;

/// From navigation to ready. Only Chromium lets the moment be noted.
pub async fn ready(session: &Session, engine: Engine) -> Vec<(String, String)> {
    if engine != Engine::Chromium {
        return Vec::new();
    }
    session.note_readiness().await;
    let mut ready = Sample::default();
    for _ in 0..TIMES {
        session.open_unready("about:blank").await;
        ready.add(session.open_page().await.ready_after().await);
    }
    vec![(format!("ready after navigation, median of {TIMES}"), format!("{:.0} ms", ready.median()))]
}

/// The module's sieve and its test to base 2, for each candidate.
pub async fn candidates(session: &Session) -> Vec<(String, String)> {
    let page = session.open_page().await;
    page.start_proposer().await;
    let mut results = Vec::new();
    for bits in [1024, 1536, 2048] {
        page.time_of_candidates(&starts(WARM_UP, bits), EXPONENT).await;
        let (taken, tested) = page.time_of_candidates(&starts(SEARCHES, bits), EXPONENT).await;
        let each = taken / f64::from(u32::try_from(tested).expect("not that many"));
        let what = format!("a candidate of {bits} bits: its part of the sieve, and the test to base 2");
        results.push((what, format!("{each:.3} ms (mean of {tested})")));
    }
    results
}

/// Random odd numbers of which the two highest bits are set, in words, the lowest first.
fn starts(count: usize, bits: usize) -> Vec<Vec<u32>> {
    let start = |_| {
        let mut start: Vec<u32> =
            (0..bits / 32).map(|_| getrandom::SysRng.try_next_u32().expect("random numbers")).collect();
        start[0] |= 1;
        start[bits / 32 - 1] |= 3 << 30;
        start
    };
    (0..count).map(start).collect()
}

/// A whole way through both steps, and inputs that were made to keep the page busy.
pub async fn others(session: &Session, engine: Engine) -> Vec<(String, String)> {
    let page = session.open_page().await;
    let mut results = Vec::new();
    page.name_endpoint(&INT).await;
    page.choose("key-size", "4096").await;
    page.choose_key_password("a key's own password").await;
    if engine == Engine::Chromium {
        page.watch_long_work().await;
    }
    let request = page.make_request().await;
    if engine == Engine::Chromium {
        let longest = page.long_work().await.into_iter().fold(0.0, f64::max);
        let longest =
            if longest == 0.0 { "nothing of 50 ms or more".into() } else { format!("{longest:.0} ms") };
        results.push(("longest work of the page itself while a 4096-bit key is made".into(), longest));
    }
    page.go_to("bundle").await;
    let authority = Authority::of(Environment::Int);
    let certificate = authority.sign(&session.file("request.csr", request), INT.name);
    page.paste_certificates(&(certificate + &authority.intermediate() + &authority.root())).await;
    let mut taken = [Sample::default(), Sample::default()];
    let kinds = ["modern", "compatible"];
    for _ in 0..TIMES {
        for (kind, sample) in kinds.iter().zip(&mut taken) {
            page.choose("pfx-encryption", kind).await;
            page.choose_pfx_password("correct horse battery").await;
            page.take_time("make-pfx", "bundle-result").await;
            page.make_pfx().await;
            sample.add(page.seconds_taken().await * 1000.0);
        }
    }
    for (kind, sample) in kinds.iter().zip(&taken) {
        results.push((
            format!("a .pfx file of a 4096-bit key, {kind}"),
            format!("{:.0} ± {:.0} ms ({TIMES})", sample.mean(), sample.half_interval()),
        ));
    }
    results.extend(answer_the_worst(session).await);
    results
}

/// How long the page takes for inputs of a megabyte that were made to keep it busy.
async fn answer_the_worst(session: &Session) -> [(String, String); 2] {
    let page = session.open_page().await;
    let mut answers = [("in the bundle step", Vec::new()), ("inspected", Vec::new())];
    for (step, [key, certificates]) in
        [("bundle", ["key-file", "certificate-file"]), ("inspect", ["inspect-file"; 2])]
    {
        page.go_to(step).await;
        let place = usize::from(step == "inspect");
        for hostile::Hostile { name, octets, is_key } in hostile::inputs() {
            let field = if is_key { key } else { certificates };
            let seconds = answer(&page, &session.file("hostile", octets), field).await;
            answers[place].1.push((seconds, name));
        }
    }
    answers.map(|(place, answers)| {
        let (seconds, name) = answers
            .iter()
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
            .expect("there are such inputs");
        let what =
            format!("the worst of {} inputs of up to 1 MB made to keep it busy, {place}", answers.len());
        (what, format!("{seconds:.2} s ({name})"))
    })
}

async fn answer(page: &Page<'_>, file: &Path, field: &str) -> f64 {
    page.take_answer_time(field).await;
    page.upload(field, &[file]).await;
    page.until("the page answers", "window.taken !== null").await;
    let seconds = page.seconds_taken().await;
    page.take_files_out(field).await;
    let silent = "!['error-summary', 'inspect-found'].some(shown) && !element('checks').firstChild";
    page.until("nothing is said", silent).await;
    seconds
}
