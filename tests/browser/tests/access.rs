//! Everyone gets through: no rule of WCAG 2.2 AA is broken in any state, at any width, in any
//! colours.

use browser_tests::{Engine, Session, Setup};
use serde_json::json;
use std::cell::Cell;

#[tokio::test]
async fn no_rule_is_broken_in_any_state_at_any_width() {
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
        assert_eq!(page.confusing_names().await, [""; 0], "{state}");
        assert_eq!(page.hidden_focus().await, [""; 0], "{state}");
        page.resize(1280, 1000).await;
        states.set(states.get() + 1);
    })
    .await;
    assert!(states.get() >= 45, "{} states", states.get());
}

#[tokio::test]
async fn no_rule_is_broken_in_dark_colours_nor_in_those_of_the_person() {
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

#[tokio::test]
async fn no_rule_is_broken_where_the_page_cannot_work() {
    let setup = Setup { compiler_off: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let page = session.open_unready(&session.file_address()).await;
    page.until("the page says that it cannot work", "document.documentElement.dataset.ready === 'no'").await;
    page.bring_axe().await;
    assert_eq!(page.broken_rules().await, [""; 0]);
}

#[tokio::test]
async fn what_is_wrong_is_read_aloud_with_its_field_and_once() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    let service = "Make and send a certificate request - Certificate for a BaRS receiver";
    assert_eq!(page.run("return document.title").await, service);
    page.click("generate").await;
    page.until("the page refuses", "focused() === 'error-summary'").await;
    assert_eq!(page.run("return document.title").await, format!("Error: {service}"));
    let (name, description) = page.read_aloud("ods-code").await;
    assert_eq!(name, "ODS code");
    assert!(description.ends_with(" Error: Enter the ODS code, for example Y01061."), "{description}");

    page.listen_to_summary().await;
    page.type_into("ods-code", "Y01061").await;
    page.until("one of two errors is left", "document.querySelectorAll('#error-summary li').length === 1")
        .await;
    assert_eq!(page.heard().await, json!([]), "what is still wrong is not said again");
    page.type_into("organisation", "healthtech").await;
    page.until("nothing is wrong any more", "!shown('error-summary')").await;
    assert_eq!(page.heard().await, json!([]));
    assert_eq!(page.run("return document.title").await, service);
    page.until("what is left is said when the person rests", "text('said') === text('organisation-room')")
        .await;
    page.go_to("about").await;
    assert_eq!(page.run("return document.title").await, "About this file - Certificate for a BaRS receiver");
}

#[tokio::test]
async fn a_field_without_a_label_would_be_found() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.bring_axe().await;
    page.run("document.querySelector('label[for=fqdn]').remove()").await;
    let broken = page.broken_rules().await;
    assert!(broken.len() == 1 && broken[0].starts_with("label: #fqdn"), "{broken:?}");
}
