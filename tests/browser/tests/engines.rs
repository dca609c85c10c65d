//! The short way through the page in the other two engines.

use browser_tests::{Authority, Engine, Environment, INT, Session, openssl};

const KEY_PASSWORD: &str = "a key's own password";
const PFX_PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn firefox_makes_a_key_a_request_and_a_pfx_file() {
    the_short_way(Engine::Firefox).await;
}

#[tokio::test]
async fn webkit_makes_a_key_a_request_and_a_pfx_file() {
    the_short_way(Engine::WebKit).await;
}

async fn the_short_way(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.choose_key_password(KEY_PASSWORD).await;
    let shown_request = page.make_request().await;
    let request = page.save_request(&INT).await;
    let key = page.save_key(&INT).await;
    page.until("the steps open", "shown('sending-int')").await;
    page.picture(&format!("{engine:?}-request")).await;
    assert_eq!(std::fs::read_to_string(&request).expect("a text"), shown_request);
    let public_key = openssl::read_request(&request, INT.name);
    assert_eq!(openssl::read_key(&key, KEY_PASSWORD), public_key);

    page.go_to("bundle").await;
    assert_eq!(page.text("made-key-name").await, INT.name);
    let authority = Authority::of(Environment::Int);
    let certificate = authority.sign(&request, INT.name);
    page.paste_certificates(&(certificate.clone() + &authority.intermediate() + &authority.root())).await;
    assert_eq!(page.checks_that("pass").await.len(), 13);

    // With the key that is held, then with the one that was saved.
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.make_pfx().await;
    page.open_key(&key, KEY_PASSWORD).await;
    assert!(!page.is_shown("bundle-result").await, "another key, another file");
    page.check_is("key-matches", "pass").await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.make_pfx().await;
    page.picture(&format!("{engine:?}-bundle")).await;
    let pfx = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let opened = openssl::read_pfx(&pfx, PFX_PASSWORD);
    assert_eq!(opened.public_key, public_key);
    assert_eq!(opened.certificate, certificate);
    assert_eq!(opened.chain, [authority.intermediate(), authority.root()]);
}
