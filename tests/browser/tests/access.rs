//! Whether everyone gets through is asked with these rules: in every state in `every_state.rs`, and here where the
//! page cannot work, and of what is read aloud.

use browser_tests::{Engine, Session, Setup};
use serde_json::json;

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
