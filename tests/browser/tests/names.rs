//! What is no name of an endpoint, and what else the first step does not take.

use browser_tests::{Engine, INT, Key, Session};

#[tokio::test]
async fn a_name_that_cannot_be_certified_is_refused_with_the_reason_and_a_good_one_then_accepted() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    let refused = [
        (
            "*.healthtech.thirdparty.nhs.uk",
            "A name with * covers many names, and certificates are issued for one. Enter the full name.",
        ),
        (
            "BaRS-INT-Y01061.healthtech.com",
            "The name must end in .nhs.uk: NHS England issues certificates for that domain only.",
        ),
        (
            "BaRS-INT-Y01061.a-name-that-is-just-too-long-xx.thirdparty.nhs.uk",
            "The name has 65 characters; a certificate takes 64 at most. Use a shorter registered name.",
        ),
        (
            "BaRS-INT-Y01061.héalthtech.thirdparty.nhs.uk",
            "The name cannot hold \"é\"; it has letters from a to z, digits, hyphens and dots. Did you mean BaRS-INT-Y01061.healthtech.thirdparty.nhs.uk?",
        ),
        (
            "https://BaRS-INT-Y01061.healthtech.thirdparty.nhs.uk/",
            "This is a web address or has a port. Enter the name alone, without https://, slashes or a colon.",
        ),
        (
            "thirdparty.nhs.uk.example.com",
            "This only looks like an nhs.uk name and belongs to another domain. The name must end in .nhs.uk.",
        ),
        ("BaRS-PROD-X.thirdparty.nhs.uk", "The name of the supplier is missing before .thirdparty.nhs.uk."),
        (
            "192.0.2.1",
            "This is an IP address. Enter the name of the endpoint; certificates are not issued for addresses.",
        ),
    ];
    for (name, sentence) in refused {
        page.type_over("fqdn", name).await;
        page.press(Key::Enter).await;
        page.is_refused("fqdn", sentence).await;
        assert_eq!(page.value("fqdn").await, name, "what was typed stays");
    }
    page.picture("request-errors").await;

    page.type_over("fqdn", INT.name).await;
    assert_eq!(page.errors().await, []);
    page.make_request().await;
    assert_eq!(page.text("result-name").await, INT.name);
}

#[tokio::test]
async fn empty_fields_are_asked_for_one_by_one() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.click("generate").await;
    page.is_refused("ods-code", "Enter the ODS code, for example Y01061.").await;
    let organisation = "Enter the name of the supplier or provider as it stands in the registered domain.";
    assert_eq!(page.error_beside("organisation").await, organisation);

    page.type_into("ods-code", INT.ods_code).await;
    page.press(Key::Enter).await;
    page.is_refused("organisation", organisation).await;

    page.type_into("organisation", INT.organisation).await;
    assert_eq!(page.errors().await, []);
    assert_eq!(page.value("fqdn").await, INT.name);
}

#[tokio::test]
async fn a_letter_that_is_no_plain_one_comes_with_the_name_that_was_probably_meant() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.type_into("ods-code", INT.ods_code).await;
    page.type_into("organisation", "Gesündheit").await;
    page.press(Key::Enter).await;
    let sentence =
        "This name cannot hold \"ü\"; it has letters, digits and hyphens. Did you mean Gesundheit?";
    page.is_refused("organisation", sentence).await;
}

#[tokio::test]
async fn two_different_passwords_of_the_key_are_refused_and_the_name_stays() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.type_into("key-password", "one").await;
    page.type_into("key-password-confirm", "another").await;
    page.press(Key::Enter).await;
    let different = "The two passwords are different. Type the same one in both fields.";
    page.is_refused("key-password-confirm", different).await;
    assert_eq!(page.value("fqdn").await, INT.name);
    assert_eq!(page.value("key-password").await, "one");

    page.type_over("key-password-confirm", "one").await;
    page.make_request().await;
    assert_eq!(page.text("result-sealed").await, "Under your password");
}

#[tokio::test]
async fn an_unusual_name_is_warned_of_and_let_through() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.type_into("fqdn", "endpoint.trust.nhs.uk").await;
    let warning =
        "This name fits none of the three formats of the BaRS guide. Go on only if NHS England agreed to it.";
    page.until("the page warns", "shown('fqdn-warning')").await;
    assert_eq!(page.text("fqdn-warning").await, warning);
    page.make_request().await;
    assert_eq!(page.text("result-name").await, "endpoint.trust.nhs.uk");
}

#[tokio::test]
async fn enter_never_leads_away_from_the_page() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.run("window.mark = 'the same document'").await;
    let fields = [
        ("request", ["ods-code", "organisation", "fqdn", "key-password", "key-password-confirm"].as_slice()),
        ("bundle", &["unlock-password", "friendly-name", "pfx-password", "pfx-password-confirm"]),
    ];
    for (step, fields) in fields {
        page.go_to(step).await;
        let address = page.address().await;
        for field in fields {
            page.type_into(field, "_").await;
            page.press(Key::Enter).await;
            assert_eq!(page.address().await, address, "after Enter in #{field}");
        }
    }
    assert_eq!(page.run("return window.mark").await, "the same document");
}
