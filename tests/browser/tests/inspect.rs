//! The step that looks at anything.

use std::path::Path;

use browser_tests::program::program;
use browser_tests::{Authority, Engine, Environment, INT, Key, Page, PrivateKey, Session};
use serde_json::{Value, json};

const OLD_PASSWORD: &str = "an old password";

browser_tests::in_every_engine!(
    a_wrong_request_is_explained_and_leads_to_a_right_one,
    an_old_pfx_is_opened_with_its_password_which_does_not_stay_in_the_page,
    a_pasted_key_leaves_its_field_and_is_still_compared,
    nothing_and_garbage_are_answered_and_the_step_goes_on,
    forgetting_everything_empties_this_step_too,
);

/// The things that are shown: kind, digest of the public key and unusual checks of each.
async fn things(page: &Page<'_>) -> Value {
    let script = "
        const own = (item, check) => check.closest('[data-kind]') === item;
        return [...document.querySelectorAll('#inspect-result [data-kind]')].map((item) => [
            item.dataset.kind,
            [...item.querySelectorAll('[data-check]')]
                .filter((check) => own(item, check) && check.dataset.result !== 'pass')
                .map((check) => `${check.dataset.check}: ${check.dataset.result}`),
        ]);";
    page.run(script).await
}

async fn is_told(page: &Page<'_>, said: &str) {
    page.until("the page has looked", &format!("text('inspect-status') === {}", json!(said))).await;
}

fn request(folder: &Path, subject: &str) -> Vec<u8> {
    let arguments = ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "new.key", "-subj", subject];
    program("openssl", folder, &arguments, b"").expect_success().stdout
}

async fn a_wrong_request_is_explained_and_leads_to_a_right_one(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("inspect").await;
    let subject = format!("/C=AU/ST=Some-State/O=Internet Widgits Pty Ltd/CN={}", INT.name);
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = session.file("wrong.csr", request(folder.path(), &subject));
    page.upload("inspect-file", &[&wrong]).await;
    is_told(&page, "1 thing found.").await;
    assert_eq!(things(&page).await, json!([["request", ["subject-cn-only: fail"]]]));
    assert!(page.text("inspect-result").await.contains("Internet Widgits Pty Ltd"));
    assert_eq!(page.errors().await, []);
    page.picture("inspect-request").await;
    page.run("document.querySelector('#inspect-result .item-make').click()").await;
    page.until("the first step is shown", "shown('request') && focused() === 'request-title'").await;
    assert_eq!(page.value("fqdn").await, INT.name);
    assert_eq!(page.value("ods-code").await, INT.ods_code);
    assert_eq!(page.value("organisation").await, INT.organisation);
    assert!(page.is_chosen(INT.environment).await);
    page.make_request().await;
    let right = page.save_request(&INT).await;
    page.go_to("inspect").await;
    page.take_files_out("inspect-file").await;
    page.upload("inspect-file", &[&right]).await;
    page.until(
        "the page has looked again",
        "text('inspect-result') !== '' && !text('inspect-result').includes('Widgits')",
    )
    .await;
    assert_eq!(things(&page).await, json!([["request", []]]));
}

async fn an_old_pfx_is_opened_with_its_password_which_does_not_stay_in_the_page(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("inspect").await;
    let authority = Authority::of(Environment::Int);
    let key = PrivateKey::make("not used");
    let certificate = authority.certificate_for(&key, INT.name);
    let everything = [&key.pem, certificate.as_str(), &authority.intermediate(), &authority.root()].concat();
    let old = session.file("old.pem", everything);
    let folder = old.parent().expect("a file has a folder");
    let password = format!("pass:{OLD_PASSWORD}");
    let arguments = ["pkcs12", "-export", "-legacy", "-in", "old.pem", "-passout", &password];
    let old = session.file("old.pfx", program("openssl", folder, &arguments, b"").expect_success().stdout);

    page.upload("inspect-file", &[&old]).await;
    is_told(&page, "1 thing found.").await;
    assert_eq!(things(&page).await, json!([["pkcs12", []]]));
    page.type_into("inspect-password", "a wrong password").await;
    page.press(Key::Enter).await;
    let wrong = "This is not the password of the .pfx file. Type it again; capital letters count.";
    page.is_refused("inspect-password", wrong).await;
    assert_eq!(page.value("inspect-password").await, "a wrong password", "what was typed stays");
    page.type_over("inspect-password", OLD_PASSWORD).await;
    page.press(Key::Enter).await;
    page.until("the file is open", "focused() === 'inspect-found-title'").await;
    is_told(&page, "1 thing found. The password was taken out of its field; it is still used.").await;
    assert_eq!(page.value("inspect-password").await, "");
    // Nobody published the test authority.
    let expected = json!([
        ["pkcs12", []],
        ["private-key", []],
        ["certificate", ["issuer-known: warn"]],
        ["certificate", []],
        ["certificate", []],
    ]);
    assert_eq!(things(&page).await, expected);
    assert!(page.text("inspect-result").await.contains("Refused by OpenSSL 3: "));
    assert!(!page.left_behind().await.to_string().contains(OLD_PASSWORD));
    page.picture("inspect-pfx").await;
}

