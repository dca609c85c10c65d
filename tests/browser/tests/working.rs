//! While a key is made, and what becomes of it when the person leaves.

use browser_tests::{Authority, Engine, Environment, INT, PrivateKey, Session, Setup, openssl};
use serde_json::json;

#[tokio::test]
async fn a_key_that_takes_long_is_cancelled_and_another_one_made() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.choose_key_password("a key's own password").await;
    page.choose("key-size", "4096").await;
    // Or the key might be there before anybody cancels it.
    page.hold_workers().await;
    page.click("generate").await;
    page.until("the work is shown", "shown('working') && focused() === 'cancel'").await;
    page.picture("request-working").await;
    assert!(!page.is_shown("generate").await);
    page.click("cancel").await;
    page.until("the work has ended", "!shown('working') && shown('generate')").await;
    assert_eq!(
        page.text("request-status").await,
        "Cancelled. No key was kept; what you typed is still there."
    );
    assert_eq!(page.focused().await, "generate");
    assert_eq!(page.value("fqdn").await, INT.name);
    assert_eq!(page.value("key-size").await, "4096");
    assert_eq!(page.value("key-password").await, "a key's own password");
    assert_eq!(page.value("key-password-confirm").await, "a key's own password");
    assert!(!page.is_shown("request-result").await);

    page.let_workers_go().await;
    page.choose("key-size", "2048").await;
    page.make_request().await;
    assert_eq!(page.text("result-key").await, "RSA, 2048 bits");
    assert_eq!(page.text("result-sealed").await, "Under your password");
}

#[tokio::test]
async fn the_page_answers_at_once_all_the_time_that_a_large_key_is_made() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.choose("key-size", "4096").await;
    page.watch_long_work().await;
    page.make_request().await;
    assert_eq!(page.text("result-key").await, "RSA, 4096 bits");
    let longest = page.long_work().await.into_iter().fold(0.0, f64::max);
    println!("longest work of the page of 50 ms or more while a 4096-bit key was made: {longest} ms");
    // A key of this size takes seconds; a page that makes it itself does not answer for as long.
    assert!(longest < 1_000.0, "the page did not answer for {longest} ms");
}

#[tokio::test]
async fn leaving_with_an_unsaved_key_is_asked_about_and_with_saved_files_it_is_not() {
    let setup = Setup { questions_wait: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.make_request().await;
    assert!(page.begin_to_leave().await, "nothing is saved");
    page.stay().await;
    page.save_request(&INT).await;
    assert!(page.begin_to_leave().await, "the key is not saved");
    page.stay().await;
    assert!(page.is_shown("request-result").await, "who stays keeps the key");
    page.save_key(&INT).await;
    page.until("both are saved", "!shown('unsaved')").await;
    assert!(!page.begin_to_leave().await, "both are saved");
}

#[tokio::test]
async fn another_key_in_place_of_an_unsaved_one_is_asked_about() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    let first = page.make_request().await;
    page.click("generate").await;
    page.until("the page asks", "shown('confirm') && focused() === 'confirm-no'").await;
    assert_eq!(
        page.text("confirm-text").await,
        "The private key and the request are not saved yet. Both are lost when this page is closed. Make a new key and lose what is not saved?"
    );
    page.click("confirm-no").await;
    assert_eq!(page.value("csr-pem").await, first);

    page.click("generate").await;
    page.until("the page asks", "shown('confirm')").await;
    page.click("confirm-yes").await;
    page.other_request(&first).await;
}

#[tokio::test]
async fn who_cancels_another_key_has_the_one_before_and_can_save_it() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    let first = page.make_request().await;
    let request = page.save_request(&INT).await;
    page.choose("key-size", "4096").await;
    // Or the other key might be there before anybody cancels it.
    page.hold_workers().await;
    page.click("generate").await;
    page.until("the page asks", "shown('confirm')").await;
    page.click("confirm-yes").await;
    page.until("the work is shown", "shown('working')").await;
    assert!(!page.is_shown("request-result").await, "one thing at a time");
    page.click("cancel").await;
    page.until("the key before is shown", "shown('request-result') && shown('sending')").await;
    page.let_workers_go().await;
    assert_eq!(
        page.text("request-status").await,
        "Cancelled. The key before is still here, and so is what you typed."
    );
    assert_eq!(page.value("csr-pem").await, first);
    assert_eq!(page.text("result-key").await, "RSA, 2048 bits");
    assert!(page.is_shown("unsaved").await);
    let key = page.save_key(&INT).await;
    assert_eq!(openssl::read_key(&key, ""), openssl::read_request(&request, INT.name));
}

#[tokio::test]
async fn forgetting_everything_asks_and_empties_every_field_and_result() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    let request = page.make_request().await;
    page.choose_key_password("another password").await;
    page.go_to("bundle").await;
    let authority = Authority::of(Environment::Int);
    page.paste_certificates(&authority.sign(&session.file("request.csr", request), INT.name)).await;
    page.choose_pfx_password("correct horse battery").await;
    page.make_pfx().await;
    let key = PrivateKey::make("sealed");
    page.open_key(&session.file("other.key", &key.pem), "").await;
    page.type_into("unlock-password", "a password").await;
    page.choose_pfx_password("correct horse battery").await;

    page.click("forget").await;
    page.until("the page asks", "shown('confirm') && focused() === 'confirm-no'").await;
    page.picture("forget").await;
    page.click("confirm-no").await;
    assert_eq!(page.value("pfx-password").await, "correct horse battery", "nothing is forgotten yet");
    page.forget_everything().await;
    assert_eq!(page.filled_in().await, [""; 0]);
    assert_eq!(page.value("key-size").await, "2048");
    assert!(page.is_chosen("environment-int").await);

    page.go_to("request").await;
    page.name_endpoint(&INT).await;
    page.make_request().await;
}

#[tokio::test]
async fn nothing_is_left_for_whoever_comes_next() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    let title = page.left_behind().await["title"].clone();
    for back in [false, true] {
        page.name_endpoint(&INT).await;
        page.choose_key_password("a key's own password").await;
        page.make_request().await;
        page.choose_key_password("a key's own password").await;
        let saved = [page.save_request(&INT).await, page.save_key(&INT).await];
        page.until("both are saved", "!shown('unsaved')").await;
        // The next round saves files of the same names.
        for file in saved {
            std::fs::remove_file(file).expect("the file is there");
        }
        let nothing = json!({
            "local": 0, "session": 0, "databases": 0, "cookies": "", "address": "", "title": title,
        });
        assert_eq!(page.left_behind().await, nothing);
        if back {
            page.leave_and_come_back().await;
        } else {
            page.reload().await;
        }
        assert_eq!(page.filled_in().await, [""; 0]);
    }
}
