//! After `#forget`, no password and no key is found in the memory of the page, wherever one looks.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use browser_tests::{
    Authority, Engine, Environment, INT, Memory, PROD_SUPPLIER, Page, Place, PrivateKey, Session, bulk,
    openssl,
};
use serde_json::json;

/// Looked for piece by piece: the first octets of memory that was given back are soon used again.
const PASSWORD: &str = "quartz-lantern-7431-forgets+velvet-harbour-2086-remembers";

#[tokio::test]
async fn after_forgetting_nothing_in_memory_holds_a_password_or_a_key() {
    let session = Session::open(Engine::Chromium).await;
    keep_book_of_addresses(&session).await;
    let page = session.open_page().await;
    let secrets = a_whole_journey(&page).await;
    let mut memory = Memory::of(&session).await;

    // The control: now they are found, by the same search.
    for prime in &secrets.primes {
        assert_eq!(memory.find(prime), BTreeSet::from([Place::WorkerOctets]));
    }
    assert!(memory.find(secrets.line_of_key_file.as_bytes()).contains(&Place::WorkerOctets));
    let filled = page.filled_in().await;
    for field in ["key-password", "pfx-password", "pfx-text"] {
        assert!(filled.contains(&field.to_owned()), "{field}: {filled:?}");
    }
    assert_ne!(addresses(&page).await, json!([]));
    assert_ne!(memory.files(), 0);

    forgets_everything(&page, &mut memory, &secrets.primes).await;
    for line in [&secrets.line_of_key_file, &secrets.line_of_pasted_key, &secrets.line_of_pfx] {
        assert_eq!(memory.find(line.as_bytes()), BTreeSet::new());
    }
    for (step, field) in [("request", "key-password"), ("bundle", "pfx-password"), ("bundle", "key-pem")] {
        page.go_to(step).await;
        page.undo_in(field).await;
        assert_eq!(page.value(field).await, "", "undoing does not bring it back to #{field}");
    }
}

#[tokio::test]
async fn after_forgetting_a_batch_nothing_in_memory_holds_its_password_or_its_keys() {
    let session = Session::open(Engine::Chromium).await;
    keep_book_of_addresses(&session).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    page.list_names(&[INT.name, PROD_SUPPLIER.name]).await;
    page.choose_one_password("bulk-password", PASSWORD).await;
    page.make_requests().await;
    page.click("download-bulk").await;
    let archive = session.downloads().file("certificate-requests.zip").await;
    let folder = bulk::unpack(&archive);
    page.type_into("bulk-key-password", PASSWORD).await;
    page.upload("bulk-keys", &[&archive]).await;
    page.until("the keys are open", "value('bulk-key-password') === ''").await;
    page.choose_one_password("bulk-pfx-password", PASSWORD).await;
    let key = folder.join(format!("{0}/{0}.key", INT.name));
    let primes: Vec<Vec<u8>> = openssl::read_primes(&key, PASSWORD).into_iter().map(turned).collect();
    let mut memory = Memory::of(&session).await;
    for prime in &primes {
        assert_eq!(memory.find(prime), BTreeSet::from([Place::WorkerOctets]), "an opened key is held");
    }

    forgets_everything(&page, &mut memory, &primes).await;
}

/// Presses `#forget`: then no prime is in memory, no piece of the password, and nothing that was not searched.
async fn forgets_everything(page: &Page<'_>, memory: &mut Memory, primes: &[Vec<u8>]) {
    page.forget_everything().await;
    memory.until_workers_ended();
    for prime in primes {
        assert_eq!(memory.find(prime), BTreeSet::new());
    }
    for piece in PASSWORD.split(['-', '+']).filter(|piece| piece.len() > 5) {
        assert_eq!(memory.find(piece.as_bytes()), BTreeSet::new(), "{piece}");
    }
    assert_eq!(page.filled_in().await, [""; 0]);
    assert_eq!(addresses(page).await, json!([]));
    assert_eq!(memory.files(), 0);
    assert_eq!(memory.buffers(), 0, "there are no octets that were not searched");
}