async fn a_pasted_key_leaves_its_field_and_is_still_compared(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("inspect").await;
    let key = PrivateKey::make("not used");
    page.paste_into("inspect-text", &key.pem).await;
    let taken = "1 thing found. The pasted text holds a private key, so it was taken out of its field; it is still compared with what you give.";
    is_told(&page, taken).await;
    assert_eq!(page.value("inspect-text").await, "");
    let line = key.pem.lines().nth(2).expect("a line").to_owned();
    let anywhere =
        page.run_with("return document.documentElement.outerHTML.includes(arguments[0])", vec![json!(line)]);
    assert_eq!(anywhere.await, json!(false));

    let authority = Authority::of(Environment::Int);
    let own = session.file("own.cer", authority.certificate_for(&key, INT.name));
    page.upload("inspect-file", &[&own]).await;
    let together =
        "The certificate (own.cer) and the private key belong together: they have the same public key.";
    page.until("the two are compared", &format!("text('inspect-belonging') === {}", json!(together))).await;
    page.take_files_out("inspect-file").await;
    let other = PrivateKey::make("not used");
    let other = session.file("other.cer", authority.certificate_for(&other, INT.name));
    page.upload("inspect-file", &[&other]).await;
    page.until("the two are apart", "text('inspect-belonging').includes('do not belong together')").await;
    assert_eq!(
        things(&page).await,
        json!([["certificate", ["key-matches: fail", "chain-complete: warn"]], ["private-key", []]])
    );
    page.picture("inspect-apart").await;

    page.click("inspect-clear").await;
    page.until("the page begins anew", "!shown('inspect-found') && focused() === 'inspect-file'").await;
    page.upload("inspect-file", &[&own]).await;
    is_told(&page, "1 thing found.").await;
    assert_eq!(page.text("inspect-belonging").await, "");
}

async fn nothing_and_garbage_are_answered_and_the_step_goes_on(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("inspect").await;
    page.click("inspect-look").await;
    page.is_refused("inspect-file", "Choose a file, drop one here, or paste text.").await;
    page.paste_into("inspect-text", "hello, world").await;
    let sentence =
        "This looks like ordinary text. A certificate, a request, a private key or a .pfx file was expected.";
    page.is_told("inspect-text", sentence).await;
    assert_eq!(page.value("inspect-text").await, "hello, world", "what was pasted stays");
    assert_eq!(things(&page).await, json!([["unknown", []]]));
    let certificate = Authority::of(Environment::Int).root();
    page.paste_into("inspect-text", &certificate).await;
    page.until("the text is read", "document.querySelector('[data-kind=certificate]') !== null").await;
    assert_eq!(page.errors().await, []);
    page.drop_files("inspect-file", &[&session.file("noise.bin", [0x80, 1, 2, 3].repeat(900))]).await;
    let sentence = "noise.bin: This looks like a file of another kind. A certificate, a request, a private key or a .pfx file was expected.";
    page.is_told("inspect-file", sentence).await;
    assert_eq!(things(&page).await[0][0], json!("unknown"));
    assert_eq!(things(&page).await[1][0], json!("certificate"), "what can be read is shown");
}

async fn forgetting_everything_empties_this_step_too(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("inspect").await;
    page.paste_into("inspect-text", &PrivateKey::make("not used").pem).await;
    page.until("the key is read", "shown('inspect-found')").await;
    page.forget_everything().await;
    page.until("nothing is shown any more", "!shown('inspect-found')").await;
    assert_eq!(page.text("inspect-result").await, "");
    assert_eq!(page.filled_in().await, [""; 0]);
}
