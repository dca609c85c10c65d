//! Workers that make a key together, and what may become of them.

use browser_tests::{Engine, INT, Page, Session, openssl};

/// The page with so many processors, whose workers are watched.
async fn page_with(session: &Session, processors: u32) -> Page<'_> {
    session.page().have_processors(processors).await;
    let page = session.open_page().await;
    page.watch_workers().await;
    page.name_endpoint(&INT).await;
    page
}

async fn key_is_good(page: &Page<'_>) {
    let [request, key] = [page.save_request(&INT).await, page.save_key(&INT).await];
    page.until("both are saved", "!shown('unsaved')").await;
    assert_eq!(openssl::read_key(&key, ""), openssl::read_request(&request, INT.name));
    // The next key is saved under the same name.
    for file in [request, key] {
        std::fs::remove_file(file).expect("the file is there");
    }
}

#[tokio::test]
async fn one_processor_has_one_worker_and_makes_a_good_key() {
    let session = Session::open(Engine::Chromium).await;
    let page = page_with(&session, 1).await;
    assert_eq!(page.workers().await, (1, 0), "it is ready before the key is asked for");
    page.make_request().await;
    assert_eq!(page.workers().await, (2, 0), "one keeps the key, one is ready for another");
    key_is_good(&page).await;
}

#[tokio::test]
async fn many_processors_have_eight_workers_and_make_a_good_key() {
    let session = Session::open(Engine::Chromium).await;
    let page = page_with(&session, 64).await;
    assert_eq!(page.workers().await, (8, 0));
    page.choose("key-size", "3072").await;
    page.make_request().await;
    assert_eq!(page.workers().await, (9, 0));
    key_is_good(&page).await;
    // The next key takes the workers that are there, and the keeper of the last one ends.
    let first = page.value("csr-pem").await;
    page.click("generate").await;
    page.until("the page asks, although all is saved", "shown('confirm')").await;
    page.click("confirm-yes").await;
    page.other_request(&first).await;
    assert_eq!(page.workers().await, (10, 1));
}

#[tokio::test]
async fn cancelling_ends_every_worker_of_the_key() {
    let session = Session::open(Engine::Chromium).await;
    let page = page_with(&session, 3).await;
    page.choose("key-size", "4096").await;
    // Within one script, so that no key is there before it is cancelled.
    let ended = page
        .run(
            "
        element('generate').click();
        element('cancel').click();
        return window.workers.filter((worker) => worker.ended).length;",
        )
        .await;
    assert_eq!(ended, 3);
    page.choose("key-size", "2048").await;
    page.make_request().await;
    key_is_good(&page).await;
}

#[tokio::test]
async fn forgetting_ends_every_worker() {
    let session = Session::open(Engine::Chromium).await;
    let page = page_with(&session, 3).await;
    page.make_request().await;
    page.forget_everything().await;
    let (started, ended) = page.workers().await;
    assert_eq!(started, ended, "each of them");
}

#[tokio::test]
async fn a_worker_that_dies_is_replaced_and_so_is_the_one_that_would_keep_the_key() {
    let session = Session::open(Engine::Chromium).await;
    for victims in [vec![0], vec![0, 1], vec![2], vec![2, 1, 0]] {
        let page = page_with(&session, 3).await;
        page.choose("key-size", "4096").await;
        page.make_key_and_kill(&victims).await;
        page.until("a key is made", "shown('request-result')").await;
        assert_eq!(page.errors().await, [], "{victims:?}");
        key_is_good(&page).await;
    }
}

#[tokio::test]
async fn where_no_worker_can_be_started_any_more_it_is_said() {
    let session = Session::open(Engine::Chromium).await;
    session.page().have_processors(2).await;
    let page = session.open_page().await;
    page.refuse_workers().await;
    page.name_endpoint(&INT).await;
    page.click("generate").await;
    page.is_refused("generate", "The part of the page that works in the background has stopped, and what it was doing is lost. Files that you saved are not affected. Try again; if it happens twice, open this file in another browser.").await;
    assert!(!page.is_shown("request-result").await);
}

#[tokio::test]
async fn without_random_numbers_no_key_is_made_and_it_is_said() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.refuse_random_numbers().await;
    page.name_endpoint(&INT).await;
    page.click("generate").await;
    page.is_refused("generate", "The browser gives no random numbers, and no key can be made without them. Open this file in another browser.").await;
    assert!(!page.is_shown("request-result").await);
}
