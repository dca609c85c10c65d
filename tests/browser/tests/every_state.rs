//! Everyone gets through, in every state of every step: no rule of WCAG 2.2 AA is broken at any width, in any
//! colours, and nobody scrolls sideways on a small screen or with large letters. The page is walked through
//! twice in Chromium, and everything is looked at in each state; once in the other engines.

use std::cell::Cell;

use browser_tests::{Engine, Page, Session};

#[tokio::test]
async fn everyone_gets_through_on_a_screen_of_any_size() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.bring_axe().await;
    let states = Cell::new(0);
    page.every_state(&session, async |state| {
        for width in [1280, 768, 320] {
            page.resize(width, 800).await;
            assert_eq!(page.broken_rules().await, [""; 0], "{state} at {width} pixels");
            assert_eq!(page.small_targets().await, [""; 0], "{state} at {width} pixels");
            page.picture(&format!("{state}-{width}")).await;
        }
        page.resize(320, 640).await;
        fits(&page, state, "320x640").await;
        // A screen of 1280 by 1024 pixels at 400 %.
        page.resize(320, 256).await;
        fits(&page, state, "320x256").await;
        page.resize(1280, 1000).await;
        assert_eq!(page.confusing_names().await, [""; 0], "{state}");
        assert_eq!(page.hidden_focus().await, [""; 0], "{state}");
        states.set(states.get() + 1);
    })
    .await;
    assert!(states.get() >= 45, "{} states", states.get());
}

#[tokio::test]
async fn everyone_gets_through_in_colours_letters_and_motion_of_their_own() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.bring_axe().await;
    page.every_state(&session, async |state| {
        page.prefer_dark().await;
        assert_eq!(page.broken_rules().await, [""; 0], "{state} in dark colours");
        page.picture(&format!("{state}-dark")).await;
        page.force_colours().await;
        assert_eq!(page.broken_rules().await, [""; 0], "{state} in forced colours");
        page.picture(&format!("{state}-forced-colours")).await;
        assert_eq!(page.hidden_focus().await, [""; 0], "{state} in forced colours");
        page.reduce_motion().await;
        assert_eq!(page.moving().await, [""; 0], "{state}");
        page.picture(&format!("{state}-reduced-motion")).await;
        page.prefer_nothing().await;
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

#[tokio::test]
async fn no_rule_is_broken_in_any_state_in_firefox() {
    no_rule_is_broken_in(Engine::Firefox).await;
}

#[tokio::test]
async fn no_rule_is_broken_in_any_state_in_webkit() {
    no_rule_is_broken_in(Engine::WebKit).await;
}

async fn no_rule_is_broken_in(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.bring_axe().await;
    page.every_state(&session, async |state| {
        assert_eq!(page.broken_rules().await, [""; 0], "{state} in {engine:?}");
        page.picture(&format!("{state}-{engine:?}")).await;
    })
    .await;
}

async fn fits(page: &Page<'_>, state: &str, shown: &str) {
    assert_eq!(page.sticking_out().await, [""; 0], "{state}, {shown}");
    page.picture(&format!("{state}-{shown}")).await;
}
