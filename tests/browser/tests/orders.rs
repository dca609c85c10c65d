//! Ordinary actions in the orders of a hurried person, a password manager or a script: none is lost, and
//! nothing stale is shown.

use std::path::PathBuf;

use browser_tests::{
    Authority, Engine, Environment, INT, Key, PROD_SUPPLIER, Page, PrivateKey, Session, openssl,
};
use serde_json::json;

const KEY_PASSWORD: &str = "a key's own password";
const PFX_PASSWORD: &str = "correct horse battery";

/// A browser with the page, at its normal speed or twenty times slower.
struct Visit {
    session: Session,
}

impl Visit {
    async fn begin(engine: Engine, is_slow: bool) -> Self {
        let session = Session::open(engine).await;
        if is_slow {
            session.developer_tools("Emulation.setCPUThrottlingRate", json!({ "rate": 20 })).await;
        }
        Self { session }
    }

    /// What a person has when the certificate has come back: a key file, under the password or under none,
    /// and the certificate with its chain.
    fn issued(&self, password: Option<&str>) -> (PathBuf, String) {
        let authority = Authority::of(Environment::Int);
        let key = PrivateKey::make(password.unwrap_or("not used"));
        let chain = authority.certificate_for(&key, INT.name) + &authority.intermediate() + &authority.root();
        (self.session.file("issued.key", if password.is_some() { key.sealed } else { key.pem }), chain)
    }

    async fn pack(&self) -> Page<'_> {
        let page = self.session.open_page().await;
        page.go_to("bundle").await;
        page
    }
}

/// Each order in Chromium, at both speeds.
macro_rules! orders {
    ($($order:ident),+ $(,)?) => {$(
        mod $order {
            #[tokio::test]
            async fn in_chromium() {
                super::$order(super::Visit::begin(browser_tests::Engine::Chromium, false).await).await;
            }

            #[tokio::test]
            async fn in_slow_chromium() {
                super::$order(super::Visit::begin(browser_tests::Engine::Chromium, true).await).await;
            }
        }
    )+};
}

/// Each order in the other engines as well.
macro_rules! orders_everywhere {
    ($($order:ident),+ $(,)?) => {
        orders!($($order),+);
        mod elsewhere {
            $(
                pub mod $order {
                    use crate::orders::{Visit, $order as order};

                    #[tokio::test]
                    async fn in_firefox() {
                        order(Visit::begin(browser_tests::Engine::Firefox, false).await).await;
                    }

                    #[tokio::test]
                    async fn in_webkit() {
                        order(Visit::begin(browser_tests::Engine::WebKit, false).await).await;
                    }
                }
            )+
        }
    };
}

orders_everywhere!(
    a_file_is_made_although_its_key_is_not_open_yet,
    a_password_of_the_key_is_typed_and_the_file_made_with_one_click,
    another_kind_chosen_during_the_work_ends_it,
    a_strong_password_made_during_the_work_ends_it,
    another_key_takes_the_checks_away,
    another_request_after_saving_is_asked_about,
    a_list_that_is_closed_takes_no_files,
    the_first_worker_dies_and_is_heard,
    an_error_stays_in_its_step,
    every_address_opens_what_it_names,
);

orders!(
    a_key_of_this_visit_is_packed_at_once,
    enter_in_the_second_password_makes_the_file,
    another_certificate_during_the_work_ends_it,
    a_password_edited_while_the_key_opens_is_tried,
    the_key_file_comes_although_another_kind_is_chosen,
    another_saved_file_is_not_called_good,
    a_strong_password_at_once_after_the_click_does_nothing,
    another_environment_marks_the_result,
    a_finished_file_is_guarded_on_leaving,
    what_is_pressed_before_the_page_is_ready_counts,
    a_value_without_an_event_counts_when_a_button_is_pressed,
    a_key_that_is_dropped_among_certificates_goes_to_its_place,
    one_password_for_all_is_typed_and_the_files_made_with_one_click,
    a_second_password_for_all_is_tried_while_the_first_is,
    keys_whose_opening_was_cancelled_are_opened_after_all,
    another_list_marks_the_requests_that_are_made,
    keys_of_a_list_are_never_replaced_silently,
);

async fn packs(page: &Page<'_>) -> browser_tests::openssl::Pfx {
    page.until("the .pfx file is made", "shown('bundle-result')").await;
    assert_eq!(page.errors().await, []);
    let file = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    openssl::read_pfx(&file, PFX_PASSWORD)
}

