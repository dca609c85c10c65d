//! Small screens, large letters, more space between them.

use browser_tests::{Engine, Page, Session};

#[tokio::test]
async fn nobody_scrolls_sideways_on_a_small_screen_nor_when_everything_is_four_times_as_large() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.every_state(&session, async |state| {
        page.resize(320, 640).await;
        fits(&page, state, "320x640").await;
        // A screen of 1280 by 1024 pixels at 400 %.
        page.resize(320, 256).await;
        fits(&page, state, "320x256").await;
        page.resize(1280, 1000).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_scrolls_sideways_with_letters_twice_as_large_nor_with_more_space_between_them() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.every_state(&session, async |state| {
        page.enlarge_letters(2).await;
        fits(&page, state, "letters-200-percent").await;
        page.show_text_as_it_comes().await;
        page.spread_text().await;
        page.resize(320, 640).await;
        fits(&page, state, "spread-320").await;
        page.resize(1280, 1000).await;
        page.show_text_as_it_comes().await;
    })
    .await;
}

async fn fits(page: &Page<'_>, state: &str, shown: &str) {
    assert_eq!(page.sticking_out().await, [""; 0], "{state}, {shown}");
    page.picture(&format!("{state}-{shown}")).await;
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
