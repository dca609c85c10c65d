//! Browsers in which the page cannot work: it says so in plain words.

use browser_tests::{Engine, INT, Server, Session, Setup, openssl, page_file};

#[tokio::test]
async fn without_webassembly_the_page_says_that_it_cannot_work_here() {
    let setup = Setup { compiler_off: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    cannot_work(&session, &session.file_address(), "webassembly").await;
}

#[tokio::test]
async fn where_webassembly_is_interpreted_a_key_and_a_request_are_made_all_the_same() {
    let setup = Setup { compiler_off: true, ..Setup::default() };
    let session = Session::open_with(Engine::WebKit, &setup).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.make_request().await;
    assert_eq!(page.text("result-key").await, "RSA, 2048 bits");
    let (request, key) = (page.save_request(&INT).await, page.save_key(&INT).await);
    assert_eq!(openssl::read_key(&key, ""), openssl::read_request(&request, INT.name));
}

#[tokio::test]
async fn without_workers_the_page_says_that_it_cannot_work_here() {
    let session = Session::open(Engine::Chromium).await;
    let source = serde_json::json!({ "source": "delete globalThis.Worker;" });
    session.developer_tools("Page.addScriptToEvaluateOnNewDocument", source).await;
    cannot_work(&session, &session.file_address(), "worker").await;
}

#[tokio::test]
async fn a_program_that_was_tampered_with_is_not_run_and_the_page_says_that_it_cannot_be_read() {
    let text = std::fs::read_to_string(page_file()).expect("the page is a text");
    let tampered = text.replacen("programStarted = true;", "programStarted = true ;", 1);
    assert_ne!(tampered, text);
    let session = Session::open(Engine::Chromium).await;
    let file = session.file("tampered.html", tampered);
    let address = format!("file://{}", file.display());
    cannot_work(&session, &address, "language").await;
    let page = session.page();
    assert_eq!(page.run("return typeof wasm_bindgen").await, "undefined");
}

#[tokio::test]
async fn internet_explorer_mode_is_named_with_the_way_out_of_it() {
    let session = Session::open(Engine::Chromium).await;
    // What a page sees there: a mode that no other browser has, and a program that cannot be read.
    let text = std::fs::read_to_string(page_file()).expect("the page is a text");
    let server =
        Server::start(&session.file("older.html", text.replacen("async function", "async funktion", 1)))
            .await;
    let source = serde_json::json!({ "source": "document.documentMode = 11;" });
    session.developer_tools("Page.addScriptToEvaluateOnNewDocument", source).await;
    cannot_work(&session, &server.address, "internet-explorer").await;
}

#[tokio::test]
async fn without_scripts_the_page_says_what_it_needs() {
    let setup = Setup { scripts_off: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let page = session.open_unready(&session.file_address()).await;
    page.picture("scripts-off").await;
    let words = page.words_shown().await;
    assert!(words.contains("This page needs JavaScript"), "{words}");
    assert!(
        words.contains("Scripts are switched off in this browser, so the page cannot make a key."),
        "{words}"
    );
}

/// Waits until the page says that it cannot work, for one reason and no other.
async fn cannot_work(session: &Session, address: &str, because: &str) {
    let page = session.open_unready(address).await;
    page.until("the page gives up", "document.documentElement.dataset.ready === 'no'").await;
    page.picture(&format!("unsupported-{because}")).await;
    assert!(page.is_shown("unsupported").await);
    for reason in ["internet-explorer", "language", "webassembly", "worker"] {
        let shown = page.is_shown(&format!("unsupported-{reason}")).await;
        assert_eq!(shown, reason == because, "{reason}");
    }
    assert!(!page.is_shown("generate").await, "there is nothing to be tried in vain");
    let words = page.text("unsupported").await;
    assert!(words.starts_with("This browser cannot make a key here"), "{words}");
    assert!(words.contains("Open this file in a current Edge, Chrome, Firefox or Safari."), "{words}");
    assert!(words.ends_with("Nothing was made and nothing was sent."), "{words}");
}