async fn a_file_is_made_although_its_key_is_not_open_yet(visit: Visit) {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(None);
    page.paste_certificates(&chain).await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.hold_workers().await;
    page.upload("key-file", &[&key]).await;
    page.click("make-pfx").await;
    page.until("the button says so", "text('make-pfx') === 'Opening the key, then making the file'").await;
    page.let_workers_go().await;
    packs(&page).await;
}

async fn a_password_of_the_key_is_typed_and_the_file_made_with_one_click(visit: Visit) {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(Some(KEY_PASSWORD));
    page.paste_certificates(&chain).await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.upload("key-file", &[&key]).await;
    page.until("the page asks for the password", "shown('unlock-password-error')").await;
    page.type_into("unlock-password", KEY_PASSWORD).await;
    page.click("make-pfx").await;
    packs(&page).await;
}

/// A key, certificates and a password are given, and the file is being made.
async fn makes(visit: &Visit) -> Page<'_> {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(None);
    page.open_key(&key, "").await;
    page.paste_certificates(&chain).await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.hold_workers().await;
    page.click("make-pfx").await;
    page.until("the file is being made", "text('make-pfx') === 'Making the file'").await;
    page
}

async fn says_that_it_ended(page: &Page<'_>) {
    page.until(
        "it is said",
        "text('pfx-status').startsWith('No file was made, because you changed a field')",
    )
    .await;
    assert_eq!(page.text("make-pfx").await, "Make the .pfx file");
    page.let_workers_go().await;
}

async fn another_kind_chosen_during_the_work_ends_it(visit: Visit) {
    let page = makes(&visit).await;
    page.choose("pfx-encryption", "compatible").await;
    says_that_it_ended(&page).await;
    page.click("make-pfx").await;
    page.until("the .pfx file is made", "shown('bundle-result')").await;
    let file = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    assert!(
        openssl::protection_of_pfx(&file, PFX_PASSWORD).contains("3-KeyTripleDES"),
        "the kind that is chosen"
    );
    page.choose("pfx-encryption", "modern").await;
    page.until("the old file is gone", "!shown('bundle-result') && text('pfx-status') !== ''").await;
}

async fn a_strong_password_made_during_the_work_ends_it(visit: Visit) {
    let page = makes(&visit).await;
    page.click("pfx-password-make").await;
    says_that_it_ended(&page).await;
    let password = page.value("pfx-password").await;
    page.click("make-pfx").await;
    page.until("the .pfx file is made", "shown('bundle-result')").await;
    let file = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    openssl::read_pfx(&file, &password);
}

async fn another_certificate_during_the_work_ends_it(visit: Visit) {
    let page = makes(&visit).await;
    let other = Authority::of(Environment::Int).certificate_for(&PrivateKey::make("not used"), INT.name);
    page.paste_into("certificate-pem", &other).await;
    page.until("the checks of the other are not shown", "document.querySelector('#checks li') === null")
        .await;
    says_that_it_ended(&page).await;
    page.check_is("key-matches", "fail").await;
    assert!(!page.is_shown("bundle-result").await);
}

async fn another_key_takes_the_checks_away(visit: Visit) {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(None);
    page.open_key(&key, "").await;
    page.paste_certificates(&chain).await;
    page.check_is("key-matches", "pass").await;
    page.hold_workers().await;
    let other = visit.session.file("other.key", PrivateKey::make("not used").pem);
    page.upload("key-file", &[&other]).await;
    page.until("nothing is called good any more", "document.querySelector('#checks li') === null").await;
    assert!(!page.text("checks-status").await.contains("good"));
    page.let_workers_go().await;
    page.check_is("key-matches", "fail").await;
}

async fn another_request_after_saving_is_asked_about(visit: Visit) {
    let page = visit.session.open_page().await;
    page.name_endpoint(&INT).await;
    let first = page.make_request().await;
    page.save_key(&INT).await;
    page.save_request(&INT).await;
    page.until("both are saved", "!shown('unsaved')").await;
    page.click("generate").await;
    page.until("the page asks", "shown('confirm') && text('confirm-text').includes('does not fit')").await;
    page.click("confirm-no").await;
    assert_eq!(page.value("csr-pem").await, first);
    assert!(page.is_shown("request-result").await);
}

async fn a_list_that_is_closed_takes_no_files(visit: Visit) {
    let page = visit.session.open_page().await;
    page.go_to("bulk").await;
    page.list_names(&[INT.name]).await;
    page.hold_workers().await;
    page.click("bulk-generate").await;
    page.until("the work is shown", "shown('bulk-working')").await;
    let more = visit.session.file("more.csv", PROD_SUPPLIER.name);
    page.drop_files("bulk-file", &[&more]).await;
    page.until("the page says so", "text('bulk-file-error').includes('closed while something is made')")
        .await;
    page.has_rows("bulk-table", 1).await;
    page.let_workers_go().await;
    page.until("the requests are made", "shown('bulk-result')").await;
    assert_eq!(page.text("bulk-file-error").await, "");
}

