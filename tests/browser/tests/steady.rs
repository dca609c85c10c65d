//! Nothing jumps while a person goes through the page.

use browser_tests::{Authority, Engine, Environment, INT, Key, Page, Session};
use serde_json::json;

const KEY_PASSWORD: &str = "a key's own password";

/// Takes down what moves by itself from now on: where, and what. What follows an action of the
/// person within half a second does not count.
async fn watch_shifts(page: &Page<'_>) {
    let script = "
        window.shifts = [];
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries().filter((entry) => !entry.hadRecentInput)) {
                const moved = entry.sources.map(({ node, previousRect, currentRect }) =>
                    `${node?.id || node?.className || node?.nodeName}: ${previousRect.y} to ${currentRect.y}`);
                window.shifts.push(`${window.stage}: ${entry.value}: ${moved.join(', ')}`);
            }
        }).observe({ type: 'layout-shift', buffered: true });";
    page.run(script).await;
}

async fn stage(page: &Page<'_>, name: &str) {
    page.run_with("window.stage = arguments[0]", vec![json!(name)]).await;
}

#[tokio::test]
async fn nothing_moves_by_itself_from_the_first_field_to_the_finished_file() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.resize(1280, 900).await;
    watch_shifts(&page).await;
    stage(&page, "the name").await;
    page.name_endpoint(&INT).await;
    page.choose_key_password(KEY_PASSWORD).await;
    stage(&page, "making the key").await;
    page.choose("key-size", "3072").await;
    let request = page.make_request().await;
    stage(&page, "saving").await;
    let key = page.save_key(&INT).await;
    page.save_request(&INT).await;
    stage(&page, "checking the saved key").await;
    page.upload("saved-key-file", &[&key]).await;
    page.type_into("saved-key-password", KEY_PASSWORD).await;
    page.click("check-saved-key").await;
    page.until("the saved key fits", "text('saved-key-status').includes('holds the key of this request')")
        .await;

    stage(&page, "opening the key").await;
    page.go_to("bundle").await;
    page.upload("key-file", &[&key]).await;
    page.type_into("unlock-password", KEY_PASSWORD).await;
    page.press(Key::Enter).await;
    page.until("the key is open", "shown('key-taken')").await;
    stage(&page, "the certificate").await;
    let authority = Authority::of(Environment::Int);
    let certificate = authority.sign(&session.file("request.csr", request), INT.name);
    let chain = session.file("chain.pem", certificate + &authority.intermediate() + &authority.root());
    page.upload("certificate-file", &[&chain]).await;
    page.check_is("chain-complete", "pass").await;
    stage(&page, "making the file").await;
    page.choose_pfx_password("correct horse battery").await;
    page.make_pfx().await;
    let pfx = page.save_finished("download-pfx", &INT.file(".pfx")).await;

    stage(&page, "inspecting").await;
    page.go_to("inspect").await;
    page.upload("inspect-file", &[&pfx, &chain]).await;
    page.until("the page has looked", "shown('inspect-found')").await;
    assert_eq!(page.run("return window.shifts").await, json!([]));
}
