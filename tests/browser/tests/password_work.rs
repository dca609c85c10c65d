//! Opening something under a password that asks for a lot of work.

use std::path::PathBuf;

use browser_tests::program::program;
use browser_tests::{Authority, Engine, Environment, INT, Key, Page, PrivateKey, Session};

const PASSWORD: &str = "a key's own password";

/// Of PBKDF2: seconds of work in any browser.
const MANY_ITERATIONS: &str = "4000000";

const IS_LONG: &str = "The password of this file asks for a lot of work. You can wait for it or cancel it.";

/// A key under the password, sealed as the options say, DER.
fn sealed(session: &Session, options: &[&str]) -> Vec<u8> {
    let key = session.file("plain.key", PrivateKey::make("not used").pem);
    let password = format!("pass:{PASSWORD}");
    let arguments =
        [&["pkcs8", "-topk8", "-in", "plain.key", "-outform", "DER", "-passout", &password], options]
            .concat();
    let folder = key.parent().expect("a file has a folder");
    program("openssl", folder, &arguments, b"").expect_success().stdout
}

/// A key file that asks for more work than anyone waits for: the number in it was changed.
fn endless(session: &Session, options: &[&str], from: &[u8], to: &[u8]) -> PathBuf {
    let mut file = sealed(session, options);
    let at = file.windows(from.len()).position(|window| window == from).expect("the number is there");
    file[at..at + to.len()].copy_from_slice(to);
    session.file("endless.key", file)
}

fn endless_pbkdf2(session: &Session) -> PathBuf {
    let options = ["-v2", "aes256", "-iter", "65536"];
    endless(session, &options, b"\x02\x03\x01\x00\x00", b"\x02\x03\x7f\xff\xff")
}

/// Gives a key file, and its password with the key Enter.
async fn give(page: &Page<'_>, file: &std::path::Path, password: &str) {
    page.upload("key-file", &[file]).await;
    page.until("the page asks for the password", "shown('unlock-password-error')").await;
    page.type_into("unlock-password", password).await;
    page.press(Key::Enter).await;
}

async fn is_at_work(page: &Page<'_>) {
    let shown = "shown('key-opening') && text('key-opening-text') !== ''";
    page.until("the work is shown", shown).await;
    assert_eq!(page.text("key-status").await, IS_LONG);
    assert_eq!(page.errors().await, [], "the question for the password is answered");
}

browser_tests::in_every_engine!(what_is_cancelled_for_many_endpoints_is_not_begun_again);

async fn what_is_cancelled_for_many_endpoints_is_not_begun_again(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    page.upload("bulk-keys", &[&session.file("sealed.key", sealed(&session, &[]))]).await;
    page.until("the page asks for the password", "shown('bulk-key-password-error')").await;
    page.hold_workers().await;
    page.type_into("bulk-key-password", PASSWORD).await;
    page.press(Key::Enter).await;
    cancels(&page, "bulk-keys-working", "bulk-keys-cancel", "bulk-key-password").await;

    page.upload("bulk-in-use", &[&session.file("in-use.pfx", "anything: nobody reads it")]).await;
    page.type_into("bulk-in-use-password", PASSWORD).await;
    page.press(Key::Enter).await;
    cancels(&page, "bulk-in-use-opening", "bulk-in-use-opening-cancel", "bulk-in-use-password").await;
}

/// The click leaves the field of the password, which has been changed since the keyboard came to it.
async fn cancels(page: &Page<'_>, work: &str, button: &str, password: &str) {
    page.until("the work is shown", &format!("shown('{work}')")).await;
    page.click(button).await;
    // What follows from leaving a field comes after the click, as soon as the page rests.
    page.run_until_done("setTimeout(() => setTimeout(arguments[0]))", Vec::new()).await;
    page.until("the work has ended", &format!("!shown('{work}')")).await;
    assert_eq!(page.value(password).await, PASSWORD);
    assert_eq!(page.focused().await, password);
    page.press(Key::Enter).await;
    page.until("it is begun again by who wants it", &format!("shown('{work}')")).await;
}

#[tokio::test]
async fn a_long_opening_tells_how_far_it_is_and_another_password_ends_the_wait() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    let file = session.file("long.key", sealed(&session, &["-v2", "aes256", "-iter", MANY_ITERATIONS]));
    give(&page, &file, "not the password").await;
    is_at_work(&page).await;
    page.picture("bundle-opening").await;

    page.type_over("unlock-password", PASSWORD).await;
    page.press(Key::Enter).await;
    page.until("the first work is given up", "!shown('key-opening')").await;
    is_at_work(&page).await;
    let text = page.text("key-opening-text").await;
    assert!(text.contains("% done. ") && text.ends_with(" to go."), "{text}");
    page.until("the bar moves", "element('key-opening-progress').value > 0").await;
    page.run("element('key-opening-cancel').focus()").await;
    page.until("the key is open", "shown('key-taken') && !shown('key-opening')").await;
    assert_eq!(page.focused().await, "key-taken", "the keyboard is not lost with the button");
    assert_eq!(page.text("key-status").await, "");
    assert_eq!(page.errors().await, []);
}