async fn the_first_worker_dies_and_is_heard(visit: Visit) {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(None);
    page.hold_workers().await;
    page.upload("key-file", &[&key]).await;
    page.until("the key is being opened", "text('key-status') === 'Opening the key.' && heldBack.length > 0")
        .await;
    // WebKit tells nobody of an event at a worker that has been ended.
    let kill = "
        const [worker] = heldBack.pop();
        worker.dispatchEvent(new Event('error', { cancelable: true }));
        worker.terminate();";
    page.run(kill).await;
    page.until("the page says so", "text('make-pfx-error').includes('has stopped')").await;
    assert_eq!(page.text("key-status").await, "");
    page.let_workers_go().await;
    page.paste_into("certificate-pem", &chain).await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.click("make-pfx").await;
    packs(&page).await;
}

async fn an_error_stays_in_its_step(visit: Visit) {
    let page = visit.session.open_page().await;
    let (key, _) = visit.issued(Some(KEY_PASSWORD));
    page.go_to("inspect").await;
    page.upload("inspect-file", &[&key]).await;
    page.until("the page has looked", "text('inspect-status') === '1 thing found.'").await;
    page.hold_workers().await;
    page.type_into("inspect-password", "not the password").await;
    page.press(Key::Enter).await;
    page.go_to("bundle").await;
    page.let_workers_go().await;
    page.until("the other step has its error", "element('inspect-password-error').textContent !== ''").await;
    assert_eq!(page.errors().await, []);
    assert!(!page.is_shown("error-summary").await);
    page.go_to("inspect").await;
    page.until("it is said there", "shown('error-summary') && shown('inspect-password-error')").await;
}

async fn every_address_opens_what_it_names(visit: Visit) {
    let session = &visit.session;
    let page = session.open_page().await;
    for (name, step) in [
        ("bundle", "bundle"),
        ("bulk", "bulk"),
        ("bulk-requests", "bulk"),
        ("bulk-return", "bulk"),
        ("bulk-renewals", "bulk"),
        ("inspect", "inspect"),
        ("about", "about"),
        ("request", "request"),
    ] {
        let is_open = format!(
            "shown('{step}-title') && Math.abs(element('{name}').getBoundingClientRect().top) < innerHeight / 2"
        );
        page.run_with("location.hash = arguments[0]", vec![json!(name)]).await;
        page.until("it opens as a link", &is_open).await;
        page.reload().await;
        page.until("it opens when it is reloaded", &format!("shown('{step}-title')")).await;
    }
    page.run("history.back()").await;
    page.until("back leads to the step before", "shown('about-title') && scrollY === 0").await;
    page.run("history.forward()").await;
    page.until("forward leads on", "shown('request-title') && scrollY === 0").await;
    page.run("location.hash = 'bundle'").await;
    page.until("a step is open", "shown('bundle-title')").await;
    page.run("location.hash = ''").await;
    page.until("no address is the first step", "shown('request-title')").await;
}

async fn a_key_of_this_visit_is_packed_at_once(visit: Visit) {
    let page = visit.session.open_page().await;
    page.name_endpoint(&INT).await;
    page.make_request().await;
    let request = page.save_request(&INT).await;
    let authority = Authority::of(Environment::Int);
    let chain = authority.sign(&request, INT.name) + &authority.intermediate() + &authority.root();
    let chain = visit.session.file("chain.pem", chain);
    page.go_to("bundle").await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.hold_workers().await;
    page.upload("certificate-file", &[&chain]).await;
    page.click("make-pfx").await;
    page.until(
        "the button says so",
        "text('make-pfx') === 'Checking the certificates, then making the file'",
    )
    .await;
    page.let_workers_go().await;
    packs(&page).await;
}

async fn enter_in_the_second_password_makes_the_file(visit: Visit) {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(None);
    page.open_key(&key, "").await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.paste_into("certificate-pem", &chain).await;
    page.run("element('pfx-password-confirm').focus()").await;
    page.press(Key::Enter).await;
    packs(&page).await;
}