#[tokio::test]
async fn a_password_that_a_script_keeps_would_be_found() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    let mut memory = Memory::of(&session).await;
    page.choose_key_password(PASSWORD).await;
    page.run("window.kept = element('key-password').value").await;
    let script = "
        window.memory = new WebAssembly.Memory({ initial: 1 });
        new TextEncoder().encodeInto(window.kept, new Uint8Array(window.memory.buffer));
        window.buffer = new Uint8Array(1000);";
    page.run(script).await;
    assert_eq!(memory.find(PASSWORD.as_bytes()), BTreeSet::from([Place::PageStrings, Place::PageOctets]));
    assert_eq!(memory.buffers(), 1);
}

/// What must not be found.
struct Secrets {
    primes: Vec<Vec<u8>>,
    line_of_key_file: String,
    line_of_pasted_key: String,
    line_of_pfx: String,
}

/// Makes and opens a key, makes a .pfx file of it, and leaves every secret field filled in.
async fn a_whole_journey(page: &Page<'_>) -> Secrets {
    page.name_endpoint(&INT).await;
    page.choose_key_password(PASSWORD).await;
    page.make_request().await;
    let request = page.save_request(&INT).await;
    let key = page.save_key(&INT).await;
    page.upload("saved-key-file", &[&key]).await;
    page.type_into("saved-key-password", PASSWORD).await;
    page.click("check-saved-key").await;
    page.until("the saved key fits", "text('saved-key-status').includes('holds the key of this request')")
        .await;
    page.choose_key_password(PASSWORD).await;
    page.go_to("bundle").await;
    page.open_key(&key, PASSWORD).await;
    let certificate = Authority::of(Environment::Int).sign(&request, INT.name);
    page.paste_certificates(&certificate).await;
    page.choose_pfx_password(PASSWORD).await;
    page.make_pfx().await;
    page.click_summary_of("pfx-as-text").await;
    page.until("the file is shown as text", "value('pfx-text') !== ''").await;
    let pasted = PrivateKey::make("not used");
    // Not asked of the page: what a driver is answered stays in the page's memory.
    let pfx = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let pfx_text = BASE64_STANDARD.encode(std::fs::read(pfx).expect("a file"));
    page.choose_pfx_password(PASSWORD).await;
    page.go_to("inspect").await;
    page.upload("inspect-file", &[&key]).await;
    page.paste_into("inspect-text", &pasted.pem).await;
    page.type_into("inspect-password", PASSWORD).await;
    page.click("inspect-look").await;
    page.until("the page has looked", "document.querySelectorAll('#inspect-result > li').length === 2").await;
    // The last thing before all is forgotten: nothing covers it.
    page.go_to("bundle").await;
    page.choose_pfx_password(PASSWORD).await;
    let third_line = |text: &str| text.lines().nth(2).expect("a third line").to_owned();
    let key_text = std::fs::read_to_string(&key).expect("a text");
    Secrets {
        primes: openssl::read_primes(&key, PASSWORD).into_iter().map(turned).collect(),
        line_of_key_file: third_line(&key_text),
        line_of_pasted_key: third_line(&pasted.pem),
        line_of_pfx: pfx_text[128..192].to_owned(),
    }
}

/// A number as it lies in memory: with its least significant octets first.
fn turned(prime: Vec<u8>) -> Vec<u8> {
    prime.into_iter().rev().collect()
}

/// Has the page take down each address that it gives to a file, and takes back.
async fn keep_book_of_addresses(session: &Session) {
    let source = "
        window.addresses = new Set();
        const { createObjectURL, revokeObjectURL } = URL;
        URL.createObjectURL = (file) => {
            const address = createObjectURL(file);
            window.addresses.add(address);
            return address;
        };
        URL.revokeObjectURL = (address) => {
            window.addresses.delete(address);
            revokeObjectURL(address);
        };";
    session.developer_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
}

async fn addresses(page: &Page<'_>) -> serde_json::Value {
    page.run("return [...window.addresses]").await
}
