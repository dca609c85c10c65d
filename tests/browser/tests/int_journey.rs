//! From a name to a .pfx file for integration, in one visit.

use std::path::Path;

use browser_tests::{Authority, Engine, Environment, INT, PrivateKey, Session, openssl};

const KEY_PASSWORD: &str = "a key's own password";
const PFX_PASSWORD: &str = "correct horse battery";

browser_tests::in_every_engine!(an_int_certificate_is_asked_for_and_packed_in_one_visit,);

#[tokio::test]
async fn the_name_grows_while_it_is_typed_and_is_found_fault_with_only_when_a_field_is_left() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.picture("request-empty").await;

    page.type_into("ods-code", "Y01_061").await;
    page.type_into("organisation", "healthtech").await;
    assert_eq!(page.value("fqdn").await, "BaRS-INT-Y01_061.healthtech.thirdparty.nhs.uk");
    assert_eq!(
        page.error_beside("ods-code").await,
        "The ODS code cannot hold \"_\". It has 1 to 9 letters and digits."
    );

    page.type_over("ods-code", "Y01061").await;
    assert_eq!(page.error_beside("ods-code").await, "", "what is mended is forgiven at once");
    assert_eq!(page.value("fqdn").await, INT.name);

    page.reload().await;
    page.type_into("ods-code", "Y01_061").await;
    assert_eq!(page.error_beside("ods-code").await, "", "nobody is interrupted while typing");
    page.leave("ods-code").await;
    assert_eq!(
        page.error_beside("ods-code").await,
        "The ODS code cannot hold \"_\". It has 1 to 9 letters and digits."
    );
}

#[tokio::test]
async fn a_whole_name_that_is_pasted_answers_the_three_questions() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.paste_into("fqdn", "BaRS-PROD-RX7.NWAS.nhs.uk").await;
    assert!(page.is_chosen("environment-prod-provider").await);
    assert_eq!(page.value("ods-code").await, "RX7");
    assert_eq!(page.value("organisation").await, "NWAS");

    page.click("environment-int").await;
    assert_eq!(page.value("fqdn").await, "BaRS-INT-RX7.NWAS.thirdparty.nhs.uk");
}