async fn a_password_edited_while_the_key_opens_is_tried(visit: Visit) {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(Some(KEY_PASSWORD));
    page.paste_certificates(&chain).await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.upload("key-file", &[&key]).await;
    page.until("the page asks for the password", "shown('unlock-password-error')").await;
    page.hold_workers().await;
    page.type_into("unlock-password", "not the password").await;
    page.press(Key::Enter).await;
    page.type_over("unlock-password", KEY_PASSWORD).await;
    page.click("make-pfx").await;
    page.let_workers_go().await;
    packs(&page).await;
}

async fn the_key_file_comes_although_another_kind_is_chosen(visit: Visit) {
    let page = makes(&visit).await;
    page.let_workers_go().await;
    page.until("the .pfx file is made", "shown('bundle-result')").await;
    page.hold_workers().await;
    page.click("download-bundle-key").await;
    page.choose("pfx-encryption", "compatible").await;
    page.let_workers_go().await;
    let key = visit.session.downloads().file(&INT.file(".key")).await;
    openssl::read_key(&key, PFX_PASSWORD);
}

async fn another_saved_file_is_not_called_good(visit: Visit) {
    let page = visit.session.open_page().await;
    page.name_endpoint(&INT).await;
    page.make_request().await;
    let key = page.save_key(&INT).await;
    page.upload("saved-key-file", &[&key]).await;
    page.hold_workers().await;
    page.click("check-saved-key").await;
    let other = visit.session.file("other.key", PrivateKey::make("not used").pem);
    page.take_files_out("saved-key-file").await;
    page.upload("saved-key-file", &[&other]).await;
    page.until("it is said", "text('saved-key-status').startsWith('The check has ended')").await;
    page.let_workers_go().await;
    page.click("check-saved-key").await;
    page.until("the other is another", "text('saved-key-file-error').includes('another private key')").await;
    assert_eq!(page.text("saved-key-status").await, "");
}

async fn a_strong_password_at_once_after_the_click_does_nothing(visit: Visit) {
    let page = visit.session.open_page().await;
    page.name_endpoint(&INT).await;
    page.hold_workers().await;
    page.run("element('generate').click(); element('key-password-make').click();").await;
    assert_eq!(page.value("key-password").await, "", "what is shown would not be the password of the key");
    page.let_workers_go().await;
    page.other_request("").await;
    assert_eq!(page.text("result-sealed").await, "Without a password");
}

async fn another_environment_marks_the_result(visit: Visit) {
    let page = visit.session.open_page().await;
    page.name_endpoint(&INT).await;
    page.make_request().await;
    assert!(!page.is_shown("request-outdated").await);
    page.click("environment-prod-supplier").await;
    page.until("the result is marked", "shown('request-outdated')").await;
    assert!(page.text("request-outdated").await.contains(INT.name));
    page.click("environment-int").await;
    page.until("the mark goes", "!shown('request-outdated')").await;
}

async fn a_finished_file_is_guarded_on_leaving(visit: Visit) {
    let page = makes(&visit).await;
    page.let_workers_go().await;
    page.until("the .pfx file is made", "shown('bundle-result')").await;
    let asks = "
        const leaving = new Event('beforeunload', { cancelable: true });
        return !window.dispatchEvent(leaving);";
    assert_eq!(page.run(asks).await, true, "the file is not saved");
    page.save_finished("download-pfx", &INT.file(".pfx")).await;
    page.until("it is saved", "text('bundle-key-status') !== ''").await;
    assert_eq!(page.run(asks).await, false, "the file is saved");
}

async fn what_is_pressed_before_the_page_is_ready_counts(visit: Visit) {
    let session = &visit.session;
    // A person who is there before the core is: its compilation waits.
    let wait = "{
        const { compile } = WebAssembly;
        const begun = new Promise((resolve) => { window.letCompile = resolve; });
        WebAssembly.compile = async (octets) => { await begun; return compile(octets); };
    }";
    session.developer_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": wait })).await;
    let page = session.open_unready(&session.file_address()).await;
    // The form is not shown yet: this is a script, or a password manager.
    let fill = "
        element('ods-code').value = arguments[0];
        element('organisation').value = arguments[1];
        element('generate').click();";
    page.run_with(fill, vec![json!(INT.ods_code), json!(INT.organisation)]).await;
    page.run("window.letCompile()").await;
    page.is_ready().await;
    page.other_request("").await;
    assert_eq!(page.text("result-name").await, INT.name);
}

