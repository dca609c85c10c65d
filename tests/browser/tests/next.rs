//! What is left to do for an endpoint, without its key.

use browser_tests::{Authority, Engine, Environment, INT, PrivateKey, Session};

#[tokio::test]
async fn a_certificate_says_what_is_left_to_do_and_the_fields_make_the_email() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("next").await;
    assert!(!page.is_shown("next-tasks").await);
    page.click("download-how-to-send").await;
    page.is_refused("next-name", "Enter the name of the endpoint, or give its request or its certificate.")
        .await;
    let authority = Authority::of(Environment::Int);
    let certificate = authority.certificate_for(&PrivateKey::make("not used"), INT.name);
    page.upload("next-file", &[&session.file("from-itoc.cer", certificate)]).await;
    page.until("the name is known", &format!("value('next-name') === '{}'", INT.name)).await;
    let status = page.text("next-status").await;
    assert!(status.ends_with("in INT. Its certificate is there."), "{status}");
    let values = page.values("next-after").await;
    assert_eq!(values[0], ("INT, first address".to_owned(), "35.197.254.55".to_owned()));
    assert_eq!(values[1], ("INT, second address".to_owned(), "35.246.55.143".to_owned()));

    page.type_over("catalogue-url", "https://other.nhs.uk/").await;
    page.type_over("catalogue-services", "2000099999").await;
    page.is_told("catalogue-url", "The host is other.nhs.uk. It must be the name in the certificate, without a change; a port and a path may follow.").await;
    let url = format!("https://{}:9443/FHIR/R4", INT.name);
    page.type_over("catalogue-url", &url).await;
    page.type_over("catalogue-dates", "11 to 15 January 2027").await;
    page.type_over("catalogue-contact", "integration@supplier.example").await;
    page.until(
        "the email is written",
        "!shown('catalogue-url-error') && element('next-mail').textContent.includes('integration@')",
    )
    .await;
    let [to, _, body] = page.mail("next", "catalogue").await;
    assert_eq!(to, "england.bookingandreferralstandard@nhs.net");
    for line in [
        &format!("Receiver URL: {url}"),
        "ServiceId: 2000099999",
        "Planned test dates: 11 to 15 January 2027",
    ] {
        assert!(body.contains(line), "{line} in {body}");
    }
    page.click("download-how-to-send").await;
    let text = session.downloads().file("how-to-send.txt").await;
    let text = std::fs::read_to_string(text).expect("a text");
    assert!(text.starts_with(&format!("WHAT IS LEFT TO DO FOR {}\r\n", INT.name)), "{text}");
    assert!(text.contains(&url) && !text.contains("Wait for the certificate"), "{text}");
    page.click("forget").await;
    page.until("the page asks", "shown('confirm')").await;
    page.click("confirm-yes").await;
    page.until("everything is forgotten", "!shown('next-tasks') && value('catalogue-url') === ''").await;
    assert_eq!(page.value("next-name").await, "");
}