async fn an_int_certificate_is_asked_for_and_packed_in_one_visit(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;

    // The request.
    page.name_endpoint(&INT).await;
    page.choose_key_password(KEY_PASSWORD).await;
    page.watch_progress().await;
    let shown_request = page.make_request().await;
    let seen = page.seen_progress().await;
    assert!(seen.working, "{seen:?}");
    assert!(seen.said.iter().any(|said| said.starts_with("Tried ")), "{seen:?}");
    assert_eq!(page.value("key-password").await, "", "the password has been taken");
    assert_eq!(page.value("key-password-confirm").await, "");
    assert_eq!(page.text("result-name").await, INT.name);
    assert_eq!(page.text("result-key").await, "RSA, 2048 bits");
    assert_eq!(page.text("result-sealed").await, "Under your password");
    page.picture("request-done").await;

    // Both files.
    assert!(page.is_shown("sending-closed").await);
    assert!(!page.is_shown("sending-int").await);
    assert_eq!(
        page.text("unsaved-text").await,
        "The private key and the request are not saved yet. Both are lost when this page is closed."
    );
    let request = page.save_request(&INT).await;
    assert!(page.is_shown("sending-closed").await, "the steps wait for the key, not for the request");
    let key = page.save_key(&INT).await;
    page.until("the steps open", "shown('sending-int')").await;
    assert!(!page.is_shown("sending-closed").await);
    assert!(!page.is_shown("sending-prod").await);
    assert!(!page.is_shown("unsaved").await);
    page.picture("request-sending").await;
    assert_eq!(session.downloads().names(), [INT.file(".csr"), INT.file(".key")]);
    assert_eq!(std::fs::read_to_string(&request).expect("a text"), shown_request);
    let public_key = openssl::read_request(&request, INT.name);
    assert_eq!(openssl::read_key(&key, KEY_PASSWORD), public_key);
    check_the_saved_key(&session, &key).await;

    // What ITOC is told.
    let told = page.values("sending-int").await;
    let told: Vec<(&str, &str)> =
        told.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
    assert_eq!(told[0].0, "Create/renew a certificate only");
    assert!(told[0].1.contains("Create/renew a certificate only (No endpoint)"), "{told:?}");
    assert_eq!(
        told[1..],
        [
            ("Environment", "Integration"),
            ("Fully Qualified Domain Name (FQDN)", INT.name),
            ("Additional comments/notes", "BaRS certificate request: Receiver endpoint, internet facing"),
            ("Certificate Signing Request (CSR)", shown_request.as_str()),
            ("Existing party key", "N/A"),
        ]
    );
    assert!(page.text("sending-int").await.contains("will automatically revoke any existing certificate"));

    // What ITOC answers.
    let authority = Authority::of(Environment::Int);
    let certificate = authority.sign(&request, INT.name);
    page.go_to("bundle").await;
    page.picture("bundle-empty").await;
    assert_eq!(page.text("made-key-name").await, INT.name);
    assert_eq!(page.text("made-key-fingerprint").await, page.text("result-fingerprint").await);
    assert_eq!(page.value("key-pem").await, "", "the key itself stays in its worker");
    let (root, intermediate) = (authority.root(), authority.intermediate());
    page.paste_certificates(&[root.as_str(), &certificate, &intermediate].concat()).await;
    assert_eq!(page.checks().await, good_but_unpublished());
    assert_eq!(page.text("checks-status").await, "Nothing stops you. 1 of 17 checks gave a warning.");
    page.picture("bundle-checks-good").await;

    // The .pfx file.
    assert_eq!(page.value("friendly-name").await, INT.name);
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.make_pfx().await;
    assert_eq!(page.value("pfx-password").await, "", "the password has been taken");
    page.picture("bundle-result").await;
    let pfx = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let cer = page.save_finished("download-cer", &INT.file(".cer")).await;
    let chain = page.save_finished("download-chain", &INT.file("-chain.pem")).await;
    let opened = openssl::read_pfx(&pfx, PFX_PASSWORD);
    assert_eq!(opened.public_key, public_key);
    assert_eq!(opened.certificate, certificate);
    assert_eq!(opened.chain, [intermediate.as_str(), &root]);
    assert_eq!(opened.friendly_name, INT.name);
    let protection = openssl::protection_of_pfx(&pfx, PFX_PASSWORD);
    assert!(protection.contains("MAC: sha256, Iteration 100000"), "{protection}");
    assert!(protection.contains("AES-256-CBC"), "{protection}");
    assert_eq!(std::fs::read_to_string(cer).expect("a text"), certificate);
    assert_eq!(std::fs::read_to_string(chain).expect("a text"), intermediate + &root);

    page.open_key(&key, KEY_PASSWORD).await;
    page.until("another key, another file", "!shown('bundle-result')").await;
    page.check_is("key-matches", "pass").await;
}

/// Offers the saved key and other ones to the check of the saved key.
async fn check_the_saved_key(session: &Session, key: &Path) {
    let page = session.page();
    let other = session.file("other.key", PrivateKey::make("not used").pem);
    page.click("check-saved-key").await;
    page.is_refused("saved-key-file", "Choose the key file that you saved, or drop it here.").await;

    page.drop_files("saved-key-file", &[key]).await;
    page.click("check-saved-key").await;
    page.is_refused("saved-key-password", "The key has a password. Enter it.").await;

    page.type_into("saved-key-password", "not the password").await;
    page.click("check-saved-key").await;
    let sentence = "This is not the password of the key. Type it again; capital letters count.";
    page.is_refused("saved-key-password", sentence).await;

    page.type_over("saved-key-password", KEY_PASSWORD).await;
    page.click("check-saved-key").await;
    let fits = "The saved file opens and holds the key of this request.";
    page.until("the saved key fits", &format!("text('saved-key-status') === '{fits}'")).await;
    assert_eq!(page.errors().await, []);

    page.upload("saved-key-file", &[&other]).await;
    page.click("check-saved-key").await;
    let sentence = "This file opens, and it holds another private key, not the one of this request. Look for the file that was saved just now.";
    page.is_refused("saved-key-file", sentence).await;
}

/// Every check is good but the one that is shown first: nobody published the test authority.
fn good_but_unpublished() -> Vec<(String, String)> {
    [
        "issuer-known",
        "key-matches",
        "key-strength",
        "name-is-cn",
        "name-format",
        "not-expired",
        "not-yet-valid",
        "understood",
        "key-usage",
        "purpose",
        "chain-complete",
        "chain-signatures",
        "chain-dates",
        "chain-constraints",
        "chain-strength",
        "issuer-environment",
        "unneeded-certificates",
    ]
    .map(|name| (name.to_owned(), if name == "issuer-known" { "warn" } else { "pass" }.to_owned()))
    .into()
}
