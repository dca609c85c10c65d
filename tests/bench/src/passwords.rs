//! What a password of 600,000 rounds costs: PBKDF2 with HMAC-SHA256, as the page does it and as others do.

use std::path::Path;
use std::time::Instant;

use browser_tests::Session;
use browser_tests::program::program;
use serde_json::json;

use crate::sample::Sample;

const ROUNDS: u32 = 600_000;
const TIMES: usize = 9;

/// Each in turn: the page's lanes with one chain and with four, the browser itself, and OpenSSL, a process of
/// its own.
pub async fn measure(session: &Session) -> Vec<(String, String)> {
    let page = session.open_page().await;
    let titles = ["this page", "this page, each of four at once", "crypto.subtle", "openssl kdf, a process"];
    let mut samples: [Sample; 4] = Default::default();
    // Once before, so that compilers are done.
    for turn in 0..=TIMES {
        let script = "
            const [rounds, done] = arguments;
            (async () => {
                const module = await unpack(text('lanes'));
                const { instance } = window.measured ??= await WebAssembly.instantiate(module);
                const { advance, advance_first, forget } = instance.exports;
                const begun = performance.now();
                advance_first(rounds);
                const one = performance.now();
                advance(1, rounds);
                const four = performance.now();
                forget();
                const octets = new TextEncoder();
                const password = await crypto.subtle.importKey('raw', octets.encode('password'), 'PBKDF2', false, ['deriveBits']);
                const kind = { name: 'PBKDF2', hash: 'SHA-256', salt: octets.encode('sixteen octets..'), iterations: rounds };
                const own = performance.now();
                await crypto.subtle.deriveBits(kind, password, 256);
                return [one - begun, (four - one) / 4, performance.now() - own];
            })().then(done, (error) => done(String(error)));";
        let taken = page.run_until_done(script, vec![json!(ROUNDS)]).await;
        let taken = [0, 1, 2].map(|place| taken[place].as_f64().unwrap_or_else(|| panic!("{taken}")));
        let taken = [taken[0], taken[1], taken[2], of_openssl()];
        if turn > 0 {
            samples.iter_mut().zip(taken).for_each(|(sample, taken)| sample.add(taken));
        }
    }
    let row = |(title, sample): (&str, &Sample)| {
        let measured = format!("{:.0} ms (median of {TIMES})", sample.median());
        (format!("{ROUNDS} rounds of PBKDF2 with HMAC-SHA256: {title}"), measured)
    };
    titles.into_iter().zip(&samples).map(row).collect()
}

fn of_openssl() -> f64 {
    let iterations = format!("iter:{ROUNDS}");
    let options = ["digest:SHA256", "pass:password", "salt:sixteen octets..", &iterations];
    let options = options.into_iter().flat_map(|option| ["-kdfopt", option]);
    let arguments: Vec<&str> =
        ["kdf", "-keylen", "32"].into_iter().chain(options).chain(["PBKDF2"]).collect();
    let begun = Instant::now();
    let derived = program("openssl", Path::new("."), &arguments, b"");
    let taken = begun.elapsed().as_secs_f64() * 1000.0;
    derived.expect_success();
    taken
}
