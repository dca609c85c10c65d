//! What the page says about using the finished files.

use browser_tests::{Authority, Engine, Environment, INT, PrivateKey, Session};

#[tokio::test]
async fn who_refuses_a_certificate_without_a_subject_alternative_name_is_said_where_there_is_none() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    let (authority, key) = (Authority::of(Environment::Int), PrivateKey::make("not used"));
    page.open_key(&session.file("endpoint.key", &key.pem), "").await;
    let request = authority.request_for(&key, INT.name);
    let (without, with) =
        (authority.sign(&request, INT.name), authority.sign_with_other_name(&request, INT.name));
    for (certificate, said) in [(&without, true), (&with, false)] {
        page.paste_certificates(certificate).await;
        assert_eq!(page.checks_that("fail").await, [""; 0], "it is no fault");
        page.choose_pfx_password("correct horse battery").await;
        page.make_pfx().await;
        assert_eq!(page.is_shown("no-other-names").await, said);
    }
}

#[tokio::test]
async fn every_text_for_a_server_holds_the_name_and_can_be_copied() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    let (authority, key) = (Authority::of(Environment::Int), PrivateKey::make("not used"));
    page.open_key(&session.file("endpoint.key", &key.pem), "").await;
    page.paste_certificates(&authority.certificate_for(&key, INT.name)).await;
    page.choose_pfx_password("correct horse battery").await;
    page.make_pfx().await;
    page.run("for (const closed of document.querySelectorAll('#bundle-result details')) closed.open = true")
        .await;
    page.picture("bundle-result-open").await;
    let copied = page.run(COPY_ALL).await;
    let texts = copied.as_array().expect("a list");
    assert_eq!(texts.len(), 15);
    for text in texts {
        assert_eq!(text["copied"], text["shown"], "{}", text["id"]);
        let nameless = ["use-windows-binding", "use-apache-password", "use-ingress"]
            .contains(&text["id"].as_str().expect("an id"));
        let shown = text["shown"].as_str().expect("a text");
        assert_eq!(shown.contains(INT.name), !nameless, "{shown}");
    }
    page.until("it is said", "shown('use-copy-status') && text('use-copy-status') === 'Copied.'").await;
}

/// Presses the button of each text, with a clipboard that keeps what is put on it.
const COPY_ALL: &str = "
    let copied;
    Clipboard.prototype.writeText = async (text) => { copied = text; };
    return [...document.querySelectorAll('#bundle-result code[id]')].map((text) => {
        document.querySelector(`[data-copy=\"${text.id}\"]`).click();
        return { id: text.id, shown: text.textContent, copied };
    });";
