//! Browsers in which the page cannot work: it says so in plain words.

use browser_tests::{Engine, Session, Setup};

#[tokio::test]
async fn without_webassembly_the_page_says_that_it_cannot_work_here() {
    let setup = Setup { webassembly_off: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    cannot_work(&session).await;
}

#[tokio::test]
async fn without_workers_the_page_says_that_it_cannot_work_here() {
    let session = Session::open(Engine::Chromium).await;
    let source = serde_json::json!({ "source": "delete globalThis.Worker;" });
    session.developer_tools("Page.addScriptToEvaluateOnNewDocument", source).await;
    cannot_work(&session).await;
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

async fn cannot_work(session: &Session) {
    let page = session.open_unready(&session.file_address()).await;
    page.until("the page gives up", "document.documentElement.dataset.ready === 'no'").await;
    page.picture("unsupported").await;
    assert!(page.is_shown("unsupported").await);
    let words = page.text("unsupported").await;
    assert!(words.starts_with("This browser cannot make a key here"), "{words}");
    assert!(words.contains("Open this file in a current Edge, Chrome, Firefox or Safari."), "{words}");
    assert!(words.ends_with("Nothing was made and nothing was sent."), "{words}");
}
