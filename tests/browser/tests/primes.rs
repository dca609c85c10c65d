//! The module that proposes primes, in the browser, against `crypto-primes`.

#[path = "../../../src/prime/proposer/tests/vectors/mod.rs"]
mod vectors;

use browser_tests::{Engine, INT, Page, Processor, Session, Setup, openssl};
use prime_proposer::arithmetic::{Arithmetic, Split};
use prime_proposer::{End, Fused, Proposer, Search};

const EXPONENT: u32 = 65_537;

#[tokio::test]
async fn in_chromium_it_says_what_crypto_primes_says() {
    says_what_crypto_primes_says(Engine::Chromium).await;
}

#[tokio::test]
async fn in_firefox_it_says_what_crypto_primes_says() {
    says_what_crypto_primes_says(Engine::Firefox).await;
}

async fn says_what_crypto_primes_says(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.start_proposer().await;
    assert!(page.proposer_is_exact().await, "this processor fuses");
    for shape in Split::<Fused>::SHAPES {
        let (mut questions, mut expected) = (Vec::new(), Vec::new());
        for (_, number) in vectors::numbers(shape) {
            let powers = [0, 1].map(|power| vectors::forms_of_power(shape, &number, power));
            let bases = [vectors::bases(&number), powers.concat()].concat();
            for base in bases {
                let one = powers[0][0].clone();
                expected.extend([vectors::passes(shape, &number, &base); 2]);
                questions.push([number.clone(), base.clone(), one.clone()]);
                questions.push([number.clone(), one, base]);
            }
        }
        assert_eq!(page.proposer_passes(&questions).await, expected, "{} bits", shape.bits);
        assert!(expected.contains(&true) && expected.contains(&false));
    }
    finds_what_its_twin_finds(&page).await;
    assert!(page.proposer_forgets().await);
}

async fn finds_what_its_twin_finds(page: &Page<'_>) {
    let mut twin = Box::new(Search::<Split<Fused>>::NONE);
    for shape in Split::<Fused>::SHAPES {
        let mut start = vectors::random(shape.words());
        start[0] |= 1;
        start[shape.words() - 1] |= 3 << 30;
        assert!(twin.begin(&start, EXPONENT));
        let mut tested = 0;
        let end = loop {
            let step = twin.step();
            tested += u64::from(step.tested);
            if step.end != End::None {
                break step.end;
            }
        };
        let mut found = vec![0; shape.words()];
        twin.found(&mut found);
        let found = if end == End::Found { found } else { Vec::new() };
        assert_eq!(page.proposer_finds(&start, EXPONENT).await, (found, tested), "{} bits", shape.bits);
    }
}

#[tokio::test]
async fn on_a_processor_that_does_not_fuse_it_is_not_used_and_keys_are_good() {
    let setup = Setup { processor: Processor::Unfused, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let page = session.open_page().await;
    page.start_proposer().await;
    assert!(!page.refuses_proposer().await);
    assert!(!page.proposer_is_exact().await);
    makes_good_keys(&session, &page).await;
}

#[tokio::test]
async fn on_a_processor_without_vectors_it_is_refused_and_keys_are_good() {
    let setup = Setup { processor: Processor::Scalar, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let page = session.open_page().await;
    page.start_proposer().await;
    assert!(page.refuses_proposer().await);
    makes_good_keys(&session, &page).await;
}

async fn makes_good_keys(session: &Session, page: &Page<'_>) {
    page.name_endpoint(&INT).await;
    for bits in [2048, 3072] {
        page.choose("key-size", &bits.to_string()).await;
        page.make_request().await;
        assert_eq!(page.text("result-key").await, format!("RSA, {bits} bits"));
        let saved = [page.save_request(&INT).await, page.save_key(&INT).await];
        page.until("both are saved", "!shown('unsaved')").await;
        assert_eq!(openssl::read_key(&saved[1], ""), openssl::read_request(&saved[0], INT.name));
        for file in saved {
            std::fs::remove_file(file).expect("the file is there");
        }
        page.reload().await;
        page.name_endpoint(&INT).await;
    }
    assert_eq!(session.downloads().names(), [""; 0]);
}