async fn a_value_without_an_event_counts_when_a_button_is_pressed(visit: Visit) {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(Some(KEY_PASSWORD));
    page.upload("key-file", &[&key]).await;
    page.until("the page asks for the password", "shown('unlock-password-error')").await;
    let values = json!({
        "unlock-password": KEY_PASSWORD,
        "certificate-pem": chain,
        "pfx-password": PFX_PASSWORD,
        "pfx-password-confirm": PFX_PASSWORD,
    });
    let script = "
        for (const [id, value] of Object.entries(arguments[0])) element(id).value = value;
        element('make-pfx').click();";
    page.run_with(script, vec![values]).await;
    packs(&page).await;
}

async fn a_key_that_is_dropped_among_certificates_goes_to_its_place(visit: Visit) {
    let page = visit.pack().await;
    let (key, chain) = visit.issued(None);
    let chain = visit.session.file("chain.cer", chain);
    page.drop_files("certificate-file", &[&key, &chain]).await;
    page.until("the key is open", "shown('key-taken')").await;
    page.check_is("key-matches", "pass").await;
    page.drop_files("key-file", &[&chain]).await;
    page.check_is("key-matches", "pass").await;
    assert_eq!(page.errors().await, []);
    assert!(page.value("key-file").await.ends_with("issued.key"), "the key stays in its place");
}

/// Two names with their keys under one password, and their certificates.
async fn comes_back(visit: &Visit) -> Page<'_> {
    let session = &visit.session;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    let authority = Authority::of(Environment::Int);
    let key = PrivateKey::make(KEY_PASSWORD);
    let certificate = authority.certificate_for(&key, INT.name);
    let chain = session.file("chain.pem", certificate + &authority.intermediate() + &authority.root());
    page.upload("bulk-certificates", &[&chain]).await;
    page.upload("bulk-keys", &[&session.file("sealed.key", key.sealed)]).await;
    page.until("the page asks for the password", "shown('bulk-key-password-error')").await;
    page
}

async fn is_packed(page: &Page<'_>) {
    page.until("the file is made", "shown('bulk-pfx-result')").await;
    assert_eq!(page.text("bulk-pfx-result-text").await, "1 .pfx file is made.");
    assert_eq!(page.errors().await, [], "no error stays beside good pairs");
}

async fn one_password_for_all_is_typed_and_the_files_made_with_one_click(visit: Visit) {
    let page = comes_back(&visit).await;
    page.type_into("bulk-key-password", KEY_PASSWORD).await;
    page.click("bulk-make-pfx").await;
    is_packed(&page).await;
}

async fn a_second_password_for_all_is_tried_while_the_first_is(visit: Visit) {
    let page = comes_back(&visit).await;
    page.hold_workers().await;
    page.type_into("bulk-key-password", "not the password").await;
    page.press(Key::Enter).await;
    page.until("the first is tried", "shown('bulk-keys-working')").await;
    page.type_over("bulk-key-password", KEY_PASSWORD).await;
    page.press(Key::Enter).await;
    page.let_workers_go().await;
    page.until("the second opens the key", "value('bulk-key-password') === ''").await;
    assert_eq!(page.errors().await, []);
}

async fn keys_whose_opening_was_cancelled_are_opened_after_all(visit: Visit) {
    let page = comes_back(&visit).await;
    page.hold_workers().await;
    page.type_into("bulk-key-password", KEY_PASSWORD).await;
    page.press(Key::Enter).await;
    page.until("they are being opened", "shown('bulk-keys-working')").await;
    page.click("bulk-keys-cancel").await;
    page.until("the work has ended", "!shown('bulk-keys-working')").await;
    page.let_workers_go().await;
    page.click("bulk-make-pfx").await;
    is_packed(&page).await;
}

async fn another_list_marks_the_requests_that_are_made(visit: Visit) {
    let page = visit.session.open_page().await;
    page.go_to("bulk").await;
    page.list_names(&[INT.name]).await;
    page.make_requests().await;
    assert!(!page.is_shown("bulk-outdated").await);
    page.list_names(&[INT.name, PROD_SUPPLIER.name]).await;
    page.until("they are marked", "shown('bulk-outdated')").await;
}

async fn keys_of_a_list_are_never_replaced_silently(visit: Visit) {
    let page = visit.session.open_page().await;
    page.go_to("bulk").await;
    page.list_names(&[INT.name]).await;
    page.make_requests().await;
    for button in ["download-bulk", "download-bulk-passwords"] {
        page.click(button).await;
    }
    page.until("all is saved", "!shown('bulk-unsaved')").await;
    page.click("bulk-generate").await;
    page.until("the page asks", "shown('confirm') && text('confirm-text').includes('do not fit')").await;
    page.click("confirm-no").await;
    assert!(page.is_shown("bulk-result").await);
}
