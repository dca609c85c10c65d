//! What the page says about itself, and how it is had from outside.

use std::collections::BTreeSet;
use std::path::Path;

use browser_tests::program::program;
use browser_tests::{Engine, Page, Server, Session, page_file};
use serde_json::Value;

/// The standard library, which Cargo does not list.
const STANDARD_LIBRARY: &str = "rust-std";

#[tokio::test]
async fn the_page_and_its_bill_of_materials_name_every_package_that_cargo_puts_into_it() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("about").await;
    let expected = packages_of_cargo();
    assert!(expected.len() > 40, "{expected:?}");
    let mut shown = packages_of_page(&page).await;
    assert!(shown.remove(STANDARD_LIBRARY));
    assert_eq!(shown, expected);

    let bill = std::fs::read(page_file().with_extension("cdx.json")).expect("a bill of materials");
    let bill: Value = serde_json::from_slice(&bill).expect("JSON");
    let named = |component: &Value| component["name"].as_str().expect("a name").to_owned();
    let components = bill["components"].as_array().expect("a list");
    let mut listed: BTreeSet<String> = components.iter().map(named).collect();
    assert!(listed.remove(STANDARD_LIBRARY));
    assert!(listed.insert(named(&bill["metadata"]["component"])));
    assert_eq!(listed, expected);
}

#[tokio::test]
async fn the_licence_texts_are_unpacked_for_whoever_opens_them() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("about").await;
    assert_eq!(page.text("licence-texts").await, "");
    page.click_summary_of("licences").await;
    page.until("the texts are there", "text('licence-texts') !== ''").await;
    page.picture("licences").await;
    let texts = page.text("licence-texts").await;
    for needed in ["MIT: bars-csr", "Apache License", "Redistributions in binary form", "UNICODE LICENSE V3"]
    {
        assert!(texts.contains(needed), "{needed}: {texts}");
    }
}

#[test]
fn the_published_digests_are_those_of_the_files() {
    let page = page_file();
    let folder = page.parent().expect("a folder");
    for list in ["SHA256SUMS", "bars-csr.html.sha256"] {
        program("sha256sum", folder, &["--check", "--strict", list], b"").expect_success();
    }
}

#[tokio::test]
async fn a_page_from_a_web_server_saves_itself_as_the_same_file() {
    for engine in [Engine::Chromium, Engine::Firefox, Engine::WebKit] {
        let server = Server::start(&page_file()).await;
        let session = Session::open(engine).await;
        let page = session.open_address(&server.address).await;
        page.go_to("about").await;
        let saved = page.save_finished("save-page", "bars-csr.html").await;
        let (saved, published) =
            (std::fs::read(saved).expect("a file"), std::fs::read(page_file()).expect("a file"));
        assert!(saved == published, "the same bytes");
        assert!(page.is_shown("about-title").await, "the page is still there");
    }
}

#[tokio::test]
async fn a_page_from_disk_offers_no_saving_of_itself() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("about").await;
    assert!(!page.is_shown("save-page").await);
}

/// What Cargo says goes into the core: what runs in the browser, without macros. What this
/// repository has beside it counts as the same.
fn packages_of_cargo() -> BTreeSet<String> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let arguments = "tree --locked --package bars-csr --target wasm32-unknown-unknown \
                     --edges normal,no-proc-macro --prefix none --format {p}";
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let tree = program("cargo", &repository, &arguments, b"").expect_success().text();
    let from_elsewhere = |line: &&str| line.starts_with("bars-csr ") || !line.contains(" (/");
    let names = tree.lines().filter(from_elsewhere).filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

async fn packages_of_page(page: &Page<'_>) -> BTreeSet<String> {
    let names = page
        .run("return [...document.querySelectorAll('#packages tbody th')].map((cell) => cell.textContent)");
    let names = names.await;
    let names = names.as_array().expect("a list").iter();
    names.map(|name| name.as_str().expect("a name").to_owned()).collect()
}
