//! Makes keys of 2048 bits in headless Chromium, as many as are asked for. OpenSSL checks each, and
//! no two of them share a prime.

use std::collections::HashSet;
use std::path::Path;

use browser_tests::program::program;
use browser_tests::{Engine, INT, Session, openssl};

#[tokio::main]
async fn main() {
    let count = std::env::args().nth(1).map(|count| count.parse::<usize>().expect("a number"));
    let count = count.expect("how many keys");
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    let mut primes = HashSet::new();
    for made in 1..=count {
        page.make_request().await;
        let [request, key] = [page.save_request(&INT).await, page.save_key(&INT).await];
        page.until("both are saved", "!shown('unsaved')").await;
        assert_eq!(openssl::read_key(&key, ""), openssl::read_request(&request, INT.name));
        for prime in primes_of(&key) {
            assert!(primes.insert(prime), "two keys share a prime");
        }
        for file in [request, key] {
            std::fs::remove_file(file).expect("the file is there");
        }
        if made % 100 == 0 || made == count {
            println!("{made} keys are valid, and their {} primes are different", primes.len());
        }
    }
}

/// Both primes of a key, as OpenSSL prints them.
fn primes_of(key: &Path) -> [String; 2] {
    let key = key.to_str().expect("a path of letters");
    let text = program("openssl", Path::new("."), &["pkey", "-noout", "-text", "-in", key], b"");
    let text = text.expect_success().text();
    let between = |from: &str, to: &str| {
        let (_, rest) = text.split_once(from).expect("a prime");
        rest.split_once(to).expect("its end").0.to_owned()
    };
    [between("prime1:", "prime2:"), between("prime2:", "exponent1:")]
}
