//! Nothing leaves the computer, and the browser has nothing to complain about.

use browser_tests::{Authority, Engine, Environment, INT, Proxy, Session, Setup};
use serde_json::{Value, json};

const PFX_PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn a_whole_journey_makes_no_connection_and_breaks_no_rule() {
    let proxy = Proxy::start().await;
    let setup = Setup { proxy: Some(proxy.port), logs: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let source = "
        window.violations = [];
        addEventListener('securitypolicyviolation', (event) => {
            window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
        });";
    session.developer_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;

    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.choose_key_password("a key's own password").await;
    page.make_request().await;
    let request = page.save_request(&INT).await;
    let key = page.save_key(&INT).await;
    page.click("copy-csr").await;
    page.click_summary_of("key-as-text").await;
    page.click("copy-key").await;
    page.until("it is copied", "text('copy-key-status') === 'Copied.'").await;
    page.upload("saved-key-file", &[&key]).await;
    page.type_into("saved-key-password", "a key's own password").await;
    page.click("check-saved-key").await;
    page.until("the saved key fits", "text('saved-key-status').includes('holds the key of this request')")
        .await;
    page.go_to("bundle").await;
    page.open_key(&key, "a key's own password").await;
    let authority = Authority::of(Environment::Int);
    let certificate = authority.sign(&request, INT.name);
    page.paste_certificates(&(certificate + &authority.intermediate() + &authority.root())).await;
    for kind in ["modern", "compatible"] {
        page.choose("pfx-encryption", kind).await;
        page.choose_pfx_password(PFX_PASSWORD).await;
        page.make_pfx().await;
    }
    page.click_summary_of("pfx-as-text").await;
    page.until("the file is shown as text", "value('pfx-text') !== ''").await;
    page.click("copy-pfx-text").await;
    let pfx = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    page.go_to("inspect").await;
    page.upload("inspect-file", &[&pfx, &request, &key]).await;
    page.type_into("inspect-password", PFX_PASSWORD).await;
    page.click("inspect-look").await;
    page.until("the page has looked", "document.querySelectorAll('#inspect-result > li').length === 3").await;
    page.go_to("about").await;
    page.click_summary_of("licences").await;
    page.until("the texts are there", "text('licence-texts') !== ''").await;

    assert_eq!(page.run("return window.violations").await, json!([]));
    page.forget_everything().await;

    let requests = requests(&session.log("performance").await);
    assert!(requests.contains(&session.file_address()), "the log is kept: {requests:?}");
    let local = |address: &&String| ["file:", "blob:", "data:"].iter().any(|kind| address.starts_with(kind));
    let others: Vec<&String> = requests.iter().filter(|address| !local(address)).collect();
    assert_eq!(others, [""; 0], "the page asks nobody for anything");
    assert_eq!(session.log("browser").await, [json!(null); 0], "the browser complains of nothing");
    assert_eq!(proxy.knocks(), [""; 0], "no connection was attempted");
}

#[tokio::test]
async fn a_connection_that_somebody_else_made_would_be_counted() {
    let proxy = Proxy::start().await;
    let setup = Setup { proxy: Some(proxy.port), logs: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let page = session.open_unready("about:blank").await;
    let script = "
        const image = new Image();
        image.onerror = () => { window.failed = true; };
        image.src = 'http://127.0.0.1:8099/';";
    page.run(script).await;
    page.until("the connection has failed", "window.failed").await;
    assert_eq!(proxy.knocks(), ["GET http://127.0.0.1:8099/ HTTP/1.1"]);
    let requests = requests(&session.log("performance").await);
    assert!(requests.contains(&"http://127.0.0.1:8099/".to_owned()), "{requests:?}");
}

#[tokio::test]
async fn the_page_itself_is_not_allowed_to_connect() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    let script = "
        window.violations = [];
        addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
        fetch('https://nhs.uk/').catch(() => {});
        new Image().src = 'https://nhs.uk/';";
    page.run(script).await;
    page.until("both attempts are stopped", "window.violations.length === 2").await;
    assert_eq!(page.run("return window.violations.sort()").await, json!(["connect-src", "img-src"]));
}

/// The addresses that were asked for.
fn requests(log: &[Value]) -> Vec<String> {
    let events = log.iter().filter_map(|entry| serde_json::from_str(entry["message"].as_str()?).ok());
    let sent = events.filter(|event: &Value| event["message"]["method"] == "Network.requestWillBeSent");
    let address = |event: Value| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned);
    sent.filter_map(address).collect()
}
