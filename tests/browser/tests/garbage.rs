//! Files and texts that are nothing that the page expects, by mistake or by malice.

use std::fs::File;
use std::path::PathBuf;

use browser_tests::{Authority, Engine, Environment, INT, Page, PrivateKey, Session};
use serde_json::json;

/// What looks like a part of a page, and must not become one.
const MARKUP: &str = "<img src=x onerror=window.harmed=1>";

#[tokio::test]
async fn garbage_in_the_field_of_the_key_is_refused_and_a_key_then_works() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    for (name, content, found) in files() {
        page.upload("key-file", &[&session.file(name, content)]).await;
        page.is_told("key-file", &format!("{found} A private key was expected.")).await;
    }
    page.take_files_out("key-file").await;
    page.paste_into("key-pem", "hello, world").await;
    page.is_told("key-pem", "This looks like ordinary text. A private key was expected.").await;
    assert_eq!(page.value("key-pem").await, "hello, world", "what was pasted stays");

    page.paste_into("key-pem", &PrivateKey::make("not used").pem).await;
    page.until("the key is open", "shown('key-taken')").await;
    assert_eq!(page.errors().await, []);
}

#[tokio::test]
async fn garbage_in_the_fields_of_the_certificate_is_refused_and_a_certificate_then_works() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    for (name, content, found) in files() {
        page.upload("certificate-file", &[&session.file(name, content)]).await;
        page.is_told("certificate-file", &format!("{name}: {found} A certificate was expected.")).await;
        page.take_files_out("certificate-file").await;
    }
    page.paste_into("certificate-pem", "hello, world").await;
    page.is_told("certificate-pem", "This looks like ordinary text. A certificate was expected.").await;

    let authority = Authority::of(Environment::Int);
    let certificate = authority.certificate_for(&PrivateKey::make("not used"), INT.name);
    page.paste_into("certificate-pem", &certificate).await;
    page.until("the checks are there", "document.querySelector('#checks li') !== null").await;
    assert_eq!(page.errors().await, []);
}

#[tokio::test]
async fn a_file_of_50_megabytes_is_refused_everywhere_and_the_page_goes_on() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    let large = large_file(&session);
    let sentence =
        "large.pem has 50 MB. Keys and certificates are far smaller; 10 MB is the most that is read here.";
    page.name_endpoint(&INT).await;
    let request = page.make_request().await;
    page.upload("saved-key-file", &[&large]).await;
    page.click("check-saved-key").await;
    page.is_refused("saved-key-file", sentence).await;
    let key = page.save_key(&INT).await;
    page.upload("saved-key-file", &[&key]).await;
    page.click("check-saved-key").await;
    page.until("the saved key fits", "text('saved-key-status').includes('holds the key of this request')")
        .await;

    page.go_to("bundle").await;
    page.upload("key-file", &[&large]).await;
    page.is_told("key-file", sentence).await;
    page.upload("key-file", &[&key]).await;
    page.until("the key is open", "shown('key-taken')").await;

    page.upload("certificate-file", &[&large]).await;
    page.is_told("certificate-file", sentence).await;
    page.take_files_out("certificate-file").await;
    let authority = Authority::of(Environment::Int);
    let certificate = authority.sign(&session.file("request.csr", request), INT.name);
    page.upload("certificate-file", &[&session.file("endpoint.cer", certificate)]).await;
    page.check_is("key-matches", "pass").await;
    assert_eq!(page.errors().await, []);
}

