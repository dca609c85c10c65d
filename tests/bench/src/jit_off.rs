//! Keys in browsers whose compiler of scripts (JIT) is off, as enhanced security has it.

use browser_tests::{Engine, INT, Session, Setup};

use crate::sample::Sample;

/// Keys that are made: each takes many times as long as with the compiler.
const KEYS: usize = 20;

/// A row for each browser in which it can be switched off.
pub async fn measure() -> [(String, String); 2] {
    [interpreted().await, without_webassembly().await]
}

/// WebKitGTK interprets WebAssembly then.
async fn interpreted() -> (String, String) {
    let [(version, off), (_, on)] = [time_keys(true).await, time_keys(false).await];
    let time = |keys: &Sample| format!("{:.0} ± {:.0} ms", keys.mean(), keys.half_interval());
    let what = format!("2048 bits with JIT off, in WebKitGTK {version}, which interprets WebAssembly then");
    (what, format!("{} ({KEYS}); with JIT {} ({KEYS})", time(&off), time(&on)))
}

/// The version of WebKitGTK, and how long its keys take.
async fn time_keys(compiler_off: bool) -> (String, Sample) {
    let session = Session::open_with(Engine::WebKit, &Setup { compiler_off, ..Setup::default() }).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    let processors = page.run("return navigator.hardwareConcurrency").await;
    let processors = processors.as_u64().expect("a number of processors");
    // The first one finds the workers unready.
    page.times_of_key(processors, "").await;
    let mut keys = Sample::default();
    for _ in 0..KEYS {
        keys.add(page.times_of_key(processors, "").await[0]);
    }
    (session.capability("browserVersion").as_str().unwrap_or_default().to_owned(), keys)
}

/// Debian's Chromium is built without an interpreter of WebAssembly.
async fn without_webassembly() -> (String, String) {
    let setup = Setup { compiler_off: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let page = session.open_unready(&session.file_address()).await;
    page.until("the page gives up", "document.documentElement.dataset.ready === 'no'").await;
    assert!(page.is_shown("unsupported-webassembly").await);
    let version = session.capability("browserVersion");
    let what = format!("2048 bits with JIT off, in Chromium {}", version.as_str().unwrap_or_default());
    (what, "none: it has no WebAssembly then, and the page says what to do".into())
}
