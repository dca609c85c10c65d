//! Where the browser saves no files, they are had as text.

use browser_tests::program::program;
use browser_tests::{Authority, Engine, Environment, INT, PrivateKey, Session, openssl};

const PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn a_pfx_file_is_copied_as_text_and_decoded_again() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    let key = PrivateKey::make("not used");
    page.open_key(&session.file("endpoint.key", &key.pem), "").await;
    let certificate = Authority::of(Environment::Int).certificate_for(&key, INT.name);
    page.paste_certificates(&certificate).await;
    page.choose_pfx_password(PASSWORD).await;
    page.make_pfx().await;
    page.click_summary_of("pfx-as-text").await;
    page.until("the file is shown as text", "value('pfx-text') !== ''").await;
    page.picture("pfx-as-text").await;
    let shown = page.value("pfx-text").await;
    assert!(shown.lines().all(|line| line.len() <= 64), "{shown}");
    page.click("copy-pfx-text").await;
    page.until("it is copied", "text('copy-pfx-text-status') === 'Copied.'").await;

    let saved = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let decoded = program("base64", std::path::Path::new("."), &["--decode"], shown.as_bytes());
    assert!(decoded.expect_success().stdout == std::fs::read(&saved).expect("a file"), "the same bytes");
    assert_eq!(openssl::read_pfx(&saved, PASSWORD).certificate, certificate);

    page.go_to("inspect").await;
    page.paste_clipboard_into("inspect-text").await;
    assert_eq!(page.value("inspect-text").await.trim_end(), shown.trim_end());
}

#[tokio::test]
async fn a_key_under_a_password_is_copied_saved_by_hand_and_proven_to_be_saved() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.choose_key_password(PASSWORD).await;
    page.make_request().await;
    page.click_summary_of("key-as-text").await;
    page.click("copy-key").await;
    page.until("it is copied", "text('copy-key-status') === 'Copied.'").await;
    page.picture("key-as-text").await;
    assert!(page.is_shown("sending-closed").await, "what is on the clipboard is not saved");

    // Into an editor, where the person saves it; here, a field serves as one.
    page.go_to("bundle").await;
    page.paste_clipboard_into("certificate-pem").await;
    let pasted = page.value("certificate-pem").await;
    assert!(pasted.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"), "{pasted}");
    let key = session.file("by-hand.key", pasted.replace('\n', "\r\n"));
    page.go_to("request").await;
    page.upload("saved-key-file", &[&key]).await;
    page.type_into("saved-key-password", PASSWORD).await;
    page.click("check-saved-key").await;
    page.until("the steps open", "shown('sending-int')").await;
    openssl::read_key(&key, PASSWORD);
}

#[tokio::test]
async fn a_key_without_a_password_is_not_given_to_the_clipboard() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.make_request().await;
    page.click_summary_of("key-as-text").await;
    assert!(!page.is_shown("copy-key").await);
    assert!(
        page.text("key-text-open")
            .await
            .starts_with("This key has no password, so it is not put on the clipboard")
    );
}