#[tokio::test]
async fn markup_stays_text_wherever_it_comes_from() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    for (field, good) in [("ods-code", INT.ods_code), ("organisation", INT.organisation), ("fqdn", INT.name)]
    {
        page.type_over(field, MARKUP).await;
        page.leave(field).await;
        page.until("the field is found fault with", &format!("shown('{field}-error')")).await;
        is_unharmed(&page).await;
        page.type_over(field, good).await;
    }

    page.go_to("bundle").await;
    let file = session.file("<img src=x onerror=window.harmed=1>.pem", "hello, world");
    page.upload("certificate-file", &[&file]).await;
    let sentence =
        "<img src=x onerror=window.harmed=1>.pem: This looks like ordinary text. A certificate was expected.";
    page.is_told("certificate-file", sentence).await;
    is_unharmed(&page).await;
    page.take_files_out("certificate-file").await;

    page.paste_into("certificate-pem", &format!("-----BEGIN CERTIFICATE-----\n{MARKUP}\n")).await;
    page.until("the text is found fault with", "shown('certificate-pem-error')").await;
    is_unharmed(&page).await;

    let certificate = Authority::of(Environment::Int).certificate_for(&PrivateKey::make("not used"), MARKUP);
    page.paste_into("certificate-pem", &certificate).await;
    page.check_is("name-is-cn", "warn").await;
    assert_eq!(
        page.reason("name-is-cn").await,
        format!("It is for {MARKUP}, which is not a name of an endpoint under nhs.uk. Is it the right one?")
    );
    is_unharmed(&page).await;

    page.go_to("inspect").await;
    page.paste_into("inspect-text", &certificate).await;
    page.until("the page has looked", "shown('inspect-found')").await;
    page.upload("inspect-file", &[&file]).await;
    page.until("the file is found fault with", "shown('inspect-file-error')").await;
    is_unharmed(&page).await;
}

#[tokio::test]
async fn markup_in_every_field_there_is_stays_text_and_breaks_no_rule() {
    let session = Session::open(Engine::Chromium).await;
    let source = "
        window.violations = [];
        addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));";
    session.developer_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    let page = session.open_page().await;
    assert!(page.run("return 'trustedTypes' in window").await == true, "Trusted Types are on");
    let file = session.file(&format!("{MARKUP}.pem"), MARKUP);
    for (step, sent) in [("request", "generate"), ("bundle", "make-pfx"), ("inspect", "inspect-look")] {
        page.go_to(step).await;
        page.run_with(
            "element(arguments[0]).querySelectorAll('details').forEach((part) => part.open = true)",
            vec![json!(step)],
        )
        .await;
        let fields = page.fields_of(step).await;
        assert!(fields.len() > 2, "{fields:?}");
        for field in &fields {
            if page.takes_files(field).await {
                page.upload(field, &[&file]).await;
            } else {
                page.paste_into(field, MARKUP).await;
                assert_eq!(page.value(field).await, MARKUP, "{field}");
                page.leave(field).await;
            }
        }
        page.click(sent).await;
        page.until("the page refuses", "shown('error-summary')").await;
        is_unharmed(&page).await;
    }

    // Through every check, into a file, and back.
    let key = PrivateKey::make("sealed");
    let certificate = Authority::of(Environment::Int).certificate_for(&key, MARKUP);
    page.reload().await;
    page.go_to("bundle").await;
    page.open_key(&session.file(&format!("{MARKUP}.key"), &key.pem), "").await;
    page.paste_certificates(&certificate).await;
    page.type_over("friendly-name", MARKUP).await;
    page.choose_pfx_password(MARKUP).await;
    page.make_pfx().await;
    let pfx = page.save_finished("download-pfx", "certificate.pfx").await;
    is_unharmed(&page).await;
    page.go_to("inspect").await;
    page.type_into("inspect-password", MARKUP).await;
    page.upload("inspect-file", &[&pfx]).await;
    page.click("inspect-look").await;
    page.until("the page has looked", "text('inspect-result').includes('<img')").await;
    is_unharmed(&page).await;
    assert_eq!(page.run("return window.violations").await, serde_json::json!([]));
}

/// Name, content, and what is said of it.
fn files() -> [(&'static str, Vec<u8>, &'static str); 3] {
    [
        ("notes.txt", b"hello, world".to_vec(), "This looks like ordinary text."),
        (
            "noise.bin",
            (0..=255).cycle().skip(128).take(5000).collect(),
            "This looks like a file of another kind.",
        ),
        ("empty.pem", Vec::new(), "This is empty."),
    ]
}

fn large_file(session: &Session) -> PathBuf {
    let path = session.file("large.pem", "");
    let file = File::options().write(true).open(&path).expect("the file is there");
    file.set_len(50_000_000).expect("the file takes a size");
    path
}

async fn is_unharmed(page: &Page<'_>) {
    assert_eq!(page.run("return window.harmed ?? null").await, serde_json::Value::Null);
    assert_eq!(page.run("return document.images.length").await, 0);
}