#[tokio::test]
async fn a_cancelled_opening_keeps_what_was_given_and_what_was_made() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    let request = page.make_request().await;
    page.go_to("bundle").await;
    let authority = Authority::of(Environment::Int);
    let certificate = authority.sign(&session.file("request.csr", request), INT.name);
    page.paste_certificates(&certificate).await;
    page.check_is("key-matches", "pass").await;

    let file = endless_pbkdf2(&session);
    give(&page, &file, PASSWORD).await;
    for _ in 0..2 {
        is_at_work(&page).await;
        page.click("key-opening-cancel").await;
        page.until("the work has ended", "!shown('key-opening')").await;
        assert_eq!(
            page.text("key-status").await,
            "Cancelled. The key was not opened; what you gave is still there. To open it after all, press Enter in the field of its password."
        );
        assert_eq!(page.focused().await, "unlock-password");
        assert_eq!(page.value("unlock-password").await, PASSWORD);
        assert!(page.value("key-file").await.ends_with("endless.key"));
        assert!(page.is_shown("made-key").await);
        page.press(Key::Enter).await;
    }
    is_at_work(&page).await;
    page.click("key-opening-cancel").await;
    page.until("the work has ended", "!shown('key-opening')").await;

    page.choose_pfx_password("correct horse battery").await;
    page.make_pfx().await;
    let file = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let opened = browser_tests::openssl::read_pfx(&file, "correct horse battery");
    assert_eq!(opened.certificate, certificate);
}

#[tokio::test]
async fn scrypt_does_not_pretend_to_know_how_far_it_is() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    // N is 16384 and r is 8; p, which was 1, becomes 127.
    let from = b"\x02\x02\x40\x00\x02\x01\x08\x02\x01\x01";
    let file = endless(&session, &["-scrypt"], from, b"\x02\x02\x40\x00\x02\x01\x08\x02\x01\x7f");
    give(&page, &file, PASSWORD).await;
    is_at_work(&page).await;
    let text = page.text("key-opening-text").await;
    assert!(text.ends_with(" so far. How much is left cannot be told."), "{text}");
    assert_eq!(page.run("return element('key-opening-progress').hasAttribute('value')").await, false);
    page.click("key-opening-cancel").await;
    page.until("the work has ended", "!shown('key-opening')").await;
}

#[tokio::test]
async fn taking_the_file_out_again_ends_the_work() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    give(&page, &endless_pbkdf2(&session), PASSWORD).await;
    is_at_work(&page).await;
    page.take_files_out("key-file").await;
    page.until("the work has ended", "!shown('key-opening') && text('key-status') === ''").await;
}

#[tokio::test]
async fn the_check_of_a_saved_key_is_cancelled_and_done_again() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.make_request().await;
    page.upload("saved-key-file", &[&endless_pbkdf2(&session)]).await;
    page.type_into("saved-key-password", PASSWORD).await;
    page.press(Key::Enter).await;
    page.until("the work is shown", "shown('saved-key-opening')").await;
    assert_eq!(page.text("saved-key-status").await, IS_LONG);
    page.click("saved-key-opening-cancel").await;
    page.until("the work has ended", "!shown('saved-key-opening')").await;
    assert_eq!(
        page.text("saved-key-status").await,
        "Cancelled. The saved file was not checked; what you gave is still there."
    );
    assert_eq!(page.focused().await, "check-saved-key");
    assert_eq!(page.value("saved-key-password").await, PASSWORD);

    let key = page.save_key(&INT).await;
    page.take_files_out("saved-key-file").await;
    page.upload("saved-key-file", &[&key]).await;
    page.type_over("saved-key-password", "").await;
    page.click("check-saved-key").await;
    page.until("the saved key fits", "text('saved-key-status').includes('holds the key of this request')")
        .await;
}

#[tokio::test]
async fn a_look_at_a_file_that_takes_long_is_cancelled_and_another_file_looked_at() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("inspect").await;
    page.upload("inspect-file", &[&endless_pbkdf2(&session)]).await;
    page.until("the page has looked", "text('inspect-status') === '1 thing found.'").await;
    page.type_into("inspect-password", PASSWORD).await;
    page.press(Key::Enter).await;
    page.until("the work is shown", "shown('inspect-opening')").await;
    page.click("inspect-opening-cancel").await;
    page.until("the work has ended", "!shown('inspect-opening') && focused() === 'inspect-look'").await;
    assert!(page.text("inspect-status").await.starts_with("Cancelled."));
    assert_eq!(page.value("inspect-password").await, PASSWORD, "what was typed stays");
    page.take_files_out("inspect-file").await;
    page.upload("inspect-file", &[&session.file("plain.key", PrivateKey::make("not used").pem)]).await;
    page.until("the other file is shown", "text('inspect-status') === '1 thing found.'").await;
    assert_eq!(page.errors().await, []);
}
