//! Small screens, large letters, no mouse.

use browser_tests::{Engine, INT, Key, Page, Session, openssl};

/// How a person has the text shown.
#[derive(Debug)]
enum Read {
    AsItComes,
    Enlarged,
    Spread,
}

#[tokio::test]
async fn nobody_scrolls_sideways_on_a_screen_of_320_pixels() {
    every_state_fits(320, 640, Read::AsItComes).await;
}

#[tokio::test]
async fn nobody_scrolls_sideways_when_everything_is_four_times_as_large() {
    // A screen of 1280 by 1024 pixels at 400 %.
    every_state_fits(320, 256, Read::AsItComes).await;
}

#[tokio::test]
async fn nobody_scrolls_sideways_with_letters_twice_as_large() {
    every_state_fits(1280, 1000, Read::Enlarged).await;
}

#[tokio::test]
async fn nobody_scrolls_sideways_with_more_space_between_letters_words_and_lines() {
    every_state_fits(320, 640, Read::Spread).await;
}

async fn every_state_fits(width: u32, height: u32, read: Read) {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.resize(width, height).await;
    match read {
        Read::AsItComes => {}
        Read::Enlarged => page.enlarge_letters(2).await,
        Read::Spread => page.spread_text().await,
    }
    page.every_state(&session, async |state| {
        assert_eq!(page.sticking_out().await, [""; 0], "{state}");
        page.picture(&format!("{state}-{width}x{height}-{read:?}")).await;
    })
    .await;
}

#[tokio::test]
async fn the_page_is_shown_in_dark_colours_to_those_who_prefer_them() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    let brightness = "
        const [red, green, blue] = getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number);
        return red + green + blue;";
    let light = page.run(brightness).await.as_u64().expect("a number");
    page.prefer_dark().await;
    let dark = page.run(brightness).await.as_u64().expect("a number");
    page.picture("dark").await;
    assert!(dark < 200 && light > 600, "{light} and {dark} of 765");
}

#[tokio::test]
async fn the_keyboard_alone_leads_to_a_saved_key() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.tab_to("environment-int").await;
    page.press(Key::Down).await;
    assert!(page.is_chosen("environment-prod-supplier").await);
    page.press(Key::Up).await;
    assert!(page.is_chosen("environment-int").await);
    write(&page, "ods-code", INT.ods_code).await;
    write(&page, "organisation", INT.organisation).await;
    page.tab_to("key-size").await;
    page.press(Key::Down).await;
    assert_eq!(page.value("key-size").await, "3072");
    page.press(Key::Up).await;
    write(&page, "key-password", "a key's own password").await;
    page.tab_to("key-password-show").await;
    page.press(Key::Space).await;
    assert_eq!(page.text("key-password-show").await, "Hide the password for the key file");
    write(&page, "key-password-confirm", "a key's own password").await;
    page.tab_to("generate").await;
    page.press(Key::Enter).await;
    page.until("the request is made", "shown('request-result') && focused() === 'request-result-title'")
        .await;

    page.tab_to("download-key").await;
    page.press(Key::Enter).await;
    let key = session.downloads().file(&INT.file(".key")).await;
    page.tab_to("download-csr").await;
    page.press(Key::Space).await;
    let request = session.downloads().file(&INT.file(".csr")).await;
    let public_key = openssl::read_request(&request, INT.name);
    assert_eq!(openssl::read_key(&key, "a key's own password"), public_key);
}

async fn write(page: &Page<'_>, field: &str, text: &str) {
    page.tab_to(field).await;
    page.type_text(text).await;
    assert_eq!(page.value(field).await, text);
}
