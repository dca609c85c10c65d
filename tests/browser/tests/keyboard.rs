//! Every step without a mouse.

use browser_tests::{Authority, Engine, Environment, INT, Key, Page, PrivateKey, Session, bulk, openssl};

const KEY_PASSWORD: &str = "a key's own password";
const PFX_PASSWORD: &str = "correct horse battery";

browser_tests::in_every_engine!(
    the_keyboard_alone_leads_to_a_saved_pfx_file,
    the_keyboard_alone_has_a_file_looked_at_and_everything_forgotten,
    the_keyboard_alone_makes_and_saves_the_requests_of_a_list,
);

async fn the_keyboard_alone_leads_to_a_saved_pfx_file(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.tab_to("environment-int").await;
    page.press(Key::Down).await;
    assert!(page.is_chosen("environment-prod-supplier").await);
    page.press(Key::Up).await;
    assert!(page.is_chosen("environment-int").await);
    write(&page, "ods-code", INT.ods_code).await;
    write(&page, "organisation", INT.organisation).await;
    page.tab_to("key-size").await;
    if engine != Engine::WebKit {
        // There, the key opens a list in a window of its own.
        page.press(Key::Down).await;
        assert_eq!(page.value("key-size").await, "3072");
        page.press(Key::Up).await;
    }
    write(&page, "key-password", KEY_PASSWORD).await;
    page.tab_to("key-password-show").await;
    page.press(Key::Space).await;
    assert_eq!(page.text("key-password-show").await, "Hide the password for the key file");
    assert_eq!(page.text("said").await, "The password is shown.");
    write(&page, "key-password-confirm", KEY_PASSWORD).await;
    page.tab_to("generate").await;
    page.press(Key::Enter).await;
    page.until("the request is made", "shown('request-result') && focused() === 'request-result-title'")
        .await;
    page.tab_to("download-key").await;
    page.press(Key::Enter).await;
    let key = session.downloads().file(&INT.file(".key")).await;
    page.tab_to("download-csr").await;
    page.press(Key::Space).await;
    let request = session.downloads().file(&INT.file(".csr")).await;
    let public_key = openssl::read_request(&request, INT.name);
    assert_eq!(openssl::read_key(&key, KEY_PASSWORD), public_key);

    // The instructions lead on.
    for step in ["next", "bundle"] {
        page.tab_to_link(&format!("#{step}")).await;
        page.press(Key::Enter).await;
        page.until("the step is shown", &format!("focused() === '{step}-title'")).await;
    }
    page.tab_to("certificate-pem").await;
    let certificate = Authority::of(Environment::Int).sign(&request, INT.name);
    page.type_into("certificate-pem", &certificate).await;
    page.check_is("key-matches", "pass").await;
    write(&page, "pfx-password", PFX_PASSWORD).await;
    write(&page, "pfx-password-confirm", PFX_PASSWORD).await;
    page.press(Key::Enter).await;
    page.until("the file is made", "focused() === 'bundle-result-title'").await;
    page.tab_to("download-pfx").await;
    page.press(Key::Enter).await;
    let pfx = session.downloads().file(&INT.file(".pfx")).await;
    let opened = openssl::read_pfx(&pfx, PFX_PASSWORD);
    assert_eq!((opened.public_key, opened.certificate), (public_key, certificate));
}

async fn the_keyboard_alone_makes_and_saves_the_requests_of_a_list(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.tab_to_link("#bulk").await;
    page.press(Key::Enter).await;
    page.until("the step is shown", "focused() === 'bulk-title'").await;
    write(&page, "bulk-names", INT.name).await;
    page.tab_to("bulk-file").await;
    page.has_rows("bulk-table", 1).await;
    // Without a mouse, the table scrolls when it has the focus.
    page.tab_to("bulk-table-box").await;
    page.tab_to("bulk-password-each").await;
    page.press(Key::Down).await;
    assert!(page.is_chosen("bulk-password-one").await && page.is_shown("bulk-password").await);
    page.press(Key::Up).await;
    assert!(page.is_chosen("bulk-password-each").await && !page.is_shown("bulk-password").await);
    page.tab_to("bulk-generate").await;
    page.press(Key::Enter).await;
    page.until("the request is made", "shown('bulk-result') && focused() === 'bulk-result-title'").await;
    page.tab_to("download-bulk").await;
    page.press(Key::Enter).await;
    let folder = bulk::unpack(&session.downloads().file("certificate-requests.zip").await);
    page.tab_to("download-bulk-passwords").await;
    page.press(Key::Space).await;
    let passwords = bulk::passwords(&session.downloads().file("passwords.csv").await);
    page.until("both are saved", "shown('bulk-saved')").await;
    let file = |ending: &str| folder.join(format!("{0}/{0}.{ending}", INT.name));
    let public_key = openssl::read_request(&file("csr"), INT.name);
    assert_eq!(openssl::read_key(&file("key"), &passwords[0].1), public_key);
    page.tab_to_link("#bulk-return").await;
}

async fn the_keyboard_alone_has_a_file_looked_at_and_everything_forgotten(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.tab_to_link("#inspect").await;
    page.press(Key::Enter).await;
    page.until("the step is shown", "focused() === 'inspect-title'").await;
    page.tab_to("inspect-text").await;
    page.type_into("inspect-text", &PrivateKey::make("not used").pem).await;
    page.until("the page has looked", "shown('inspect-found')").await;
    page.tab_to("inspect-look").await;
    page.press(Key::Enter).await;
    page.until("the answer is reached", "focused() === 'inspect-found-title'").await;

    let page = session.open_page().await;
    page.tab_to("forget").await;
    page.press(Key::Enter).await;
    page.until("the page asks", "focused() === 'confirm-no'").await;
    page.press(Key::Escape).await;
    page.until("nothing is done", "!shown('confirm') && focused() === 'forget'").await;
    assert_eq!(page.text("forget-status").await, "");
    page.press(Key::Enter).await;
    page.until("the page asks again", "focused() === 'confirm-no'").await;
    page.tab_to("confirm-yes").await;
    page.press(Key::Enter).await;
    page.until("the page has forgotten", "text('forget-status') !== '' && focused() === 'forget'").await;
}

async fn write(page: &Page<'_>, field: &str, text: &str) {
    page.tab_to(field).await;
    page.type_text(text).await;
    assert_eq!(page.value(field).await, text);
}
